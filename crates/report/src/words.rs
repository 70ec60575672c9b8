//! Words in print for values of the model: one for each, the same in reports, tables and pages.

use counterclaim_desk::{AboutRole, Grounds, Relation};

pub use crate::graph::label::relation;
pub use crate::phrase::{form, status, verb};

/// Returns a relation seen from its two ends.
pub fn seen_from(relation: Relation) -> (&'static str, &'static str) {
    match relation {
        Relation::Confirms => ("Confirms", "Confirmed by"),
        Relation::Denies => ("Denies", "Denied by"),
        Relation::Contradicts => ("Contradicts", "Contradicted by"),
        Relation::Refutes => ("Refutes", "Refuted by"),
        Relation::RestsOn => ("Rests on", "Taken up by"),
        Relation::Repeats => ("Repeats", "Repeated by"),
        Relation::Corrects => ("Puts right", "Put right by"),
        Relation::Updates => ("Brings up to date", "Brought up to date by"),
        Relation::Retracts => ("Takes back", "Taken back by"),
        Relation::Rejects => ("Rejects", "Rejected by"),
        Relation::Qualifies => ("Qualifies", "Qualified by"),
        Relation::ConsistentWith => ("Fits together with", "Fits together with"),
    }
}

/// Returns how the speaker is said to know; nothing where that is not said.
pub fn grounds(grounds: Grounds) -> Option<&'static str> {
    match grounds {
        Grounds::Witnessed => Some("seen or heard by the speaker"),
        Grounds::Told => Some("told to the speaker by others"),
        Grounds::Document => Some("a document"),
        Grounds::Imagery => Some("pictures or film"),
        Grounds::OfficialStatement => Some("an official statement"),
        Grounds::NotStated => None,
    }
}

/// Returns in which role somebody stands in a statement about them.
pub fn role(role: AboutRole) -> &'static str {
    match role {
        AboutRole::Accused => "accused",
        AboutRole::Described => "described",
        AboutRole::Addressed => "addressed",
        AboutRole::Harmed => "harmed",
    }
}
