//! What is between the statements of a matter, in a few words: links by kind, and the gaps.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_model::{AboutRole, Basis, ClaimId, Relation, Status};

use super::gather::{Gathered, Scope};
use crate::answers::{Between, Card, LinkCard};

/// What is tied to what, gathered once for all matters of a report.
pub(super) struct Ties<'g> {
    /// The links to each statement.
    to: BTreeMap<ClaimId, Vec<&'g LinkCard>>,
    findings: BTreeMap<ClaimId, &'g Card>,
}

impl<'g> Ties<'g> {
    pub(super) fn of(gathered: &'g Gathered) -> Self {
        let mut to: BTreeMap<ClaimId, Vec<&LinkCard>> = BTreeMap::new();
        gathered.links.iter().for_each(|link| to.entry(link.to).or_default().push(link));
        let findings = gathered.cards().filter(|card| card.finding.is_some());
        Self { to, findings: findings.map(|card| (card.id, card)).collect() }
    }

    /// Says what is between the sides. Only links that cross from one party to another are told here.
    /// A finding is told wherever what it is about stands, though it is on no matter itself.
    pub(super) fn between_sides(&self, scope: &Scope, cards: &[&Card]) -> Vec<Between> {
        let by_id: BTreeMap<ClaimId, &Card> = cards.iter().map(|card| (card.id, *card)).collect();
        let at_end = |id: &ClaimId| by_id.get(id).or_else(|| self.findings.get(id));
        let mut told: BTreeMap<String, BTreeSet<ClaimId>> = BTreeMap::new();
        for to in by_id.values() {
            for link in self.to.get(&to.id).into_iter().flatten() {
                let Some(from) = at_end(&link.from) else { continue };
                let crosses = from.party != to.party;
                let concerns = scope.is_own(from) || scope.is_own(to);
                if let Some(words) = kind(link).filter(|_| crosses && concerns) {
                    told.entry(words).or_default().extend([link.from, link.to]);
                }
            }
        }
        let mut between: Vec<Between> = told
            .into_iter()
            .map(|(told, claims)| Between { told, claims: claims.into_iter().collect() })
            .collect();
        if between.is_empty() {
            between.extend(gap(scope, cards));
        }
        between
    }
}

/// Names a link between two sides; what repeats or rests on another is no relation between sides.
fn kind(link: &LinkCard) -> Option<String> {
    let stated = link.basis == Basis::Stated;
    let checked = link.status == Status::Checked;
    let what = match link.relation {
        Relation::Contradicts if stated => "contradiction, as the page tells it",
        Relation::Contradicts if checked => "contradiction",
        Relation::Contradicts => "possible contradiction",
        Relation::Denies if stated => "denied, as the page tells it",
        Relation::Denies if checked => "denied",
        Relation::Denies => "possible denial",
        Relation::Rejects => "rejected",
        Relation::Confirms if stated => "confirmed, as the page tells it",
        Relation::Confirms => "confirmed",
        Relation::Refutes => "refuted by a finding of a named person",
        Relation::Qualifies => "qualified",
        Relation::ConsistentWith => "fits together",
        Relation::RestsOn
        | Relation::Repeats
        | Relation::Corrects
        | Relation::Updates
        | Relation::Retracts => return None,
    };
    Some(format!("{what}, {}", if checked { "checked" } else { "unchecked" }))
}

/// Says what is missing where no link ties the sides.
fn gap(scope: &Scope, cards: &[&Card]) -> Option<Between> {
    if scope.parties.is_empty() {
        return None;
    }
    let own = cards.iter().filter(|card| scope.is_own(card)).count();
    let told = match (own, cards.len() - own) {
        (0, _) if spoken_of(scope, cards, is_asking) => "unanswered here",
        (0, _) if spoken_of(scope, cards, |_| true) => "spoken of, and not charged with anything",
        (0, _) => "between others",
        (_, 0) => "one party's account",
        (_, _) => "nothing recorded between them",
    };
    Some(Between { told: told.to_owned(), claims: Vec::new() })
}

/// Returns whether a party of the report is spoken of in one of these roles.
fn spoken_of(scope: &Scope, cards: &[&Card], role: impl Fn(AboutRole) -> bool) -> bool {
    let about = cards.iter().flat_map(|card| &card.about).filter(|about| role(about.role));
    about.filter_map(|about| about.party.id).any(|id| scope.parties.contains(&id))
}

/// Returns whether this role asks for a reply.
fn is_asking(role: AboutRole) -> bool {
    matches!(role, AboutRole::Accused | AboutRole::Addressed)
}
