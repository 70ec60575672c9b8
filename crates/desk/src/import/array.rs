//! One JSON array, or an object with one (an answer as it is printed): its rows one after another, never
//! all of them at once.

use std::fmt;
use std::io::Read;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::input::Budget;
use super::row::{Given, Row};
use crate::error::DeskError;

/// Keys under which an answer has its rows.
const LISTS: [&str; 6] = ["statements", "rows", "claims", "links", "actors", "matters"];

/// Keys that stand before them.
const BEFORE: [&str; 3] = ["asked", "log", "query"];

/// Reads rows from an array and hands each to `give`. What is no JSON ends the reading: the rest is
/// refused as one row.
///
/// # Errors
/// Whatever `give` returns.
pub(super) fn read(
    reader: impl Read,
    budget: &Budget,
    give: &mut dyn FnMut(Given) -> Result<(), DeskError>,
) -> Result<(), DeskError> {
    let mut json = serde_json::Deserializer::from_reader(reader);
    let mut rows = Rows { budget, give, number: 0, failed: None };
    let read = rows.deserialize(&mut json).and_then(|()| json.end());
    if let Some(failed) = rows.failed {
        return Err(failed);
    }
    match read {
        Ok(()) => Ok(()),
        Err(error) => (rows.give)((rows.number + 1, Err(format!("no JSON from here on: {error}")))),
    }
}

/// The rows on their way out.
struct Rows<'g> {
    budget: &'g Budget,
    give: &'g mut dyn FnMut(Given) -> Result<(), DeskError>,
    number: u64,
    failed: Option<DeskError>,
}

impl Rows<'_> {
    fn deserialize<'de, D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(Top(self))
    }

    fn take<E: serde::de::Error>(&mut self, row: Value) -> Result<(), E> {
        self.number += 1;
        let given = (self.give)((self.number, Ok(Row::Json(row))));
        self.budget.renew();
        given.map_err(|error| {
            self.failed = Some(error);
            E::custom("stopped")
        })
    }
}

/// What the file is as a whole.
struct Top<'a, 'g>(&'a mut Rows<'g>);

impl<'de> Visitor<'de> for Top<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of rows, or an object")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        while let Some(row) = rows.next_element()? {
            self.0.take(row)?;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        let (mut alone, mut is_answer) = (Map::new(), false);
        while let Some(key) = fields.next_key::<String>()? {
            let is_outside = alone.keys().all(|key| BEFORE.contains(&key.as_str()));
            if is_outside && LISTS.contains(&key.as_str()) {
                is_answer |= fields.next_value_seed(List(self.0))?;
            } else if is_answer {
                fields.next_value::<IgnoredAny>()?;
            } else {
                alone.insert(key, fields.next_value()?);
            }
        }
        if is_answer || alone.is_empty() { Ok(()) } else { self.0.take(Value::Object(alone)) }
    }
}

/// The rows of an answer.
struct List<'a, 'g>(&'a mut Rows<'g>);

impl<'de> DeserializeSeed<'de> for List<'_, '_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_seq(Top(self.0)).map(|()| true)
    }
}
