//! Commands in: what a request is, and the doors it comes through. How it is decided, staged and
//! recorded is in `staging`.

use counterclaim_log::AppendError;
use counterclaim_model::{Command, CommitId, Digest, Expectation};
use sha2::{Digest as _, Sha256};

use crate::answers::Submitted;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::identity::Identity;

/// A request for change.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The commands, recorded in one commit or not at all.
    pub commands: Vec<Command>,
    /// Who records, and with which program; the desk's own identity otherwise.
    pub by: Option<Identity>,
    /// What the caller last saw.
    pub expected: Vec<Expectation>,
    /// Idempotency key; the same key with the same request is recorded once, for ever.
    pub key: Option<CommitId>,
    /// What was asked, as typed; what the commands are told from under one key. Without it the commands
    /// themselves are compared, though they may come out otherwise once the first were recorded.
    pub typed: Option<String>,
    /// Decide, but record nothing.
    pub dry_run: bool,
    /// What happens to proposals that the rules refuse.
    pub refused: Refused,
}

/// What happens to a proposal that the rules refuse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Refused {
    /// The whole request is refused.
    #[default]
    All,
    /// A refused proposal is left out and listed; the rest is recorded. Only machine proposals can be
    /// left out: whatever a person asks for is done or refused as a whole.
    LeaveOutProposals,
}

/// What a request led to, with the proposals that were left out.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) submitted: Submitted,
    pub(crate) left_out: Vec<String>,
}

impl Request {
    /// A request for these commands, recorded together.
    pub fn of(commands: Vec<Command>) -> Self {
        Self { commands, ..Self::default() }
    }
}

impl Desk {
    /// Records a request, durably, or tells why not.
    ///
    /// Answers only after the commit is on disk; views and graph show it from then on.
    ///
    /// # Errors
    /// The first rule that says no, a conflict with what was recorded since, or the log's own error;
    /// in every case nothing of the request was recorded, or nobody knows, where the error says so.
    pub fn submit(&mut self, request: Request) -> Result<Submitted, DeskError> {
        self.carry_out(request).map(|outcome| outcome.submitted)
    }

    /// Records several requests with one sync for all of them. Each is one commit, decided on what is
    /// recorded and on what the requests before it bring; each is answered for itself, in their order,
    /// once all that stand are durable.
    ///
    /// # Errors
    /// Per request, as for [`submit`](Self::submit). A refused request does not touch the others.
    pub fn submit_all(&mut self, requests: Vec<Request>) -> Vec<Result<Submitted, DeskError>> {
        let outcomes = self.carry_out_all(requests).into_iter();
        outcomes.map(|outcome| outcome.map(|outcome| outcome.submitted)).collect()
    }

    /// Returns the first result of a request made before under this key, so that a retry need not be
    /// understood anew: what it named may have another meaning by now.
    ///
    /// # Errors
    /// If the key stands for another request, or the log cannot be read.
    pub fn done_before(&self, key: &CommitId, typed: &str) -> Result<Option<Submitted>, DeskError> {
        self.replay(key, digest(typed)?)
    }

    pub(crate) fn carry_out(&mut self, request: Request) -> Result<Outcome, DeskError> {
        self.carry_out_all(vec![request]).pop().expect("one request gets one answer")
    }

    /// Returns the first result of a key that was used before.
    pub(crate) fn replay(
        &self,
        key: &CommitId,
        digest: Digest,
    ) -> Result<Option<Submitted>, DeskError> {
        let Some(summary) = self.book.log().commit(key)? else {
            return Ok(None);
        };
        if summary.request != digest {
            return Err(DeskError::Append(AppendError::IdempotencyMismatch(summary)));
        }
        Ok(Some(Submitted {
            commit: Some(key.clone()),
            positions: Some((summary.first, summary.last)),
            events: Vec::new(),
            things: Vec::new(),
            replayed: true,
            dry_run: false,
        }))
    }
}

/// Returns the digest by which a repeated request is told from another one under the same key.
pub(crate) fn digest<T: serde::Serialize + ?Sized>(asked: &T) -> Result<Digest, DeskError> {
    let bytes = serde_json::to_vec(asked).map_err(|error| DeskError::Invalid(error.to_string()))?;
    Ok(Digest(Sha256::digest(bytes).into()))
}
