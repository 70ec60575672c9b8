//! Commands in: decided one after another on what is durable and what is staged, recorded as one
//! commit, and only then applied to views and graph.

use std::collections::BTreeSet;

use counterclaim_log::{AppendError, Commit, seeded};
use counterclaim_model::{
    Command, CommitHeader, CommitId, Decided, Digest, Expectation, Position, Recorded, Refusal,
    decide,
};
use sha2::{Digest as _, Sha256};

use crate::answers::Submitted;
use crate::desk::Desk;
use crate::error::DeskError;

/// A request for change.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The commands, recorded in one commit or not at all.
    pub commands: Vec<Command>,
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
    /// in every case nothing of the request was recorded.
    pub fn submit(&mut self, request: Request) -> Result<Submitted, DeskError> {
        self.carry_out(request).map(|outcome| outcome.submitted)
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
        let digest = match &request.typed {
            Some(typed) => digest(typed)?,
            None => digest(&request.commands)?,
        };
        if let Some(first) =
            request.key.as_ref().map(|key| self.replay(key, digest)).transpose()?.flatten()
        {
            return Ok(Outcome { submitted: first, left_out: Vec::new() });
        }
        let decided = self.decide_all(&request);
        let (decided, left_out) = match decided {
            Ok(decided) => decided,
            Err(refusal) => {
                self.state.discard();
                return Err(refusal.into());
            }
        };
        let events = decided.events().iter().map(|(_, event)| event.name().to_owned()).collect();
        let things = things(&decided);
        if request.dry_run || decided.is_empty() {
            self.state.discard();
            let dry_run = request.dry_run;
            let submitted = Submitted {
                commit: None,
                positions: None,
                events,
                things,
                replayed: false,
                dry_run,
            };
            return Ok(Outcome { submitted, left_out });
        }
        let recorded = self.record(decided, request.key, digest);
        if recorded.is_err() {
            self.state.discard();
        }
        let (commit, positions) = recorded?;
        let submitted = Submitted {
            commit: Some(commit),
            positions: Some(positions),
            events,
            things,
            replayed: false,
            dry_run: false,
        };
        Ok(Outcome { submitted, left_out })
    }

    /// Returns the first result of a key that was used before.
    fn replay(&self, key: &CommitId, digest: Digest) -> Result<Option<Submitted>, DeskError> {
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

    fn decide_all(&mut self, request: &Request) -> Result<(Decided, Vec<String>), Refusal> {
        let mut all = Decided::default();
        let mut left_out = Vec::new();
        let now = self.rim.now();
        for (index, command) in request.commands.iter().enumerate() {
            // What the caller saw is compared once, before anything of this request is staged.
            let is_compared = index == 0 && !seeded("accept-stale-revision");
            let expected = if is_compared { request.expected.as_slice() } else { &[] };
            match decide(&self.state, command.clone(), expected) {
                Ok(decided) => {
                    for (_, event) in decided.events() {
                        self.state.stage(&Recorded {
                            position: self.state.head().next(),
                            recorded_at: now,
                            analyst: self.identity.analyst.clone(),
                            event: event.clone(),
                        });
                    }
                    all.join(decided);
                }
                Err(refusal) if may_be_left_out(command, request.refused) => {
                    left_out.push(refusal.to_string())
                }
                Err(refusal) => return Err(refusal),
            }
        }
        Ok((all, left_out))
    }

    fn record(
        &mut self,
        decided: Decided,
        key: Option<CommitId>,
        digest: Digest,
    ) -> Result<(CommitId, (Position, Position)), DeskError> {
        let entropy = self.rim.entropy()?;
        let id = match key {
            Some(key) => key,
            None => fresh_commit_id(&entropy)?,
        };
        let header = CommitHeader {
            id: id.clone(),
            recorded_at: self.rim.now(),
            analyst: self.identity.analyst.clone(),
            agent: self.identity.agent.clone(),
            correlation: None,
            causation: None,
        };
        let commit = Commit { header, request: digest, decided, entropy };
        let appended = self.book.writer()?.append(commit).map_err(DeskError::Append)?;
        self.state.settle();
        for recorded in &appended.recorded {
            self.apply(recorded);
        }
        Ok((id, (appended.commit.first, appended.commit.last)))
    }
}

/// Returns what the events change or bring, each once, in order.
fn things(decided: &Decided) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let things = decided.events().iter().flat_map(|(_, event)| event.things());
    things.filter(|thing| seen.insert(thing.clone())).map(|thing| thing.to_string()).collect()
}

fn may_be_left_out(command: &Command, refused: Refused) -> bool {
    let is_proposal = matches!(command, Command::ProposeClaim { .. } | Command::ProposeLink { .. });
    is_proposal && refused == Refused::LeaveOutProposals
}

/// Returns the digest by which a repeated request is told from another one under the same key.
fn digest<T: serde::Serialize + ?Sized>(commands: &T) -> Result<Digest, DeskError> {
    let bytes =
        serde_json::to_vec(commands).map_err(|error| DeskError::Invalid(error.to_string()))?;
    Ok(Digest(Sha256::digest(bytes).into()))
}

fn fresh_commit_id(entropy: &[u8; 32]) -> Result<CommitId, DeskError> {
    let digits: String = entropy[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    CommitId::try_from(digits).map_err(|error| DeskError::Invalid(error.to_string()))
}
