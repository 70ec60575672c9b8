//! What a link does to standing, by what it and its ends are: the rules behind the table of relations in
//! the model. Asked for every link where everything is weighed, and for the links around one claim where
//! labels at the head follow an edit; what comes of two claims together is the core's rule.

use counterclaim_model::{Effect, Relation, Status};

use super::records::{Drawn, Told};
use crate::core::Ranks;

/// As what a claim is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Footing {
    /// Unchecked: as an origin of claims that count, and for nothing else.
    #[default]
    Origin,
    /// Unchecked, and counted since proposals are.
    Proposed,
    Checked,
}

/// What the rules look at of one end of a link. Small: there is one for every claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct End {
    pub(crate) footing: Footing,
    pub(crate) can_be_disputed: bool,
    pub(crate) is_finding: bool,
}

impl End {
    pub(crate) fn of(told: &Told, is_finding: bool, counts: bool) -> Self {
        let footing = match (counts, told.status == Status::Proposed) {
            (false, _) => Footing::Origin,
            (true, true) => Footing::Proposed,
            (true, false) => Footing::Checked,
        };
        Self { footing, can_be_disputed: told.modality.can_be_disputed(), is_finding }
    }

    /// Returns what prevails where nobody has adjudicated.
    pub(crate) fn rank(self, ranks: Ranks) -> i32 {
        i32::from(self.is_finding && ranks == Ranks::FindingsAbove)
    }
}

/// What a link does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Does {
    Nothing,
    Confirm,
    /// It objects; one way only if a finding draws it.
    Object {
        by_finding: bool,
    },
    /// It objects and has no say: a proposal that a rank would make decide. A machine never does.
    StandBeside,
    RestOn,
    /// It draws both claims into one, if they are of one voice.
    Repeat,
    /// Between the two there is no dispute.
    Supersede,
    TakeBack,
    /// It answers a demand, promise or hope with no.
    Reject,
}

/// Returns what a link does between two claims that are there. What was not checked, or has an end that
/// was not, objects both ways at most, and neither supersedes nor takes back.
pub(crate) fn does(drawn: &Drawn, from: End, to: End, ranks: Ranks) -> Does {
    let effect = drawn.relation.effect();
    let footings = [from.footing, to.footing];
    if footings.contains(&Footing::Origin) && effect != Effect::Provenance {
        // What is there as an origin only may relay, and nothing else.
        return Does::Nothing;
    }
    let is_tentative = drawn.status == Status::Proposed || footings != [Footing::Checked; 2];
    match effect {
        Effect::Confirm => Does::Confirm,
        Effect::Symmetric | Effect::Directed => {
            let by_finding = effect == Effect::Directed && from.is_finding;
            if !(from.can_be_disputed && to.can_be_disputed) {
                Does::Nothing
            } else if is_tentative && !by_finding && from.rank(ranks) != to.rank(ranks) {
                Does::StandBeside
            } else {
                Does::Object { by_finding }
            }
        }
        Effect::Provenance => Does::RestOn,
        Effect::SameNode => Does::Repeat,
        Effect::Supersedes if !is_tentative => Does::Supersede,
        Effect::TakesBack if !is_tentative => Does::TakeBack,
        Effect::Shown if drawn.relation == Relation::Rejects && !to.can_be_disputed => Does::Reject,
        Effect::Supersedes | Effect::TakesBack | Effect::Shown => Does::Nothing,
    }
}
