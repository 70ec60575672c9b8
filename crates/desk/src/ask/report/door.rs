//! The door of the report: what is asked for, and its parts put together.

use counterclaim_model::{ClaimId, Count, Instant, Moment, Relation};

use super::accounts::{clashes, gaps, origins, replies};
use super::gather::{Gathered, Scope, is_checked};
use super::parties::checked_of;
use crate::answers::{MatrixCell, MatrixShown, Named, Report, ReportBasis, ReportSubject};
use crate::ask::every::stands;
use crate::ask::lens::Lens;
use crate::ask::question::Question;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::query::Key;

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
    /// Only statements that stand so: a name of either axis, or words of the state in print. Beside them
    /// stands what links tie to them and what others say, however that stands.
    pub standing: Option<String>,
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
        self.check_standing(&lens, &scope, &gathered)?;
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
        let whole = scope.is_part().then(|| lens.gather(&scope.without_limits()));
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
            left_out: lens.left_standing_otherwise(scope, &gathered),
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
            matrix: self.report_matrix(lens, question, scope, &gathered),
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
            standing: scope.standing.clone(),
            is_final: wanted.is_final,
        })
    }

    /// Returns the rows and columns of the matrix that belong to the parties, or all of it. A report on a
    /// part of the case has it added up over its own statements.
    fn report_matrix(
        &self,
        lens: &Lens<'_>,
        question: Question,
        scope: &Scope,
        gathered: &Gathered,
    ) -> MatrixShown {
        let mut matrix = if scope.is_part() || scope.matter.is_some() {
            let claims: Vec<_> = gathered.cards().map(|card| card.id).collect();
            self.matrix_among(lens, question, &claims)
        } else {
            self.matrix_through(lens, question)
        };
        if !scope.parties.is_empty() {
            let is_one = |named: &Named| scope.has_party(named.id);
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
        let standing = wanted.standing.as_ref().map(|word| word.replace('_', " ").to_lowercase());
        Ok(Scope {
            parties,
            matter: matter.transpose()?,
            from: wanted.from,
            to: wanted.to,
            standing,
        })
    }

    /// Refuses a standing that is no name of one, where nothing stands so in words either: an empty report
    /// would tell of a mistyped word as of a finding.
    fn check_standing(
        &self,
        lens: &Lens<'_>,
        scope: &Scope,
        gathered: &Gathered,
    ) -> Result<(), DeskError> {
        let Some(word) = &scope.standing else { return Ok(()) };
        let names = Key::Standing.values();
        let is_name = names.iter().any(|name| name.replace('_', " ") == *word);
        let stands = |claim: ClaimId| stands(claim, word, lens);
        if is_name || gathered.cards().any(|card| stands(card.id)) {
            return Ok(());
        }
        Err(DeskError::Invalid(format!(
            "{word:?} is no standing ({}), and no statement here stands so in words",
            names.join(", ")
        )))
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
