//! The log in memory: same rules, no durability. For tests, for `brief` and `extract`, and as the
//! yardstick that the files are measured against.

use std::collections::BTreeMap;

use counterclaim_model::{CaseId, CommitId, Digest, Position, Stream};

use crate::error::Unwritten;
use crate::hash::sha256;
use crate::record::Record;
use crate::staging::{self, Backend, Line};
use crate::tip::Tip;
use crate::{
    AppendError, Appended, Commit, CommitSummary, Entries, Entry, EventLog, LogError, ReadLog,
    Restored,
};

/// A log that is gone when it is dropped.
#[derive(Clone, Debug)]
pub struct MemoryLog {
    case: CaseId,
    tip: Tip,
    records: Vec<Record>,
    /// Which record a commit is.
    commits: BTreeMap<CommitId, usize>,
    evidence: BTreeMap<Digest, Vec<u8>>,
}

impl MemoryLog {
    /// Begins an empty log of `case`.
    pub fn new(case: CaseId) -> Self {
        let (records, commits, evidence) = Default::default();
        Self { case, tip: Tip::default(), records, commits, evidence }
    }

    fn push(&mut self, record: Record) {
        self.tip.advance(&record);
        self.commits.insert(record.summary.id.clone(), self.records.len());
        self.records.push(record);
    }

    /// Returns the entries behind `after` that `keep` wants.
    fn entries<'a>(
        &'a self,
        after: Position,
        keep: impl Fn(Position, &crate::record::RecordedEvent) -> bool + Copy + 'a,
    ) -> Entries<'a> {
        let start = self.records.partition_point(|record| record.summary.last <= after);
        let case = self.case;
        let records = self.records[start..].iter().cloned();
        Box::new(records.flat_map(move |record| Entry::all(case, record, keep)).map(Ok))
    }
}

impl ReadLog for MemoryLog {
    fn case(&self) -> CaseId {
        self.case
    }

    fn head(&self) -> Position {
        self.tip.head
    }

    fn commit(&self, id: &CommitId) -> Result<Option<CommitSummary>, LogError> {
        let record = self.commits.get(id).and_then(|place| self.records.get(*place));
        Ok(record.map(|record| CommitSummary::clone(&record.summary)))
    }

    fn read(&self, after: Position) -> Entries<'_> {
        self.entries(after, move |position, _| position > after)
    }

    fn read_stream(&self, stream: Stream, after_version: u64) -> Entries<'_> {
        self.entries(Position::START, move |_, event| {
            event.stream == stream && event.stream_version > after_version
        })
    }

    fn evidence(&self, digest: &Digest) -> Result<Option<Vec<u8>>, LogError> {
        Ok(self.evidence.get(digest).cloned())
    }
}

impl EventLog for MemoryLog {
    fn append_all(&mut self, commits: Vec<Commit>) -> Vec<Result<Appended, AppendError>> {
        staging::append_all(self, &mut Vec::new(), commits)
    }

    fn put_evidence(&mut self, bytes: &[u8]) -> Result<Digest, LogError> {
        let digest = sha256(&[bytes]);
        self.evidence.insert(digest, bytes.to_owned());
        Ok(digest)
    }

    fn restore(&mut self, commits: Restored) -> Result<(), AppendError> {
        staging::restore(self, &mut Vec::new(), commits)
    }
}

impl Backend for MemoryLog {
    fn known(&self, id: &CommitId) -> Result<Option<CommitSummary>, LogError> {
        self.commit(id)
    }

    fn is_poisoned(&self) -> bool {
        false
    }

    fn tip(&self) -> &Tip {
        &self.tip
    }

    fn keep(&mut self, _: &[u8], lines: Vec<Line>) -> Result<(), Unwritten> {
        lines.into_iter().for_each(|line| self.push(line.record));
        Ok(())
    }
}
