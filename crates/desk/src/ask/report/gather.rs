//! What goes into a report: the statements it is about, those beside them, and the links among both.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_model::{ActorId, ClaimId, Instant, MatterId, Status};
use counterclaim_views::ClaimAt;

use crate::answers::{Card, LinkCard, ReportStatement, ReviewShown};
use crate::ask::every::stands;
use crate::ask::lens::Lens;

/// Limits of a report, as ids.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// The parties it is about; none: everybody.
    pub(super) parties: Vec<ActorId>,
    /// The one matter, if limited.
    pub(super) matter: Option<MatterId>,
    /// Published at this time or later.
    pub(super) from: Option<Instant>,
    /// Published before this time.
    pub(super) to: Option<Instant>,
    /// Only statements that stand so, in small letters.
    pub(super) standing: Option<String>,
}

impl Scope {
    /// Returns whether a claim is within matter and period. What is not dated is.
    fn holds(&self, at: &ClaimAt<'_>) -> bool {
        self.is_on_matter(at) && self.is_in_time(at)
    }

    /// Returns whether a claim is live and within the period. What is not dated is.
    fn is_in_time(&self, at: &ClaimAt<'_>) -> bool {
        let published = at.published().map(|moment| moment.at);
        let after = self.from.is_none_or(|from| published.is_none_or(|at| at >= from));
        let before = self.to.is_none_or(|to| published.is_none_or(|at| at < to));
        at.status.is_live() && after && before
    }

    /// Returns whether a claim is on the matter, or it is limited to none.
    pub(super) fn is_on_matter(&self, at: &ClaimAt<'_>) -> bool {
        self.matter.as_ref().is_none_or(|matter| at.matters.contains(&matter))
    }

    /// Returns whether it is about a party, or about everybody.
    pub(super) fn has_party(&self, party: Option<ActorId>) -> bool {
        self.parties.is_empty() || party.is_some_and(|id| self.parties.contains(&id))
    }

    /// Returns whether it is limited to a period or a standing.
    pub(super) fn is_part(&self) -> bool {
        self.from.is_some() || self.to.is_some() || self.standing.is_some()
    }

    /// Returns the same without period and standing.
    pub(super) fn without_limits(&self) -> Self {
        Self { from: None, to: None, standing: None, ..self.clone() }
    }

    /// Returns whether a claim is of a party that the report is about.
    pub(super) fn is_own(&self, card: &Card) -> bool {
        self.has_party(card.party.id)
    }
}

/// The statements of a report.
pub(super) struct Gathered {
    /// All of them, own first, each kind in order of publication.
    pub(super) statements: Vec<ReportStatement>,
    /// The live links among them, in order of recording.
    pub(super) links: Vec<LinkCard>,
}

impl Gathered {
    /// Returns the cards, own first.
    pub(super) fn cards(&self) -> impl Iterator<Item = &Card> {
        self.statements.iter().map(|statement| &statement.card)
    }

    /// Returns the cards of the parties that the report is about.
    pub(super) fn own(&self) -> impl Iterator<Item = &Card> {
        let own = self.statements.iter().filter(|statement| statement.is_own);
        own.map(|statement| &statement.card)
    }
}

impl<'l> Lens<'l> {
    /// Gathers what goes into a report: everything the parties say, everything others say on the matters
    /// on which they speak or are spoken of, everything about them, and what links tie to their words.
    pub(super) fn gather(&self, scope: &Scope) -> Gathered {
        let mut found = self.of_parties(scope);
        if let Some(word) = &scope.standing {
            found.retain(|claim, _| stands(*claim, word, self));
        }
        if !scope.parties.is_empty() {
            self.add_beside(scope, &mut found);
        } else if scope.standing.is_some() {
            self.add_tied(scope, &mut found);
        }
        self.add_findings(scope, &mut found);
        let mut ordered: Vec<ClaimAt<'_>> = found.into_values().collect();
        ordered.sort_by_key(|at| (at.public_from, at.recorded));
        let links = self.links_among(&ordered);
        let mut statements: Vec<ReportStatement> =
            ordered.iter().map(|at| self.statement(at, scope)).collect();
        // What is known only through others comes last: it is nobody's own word.
        statements.sort_by_key(|each| (!each.is_own, each.card.is_known_through_others()));
        label(&mut statements);
        Gathered { statements, links }
    }

    fn of_parties(&self, scope: &Scope) -> BTreeMap<ClaimId, ClaimAt<'l>> {
        let views = &self.desk.views;
        let mut found = BTreeSet::new();
        let mut take = |at: ClaimAt<'_>| {
            if scope.holds(&at) {
                found.insert(at.id);
            }
        };
        match (&scope.parties[..], &scope.matter) {
            ([], Some(matter)) => views.by_matter(matter, self.clock).for_each(&mut take),
            ([], None) => views.claims(self.clock).for_each(&mut take),
            (parties, _) => {
                for party in parties {
                    views.by_party(*party, self.clock).for_each(&mut take);
                }
            }
        }
        self.claims_of(found.into_iter())
    }

    fn claims_of(&self, ids: impl Iterator<Item = ClaimId>) -> BTreeMap<ClaimId, ClaimAt<'l>> {
        ids.filter_map(|id| Some((id, self.desk.views.claim(id, self.clock)?))).collect()
    }

    fn add_beside(&self, scope: &Scope, found: &mut BTreeMap<ClaimId, ClaimAt<'l>>) {
        let views = &self.desk.views;
        for party in &scope.parties {
            let about = views.about_party(*party, self.clock).filter(|at| scope.holds(at));
            found.extend(about.map(|at| (at.id, at)));
        }
        let matters: BTreeSet<MatterId> =
            found.values().flat_map(|at| at.matters.iter().map(|id| (*id).clone())).collect();
        self.add_tied(scope, found);
        for matter in &matters {
            let on_it = views.by_matter(matter, self.clock).filter(|at| scope.holds(at));
            found.extend(on_it.map(|at| (at.id, at)));
        }
    }

    /// Adds what links tie to what was found.
    fn add_tied(&self, scope: &Scope, found: &mut BTreeMap<ClaimId, ClaimAt<'l>>) {
        let tied = self.tied_to(found).filter(|(_, at)| scope.holds(at));
        found.extend(tied.collect::<Vec<_>>());
    }

    /// Adds the findings about what was found: a finding is on no matter itself, and belongs wherever the
    /// statement stands that it refutes or confirms.
    fn add_findings(&self, scope: &Scope, found: &mut BTreeMap<ClaimId, ClaimAt<'l>>) {
        let tied = self.tied_to(found);
        let findings = tied.filter(|(_, at)| at.finding.is_some() && scope.is_in_time(at));
        found.extend(findings.collect::<Vec<_>>());
    }

    fn tied_to(
        &self,
        found: &BTreeMap<ClaimId, ClaimAt<'l>>,
    ) -> impl Iterator<Item = (ClaimId, ClaimAt<'l>)> {
        let tied: Vec<ClaimId> = found.keys().flat_map(|id| self.other_ends(*id)).collect();
        self.claims_of(tied.into_iter()).into_iter()
    }

    /// Returns how many statements within the other limits are not in the report, since they stand otherwise
    /// than is asked for.
    pub(super) fn left_standing_otherwise(&self, scope: &Scope, gathered: &Gathered) -> usize {
        if scope.standing.is_none() {
            return 0;
        }
        let here: BTreeSet<ClaimId> = gathered.cards().map(|card| card.id).collect();
        self.of_parties(scope).keys().filter(|claim| !here.contains(claim)).count()
    }

    fn other_ends(&self, claim: ClaimId) -> Vec<ClaimId> {
        let links = self.desk.views.links_of(claim, self.clock);
        let live = links.filter(|link| link.status.is_live());
        live.map(|at| if at.link.from == claim { at.link.to } else { at.link.from }).collect()
    }

    fn links_among(&self, claims: &[ClaimAt<'_>]) -> Vec<LinkCard> {
        let ids: BTreeSet<ClaimId> = claims.iter().map(|at| at.id).collect();
        let mut links = BTreeMap::new();
        for id in &ids {
            let live = self.desk.views.links_of(*id, self.clock).filter(|at| at.status.is_live());
            let within = live.filter(|at| ids.contains(&at.link.from) && ids.contains(&at.link.to));
            links.extend(within.map(|at| ((at.recorded, at.link.id), self.link(&at))));
        }
        links.into_values().collect()
    }

    fn statement(&self, at: &ClaimAt<'_>, scope: &Scope) -> ReportStatement {
        let card = self.card(at);
        let review = |record: &counterclaim_views::Record<counterclaim_model::Review>| {
            ReviewShown::of(&record.value, record.recorded_at)
        };
        let requests = at.comment_requests.iter().map(|r| (r.value.asked, r.value.replied));
        let carried = at.sightings.iter().skip(1).map(|seen| {
            let source = self.desk.views.source(seen.sighting.source, self.clock);
            let outlet = source.map(|at| at.source.name.clone()).unwrap_or_default();
            (outlet, seen.sighting.published)
        });
        ReportStatement {
            label: String::new(),
            is_own: scope.is_own(&card),
            reviews: at.reviews.iter().map(review).collect(),
            requests: requests.collect(),
            also_carried: carried.collect(),
            card,
        }
    }
}

/// Numbers the statements: S of the parties, B of those beside them.
fn label(statements: &mut [ReportStatement]) {
    let (mut own, mut beside) = (0, 0);
    for each in statements {
        let (letter, number) = if each.is_own { ('S', &mut own) } else { ('B', &mut beside) };
        *number += 1;
        each.label = format!("{letter}{number}");
    }
}

/// Returns whether a person has checked it.
pub(super) fn is_checked(status: Status) -> bool {
    status == Status::Checked
}
