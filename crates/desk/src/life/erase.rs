//! Erasure: what a person asks for becomes a plan, the plan becomes one commit, and the log carries it
//! out. The desk ends with it: what it had folded is no longer what the log says.

use std::collections::BTreeSet;
use std::path::Path;

use counterclaim_log::Commit;
use counterclaim_model::{
    Command, CommitHeader, CommitId, ContentErased, Digest, Event, Position, decide,
};
use serde::Serialize;

use super::erase_plan::{Plan, plan};
use crate::answers::{ErasedEvent, Erasure};
use crate::desk::{Book, Desk};
use crate::error::DeskError;
use crate::staging::fresh_commit_id;
use crate::submit::digest;

/// What is out of reach of every erasure, for the person to see to.
const OUT_OF_REACH: [&str; 4] = [
    "backups and copies made before: back up into the same place again, which carries this over; delete the others",
    "exports, reports and anything else that left the case",
    "other claims and captures with the same words, and links whose reason repeats them",
    "tails kept in recovered/, and blocks of the disk that are freed but not yet overwritten",
];

/// What somebody wants erased.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ErasureWanted {
    /// These events.
    pub positions: BTreeSet<Position>,
    /// Everything recorded about these claims; ids or unique prefixes.
    pub claims: Vec<String>,
    /// These pieces of evidence.
    pub evidence: BTreeSet<Digest>,
    /// Leave the captured pages in which erased claims stand; they still hold the words then.
    pub keep_captures: bool,
    /// Why, for the record.
    pub reason: String,
    /// Who has it erased, by name.
    pub by: String,
    /// Do this once: the same wish under the same key is answered with what it took the first time.
    #[serde(skip)]
    pub key: Option<CommitId>,
    /// Say what would go, and do nothing.
    #[serde(skip)]
    pub dry_run: bool,
}

impl Desk {
    /// Erases content by redaction: positions, root and proofs stay, what was said is gone from the
    /// files of the case in `dir`, which this desk must have open for writing. Takes the desk, since what
    /// it knows is no longer so: open the case again.
    ///
    /// # Errors
    /// If something named is not there or cannot be erased, or the log fails; see
    /// [`EraseError`](counterclaim_log::EraseError) for what is done by then.
    pub fn erase(mut self, dir: &Path, wanted: &ErasureWanted) -> Result<Erasure, DeskError> {
        let request = digest(wanted)?;
        if let Some(first) = self.erased_before(wanted, request)? {
            return Ok(first);
        }
        let claims = wanted.claims.iter().map(|claim| self.claim_id(claim));
        let claims = claims.collect::<Result<BTreeSet<_>, _>>()?;
        let plan = plan(self.book.log(), wanted, &claims)?;
        let erased = ContentErased {
            positions: plan.events.iter().map(|event| event.position).collect(),
            evidence: plan.evidence.iter().copied().collect(),
            reason: wanted.reason.clone(),
            by: wanted.by.clone(),
        };
        let decided = decide(&self.state, Command::EraseContent(erased), &[])?;
        if wanted.dry_run || decided.is_empty() {
            return Ok(answer(plan, wanted, None));
        }
        let entropy = self.rim.entropy()?;
        let header = CommitHeader {
            id: wanted.key.clone().map_or_else(|| fresh_commit_id(&entropy), Ok)?,
            recorded_at: self.rim.now(),
            analyst: self.identity.analyst.clone(),
            agent: self.identity.agent.clone(),
            correlation: None,
            causation: None,
        };
        let Book::Files(log) = self.book else { return Err(DeskError::ReadOnly) };
        let commit = Commit { header, request, decided, entropy };
        let done = counterclaim_log::erase(dir, *log, commit)?;
        Ok(answer(plan, wanted, Some(done.appended.commit.first)))
    }

    /// Returns what an erasure under this key took the first time. What it named is gone, so that it could
    /// not be understood anew.
    fn erased_before(
        &self,
        wanted: &ErasureWanted,
        request: Digest,
    ) -> Result<Option<Erasure>, DeskError> {
        let Some(key) = &wanted.key else { return Ok(None) };
        let Some(positions) = self.replay(key, request)?.and_then(|first| first.positions) else {
            return Ok(None);
        };
        let at = |position: Position| {
            let mut behind = self.book.log().read(Position(position.0.saturating_sub(1)));
            behind.next().transpose()
        };
        let recorded = at(positions.0)?.and_then(|entry| entry.event.ok());
        let Some(Event::ContentErased(erased)) = recorded else { return Ok(None) };
        let mut plan = Plan { evidence: erased.evidence.into_iter().collect(), ..Plan::default() };
        for position in erased.positions {
            plan.events.extend(at(position)?.as_ref().map(ErasedEvent::of));
        }
        let answer = answer(plan, wanted, Some(positions.0));
        Ok(Some(Erasure { replayed: true, ..answer }))
    }
}

fn answer(plan: Plan, wanted: &ErasureWanted, recorded: Option<Position>) -> Erasure {
    Erasure {
        dry_run: wanted.dry_run,
        replayed: false,
        recorded,
        events: plan.events,
        evidence: plan.evidence.into_iter().collect(),
        captures_redacted: plan.redacted.iter().map(ToString::to_string).collect(),
        links_left: plan.links,
        out_of_reach: OUT_OF_REACH.map(str::to_owned).to_vec(),
    }
}
