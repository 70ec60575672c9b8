//! Claims that stand otherwise than they did: those that events touched, with everything that links tie to
//! them, weighed at both positions. Used by `changes`.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_graph::{DisplayWord, Parameters};
use counterclaim_model::{ActorId, ClaimId, Event, SourceId, Status};

use super::lens::Lens;
use super::standing::alone;
use crate::answers::ChangedStanding;

/// What events may have given another standing.
#[derive(Debug, Default)]
pub(super) struct Touched {
    claims: BTreeSet<ClaimId>,
    /// Whose side or group may be another.
    actors: BTreeSet<ActorId>,
    /// Whose owner may be another.
    sources: BTreeSet<SourceId>,
}

impl Touched {
    /// Notes what an event may change. Names, posts, matters, ratings and remarks change no standing.
    pub(super) fn add(&mut self, event: &Event) {
        match event {
            Event::ClaimProposed(new) => self.claim(new.claim.id),
            Event::ClaimRecorded(new) => self.claim(new.id),
            Event::FindingRecorded(new) => self.claim(new.claim.id),
            Event::ClaimSighted(sighting) => self.claim(sighting.claim),
            Event::ClaimChecked(checked) => self.claim(checked.claim),
            Event::ClaimRejected(closed) | Event::ClaimWithdrawn(closed) => {
                self.claim(closed.claim);
            }
            Event::ClaimAmended(amended) => self.claim(amended.claim),
            Event::LinkProposed(new) => self.claims.extend([new.link.from, new.link.to]),
            Event::LinkAdded(new) => self.claims.extend([new.link.from, new.link.to]),
            Event::SourceOwned(owned) => drop(self.sources.insert(owned.source)),
            Event::ActorSpeaksFor(speaks) => drop(self.actors.insert(speaks.actor)),
            Event::ActorAligned(aligned) => self.actors.extend([aligned.actor, aligned.with]),
            Event::ActorMerged(merged) => self.actors.extend([merged.actor, merged.into]),
            Event::ActorSplit(split) => drop(self.actors.insert(split.actor)),
            // A link that changes was drawn before: its ends are noted beside.
            Event::LinkChecked(_)
            | Event::LinkRejected(_)
            | Event::LinkWithdrawn(_)
            | Event::CaseOpened(_)
            | Event::ContentErased(_)
            | Event::QueueDecided(_)
            | Event::FileImported(_)
            | Event::SourceRegistered(_)
            | Event::SourceRated(_)
            | Event::CaptureRecorded(_)
            | Event::PostRecorded(_)
            | Event::PostRevised(_)
            | Event::ActorAdded(_)
            | Event::ActorAliased(_)
            | Event::MatterAdded(_)
            | Event::MatterAssigned(_)
            | Event::MatterUnassigned(_)
            | Event::MatterMerged(_)
            | Event::ReviewRecorded(_)
            | Event::NoteRecorded(_)
            | Event::CommentRequested(_) => {}
        }
    }

    fn claim(&mut self, claim: ClaimId) {
        self.claims.insert(claim);
    }

    /// Notes the ends of a link.
    pub(super) fn ends(&mut self, ends: Option<[ClaimId; 2]>) {
        self.claims.extend(ends.into_iter().flatten());
    }

    /// Returns the claims that stand otherwise, in the order of recording.
    pub(super) fn standings<'d>(mut self, then: &Lens<'d>, now: &Lens<'d>) -> Vec<ChangedStanding> {
        self.claims_of_actors(now);
        let (before, after) = (self.words(then), self.words(now));
        let both: BTreeSet<&ClaimId> = before.keys().chain(after.keys()).collect();
        let otherwise = both.into_iter().filter(|id| differs(before.get(id), after.get(id)));
        let numbered = otherwise.filter_map(|id| Some((now.desk.views.number_of(*id)?, *id)));
        let in_order: BTreeMap<u32, ClaimId> = numbered.collect();
        in_order.into_values().map(|claim| changed(claim, then, now)).collect()
    }

    /// Returns the state in print of every claim that counts among those touched and what is tied to them:
    /// each such part of the graph is weighed and let go. Of a part that is too large to be weighed alone, the
    /// claims touched and those linked to them are looked at.
    fn words(&self, lens: &Lens<'_>) -> BTreeMap<ClaimId, DisplayWord> {
        let (graph, clock, count) = (lens.desk.graph, lens.clock, lens.count());
        let mut words: BTreeMap<ClaimId, DisplayWord> = BTreeMap::new();
        for claim in &self.claims {
            if words.contains_key(claim) {
                continue;
            }
            match graph.weigh_around(*claim, clock, count, &Parameters::default()) {
                Some(part) => {
                    let standings = part.standings().into_iter();
                    words.extend(standings.map(|(id, standing)| (id, standing.word)));
                }
                None => {
                    let linked = lens.desk.views.drawn_at(*claim, clock);
                    let ends = linked.flat_map(|(link, _)| [link.from, link.to]);
                    for id in std::iter::once(*claim).chain(ends) {
                        let standing = || Some((id, lens.everything().standing(id)?.word));
                        if !words.contains_key(&id) {
                            words.extend(standing());
                        }
                    }
                }
            }
        }
        words
    }

    /// Adds the claims of those whose side may be another: of the actors themselves and of whoever speaks for
    /// them, and what the sources carry.
    fn claims_of_actors(&mut self, now: &Lens<'_>) {
        let views = now.desk.views;
        let mut open: Vec<ActorId> = self.actors.iter().copied().collect();
        while let Some(principal) = open.pop() {
            for at in views.actors(now.clock) {
                let speaks = at.speaks_for.iter().any(|entry| entry.value.principal == principal);
                if speaks && self.actors.insert(at.actor.id) {
                    open.push(at.actor.id);
                }
            }
        }
        for actor in &self.actors {
            self.claims.extend(views.by_actor(*actor, now.clock).map(|claim| claim.id));
        }
        for source in &self.sources {
            self.claims.extend(views.by_source(*source, now.clock).map(|claim| claim.id));
        }
    }
}

/// One that only began to count stands otherwise if something is linked to it: that it counts is told as an
/// event.
fn differs(before: Option<&DisplayWord>, after: Option<&DisplayWord>) -> bool {
    match (before, after) {
        (Some(before), Some(after)) => before != after,
        (Some(_), None) => true,
        (None, Some(after)) => alone(after).is_none(),
        (None, None) => false,
    }
}

/// Tells how a claim stands otherwise.
fn changed(claim: ClaimId, then: &Lens<'_>, now: &Lens<'_>) -> ChangedStanding {
    let (before, after) = (then.standing_of(claim), now.standing_of(claim));
    let shown = after.map(|standing| now.standing(claim, &standing));
    ChangedStanding {
        claim: match shown {
            Some(_) => now.claim_told(claim),
            None => then.claim_told(claim),
        },
        before: before.map(|standing| then.standing(claim, &standing).word),
        why: shown.as_ref().map_or_else(|| now.why_not(claim), |shown| shown.sentence.clone()),
        after: shown.map(|shown| shown.word),
    }
}

impl Lens<'_> {
    /// Says why a claim does not count.
    fn why_not(&self, claim: ClaimId) -> String {
        let at = self.desk.views.claim(claim, self.clock);
        match at.map(|at| at.status) {
            Some(Status::Withdrawn) => "It was withdrawn by us.".to_owned(),
            Some(Status::Rejected) => "Its attribution was found wrong.".to_owned(),
            Some(Status::Proposed | Status::Checked) | None => {
                "It does not count on this clock.".to_owned()
            }
        }
    }
}
