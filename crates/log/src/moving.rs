//! A case from one log into another, of whatever backend: the same commits in the same order, with the same
//! leaves, so with the same root. What was interrupted goes on where it ended.

use std::collections::BTreeSet;

use counterclaim_model::{CaseId, Digest, Position};

use crate::record::{Record, RecordedEvent};
use crate::{AppendError, Entry, EventLog, LogError, ReadLog, Restored, Tree, tree};

/// Commits that are handed over together.
const BATCH_COMMITS: usize = 256;

/// What was moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The end of both logs.
    pub head: Position,
    /// Events that were not there before.
    pub events: u64,
    /// Pieces of evidence that the new events name and that went along.
    pub evidence: u64,
    /// Root of both logs.
    pub root: Digest,
}

/// Why a case was not moved, or not to its end. What was moved stays, and is where moving again goes on.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// The other log is of another case.
    #[error("the other log is of another case, {0}")]
    OtherCase(CaseId),
    /// The other log holds what this one does not. Nothing was moved.
    #[error("the other log goes on behind position {0}, where this one ends")]
    Ahead(Position),
    /// The two hold different events at this position. Nothing was moved.
    #[error("the two logs tell different stories from position {0} on")]
    HistoriesPart(Position),
    /// Both logs end at the same position, and have different roots: one of them was altered meanwhile.
    #[error("the roots differ after moving: {here} here, {there} there")]
    OtherRoot {
        /// The root of the log that was moved.
        here: Digest,
        /// The root of the one it was moved into.
        there: Digest,
    },
    /// One of the logs cannot be read, or evidence not kept.
    #[error(transparent)]
    Log(#[from] LogError),
    /// The other log did not take a commit.
    #[error("the other log did not take a commit")]
    Append(#[from] AppendError),
}

/// Moves everything of `from` that `into` does not hold yet, evidence first, and holds the two against each
/// other: what was there before event by event, all of it by the root. `from` stays as it is.
///
/// # Errors
/// See [`MoveError`].
pub fn move_into(
    from: &(impl ReadLog + ?Sized),
    into: &mut (impl EventLog + ?Sized),
) -> Result<Moved, MoveError> {
    if from.case() != into.case() {
        return Err(MoveError::OtherCase(into.case()));
    }
    let mut here = Tree::default();
    let mut entries = from.read(Position::START);
    for there in into.read(Position::START) {
        let there = there?;
        let Some(entry) = entries.next().transpose()? else {
            return Err(MoveError::Ahead(from.head()));
        };
        let leaf = entry.leaf_hash();
        if leaf != there.leaf_hash() || entry.commit != there.commit {
            return Err(MoveError::HistoriesPart(entry.position));
        }
        here.push(leaf);
    }
    let begun = here.size();
    let mut moving = Moving { begun: None, ready: Vec::new(), evidence: BTreeSet::new() };
    for entry in entries {
        let entry = entry?;
        here.push(entry.leaf_hash());
        moving.evidence_of(&entry, from, into)?;
        moving.take(entry);
        if moving.ready.len() >= BATCH_COMMITS {
            moving.flush(into)?;
        }
    }
    moving.flush(into)?;
    let (root, there) = (here.root(), tree(into)?.root());
    if root != there {
        return Err(MoveError::OtherRoot { here: root, there });
    }
    let evidence = moving.evidence.len() as u64;
    Ok(Moved { head: into.head(), events: here.size() - begun, evidence, root })
}

/// A move under way.
struct Moving {
    /// The commit that still lacks events.
    begun: Option<Record>,
    ready: Vec<Record>,
    /// What went along.
    evidence: BTreeSet<Digest>,
}

impl Moving {
    /// Takes along what an event names, before the event is recorded. What was erased is in neither log.
    fn evidence_of(
        &mut self,
        entry: &Entry,
        from: &(impl ReadLog + ?Sized),
        into: &mut (impl EventLog + ?Sized),
    ) -> Result<(), LogError> {
        let Ok(event) = &entry.event else { return Ok(()) };
        for digest in event.evidence() {
            if self.evidence.contains(&digest) {
                continue;
            }
            if let Some(bytes) = from.evidence(&digest)? {
                into.put_evidence(&bytes)?;
                self.evidence.insert(digest);
            }
        }
        Ok(())
    }

    fn take(&mut self, entry: Entry) {
        let mut record = self.begun.take().unwrap_or_else(|| Record {
            header: entry.header.clone(),
            summary: entry.commit.clone(),
            synced: Position::START,
            events: Vec::new(),
        });
        let Entry { stream, stream_version, name, version, content, position, .. } = entry;
        record.events.push(RecordedEvent { stream, stream_version, name, version, content });
        if position < record.summary.last {
            self.begun = Some(record);
        } else {
            self.ready.push(record);
        }
    }

    fn flush(&mut self, into: &mut (impl EventLog + ?Sized)) -> Result<(), AppendError> {
        let ready = std::mem::take(&mut self.ready);
        if ready.is_empty() { Ok(()) } else { into.restore(Restored::of(ready)) }
    }
}
