//! A generated case of any size, as events: matters of very different size, speakers and outlets of which
//! few say most, relays of few origins, some citation rings. The same seed gives the same events.

use std::collections::HashSet;

use chrono::{DateTime, Duration, Utc};
use counterclaim_model::{
    Actor, ActorId, ActorKind, Alignment, Attribution, Basis, Claim, ClaimClosed, ClaimId, Digest,
    Event, FindingRecorded, Form, Grounds, Instant, Link, LinkAdded, LinkClosed, LinkId, Modality,
    Moment, NewClaim, Ownership, Period, Position, PostId, Recorded, Relation, Sighting, Source,
    SourceId, SourceOwned, Speaker, SpeaksFor, Wording,
};

use crate::chance::Chance;

/// Objections, confirmations and origins per claim, as in the target: 1.2, 2 and 1.
const PER_CLAIM: [(Drawn, f64); 3] =
    [(Drawn::Objection, 1.2), (Drawn::Confirmation, 2.0), (Drawn::Origin, 1.0)];

/// Share of links that stay within their matter.
const WITHIN: f64 = 0.9;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Drawn {
    Objection,
    Confirmation,
    Origin,
}

/// One change of a finished case, for the time it takes until labels are right again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edit {
    /// A party denies a claim.
    Denial,
    /// A finding refutes a claim.
    Refutation,
    /// A claim confirms another.
    Confirmation,
    /// A claim is found to rest on another.
    Origin,
    /// A link is withdrawn by us.
    Withdrawal,
    /// A claim is withdrawn by us, with all its links.
    Removal,
}

/// Generates a case.
pub(crate) struct World {
    chance: Chance,
    actors: Vec<ActorId>,
    sources: Vec<SourceId>,
    wanted: usize,
    claims: Vec<ClaimId>,
    findings: Vec<u32>,
    /// Some of the links, each with its target, to be withdrawn later.
    links: Vec<(LinkId, ClaimId)>,
    position: Position,
}

impl Edit {
    pub(crate) const ALL: [Edit; 6] = [
        Self::Denial,
        Self::Refutation,
        Self::Confirmation,
        Self::Origin,
        Self::Withdrawal,
        Self::Removal,
    ];
}

impl World {
    /// Prepares a case of `wanted` claims; returns it with the events that come before the first claim.
    pub(crate) fn new(seed: u64, wanted: usize) -> (Self, Vec<Recorded>) {
        let mut world = Self {
            chance: Chance::from_seed(seed),
            actors: Vec::new(),
            sources: Vec::new(),
            wanted,
            claims: Vec::with_capacity(wanted),
            findings: Vec::new(),
            links: Vec::new(),
            position: Position::START,
        };
        let events = world.people();
        (world, events)
    }

    /// Returns the events of one more matter; none once the case has its size.
    pub(crate) fn matter(&mut self) -> Option<Vec<Recorded>> {
        let first = self.claims.len();
        let left = self.wanted.checked_sub(first).filter(|left| *left > 0)?;
        // A Pareto tail with mean 50: most matters are small, a few are a hundred times that.
        let size = 10.0 * (1.0 - self.chance.share()).powf(-0.8);
        let size = (size.min(5_000.0) as usize).min(left);
        let speakers: Vec<ActorId> = (0..size.div_ceil(3)).map(|_| self.speaker()).collect();
        let mut events = Vec::with_capacity(6 * size);
        for _ in 0..size {
            let event = self.claim(&speakers);
            events.push(self.recorded(event));
        }
        let mut drawn = HashSet::new();
        for (kind, per_claim) in PER_CLAIM {
            let many = (per_claim * size as f64).round() as usize;
            for _ in 0..many {
                let link = self.link(kind, first, size);
                if link.from != link.to && drawn.insert(link.id) {
                    if self.chance.happens(0.1) {
                        self.links.push((link.id, link.to));
                    }
                    let event = added(link);
                    events.push(self.recorded(event));
                }
            }
        }
        Some(events)
    }

    /// Returns the event of one edit, with a claim whose label it may change.
    pub(crate) fn edit(&mut self, edit: Edit) -> (Recorded, ClaimId) {
        let near = self.chance.below(self.claims.len().saturating_sub(50));
        let size = self.claims.len().min(50);
        let reason = "an edit".to_owned();
        let target = self.member(near, size);
        let drawn = |link: Link| {
            let asked = if link.relation == Relation::RestsOn { link.from } else { link.to };
            (added(link), asked)
        };
        let (event, asked) = match edit {
            Edit::Denial => drawn(link(self.member(near, size), Relation::Denies, target)),
            Edit::Refutation => {
                let which = self.chance.below(self.findings.len());
                let from = self.findings.get(which).map_or(0, |finding| *finding as usize);
                drawn(link(self.claims[from], Relation::Refutes, target))
            }
            Edit::Confirmation => drawn(self.link(Drawn::Confirmation, near, size)),
            Edit::Origin => drawn(self.link(Drawn::Origin, near, size)),
            Edit::Withdrawal if !self.links.is_empty() => {
                let which = self.chance.below(self.links.len());
                let (link, asked) = self.links.swap_remove(which);
                (Event::LinkWithdrawn(LinkClosed { link, reason }), asked)
            }
            // A small case runs out of links to withdraw.
            Edit::Withdrawal | Edit::Removal => {
                (Event::ClaimWithdrawn(ClaimClosed { claim: target, reason }), target)
            }
        };
        (self.recorded(event), asked)
    }

    /// Returns how many events were generated.
    pub(crate) fn events(&self) -> u64 {
        self.position.0
    }

    fn recorded(&mut self, event: Event) -> Recorded {
        self.position = self.position.next();
        let recorded_at = minute(1_000_000) + Duration::seconds(self.position.0 as i64);
        Recorded { position: self.position, recorded_at, analyst: "Ida Moor".into(), event }
    }

    /// States, organisations that speak for them, persons who speak for those, outlets and their owners.
    fn people(&mut self) -> Vec<Recorded> {
        let many = (self.wanted / 50).max(20);
        let states = (many / 20).clamp(2, 200);
        let mut events = Vec::new();
        for n in 0..many {
            let kind = match n {
                n if n < states => ActorKind::State,
                n if n < many / 4 => ActorKind::Organisation,
                _ if self.chance.happens(0.02) => ActorKind::Unnamed,
                _ => ActorKind::Person,
            };
            let id = Actor::id_of(kind, &n.to_string());
            self.actors.push(id);
            let actor = Actor { id, kind, name: n.to_string(), basis: "page".into() };
            events.push(self.recorded(Event::ActorAdded(actor)));
            if n >= states && self.chance.happens(0.7) {
                let below = if n < many / 4 { states } else { n.min(many / 4) };
                let principal = self.actors[self.chance.skewed(below)];
                let event = self.speaks_for(id, principal);
                events.push(self.recorded(event));
            }
        }
        for _ in 0..states / 4 {
            let (one, other) = (self.chance.below(states), self.chance.below(states));
            let (actor, with, period) = (self.actors[one], self.actors[other], self.period());
            let alignment = Alignment { actor, with, period, reason: "a treaty".into() };
            events.push(self.recorded(Event::ActorAligned(alignment)));
        }
        for n in 0..(self.wanted / 1_000).max(5) {
            self.outlet(n, states, &mut events);
        }
        // Few say most, but which few is no matter of kind.
        for last in (1..self.actors.len()).rev() {
            let other = self.chance.below(last + 1);
            self.actors.swap(last, other);
        }
        events
    }

    fn speaks_for(&mut self, actor: ActorId, principal: ActorId) -> Event {
        let period = if self.chance.happens(0.02) { self.period() } else { Period::ALWAYS };
        Event::ActorSpeaksFor(SpeaksFor {
            actor,
            principal,
            role: None,
            period,
            basis: "page".into(),
        })
    }

    fn outlet(&mut self, n: usize, states: usize, events: &mut Vec<Recorded>) {
        let name = format!("outlet {n}");
        let outlet = Actor::id_of(ActorKind::Outlet, &name);
        let actor =
            Actor { id: outlet, kind: ActorKind::Outlet, name: name.clone(), basis: "page".into() };
        events.push(self.recorded(Event::ActorAdded(actor)));
        let id = Source::id_of(&name);
        let source = Source { id, name, outlet, url: None };
        events.push(self.recorded(Event::SourceRegistered(source)));
        self.sources.push(id);
        self.actors.push(outlet);
        if self.chance.happens(0.1) {
            let state = self.actors[self.chance.below(states)];
            let period = Period::ALWAYS;
            let ownership = Ownership { owner: state, state: Some(state), period };
            events.push(self.recorded(Event::SourceOwned(SourceOwned { source: id, ownership })));
        }
    }

    /// One of two dozen turns in time: affiliations change on few days.
    fn period(&mut self) -> Period {
        let from = self.chance.below(24) as i64 * 40;
        Period { from: Some(minute(from)), until: None }
    }

    fn speaker(&mut self) -> ActorId {
        let which = self.chance.skewed(self.actors.len());
        self.actors[which]
    }

    fn claim(&mut self, speakers: &[ActorId]) -> Event {
        let number = self.claims.len();
        let id = ClaimId::derive(&["generated", &number.to_string()]);
        self.claims.push(id);
        let is_finding = self.chance.happens(0.03);
        let is_known = !is_finding && !self.chance.happens(0.01);
        let speaker = speakers[self.chance.skewed(speakers.len())];
        let modality =
            if self.chance.happens(0.03) { Modality::Demands } else { Modality::Asserts };
        let claim = NewClaim {
            id,
            claim: claim(is_known.then_some(speaker), modality),
            sighting: (!is_finding).then(|| self.sighting(id)),
            matters: Vec::new(),
        };
        if is_finding {
            self.findings.push(number as u32);
            let by = "Ida Moor".to_owned();
            return Event::FindingRecorded(FindingRecorded { claim, by, evidence: Vec::new() });
        }
        Event::ClaimRecorded(claim)
    }

    fn sighting(&mut self, claim: ClaimId) -> Sighting {
        let source = self.sources[self.chance.skewed(self.sources.len())];
        let at = minute((self.claims.len() * 1_000 / self.wanted.max(1)) as i64);
        Sighting {
            claim,
            source,
            post: PostId::derive(&["a post"]),
            capture: counterclaim_model::CaptureId::derive(&["a page"]),
            text: Digest([0; 32]),
            published: Some(Moment::minute(at)),
            venue: None,
            content: Vec::new(),
            source_phrase: Vec::new(),
            cue: Vec::new(),
            mentions: Vec::new(),
            takes_back: self.chance.happens(0.005),
        }
    }

    fn member(&mut self, first: usize, size: usize) -> ClaimId {
        self.claims[first + self.chance.below(size)]
    }

    fn link(&mut self, kind: Drawn, first: usize, size: usize) -> Link {
        let from = first + self.chance.below(size);
        let to = match self.chance.happens(WITHIN) {
            true => first + self.chance.skewed(size),
            false => self.chance.below(self.claims.len()),
        };
        let (from, to, relation) = match kind {
            Drawn::Confirmation => (from, to, Relation::Confirms),
            // Later words rest on earlier ones, but for a few that close a ring.
            Drawn::Origin => match self.chance.happens(0.002) {
                true => (from.min(to), from.max(to), Relation::RestsOn),
                false => (from.max(to), from.min(to), Relation::RestsOn),
            },
            Drawn::Objection => {
                let is_finding = self.findings.binary_search(&(from as u32)).is_ok();
                let relation = match is_finding {
                    true => Relation::Refutes,
                    false if self.chance.happens(0.7) => Relation::Denies,
                    false => Relation::Contradicts,
                };
                (from, to, relation)
            }
        };
        link(self.claims[from], relation, self.claims[to])
    }
}

fn added(link: Link) -> Event {
    Event::LinkAdded(LinkAdded { link, by: "Ida Moor".into() })
}

fn link(from: ClaimId, relation: Relation, to: ClaimId) -> Link {
    let (id, reason) = (Link::id_of(from, relation, to), "generated".to_owned());
    let basis = Basis::Inferred;
    Link { id, from, to, relation, basis, stated_in: None, cue: None, reason, weight: 100 }
}

fn claim(actor: Option<ActorId>, modality: Modality) -> Claim {
    Claim {
        statement: "something happened".into(),
        speaker: Speaker { actor, phrase: None, role: None, candidates: Vec::new() },
        relayed_by: None,
        modality,
        form: Form::Indirect,
        wording: Wording::Outlet,
        language: None,
        translated: None,
        attribution: Attribution::Explicit,
        grounds: Grounds::NotStated,
        about: Vec::new(),
        figures: Vec::new(),
        asserted_at: None,
    }
}

fn minute(minutes: i64) -> Instant {
    DateTime::<Utc>::UNIX_EPOCH + Duration::days(22_400) + Duration::minutes(minutes)
}
