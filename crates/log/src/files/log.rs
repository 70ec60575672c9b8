//! The writer: one per case, holding its lock. It appends whole commits and acknowledges them once
//! they are on the disk; everything it knows beyond the files can be thrown away.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use counterclaim_model::{CaseId, CommitId, Digest, Position, Stream};

use super::case_file::CaseFile;
use super::lock::Lock;
use super::lookup::{AskTheLog, Lookup};
use super::open::{self, Paths, Tuning};
use super::recovery::Recovery;
use super::scan::Scan;
use super::segment::{Place, Segment};
use super::stream::StreamEntries;
use super::survey::{Survey, survey};
use super::{evidence, reader};
use crate::error::Unwritten;
use crate::index::{Index, IndexLost};
use crate::staging::{self, Backend, Line};
use crate::tip::Tip;
use crate::{
    AppendError, Appended, Commit, CommitSummary, Entries, EventLog, LogError, ReadLog, Restored,
};

/// The buffer of lines keeps no more memory than this from one append to the next.
const BUFFER_KEPT: usize = 1 << 20;

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
    _lock: Lock,
    /// Each as long as its acknowledged lines.
    segments: Vec<Segment>,
    /// The last segment, opened for appending.
    file: File,
    tip: Tip,
    lookup: Lookup,
    is_poisoned: bool,
    /// Where lines are put together, kept for the next.
    buffer: Vec<u8>,
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
        lock: Lock,
        file: File,
        surveyed: Survey,
    ) -> Self {
        let Survey { segments, tip, catalogue, torn: _ } = surveyed;
        let lookup = Lookup::by_heart(catalogue);
        let (is_poisoned, buffer) = (false, Vec::new());
        Self { case, paths, tuning, _lock: lock, segments, file, tip, lookup, is_poisoned, buffer }
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

    /// Lends the buffer out, and takes it back unless it has grown large.
    fn with_buffer<T>(&mut self, work: impl FnOnce(&mut Self, &mut Vec<u8>) -> T) -> T {
        let mut buffer = std::mem::take(&mut self.buffer);
        let done = work(self, &mut buffer);
        if buffer.capacity() <= BUFFER_KEPT {
            self.buffer = buffer;
        }
        done
    }

    /// Begins a new segment if the last one is full.
    fn roll(&mut self) -> Result<(), Unwritten> {
        let last = self.segments.last().expect("a log has a segment");
        if last.length == 0 || last.length < self.tuning.segment_bytes {
            return Ok(());
        }
        let first = self.tip.head.next();
        let begun = open::begin_segment(&self.paths.log, first);
        let path = Segment::path(&self.paths.log, first);
        let (segment, file) = begun.map_err(|source| Unwritten::gone(&path, source))?;
        self.segments.push(segment);
        self.file = file;
        Ok(())
    }

    /// Makes lines durable: one write, one sync.
    fn write(&mut self, bytes: &[u8]) -> Result<(), Unwritten> {
        self.roll()?;
        let Segment { path, length, .. } = self.segments.last().expect("a log has a segment");
        if let Err(source) = self.file.write_all(bytes) {
            // Whatever part of the lines arrived is cut off again; if that fails too, opening does it.
            let cut = self.file.set_len(*length).and_then(|()| self.file.sync_data());
            return Err(match cut {
                Ok(()) => Unwritten::gone(path, source),
                Err(_) => Unwritten::unknown(path, source),
            });
        }
        self.file.sync_data().map_err(|source| Unwritten::unknown(path, source))
    }

    /// Takes note of a commit that is durable.
    fn acknowledge(&mut self, line: &Line) {
        let segment = self.segments.last_mut().expect("a log has a segment");
        let begin = Place { segment: segment.first, offset: segment.length };
        segment.length += line.length;
        let end = Place { offset: segment.length, ..begin };
        self.lookup.note(begin, end, line.checksum, &line.record);
        self.tip.advance(&line.record);
    }
}

impl Backend for FileLog {
    fn known(&self, id: &CommitId) -> Result<Option<CommitSummary>, LogError> {
        self.commit(id)
    }

    fn is_poisoned(&self) -> bool {
        self.is_poisoned
    }

    fn tip(&self) -> &Tip {
        &self.tip
    }

    fn keep(&mut self, bytes: &[u8], lines: Vec<Line>) -> Result<(), Unwritten> {
        self.is_poisoned = true;
        self.write(bytes)?;
        self.is_poisoned = false;
        lines.iter().for_each(|line| self.acknowledge(line));
        // The commits stand whatever becomes of the index; if it failed, the next append relearns.
        let _ = self.lookup.hand_over(1);
        Ok(())
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
    fn append_all(&mut self, commits: Vec<Commit>) -> Vec<Result<Appended, AppendError>> {
        // If the log cannot be read, every commit hears so when its id is looked for.
        let _ = self.relearn();
        self.with_buffer(|log, buffer| staging::append_all(log, buffer, commits))
    }

    fn put_evidence(&mut self, bytes: &[u8]) -> Result<Digest, LogError> {
        evidence::put(&self.paths.evidence, bytes)
    }

    fn restore(&mut self, commits: Restored) -> Result<(), AppendError> {
        self.relearn()?;
        self.with_buffer(|log, buffer| staging::restore(log, buffer, commits))
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
        let file = CaseFile::new(case, "Harbour".into());
        let mut log = FileLog::create(dir.path(), &file).expect("an empty directory takes a case");
        let kept = log.append(commit("kept")).expect("it is new").commit;
        // A handle that cannot be written to stands for a device that fails.
        let path = log.segments.last().expect("a log has a segment").path.clone();
        log.file = File::open(path).expect("it can be read");
        assert!(matches!(log.append(commit("lost")), Err(AppendError::Unknown { .. })));
        assert!(matches!(log.append(commit("more")), Err(AppendError::Poisoned)));
        assert_eq!(log.read(Position::START).count(), 1, "what was acknowledged can be read");
        drop(log);
        let (mut log, recovery) = FileLog::open(dir.path()).expect("it opens");
        assert_eq!(recovery.cut, None);
        assert_eq!(log.commit(&kept.id).expect("it reads"), Some(kept));
        assert_eq!(log.append(commit("more")).expect("it is new").commit.first, Position(2));
    }
}
