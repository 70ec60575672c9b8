//! One row of a file before it is understood, and how it becomes a struct.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::cell::Record;

/// One row of a file.
#[derive(Clone, Debug)]
pub(super) enum Row {
    /// An object.
    Json(Value),
    /// Cells by their columns.
    Cells(Record),
}

impl Row {
    /// Understands the row as a `T`.
    ///
    /// # Errors
    /// What does not fit, in words for the person.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, String> {
        match self {
            Self::Json(value) if value.is_object() => {
                T::deserialize(value).map_err(|error| error.to_string())
            }
            Self::Json(_) => Err("a row is a JSON object; this is none".to_owned()),
            Self::Cells(record) => record.read(),
        }
    }
}

/// What reading hands over: the line or number of a row, and the row or what is wrong with it.
pub(super) type Given = (u64, Result<Row, String>);
