//! Pairs that cannot both be so: one party denies what another says, of the same target. Everything that
//! only looks like it is left out with its reason; precision comes before reach.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_model::{
    AboutRole, ActorKind, Attribution, Basis, Form, MatterId, Modality, Relation,
};

use super::compose::Composer;
use super::draft::Draft;
use super::pairing::{Paired, pairs, unordered};
use crate::{CandidateLink, LeftOut};

/// Matters in which a denial can meet a statement about the same conduct.
const CONDUCT: [&str; 7] = [
    "strikes-on-territory",
    "foreign-fighters",
    "prohibited-weapons",
    "arms-supplies",
    "ceasefire-violations",
    "war-crimes",
    "civilian-damage",
];

/// Matters in which accounts only compete, or in which one meeting is taken for another.
const COMPETING: [&str; 4] = ["battlefield-losses", "front-line", "meeting", "civilian-casualties"];

/// Adds contradictions, and pairs left out, over all matters.
pub(super) fn contradictions(
    composer: &Composer<'_>,
    drafts: &[Draft],
    stated: &[CandidateLink],
    groups: &BTreeMap<&MatterId, Vec<usize>>,
    known: &mut BTreeSet<(usize, usize)>,
    found: &mut Paired,
) {
    let answered: BTreeSet<usize> = stated.iter().map(|link| link.from).collect();
    let targets: Vec<BTreeSet<String>> =
        drafts.iter().map(|draft| targets(composer, draft)).collect();
    let mut reported = BTreeSet::new();
    for (matter, group) in groups {
        if !CONDUCT.contains(&matter.as_str()) && !COMPETING.contains(&matter.as_str()) {
            continue;
        }
        for (one, other) in pairs(group) {
            let (denial, statement) = if drafts[one].claim.modality == Modality::Denies {
                (one, other)
            } else {
                (other, one)
            };
            let pair = unordered(one, other);
            if known.contains(&pair) || !eligible(drafts, one, other) {
                continue;
            }
            let case = Case { composer, drafts, targets: &targets, matter, denial, statement };
            match case.verdict(&answered) {
                Some(Verdict::Contradicts(reason)) => {
                    known.insert(pair);
                    found.links.push(case.link(reason));
                }
                Some(Verdict::LeftOut(reason)) => {
                    // One example for two parties and a reason is enough for the reader.
                    let parties = [drafts[one].party(), drafts[other].party()];
                    let key = (
                        parties.iter().min().copied(),
                        parties.iter().max().copied(),
                        reason.clone(),
                    );
                    if reported.insert(key) && known.insert(pair) {
                        found.left_out.push(LeftOut { one: denial, other: statement, reason });
                    }
                }
                None => {}
            }
        }
    }
}

fn eligible(drafts: &[Draft], one: usize, other: usize) -> bool {
    let (first, second) = (&drafts[one], &drafts[other]);
    let speaks = |draft: &Draft| {
        draft.party().is_some()
            && draft.claim.form != Form::Implied
            && draft.claim.speaker.as_ref().is_some_and(|s| s.kind != ActorKind::Unnamed)
    };
    speaks(first) && speaks(second) && first.party() != second.party()
}

enum Verdict {
    Contradicts(String),
    LeftOut(String),
}

struct Case<'a> {
    composer: &'a Composer<'a>,
    drafts: &'a [Draft],
    targets: &'a [BTreeSet<String>],
    matter: &'a MatterId,
    denial: usize,
    statement: usize,
}

impl Case<'_> {
    fn verdict(&self, answered: &BTreeSet<usize>) -> Option<Verdict> {
        let (denial, statement) = (&self.drafts[self.denial], &self.drafts[self.statement]);
        if denial.claim.modality != Modality::Denies {
            return self.without_denial();
        }
        let tells = matches!(
            statement.claim.modality,
            Modality::Asserts | Modality::Accuses | Modality::Announces
        );
        if !tells || statement.negated && !self.tells_of_conduct() {
            return None;
        }
        if answered.contains(&self.denial) {
            return self.seems_answered().then(|| Verdict::LeftOut(self.other_statement()));
        }
        if !CONDUCT.contains(&self.matter.as_str()) {
            return None;
        }
        if super::modality::calls_wrong(&self.composer.words(&denial.claim.content)) {
            // It rejects a statement of which the page tells, not a charge on this matter.
            return None;
        }
        if statement.claim.attribution == Attribution::Narration
            || statement.claim.speaker.as_ref().is_some_and(|s| s.kind == ActorKind::Outlet)
        {
            return Some(Verdict::LeftOut(
                "The other is the outlet's own voice and names no author.".to_owned(),
            ));
        }
        self.by_target()
    }

    /// "You cannot negotiate and attack us" is grammatically negative and still tells of attacks.
    fn tells_of_conduct(&self) -> bool {
        let words = self.composer.words(&self.drafts[self.statement].claim.content);
        words.iter().any(|t| t.is_any(&["you", "cannot"]))
            && super::modality::names_wrongdoing(&words)
            || words.iter().any(|t| t.is("actions"))
    }

    fn by_target(&self) -> Option<Verdict> {
        let (denial, statement) = (&self.drafts[self.denial], &self.drafts[self.statement]);
        let denier = denial.party().unwrap_or_default();
        let accused: BTreeSet<&str> = statement
            .claim
            .about
            .iter()
            .filter(|(_, role)| *role == AboutRole::Accused)
            .map(|(actor, _)| actor.party())
            .collect();
        if !accused.is_empty() && !accused.contains(denier) {
            return None;
        }
        let shared: Vec<&str> = self.targets[self.denial]
            .intersection(&self.targets[self.statement])
            .map(String::as_str)
            .collect();
        match (shared.first(), self.targets[self.denial].first()) {
            (Some(target), _) => Some(Verdict::Contradicts(self.reason(denier, target))),
            // Only where the denier is charged would a reader think of a contradiction at all.
            (None, _) if accused.is_empty() => None,
            (None, target) => {
                Some(Verdict::LeftOut(match (target, self.targets[self.statement].first()) {
                    (Some(target), Some(other)) => {
                        format!("Another target: one speaks of {other}, the other of {target}.")
                    }
                    (Some(target), None) => {
                        format!("The denial is about {target}; the statement names no target.")
                    }
                    (None, _) => {
                        "The denial names no place or party, so it cannot be set against this one."
                            .to_owned()
                    }
                }))
            }
        }
    }

    fn reason(&self, denier: &str, target: &str) -> String {
        let speaker = self.drafts[self.statement].party().unwrap_or_default();
        let title = super::matters::topics()
            .iter()
            .find(|topic| topic.slug == *self.matter)
            .map_or("the matter", |topic| topic.title.as_str());
        format!(
            "{denier} denies what {speaker} says of {target} (matter: {title}); neither need have heard \
             the other."
        )
    }

    /// Whether the statement might be mistaken for the one that is denied.
    fn seems_answered(&self) -> bool {
        let (denial, statement) = (&self.drafts[self.denial], &self.drafts[self.statement]);
        let (_, shared) = self.composer.likeness.of_sets(&denial.words, &statement.words);
        let planned = statement.claim.modality == Modality::Announces;
        shared >= 1 && (planned || self.matter.as_str() != "meeting")
    }

    fn other_statement(&self) -> String {
        if self.matter.as_str() == "meeting" {
            "Another meeting: the denial answers reports of a different one.".to_owned()
        } else {
            "The denial answers another statement, which the page names.".to_owned()
        }
    }

    /// No denial on either side: competing accounts are noted, not linked.
    fn without_denial(&self) -> Option<Verdict> {
        let (one, other) = (&self.drafts[self.denial], &self.drafts[self.statement]);
        let narrated = [one, other]
            .iter()
            .any(|draft| draft.claim.speaker.as_ref().is_some_and(|s| s.kind == ActorKind::Outlet));
        if narrated {
            return None;
        }
        if self.lacks_evidence(one, other) || self.lacks_evidence(other, one) {
            return Some(Verdict::LeftOut(
                "To say that no evidence was received is not to deny.".to_owned(),
            ));
        }
        let same_measure = one.claim.figures.iter().any(|figure| {
            other.claim.figures.iter().any(|second| second.measure == figure.measure)
        });
        if same_measure {
            return Some(Verdict::LeftOut(
                "Figures of different things: measure, whose, place and period are not known to be the same."
                    .to_owned(),
            ));
        }
        let fighting = matches!(
            self.matter.as_str(),
            "battlefield-losses" | "front-line" | "ceasefire-violations"
        );
        let both_tell = [one, other]
            .iter()
            .all(|draft| matches!(draft.claim.modality, Modality::Asserts | Modality::Accuses));
        let addressed = speaks_of(one, other) || speaks_of(other, one);
        (fighting && both_tell && addressed).then(|| {
            Verdict::LeftOut("Competing accounts; neither addresses the other.".to_owned())
        })
    }

    /// Whether `draft` says that the party of `other` has shown no evidence.
    fn lacks_evidence(&self, draft: &Draft, other: &Draft) -> bool {
        if !(draft.negated && speaks_of(draft, other)) {
            return false;
        }
        let words = self.composer.words(&draft.claim.content);
        words.iter().any(|t| t.is_any(&["evidence", "proof", "information"]))
    }

    fn link(&self, reason: String) -> CandidateLink {
        CandidateLink {
            from: self.denial,
            to: self.statement,
            relation: Relation::Contradicts,
            basis: Basis::Inferred,
            cue: None,
            reason,
            confidence: 55,
            rule: "denial_meets_statement",
        }
    }
}

/// Whether a claim is about the party of another.
fn speaks_of(draft: &Draft, other: &Draft) -> bool {
    draft.claim.about.iter().any(|(actor, _)| Some(actor.party()) == other.party())
}

/// Returns the parties and places an act is directed at: all that is named, without the speaker's own
/// party in a denial, and without the accused and the speaker as subject elsewhere.
fn targets(composer: &Composer<'_>, draft: &Draft) -> BTreeSet<String> {
    let words = composer.words(&draft.claim.content);
    let accused: BTreeSet<&str> = draft
        .claim
        .about
        .iter()
        .filter(|(_, role)| *role == AboutRole::Accused)
        .map(|(actor, _)| actor.party())
        .collect();
    let denies = draft.claim.modality == Modality::Denies;
    composer
        .names
        .in_tokens(&words)
        .into_iter()
        .filter(|name| name.actor.kind == ActorKind::State)
        .filter(|name| !(denies && Some(name.actor.party()) == draft.party()))
        .filter(|name| !accused.contains(name.actor.party()))
        .filter(|name| name.at > 0 || denies)
        .map(|name| name.actor.name.clone())
        .collect()
}
