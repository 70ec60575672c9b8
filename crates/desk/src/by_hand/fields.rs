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

/// How a time without a zone may be typed; it is then in UTC.
const TYPED: [&str; 6] = [
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%d %B %Y %H:%M",
    "%d %B %Y, %H:%M",
];

/// Reads RFC 3339; a time without a zone, or with UTC or GMT for one (`2031-06-14 18:00`,
/// `14 June 2031 18:00 GMT`); or a date, which is known to the day only.
///
/// # Errors
/// [`DeskError::Invalid`] with the text.
pub fn moment(text: &str) -> Result<Moment, DeskError> {
    if let Ok(time) = chrono::DateTime::parse_from_rfc3339(text) {
        return Ok(Moment { at: time.with_timezone(&chrono::Utc), precision: Precision::Second });
    }
    let bare = ["UTC", "GMT", "Z"].iter().find_map(|zone| text.strip_suffix(zone));
    let bare = bare.unwrap_or(text).trim();
    let read_as = |form: &&str| chrono::NaiveDateTime::parse_from_str(bare, form).ok();
    if let Some(time) = TYPED.iter().find_map(read_as) {
        return Ok(Moment { at: time.and_utc(), precision: Precision::Second });
    }
    let date = text.parse::<chrono::NaiveDate>();
    date.map(Moment::day).map_err(|_| {
        DeskError::Invalid(format!("{text:?} is no time (2020-10-07T14:00:00Z, or a date)"))
    })
}

/// Reads the same; a date means its first instant in UTC.
///
/// # Errors
/// As [`moment`].
pub fn instant(text: &str) -> Result<Instant, DeskError> {
    moment(text).map(|moment| moment.at)
}

#[cfg(test)]
mod tests {
    use super::{instant, moment};

    #[test]
    fn a_time_may_be_typed_as_people_write_it() {
        let at =
            |text: &str| instant(text).map(|at| at.to_rfc3339()).map_err(|why| why.to_string());
        let evening = Ok("2031-06-14T18:00:00+00:00".to_owned());
        let typed = [
            "2031-06-14T18:00:00Z",
            "2031-06-14T20:00:00+02:00",
            "2031-06-14T18:00",
            "2031-06-14 18:00",
            "2031-06-14 18:00 GMT",
            "14 June 2031 18:00",
            "14 Jun 2031, 18:00 UTC",
        ];
        for text in typed {
            assert_eq!(at(text), evening, "{text}");
        }
        assert_eq!(at("2031-06-14"), Ok("2031-06-14T00:00:00+00:00".to_owned()));
        for text in ["", "Z", "six o'clock", "2031-06-14 25:00", "31 June 2031 18:00", "18:00"] {
            assert!(moment(text).is_err(), "{text}");
        }
    }
}
