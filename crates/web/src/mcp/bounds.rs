//! Bounds: an agent reads into a small room. Lists are cut to the rows asked for, and an answer that is
//! still too long loses the longest of what it holds, half by half. Whatever is left out is said.

use serde_json::{Map, Value, json};

use super::arguments::Rows;

/// The longest answer, in bytes of JSON.
pub(super) const LONGEST: usize = 48 << 10;

/// The shortest text that is cut.
const CUT_TEXT: usize = 512;

/// Where an answer says what it left out: a name that no answer has for anything else.
const NOT_SHOWN: &str = "not_shown";

/// Returns an answer as an object: what is none becomes its only field.
pub(super) fn object(answer: Value) -> Map<String, Value> {
    match answer {
        Value::Object(fields) => fields,
        other @ (Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)) => Map::from_iter([("items".to_owned(), other)]),
    }
}

/// Cuts the lists of an answer to the rows asked for.
pub(super) fn parted(answer: &mut Map<String, Value>, rows: Rows) -> Vec<(String, Value)> {
    let mut left_out = Vec::new();
    for (name, value) in answer.iter_mut() {
        let Value::Array(all) = value else { continue };
        let total = all.len();
        let from = rows.skip.min(total);
        let shown = rows.limit.min(total - from);
        if shown < total {
            all.truncate(from + shown);
            all.drain(..from);
            let told = json!({ "rows": total, "from": from, "shown": shown });
            left_out.push((format!("/{name}"), told));
        }
    }
    left_out
}

/// Returns whether an answer is longer than an agent takes.
pub(super) fn is_long(answer: &Map<String, Value>) -> bool {
    object_length(answer) > LONGEST
}

/// Cuts the longest lists and texts of an answer in half until it is short enough.
pub(super) fn shortened(answer: &mut Map<String, Value>, left_out: &mut Vec<(String, Value)>) {
    while is_long(answer) {
        let Some(place) = longest(answer) else { return };
        let Some(found) = at(answer, &place) else { return };
        let told = halved(found);
        match left_out.iter_mut().find(|(own, _)| *own == place) {
            Some((_, before)) => before["shown"] = told["shown"].clone(),
            None => left_out.push((place, told)),
        }
    }
}

/// Says in an answer what was left out of it.
pub(super) fn told(answer: &mut Map<String, Value>, left_out: Vec<(String, Value)>) {
    // What was cut within what was cut away afterwards is not there to be told of.
    let there = left_out.into_iter().filter(|(place, _)| at(answer, place).is_some());
    let there: Map<String, Value> = there.collect();
    if !there.is_empty() {
        answer.insert(NOT_SHOWN.to_owned(), Value::Object(there));
    }
}

/// Cuts a list or text in half.
fn halved(found: &mut Value) -> Value {
    match found {
        Value::Array(all) => {
            let total = all.len();
            all.truncate(total.div_ceil(2));
            json!({ "rows": total, "from": 0, "shown": all.len() })
        }
        Value::String(text) => {
            let total = text.chars().count();
            let shown = total / 2;
            let end = text.char_indices().nth(shown).map_or(text.len(), |(at, _)| at);
            text.truncate(end);
            json!({ "code_points": total, "from": 0, "shown": shown })
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => Value::Null,
    }
}

/// Returns what a pointer points to.
fn at<'a>(answer: &'a mut Map<String, Value>, place: &str) -> Option<&'a mut Value> {
    let rest = place.strip_prefix('/')?;
    let (name, rest) = rest.split_once('/').map_or((rest, None), |(name, rest)| (name, Some(rest)));
    let value = answer.get_mut(name)?;
    match rest {
        Some(rest) => value.pointer_mut(&format!("/{rest}")),
        None => Some(value),
    }
}

/// Returns where the longest list or text stands that can be cut.
fn longest(answer: &Map<String, Value>) -> Option<String> {
    let mut best = (0, None);
    for (name, value) in answer {
        measure(value, &format!("/{name}"), &mut best);
    }
    best.1
}

/// Returns the length of a value, and notes the longest that can be cut. Of a list and what is in it, the
/// list is the longer one.
fn measure(value: &Value, place: &str, best: &mut (usize, Option<String>)) -> usize {
    let (length, can_be_cut) = match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => (value.to_string().len(), false),
        Value::String(text) => (text.len() + 2, text.len() >= CUT_TEXT),
        Value::Array(all) => {
            let each = all.iter().enumerate();
            let inner: usize = each
                .map(|(number, one)| measure(one, &format!("{place}/{number}"), best) + 1)
                .sum();
            (inner + 2, all.len() > 1)
        }
        Value::Object(fields) => {
            let each = fields.iter();
            let inner: usize = each
                .map(|(name, one)| measure(one, &format!("{place}/{name}"), best) + name.len() + 4)
                .sum();
            (inner + 2, false)
        }
    };
    if can_be_cut && length > best.0 {
        *best = (length, Some(place.to_owned()));
    }
    length
}

fn object_length(answer: &Map<String, Value>) -> usize {
    let mut nothing = (usize::MAX, None);
    answer.iter().map(|(name, one)| measure(one, "", &mut nothing) + name.len() + 4).sum()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{LONGEST, is_long, object, parted, shortened, told};
    use crate::mcp::arguments::Rows;

    fn bounded(answer: Value, skip: usize, limit: usize) -> Value {
        let mut answer = object(answer);
        let mut left_out = parted(&mut answer, Rows { skip, limit });
        shortened(&mut answer, &mut left_out);
        told(&mut answer, left_out);
        assert!(!is_long(&answer), "at most {LONGEST} bytes");
        Value::Object(answer)
    }

    #[test]
    fn lists_are_cut_to_the_rows_asked_for() {
        let answer =
            || json!({ "rows": [1, 2, 3, 4, 5], "names": ["a"], "asked": { "all": [1, 2, 3] } });
        insta::assert_snapshot!(bounded(answer(), 0, 9), @r#"{"asked":{"all":[1,2,3]},"names":["a"],"rows":[1,2,3,4,5]}"#);
        insta::assert_snapshot!(bounded(answer(), 2, 2), @r#"{"asked":{"all":[1,2,3]},"names":[],"not_shown":{"/names":{"from":1,"rows":1,"shown":0},"/rows":{"from":2,"rows":5,"shown":2}},"rows":[3,4]}"#);
        insta::assert_snapshot!(bounded(json!([1, 2, 3]), 0, 2), @r#"{"items":[1,2],"not_shown":{"/items":{"from":0,"rows":3,"shown":2}}}"#);
    }

    #[test]
    fn what_is_still_too_long_loses_its_longest_parts() {
        let rows: Vec<Value> = (0..40).map(|_| json!({ "words": "x".repeat(3_000) })).collect();
        let cut = bounded(json!({ "head": 7, "rows": rows }), 0, 100);
        insta::assert_snapshot!(cut["not_shown"], @r#"{"/rows":{"from":0,"rows":40,"shown":10}}"#);
        let cut = bounded(json!({ "post": { "wording": "ä".repeat(60_000) } }), 0, 100);
        insta::assert_snapshot!(cut["not_shown"], @r#"{"/post/wording":{"code_points":60000,"from":0,"shown":15000}}"#);
    }
}
