//! Unanswered: a party is spoken of on a matter and has no statement on it in what was read. That is a
//! gap in the material, not an admission.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_model::{AboutRole, ActorId, Attribution, ClaimId, Instant, Modality};

use super::cards::stands_for_itself;
use super::question::Question;
use crate::answers::{Card, Named, Unanswered, UnansweredBy};
use crate::desk::Desk;
use crate::error::DeskError;

/// Which mentions ask for a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asks {
    /// Any statement about the party.
    Anything,
    /// Only what charges it with something or demands something of it.
    Charges,
}

impl Desk {
    /// Returns what was said about `party` on matters on which it has no statement of its own; apart from
    /// that, what was said on matters on which it has one, where none that is as late speaks to it.
    ///
    /// # Errors
    /// If no actor, or several, have that name.
    pub fn unanswered(&self, party: &str, question: Question) -> Result<UnansweredBy, DeskError> {
        let lens = self.lens(question);
        let actor = self.actor_at(party, lens.clock)?;
        let named = lens.party(Some(actor), lens.vantage(None));
        let cards = lens.live();
        let unaddressed = unanswered(&cards, Asks::Anything).into_iter();
        let unaddressed = unaddressed.filter(|item| item.party.id == named.id);
        let by_party = statements_by_party(&cards);
        let own = named.id.and_then(|id| by_party.get(&id)).map(Vec::as_slice).unwrap_or_default();
        let has_spoken = |item: &Unanswered| {
            let matters = &item.card.matters;
            let on = |matter| own.iter().any(|own| own.matters.contains(matter));
            !matters.is_empty() && matters.iter().all(on)
        };
        let asks = |card: &&Card| asked(card, Asks::Anything).iter().any(|p| p.id == named.id);
        let all = cards.iter().filter(asks).map(|card| Unanswered {
            party: named.clone(),
            card: card.clone(),
            earlier: own.iter().filter(|own| shares_matter(own, card)).copied().cloned().collect(),
        });
        Ok(UnansweredBy {
            asked: self.asked(question),
            span: self.span(question),
            items: all.filter(|item| !has_spoken(item)).collect(),
            unaddressed: unaddressed.filter(has_spoken).collect(),
            party: named,
        })
    }

    /// Returns from when to when the posts of all captures reach.
    fn span(&self, question: Question) -> Option<(Instant, Instant)> {
        let posts =
            || self.views.posts(self.clock(question)).filter_map(|post| post.post.published);
        Some((posts().map(|moment| moment.at).min()?, posts().map(|moment| moment.at).max()?))
    }
}

/// Returns every statement about a party that has none of its own on the matter that is as late; earlier
/// ones are listed beside it, since they are no reply.
pub(crate) fn unanswered(cards: &[Card], asks: Asks) -> Vec<Unanswered> {
    let by_party = statements_by_party(cards);
    let mut items = Vec::new();
    for card in cards {
        for party in asked(card, asks) {
            let Some(id) = party.id else { continue };
            let own = by_party.get(&id).map(Vec::as_slice).unwrap_or_default();
            let on_matter: Vec<&Card> =
                own.iter().copied().filter(|other| speaks_to(other, card)).collect();
            let replied = on_matter.iter().any(|other| !is_before(other, card));
            if !replied {
                let earlier = on_matter.into_iter().cloned().collect();
                items.push(Unanswered { party: party.clone(), card: card.clone(), earlier });
            }
        }
    }
    items
}

/// A charge or demand without a reply, by the claims.
pub(crate) struct Charge {
    /// Of whom it is said.
    pub(crate) party: Named,
    /// Who says it.
    pub(crate) by: Named,
    /// What.
    pub(crate) claim: ClaimId,
    /// Statements of that party on a matter of it that are earlier or undated, and so no reply.
    pub(crate) earlier: Vec<ClaimId>,
}

/// Returns every charge and demand that has no reply: none of the party's that speaks to it and is as late,
/// or none of the party's at all on one of its matters.
pub(crate) fn charges_without_reply(cards: &[&Card]) -> Vec<Charge> {
    let by_party = statements_by_party(cards.iter().copied());
    let mut items = Vec::new();
    for card in cards {
        for party in asked(card, Asks::Charges) {
            let Some(id) = party.id else { continue };
            let own = by_party.get(&id).map(Vec::as_slice).unwrap_or_default();
            let is_silent = |matter| !own.iter().any(|other| other.matters.contains(matter));
            let replied =
                || own.iter().any(|other| !is_before(other, card) && speaks_to(other, card));
            if !card.matters.iter().any(is_silent) && replied() {
                continue;
            }
            let earlier =
                own.iter().filter(|other| is_before(other, card) && shares_matter(other, card));
            items.push(Charge {
                party: party.clone(),
                by: card.party.clone(),
                claim: card.id,
                earlier: earlier.map(|other| other.id).collect(),
            });
        }
    }
    items
}

fn statements_by_party<'c>(
    cards: impl IntoIterator<Item = &'c Card>,
) -> BTreeMap<ActorId, Vec<&'c Card>> {
    let mut by_party: BTreeMap<ActorId, Vec<&Card>> = BTreeMap::new();
    for card in cards.into_iter().filter(|card| stands_for_itself(card)) {
        if let Some(id) = card.party.id {
            by_party.entry(id).or_default().push(card);
        }
    }
    by_party
}

/// Returns the parties that a statement asks something of, each once; never the speaker's own.
fn asked(card: &Card, asks: Asks) -> Vec<&Named> {
    let own_voice = card.attribution == Attribution::Narration;
    let charged = |role: AboutRole| match asks {
        Asks::Anything => true,
        Asks::Charges => {
            let accuses =
                matches!(card.modality, Modality::Accuses | Modality::Asserts | Modality::Demands);
            accuses && !own_voice && matches!(role, AboutRole::Accused | AboutRole::Addressed)
        }
    };
    let mut seen = BTreeSet::new();
    let about = card.about.iter().filter(|about| charged(about.role) && about.party != card.party);
    about.map(|about| &about.party).filter(|party| seen.insert(party.id)).collect()
}

/// Returns whether a statement speaks to another: on a matter of it, and either about the other's party or
/// those harmed there, or a denial that names nobody. What one side says of its own losses, or of strikes
/// on a third, is no reply to a charge of strikes on the second.
fn speaks_to(reply: &Card, charge: &Card) -> bool {
    let is_meant = |party: Option<ActorId>| {
        let harmed = charge.about.iter().filter(|about| about.role == AboutRole::Harmed);
        party == charge.party.id || harmed.map(|about| about.party.id).any(|id| id == party)
    };
    let about_them = || reply.about.iter().any(|about| is_meant(about.party.id));
    let denies = reply.modality == Modality::Denies && reply.about.is_empty();
    shares_matter(charge, reply) && (denies || about_them())
}

fn shares_matter(one: &Card, other: &Card) -> bool {
    other.matters.iter().any(|matter| one.matters.contains(matter))
}

/// Returns whether `one` was published before `other`. What is undated is no reply to what is dated: it may be
/// from before.
fn is_before(one: &Card, other: &Card) -> bool {
    match (one.times.published, other.times.published) {
        (Some(one), Some(other)) => one.at < other.at,
        (None, Some(_)) => true,
        (Some(_) | None, None) => false,
    }
}
