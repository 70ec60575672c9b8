//! The writer: one per case, holding its lock. It appends whole commits and acknowledges them once
//! they are on the disk; everything it knows beyond the files can be thrown away.

use std::fs::File;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use counterclaim_model::{CaseId, CommitId, Digest, Position, Stream};

use super::begun::Begun;
use super::case_file::CaseFile;
use super::history::{Disclosure, Proving, TreeHead};
use super::lock::Lock;
use super::open::{self, Paths, Tuning};
use super::recovery::Recovery;
use super::scan::Scan;
use super::segment::{Place, Segment};
use super::stream::StreamEntries;
use super::survey::Survey;
use super::{evidence, reader};
use crate::catalogue::Noted;
use crate::error::Unwritten;
use crate::follower::{AskTheLog, Follower, Found};
use crate::note::{InclusionProof, SignedCheckpoint, Signer};
use crate::record::Record;
use crate::seeded;
use crate::staging::{self, Backend, Line};
use crate::tip::Tip;
use crate::{
    AppendError, Appended, Commit, CommitSummary, Entries, Entry, EventLog, IndexFate, LogError,
    ProveError, ReadLog, Restored,
};

/// The buffer of lines keeps no more memory than this from one append to the next.
const BUFFER_KEPT: usize = 4 << 20;

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
    /// Each as long as its acknowledged lines.
    segments: Vec<Segment>,
    /// The last segment, opened for appending.
    file: Arc<File>,
    tip: Tip,
    follower: Follower,
    is_poisoned: bool,
    /// Where lines are put together, kept for the next.
    buffer: Vec<u8>,
    /// Last, so that the follower is done when somebody else may open the case.
    _lock: Lock,
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

    /// Returns what can be proved of the log, and with what.
    pub(super) fn proving(&self) -> Proving<'_> {
        self.paths.proving(&self.case)
    }

    /// Returns size and root of the log, and its last checkpoint.
    ///
    /// # Errors
    /// Something cannot be read, or the log is not what was signed ([`LogError::Altered`]).
    pub fn tree_head(&self) -> Result<TreeHead, LogError> {
        let proving = self.proving();
        proving.tree_head(self, proving.last()?)
    }

    /// Returns the tree over everything in the log.
    #[cfg(feature = "cluster")]
    pub(crate) fn tree(&self) -> Result<crate::Tree, LogError> {
        self.proving().tree(self)
    }

    /// Returns size and root of the log when it had `size` events, and the last checkpoint it had then; a
    /// size beyond the log is the log's.
    ///
    /// # Errors
    /// As [`tree_head`](Self::tree_head).
    pub fn head_at(&self, size: u64) -> Result<TreeHead, LogError> {
        let proving = self.proving();
        proving.head_at(self, proving.last()?.as_ref(), size)
    }

    /// Signs the log, if it has grown since it was signed last. Returns its last checkpoint, which is
    /// durable. What is not consistent with the checkpoint before is never signed.
    ///
    /// # Errors
    /// [`ProveError::Unsigned`], [`ProveError::OtherKey`], or the log is not what was signed.
    pub fn sign(&mut self, signer: &Signer) -> Result<SignedCheckpoint, ProveError> {
        self.proving().sign(self, signer)
    }

    /// Proves that the event at `position` stands in the log under the last checkpoint, as
    /// [`FileReader::prove_event`](crate::FileReader::prove_event) does.
    ///
    /// # Errors
    /// See [`ProveError`].
    pub fn prove_event(
        &self,
        position: Position,
        disclose: Disclosure,
    ) -> Result<InclusionProof, ProveError> {
        let proving = self.proving();
        proving.prove_event(self, proving.last()?, position, disclose)
    }

    /// Puts the parts together.
    pub(super) fn assemble(
        case: CaseFile,
        paths: Paths,
        tuning: Tuning,
        lock: Lock,
        file: File,
        surveyed: Survey,
        follower: Follower,
    ) -> Self {
        let Survey { segments, tip, torn: _ } = surveyed;
        let (is_poisoned, buffer) = (false, Vec::new());
        let (file, _lock) = (Arc::new(file), lock);
        Self { case, paths, tuning, segments, file, tip, follower, is_poisoned, buffer, _lock }
    }

    /// Returns how many events at the end of the log are not in the index yet. They are known by heart,
    /// and handed over in steps; a clean close leaves a few at most.
    pub fn lag(&self) -> u64 {
        self.follower.lag()
    }

    /// Returns what became of the index. Waits while it is being opened, but not while it is rebuilt.
    pub fn index_fate(&self) -> IndexFate {
        self.follower.fate()
    }

    /// Closes the log: the index is brought up to its end, or so near to it that opening does not feel the
    /// rest. Returns what became of the index; a dropped log does the same and does not say.
    pub fn close(mut self) -> IndexFate {
        self.follower.close()
    }

    /// Returns what is known without reading.
    pub(crate) fn follower(&self) -> &Follower {
        &self.follower
    }

    /// Returns commits from the one that holds `position`, or earlier ones.
    pub(super) fn scan_near(&self, position: Position) -> Scan<'_> {
        let whole = || Scan::near(&self.segments, position);
        let Some(place) = self.follower.block(position) else { return whole() };
        match Scan::from_place(&self.segments, place).next() {
            Some(Ok(record)) if record.summary.first <= position => {
                Scan::from_place(&self.segments, place)
            }
            _ => {
                self.follower.distrust();
                whole()
            }
        }
    }

    /// Looks at the commits that an index points to; `None` if it points to where no commit begins.
    fn commit_among(
        &self,
        places: &[Position],
        id: &CommitId,
    ) -> Result<Option<Option<CommitSummary>>, LogError> {
        for place in places {
            let mut near = self.scan_near(*place);
            let holds = |record: &Result<Record, LogError>| match record {
                Ok(record) => record.summary.last >= *place,
                Err(_) => true,
            };
            match near.find(holds).transpose()? {
                Some(record) if record.summary.first != *place => return Ok(None),
                None => return Ok(None),
                Some(record) if record.summary.id == *id => {
                    return Ok(Some(Some(CommitSummary::clone(&record.summary))));
                }
                Some(_) => {}
            }
        }
        Ok(Some(None))
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
        self.file = Arc::new(file);
        Ok(())
    }

    /// Appends commits as far as to be written: [`finish`](Self::finish) records them, once
    /// [`Begun::sync`] has made them durable. Until then everything reads as before, and nothing else may be
    /// appended: it would be answered as by a poisoned log.
    pub fn begin(&mut self, commits: Vec<Commit>) -> Begun {
        let (mut waiting, written) = self.with_buffer(|log, buffer| {
            let waiting = staging::prepare(log, buffer, commits);
            let written = if buffer.is_empty() { Ok(None) } else { log.put(buffer).map(Some) };
            (waiting, written)
        });
        let lines = waiting.take_lines();
        match written {
            Ok(file) => Begun { waiting, lines, written: Ok(()), file },
            Err(unwritten) => Begun { waiting, lines, written: Err(unwritten), file: None },
        }
    }

    /// Records what was begun, or says why it could not be written. Answers as
    /// [`append_all`](EventLog::append_all) does.
    pub fn finish(&mut self, mut begun: Begun) -> Vec<Result<Appended, AppendError>> {
        begun.sync();
        let lines = std::mem::take(&mut begun.lines);
        if begun.written.is_ok() && !lines.is_empty() {
            self.settle(lines);
        }
        begun.answer()
    }

    /// Writes lines, and returns what is to be synced. Until they are settled the log counts as poisoned.
    fn put(&mut self, bytes: &[u8]) -> Result<(Arc<File>, PathBuf), Unwritten> {
        self.is_poisoned = true;
        self.roll()?;
        let Segment { path, length, .. } = self.segments.last().expect("a log has a segment");
        if let Err(source) = (&*self.file).write_all(bytes) {
            // Whatever part of the lines arrived is cut off again; if that fails too, opening does it.
            let cut = self.file.set_len(*length).and_then(|()| self.file.sync_data());
            return Err(match cut {
                Ok(()) => Unwritten::gone(path, source),
                Err(_) => Unwritten::unknown(path, source),
            });
        }
        Ok((Arc::clone(&self.file), path.clone()))
    }

    /// Takes note of lines that are durable.
    fn settle(&mut self, lines: Vec<Line>) {
        self.is_poisoned = false;
        lines.into_iter().for_each(|line| self.acknowledge(line));
    }

    /// Takes note of a commit that is durable.
    fn acknowledge(&mut self, line: Line) {
        let segment = self.segments.last_mut().expect("a log has a segment");
        let begin = Place { segment: segment.first, offset: segment.length };
        segment.length += line.length;
        let end = Place { offset: segment.length, ..begin };
        self.tip.advance(&line.record);
        let Line { record, checksum, .. } = line;
        self.follower.note(Noted { begin, end, checksum, record });
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
        let (file, path) = self.put(bytes)?;
        if !seeded("ack-before-sync") {
            file.sync_data().map_err(|source| Unwritten::unknown(&path, source))?;
        }
        self.settle(lines);
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
        match self.follower.commit(id) {
            Ok(Found::Commit(known)) => return Ok(Some(known)),
            Ok(Found::Perhaps(places)) => match self.commit_among(&places, id)? {
                Some(answer) => return Ok(answer),
                None => self.follower.distrust(),
            },
            Err(AskTheLog) => {}
        }
        reader::find_commit(self.scan_all(), id)
    }

    fn read(&self, after: Position) -> Entries<'_> {
        reader::entries(self.case(), self.scan_near(after.next()), move |at, _| at > after)
    }

    fn visit(
        &self,
        after: Position,
        visit: &mut dyn FnMut(Entry) -> ControlFlow<()>,
    ) -> Result<(), LogError> {
        reader::visit_all(self, &self.segments, after, visit)
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
        self.with_buffer(|log, buffer| staging::append_all(log, buffer, commits))
    }

    fn put_evidence(&mut self, bytes: &[u8]) -> Result<Digest, LogError> {
        evidence::put(&self.paths.evidence, bytes)
    }

    fn restore(&mut self, commits: Restored) -> Result<(), AppendError> {
        self.with_buffer(|log, buffer| staging::restore(log, buffer, commits))
    }
}

#[cfg(test)]
pub(super) mod tests;
