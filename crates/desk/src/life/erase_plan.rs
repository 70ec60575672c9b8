//! What an erasure takes: the events and evidence that were named, and what goes with them. One walk
//! over the log; nothing is changed here.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_log::{Entry, LogError, ReadLog};
use counterclaim_model::{CaptureId, ClaimId, Digest, Event, Position, Sighting, Thing};

use super::erase::ErasureWanted;
use crate::answers::ErasedEvent;
use crate::error::DeskError;

/// What will go.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Events whose content goes, in order.
    pub(super) events: Vec<ErasedEvent>,
    /// Evidence that goes.
    pub(super) evidence: BTreeSet<Digest>,
    /// Captures that hold the words and lose bytes and text, though their events stay.
    pub(super) redacted: BTreeSet<CaptureId>,
    /// Links that will refer to a claim that is no longer there.
    pub(super) links: u64,
}

/// What the walk notes.
#[derive(Default)]
struct Noted {
    plan: Plan,
    captures: BTreeMap<CaptureId, [Digest; 2]>,
    /// Captures in which erased words stand.
    sighted: BTreeSet<CaptureId>,
    /// Evidence that events name which stay.
    kept: BTreeSet<Digest>,
    /// Evidence that events name which go.
    freed: BTreeSet<Digest>,
}

/// Finds what goes.
pub(super) fn plan(
    log: &dyn ReadLog,
    wanted: &ErasureWanted,
    claims: &BTreeSet<ClaimId>,
) -> Result<Plan, DeskError> {
    if let Some(beyond) = wanted.positions.iter().find(|at| **at > log.head() || at.0 == 0) {
        return Err(counterclaim_model::Refusal::NoSuchPosition(*beyond).into());
    }
    let mut noted = Noted::default();
    for entry in log.read(Position::START) {
        noted.take(entry?, wanted, claims)?;
    }
    let Noted { mut plan, captures, sighted, kept, freed } = noted;
    plan.evidence = freed.difference(&kept).copied().collect();
    if !wanted.keep_captures {
        for capture in sighted {
            if let Some(digests) = captures.get(&capture) {
                plan.evidence.extend(digests);
                plan.redacted.insert(capture);
            }
        }
    }
    plan.evidence = held(log, plan.evidence)?;
    for digest in &wanted.evidence {
        if held(log, [*digest])?.is_empty() {
            return Err(DeskError::NotFound { what: "evidence", name: digest.to_string() });
        }
        plan.evidence.insert(*digest);
    }
    Ok(plan)
}

/// Returns those that are there; a damaged piece is there.
fn held(
    log: &dyn ReadLog,
    digests: impl IntoIterator<Item = Digest>,
) -> Result<BTreeSet<Digest>, LogError> {
    let mut held = BTreeSet::new();
    for digest in digests {
        match log.evidence(&digest) {
            Ok(None) => {}
            Ok(Some(_)) | Err(LogError::EvidenceDamaged { .. }) => {
                held.insert(digest);
            }
            Err(error) => return Err(error),
        }
    }
    Ok(held)
}

impl Noted {
    fn take(
        &mut self,
        entry: Entry,
        wanted: &ErasureWanted,
        claims: &BTreeSet<ClaimId>,
    ) -> Result<(), DeskError> {
        let is_named = wanted.positions.contains(&entry.position);
        // What is erased already, or written by a newer build, names nothing that we could know of.
        let Ok(event) = &entry.event else {
            if is_named && entry.content.payload().is_some() {
                self.plan.events.push(ErasedEvent::of(&entry));
            }
            return Ok(());
        };
        if is_named && matches!(event, Event::ContentErased(_)) {
            let what = "the record of an erasure cannot be erased: it holds no content";
            return Err(DeskError::Invalid(format!("position {}: {what}", entry.position)));
        }
        let is_about = |thing: &Thing| matches!(thing, Thing::Claim(id) if claims.contains(id));
        let goes = is_named || event.things().iter().any(is_about);
        if let Event::CaptureRecorded(capture) = event {
            self.captures.insert(capture.id, [capture.bytes, capture.text]);
        }
        if !goes {
            self.kept.extend(event.evidence());
            self.plan.links += u64::from(ends(event).iter().any(|claim| claims.contains(claim)));
            return Ok(());
        }
        self.freed.extend(event.evidence());
        self.sighted.extend(sighting(event).map(|sighting| sighting.capture));
        self.plan.events.push(ErasedEvent::of(&entry));
        Ok(())
    }
}

/// Returns where the words of an event stand, if they stand in a page.
fn sighting(event: &Event) -> Option<&Sighting> {
    if let Event::ClaimProposed(proposed) = event {
        return proposed.claim.sighting.as_ref();
    }
    if let Event::ClaimRecorded(claim) = event {
        return claim.sighting.as_ref();
    }
    if let Event::ClaimSighted(sighting) = event { Some(sighting) } else { None }
}

/// Returns the two claims that a link ties, if the event brings one.
fn ends(event: &Event) -> Vec<ClaimId> {
    if let Event::LinkProposed(proposed) = event {
        return vec![proposed.link.from, proposed.link.to];
    }
    if let Event::LinkAdded(added) = event {
        return vec![added.link.from, added.link.to];
    }
    Vec::new()
}
