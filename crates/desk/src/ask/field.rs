//! A field of a claim in words, for telling what a correction replaced. Used by `changed_event`.

use counterclaim_model::{Amendment, Claim, Figure};
use serde::Serialize;

use super::lens::Lens;

impl Lens<'_> {
    /// Returns, in words, the field of `claim` that an amendment sets; empty if it says nothing.
    pub(super) fn field_of(&self, claim: &Claim, amendment: &Amendment) -> String {
        let name = |actor: Option<counterclaim_model::ActorId>| {
            actor.map(|actor| self.named(Some(actor)).name).unwrap_or_default()
        };
        match amendment {
            Amendment::Statement(_) => claim.statement.clone(),
            Amendment::Speaker(_) => name(claim.speaker.actor),
            Amendment::Role(_) => claim.speaker.role.clone().unwrap_or_default(),
            Amendment::RelayedBy(_) => name(claim.relayed_by),
            Amendment::Modality(_) => stable(&claim.modality),
            Amendment::Form(_) => stable(&claim.form),
            Amendment::Wording(_) => stable(&claim.wording),
            Amendment::Grounds(_) => stable(&claim.grounds),
            Amendment::About(_) => {
                let about = claim.about.iter();
                let about = about.map(|a| format!("{} ({})", name(Some(a.actor)), stable(&a.role)));
                about.collect::<Vec<_>>().join(", ")
            }
            Amendment::Figures(_) => {
                claim.figures.iter().map(figure).collect::<Vec<_>>().join(", ")
            }
            Amendment::AssertedAt(_) => {
                claim.asserted_at.map(|at| self.zone.moment(at)).unwrap_or_default()
            }
            Amendment::Language(_) => claim.language.clone().unwrap_or_default(),
        }
    }
}

fn figure(figure: &Figure) -> String {
    let shown = super::cards::figure(figure);
    match &shown.counts {
        Some(counts) => format!("{}: {counts}, {}", shown.measure, super::brief::value(&shown)),
        None => format!("{}, {}", shown.measure, super::brief::value(&shown)),
    }
}

/// Returns the stable name of a value, as it stands in JSON, with blanks for underscores.
fn stable(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name.replace('_', " "),
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}
