//! A standing in print: its word, and one sentence with names and dates that says why.

use counterclaim_graph::{Because, DisplayWord, Flag, Label, Line, Standing};
use counterclaim_model::ClaimId;

use super::cards::Lens;
use crate::answers::StandingShown;

impl Lens<'_> {
    pub(crate) fn standing(&self, standing: &Standing) -> StandingShown {
        let mut notes: Vec<String> = standing.flags.iter().map(|flag| self.flag(flag)).collect();
        let later = standing.superseded_by;
        notes.extend(
            later.map(|id| format!("Put right or brought up to date by {}.", self.told(id))),
        );
        StandingShown {
            word: standing.word.to_string(),
            dispute: standing.dispute.map(|dispute| dispute.name()),
            support: standing.support.name(),
            sentence: self.because(&standing.word, &standing.because),
            notes,
            lines_for: u32::try_from(standing.lines_for).unwrap_or(u32::MAX),
            lines_against: u32::try_from(standing.lines_against).unwrap_or(u32::MAX),
        }
    }

    fn because(&self, word: &DisplayWord, because: &Because) -> String {
        match word {
            DisplayWord::NoObjection => "No objection is on record in what was read.".to_owned(),
            DisplayWord::Disputed => self.disputed(because),
            DisplayWord::Reported { origins } => {
                let lines: Vec<String> =
                    because.lines_for.iter().map(|line| self.line(line)).collect();
                format!("{origins} independent lines: {}.", lines.join("; "))
            }
            DisplayWord::Echoed { times } => {
                let points = self.all_told(&because.single_points);
                let reports = if *times == 1 {
                    "1 report repeats it".to_owned()
                } else {
                    format!("{times} reports repeat it")
                };
                if points.is_empty() {
                    format!("{reports}, all from the same origin.")
                } else {
                    format!("{reports}, all from {points}.")
                }
            }
            DisplayWord::CiteEachOther => {
                format!("These reports cite only each other: {}.", self.all_told(&because.ring))
            }
            DisplayWord::RefutedByFinding { names } => {
                let finding = because.objections.first().map(|objection| objection.by);
                let told = finding.map(|id| self.told(id)).unwrap_or_default();
                format!(
                    "Refuted by a finding of {} ({told}), which nothing standing contradicts.",
                    names.join(" and ")
                )
            }
            DisplayWord::OriginFallen => {
                format!(
                    "Rests only on {}, which no longer stands.",
                    self.all_told(&because.fallen_origins)
                )
            }
            DisplayWord::TakenBack if because.taken_back_by.is_empty() => {
                "Taken back by the speaker or the outlet in a later sighting.".to_owned()
            }
            DisplayWord::TakenBack => {
                format!("Taken back: {}.", self.all_told(&because.taken_back_by))
            }
            DisplayWord::ObjectionFell => self.objection_fell(because),
        }
    }

    fn disputed(&self, because: &Because) -> String {
        let open = because.objections.iter().filter(|objection| objection.label != Label::Out);
        let objectors: Vec<ClaimId> = open.map(|objection| objection.by).collect();
        if objectors.is_empty() {
            return format!(
                "Rests on {}, which is disputed.",
                self.all_told(&because.disputed_origins)
            );
        }
        let circle = match because.circle_size {
            0..=2 => String::new(),
            several => format!(", as part of a loop of {several} claims"),
        };
        format!("Disputed by {}{circle}; no finding settles it.", self.all_told(&objectors))
    }

    fn objection_fell(&self, because: &Because) -> String {
        let fallen = because.objections.first();
        let objector = fallen.map(|objection| self.told(objection.by)).unwrap_or_default();
        let felled =
            fallen.map(|objection| self.all_told(&objection.felled_by)).unwrap_or_default();
        if felled.is_empty() {
            format!("Challenged by {objector}, whose own origin has fallen.")
        } else {
            format!("Challenged by {objector}, but {felled} refuted that challenge.")
        }
    }

    fn flag(&self, flag: &Flag) -> String {
        match flag {
            Flag::ObjectsToItself => {
                "It objects to itself through its repetitions; that is left out.".to_owned()
            }
            Flag::ContradictsItself(other) => {
                format!("The same voice says the opposite: {}.", self.told(*other))
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

    /// Returns a line from its origin to the one that testifies: "A via B".
    fn line(&self, line: &Line) -> String {
        let told: Vec<String> = line.0.iter().map(|id| self.told(*id)).collect();
        told.join(" via ")
    }

    fn all_told(&self, ids: &[ClaimId]) -> String {
        let told: Vec<String> = ids.iter().take(4).map(|id| self.told(*id)).collect();
        match ids.len() {
            0..=4 => told.join("; "),
            more => format!("{} and {} more", told.join("; "), more - 4),
        }
    }

    /// Returns who said it, for whom, and when: "Jo Lake (Valdoria, 14 Jun 2031)".
    pub(super) fn told(&self, id: ClaimId) -> String {
        let Some(at) = self.desk.views.claim(id, self.clock) else { return id.to_string() };
        let speaker = self.named(at.claim.speaker.actor);
        let party = self.party(at.claim.speaker.actor, self.vantage(at.said()));
        let when = at.said().map(|moment| moment.at.format("%-d %b %Y").to_string());
        let beside: Vec<String> =
            (party != speaker).then_some(party.name).into_iter().chain(when).collect();
        if beside.is_empty() {
            speaker.name
        } else {
            format!("{} ({})", speaker.name, beside.join(", "))
        }
    }
}
