//! A standing: both axes, the one word in print, and what a reader should be told beside it.

use std::fmt;

use counterclaim_model::{ClaimId, Modality};

use super::because::Because;
use super::echo::Echo;
use super::flags::Flag;
use super::members::Member;
use super::weighed::Weighed;
use crate::core::{Assessed, Dispute, Label, Support};

/// Where a claim stands: computed from recorded links, explained, and no verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The dispute axis; absent for demands, promises and hopes, which have none (they may still be
    /// taken back, or fall with their origin).
    pub dispute: Option<Dispute>,
    /// The support axis.
    pub support: Support,
    /// How many independent lines lead to it, its own included.
    pub lines_for: usize,
    /// How many independent lines lead to objections.
    pub lines_against: usize,
    /// Both axes in the one phrase that is printed.
    pub word: DisplayWord,
    /// Why.
    pub because: Because,
    /// What a reader should be told beside it.
    pub flags: Vec<Flag>,
    /// The claim with which the same party corrected or updated it, the latest.
    pub superseded_by: Option<ClaimId>,
    /// The claims that count as one with it because the same voice repeats them; itself included.
    pub one_with: Vec<ClaimId>,
}

/// A standing in print. `Display` gives the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DisplayWord {
    /// "no objection on record"
    NoObjection,
    /// "disputed"
    Disputed,
    /// "reported from K independent origins"
    Reported {
        /// Independent lines.
        origins: usize,
    },
    /// "one origin echoed N times"
    Echoed {
        /// Claims that confirm it without being another line.
        times: usize,
    },
    /// "confirmed only by its own side"
    OwnSide,
    /// "known only through its confirmation"
    KnownThrough,
    /// "a demand on record"
    OnRecord(Wish),
    /// "reports cite only each other"
    CiteEachOther,
    /// "refuted by finding of NAME"
    RefutedByFinding {
        /// The persons whose findings stand against it, in the order of names.
        names: Vec<String>,
    },
    /// "rests on a fallen origin"
    OriginFallen,
    /// "taken back by the speaker"
    TakenBack,
    /// "an objection was recorded and no longer stands"
    ObjectionFell,
}

/// A claim without a dispute axis: it can be answered, and not be right or wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wish {
    /// "a demand"
    Demand,
    /// "a promise"
    Promise,
    /// "a hope"
    Hope,
}

impl Wish {
    /// Returns what a modality is, if it has no dispute axis.
    pub fn of(modality: Modality) -> Option<Self> {
        match modality {
            Modality::Demands => Some(Self::Demand),
            Modality::Promises => Some(Self::Promise),
            Modality::Hopes => Some(Self::Hope),
            Modality::Asserts
            | Modality::Denies
            | Modality::Accuses
            | Modality::Announces
            | Modality::Predicts => None,
        }
    }
}

impl fmt::Display for Wish {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Demand => "a demand",
            Self::Promise => "a promise",
            Self::Hope => "a hope",
        })
    }
}

impl fmt::Display for DisplayWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoObjection => f.write_str("no objection on record"),
            Self::Disputed => f.write_str("disputed"),
            Self::Reported { origins } => write!(f, "reported from {origins} independent origins"),
            Self::Echoed { times: 1 } => f.write_str("one origin echoed once"),
            Self::Echoed { times } => write!(f, "one origin echoed {times} times"),
            Self::OwnSide => f.write_str("confirmed only by its own side"),
            Self::KnownThrough => f.write_str("known only through its confirmation"),
            Self::OnRecord(wish) => write!(f, "{wish} on record"),
            Self::CiteEachOther => f.write_str("reports cite only each other"),
            Self::RefutedByFinding { names } => {
                write!(f, "refuted by finding of {}", names.join(" and "))
            }
            Self::OriginFallen => f.write_str("rests on a fallen origin"),
            Self::TakenBack => f.write_str("taken back by the speaker"),
            Self::ObjectionFell => f.write_str("an objection was recorded and no longer stands"),
        }
    }
}

/// What the words for a standing are chosen by, beside the dispute.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    pub(crate) modality: Modality,
    pub(crate) support: Support,
    pub(crate) lines: usize,
    /// Who confirms it and does not stand refuted.
    pub(crate) reports: Vec<u32>,
    /// Standing objections.
    pub(crate) refuters: Vec<u32>,
}

impl Weighed {
    pub(crate) fn stand(&self, member: Member) -> Standing {
        self.stand_alone(member, |assessed| self.flags(member.node, assessed))
    }

    /// Returns a standing with the flags that `flags` makes of what was assessed.
    pub(crate) fn stand_alone(
        &self,
        member: Member,
        flags: impl FnOnce(&Assessed) -> Vec<Flag>,
    ) -> Standing {
        let assessed = self.core.assess(member.node);
        let dispute = self.dispute(member.node, assessed.dispute);
        let because = self.because(member.node, &assessed, dispute);
        Standing {
            dispute: shown(member.modality, dispute),
            support: assessed.support,
            lines_for: assessed.lines_for.len(),
            lines_against: assessed.lines_against.len(),
            word: self.word(member.node, dispute, &self.facts(member, &assessed)),
            flags: flags(&assessed),
            because,
            superseded_by: member.superseded_by,
            one_with: self.one_with(member.node),
        }
    }

    pub(crate) fn one_with(&self, node: u32) -> Vec<ClaimId> {
        self.nodes.pools.get(&node).cloned().unwrap_or_else(|| vec![self.head(node)])
    }

    pub(crate) fn facts(&self, member: Member, assessed: &Assessed) -> Facts {
        let objectors = self.core.objectors(member.node);
        Facts {
            modality: member.modality,
            support: assessed.support,
            lines: assessed.lines_for.len(),
            reports: assessed.reports.clone(),
            refuters: objectors.filter(|o| self.core.label(*o) == Some(Label::In)).collect(),
        }
    }

    /// Returns the words for both axes: the dispute decides, unless there is none; then the support does.
    pub(crate) fn word(&self, node: u32, dispute: Dispute, facts: &Facts) -> DisplayWord {
        match (dispute, facts.support) {
            (Dispute::Retracted, _) => DisplayWord::TakenBack,
            (Dispute::Refuted, _) => {
                let findings = facts.refuters.iter().filter_map(|o| self.nodes.finding_by(*o));
                let mut names: Vec<String> = findings.map(str::to_owned).collect();
                names.sort_unstable();
                names.dedup();
                DisplayWord::RefutedByFinding { names }
            }
            (Dispute::OriginFallen, _) => DisplayWord::OriginFallen,
            (Dispute::Contested, _) => DisplayWord::Disputed,
            (_, Support::Corroborated) => DisplayWord::Reported { origins: facts.lines },
            (_, Support::Echoed) => match self.echo(node, &facts.reports) {
                Echo::Through => DisplayWord::KnownThrough,
                Echo::OwnSide => DisplayWord::OwnSide,
                Echo::FromHere | Echo::Unnamed | Echo::OneOrigin => {
                    DisplayWord::Echoed { times: facts.reports.len() }
                }
            },
            (_, Support::Unsourced) if !self.ring_behind(node).is_empty() => {
                DisplayWord::CiteEachOther
            }
            (Dispute::Upheld, _) => DisplayWord::ObjectionFell,
            (Dispute::Uncontested, _) => match Wish::of(facts.modality) {
                Some(wish) => DisplayWord::OnRecord(wish),
                None => DisplayWord::NoObjection,
            },
        }
    }

    /// A denial is a statement, not a refutation: a claim that fell with its origin and was also
    /// denied is not called refuted, although in the plain theory the denial then stands against it.
    pub(crate) fn dispute(&self, node: u32, dispute: Dispute) -> Dispute {
        let decides = |o: u32| self.core.label(o) == Some(Label::In) && self.is_directed(o, node);
        if dispute == Dispute::Refuted && !self.core.objectors(node).any(decides) {
            return Dispute::OriginFallen;
        }
        dispute
    }
}

/// Returns the dispute as it is shown: demands, promises and hopes have none.
pub(crate) fn shown(modality: Modality, dispute: Dispute) -> Option<Dispute> {
    Some(dispute).filter(|dispute| modality.can_be_disputed() || *dispute != Dispute::Uncontested)
}
