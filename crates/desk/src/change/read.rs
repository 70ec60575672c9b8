//! Changes in from outside: JSON, and the fields of a form. What does not fit is told with the field, and
//! with what would have fitted.

use serde_json::{Map, Value};

use super::Change;
use crate::error::DeskError;

/// The field that says which change it is.
const TAG: &str = "change";

impl Change {
    /// Reads a change from JSON.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] says which field is unknown, is missing or does not fit, and what is known.
    pub fn from_json(json: &str) -> Result<Self, DeskError> {
        let invalid = |error| DeskError::Invalid(format!("this is no change: {error}"));
        Self::from_value(serde_json::from_str(json).map_err(invalid)?)
    }

    /// Reads a change from a JSON value.
    ///
    /// # Errors
    /// As [`from_json`](Self::from_json).
    pub fn from_value(value: Value) -> Result<Self, DeskError> {
        match value {
            Value::Object(fields) => Self::from_fields(fields),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_) => {
                let why = format!("a change is an object with the field {TAG:?}");
                Err(DeskError::Invalid(why))
            }
        }
    }

    /// Reads a change from the fields of a form, all of them text. A field that comes several times is a
    /// list; `NAME.KEY` is the entry KEY of an object called NAME (`set.role`).
    ///
    /// # Errors
    /// As [`from_json`](Self::from_json).
    pub fn from_form<K, V>(form: impl IntoIterator<Item = (K, V)>) -> Result<Self, DeskError>
    where
        K: AsRef<str>,
        V: Into<String>,
    {
        let mut fields = Map::new();
        for (name, text) in form {
            let text = Value::String(text.into());
            match name.as_ref().split_once('.') {
                Some((object, key)) => {
                    let entry = fields.entry(object).or_insert_with(|| Map::new().into());
                    if let Value::Object(entries) = entry {
                        entries.insert(key.to_owned(), text);
                    } else {
                        let why = format!("{object} is given both as a whole and by its entries");
                        return Err(DeskError::Invalid(why));
                    }
                }
                None => add(&mut fields, name.as_ref(), text)?,
            }
        }
        Self::from_fields(fields)
    }

    /// Returns the change as JSON, always the same for the same change: what is sent, and what repeated
    /// requests are compared by.
    pub fn json(&self) -> String {
        serde_json::to_string(self).expect("a change is made of texts, numbers and lists of texts")
    }

    fn from_fields(fields: Map<String, Value>) -> Result<Self, DeskError> {
        let Some(name) = fields.get(TAG).map(|name| name.as_str().unwrap_or_default().to_owned())
        else {
            return Err(DeskError::Invalid(format!(
                "it is not said which change: {TAG} is one of {}",
                Self::NAMES.join(", ")
            )));
        };
        if !Self::NAMES.contains(&name.as_str()) {
            return Err(DeskError::Invalid(format!(
                "{name:?} is no change ({})",
                Self::NAMES.join(", ")
            )));
        }
        read(fields.clone()).map_err(|why| {
            let place =
                blamed(&fields, &why).map_or(name.clone(), |field| format!("{name}, {field}"));
            DeskError::Invalid(format!("{place}: {why}"))
        })
    }
}

/// Adds a text to a field: alone at first, then in a list.
fn add(fields: &mut Map<String, Value>, name: &str, text: Value) -> Result<(), DeskError> {
    match fields.get_mut(name) {
        None => {
            fields.insert(name.to_owned(), text);
        }
        Some(Value::Array(list)) => list.push(text),
        Some(first @ Value::String(_)) => *first = Value::Array(vec![first.take(), text]),
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_)) => {
            let why = format!("{name} is given both as a whole and by its entries");
            return Err(DeskError::Invalid(why));
        }
    }
    Ok(())
}

fn read(fields: Map<String, Value>) -> Result<Change, String> {
    serde_json::from_value(Value::Object(fields)).map_err(|error| error.to_string())
}

/// Finds the field whose value is wrong, which the message about a value does not name: the one without
/// which the message is another.
fn blamed<'f>(fields: &'f Map<String, Value>, why: &str) -> Option<&'f str> {
    if why.starts_with("missing field") || why.starts_with("unknown field") {
        return None;
    }
    let without = |name: &str| {
        let mut fewer = fields.clone();
        fewer.remove(name);
        read(fewer).err()
    };
    let mut names = fields.keys().map(String::as_str).filter(|name| *name != TAG);
    names.find(|name| without(name).as_deref() != Some(why))
}
