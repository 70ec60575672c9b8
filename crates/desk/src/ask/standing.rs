//! A standing in print: its word, and one sentence with names and dates that says why.

use counterclaim_graph::{Because, DisplayWord, Flag, Label, Line, Standing};
use counterclaim_model::{ClaimId, Form, Modality, Relation};

use super::cards::Lens;
use super::told::day;
use crate::answers::StandingShown;

impl Lens<'_> {
    /// Puts a claim's standing into words.
    pub(crate) fn standing(&self, id: ClaimId, standing: &Standing) -> StandingShown {
        StandingShown {
            word: standing.word.to_string(),
            dispute: standing.dispute.map(|dispute| dispute.name()),
            support: standing.support.name(),
            sentence: self.because(id, standing),
            notes: self.notes(id, standing),
            lines_for: u32::try_from(standing.lines_for).unwrap_or(u32::MAX),
            lines_against: u32::try_from(standing.lines_against).unwrap_or(u32::MAX),
        }
    }

    fn because(&self, id: ClaimId, standing: &Standing) -> String {
        let because = &standing.because;
        match &standing.word {
            DisplayWord::NoObjection => self.no_objection(id),
            DisplayWord::Disputed => self.disputed(standing),
            DisplayWord::Reported { origins } => self.reported(id, *origins, because),
            DisplayWord::Echoed { .. } => self.echoed(id, because),
            DisplayWord::CiteEachOther => {
                format!("These reports cite only each other: {}.", self.all_told(&because.ring))
            }
            DisplayWord::RefutedByFinding { .. } => self.refuted(because),
            DisplayWord::OriginFallen => self.origin_fallen(because),
            DisplayWord::TakenBack => self.taken_back(id, because),
            DisplayWord::ObjectionFell => self.objection_fell(id, because),
        }
    }

    fn no_objection(&self, id: ClaimId) -> String {
        let what = match self.modality(id) {
            Some(Modality::Demands) => "A demand",
            Some(Modality::Promises) => "A promise",
            Some(Modality::Hopes) => "A hope",
            Some(
                Modality::Asserts
                | Modality::Denies
                | Modality::Accuses
                | Modality::Announces
                | Modality::Predicts,
            )
            | None => return "No objection is on record in what was read.".to_owned(),
        };
        format!("{what}, which can be answered but not disputed.")
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
        let circle = match because.circle.len() {
            0..=2 => String::new(),
            several => format!(", one of {several} statements in one dispute"),
        };
        sentence(&format!("{}{circle}; no finding settles it.", parts.join("; ")))
    }

    /// Returns how a claim, told with its repetitions, and one that objects to it are linked.
    fn between(&self, one_with: &[ClaimId], objector: ClaimId) -> Between {
        let pool = self.standings.get(&objector).map(|standing| standing.one_with.as_slice());
        let theirs = pool.unwrap_or_default();
        let is_theirs = |id: ClaimId| id == objector || theirs.contains(&id);
        let mut found = Between::Contrary;
        for id in one_with {
            for at in self.desk.views.links_of(*id, self.clock) {
                let denies = matches!(at.link.relation, Relation::Denies | Relation::Refutes);
                if !denies || !at.status.is_live() {
                    continue;
                }
                if is_theirs(at.link.from) {
                    return Between::SaidAgainst;
                }
                if is_theirs(at.link.to) {
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
            all if all == origins => "; no source is recorded behind any of them".to_owned(),
            some => format!("; no source is recorded behind {some} of them"),
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
        format!("{what}{origins} independent lines: {}{unknown}.", lines.join("; "))
    }

    fn echoed(&self, id: ClaimId, because: &Because) -> String {
        let reports = self.all_told(&because.reports);
        if self.form(id) == Some(Form::Implied) {
            return format!("Known here only through the confirmation of {reports}: one origin.");
        }
        let points = self.all_told(&because.single_points);
        let begins_here = |report: &ClaimId| {
            let lines = self.standings.get(report).map(|standing| &standing.because.lines_for);
            lines.and_then(|lines| lines.first()?.0.first()).is_some_and(|origin| *origin == id)
        };
        let from_here = because.reports.iter().filter(|report| begins_here(report)).count();
        match (because.reports.len(), points.is_empty()) {
            (1, false) => format!("Repeated by {reports}, from the same origin: {points}."),
            (several, false) => format!("{several} reports repeat it, all from {points}."),
            (1, true) if from_here == 1 => {
                format!("Repeated by {reports}, which has it from this statement.")
            }
            (several, true) if from_here == several => {
                format!("{several} reports repeat it, all from this statement: {reports}.")
            }
            (_, true) if from_here == 0 => {
                format!("Confirmed only by its own side: {reports}.")
            }
            (several, true) => {
                format!("{several} reports repeat it, all of one origin: {reports}.")
            }
        }
    }

    fn modality(&self, id: ClaimId) -> Option<Modality> {
        self.desk.views.claim(id, self.clock).map(|at| at.claim.modality)
    }

    fn form(&self, id: ClaimId) -> Option<Form> {
        self.desk.views.claim(id, self.clock).map(|at| at.claim.form)
    }

    fn refuted(&self, because: &Because) -> String {
        let standing = because.objections.iter().filter(|objection| objection.label == Label::In);
        let findings = standing.filter(|objection| objection.finding_by.is_some());
        let findings: Vec<ClaimId> = findings.map(|objection| objection.by).collect();
        format!("Refuted by {}, which nothing standing contradicts.", self.all_told(&findings))
    }

    fn origin_fallen(&self, because: &Because) -> String {
        let fate = |id: &ClaimId| {
            let word = self.standings.get(id).map(|standing| &standing.word);
            let fate = match word {
                Some(DisplayWord::TakenBack) => "which was taken back".to_owned(),
                Some(DisplayWord::RefutedByFinding { names }) => {
                    format!("which was refuted by finding of {}", names.join(" and "))
                }
                Some(
                    DisplayWord::NoObjection
                    | DisplayWord::Disputed
                    | DisplayWord::Reported { .. }
                    | DisplayWord::Echoed { .. }
                    | DisplayWord::CiteEachOther
                    | DisplayWord::OriginFallen
                    | DisplayWord::ObjectionFell,
                )
                | None => "which no longer stands".to_owned(),
            };
            format!("a statement of {}, {fate}", self.told(*id))
        };
        let origins: Vec<String> = because.fallen_origins.iter().map(fate).collect();
        format!("Rests only on {}.", origins.join("; and on "))
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
        let when = when.map(|moment| format!(", {}", day(moment)));
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

    /// Says what a reader should know beside the sentence.
    fn notes(&self, id: ClaimId, standing: &Standing) -> Vec<String> {
        // What the sentence itself says is not said again.
        let is_said = |flag: &&Flag| {
            matches!(flag, Flag::CitationRing(_)) && standing.word == DisplayWord::CiteEachOther
        };
        let flags = standing.flags.iter().filter(|flag| !is_said(flag));
        let mut notes: Vec<String> = flags.map(|flag| self.flag(flag)).collect();
        if self.form(id) == Some(Form::Implied) {
            notes.push("Known only through others.".to_owned());
        }
        if !standing.because.beside.is_empty() {
            let beside = self.all_told(&standing.because.beside);
            notes.push(format!("On record beside it, without bearing on this: {beside}."));
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
