//! Making a case directory and opening it for writing: lock, survey, cut, index, in this order. The
//! result is a [`FileLog`] whose every byte is durable.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use counterclaim_model::Position;

use super::FileLog;
use super::case_file::{self, CaseFile};
use super::durable::{make_dir, sync_dir};
use super::lock::Lock;
use super::recovery::{self, IndexFate, Recovery};
use super::segment::Segment;
use super::survey::{Survey, survey};
use crate::index::{Index, Known};
use crate::{LogError, ReadLog};

/// Sizes that only tests and measurements have reason to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tuning {
    /// A segment that has this many bytes is not appended to any more. 64 MiB.
    pub segment_bytes: u64,
    /// Most events that the index takes at once. 4,096.
    pub step_events: usize,
    /// Whether there is an index.
    pub indexing: Indexing,
}

/// Whether a log keeps an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Indexing {
    /// It does, behind the log: written after every step and on close, caught up on open.
    Behind,
    /// It does not, and leaves alone what is there. Everything is held in memory instead.
    Off,
}

impl Default for Tuning {
    fn default() -> Self {
        Self { segment_bytes: 64 << 20, step_events: 4_096, indexing: Indexing::Behind }
    }
}

/// The paths of a case.
#[derive(Clone, Debug)]
pub(super) struct Paths {
    pub(super) log: PathBuf,
    pub(super) evidence: PathBuf,
    index: PathBuf,
    recovered: PathBuf,
    lock: PathBuf,
}

impl Paths {
    pub(super) fn of(dir: &Path) -> Self {
        Self {
            log: dir.join("log"),
            evidence: dir.join("evidence"),
            index: dir.join("index"),
            recovered: dir.join("recovered"),
            lock: dir.join("LOCK"),
        }
    }
}

/// Makes an empty case. `case.toml` comes last: without it there is no case.
pub(super) fn create(dir: &Path, case: &CaseFile) -> Result<(), LogError> {
    let paths = Paths::of(dir);
    case_file::check(case)?;
    make_dir(&paths.log)?;
    let _lock = Lock::take(dir, &paths.lock)?;
    let first = Segment::path(&paths.log, Position::START.next());
    let is_taken = dir.join(case_file::NAME).exists()
        || Segment::list(&paths.log)?.iter().any(|segment| segment.length > 0);
    if is_taken {
        return Err(LogError::AlreadyACase { path: dir.to_owned() });
    }
    make_dir(&paths.evidence)?;
    File::create(&first).and_then(|file| file.sync_all()).map_err(LogError::io(&first))?;
    sync_dir(&paths.log)?;
    case_file::write(dir, case)
}

/// Opens a case for writing.
pub(super) fn open(dir: &Path, tuning: Tuning) -> Result<(FileLog, Recovery), LogError> {
    let case = case_file::read(dir)?;
    let paths = Paths::of(dir);
    let lock = Lock::take(dir, &paths.lock)?;
    let (index, surveyed, doubt) = find_end(&paths, tuning)?;
    let cut = match &surveyed.torn {
        Some(torn) => Some(recovery::cut(&paths.recovered, torn, surveyed.tip.head)?),
        None => None,
    };
    let last = surveyed.segments.last().ok_or_else(|| no_segment(&paths))?;
    let failed = LogError::io(&last.path);
    let file = OpenOptions::new().append(true).open(&last.path).map_err(failed)?;
    // What was found may so far live only in the page cache; from here on it counts as durable.
    file.sync_all().map_err(LogError::io(&last.path))?;
    sync_dir(&paths.log)?;
    let mut log = FileLog::assemble(case, paths.clone(), tuning, lock, file, surveyed);
    let index = take_up(&mut log, &paths, index, doubt, tuning);
    Ok((log, Recovery { cut, index }))
}

/// Surveys the log with the help of the index, or without it where it is of none. Returns the index, if
/// it may be used, and what was wrong with it otherwise.
fn find_end(
    paths: &Paths,
    tuning: Tuning,
) -> Result<(Option<Index>, Survey, Option<String>), LogError> {
    let segments = || match Segment::list(&paths.log) {
        Ok(segments) if segments.is_empty() => Err(no_segment(paths)),
        listed => listed,
    };
    let (index, known, doubt) = open_index(paths, tuning);
    if let Some(known) = known {
        match survey(segments()?, Some(known), tuning.step_events)? {
            Some(surveyed) => return Ok((index, surveyed, None)),
            None => {
                let doubt = Some("it belongs to another log".to_owned());
                return Ok((None, without_index(segments()?, tuning)?, doubt));
            }
        }
    }
    Ok((index, without_index(segments()?, tuning)?, doubt))
}

fn open_index(paths: &Paths, tuning: Tuning) -> (Option<Index>, Option<Known>, Option<String>) {
    match tuning.indexing {
        Indexing::Off => (None, None, None),
        Indexing::Behind => match Index::open(&paths.index) {
            Ok((index, known)) => (Some(index), known, None),
            Err(lost) => (None, None, Some(lost.0)),
        },
    }
}

fn without_index(segments: Vec<Segment>, tuning: Tuning) -> Result<Survey, LogError> {
    let surveyed = survey(segments, None, tuning.step_events)?;
    Ok(surveyed.expect("a survey without an index has nothing to disagree with"))
}

/// Gives the log its index, a new one if the old was lost, and brings it up to the end of the log.
fn take_up(
    log: &mut FileLog,
    paths: &Paths,
    index: Option<Index>,
    doubt: Option<String>,
    tuning: Tuning,
) -> IndexFate {
    if tuning.indexing == Indexing::Off {
        return IndexFate::Absent { why: "it is switched off".to_owned() };
    }
    let is_new = log.lookup().is_whole() && log.head() > Position::START;
    let index = match doubt {
        None => index.ok_or_else(|| "it could not be opened".to_owned()),
        Some(_) => recovery::put_aside(&paths.index, &paths.recovered)
            .map_err(|error| error.to_string())
            .and_then(|()| Index::open(&paths.index).map_err(|lost| lost.0))
            .map(|(index, _)| index),
    };
    match index.and_then(|index| log.take_index(index).map_err(|lost| lost.0)) {
        Err(why) => IndexFate::Absent { why },
        Ok(()) => match doubt {
            Some(why) => IndexFate::Rebuilt { why },
            None if is_new => IndexFate::Rebuilt { why: "there was none".to_owned() },
            None => IndexFate::Kept,
        },
    }
}

fn no_segment(paths: &Paths) -> LogError {
    let segment = Segment::path(&paths.log, Position::START.next());
    LogError::Damaged { segment, offset: 0, what: "there is no segment".to_owned() }
}

/// Begins a segment, durably.
pub(super) fn begin_segment(log: &Path, first: Position) -> std::io::Result<(Segment, File)> {
    let path = Segment::path(log, first);
    let file = OpenOptions::new().append(true).create_new(true).open(&path)?;
    file.sync_all()?;
    fs::File::open(log)?.sync_all()?;
    Ok((Segment { first, path, length: 0 }, file))
}
