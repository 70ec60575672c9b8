//! Backup: a second case directory that is consistent whatever the writer does meanwhile, and that a
//! later backup into the same place only extends. Called by `backup` and, the other way, by `restore`.

use std::fs;
use std::path::{Path, PathBuf};

use counterclaim_model::{CaseId, Position};

use super::copy::{Standing, compare, extend};
use super::unfinished::Unfinished;
use crate::files::{
    BadLine, Line, Lock, Paths, Segment, case_file, evidence, make_dir, read_line, write_file,
};
use crate::{Content, Entry, FileReader, LogError, ReadLog};

/// Why there is no backup, or no newer one. What was backed up before is still there.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// One side cannot be read or written.
    #[error(transparent)]
    Log(#[from] LogError),
    /// The directory holds another case. Choose another directory.
    #[error("{} holds the backup of another case, {found}", path.display())]
    OtherCase {
        /// The directory.
        path: PathBuf,
        /// The case it holds.
        found: CaseId,
    },
    /// The directory holds something, and it is no backup. Choose another directory.
    #[error("{} is not empty, and no backup", path.display())]
    NotABackup {
        /// The directory.
        path: PathBuf,
    },
    /// Case and backup do not tell the same story. Nothing was overwritten: one of the two was changed,
    /// or the case was restored from an older copy. Choose another directory, and find out which.
    #[error("case and backup part at byte {offset} of {}{}: {what}", file.display(), at(*position))]
    HistoriesPart {
        /// The file of the backup.
        file: PathBuf,
        /// Where the first line that differs begins, in bytes.
        offset: u64,
        /// The first position of that line, if it can be read.
        position: Option<Position>,
        /// How they differ.
        what: String,
    },
    /// An erasure is under way. Let the next command that writes finish it, then back up again.
    #[error("an erasure is under way in {}: back up again when it is finished", path.display())]
    Erasing {
        /// The case.
        path: PathBuf,
    },
}

fn at(position: Option<Position>) -> String {
    position.map_or(String::new(), |position| format!(" (position {position})"))
}

/// What a backup did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BackedUp {
    /// The last event that it holds.
    pub head: Position,
    /// Bytes of the log that were copied; what was there before is not counted.
    pub log_bytes: u64,
    /// Segments that were replaced, because the case lost content by erasure.
    pub redacted: u64,
    /// Pieces of evidence that were copied.
    pub evidence: u64,
    /// Pieces that were removed, because the case lost them by erasure.
    pub evidence_erased: u64,
}

/// Brings the backup in `to` up to the case in `from`, or begins one there. The writer of the case may
/// go on meanwhile: everything up to some position is in the backup, and nothing behind it.
///
/// Order makes it consistent: the checkpoints of now and the end of now are noted first; then evidence,
/// segments, and last of all, for a new backup, `case.toml`. All of it is durable on return. An
/// erasure in the case is carried over.
///
/// # Errors
/// See [`BackupError`].
pub fn backup(from: &Path, to: &Path) -> Result<BackedUp, BackupError> {
    let case = case_file::read(from)?;
    check_target(to, case.case)?;
    let (source, target) = (Paths::of(from), Paths::of(to));
    make_dir(&target.log)?;
    make_dir(&target.evidence)?;
    let _lock = Lock::take(to, &target.lock)?;
    let refuse_erasing = || match Unfinished::read(&source)? {
        Some(_) => Err(BackupError::Erasing { path: from.to_owned() }),
        None => Ok(()),
    };
    refuse_erasing()?;
    let checkpoints = whole_notes(&from.join("checkpoints"))?;
    let log = FileReader::open(from)?;
    let mut done = BackedUp { head: log.head(), ..BackedUp::default() };
    copy_evidence(&source, &target, &mut done)?;
    copy_segments(&log, &target, &mut done)?;
    refuse_erasing()?;
    if let Some(notes) = checkpoints {
        write_file(&to.join("checkpoints"), &notes)?;
    }
    let case_file = from.join(case_file::NAME);
    let text = fs::read(&case_file).map_err(LogError::io(&case_file))?;
    write_file(&to.join(case_file::NAME), &text)?;
    Ok(done)
}

/// Refuses a directory that holds anything but a backup of this case.
fn check_target(to: &Path, case: CaseId) -> Result<(), BackupError> {
    match case_file::read(to) {
        Ok(found) if found.case == case => Ok(()),
        Ok(found) => Err(BackupError::OtherCase { path: to.to_owned(), found: found.case }),
        Err(LogError::NotACase { .. }) => {
            // A backup that was interrupted has no `case.toml` yet, and nothing that is not ours: what it
            // was writing last may still have its other name.
            let listed = fs::read_dir(to).into_iter().flatten().flatten();
            let ours = ["log", "evidence", "LOCK", "checkpoints", "checkpoints.new", "case.new"];
            let is_ours = |name: &str| ours.contains(&name);
            let mut names = listed.map(|entry| entry.file_name().to_string_lossy().into_owned());
            match names.all(|name| is_ours(&name)) {
                true => Ok(()),
                false => Err(BackupError::NotABackup { path: to.to_owned() }),
            }
        }
        Err(error) => Err(error.into()),
    }
}

/// Returns the checkpoints, without a last one that is being written.
fn whole_notes(path: &Path) -> Result<Option<Vec<u8>>, LogError> {
    match fs::read(path) {
        Ok(mut notes) => {
            let end = notes.windows(2).rposition(|pair| pair == b"\n\n").map_or(0, |at| at + 2);
            notes.truncate(end);
            Ok(Some(notes))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(LogError::io(path)(error)),
    }
}

/// Copies the pieces that are missing, each checked against its name, and removes those that are gone
/// from the case.
fn copy_evidence(source: &Paths, target: &Paths, done: &mut BackedUp) -> Result<(), LogError> {
    let here = evidence::list(&source.evidence)?.pieces;
    for (digest, _) in &here {
        if evidence::find(&target.evidence, digest).is_none()
            && let Some(bytes) = evidence::get(&source.evidence, digest)?
        {
            evidence::put(&target.evidence, &bytes)?;
            done.evidence += 1;
        }
    }
    let kept: std::collections::BTreeSet<_> = here.into_iter().map(|(digest, _)| digest).collect();
    for (digest, _) in evidence::list(&target.evidence)?.pieces {
        if !kept.contains(&digest) && evidence::remove(&target.evidence, &digest)? {
            done.evidence_erased += 1;
        }
    }
    Ok(())
}

fn copy_segments(log: &FileReader, target: &Paths, done: &mut BackedUp) -> Result<(), BackupError> {
    let segments = log.segments();
    for segment in segments {
        let copy = Segment::path(&target.log, segment.first);
        match compare(&segment.path, segment.length, &copy)? {
            Standing::Absent => done.log_bytes += extend(&segment.path, segment.length, &copy, 0)?,
            Standing::Prefix(has) if has == segment.length => {}
            Standing::Prefix(has) => {
                done.log_bytes += extend(&segment.path, segment.length, &copy, has)?;
            }
            Standing::Beyond | Standing::Parts(_) => {
                follow_erasure(log.case(), segment, &copy)?;
                done.redacted += 1;
            }
        }
    }
    for copy in Segment::list(&target.log)? {
        let is_known = segments.iter().any(|segment| segment.first == copy.first);
        if !is_known && copy.length > 0 {
            let what = format!("the case ends at position {}", log.head());
            return Err(part(&copy, 0, Some(copy.first), &what));
        }
    }
    Ok(())
}

/// Replaces a segment of the backup by the case's, if all that the case lost is content it erased.
fn follow_erasure(case: CaseId, segment: &Segment, copy: &Path) -> Result<(), BackupError> {
    let length = fs::metadata(copy).map_err(LogError::io(copy))?.len();
    let old = Segment { first: segment.first, path: copy.to_owned(), length };
    let mut now = segment.lines(0)?;
    for line in old.lines(0)? {
        let line = line?;
        let Some(here) = now.next().transpose()? else {
            return Err(part(&old, line.offset, first(&line), "the case ends before it"));
        };
        if line.bytes != here.bytes && !is_redacted(case, &line, &here) {
            // A last line that the backup never finished is no history.
            if line.end() == old.length && line.bytes.last() != Some(&b'\n') {
                break;
            }
            return Err(part(&old, line.offset, first(&line), "the lines differ"));
        }
    }
    let mut bytes = fs::read(&segment.path).map_err(LogError::io(&segment.path))?;
    bytes.truncate(usize::try_from(segment.length).unwrap_or(usize::MAX));
    Ok(write_file(copy, &bytes)?)
}

fn part(copy: &Segment, offset: u64, position: Option<Position>, what: &str) -> BackupError {
    let (file, what) = (copy.path.clone(), what.to_owned());
    BackupError::HistoriesPart { file, offset, position, what }
}

fn first(line: &Line) -> Option<Position> {
    read_line(&line.bytes).ok().map(|(_, record)| record.summary.first)
}

/// Returns whether both lines are one commit, of which the second has lost content and nothing else.
fn is_redacted(case: CaseId, before: &Line, now: &Line) -> bool {
    let read = |line: &Line| -> Result<Vec<Entry>, BadLine> {
        Ok(Entry::all(case, read_line(&line.bytes)?.1, |_, _| true))
    };
    let (Ok(before), Ok(now)) = (read(before), read(now)) else { return false };
    let lost_at_most = |(before, now): (&Entry, &Entry)| {
        before.leaf_hash() == now.leaf_hash()
            && (before.content == now.content || matches!(now.content, Content::Erased(_)))
    };
    before.len() == now.len() && before.iter().zip(&now).all(lost_at_most)
}
