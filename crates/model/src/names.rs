//! The stable names of values with a fixed choice, as they stand in JSON and are typed: one table for
//! each kind. Whoever reads or writes a name uses these.

use std::str::FromStr;

use crate::{
    AboutRole, ActorKind, Attribution, Basis, Form, Grounds, Modality, Precision, QueueAction,
    Relation, Reliability, Status, Voice, Wording,
};

/// A text that names no value of its kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no {what} ({})", .known.join(", "))]
pub struct NoSuchName {
    /// What was looked for.
    pub what: &'static str,
    /// The text.
    pub text: String,
    /// Every name there is.
    pub known: Vec<&'static str>,
}

macro_rules! names {
    ($($kind:ident, $what:literal: $($variant:ident = $name:literal),+;)+) => {$(
        impl $kind {
            /// Every value, in order.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$variant),+];

            /// Returns the stable name, as it stands in JSON.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }
        }

        impl FromStr for $kind {
            type Err = NoSuchName;

            /// Reads the stable name; hyphens are as good as underscores.
            fn from_str(text: &str) -> Result<Self, NoSuchName> {
                let name = text.replace('-', "_");
                Self::ALL.into_iter().find(|value| value.name() == name).ok_or_else(|| NoSuchName {
                    what: $what,
                    text: text.to_owned(),
                    known: Self::ALL.map(Self::name).to_vec(),
                })
            }
        }
    )+};
}

names! {
    ActorKind, "kind of actor": Person = "person", Organisation = "organisation", State = "state",
        Outlet = "outlet", Unnamed = "unnamed";
    Modality, "modality": Asserts = "asserts", Denies = "denies", Accuses = "accuses",
        Demands = "demands", Promises = "promises", Hopes = "hopes", Announces = "announces",
        Predicts = "predicts";
    Form, "form": Direct = "direct", Indirect = "indirect", Mixed = "mixed", Headline = "headline",
        Implied = "implied";
    Wording, "wording": Speaker = "speaker", Outlet = "outlet", Mixed = "mixed";
    Attribution, "attribution": Explicit = "explicit", Anaphoric = "anaphoric",
        Narration = "narration";
    Grounds, "grounds": Witnessed = "witnessed", Told = "told", Document = "document",
        Imagery = "imagery", OfficialStatement = "official_statement", NotStated = "not_stated";
    AboutRole, "role": Accused = "accused", Described = "described", Addressed = "addressed",
        Harmed = "harmed";
    Status, "status": Proposed = "proposed", Checked = "checked", Rejected = "rejected",
        Withdrawn = "withdrawn";
    Precision, "precision": Year = "year", Month = "month", Day = "day", Hour = "hour",
        Minute = "minute", Second = "second";
    Relation, "relation": Confirms = "confirms", Denies = "denies", Contradicts = "contradicts",
        Refutes = "refutes", RestsOn = "rests_on", Repeats = "repeats", Corrects = "corrects",
        Updates = "updates", Retracts = "retracts", Rejects = "rejects", Qualifies = "qualifies",
        ConsistentWith = "consistent_with";
    Basis, "basis": Stated = "stated", Inferred = "inferred";
    Voice, "voice": Speaker = "speaker", Outlet = "outlet";
    QueueAction, "decision": Check = "check", Reject = "reject";
    Reliability, "reliability": A = "A", B = "B", C = "C", D = "D", E = "E", F = "F";
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use serde::Serialize;

    use super::*;

    fn holds<T>(all: &[T], name: fn(T) -> &'static str)
    where
        T: Copy + Debug + PartialEq + Serialize + FromStr<Err = NoSuchName>,
    {
        for value in all {
            assert_eq!(serde_json::to_value(value).expect("it is a name"), name(*value));
            assert_eq!(name(*value).parse().as_ref(), Ok(value));
            assert_eq!(name(*value).replace('_', "-").parse().as_ref(), Ok(value));
        }
    }

    #[test]
    fn names_lead_back_and_are_those_of_json() {
        holds(&ActorKind::ALL, ActorKind::name);
        holds(&Modality::ALL, Modality::name);
        holds(&Form::ALL, Form::name);
        holds(&Wording::ALL, Wording::name);
        holds(&Attribution::ALL, Attribution::name);
        holds(&Grounds::ALL, Grounds::name);
        holds(&AboutRole::ALL, AboutRole::name);
        holds(&Status::ALL, Status::name);
        holds(&Precision::ALL, Precision::name);
        holds(&Relation::ALL, Relation::name);
        holds(&Basis::ALL, Basis::name);
        holds(&Voice::ALL, Voice::name);
        holds(&QueueAction::ALL, QueueAction::name);
        holds(&Reliability::ALL, Reliability::name);
    }

    #[test]
    fn a_name_that_is_none_is_told_with_those_there_are() {
        let refused = "slams".parse::<Basis>().expect_err("nobody slams here");
        assert_eq!(refused.to_string(), r#""slams" is no basis (stated, inferred)"#);
    }
}
