//! One recorded event: with its commit, its leaf in the tree of hashes, and the proof that it was recorded.

use counterclaim_log::{Disclosure, ProveError};
use counterclaim_model::{CommitId, Position};

use super::log::shown;
use crate::answers::{CommitShown, LogEntryPage};
use crate::desk::{Book, Desk};
use crate::error::DeskError;

impl Desk {
    /// Returns the event at `position` with everything that ties it to the log. The cost is that of one
    /// event, wherever it stands.
    ///
    /// # Errors
    /// If the log has no such position, cannot be read, or is not what was signed.
    pub fn log_entry(&self, position: Position) -> Result<LogEntryPage, DeskError> {
        let log = self.book.log();
        let nothing = || DeskError::NotFound { what: "position", name: position.to_string() };
        let before = position.0.checked_sub(1).ok_or_else(nothing)?;
        let entry = log.read(Position(before)).next().ok_or_else(nothing)??;
        let (proof, no_proof) = self.proof_of(position)?;
        let header = &entry.header;
        let named = |id: &Option<CommitId>| id.as_ref().map(ToString::to_string);
        Ok(LogEntryPage {
            commit: CommitShown {
                id: header.id.to_string(),
                first: entry.commit.first,
                last: entry.commit.last,
                recorded_at: header.recorded_at,
                analyst: header.analyst.clone(),
                agent: header.agent.clone(),
                correlation: named(&header.correlation),
                causation: named(&header.causation),
            },
            leaf: entry.leaf_hash(),
            proof,
            no_proof,
            head: log.head(),
            entry: shown(entry),
        })
    }

    /// Returns the proof of an event, or why there is none.
    fn proof_of(&self, position: Position) -> Result<(Option<String>, Option<String>), DeskError> {
        let proved = match &self.book {
            Book::Files(log) => log.prove_event(position, Disclosure::Hash),
            Book::Reader(log) => log.prove_event(position, Disclosure::Hash),
            #[cfg(feature = "cluster")]
            Book::Stream(log) => log.copy().prove_event(position, Disclosure::Hash),
            Book::Memory(_) => {
                return Ok((None, Some("a case in memory ends with the process".to_owned())));
            }
        };
        match proved {
            Ok(proof) => Ok((Some(proof.to_string()), None)),
            Err(why @ (ProveError::Unsigned | ProveError::NotCovered { .. })) => {
                Ok((None, Some(why.to_string())))
            }
            Err(
                error @ (ProveError::OtherKey { .. }
                | ProveError::NoEvent(_)
                | ProveError::NoCheckpoint(_)
                | ProveError::Log(_)),
            ) => Err(error.into()),
        }
    }
}
