//! A report made again from what it says it rests on, and whether the log is still what it was made on.

use counterclaim_log::SignedCheckpoint;
use counterclaim_model::{Count, Position};

use super::door::{MADE_BY, ReportWanted};
use crate::answers::{Report, ReportBasis};
use crate::ask::question::{AsOf, Question};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::zone::Zone;

/// A report made again, and what of its basis does not hold.
#[derive(Clone, Debug)]
pub struct ReportAgain {
    /// The report as this log gives it; none if it cannot be of this log.
    pub report: Option<Report>,
    /// The zone of the times in it.
    pub zone: Zone,
    /// What does not hold, a sentence each.
    pub problems: Vec<String>,
}

impl Desk {
    /// Makes a report again from its basis, and holds the log against root and checkpoint that it names.
    ///
    /// # Errors
    /// If the log cannot be read, or the basis names things that this case does not know.
    pub fn report_again(&self, basis: &ReportBasis) -> Result<ReportAgain, DeskError> {
        let question = basis.question()?;
        let zone = question.zone;
        let mut again = ReportAgain { report: None, zone, problems: Vec::new() };
        let (case, _) = self.case_named();
        if case != basis.case {
            again.problems.push(format!("it was made of case {}; this is case {case}", basis.case));
            return Ok(again);
        }
        let head = self.views.head();
        if basis.as_of > head {
            again.problems.push(format!(
                "it was made at log position {}; this log ends at {}",
                basis.as_of.0, head.0
            ));
            return Ok(again);
        }
        if basis.made_by != MADE_BY {
            again.problems.push(format!(
                "it says that it was made by {:?}, and this is {MADE_BY}, which cannot confirm the words of another",
                basis.made_by
            ));
        }
        again.problems.extend(self.broken(basis)?);
        let mut report = self.report(&wanted(basis), question)?;
        // Later checkpoints may reach as far: the report keeps its own, which was just held against the log.
        report.basis.checkpoint.clone_from(&basis.checkpoint);
        again.report = Some(report);
        Ok(again)
    }

    /// Says what of root and checkpoint is not what this log gives.
    fn broken(&self, basis: &ReportBasis) -> Result<Vec<String>, DeskError> {
        let mut problems = Vec::new();
        let root = self.head_at(basis.as_of)?.map(|head| head.root);
        if root != basis.root {
            problems.push(format!(
                "the log up to position {} is not what it was made of: its root is {}, not {}",
                basis.as_of.0,
                root.map_or_else(|| "not known".to_owned(), |root| root.to_string()),
                basis.root.map_or_else(|| "not given".to_owned(), |root| root.to_string())
            ));
        }
        if let Some(note) = &basis.checkpoint {
            problems.extend(self.unsigned(note, basis.as_of)?);
        }
        Ok(problems)
    }

    /// Says what is wrong with the checkpoint of a report.
    fn unsigned(&self, note: &str, as_of: Position) -> Result<Option<String>, DeskError> {
        let Some(verifier) = self.verifier() else {
            return Ok(Some("it carries a checkpoint, and this case is not signed".to_owned()));
        };
        let signed = match SignedCheckpoint::open(note, verifier) {
            Ok(signed) => signed,
            Err(bad) => return Ok(Some(format!("its checkpoint does not hold: {bad}"))),
        };
        let root = self.head_at(Position(signed.size()))?.map(|head| head.root);
        let fits = signed.size() <= as_of.0 && root == Some(signed.root());
        Ok((!fits).then(|| "its checkpoint is not of this log".to_owned()))
    }
}

impl ReportBasis {
    /// Returns the question it was the answer to.
    ///
    /// # Errors
    /// If its zone is none.
    pub fn question(&self) -> Result<Question, DeskError> {
        Ok(Question {
            as_of: AsOf::Position(self.as_of),
            public_by: self.public_by,
            count: if self.count == "all" { Count::All } else { Count::Checked },
            zone: self.zone.parse().map_err(DeskError::Invalid)?,
        })
    }
}

fn wanted(basis: &ReportBasis) -> ReportWanted {
    ReportWanted {
        parties: basis.parties.clone(),
        matter: basis.matter.as_ref().map(ToString::to_string),
        from: basis.from,
        to: basis.to,
        standing: basis.standing.clone(),
        is_final: basis.is_final,
    }
}
