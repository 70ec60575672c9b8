//! The door of the report: what is asked for, and its parts put together.

use counterclaim_model::{Count, Instant, Moment, Relation};

use super::accounts::{clashes, gaps, origins, replies};
use super::gather::{Gathered, Scope, is_checked};
use super::parties::checked_of;
use crate::answers::{
    MatrixCell, MatrixShown, Named, Report, ReportBasis, ReportParty, ReportSubject,
};
use crate::ask::lens::Lens;
use crate::ask::question::Question;
use crate::desk::Desk;
use crate::error::DeskError;

/// The program whose words a report is in.
pub(super) const MADE_BY: &str = concat!("counterclaim@", env!("CARGO_PKG_VERSION"));

/// What a report is asked for.
#[derive(Clone, Debug, Default)]
pub struct ReportWanted {
    /// The parties, by name, alias or id: none for everybody, several to set them side by side.
    pub parties: Vec<String>,
    /// One matter only.
    pub matter: Option<String>,
    /// Only what was published at this time or later, and what is not dated.
    pub from: Option<Instant>,
    /// Only what was published before this time, and what is not dated.
    pub to: Option<Instant>,
    /// Refuse while anything in it is unchecked.
    pub is_final: bool,
}

impl Desk {
    /// Returns a report: what the parties said, with everybody else's words on the same matters beside it.
    /// Unchecked proposals are in it and marked; they count only if the question says so.
    ///
    /// # Errors
    /// If a party or the matter is not known here, a limit is no period, or the report is wanted as final
    /// and something in it is unchecked.
    pub fn report(&self, wanted: &ReportWanted, question: Question) -> Result<Report, DeskError> {
        let lens = self.lens(question);
        let scope = self.scope(&lens, wanted)?;
        let gathered = lens.gather(&scope);
        let report = self.put_together(&lens, wanted, question, &scope, gathered)?;
        if wanted.is_final && report.is_draft {
            return Err(DeskError::Unchecked {
                statements: report.statements_checked.all - report.statements_checked.checked,
                links: report.links_checked.all - report.links_checked.checked,
            });
        }
        Ok(report)
    }

    fn put_together(
        &self,
        lens: &Lens<'_>,
        wanted: &ReportWanted,
        question: Question,
        scope: &Scope,
        gathered: Gathered,
    ) -> Result<Report, DeskError> {
        let parties = lens.report_parties(&scope.parties, &gathered);
        let (figures, series) = lens.report_figures(&gathered);
        let whole = scope.is_dated().then(|| lens.gather(&scope.at_any_time()));
        let (unanswered_by_them, unanswered_by_others) =
            gaps(scope, &gathered, whole.as_ref().unwrap_or(&gathered));
        let (our_corrections, proposals_rejected) = lens.our_corrections(scope);
        let statements_checked = checked_of(gathered.cards().map(|card| is_checked(card.status)));
        let links_checked = checked_of(gathered.links.iter().map(|link| is_checked(link.status)));
        Ok(Report {
            basis: self.basis(lens, wanted, question, scope)?,
            asked: self.asked(question),
            case_title: self.case_named().1,
            subject: subject(scope),
            matter_title: scope.matter.as_ref().map(|matter| lens.title(matter)),
            span: span(&gathered),
            undated: gathered.cards().filter(|card| card.times.published.is_none()).count(),
            is_draft: statements_checked.is_open() || links_checked.is_open(),
            statements_checked,
            links_checked,
            matters: lens.report_matters(scope, &gathered),
            changes: lens.changes(&gathered),
            clashes: clashes(&gathered),
            no_clashes: lens.no_clashes(scope, &gathered),
            figures,
            series,
            rejections: replies(&gathered, &[Relation::Denies, Relation::Rejects]),
            contradictions: replies(&gathered, &[Relation::Contradicts]),
            refutations: replies(&gathered, &[Relation::Refutes]),
            confirmations: replies(&gathered, &[Relation::Confirms]),
            matrix: self.report_matrix(lens, question, scope, &parties),
            unanswered_by_them,
            unanswered_by_others,
            sources: lens.report_sources(&gathered),
            origins: origins(&gathered),
            our_corrections,
            proposals_rejected,
            evidence: lens.evidence(&gathered),
            parties,
            statements: gathered.statements,
            links: gathered.links,
        })
    }

    fn basis(
        &self,
        lens: &Lens<'_>,
        wanted: &ReportWanted,
        question: Question,
        scope: &Scope,
    ) -> Result<ReportBasis, DeskError> {
        let head = self.head_at(lens.clock.as_of)?;
        Ok(ReportBasis {
            made_by: MADE_BY.to_owned(),
            case: self.case_named().0,
            as_of: lens.clock.as_of,
            root: head.as_ref().map(|head| head.root),
            checkpoint: head.and_then(|head| head.checkpoint).map(|checkpoint| checkpoint.note),
            public_by: question.public_by,
            count: match question.count {
                Count::Checked => "checked".to_owned(),
                Count::All => "all".to_owned(),
            },
            zone: question.zone.name(),
            parties: scope.parties.iter().map(ToString::to_string).collect(),
            matter: scope.matter.clone(),
            from: scope.from,
            to: scope.to,
            is_final: wanted.is_final,
        })
    }

    /// Returns the rows and columns of the matrix that belong to the parties, or all of it. It is added up
    /// over the whole case: a report on a part of it has none.
    fn report_matrix(
        &self,
        lens: &Lens<'_>,
        question: Question,
        scope: &Scope,
        parties: &[ReportParty],
    ) -> MatrixShown {
        let mut matrix = self.matrix_through(lens, question);
        if scope.is_dated() || scope.matter.is_some() {
            matrix.cells.clear();
            matrix.parties.clear();
            return matrix;
        }
        if !parties.is_empty() {
            let is_one = |named: &Named| parties.iter().any(|party| party.party == *named);
            matrix.cells.retain(|cell| is_one(&cell.from) || is_one(&cell.to));
            let cells = &matrix.cells;
            matrix.parties.retain(|row| {
                let named = |cell: &MatrixCell| cell.from == row.party || cell.to == row.party;
                is_one(&row.party) || cells.iter().any(named)
            });
        }
        matrix
    }
}

impl Desk {
    /// Finds the things that a report is limited to.
    fn scope(&self, lens: &Lens<'_>, wanted: &ReportWanted) -> Result<Scope, DeskError> {
        let vantage = lens.vantage(None);
        let mut parties = Vec::new();
        for name in &wanted.parties {
            let actor = self.actor_at(name, lens.clock)?;
            // Whoever is named stands for the party spoken for.
            let party = self.views.affiliations().party(actor, vantage);
            if !parties.contains(&party) {
                parties.push(party);
            }
        }
        if let (Some(from), Some(to)) = (wanted.from, wanted.to)
            && from >= to
        {
            return Err(DeskError::Invalid("the period ends before it begins".to_owned()));
        }
        let matter = wanted.matter.as_deref().map(|slug| self.matter_at(slug, lens.clock));
        Ok(Scope { parties, matter: matter.transpose()?, from: wanted.from, to: wanted.to })
    }
}

fn subject(scope: &Scope) -> ReportSubject {
    match (scope.parties.len(), &scope.matter) {
        (0, None) => ReportSubject::Case,
        (0, Some(_)) => ReportSubject::Matter,
        (1, _) => ReportSubject::Party,
        (_, _) => ReportSubject::Compare,
    }
}

fn span(gathered: &Gathered) -> Option<(Moment, Moment)> {
    let dated = || gathered.cards().filter_map(|card| card.times.published);
    let first = dated().min_by_key(|moment| moment.at)?;
    Some((first, dated().max_by_key(|moment| moment.at)?))
}
