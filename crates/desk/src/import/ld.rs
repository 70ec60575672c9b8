//! JSON-LD, bare or in the pages of a site: every review in it, wherever it stands. Read whole, since one
//! object may name another by its id.

use std::collections::BTreeMap;
use std::io::Read;

use serde_json::Value;

use super::input::Budget;
use super::review_node::{REVIEW, STATEMENT, has_type, id_of};
use super::row::{Given, Row};
use crate::error::DeskError;

/// Bytes of a file, at most.
const WHOLE: u64 = 64 << 20;

/// Reads the reviews of a file and hands each to `give`, by number. A statement that no review is about
/// comes alone.
///
/// # Errors
/// The file's, and whatever `give` returns.
pub(super) fn read(
    reader: impl Read,
    budget: &Budget,
    give: &mut dyn FnMut(Given) -> Result<(), DeskError>,
) -> Result<(), DeskError> {
    budget.lift(WHOLE);
    let mut bytes = Vec::new();
    let mut reader = reader;
    reader.read_to_end(&mut bytes).map_err(super::lines::unread)?;
    let mut number = 0;
    let mut next = || {
        number += 1;
        number
    };
    let (mut values, mut bad) = (Vec::new(), Vec::new());
    for part in parts(&bytes) {
        match part.and_then(|json| {
            serde_json::from_str::<Value>(json).map_err(|error| format!("no JSON: {error}"))
        }) {
            Ok(value) => values.push(value),
            Err(why) => bad.push(why),
        }
    }
    let mut found = Found::default();
    values.iter().for_each(|value| found.walk(value));
    let Found { nodes, by_id } = found;
    let named: Vec<&Value> = nodes.iter().filter_map(|node| node.get("itemReviewed")).collect();
    let named: Vec<&str> = named.into_iter().filter_map(id_of).collect();
    for node in &nodes {
        // A statement that a review is about comes with it.
        let is_reviewed = id_of(node).is_some_and(|id| named.contains(&id));
        if has_type(node, REVIEW) || !is_reviewed {
            give((next(), Ok(Row::Json(resolved(node, &by_id)))))?;
        }
    }
    bad.into_iter().try_for_each(|why| give((next(), Err(why))))
}

/// Objects of interest, and every object by its id.
#[derive(Default)]
struct Found<'v> {
    nodes: Vec<&'v Value>,
    by_id: BTreeMap<&'v str, &'v Value>,
}

impl<'v> Found<'v> {
    /// Walks a value as deep as it goes; JSON is read to a depth of 128.
    fn walk(&mut self, value: &'v Value) {
        if let Value::Array(items) = value {
            items.iter().for_each(|item| self.walk(item));
        }
        let Value::Object(fields) = value else { return };
        if let Some(id) = id_of(value).filter(|_| fields.len() > 1) {
            self.by_id.entry(id).or_insert(value);
        }
        if has_type(value, REVIEW) || has_type(value, STATEMENT) {
            self.nodes.push(value);
            let item = fields.get("itemReviewed").filter(|item| id_of(item).is_some());
            if let Some(item) = item.filter(|item| item.as_object().is_some_and(|o| o.len() > 1)) {
                self.by_id.entry(id_of(item).unwrap_or_default()).or_insert(item);
            }
            return;
        }
        fields.values().for_each(|field| self.walk(field));
    }
}

/// Puts in the place of a mere id what has that id.
fn resolved(node: &Value, by_id: &BTreeMap<&str, &Value>) -> Value {
    let mut node = node.clone();
    let Some(fields) = node.as_object_mut() else { return node };
    for field in ["itemReviewed", "author"] {
        let Some(value) = fields.get_mut(field) else { continue };
        let is_mere =
            value.is_string() || value.as_object().is_some_and(|object| object.len() == 1);
        let id = value.as_str().or_else(|| id_of(value)).map(str::to_owned);
        if let Some(whole) = id.filter(|_| is_mere).and_then(|id| by_id.get(id.as_str())) {
            *value = (*whole).clone();
        }
    }
    node
}

/// Returns the JSON of a file: all of it, or what the scripts of a page hold.
fn parts(bytes: &[u8]) -> Vec<Result<&str, String>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else {
        return vec![Err("the file is not UTF-8".to_owned())];
    };
    if !text.trim_start().starts_with('<') {
        return vec![Ok(text)];
    }
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((tag, after)) = next_script(rest) {
        let (inside, behind) = after.split_at(end_of_script(after));
        if tag.to_ascii_lowercase().contains("ld+json") {
            parts.push(Ok(inside));
        }
        rest = behind;
    }
    parts
}

/// Returns the next opening tag of a script, and what stands behind it.
fn next_script(text: &str) -> Option<(&str, &str)> {
    let start = find(text, "<script")?;
    let tag = text.get(start..)?;
    let end = tag.find('>')?;
    Some((tag.get(..end)?, tag.get(end + 1..)?))
}

fn end_of_script(text: &str) -> usize {
    find(text, "</script").unwrap_or(text.len())
}

/// Finds ASCII letters whatever their case.
fn find(text: &str, wanted: &str) -> Option<usize> {
    let (bytes, wanted) = (text.as_bytes(), wanted.as_bytes());
    bytes.windows(wanted.len()).position(|window| window.eq_ignore_ascii_case(wanted))
}
