//! Upcasts: how payloads of older versions are lifted to the version that this build reads. Pure, one
//! step from a version to the next; what is stored never changes. Called by [`Event::from_stored`].
//!
//! [`Event::from_stored`]: crate::Event::from_stored

use serde_json::Value;

/// Lifts a payload by one version, or says why it cannot.
type Step = fn(Value) -> Result<Value, String>;

/// Every step there is: the stored name, the version it begins at, and what it does. A step is added
/// when a type gets a new version, and never changed afterwards.
const STEPS: &[(&str, u16, Step)] = &[];

/// Lifts a payload from one version to another.
pub(crate) fn lift(name: &str, from: u16, to: u16, payload: &str) -> Result<String, String> {
    lift_by(STEPS, name, from, to, payload)
}

/// Lifts by the steps given.
fn lift_by(
    steps: &[(&str, u16, Step)],
    name: &str,
    from: u16,
    to: u16,
    payload: &str,
) -> Result<String, String> {
    if from > to {
        return Err(format!("version not known to this build, which reads up to {to}"));
    }
    let value = serde_json::from_str(payload).map_err(|error| error.to_string())?;
    let lifted = (from..to).try_fold(value, |value, version| {
        let is_meant = |step: &&(&str, u16, Step)| step.0 == name && step.1 == version;
        let (_, _, lift) = steps
            .iter()
            .find(is_meant)
            .ok_or_else(|| format!("there never was a version {version}"))?;
        lift(value)
    })?;
    Ok(lifted.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Event;

    fn rename(mut value: Value) -> Result<Value, String> {
        let fields = value.as_object_mut().ok_or("is no object")?;
        let title = fields.remove("name").ok_or("has no name")?;
        fields.insert("title".to_owned(), title);
        Ok(value)
    }

    fn add(mut value: Value) -> Result<Value, String> {
        value["note"] = Value::Null;
        Ok(value)
    }

    const TWO: &[(&str, u16, Step)] = &[("matter.added", 2, add), ("matter.added", 1, rename)];

    #[test]
    fn steps_are_taken_in_the_order_of_versions() {
        let lifted = lift_by(TWO, "matter.added", 1, 3, r#"{"name":"Harbour"}"#);
        assert_eq!(lifted.as_deref(), Ok(r#"{"note":null,"title":"Harbour"}"#));
        let lifted = lift_by(TWO, "matter.added", 2, 3, r#"{"title":"Harbour"}"#);
        assert_eq!(lifted.as_deref(), Ok(r#"{"note":null,"title":"Harbour"}"#));
    }

    #[test]
    fn what_cannot_be_lifted_says_why() {
        let why = |from, payload| {
            lift_by(TWO, "matter.added", from, 3, payload).expect_err("it does not fit")
        };
        assert!(why(4, "{}").contains("reads up to 3"));
        assert!(why(0, "{}").contains("never was a version 0"));
        assert_eq!(why(1, "[]"), "is no object");
        assert!(why(1, "{").contains("EOF"));
    }

    #[test]
    fn every_older_version_of_every_type_has_its_step() {
        for name in Event::NAMES {
            let current = Event::current_version(name).expect("it is one of ours");
            for version in 1..current {
                let steps = STEPS.iter().filter(|step| step.0 == *name && step.1 == version);
                assert_eq!(steps.count(), 1, "{name} version {version}");
            }
        }
    }
}
