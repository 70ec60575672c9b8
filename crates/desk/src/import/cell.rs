//! A row of a table as the struct it stands for. Columns are fields; what a cell holds is read as the
//! field's own type: a text as it is, a number or name from its letters, anything with parts as JSON.

use std::fmt;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error as _, IntoDeserializer, Visitor};

/// Columns of words without blanks.
const SLUGS: [&str; 2] = ["matters", "flags"];

/// What is wrong with a cell.
#[derive(Debug)]
pub(super) struct CellError(String);

impl fmt::Display for CellError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for CellError {}

impl serde::de::Error for CellError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// Cells by their columns; empty ones are left out.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    cells: Vec<(String, String)>,
}

impl Record {
    /// Puts a row of cells under its columns.
    pub(super) fn new<'c>(cells: impl Iterator<Item = (&'c str, &'c str)>) -> Self {
        let filled = cells.filter(|(column, cell)| !column.is_empty() && !cell.is_empty());
        Self { cells: filled.map(|(column, cell)| (column.to_owned(), bare(cell))).collect() }
    }

    /// Understands the row as a `T`.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, String> {
        let cells =
            self.cells.iter().map(|(column, cell)| (column.as_str(), Cell { column, cell }));
        T::deserialize(MapDeserializer::<_, CellError>::new(cells)).map_err(|error| error.0)
    }
}

/// Takes off the apostrophe that keeps a spreadsheet from reading a cell as a formula, exactly where an
/// export puts one.
fn bare(cell: &str) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest.to_owned(),
        Some(_) | None => cell.to_owned(),
    }
}

/// Returns whether a spreadsheet may read a cell as a formula.
fn is_formula(cell: &str) -> bool {
    // Characters that are not seen do not keep a spreadsheet from it.
    let unseen = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    let first = cell.trim_start_matches(unseen).chars().next();
    matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'))
}

/// One cell.
#[derive(Clone, Copy)]
struct Cell<'c> {
    column: &'c str,
    cell: &'c str,
}

impl<'c> Cell<'c> {
    fn says(&self, what: impl fmt::Display) -> CellError {
        CellError(format!("{}: {what}", self.column))
    }

    fn is_object(&self) -> bool {
        self.cell.trim_start().starts_with('{')
    }

    fn is_array(&self) -> bool {
        self.cell.trim_start().starts_with('[')
    }

    fn json<T>(
        &self,
        read: impl FnOnce(
            &mut serde_json::Deserializer<serde_json::de::StrRead<'c>>,
        ) -> serde_json::Result<T>,
    ) -> Result<T, CellError> {
        let mut json = serde_json::Deserializer::from_str(self.cell);
        let value = read(&mut json).map_err(|error| self.says(error))?;
        json.end().map_err(|error| self.says(error))?;
        Ok(value)
    }

    fn parsed<T: std::str::FromStr>(&self, what: &str) -> Result<T, CellError> {
        let text = self.cell.trim();
        text.parse().map_err(|_| self.says(format_args!("{text:?} is no {what}")))
    }
}

impl<'de> IntoDeserializer<'de, CellError> for Cell<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $what:literal;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CellError> {
            visitor.$visit(self.parsed($what)?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Cell<'de> {
    type Error = CellError;

    /// A field that may be a text or an object.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CellError> {
        if self.is_object() { self.deserialize_map(visitor) } else { self.deserialize_str(visitor) }
    }

    numbers! {
        deserialize_bool visit_bool "true or false";
        deserialize_u8 visit_u8 "whole number from 0 to 255";
        deserialize_u16 visit_u16 "whole number";
        deserialize_u32 visit_u32 "whole number";
        deserialize_u64 visit_u64 "whole number";
        deserialize_i64 visit_i64 "whole number";
        deserialize_f64 visit_f64 "number";
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CellError> {
        visitor.visit_str(self.cell).map_err(|error: CellError| self.says(error))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CellError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CellError> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, CellError> {
        visitor.visit_newtype_struct(self)
    }

    /// A list: JSON, or parts with semicolons between them.
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CellError> {
        if self.is_array() {
            return self.json(|json| json.deserialize_seq(visitor));
        }
        // Slugs and flags have no blanks, and blanks may stand between them.
        let is_between = |c: char| c == ';' || (c.is_whitespace() && SLUGS.contains(&self.column));
        let parts = self.cell.split(is_between).map(str::trim).filter(|part| !part.is_empty());
        let parts = parts.map(|cell| Cell { column: self.column, cell });
        visitor.visit_seq(SeqDeserializer::new(parts))
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, CellError> {
        self.json(|json| json.deserialize_tuple(length, visitor))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CellError> {
        self.json(|json| json.deserialize_map(visitor))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, CellError> {
        self.json(|json| json.deserialize_struct(name, fields, visitor))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, CellError> {
        if self.is_object() {
            return self.json(|json| json.deserialize_enum(name, variants, visitor));
        }
        let name: serde::de::value::StrDeserializer<'_, CellError> =
            self.cell.trim().into_deserializer();
        visitor.visit_enum(name).map_err(|error| self.says(error))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CellError> {
        visitor.visit_unit()
    }

    fn deserialize_unit<V: Visitor<'de>>(self, _: V) -> Result<V::Value, CellError> {
        Err(CellError::custom(format_args!("{}: holds something", self.column)))
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i128 u128 f32 char bytes byte_buf unit_struct tuple_struct identifier
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use counterclaim_model::{MatterId, Modality, Moment};
    use serde::Deserialize;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default)]
    struct Fields {
        text: String,
        none: Option<String>,
        number: Option<u8>,
        flag: Option<bool>,
        modality: Option<Modality>,
        moment: Option<Moment>,
        matters: Vec<MatterId>,
        list: Vec<String>,
    }

    fn read(cells: &[(&str, &str)]) -> Result<Fields, String> {
        Record::new(cells.iter().copied()).read()
    }

    #[test]
    fn cells_are_read_as_what_their_fields_are() {
        let fields = read(&[
            ("text", "[sic] {so}"),
            ("none", ""),
            ("number", "12"),
            ("flag", "true"),
            ("modality", "denies"),
            ("moment", r#"{"at":"2031-06-14T00:00:00Z","precision":"day"}"#),
            ("matters", "harbour bridge"),
            ("list", r#"["a;b"]"#),
            ("unknown", "whatever"),
        ])
        .expect("it fits");
        assert_eq!((fields.text.as_str(), fields.none), ("[sic] {so}", None));
        assert_eq!((fields.number, fields.flag), (Some(12), Some(true)));
        assert_eq!(fields.modality, Some(Modality::Denies));
        assert!(fields.moment.is_some());
        assert_eq!((fields.matters.len(), fields.list), (2, vec!["a;b".to_owned()]));
    }

    #[test]
    fn what_does_not_fit_is_named_by_its_column() {
        let wrong = |column, cell| read(&[(column, cell)]).expect_err("it does not fit");
        assert_eq!(wrong("number", "300"), "number: \"300\" is no whole number from 0 to 255");
        assert!(wrong("modality", "sings").starts_with("modality: unknown variant `sings`"));
        assert!(wrong("moment", "yesterday").starts_with("moment: "));
        assert!(wrong("list", "[1").starts_with("list: "));
        assert!(wrong("list", &"[".repeat(100_000)).starts_with("list: "));
    }

    #[test]
    fn the_guard_of_formulas_comes_off_exactly() {
        for (cell, meant) in [
            ("'=1+1", "=1+1"),
            ("'-5", "-5"),
            ("' \u{200b}@x", " \u{200b}@x"),
            ("''=x", "'=x"),
            ("'tis", "'tis"),
            ("''", "''"),
            ("=x", "=x"),
        ] {
            assert_eq!(bare(cell), meant, "{cell}");
        }
    }
}
