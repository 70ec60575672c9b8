//! A standing in print: its word, and one sentence with names and dates that says why.

use counterclaim_graph::{Because, DisplayWord, Echo, Label, Line, Standing};
use counterclaim_model::{ClaimId, Form, Modality, Relation};

use super::lens::Lens;
use crate::answers::StandingShown;

impl Lens<'_> {
    /// Puts a claim's standing into words.
    pub(crate) fn standing(&self, id: ClaimId, standing: &Standing) -> StandingShown {
        StandingShown { notes: self.notes(id, standing), ..self.standing_alone(id, standing) }
    }

    /// Does the same without the notes, which cost more than all the rest.
    pub(super) fn standing_alone(&self, id: ClaimId, standing: &Standing) -> StandingShown {
        StandingShown {
            word: self.word(standing),
            dispute: standing.dispute.map(|dispute| dispute.name()),
            support: standing.support.name(),
            sentence: self.because(id, standing),
            notes: Vec::new(),
            lines_for: u32::try_from(standing.lines_for).unwrap_or(u32::MAX),
            lines_against: u32::try_from(standing.lines_against).unwrap_or(u32::MAX),
        }
    }

    /// Returns the state in print. A demand, promise or hope has no dispute axis: beside it is told who
    /// answered it with no.
    fn word(&self, standing: &Standing) -> String {
        let rejected = &standing.because.rejected_by;
        match standing.word {
            DisplayWord::OnRecord(_) if !rejected.is_empty() => {
                format!("{}, rejected by {}", standing.word, self.parties_told(rejected))
            }
            DisplayWord::OnRecord(_)
            | DisplayWord::NoObjection
            | DisplayWord::Disputed
            | DisplayWord::Reported { .. }
            | DisplayWord::Echoed { .. }
            | DisplayWord::OwnSide
            | DisplayWord::KnownThrough
            | DisplayWord::CiteEachOther
            | DisplayWord::RefutedByFinding { .. }
            | DisplayWord::OriginFallen
            | DisplayWord::TakenBack
            | DisplayWord::ObjectionFell => standing.word.to_string(),
        }
    }

    fn because(&self, id: ClaimId, standing: &Standing) -> String {
        let because = &standing.because;
        match &standing.word {
            DisplayWord::NoObjection => match because.beside.as_slice() {
                [] => NOBODY.to_owned(),
                _ => "No objection that bears on it is on record.".to_owned(),
            },
            DisplayWord::OnRecord(_) => self.on_record(because),
            DisplayWord::Disputed => self.disputed(standing),
            DisplayWord::Reported { origins } => self.reported(id, *origins, because),
            DisplayWord::Echoed { .. } | DisplayWord::OwnSide | DisplayWord::KnownThrough => {
                self.echoed(because)
            }
            DisplayWord::CiteEachOther => {
                format!("These reports cite only each other: {}.", self.all_told(&because.ring))
            }
            DisplayWord::RefutedByFinding { .. } => self.refuted(because),
            DisplayWord::OriginFallen => self.origin_fallen(because),
            DisplayWord::TakenBack => self.taken_back(id, because),
            DisplayWord::ObjectionFell => self.objection_fell(id, because),
        }
    }

    fn on_record(&self, because: &Because) -> String {
        match because.rejected_by.as_slice() {
            [] => ANSWERABLE.to_owned(),
            by => {
                format!("It can be answered, but not disputed; {} rejects it.", self.all_told(by))
            }
        }
    }

    /// A denial is disputed by what it denies, without that having been said against it; the sentence
    /// keeps the two apart.
    fn disputed(&self, standing: &Standing) -> String {
        let because = &standing.because;
        let open = because.objections.iter().filter(|objection| objection.label != Label::Out);
        let (mut against, mut denied, mut contrary) = (Vec::new(), Vec::new(), Vec::new());
        for objector in open.map(|objection| objection.by) {
            match self.between(&standing.one_with, objector) {
                Between::SaidAgainst => against.push(objector),
                Between::SaidByIt => denied.push(objector),
                Between::Contrary => contrary.push(objector),
            }
        }
        let part = |words: &str, claims: &[ClaimId]| {
            let words = if claims.len() > 1 {
                words.replace("a statement", "statements")
            } else {
                words.to_owned()
            };
            (!claims.is_empty()).then(|| format!("{words} {}", self.all_told(claims)))
        };
        let parts: Vec<String> = [
            part("disputed by", &against),
            part("denies a statement of", &denied),
            part("recorded as contradicting a statement of", &contrary),
        ]
        .into_iter()
        .flatten()
        .collect();
        if parts.is_empty() {
            return format!(
                "Rests on a statement of {}, which is disputed.",
                self.all_told(&because.disputed_origins)
            );
        }
        let settled = match because.circle_size {
            0..=2 => "no finding settles it".to_owned(),
            several => {
                format!("it is one of {several} statements in a dispute that no finding settles")
            }
        };
        sentence(&format!("{}; {settled}.", parts.join("; ")))
    }

    /// Returns how a claim, told with its repetitions, and one that objects to it are linked.
    fn between(&self, one_with: &[ClaimId], objector: ClaimId) -> Between {
        let theirs = self.weighed_with(objector).one_with_of(objector);
        let is_theirs = |id: ClaimId| id == objector || theirs.contains(&id);
        let mut found = Between::Contrary;
        for id in one_with {
            for (link, status) in self.desk.views.drawn_at(*id, self.clock) {
                let denies = matches!(link.relation, Relation::Denies | Relation::Refutes);
                if !denies || !status.is_live() {
                    continue;
                }
                if is_theirs(link.from) {
                    return Between::SaidAgainst;
                }
                if is_theirs(link.to) {
                    found = Between::SaidByIt;
                }
            }
        }
        found
    }

    fn reported(&self, id: ClaimId, origins: usize, because: &Because) -> String {
        let lines: Vec<String> = because.lines_for.iter().map(|line| self.line(line)).collect();
        let unknown = match because.without_source {
            0 => String::new(),
            2 if origins == 2 => ", with no source recorded behind either".to_owned(),
            all if all == origins => ", with no source recorded behind any of them".to_owned(),
            some => format!(", with no source recorded behind {some} of them"),
        };
        let what = match self.modality(id) {
            Some(Modality::Demands) => "The same is demanded on ",
            Some(Modality::Promises) => "The same is promised on ",
            Some(Modality::Hopes) => "The same is hoped on ",
            Some(
                Modality::Asserts
                | Modality::Denies
                | Modality::Accuses
                | Modality::Announces
                | Modality::Predicts,
            )
            | None => "",
        };
        format!("{what}{origins} independent lines{unknown}: {}.", lines.join("; "))
    }

    fn echoed(&self, because: &Because) -> String {
        let reports = self.all_told(&because.reports);
        let several = match because.reports.len() {
            1 => None,
            several => Some(format!("{several} reports repeat it")),
        };
        match (because.echo, several) {
            (Some(Echo::Through), _) => {
                format!("Nothing is known of it but that {reports} confirms it.")
            }
            (Some(Echo::OwnSide), None) => format!("{reports} confirms it, and nobody else does."),
            (Some(Echo::OwnSide), Some(_)) => {
                format!("{reports} confirm it, and nobody else does.")
            }
            (Some(Echo::Unnamed), _) => {
                format!("Confirmed only by speakers who are not named and may be one: {reports}.")
            }
            (Some(Echo::FromHere), None) => {
                format!("Repeated by {reports}, which has it from this statement.")
            }
            (Some(Echo::FromHere), Some(several)) => {
                format!("{several}, all from this statement: {reports}.")
            }
            (Some(Echo::OneOrigin) | None, several) => {
                let points = self.all_told(&because.single_points);
                match (several, points.is_empty()) {
                    (None, true) => format!("Repeated by {reports}, from the same side."),
                    (None, false) => {
                        format!("Repeated by {reports}, from the same origin: {points}.")
                    }
                    (Some(several), true) => format!("{several}, all of one origin: {reports}."),
                    (Some(several), false) => format!("{several}, all from {points}."),
                }
            }
        }
    }

    fn modality(&self, id: ClaimId) -> Option<Modality> {
        self.desk.views.claim_named(id, self.clock).map(|at| at.claim.modality)
    }

    pub(super) fn form(&self, id: ClaimId) -> Option<Form> {
        self.desk.views.claim_named(id, self.clock).map(|at| at.claim.form)
    }

    fn refuted(&self, because: &Because) -> String {
        let standing = because.objections.iter().filter(|objection| objection.label == Label::In);
        let findings = standing.filter(|objection| objection.finding_by.is_some());
        let findings: Vec<ClaimId> = findings.map(|objection| objection.by).collect();
        format!("Refuted by {}, which nothing standing contradicts.", self.all_told(&findings))
    }

    fn origin_fallen(&self, because: &Because) -> String {
        let fate = |id: &ClaimId| {
            let standing = self.standing_of(*id);
            let fate = match standing.as_ref().map(|standing| &standing.word) {
                Some(DisplayWord::TakenBack) => "which was taken back".to_owned(),
                Some(DisplayWord::RefutedByFinding { names }) => {
                    format!("which was refuted by finding of {}", names.join(" and "))
                }
                Some(
                    DisplayWord::NoObjection
                    | DisplayWord::Disputed
                    | DisplayWord::Reported { .. }
                    | DisplayWord::Echoed { .. }
                    | DisplayWord::OwnSide
                    | DisplayWord::KnownThrough
                    | DisplayWord::OnRecord(_)
                    | DisplayWord::CiteEachOther
                    | DisplayWord::OriginFallen
                    | DisplayWord::ObjectionFell,
                )
                | None => "which no longer stands".to_owned(),
            };
            format!("a statement of {}, {fate}", self.told(*id))
        };
        let origins: Vec<String> = because.fallen_origins.iter().map(fate).collect();
        format!("Rests only on {}.", origins.join(", and on "))
    }

    fn taken_back(&self, id: ClaimId, because: &Because) -> String {
        if !because.taken_back_by.is_empty() {
            return format!("Taken back by {}.", self.all_told(&because.taken_back_by));
        }
        let at = self.desk.views.claim(id, self.clock);
        let seen = at.as_ref().and_then(|at| at.taken_back()).map(|seen| seen.sighting);
        let source = seen.and_then(|seen| self.desk.views.source(seen.source, self.clock));
        let place = source.map(|at| format!(" in {}", at.source.name)).unwrap_or_default();
        let when = seen.and_then(|seen| seen.published);
        let when = when.map(|moment| format!(", {}", self.zone.day_of(moment)));
        format!("Taken back by the speaker or the outlet{place}{}.", when.unwrap_or_default())
    }

    fn objection_fell(&self, id: ClaimId, because: &Because) -> String {
        let fallen = because.objections.first();
        let objector = fallen.map(|objection| self.told(objection.by)).unwrap_or_default();
        // The claim itself stands against what objects to it; the reason is who else does.
        let felled = fallen.map(|objection| objection.felled_by.as_slice()).unwrap_or_default();
        let others: Vec<ClaimId> = felled.iter().copied().filter(|by| *by != id).collect();
        if others.is_empty() {
            format!("Challenged by {objector}, which no longer stands.")
        } else {
            format!("Challenged by {objector}, but {} refuted that.", self.all_told(&others))
        }
    }

    /// Returns a line from its origin to the one that testifies: "A via B".
    fn line(&self, line: &Line) -> String {
        let told: Vec<String> = line.0.iter().map(|id| self.told(*id)).collect();
        told.join(" via ")
    }
}

const NOBODY: &str = "Nobody objects to it in what was read.";
const ANSWERABLE: &str = "It can be answered, but not disputed.";

/// Returns the sentence of a claim that no link says anything about.
pub(super) fn alone(word: &DisplayWord) -> Option<&'static str> {
    match word {
        DisplayWord::NoObjection => Some(NOBODY),
        DisplayWord::OnRecord(_) => Some(ANSWERABLE),
        DisplayWord::Disputed
        | DisplayWord::Reported { .. }
        | DisplayWord::Echoed { .. }
        | DisplayWord::OwnSide
        | DisplayWord::KnownThrough
        | DisplayWord::CiteEachOther
        | DisplayWord::RefutedByFinding { .. }
        | DisplayWord::OriginFallen
        | DisplayWord::TakenBack
        | DisplayWord::ObjectionFell => None,
    }
}

/// How two claims that object to each other are linked.
enum Between {
    /// The other was said against it.
    SaidAgainst,
    /// It was said against the other.
    SaidByIt,
    /// Neither was said against the other; somebody holds that not both can be true.
    Contrary,
}

/// Makes the first letter a capital.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
