//! Making a case directory and opening it for writing: lock, survey, cut, index, in this order. The
//! result is a [`FileLog`] whose every byte is durable.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use counterclaim_model::Position;

use super::FileLog;
use super::case_file::{self, CaseFile};
use super::durable::{make_dir, sync_dir};
use super::history::Proving;
use super::lock::Lock;
use super::recovery::{self, Recovery};
use super::segment::Segment;
use super::survey::{agrees, survey};
use crate::LogError;
use crate::follower::{Beginning, Follower};
use crate::index::{Known, Seal};
use crate::seeded;

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
    /// It does, behind the log: written after every step, and on close if more than a little is missing.
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
pub(crate) struct Paths {
    pub(crate) log: PathBuf,
    pub(crate) evidence: PathBuf,
    pub(crate) index: PathBuf,
    pub(crate) recovered: PathBuf,
    pub(crate) lock: PathBuf,
    /// What an erasure under way still has to do.
    pub(crate) erasing: PathBuf,
    pub(crate) hashes: PathBuf,
    pub(crate) checkpoints: PathBuf,
}

impl Paths {
    pub(crate) fn of(dir: &Path) -> Self {
        Self {
            log: dir.join("log"),
            evidence: dir.join("evidence"),
            index: dir.join("index"),
            recovered: dir.join("recovered"),
            lock: dir.join("LOCK"),
            erasing: dir.join("erasing"),
            hashes: dir.join("log").join("hashes"),
            checkpoints: dir.join("checkpoints"),
        }
    }

    /// Returns what can be proved of the case, and with what.
    pub(crate) fn proving<'a>(&'a self, case: &'a CaseFile) -> Proving<'a> {
        let Self { hashes, checkpoints, .. } = self;
        Proving { hashes, checkpoints, verifier: case.verifier.as_ref() }
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
    crate::life::finish(dir)?;
    let segments = match Segment::list(&paths.log)? {
        segments if segments.is_empty() => return Err(no_segment(&paths)),
        segments => segments,
    };
    let beginning = beginning(&paths, &segments, tuning)?;
    let known = beginning.known.clone();
    let follower = Follower::begin(beginning)?;
    let surveyed = survey(segments, known, &follower)?;
    paths.proving(&case).refuse_short(surveyed.tip.head)?;
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
    let log = FileLog::assemble(case, paths, tuning, lock, file, surveyed, follower);
    if !log.proving().refuse_altered(&log)? {
        log.follower().rehash();
    }
    Ok((log, Recovery { cut }))
}

/// Finds out what the index knows of the log, by its seal. The index itself is opened by the follower.
fn beginning(paths: &Paths, segments: &[Segment], tuning: Tuning) -> Result<Beginning, LogError> {
    let seal = match tuning.indexing {
        Indexing::Off => Ok(None),
        Indexing::Behind => Seal::read(&paths.index).map_err(|lost| lost.0),
    };
    let seal = match seal {
        Ok(Some(seal)) if !agrees(segments, &seal.known.mark)? => {
            Err("it belongs to another log".to_owned())
        }
        seal => seal,
    };
    let known = match &seal {
        Ok(Some(seal)) => seal.known.clone(),
        Ok(None) | Err(_) => Known::default(),
    };
    Ok(Beginning {
        hashes: paths.log.join("hashes"),
        log: paths.log.clone(),
        index: paths.index.clone(),
        recovered: paths.recovered.clone(),
        indexing: tuning.indexing,
        step_events: tuning.step_events,
        known,
        seal,
        is_empty: segments.iter().all(|segment| segment.length == 0),
    })
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
    if !seeded("skip-dir-sync") {
        fs::File::open(log)?.sync_all()?;
    }
    Ok((Segment { first, path, length: 0 }, file))
}
