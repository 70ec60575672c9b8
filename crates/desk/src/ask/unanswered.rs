//! Unanswered: a party is spoken of on a matter and has no statement on it in what was read. That is a
//! gap in the material, not an admission.

use std::collections::{BTreeSet, HashMap};

use counterclaim_model::{AboutRole, ActorId, Attribution, ClaimId, Instant, MatterId, Modality};

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
        let spoken = Spoken::of(&cards);
        let has_spoken = |item: &Unanswered| {
            let matters = &item.card.matters;
            let on = |matter| named.id.is_some_and(|id| spoken.speaks(id, matter));
            !matters.is_empty() && matters.iter().all(on)
        };
        let asks = |card: &&Card| asked(card, Asks::Anything).iter().any(|p| p.id == named.id);
        let all = cards.iter().filter(asks).map(|card| {
            let own = named.id.map(|id| spoken.on(id, card)).unwrap_or_default();
            beside(&named, card, &own)
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
    let spoken = Spoken::of(cards);
    let mut items = Vec::new();
    for card in cards {
        for party in asked(card, asks) {
            let Some(id) = party.id else { continue };
            let mut own = spoken.on(id, card);
            own.retain(|other| speaks_to(other, card));
            if own.iter().all(|other| is_before(other, card)) {
                items.push(beside(party, card, &own));
            }
        }
    }
    items
}

/// Returns a statement without a reply, with the latest of what is none.
fn beside(party: &Named, card: &Card, earlier: &[&Card]) -> Unanswered {
    let latest = &earlier[earlier.len().saturating_sub(EARLIER)..];
    Unanswered {
        party: party.clone(),
        card: card.clone(),
        earlier: latest.iter().copied().cloned().collect(),
        more_earlier: earlier.len() - latest.len(),
    }
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
    /// How many of those are not listed, the latest being.
    pub(crate) more_earlier: usize,
}

/// Returns every charge and demand that has no reply: none of the party's that speaks to it and is as late,
/// or none of the party's at all on one of its matters.
pub(crate) fn charges_without_reply(cards: &[&Card]) -> Vec<Charge> {
    let spoken = Spoken::of(cards.iter().copied());
    let mut items = Vec::new();
    for card in cards {
        for party in asked(card, Asks::Charges) {
            let Some(id) = party.id else { continue };
            let mut own = spoken.on(id, card);
            let is_silent = |matter| !spoken.speaks(id, matter);
            let replied = own.iter().any(|other| !is_before(other, card) && speaks_to(other, card));
            if !card.matters.iter().any(is_silent) && replied {
                continue;
            }
            own.retain(|other| is_before(other, card));
            let latest = &own[own.len().saturating_sub(EARLIER)..];
            items.push(Charge {
                party: party.clone(),
                by: card.party.clone(),
                claim: card.id,
                earlier: latest.iter().map(|other| other.id).collect(),
                more_earlier: own.len() - latest.len(),
            });
        }
    }
    items
}

/// So many statements that are no reply are listed beside what has none.
const EARLIER: usize = 20;

/// What parties say for themselves, by matter: what is said on one matter alone is looked at for a reply.
struct Spoken<'c> {
    by: HashMap<(ActorId, &'c MatterId), Vec<(usize, &'c Card)>>,
}

impl<'c> Spoken<'c> {
    fn of(cards: impl IntoIterator<Item = &'c Card>) -> Self {
        let mut by: HashMap<_, Vec<_>> = HashMap::new();
        for (place, card) in cards.into_iter().enumerate() {
            let Some(id) = card.party.id.filter(|_| stands_for_itself(card)) else { continue };
            for matter in &card.matters {
                by.entry((id, matter)).or_default().push((place, card));
            }
        }
        Self { by }
    }

    /// Returns whether a party says anything on a matter.
    fn speaks(&self, party: ActorId, matter: &MatterId) -> bool {
        self.by.contains_key(&(party, matter))
    }

    /// Returns what a party says on a matter of a statement, in order.
    fn on(&self, party: ActorId, card: &Card) -> Vec<&'c Card> {
        let lists = card.matters.iter().filter_map(|matter| self.by.get(&(party, matter)));
        let mut own: Vec<_> = lists.flatten().copied().collect();
        if card.matters.len() > 1 {
            own.sort_unstable_by_key(|(place, _)| *place);
            own.dedup_by_key(|(place, _)| *place);
        }
        own.into_iter().map(|(_, card)| card).collect()
    }
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
