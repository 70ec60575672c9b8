//! Values as they are typed: times, positions, names of modalities and relations.

use chrono::{DateTime, NaiveDate, Utc};
use counterclaim_desk::{AsOf, Instant, Position};
use serde::de::DeserializeOwned;

/// Reads RFC 3339, or a bare date, which means its first instant in UTC.
pub(crate) fn time(text: &str) -> Result<Instant, String> {
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Ok(time.with_timezone(&Utc));
    }
    match text.parse::<NaiveDate>() {
        Ok(date) => Ok(date.and_time(chrono::NaiveTime::MIN).and_utc()),
        Err(_) => Err(format!("{text:?} is no time (2020-10-07T14:00:00Z, or a date)")),
    }
}

/// Reads a log position or a time.
pub(crate) fn as_of(text: &str) -> Result<AsOf, String> {
    match text.parse::<u64>() {
        Ok(position) => Ok(AsOf::Position(Position(position))),
        Err(_) => time(text).map(AsOf::Time),
    }
}

/// Reads the stable name of a value, as it stands in JSON.
pub(crate) fn named<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    let name = text.replace('-', "_");
    serde_json::from_value(serde_json::Value::String(name)).map_err(|error| error.to_string())
}
