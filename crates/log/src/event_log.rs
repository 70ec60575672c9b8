//! The two doors of a log: reading, which anybody may, and appending, which one writer may. Implemented
//! by [`MemoryLog`](crate::MemoryLog), [`FileLog`](crate::FileLog) and, for reading only,
//! [`FileReader`](crate::FileReader).

use std::ops::ControlFlow;

use counterclaim_model::{CaseId, CommitId, Digest, Position, Stream};

use crate::{AppendError, Appended, Commit, CommitSummary, Entry, LogError, Restored};

/// Entries in order. After an error nothing follows.
pub type Entries<'a> = Box<dyn Iterator<Item = Result<Entry, LogError>> + 'a>;

/// A log that can be read. Everything it shows is durable; commits are seen whole or not at all.
pub trait ReadLog {
    /// Returns the case this is the log of.
    fn case(&self) -> CaseId;

    /// Returns the position of the last event; [`Position::START`] if there is none.
    fn head(&self) -> Position;

    /// Returns what is known of a commit, if it was recorded. Ids are kept for ever.
    ///
    /// # Errors
    /// The log cannot be read.
    fn commit(&self, id: &CommitId) -> Result<Option<CommitSummary>, LogError>;

    /// Returns the entries behind `after`, in order of position, up to the head of now.
    fn read(&self, after: Position) -> Entries<'_>;

    /// Hands the same entries to `visit`, in order, until it has enough: for folds over much of a log.
    /// Backends that have to decode them do so on all cores, ahead of `visit`.
    ///
    /// # Errors
    /// The log cannot be read, or is damaged; what comes before the damage was handed over.
    fn visit(
        &self,
        after: Position,
        visit: &mut dyn FnMut(Entry) -> ControlFlow<()>,
    ) -> Result<(), LogError> {
        one_by_one(self.read(after), visit)
    }

    /// Returns the entries of one stream behind `after_version`, in order, up to the head of now.
    fn read_stream(&self, stream: Stream, after_version: u64) -> Entries<'_>;

    /// Returns the bytes with this SHA-256, if they are kept.
    ///
    /// # Errors
    /// They cannot be read, or are no longer what their name says.
    fn evidence(&self, digest: &Digest) -> Result<Option<Vec<u8>>, LogError>;
}

/// Hands entries over as they are read.
pub(crate) fn one_by_one(
    mut entries: Entries<'_>,
    visit: &mut dyn FnMut(Entry) -> ControlFlow<()>,
) -> Result<(), LogError> {
    entries
        .try_for_each(|entry| match entry.map(&mut *visit) {
            Ok(ControlFlow::Continue(())) => ControlFlow::Continue(()),
            Ok(ControlFlow::Break(())) => ControlFlow::Break(Ok(())),
            Err(error) => ControlFlow::Break(Err(error)),
        })
        .break_value()
        .unwrap_or(Ok(()))
}

/// A log that can be appended to, by one writer. There is no way to change or remove what it holds.
pub trait EventLog: ReadLog {
    /// Records commits and returns once they are as durable as this backend makes anything: one write
    /// and one sync for all of them, or for each 16 MiB of them. Answers come in the order of the
    /// commits.
    ///
    /// Each commit is recorded whole or refused for itself; a refusal does not touch the others. Each
    /// is judged by what is recorded and by what stands before it in the group. A commit id is an
    /// idempotency key, kept for ever: asking again for what was recorded changes nothing.
    ///
    /// # Errors
    /// See [`AppendError`], per commit; after `DiskFull` and `Unknown` every further commit that is not
    /// recorded yet is `Poisoned`.
    fn append_all(&mut self, commits: Vec<Commit>) -> Vec<Result<Appended, AppendError>>;

    /// Records one commit: a group of one, which pays a sync of its own.
    ///
    /// # Errors
    /// As for [`append_all`](Self::append_all).
    fn append(&mut self, commit: Commit) -> Result<Appended, AppendError> {
        self.append_all(vec![commit]).pop().expect("one commit gets one answer")
    }

    /// Keeps bytes under their SHA-256. Returns once they are durable, so that an event may name them.
    /// Bytes that are kept already are kept once.
    ///
    /// # Errors
    /// They cannot be written.
    fn put_evidence(&mut self, bytes: &[u8]) -> Result<Digest, LogError>;

    /// Records commits of a dump, or of another log, as they were recorded first: positions, times, salts and payload bytes
    /// stay. The one door beside [`append_all`](Self::append_all); only [`load`](crate::load) and
    /// [`move_into`](crate::move_into) can make what it takes.
    ///
    /// # Errors
    /// As for [`append_all`](Self::append_all); what was restored before the failure stays.
    fn restore(&mut self, commits: Restored) -> Result<(), AppendError>;
}
