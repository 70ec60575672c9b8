//! The fold: one event in, the records behind every standing brought up to date. Nothing is taken out.
//! The desk feeds it beside the views and asks it on both clocks.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use counterclaim_model::{
    ActorId, ActorKind, Affiliations, CaptureId, ClaimAmended, ClaimId, Clock, Count, Event, Few,
    Instant, Link, LinkId, Moment, NewClaim, Period, Position, Recorded, Relation, Sighting,
    SourceId, SourceOwned, Status, Thing,
};
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};

use super::live::Live;
use super::parties::{Owned, Owner};
use super::records::{ClaimRecord, Drawn, LinkRecord, Past, Rare, Seen, Told};
use super::standing::Standing;
use super::weighed::Weighed;
use crate::core::{Dispute, Parameters};

/// An event that did not fit what was applied before it; it changed nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surprise {
    /// The place of the event.
    pub position: Position,
    /// Its stored name.
    pub event: &'static str,
    /// What it is about: something never recorded, or recorded before; none if the event's own place
    /// was not after the last one applied.
    pub about: Option<Thing>,
}

/// The claims graph of a case, kept up to date event by event; asked for standing on both clocks.
///
/// ```
/// use counterclaim_graph::{ClaimsGraph, Parameters};
/// use counterclaim_model::{Clock, Count};
///
/// let graph = ClaimsGraph::default();
/// assert!(graph.standings(Clock::NOW, Count::Checked, &Parameters::default()).is_empty());
/// ```
#[derive(Clone, Debug, Default)]
pub struct ClaimsGraph {
    /// Claims and links in the order in which they were recorded; nothing is ever taken out.
    pub(crate) store: DiGraph<ClaimRecord, LinkRecord>,
    claims: HashMap<ClaimId, NodeIndex>,
    links: HashMap<LinkId, EdgeIndex>,
    /// Whom claims charge and who passed them on, for the few of which that is known.
    pub(crate) rare: BTreeMap<NodeIndex, Rare>,
    /// Who speaks, numbered in the order of their first claims.
    pub(crate) speakers: Vec<ActorId>,
    speaker_numbers: HashMap<ActorId, u32>,
    /// Labels at the head; brought up to date when they are asked for.
    live: Live,
    pub(crate) affiliations: Affiliations,
    /// Actors without a name: all of them are one party.
    pub(crate) unnamed: BTreeMap<ActorId, Position>,
    pub(crate) owned: Vec<Owned>,
    pub(crate) owners: Vec<Owner>,
    /// The days on which an affiliation begins or ends: between two of them nobody changes sides.
    pub(crate) turns: BTreeSet<Instant>,
    /// Actors once found to be others; what was recorded of them holds for those.
    pub(crate) merged: BTreeSet<ActorId>,
    outlets: BTreeMap<SourceId, ActorId>,
    captured: BTreeMap<CaptureId, Moment>,
    head: Position,
    surprises: Vec<Surprise>,
}

impl ClaimsGraph {
    /// Applies the next event. Cannot fail: what does not fit is listed by [`ClaimsGraph::surprises`].
    pub fn apply(&mut self, recorded: &Recorded) {
        let fits = if recorded.position <= self.head {
            Err(None)
        } else {
            self.head = recorded.position;
            self.affiliations.apply(recorded);
            self.fold(recorded).map_err(Some)
        };
        if let Err(about) = fits {
            let (position, event) = (recorded.position, recorded.event.name());
            self.surprises.push(Surprise { position, event, about });
        }
    }

    /// Returns the position of the last event applied.
    pub fn head(&self) -> Position {
        self.head
    }

    /// Returns what did not fit, in the order of the log. Empty for every log the rules made.
    pub fn surprises(&self) -> &[Surprise] {
        &self.surprises
    }

    /// Weighs the graph as it stands on the clock: the thing to keep for several questions at once.
    /// Linear in claims and links.
    pub fn weigh(&self, clock: Clock, count: Count, parameters: &Parameters) -> Weighed {
        Weighed::new(self, None, clock, count, parameters)
    }

    /// Returns the standing of every claim that counts: live, visible and, unless all count, checked.
    pub fn standings(
        &self,
        clock: Clock,
        count: Count,
        parameters: &Parameters,
    ) -> BTreeMap<ClaimId, Standing> {
        self.weigh(clock, count, parameters).standings()
    }

    /// Returns the standing of one claim; none if it does not count.
    pub fn standing(
        &self,
        claim: ClaimId,
        clock: Clock,
        count: Count,
        parameters: &Parameters,
    ) -> Option<Standing> {
        match self.weigh_around(claim, clock, count, parameters) {
            Some(weighed) => weighed.standing(claim),
            None => self.weigh(clock, count, parameters).standing(claim),
        }
    }

    /// Returns where a claim stands in dispute at the head of the log, with everything checked counting
    /// and the default parameters; none if it does not count or has no dispute axis. The same as
    /// [`Standing::dispute`] there, without weighing everything: events since the last question are
    /// followed as far as they change labels.
    pub fn dispute(&mut self, claim: ClaimId) -> Option<Dispute> {
        self.settle();
        self.live.dispute(self, self.node(claim).ok()?)
    }

    /// Brings the labels behind [`ClaimsGraph::dispute`] up to date. Worth a call of its own where the
    /// time for it is better spent now than with the next question.
    pub fn settle(&mut self) {
        if !self.live.is_settled() {
            let mut live = std::mem::take(&mut self.live);
            live.settle(self);
            self.live = live;
        }
    }

    fn fold(&mut self, recorded: &Recorded) -> Result<(), Thing> {
        let at = recorded.position;
        match &recorded.event {
            Event::SourceRegistered(source) => {
                self.outlets.insert(source.id, source.outlet);
                Ok(())
            }
            Event::SourceOwned(owned) => self.own(at, owned),
            Event::CaptureRecorded(capture) => {
                self.captured.extend(capture.captured_at.map(|moment| (capture.id, moment)));
                Ok(())
            }
            Event::ClaimProposed(new) => {
                self.add_claim(recorded, &new.claim, Status::Proposed, None)
            }
            Event::ClaimRecorded(new) => self.add_claim(recorded, new, Status::Checked, None),
            Event::FindingRecorded(new) => {
                self.add_claim(recorded, &new.claim, Status::Checked, Some(&new.by))
            }
            Event::ClaimSighted(sighting) => self.see(recorded, sighting.claim, sighting),
            Event::ClaimChecked(checked) => self.set_claim(checked.claim, at, Status::Checked),
            Event::ClaimRejected(closed) => self.set_claim(closed.claim, at, Status::Rejected),
            Event::ClaimWithdrawn(closed) => self.set_claim(closed.claim, at, Status::Withdrawn),
            Event::ClaimAmended(amended) => self.amend(at, amended),
            Event::LinkProposed(new) => self.draw(&new.link, at, Status::Proposed),
            Event::LinkAdded(new) => self.draw(&new.link, at, Status::Checked),
            Event::LinkChecked(checked) => self.set_link(checked.link, at, Status::Checked),
            Event::LinkRejected(closed) => self.set_link(closed.link, at, Status::Rejected),
            Event::LinkWithdrawn(closed) => self.set_link(closed.link, at, Status::Withdrawn),
            Event::ActorAdded(actor) => {
                if actor.kind == ActorKind::Unnamed {
                    self.unnamed.entry(actor.id).or_insert(at);
                    self.live.touch_voices();
                }
                Ok(())
            }
            Event::ActorMerged(merged) => {
                self.merged.insert(merged.actor);
                self.live.touch_voices();
                Ok(())
            }
            Event::ActorSplit(_) => self.turn(Period::ALWAYS),
            Event::ActorSpeaksFor(affiliation) => self.turn(affiliation.period),
            Event::ActorAligned(alignment) => self.turn(alignment.period),
            Event::CaseOpened(_)
            | Event::ContentErased(_)
            | Event::QueueDecided(_)
            | Event::FileImported(_)
            | Event::SourceRated(_)
            | Event::PostRecorded(_)
            | Event::PostRevised(_)
            | Event::ActorAliased(_)
            | Event::MatterAdded(_)
            | Event::MatterAssigned(_)
            | Event::MatterUnassigned(_)
            | Event::MatterMerged(_)
            | Event::ReviewRecorded(_)
            | Event::NoteRecorded(_)
            | Event::CommentRequested(_) => Ok(()),
        }
    }

    fn own(&mut self, at: Position, owned: &SourceOwned) -> Result<(), Thing> {
        let outlet = *self.outlets.get(&owned.source).ok_or(Thing::Source(owned.source))?;
        let period = owned.ownership.period;
        let state = owned.ownership.state;
        let (source, owner) = (owned.source, owned.ownership.owner);
        self.owners.push(Owner { source, owner, period, recorded: at });
        self.owned.extend(state.map(|state| Owned { outlet, state, period, recorded: at }));
        self.turn(period)
    }

    fn turn(&mut self, period: Period) -> Result<(), Thing> {
        self.turns.extend(period.from.into_iter().chain(period.until));
        self.live.touch_voices();
        Ok(())
    }

    fn add_claim(
        &mut self,
        recorded: &Recorded,
        new: &NewClaim,
        status: Status,
        finding_by: Option<&str>,
    ) -> Result<(), Thing> {
        if self.claims.contains_key(&new.id) {
            return Err(Thing::Claim(new.id));
        }
        let told = Told {
            status,
            speaker: new.claim.speaker.actor.map(|actor| self.speaker(actor)),
            modality: new.claim.modality,
            form: new.claim.form,
            asserted_at: new.claim.asserted_at,
        };
        let node = self.store.add_node(ClaimRecord {
            id: new.id,
            recorded_at: recorded.recorded_at,
            told: Past::since(recorded.position, told),
            finding_by: finding_by.map(Into::into),
            sightings: Few::None,
        });
        self.claims.insert(new.id, node);
        let rare = Rare::of(recorded.position, &new.claim);
        self.rare.extend(rare.map(|rare| (node, rare)));
        self.live.touch_claim(node);
        new.sighting.iter().try_for_each(|sighting| self.see(recorded, new.id, sighting))
    }

    fn amend(&mut self, at: Position, amended: &ClaimAmended) -> Result<(), Thing> {
        let node = self.node(amended.claim)?;
        let known = self.rare.get(&node).cloned();
        let mut rare = known.unwrap_or_default();
        if rare.amend(at, &amended.amendment) {
            self.rare.insert(node, rare);
        }
        let told = *self.store[node].told.now();
        let told = told.amended(&amended.amendment, |actor| self.speaker(actor));
        self.store[node].told.set(at, told);
        self.touch(amended.claim)
    }

    /// Returns the number of a speaker.
    fn speaker(&mut self, actor: ActorId) -> u32 {
        let next = self.speakers.len() as u32;
        let number = *self.speaker_numbers.entry(actor).or_insert(next);
        if number == next {
            self.speakers.push(actor);
        }
        number
    }

    fn see(
        &mut self,
        recorded: &Recorded,
        claim: ClaimId,
        sighting: &Sighting,
    ) -> Result<(), Thing> {
        let captured_at = self.captured.get(&sighting.capture).copied();
        let seen = Seen {
            recorded: recorded.position,
            public_from: sighting.public_from(captured_at, recorded.recorded_at),
            published: sighting.published.map(|moment| moment.at),
            source: sighting.source,
            takes_back: sighting.takes_back,
        };
        self.claim(claim)?.sightings.push(seen);
        self.touch(claim)
    }

    /// Returns where a claim lies in the store.
    pub(crate) fn node(&self, claim: ClaimId) -> Result<NodeIndex, Thing> {
        self.claims.get(&claim).copied().ok_or(Thing::Claim(claim))
    }

    fn claim(&mut self, claim: ClaimId) -> Result<&mut ClaimRecord, Thing> {
        let node = self.node(claim)?;
        Ok(&mut self.store[node])
    }

    fn set_claim(&mut self, claim: ClaimId, at: Position, status: Status) -> Result<(), Thing> {
        let told = &mut self.claim(claim)?.told;
        told.set(at, Told { status, ..*told.now() });
        self.touch(claim)
    }

    fn touch(&mut self, claim: ClaimId) -> Result<(), Thing> {
        self.live.touch_claim(self.node(claim)?);
        Ok(())
    }

    /// Draws a link; one that was rejected or withdrawn may be drawn again. Between which claims is part
    /// of what a link is, and they were recorded before it.
    fn draw(&mut self, link: &Link, at: Position, status: Status) -> Result<(), Thing> {
        let (from, to) = (self.node(link.from)?, self.node(link.to)?);
        let stated_in = link.stated_in.map(|claim| self.node(claim)).transpose()?;
        let Link { relation, basis, weight, .. } = *link;
        let drawn = Drawn { status, relation, basis, weight, is_new: true, stated_in };
        let before = match self.links.get(&link.id).copied() {
            Some(known) if self.store.edge_endpoints(known) != Some((from, to)) => {
                return Err(Thing::Link(link.id));
            }
            Some(known) => {
                let past = &mut self.store[known].drawn;
                let before = past.now().relation;
                past.set(at, drawn);
                before
            }
            None => {
                let record = LinkRecord { id: link.id, drawn: Past::since(at, drawn) };
                self.links.insert(link.id, self.store.add_edge(from, to, record));
                relation
            }
        };
        self.live.touch_link([from, to], [before, relation].map(Relation::effect));
        Ok(())
    }

    fn set_link(&mut self, link: LinkId, at: Position, status: Status) -> Result<(), Thing> {
        let edge = *self.links.get(&link).ok_or(Thing::Link(link))?;
        let drawn = &mut self.store[edge].drawn;
        drawn.set(at, Drawn { status, is_new: false, ..*drawn.now() });
        let effect = drawn.now().relation.effect();
        if let Some((from, to)) = self.store.edge_endpoints(edge) {
            self.live.touch_link([from, to], [effect; 2]);
        }
        Ok(())
    }
}
