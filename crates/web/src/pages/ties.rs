//! Links between statements as pages tell them: which word, who drew it, whether somebody checked it, and
//! whether it disproves anything.

use counterclaim_desk::answers::{Card, LinkCard};
use counterclaim_desk::{Basis, Effect, Relation, Status};
use counterclaim_report::words::relation;

/// A link between two statements of a page.
pub(super) struct Tie<'p> {
    pub(super) link: &'p LinkCard,
    /// Where on the page the statement stands that it leads from.
    pub(super) from: String,
    /// Where the statement stands that it is about.
    pub(super) to: String,
    /// Whether a finding disproves one of the two.
    pub(super) is_settled: bool,
}

impl Tie<'_> {
    /// Returns the verb: "contradicts".
    pub(super) fn verb(&self) -> String {
        relation(self.link.relation)
    }

    /// Returns the class of the verb.
    pub(super) fn class(&self) -> &'static str {
        class(self.link.relation.effect())
    }

    /// Returns who or what drew it, and why. A reason that says it already stands alone.
    pub(super) fn why(&self) -> String {
        let reason = self.link.reason.as_str();
        if reason.is_empty() {
            format!("{}.", drawn_by(self.link))
        } else if reason.starts_with("The page itself") {
            reason.to_owned()
        } else {
            format!("{}: {reason}", drawn_by(self.link))
        }
    }

    pub(super) fn is_checked(&self) -> bool {
        is_checked(self.link)
    }

    /// Returns whether somebody looked at the link, and who.
    pub(super) fn checked(&self) -> String {
        checked(self.link)
    }

    /// Returns what it comes to: only a finding disproves anything.
    pub(super) fn weight(&self) -> Option<&'static str> {
        weight(self.link.relation, self.is_settled)
    }
}

/// Returns whether somebody looked at a link, and who: one that a person drew is not checked by another.
pub(super) fn checked(link: &LinkCard) -> String {
    match &link.checked_by {
        Some(by) if link.confidence.is_none() && *by == link.by => "drawn by a person".to_owned(),
        Some(by) => format!("link checked by {by}"),
        None => "link unchecked".to_owned(),
    }
}

/// Returns whether a finding disproves one of two statements.
pub(super) fn is_settled(one: &Card, other: &Card) -> bool {
    one.is_refuted() || other.is_refuted()
}

/// Returns the class of the word for a link: colour beside the word, never instead of it.
pub(super) fn class(effect: Effect) -> &'static str {
    match effect {
        Effect::Symmetric | Effect::Directed => "against-word",
        Effect::Confirm => "for-word",
        Effect::Provenance
        | Effect::SameNode
        | Effect::Supersedes
        | Effect::TakesBack
        | Effect::Shown => "beside-word",
    }
}

/// Returns whether a page states the link, or who or what drew it.
pub(super) fn drawn_by(link: &LinkCard) -> String {
    match (link.basis, &link.cue) {
        (Basis::Stated, Some(cue)) => format!("The page itself says so (‹{cue}›)"),
        (Basis::Stated, None) => "The page itself says so".to_owned(),
        (Basis::Inferred, _) if link.confidence.is_some() => {
            format!("Paired by the rule “{}”", rule_in_words(&link.by))
        }
        (Basis::Inferred, _) => format!("Drawn by {}", link.by),
    }
}

/// Returns the name of a rule for people: data have it as it is, with the version of its maker.
fn rule_in_words(name: &str) -> String {
    let (rule, _) = name.split_once('@').unwrap_or((name, ""));
    rule.replace(['_', '-'], " ")
}

/// Returns what a link that objects comes to.
fn weight(relation: Relation, is_settled: bool) -> Option<&'static str> {
    match relation {
        Relation::Refutes => Some("A finding disproves it, with evidence."),
        Relation::Contradicts if is_settled => Some(
            "If rightly paired, not both can hold. A finding disproves one of them: see its standing.",
        ),
        Relation::Contradicts => {
            Some("If rightly paired, not both can hold. The pairing does not say which does.")
        }
        Relation::Denies => Some("Only denied: a denial is a statement, not a disproof."),
        Relation::Rejects => Some("Answers a demand, promise or hope. Nothing is disputed."),
        Relation::Confirms
        | Relation::RestsOn
        | Relation::Repeats
        | Relation::Corrects
        | Relation::Updates
        | Relation::Retracts
        | Relation::Qualifies
        | Relation::ConsistentWith => None,
    }
}

/// Returns whether a link is an objection.
pub(super) fn is_objection(link: &LinkCard) -> bool {
    matches!(link.relation.effect(), Effect::Symmetric | Effect::Directed)
}

/// Returns whether a person has looked at a link.
pub(super) fn is_checked(link: &LinkCard) -> bool {
    link.status == Status::Checked
}

/// Returns how soon a link is to be seen: what disproves first, then what contradicts, then the rest.
pub(super) fn rank(relation: Relation) -> u8 {
    match relation {
        Relation::Refutes => 0,
        Relation::Contradicts => 1,
        Relation::Denies => 2,
        Relation::Rejects => 3,
        Relation::Confirms => 4,
        Relation::Qualifies | Relation::ConsistentWith => 5,
        Relation::Corrects | Relation::Updates | Relation::Retracts => 6,
        Relation::RestsOn | Relation::Repeats => 7,
    }
}
