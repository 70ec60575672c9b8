//! Reading a case that somebody else may be writing: no lock, no index, no repair. Every command that
//! only answers opens the log through here.

use std::ops::ControlFlow;
use std::path::Path;

use counterclaim_model::{CaseId, CommitId, Digest, Position, Stream};

use super::case_file::{self, CaseFile};
use super::decode;
use super::ending::{self, Ending};
use super::evidence;
use super::history::{Disclosure, Proving, TreeHead};
use super::open::Paths;
use super::scan::Scan;
use super::segment::{Place, Segment};
use crate::event_log::one_by_one;
use crate::note::{ConsistencyProof, InclusionProof, SignedCheckpoint};
use crate::record::RecordedEvent;
use crate::{CommitSummary, Entries, Entry, LogError, ProveError, ReadLog};

/// A log in a directory, open for reading, as it was when it was opened or last refreshed.
///
/// It sees whole commits only. An incomplete last line is a commit being written, or a torn tail that
/// the next writer will cut: either way it is not there yet. Without the index, [`commit`](ReadLog::commit)
/// and [`read_stream`](ReadLog::read_stream) read the whole log.
#[derive(Clone, Debug)]
pub struct FileReader {
    case: CaseFile,
    paths: Paths,
    /// Each as long as its whole lines.
    segments: Vec<Segment>,
    head: Position,
    /// What was signed last when the head was looked for: what was signed later may lie behind it.
    signed: Option<SignedCheckpoint>,
}

impl FileReader {
    /// Opens the case in `dir` for reading.
    ///
    /// # Errors
    /// [`LogError::NotACase`], [`LogError::TooNew`], or [`LogError::Damaged`] if the last segment is
    /// damaged where it was durable; damage further up shows when it is read.
    pub fn open(dir: &Path) -> Result<Self, LogError> {
        let case = case_file::read(dir)?;
        let paths = Paths::of(dir);
        let (segments, head) = (Vec::new(), Position::START);
        let mut reader = Self { case, paths, segments, head, signed: None };
        reader.refresh()?;
        Ok(reader)
    }

    /// Moves the head to the end of the log as it is now. Returns the head.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn refresh(&mut self) -> Result<Position, LogError> {
        // Asked first: what is signed from now on may lie behind the end that is found below.
        let signed = self.proving().last()?;
        let mut segments = Segment::list(&self.paths.log)?;
        let mut grown = segments.clone();
        let head = match self.grown(&mut grown) {
            Ok(Some(head)) => {
                segments = grown;
                head
            }
            // What does not simply continue may have been replaced, by an erasure: it is looked at anew.
            Ok(None) | Err(_) => match segments.last_mut() {
                Some(last) => {
                    let ending = ending::of_last(last)?;
                    last.length = ending.length;
                    ending.head
                }
                None => Position::START,
            },
        };
        let size = signed.as_ref().map_or(0, SignedCheckpoint::size);
        if head.0 < size {
            return Err(LogError::Short { head, signed: size });
        }
        (self.segments, self.head, self.signed) = (segments, head, signed);
        Ok(head)
    }

    fn proving(&self) -> Proving<'_> {
        self.paths.proving(&self.case)
    }

    /// Returns size and root of the log, and its last checkpoint.
    ///
    /// # Errors
    /// Something cannot be read, or the log is not what was signed ([`LogError::Altered`]).
    pub fn tree_head(&self) -> Result<TreeHead, LogError> {
        self.proving().tree_head(self, self.signed.clone())
    }

    /// Returns size and root of the log when it had `size` events, and the last checkpoint it had then; a
    /// size beyond the log is the log's.
    ///
    /// # Errors
    /// As [`tree_head`](Self::tree_head).
    pub fn head_at(&self, size: u64) -> Result<TreeHead, LogError> {
        self.proving().head_at(self, self.signed.as_ref(), size)
    }

    /// Proves that the event at `position` stands in the log under the last checkpoint. With
    /// [`Disclosure::Payload`] the proof shows its payload, else only that payload's salted hash.
    ///
    /// # Errors
    /// See [`ProveError`].
    pub fn prove_event(
        &self,
        position: Position,
        disclose: Disclosure,
    ) -> Result<InclusionProof, ProveError> {
        self.proving().prove_event(self, self.signed.clone(), position, disclose)
    }

    /// Proves that the log under the last checkpoint begins with the one of `old` events.
    ///
    /// # Errors
    /// See [`ProveError`].
    pub fn prove_growth(&self, old: u64) -> Result<ConsistencyProof, ProveError> {
        self.proving().prove_growth(self, self.signed.clone(), old)
    }

    /// Returns the segments, each as long as its whole lines.
    pub(crate) fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Follows what was added since the segments were listed last; `None` if that is not all that
    /// happened to them.
    fn grown(&self, segments: &mut [Segment]) -> Result<Option<Position>, LogError> {
        let Some((last, earlier)) = self.segments.split_last() else { return Ok(None) };
        let Some((same, grown)) = segments.split_at_mut_checked(earlier.len()) else {
            return Ok(None);
        };
        let is_same = grown
            .first()
            .is_some_and(|segment| segment.first == last.first && segment.length >= last.length);
        if *same != *earlier || !is_same {
            return Ok(None);
        }
        let mut head = self.head;
        let mut known = last.length;
        let count = grown.len();
        for (index, segment) in grown.iter_mut().enumerate() {
            if index > 0 && segment.first != head.next() {
                let what = format!("begins at {}, not at {}", segment.first, head.next());
                return Err(segment.damaged(0, what));
            }
            let ending = ending::behind(segment, Ending { head, length: known })?;
            if index + 1 < count && ending.length != segment.length {
                return Err(segment.damaged(ending.length, "line is incomplete"));
            }
            segment.length = ending.length;
            (head, known) = (ending.head, 0);
        }
        Ok(Some(head))
    }

    /// Returns commits from the one that holds `position`, or earlier ones.
    pub(super) fn scan_of(&self, position: Position) -> Scan<'_> {
        Scan::near(&self.segments, position)
    }

    /// Returns commits from a place where one begins.
    pub(super) fn scan_from(&self, place: Place) -> Scan<'_> {
        Scan::from_place(&self.segments, place)
    }

    /// Returns what `case.toml` says.
    pub fn case_file(&self) -> &CaseFile {
        &self.case
    }
}

impl ReadLog for FileReader {
    fn case(&self) -> CaseId {
        self.case.case
    }

    fn head(&self) -> Position {
        self.head
    }

    fn commit(&self, id: &CommitId) -> Result<Option<CommitSummary>, LogError> {
        find_commit(Scan::from_segment_of(&self.segments, Position::START), id)
    }

    fn read(&self, after: Position) -> Entries<'_> {
        let scan = self.scan_of(after.next());
        entries(self.case(), scan, move |position, _| position > after)
    }

    fn visit(
        &self,
        after: Position,
        visit: &mut dyn FnMut(Entry) -> ControlFlow<()>,
    ) -> Result<(), LogError> {
        visit_all(self, &self.segments, after, visit)
    }

    fn read_stream(&self, stream: Stream, after_version: u64) -> Entries<'_> {
        let scan = Scan::from_segment_of(&self.segments, Position::START);
        entries(self.case(), scan, move |_, event| {
            event.stream == stream && event.stream_version > after_version
        })
    }

    fn evidence(&self, digest: &Digest) -> Result<Option<Vec<u8>>, LogError> {
        evidence::get(&self.paths.evidence, digest)
    }
}

/// Returns the entries of scanned commits that `keep` wants.
pub(super) fn entries<'a>(
    case: CaseId,
    scan: Scan<'a>,
    keep: impl Fn(Position, &RecordedEvent) -> bool + Copy + 'a,
) -> Entries<'a> {
    Box::new(scan.flat_map(move |record| match record {
        Ok(record) => Entry::all(case, record, keep).into_iter().map(Ok).collect(),
        Err(error) => vec![Err(error)],
    }))
}

/// Hands entries over, decoded on all cores where there are many.
pub(super) fn visit_all(
    log: &dyn ReadLog,
    segments: &[Segment],
    after: Position,
    visit: &mut dyn FnMut(Entry) -> ControlFlow<()>,
) -> Result<(), LogError> {
    let place = Scan::place_near(segments, after.next());
    if let Some(place) = place.filter(|place| decode::pays(segments, *place)) {
        return decode::visit(log.case(), segments, place, after, visit);
    }
    one_by_one(log.read(after), visit)
}

/// Looks for a commit by reading.
pub(super) fn find_commit(
    scan: Scan<'_>,
    id: &CommitId,
) -> Result<Option<CommitSummary>, LogError> {
    for record in scan {
        let record = record?;
        if record.summary.id == *id {
            return Ok(Some(CommitSummary::clone(&record.summary)));
        }
    }
    Ok(None)
}
