//! What links and times say of the statements of a report: changes of position, clashes, replies, gaps,
//! one origin behind several.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_model::{ClaimId, Relation};

use super::gather::{Gathered, Scope};
use crate::answers::{
    Card, LinkCard, Named, ReportChange, ReportClash, ReportFigure, ReportOrigin, ReportPair,
    ReportReply, ReportUnanswered, SeriesShown,
};
use crate::ask::brief;
use crate::ask::lens::Lens;
use crate::ask::origins::tied;
use crate::ask::unanswered::{Charge, charges_without_reply};

impl Lens<'_> {
    /// Returns the later words of the parties on their own earlier ones, in order of recording.
    pub(super) fn changes(&self, gathered: &Gathered) -> Vec<ReportChange> {
        let own: BTreeMap<ClaimId, &Card> = gathered.own().map(|card| (card.id, card)).collect();
        let theirs = gathered
            .links
            .iter()
            .filter(|link| link.relation.needs_same_party() && own.contains_key(&link.to));
        let linked = theirs.map(|link| ReportChange {
            kind: link.relation.name(),
            later: link.from,
            earlier: link.to,
            link: Some(link.id),
        });
        let taken_back = own.keys().filter(|id| {
            let at = self.desk.views.claim(**id, self.clock);
            at.is_some_and(|at| at.taken_back().is_some())
        });
        let taken_back = taken_back.map(|id| ReportChange {
            kind: "takes_back",
            later: *id,
            earlier: *id,
            link: None,
        });
        linked.chain(taken_back).collect()
    }

    /// Returns the pairs within one party that look like contradictions and are recorded as none.
    pub(super) fn no_clashes(&self, scope: &Scope, gathered: &Gathered) -> Vec<ReportPair> {
        if scope.parties.is_empty() {
            return Vec::new();
        }
        let own: Vec<Card> = gathered.own().cloned().collect();
        let pairs = self.left_out(&own, &gathered.links).into_iter();
        let within = pairs.filter(|pair| pair.one.party == pair.other.party);
        within
            .map(|pair| ReportPair { one: pair.one.id, other: pair.other.id, reason: pair.reason })
            .collect()
    }

    /// Returns every figure of the report, and what came of setting those that count against each other:
    /// only series in which a figure of the report stands.
    pub(super) fn report_figures(
        &self,
        gathered: &Gathered,
    ) -> (Vec<ReportFigure>, Vec<SeriesShown>) {
        let has_figures = |card: &&Card| !card.figures.is_empty();
        let cards: Vec<Card> = gathered.cards().filter(has_figures).cloned().collect();
        let ids: BTreeSet<ClaimId> = cards.iter().map(|card| card.id).collect();
        let mut rows = brief::figures(&cards);
        let mut series = self.compared(&mut rows);
        series.retain(|series| series.rows.iter().any(|row| ids.contains(&row.claim)));
        let figure = |row: crate::answers::FigureRow| ReportFigure {
            claim: row.card.id,
            number: row.number,
            what: row.what,
            scope: row.scope,
            value: row.value,
            words: row.words,
            variants: row.variants,
            compared: row.compared.unwrap_or_default(),
        };
        (rows.into_iter().map(figure).collect(), series)
    }
}

/// Returns the recorded contradictions within one party.
pub(super) fn clashes(gathered: &Gathered) -> Vec<ReportClash> {
    let party: BTreeMap<ClaimId, &Named> =
        gathered.own().map(|card| (card.id, &card.party)).collect();
    let within = |link: &&LinkCard| {
        let opposed = matches!(link.relation, Relation::Contradicts | Relation::Denies);
        let (from, to) = (party.get(&link.from), party.get(&link.to));
        opposed && from.is_some_and(|from| from.id.is_some() && to == Some(from))
    };
    let clash = |link: &LinkCard| ReportClash { one: link.from, other: link.to, link: link.id };
    gathered.links.iter().filter(within).map(clash).collect()
}

/// Returns the links of these relations with a statement of the parties at one end.
pub(super) fn replies(gathered: &Gathered, relations: &[Relation]) -> Vec<ReportReply> {
    let own: BTreeSet<ClaimId> = gathered.own().map(|card| card.id).collect();
    let wanted = gathered.links.iter().filter(|link| {
        relations.contains(&link.relation) && (own.contains(&link.from) || own.contains(&link.to))
    });
    wanted.map(|link| ReportReply { from: link.from, to: link.to, link: link.id }).collect()
}

/// Returns the charges and demands without a reply: those against the parties, and those of the parties
/// against others. For a report about everybody all of them are in the first. Replies are looked for among
/// `whole`, whatever period the report is limited to.
pub(super) fn gaps(
    scope: &Scope,
    gathered: &Gathered,
    whole: &Gathered,
) -> (Vec<ReportUnanswered>, Vec<ReportUnanswered>) {
    let shown: BTreeSet<ClaimId> = gathered.cards().map(|card| card.id).collect();
    let cards: Vec<&Card> = whole.cards().collect();
    let all = charges_without_reply(&cards).into_iter().filter(|item| shown.contains(&item.claim));
    let is_one = |party: &Named| party.id.is_some_and(|id| scope.parties.contains(&id));
    let (theirs, rest): (Vec<Charge>, Vec<Charge>) =
        all.partition(|item| scope.parties.is_empty() || is_one(&item.party));
    let by_them = rest.into_iter().filter(|item| is_one(&item.by));
    let told = |item: Charge| ReportUnanswered {
        party: item.party,
        claim: item.claim,
        earlier: item.earlier,
        more_earlier: item.more_earlier,
    };
    (theirs.into_iter().map(told).collect(), by_them.map(told).collect())
}

/// Returns the statements that links tie to one origin.
pub(super) fn origins(gathered: &Gathered) -> Vec<ReportOrigin> {
    let places: BTreeMap<ClaimId, usize> =
        gathered.cards().enumerate().map(|(at, card)| (card.id, at)).collect();
    let speakers: BTreeMap<ClaimId, &Card> = gathered.cards().map(|card| (card.id, card)).collect();
    let group = |group: BTreeSet<ClaimId>| {
        let mut claims: Vec<ClaimId> = group.into_iter().collect();
        claims.sort_by_key(|id| {
            let published = speakers.get(id).and_then(|card| card.times.published);
            (published.map(|moment| moment.at), places.get(id).copied())
        });
        let first = claims.first().and_then(|id| speakers.get(id));
        let origin = first.map_or_else(Named::nobody, |card| card.speaker.clone());
        ReportOrigin { origin, claims }
    };
    tied(gathered.links.iter().map(|link| (link.relation, link.from, link.to)))
        .into_iter()
        .map(group)
        .collect()
}
