//! The writer: one per case, holding its lock. It appends whole commits and acknowledges them once
//! they are on the disk; everything it knows beyond the files can be thrown away.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use counterclaim_model::{CaseId, CommitId, Digest, Position, Stream};

use super::case_file::CaseFile;
use super::frame::frame;
use super::lookup::{AskTheLog, Lookup};
use super::open::{self, Paths, Tuning};
use super::recovery::Recovery;
use super::scan::Scan;
use super::segment::{Place, Segment};
use super::stream::StreamEntries;
use super::survey::{Survey, survey};
use super::{evidence, reader};
use crate::index::{Index, IndexLost};
use crate::record::Record;
use crate::stored::CommitLine;
use crate::tip::{Tip, refuse_repeat};
use crate::{
    AppendError, Appended, Commit, CommitSummary, Entries, EventLog, LogError, ReadLog, Restored,
};

/// Longest commit, as a line, in bytes: 16 MiB.
pub const MAX_COMMIT_BYTES: u64 = 16 << 20;

/// A log in a directory, open for writing.
///
/// An append returns once its bytes have passed `fdatasync`. After a failed write or sync the log is
/// poisoned: it can be read, but takes nothing more until it is opened again, because nobody can know
/// what the disk holds.
#[derive(Debug)]
pub struct FileLog {
    case: CaseFile,
    paths: Paths,
    tuning: Tuning,
    _lock: File,
    /// Each as long as its acknowledged lines.
    segments: Vec<Segment>,
    /// The last segment, opened for appending.
    file: File,
    tip: Tip,
    lookup: Lookup,
    is_poisoned: bool,
}

impl FileLog {
    /// Makes an empty case in `dir` and opens it.
    ///
    /// # Errors
    /// [`LogError::AlreadyACase`], or the directory cannot be written.
    pub fn create(dir: &Path, case: &CaseFile) -> Result<Self, LogError> {
        Self::create_with(dir, case, Tuning::default())
    }

    /// As [`create`](Self::create), with other sizes.
    ///
    /// # Errors
    /// As [`create`](Self::create).
    pub fn create_with(dir: &Path, case: &CaseFile, tuning: Tuning) -> Result<Self, LogError> {
        open::create(dir, case)?;
        open::open(dir, tuning).map(|(log, _)| log)
    }

    /// Opens the case in `dir` for writing, and puts right what a crash left behind.
    ///
    /// # Errors
    /// [`LogError::Locked`] if somebody else writes it, [`LogError::Damaged`] if something durable is
    /// not what it was (nothing is changed then), [`LogError::NotACase`], [`LogError::TooNew`].
    pub fn open(dir: &Path) -> Result<(Self, Recovery), LogError> {
        Self::open_with(dir, Tuning::default())
    }

    /// As [`open`](Self::open), with other sizes.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_with(dir: &Path, tuning: Tuning) -> Result<(Self, Recovery), LogError> {
        open::open(dir, tuning)
    }

    /// Returns what `case.toml` says.
    pub fn case_file(&self) -> &CaseFile {
        &self.case
    }

    /// Puts the parts together; without an index so far.
    pub(super) fn assemble(
        case: CaseFile,
        paths: Paths,
        tuning: Tuning,
        lock: File,
        file: File,
        surveyed: Survey,
    ) -> Self {
        let Survey { segments, tip, catalogue, torn: _ } = surveyed;
        let lookup = Lookup::by_heart(catalogue);
        let is_poisoned = false;
        Self { case, paths, tuning, _lock: lock, segments, file, tip, lookup, is_poisoned }
    }

    /// Returns what is known without reading.
    pub(super) fn lookup(&self) -> &Lookup {
        &self.lookup
    }

    /// Takes an index and brings it up to the end of the log.
    pub(super) fn take_index(&mut self, index: Index) -> Result<(), IndexLost> {
        self.lookup.take_index(index)
    }

    /// Lets go of an index that failed, and learns by reading the log what it knew.
    fn relearn(&mut self) -> Result<(), LogError> {
        if self.lookup.has_failed() {
            let surveyed = survey(self.segments.clone(), None, self.tuning.step_events)?;
            let surveyed = surveyed.expect("a survey without an index cannot disagree with it");
            self.lookup = Lookup::by_heart(surveyed.catalogue);
        }
        Ok(())
    }

    /// Returns commits from the one that holds `position`, or earlier ones.
    pub(super) fn scan_near(&self, position: Position) -> Scan<'_> {
        let whole = || Scan::from_segment_of(&self.segments, position);
        let Ok(Some(place)) = self.lookup.block(position) else { return whole() };
        match Scan::from_place(&self.segments, place).next() {
            Some(Ok(record)) if record.summary.first <= position => {
                Scan::from_place(&self.segments, place)
            }
            _ => {
                self.lookup.distrust();
                whole()
            }
        }
    }

    /// Returns all commits.
    pub(super) fn scan_all(&self) -> Scan<'_> {
        Scan::from_segment_of(&self.segments, Position::START)
    }

    /// Returns the version of a stream's last event.
    pub(super) fn stream_version(&self, stream: Stream) -> u64 {
        self.tip.version(&stream)
    }

    /// Writes commits with one write and one sync.
    fn write(&mut self, records: &[Record]) -> Result<(), AppendError> {
        let mut bytes = Vec::new();
        let mut frames = Vec::with_capacity(records.len());
        for record in records {
            let (checksum, line) = frame(&CommitLine::write(record)?);
            let (length, limit) = (line.len() as u64, MAX_COMMIT_BYTES);
            if length > limit {
                return Err(AppendError::TooLarge { bytes: length, limit });
            }
            frames.push((checksum, length));
            bytes.extend_from_slice(&line);
        }
        self.is_poisoned = true;
        self.roll()?;
        let path = &self.segments.last().expect("a log has a segment").path;
        let written = self.file.write_all(&bytes).and_then(|()| self.file.sync_data());
        written.map_err(|source| AppendError::writing(path, source))?;
        self.is_poisoned = false;
        for (record, (checksum, length)) in records.iter().zip(frames) {
            self.acknowledge(record, checksum, length);
        }
        // The commits stand whatever becomes of the index; if it failed, the next append relearns.
        let _ = self.lookup.hand_over(1);
        Ok(())
    }

    /// Begins a new segment if the last one is full.
    fn roll(&mut self) -> Result<(), AppendError> {
        let last = self.segments.last().expect("a log has a segment");
        if last.length == 0 || last.length < self.tuning.segment_bytes {
            return Ok(());
        }
        let first = self.tip.head.next();
        let begun = open::begin_segment(&self.paths.log, first);
        let path = Segment::path(&self.paths.log, first);
        let (segment, file) = begun.map_err(|source| AppendError::writing(&path, source))?;
        self.segments.push(segment);
        self.file = file;
        Ok(())
    }

    /// Takes note of a commit that is durable.
    fn acknowledge(&mut self, record: &Record, checksum: u32, length: u64) {
        let segment = self.segments.last_mut().expect("a log has a segment");
        let begin = Place { segment: segment.first, offset: segment.length };
        segment.length += length;
        let end = Place { offset: segment.length, ..begin };
        self.lookup.note(begin, end, checksum, record);
        self.tip.advance(record);
    }
}

impl ReadLog for FileLog {
    fn case(&self) -> CaseId {
        self.case.case
    }

    fn head(&self) -> Position {
        self.tip.head
    }

    fn commit(&self, id: &CommitId) -> Result<Option<CommitSummary>, LogError> {
        match self.lookup.commit(id) {
            Ok(known) => Ok(known),
            Err(AskTheLog) => reader::find_commit(self.scan_all(), id),
        }
    }

    fn read(&self, after: Position) -> Entries<'_> {
        reader::entries(self.case(), self.scan_near(after.next()), move |at, _| at > after)
    }

    fn read_stream(&self, stream: Stream, after_version: u64) -> Entries<'_> {
        Box::new(StreamEntries::new(self, stream, after_version))
    }

    fn evidence(&self, digest: &Digest) -> Result<Option<Vec<u8>>, LogError> {
        evidence::get(&self.paths.evidence, digest)
    }
}

impl EventLog for FileLog {
    fn append(&mut self, commit: Commit) -> Result<Appended, AppendError> {
        if self.is_poisoned {
            return Err(AppendError::Poisoned);
        }
        self.relearn()?;
        refuse_repeat(self.commit(&commit.header.id)?, &commit)?;
        let decided = commit.decided.clone();
        let record = self.tip.prepare(commit)?;
        self.write(std::slice::from_ref(&record))?;
        Ok(Appended::of(&record, &decided))
    }

    fn put_evidence(&mut self, bytes: &[u8]) -> Result<Digest, LogError> {
        evidence::put(&self.paths.evidence, bytes)
    }

    fn restore(&mut self, commits: Restored) -> Result<(), AppendError> {
        if self.is_poisoned {
            return Err(AppendError::Poisoned);
        }
        self.relearn()?;
        self.write(&commits.into_records(self.tip.head))
    }
}

impl Drop for FileLog {
    fn drop(&mut self) {
        if !self.is_poisoned {
            // What the index misses, the next open hands over.
            let _ = self.lookup.hand_over(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use counterclaim_model::{Actor, ActorKind, Command, CommitHeader, State, decide};

    use super::*;

    fn commit(id: &str) -> Commit {
        let name = "Harbour Office".to_owned();
        let (kind, basis) = (ActorKind::Organisation, "page".to_owned());
        let actor = Actor { id: Actor::id_of(kind, &name), kind, name, basis };
        let decided = decide(&State::default(), Command::AddActor(actor), &[]);
        Commit {
            header: CommitHeader {
                id: id.to_owned().try_into().expect("it is an id"),
                recorded_at: chrono::DateTime::UNIX_EPOCH,
                analyst: "ida".into(),
                agent: "tests@1".into(),
                correlation: None,
                causation: None,
            },
            request: Digest([1; 32]),
            decided: decided.expect("the rules allow it"),
            entropy: [1; 32],
        }
    }

    #[test]
    fn a_failed_write_poisons_the_log_until_it_is_opened_again() {
        let dir = tempfile::tempdir().expect("there is room");
        let case = CaseId::derive(&["harbour"]);
        let file = CaseFile { case, title: "Harbour".into(), origin: None };
        let mut log = FileLog::create(dir.path(), &file).expect("an empty directory takes a case");
        let kept = log.append(commit("kept")).expect("it is new").commit;
        // A handle that cannot be written to stands for a device that fails.
        let path = log.segments.last().expect("a log has a segment").path.clone();
        log.file = File::open(path).expect("it can be read");
        assert!(matches!(log.append(commit("lost")), Err(AppendError::Io { .. })));
        assert!(matches!(log.append(commit("more")), Err(AppendError::Poisoned)));
        assert_eq!(log.read(Position::START).count(), 1, "what was acknowledged can be read");
        drop(log);
        let (mut log, recovery) = FileLog::open(dir.path()).expect("it opens");
        assert_eq!(recovery.cut, None);
        assert_eq!(log.commit(&kept.id).expect("it reads"), Some(kept));
        assert_eq!(log.append(commit("more")).expect("it is new").commit.first, Position(2));
    }
}
