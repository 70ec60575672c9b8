//! Lists: an actor's view, timeline, contradictions, figures, matters, actors, the queue.

use std::collections::BTreeMap;

use counterclaim_graph::DefeatNode;
use counterclaim_model::{Basis, Count, Relation, Status};

use super::brief;
use super::cards::stands_for_itself;
use super::lens::Lens;
use super::question::Question;
use crate::answers::{
    ActorRow, ActorView, Card, CircleShown, Contradictions, Figures, MatterRow, Named, Queue,
    Timeline,
};
use crate::desk::Desk;
use crate::error::DeskError;

impl Desk {
    /// Returns everything the actor called `name` said, as itself or as the party others spoke for.
    ///
    /// # Errors
    /// If no actor, or several, have that name.
    pub fn view(&self, name: &str, question: Question) -> Result<ActorView, DeskError> {
        let lens = self.lens(question);
        let id = self.actor_at(name, lens.clock)?;
        let known_as = lens.named(Some(id));
        let is_its = |card: &Card| card.party.id == known_as.id || card.speaker.id == known_as.id;
        let mut cards: Vec<Card> = self
            .views
            .timeline(lens.clock)
            .filter(|claim| claim.status.is_live())
            .map(|claim| lens.card(&claim))
            .collect();
        let about_it = cards
            .iter()
            .filter(|card| !is_its(card) && is_about(card, &known_as))
            .cloned()
            .collect();
        cards.retain(is_its);
        let (cards, known_through_others) = cards.into_iter().partition(stands_for_itself);
        let cards: Vec<Card> = cards;
        let ids: std::collections::BTreeSet<_> = cards.iter().map(|card| card.id).collect();
        let mut links = lens.live_links();
        links.retain(|link| ids.contains(&link.from) || ids.contains(&link.to));
        let counted: Vec<&Card> = cards.iter().filter(|card| counts(card, question)).collect();
        Ok(ActorView {
            asked: self.asked(question),
            actor: lens.actor_row(id, counted.len()),
            spoke: spoke(&counted),
            statements: cards,
            known_through_others,
            about_it,
            links,
        })
    }

    /// Returns every live statement in order of publication; the undated first.
    pub fn timeline(&self, question: Question) -> Timeline {
        let lens = self.lens(question);
        let live = self.views.timeline(lens.clock).filter(|claim| claim.status.is_live());
        Timeline {
            asked: self.asked(question),
            statements: live.map(|claim| lens.card(&claim)).collect(),
        }
    }

    /// Returns who contradicts or denies whom: stated by a page or paired by rule or person; and the pairs
    /// that only look like it, with the reason.
    pub fn contradictions(&self, question: Question) -> Contradictions {
        let lens = self.lens(question);
        let opposed = |relation: Relation| {
            matches!(
                relation,
                Relation::Contradicts | Relation::Denies | Relation::Refutes | Relation::Rejects
            )
        };
        let all = lens.live_links();
        let left_out = lens.left_out(&lens.live(), &all);
        let links = all.into_iter().filter(|link| opposed(link.relation));
        let pairs = links.filter_map(|link| {
            let (from, to) = (lens.card_of(link.from)?, lens.card_of(link.to)?);
            Some((link, from, to))
        });
        let mut pairs: Vec<_> = pairs.collect();
        pairs.sort_by_key(|(link, _, _)| (link.basis != Basis::Stated, link.revision));
        Contradictions { asked: self.asked(question), pairs, left_out, circles: lens.circles() }
    }

    /// Returns every figure, by what is counted.
    pub fn figures(&self, question: Question) -> Figures {
        let lens = self.lens(question);
        let mut rows = brief::figures(&lens.live());
        let series = lens.compared(&mut rows);
        Figures { asked: self.asked(question), rows, series }
    }

    /// Returns the proposals waiting to be checked, in order of recording; of one post only, if given.
    pub fn queue(&self, post: Option<u32>, question: Question) -> Queue {
        let lens = self.lens(question);
        let of_post = |card: &Card| {
            post.is_none_or(|number| card.place.as_ref().is_some_and(|p| p.number == number))
        };
        let claims = self
            .views
            .claims(lens.clock)
            .filter(|claim| claim.status == Status::Proposed)
            .map(|claim| lens.card(&claim))
            .filter(of_post)
            .collect();
        let links = self
            .views
            .links(lens.clock)
            .filter(|link| link.status == Status::Proposed && post.is_none())
            .map(|link| lens.link(&link))
            .collect();
        Queue { asked: self.asked(question), claims, links }
    }

    /// Returns every actor with its number of statements.
    pub fn actors(&self, question: Question) -> Vec<ActorRow> {
        let lens = self.lens(question);
        let mut said: BTreeMap<_, usize> = BTreeMap::new();
        let live = lens.live();
        for card in live.iter().filter(|card| counts(card, question) && stands_for_itself(card)) {
            *said.entry(card.speaker.id).or_default() += 1;
        }
        let actors = self.views.actors(lens.clock).filter(|at| at.canonical == at.actor.id);
        actors
            .map(|at| {
                lens.actor_row(
                    at.actor.id,
                    said.get(&Some(at.actor.id)).copied().unwrap_or_default(),
                )
            })
            .collect()
    }

    /// Returns every live link between live claims.
    pub fn links(&self, question: Question) -> Vec<crate::answers::LinkCard> {
        self.lens(question).live_links()
    }

    /// Returns every matter with its number of statements.
    pub fn matters(&self, question: Question) -> Vec<MatterRow> {
        let matters = self.views.matters(self.clock(question));
        matters
            .map(|at| MatterRow {
                matter: at.matter.id.clone(),
                title: at.matter.title.clone(),
                statements: match question.count {
                    Count::Checked => at.checked,
                    Count::All => at.checked + at.proposed,
                },
            })
            .collect()
    }
}

impl Lens<'_> {
    /// Returns circles of more than two; that two object to each other is what every pair says.
    pub(super) fn circles(&self) -> Vec<CircleShown> {
        let told = |node: &DefeatNode| match node {
            DefeatNode::Claim(claim) => self.told(*claim),
            DefeatNode::NoOriginOf(claim) => format!("no origin stands of {}", self.told(*claim)),
        };
        let cycles = self.everything().cycles().into_iter().filter(|cycle| cycle.claims.len() > 2);
        cycles
            .map(|cycle| CircleShown {
                shortest: cycle.shortest.iter().map(told).collect(),
                claims: cycle.claims,
            })
            .collect()
    }

    pub(super) fn actor_row(&self, id: counterclaim_model::ActorId, statements: usize) -> ActorRow {
        let named = self.named(Some(id));
        let at = named.id.and_then(|id| self.desk.views.actor(id, self.clock));
        let Some(at) = at else {
            return ActorRow {
                actor: named,
                aliases: Vec::new(),
                speaks_for: Vec::new(),
                basis: String::new(),
                statements,
                alias_periods: Vec::new(),
                speaks_for_basis: Vec::new(),
                aligned: Vec::new(),
            };
        };
        let speaks_for = at
            .speaks_for
            .iter()
            .map(|entry| {
                (
                    self.named(Some(entry.value.principal)),
                    entry.value.role.clone(),
                    entry.value.period,
                )
            })
            .collect();
        let aliases = at.aliases.iter().map(|alias| alias.value.alias.clone()).collect();
        let aligned = at.aligned.iter().map(|entry| {
            let is_first = Some(entry.value.actor) == named.id;
            let other = if is_first { entry.value.with } else { entry.value.actor };
            (self.named(Some(other)), entry.value.period, entry.value.reason.clone())
        });
        ActorRow {
            aliases,
            speaks_for,
            basis: at.actor.basis.clone(),
            statements,
            alias_periods: at.aliases.iter().map(|alias| alias.value.period).collect(),
            speaks_for_basis: at.speaks_for.iter().map(|entry| entry.value.basis.clone()).collect(),
            aligned: aligned.collect(),
            actor: named,
        }
    }
}

fn is_about(card: &Card, party: &Named) -> bool {
    card.about.iter().any(|about| about.party.id == party.id || about.actor.id == party.id)
}

/// Returns whether a statement enters counts: unchecked proposals do only if asked for.
fn counts(card: &Card, question: Question) -> bool {
    question.count == Count::All || card.status == Status::Checked
}

fn spoke(cards: &[&Card]) -> Vec<(Named, usize)> {
    let mut counts: BTreeMap<Named, usize> = BTreeMap::new();
    for card in cards {
        *counts.entry(card.speaker.clone()).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(named, count)| (std::cmp::Reverse(*count), named.name.clone()));
    counts
}
