//! `FIELD=VALUE`: one field of a claim and its new value, as typed; and times as typed. Changes and files
//! that are read use them.

use std::str::FromStr;

use counterclaim_model::{Amendment, Instant, Moment, NoSuchName, Precision};

use crate::desk::Desk;
use crate::error::DeskError;

const FIELDS: &str =
    "statement, speaker, role, relayed_by, modality, form, wording, grounds, asserted_at, language";

impl Desk {
    /// Reads `FIELD=VALUE`; an empty value empties a field that may be empty.
    ///
    /// # Errors
    /// If it is not of that form, the field cannot be amended, or the value does not fit it.
    pub fn amendment(&self, typed: &str) -> Result<Amendment, DeskError> {
        let (field, value) = typed
            .split_once('=')
            .ok_or_else(|| DeskError::Invalid(format!("{typed:?} is not FIELD=VALUE")))?;
        let optional = || (!value.trim().is_empty()).then(|| value.to_owned());
        let actor = || optional().map(|name| self.actor(&name)).transpose();
        match field {
            "statement" => Ok(Amendment::Statement(value.to_owned())),
            "speaker" => Ok(Amendment::Speaker(actor()?)),
            "role" => Ok(Amendment::Role(optional())),
            "relayed_by" => Ok(Amendment::RelayedBy(actor()?)),
            "modality" => named(value).map(Amendment::Modality),
            "form" => named(value).map(Amendment::Form),
            "wording" => named(value).map(Amendment::Wording),
            "grounds" => named(value).map(Amendment::Grounds),
            "asserted_at" => {
                optional().map(|text| moment(&text)).transpose().map(Amendment::AssertedAt)
            }
            "language" => Ok(Amendment::Language(optional())),
            other => Err(DeskError::Invalid(format!(
                "{other:?} is not a field that can be amended ({FIELDS})"
            ))),
        }
    }
}

/// Reads the stable name of a value.
fn named<T: FromStr<Err = NoSuchName>>(name: &str) -> Result<T, DeskError> {
    name.trim().parse().map_err(|error: NoSuchName| DeskError::Invalid(error.to_string()))
}

/// Reads RFC 3339, or a date, which is known to the day only.
///
/// # Errors
/// [`DeskError::Invalid`] with the text.
pub fn moment(text: &str) -> Result<Moment, DeskError> {
    if let Ok(time) = chrono::DateTime::parse_from_rfc3339(text) {
        return Ok(Moment { at: time.with_timezone(&chrono::Utc), precision: Precision::Second });
    }
    let date = text.parse::<chrono::NaiveDate>();
    date.map(Moment::day).map_err(|_| {
        DeskError::Invalid(format!("{text:?} is no time (2020-10-07T14:00:00Z, or a date)"))
    })
}

/// Reads RFC 3339, or a date, which means its first instant in UTC.
///
/// # Errors
/// As [`moment`].
pub fn instant(text: &str) -> Result<Instant, DeskError> {
    moment(text).map(|moment| moment.at)
}
