//! Pairs that cannot both be so: one party denies what another says, of the same target. Everything that
//! only looks like it is left out with its reason; precision comes before reach. `pairing` asks it of the
//! drafts of a page, `recorded` of claims that are in a case.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_model::{
    AboutRole, ActorKind, Attribution, Basis, Figure, Form, MatterId, Modality, Relation,
};

use super::account::Account;
use super::contrary::contrary;
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

/// Adds contradictions, and pairs left out, over all matters. `answering` are the claims that answer one
/// by a link the page states; of pairs in `known` nothing is said.
pub(super) fn contradictions(
    accounts: &[Account],
    answering: &BTreeSet<usize>,
    groups: &BTreeMap<&MatterId, Vec<usize>>,
    known: &mut BTreeSet<(usize, usize)>,
    found: &mut Paired,
) {
    let mut reported = BTreeSet::new();
    for (matter, group) in groups {
        for (one, other) in pairs(group) {
            let pair = unordered(one, other);
            if known.contains(&pair) || !eligible(&accounts[one], &accounts[other]) {
                continue;
            }
            let is_denial = accounts[one].modality == Modality::Denies;
            let (from, to) = if is_denial { (one, other) } else { (other, one) };
            let (denial, statement) = (&accounts[from], &accounts[to]);
            let case = Case { matter, denial, statement, answers: answering.contains(&from) };
            match case.verdict() {
                Some(Verdict::Contradicts(reason, rule)) => {
                    known.insert(pair);
                    found.links.push(link(from, to, reason, rule));
                }
                Some(Verdict::LeftOut(reason)) => {
                    // One example for two parties and a reason is enough for the reader.
                    let parties = [denial.party(), statement.party()];
                    let parties = parties.map(|party| party.unwrap_or_default().to_owned());
                    let least = parties.iter().min().cloned();
                    let key = (least, parties.into_iter().max(), reason.clone());
                    if reported.insert(key) && known.insert(pair) {
                        found.left_out.push(LeftOut { one: from, other: to, reason });
                    }
                }
                None => {}
            }
        }
    }
}

/// Returns why two claims of different pages on one matter contradict each other, if they do: whether it is the
/// first that contradicts the second, the reason, and the rule.
pub(super) fn contradicts(
    one: &Account,
    other: &Account,
    matter: &MatterId,
) -> Option<(bool, String, &'static str)> {
    if !eligible(one, other) {
        return None;
    }
    let is_first = one.modality == Modality::Denies || other.modality != Modality::Denies;
    let (denial, statement) = if is_first { (one, other) } else { (other, one) };
    match (Case { matter, denial, statement, answers: false }).verdict()? {
        Verdict::Contradicts(reason, rule) => Some((is_first, reason, rule)),
        Verdict::LeftOut(_) => None,
    }
}

fn eligible(one: &Account, other: &Account) -> bool {
    let speaks = |account: &Account| {
        account.party.is_some()
            && account.form != Form::Implied
            && account.kind.is_some_and(|kind| kind != ActorKind::Unnamed)
    };
    speaks(one) && speaks(other) && one.party != other.party
}

enum Verdict {
    Contradicts(String, &'static str),
    LeftOut(String),
}

struct Case<'a> {
    matter: &'a MatterId,
    denial: &'a Account,
    statement: &'a Account,
    /// Whether the denial answers a statement that the page names.
    answers: bool,
}

impl Case<'_> {
    fn verdict(&self) -> Option<Verdict> {
        let Self { denial, statement, .. } = self;
        let spoken = |account: &Account| {
            account.attribution != Attribution::Narration && !account.is_outlets()
        };
        if !self.answers
            && spoken(denial)
            && spoken(statement)
            && let Some(contrary) = contrary(denial, statement)
            && let (Some(one), Some(other)) = (denial.party(), statement.party())
        {
            return Some(Verdict::Contradicts(contrary.reason(one, other), contrary.rule()));
        }
        let slug = self.matter.as_str();
        if !CONDUCT.contains(&slug) && !COMPETING.contains(&slug) {
            return None;
        }
        if denial.modality != Modality::Denies {
            return self.without_denial();
        }
        let tells = matches!(
            statement.modality,
            Modality::Asserts | Modality::Accuses | Modality::Announces
        );
        if !tells || statement.is_negative {
            return None;
        }
        if self.answers {
            return self.seems_answered().then(|| Verdict::LeftOut(self.other_statement()));
        }
        if !CONDUCT.contains(&self.matter.as_str()) {
            return None;
        }
        if denial.calls_wrong {
            // It rejects a statement of which the page tells, not a charge on this matter.
            return None;
        }
        if statement.attribution == Attribution::Narration || statement.is_outlets() {
            return Some(Verdict::LeftOut(
                "The other is the outlet's own voice and names no author.".to_owned(),
            ));
        }
        self.by_target()
    }

    fn by_target(&self) -> Option<Verdict> {
        let Self { denial, statement, .. } = self;
        let denier = denial.party().unwrap_or_default();
        let accused = statement.about.iter().filter(|(_, role)| *role == AboutRole::Accused);
        let accused: BTreeSet<&str> = accused.map(|(party, _)| party.as_str()).collect();
        if !accused.is_empty() && !accused.contains(denier) {
            return None;
        }
        let mut shared = denial.targets.intersection(&statement.targets);
        match (shared.next(), denial.targets.first()) {
            (Some(target), _) => {
                Some(Verdict::Contradicts(self.reason(denier, target), "denial_meets_statement"))
            }
            // Only where the denier is charged would a reader think of a contradiction at all.
            (None, _) if accused.is_empty() => None,
            (None, target) => Some(Verdict::LeftOut(match (target, statement.targets.first()) {
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
            })),
        }
    }

    fn reason(&self, denier: &str, target: &str) -> String {
        let speaker = self.statement.party().unwrap_or_default();
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
        let planned = self.statement.modality == Modality::Announces;
        let is_alike = self.denial.words.shared(&self.statement.words) >= 1;
        is_alike && (planned || self.matter.as_str() != "meeting")
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
        let (one, other) = (self.denial, self.statement);
        if one.is_outlets() || other.is_outlets() {
            return None;
        }
        if one.misses_evidence_of(other) || other.misses_evidence_of(one) {
            return Some(Verdict::LeftOut(
                "To say that no evidence was received is not to deny.".to_owned(),
            ));
        }
        let measures =
            |figure: &Figure| other.figures.iter().any(|second| second.measure == figure.measure);
        if one.figures.iter().any(measures) {
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
            .all(|account| matches!(account.modality, Modality::Asserts | Modality::Accuses));
        let addressed = one.speaks_of(other) || other.speaks_of(one);
        (fighting && both_tell && addressed).then(|| {
            Verdict::LeftOut("Competing accounts; neither addresses the other.".to_owned())
        })
    }
}

fn link(from: usize, to: usize, reason: String, rule: &'static str) -> CandidateLink {
    CandidateLink {
        from,
        to,
        relation: Relation::Contradicts,
        basis: Basis::Inferred,
        cue: None,
        reason,
        confidence: 55,
        rule,
    }
}
