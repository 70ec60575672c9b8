//! What a reader should know beside the sentence of a standing, whatever it is: flags, objections without
//! a say, later versions of the statement.

use counterclaim_graph::{DisplayWord, Flag, Standing};
use counterclaim_model::{ClaimId, Form};

use super::lens::Lens;

impl Lens<'_> {
    /// Says what a reader should know beside the sentence.
    pub(super) fn notes(&self, id: ClaimId, standing: &Standing) -> Vec<String> {
        // What the sentence itself says is not said again.
        let is_said = |flag: &&Flag| {
            matches!(flag, Flag::CitationRing(_)) && standing.word == DisplayWord::CiteEachOther
        };
        let flags = standing.flags.iter().filter(|flag| !is_said(flag));
        let mut notes: Vec<String> = flags.map(|flag| self.flag(flag)).collect();
        if self.form(id) == Some(Form::Implied) && standing.word != DisplayWord::KnownThrough {
            notes.push("Known only through others.".to_owned());
        }
        notes.extend(self.alike(standing));
        if !standing.because.beside.is_empty() {
            let beside = self.all_told(&standing.because.beside);
            notes.push(format!("Beside it, without bearing on this, is an objection of {beside}."));
        }
        let later = standing.superseded_by;
        notes.extend(
            later.map(|id| format!("Put right or brought up to date by {}.", self.told(id))),
        );
        notes
    }

    fn flag(&self, flag: &Flag) -> String {
        match flag {
            Flag::ObjectsToItself => {
                "It objects to itself through its repetitions; that is left out.".to_owned()
            }
            Flag::ContradictsItself(other) => {
                format!("The same side says the opposite: {}.", self.told(*other))
            }
            Flag::CitationRing(_) => {
                "It is one of several that take it from each other.".to_owned()
            }
            Flag::ConfirmationLoop(_) => {
                "It is one of several that confirm each other in a circle.".to_owned()
            }
            Flag::OneOwner(owner) => format!(
                "Every outlet it passed through belongs to {}.",
                self.named(Some(*owner)).name
            ),
            Flag::Admitted { by, against } => format!(
                "An admission: {} confirms it, whose own side says the opposite elsewhere ({}).",
                self.told(*by),
                self.told(*against)
            ),
            Flag::AdmittedCharge { by, charged } => format!(
                "An admission: {} confirms what it charges {} with.",
                self.told(*by),
                self.named(Some(*charged)).name
            ),
            Flag::ChargesItself(charged) => {
                format!("It charges its own side, {}.", self.named(Some(*charged)).name)
            }
            Flag::OneRelayer(actor) => format!(
                "Everything we have of it was passed on by {}.",
                self.named(Some(*actor)).name
            ),
            Flag::OneOutlet(source) => {
                let name =
                    self.desk.views.source(*source, self.clock).map(|at| at.source.name.clone());
                format!(
                    "Everything we have of it passed through one outlet, {}.",
                    name.unwrap_or_default()
                )
            }
        }
    }
}
