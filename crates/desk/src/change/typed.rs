//! Values of a change as they are typed. JSON has numbers, lists and nulls, a form has only text; the
//! readers here take both, and the writers give the one form by which repeated requests are compared.

use std::fmt;
use std::str::FromStr;

use chrono::SecondsFormat;
use counterclaim_model::{Instant, Moment, Position, Precision};
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serializer};

use crate::ask::AsOf;
use crate::by_hand::{instant, moment};

/// Reads an optional text; blank means absent.
pub(super) fn text_or_absent<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<String>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    Ok(text.filter(|text| !text.trim().is_empty()))
}

/// Reads the stable name of a value.
pub(super) fn name<'de, D: Deserializer<'de>, T>(from: D) -> Result<T, D::Error>
where
    T: FromStr<Err: fmt::Display>,
{
    String::deserialize(from)?.trim().parse().map_err(Error::custom)
}

/// Reads the stable name of a value that has a default; blank means the default.
pub(super) fn name_or<'de, D: Deserializer<'de>, T>(from: D, default: T) -> Result<T, D::Error>
where
    T: FromStr<Err: fmt::Display>,
{
    match text_or_absent(from)? {
        Some(text) => text.trim().parse().map_err(Error::custom),
        None => Ok(default),
    }
}

/// Reads a whole number, as such or as text; null and blank mean absent.
pub(super) fn number_or_absent<'de, D, T>(from: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr,
{
    let Some(text) = from.deserialize_any(NumberOrText)? else { return Ok(None) };
    let most = || Error::custom(format!("{text:?} is no whole number that fits here"));
    text.parse().map(Some).map_err(|_| most())
}

/// Reads a time; null, blank and `none` mean absent.
pub(super) fn instant_or_absent<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<Instant>, D::Error> {
    let text = text_or_absent(from)?.filter(|text| text.trim() != "none");
    text.map(|text| instant(text.trim()).map_err(Error::custom)).transpose()
}

/// Reads a time that must be given.
pub(super) fn an_instant<'de, D: Deserializer<'de>>(from: D) -> Result<Instant, D::Error> {
    instant(String::deserialize(from)?.trim()).map_err(Error::custom)
}

/// A time with its precision: to the second, or a date.
pub(super) mod a_moment {
    use super::*;

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Moment>, D::Error> {
        let text = text_or_absent(from)?;
        text.map(|text| moment(text.trim()).map_err(Error::custom)).transpose()
    }

    pub(in super::super) fn serialize<S: Serializer>(
        said: &Option<Moment>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match said {
            None => to.serialize_none(),
            Some(Moment { at, precision: Precision::Day }) => {
                to.serialize_str(&at.date_naive().to_string())
            }
            Some(moment) => to.serialize_str(&rfc3339(moment.at)),
        }
    }
}

/// Up to where records count: a position, a time, or absent for all that is recorded.
pub(super) mod as_of {
    use super::*;

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<AsOf, D::Error> {
        let Some(text) = from.deserialize_any(NumberOrText)? else { return Ok(AsOf::Head) };
        match text.parse() {
            Ok(position) => Ok(AsOf::Position(Position(position))),
            Err(_) => instant(&text).map(AsOf::Time).map_err(Error::custom),
        }
    }

    pub(in super::super) fn serialize<S: Serializer>(
        as_of: &AsOf,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match as_of {
            AsOf::Head => to.serialize_none(),
            AsOf::Position(position) => to.serialize_u64(position.0),
            AsOf::Time(time) => to.serialize_str(&rfc3339(*time)),
        }
    }
}

fn rfc3339(time: Instant) -> String {
    time.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// Reads ids or slugs: a list, or one text with blanks or commas between them.
pub(super) fn words<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    from.deserialize_any(List(|text| {
        let words = text.split(|c: char| c == ',' || c.is_whitespace());
        words.map(str::to_owned).collect()
    }))
}

/// Reads titles or sentences: a list, or one text with one a line.
pub(super) fn lines<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    from.deserialize_any(List(|text| text.lines().map(|line| line.trim().to_owned()).collect()))
}

/// Reads `FIELD=VALUE`: a list of them, one of them, or an object of fields and values.
pub(super) fn settings<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    from.deserialize_any(Settings)
}

struct NumberOrText;

impl<'de> Visitor<'de> for NumberOrText {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, as such or as text")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        let text = text.trim();
        Ok((!text.is_empty()).then(|| text.to_owned()))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}

/// A list, or one text that is cut into one.
struct List(fn(&str) -> Vec<String>);

impl<'de> Visitor<'de> for List {
    type Value = Vec<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of texts, or one text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        let mut list = self.0(text);
        list.retain(|entry| !entry.is_empty());
        Ok(list)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(entry) = entries.next_element::<String>()? {
            if !entry.trim().is_empty() {
                list.push(entry);
            }
        }
        Ok(list)
    }
}

/// Fields with their new values.
struct Settings;

impl<'de> Visitor<'de> for Settings {
    type Value = Vec<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FIELD=VALUE, a list of them, or an object of fields and values")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        List(|text| vec![text.to_owned()]).visit_str(text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, entries: A) -> Result<Self::Value, A::Error> {
        List(|text| vec![text.to_owned()]).visit_seq(entries)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some((field, value)) = fields.next_entry::<String, Option<String>>()? {
            list.push(format!("{field}={}", value.unwrap_or_default()));
        }
        Ok(list)
    }
}
