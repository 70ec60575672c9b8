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
const CONTESTED: [&str; 12] = [
    "strikes-on-territory",
    "foreign-fighters",
    "prohibited-weapons",
    "arms-supplies",
    "civilian-damage",
    "civilian-casualties",
    "ceasefire-violations",
    "battlefield-losses",
    "front-line",
    "meeting",
    "third-party-role",
    "borders",
];

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
        if !CONTESTED.contains(&matter.as_str()) {
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
                    let key = (
                        drafts[denial].party(),
                        drafts[statement].party(),
                        *matter,
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
            return Some(Verdict::LeftOut(self.other_statement()));
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
            return Some(Verdict::LeftOut(format!(
                "The statement charges {}, not {denier}.",
                accused.into_iter().collect::<Vec<_>>().join(" and ")
            )));
        }
        let shared: Vec<&str> = self.targets[self.denial]
            .intersection(&self.targets[self.statement])
            .map(String::as_str)
            .collect();
        match (shared.first(), self.targets[self.denial].first()) {
            (Some(target), _) => Some(Verdict::Contradicts(self.reason(denier, target))),
            (None, Some(target)) => {
                Some(Verdict::LeftOut(match self.targets[self.statement].first() {
                    Some(other) => {
                        format!("Another target: one speaks of {other}, the other of {target}.")
                    }
                    None => format!("The denial is about {target}; the statement names no target."),
                }))
            }
            (None, None) => Some(Verdict::LeftOut(
                "The denial names no place or party, so it cannot be set against this one."
                    .to_owned(),
            )),
        }
    }

    fn reason(&self, denier: &str, target: &str) -> String {
        let speaker = self.drafts[self.statement].party().unwrap_or_default();
        let title = super::matters::topics()
            .iter()
            .find(|topic| topic.slug == *self.matter)
            .map_or("the matter", |topic| topic.title.as_str());
        format!(
            "{denier} denies what {speaker} says, on “{title}” and of {target}; neither need have \
             heard the other, and both could be wrong."
        )
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
        if self.lacks_evidence(one) || self.lacks_evidence(other) {
            return Some(Verdict::LeftOut(
                "To say that no evidence was received is not to deny.".to_owned(),
            ));
        }
        if !one.claim.figures.is_empty() && !other.claim.figures.is_empty() {
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
        (fighting && both_tell).then(|| {
            Verdict::LeftOut("Competing accounts; neither addresses the other.".to_owned())
        })
    }

    fn lacks_evidence(&self, draft: &Draft) -> bool {
        let words = self.composer.words(&draft.claim.content);
        draft.negated && words.iter().any(|t| t.is_any(&["evidence", "proof", "information"]))
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
