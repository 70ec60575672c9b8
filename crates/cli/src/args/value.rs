//! Values as they are typed: times, positions, names of modalities and relations.

use chrono::SecondsFormat;
use counterclaim_desk::{AsOf, Instant, Moment, Position};
use serde::de::DeserializeOwned;

/// Reads RFC 3339, or a bare date, which means its first instant in UTC.
pub(crate) fn time(text: &str) -> Result<Instant, String> {
    counterclaim_desk::instant(text).map_err(|error| error.to_string())
}

/// Reads RFC 3339, or a bare date, which is known to the day only.
pub(super) fn moment(text: &str) -> Result<Moment, String> {
    counterclaim_desk::moment(text).map_err(|error| error.to_string())
}

/// Reads a log position or a time.
pub(crate) fn as_of(text: &str) -> Result<AsOf, String> {
    match text.parse::<u64>() {
        Ok(position) => Ok(AsOf::Position(Position(position))),
        Err(_) => time(text).map(AsOf::Time),
    }
}

/// Writes a time as it is read.
pub(crate) fn time_text(at: Instant) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// Writes a log position or a time as it is read; nothing for all that is recorded.
pub(crate) fn as_of_text(as_of: AsOf) -> Option<String> {
    match as_of {
        AsOf::Head => None,
        AsOf::Position(position) => Some(position.to_string()),
        AsOf::Time(at) => Some(time_text(at)),
    }
}

/// Reads the stable name of a value, as it stands in JSON.
pub(crate) fn named<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    let name = text.replace('-', "_");
    serde_json::from_value(serde_json::Value::String(name)).map_err(|error| error.to_string())
}
