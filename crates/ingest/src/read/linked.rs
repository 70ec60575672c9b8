//! Finding things in JSON-LD, whatever legal form they stand in: by type, in graphs and lists, behind a
//! reference, wrapped as a value. The readers of HTML and of live blogs ask.

use std::collections::BTreeMap;

use serde_json::Value;

/// How deep types and lists are looked into; `serde_json` itself stops at 128.
const DEPTH: usize = 8;

/// Properties in which a page keeps what it is about.
const INNER: [&str; 6] =
    ["@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item"];

/// Returns the objects of one of `types` in `values`, `@graph` and lists included.
pub(super) fn typed<'a>(values: &'a [Value], types: &[&str]) -> Vec<&'a Value> {
    let mut found = Vec::new();
    for value in values {
        collect(value, types, DEPTH, &mut found);
    }
    found
}

fn collect<'a>(value: &'a Value, types: &[&str], depth: usize, found: &mut Vec<&'a Value>) {
    let Some(depth) = depth.checked_sub(1) else { return };
    let value = unwrapped(value);
    if let Some(list) = value.as_array() {
        list.iter().for_each(|value| collect(value, types, depth, found));
    }
    // Types may be written with the address or the prefix of their vocabulary.
    let is = |name: &Value| {
        name.as_str()
            .and_then(|name| name.rsplit(['/', ':', '#']).next())
            .is_some_and(|name| types.contains(&name))
    };
    let has_type = value.get("@type").is_some_and(|name| match name.as_array() {
        Some(names) => names.iter().any(is),
        None => is(name),
    });
    if has_type {
        found.push(value);
    }
    for inner in INNER {
        if let Some(inner) = value.get(inner) {
            collect(inner, types, depth, found);
        }
    }
}

/// Returns what stands in `@value`, `@list` or `@set`, or else the value itself.
pub(super) fn unwrapped(value: &Value) -> &Value {
    ["@value", "@list", "@set"].iter().find_map(|key| value.get(*key)).unwrap_or(value)
}

/// Returns the objects of `values` that have an `@id` and say something beside it.
pub(super) fn named(values: &[Value]) -> BTreeMap<&str, &Value> {
    let mut nodes = BTreeMap::new();
    for value in values {
        gather(value, DEPTH, &mut nodes);
    }
    nodes
}

fn gather<'a>(value: &'a Value, depth: usize, nodes: &mut BTreeMap<&'a str, &'a Value>) {
    let Some(depth) = depth.checked_sub(1) else { return };
    if let Some(list) = value.as_array() {
        list.iter().for_each(|value| gather(value, depth, nodes));
    }
    if let Some(id) = value.get("@id").and_then(Value::as_str).filter(|_| !is_reference(value)) {
        nodes.entry(id).or_insert(value);
    }
    if let Some(graph) = value.get("@graph") {
        gather(graph, depth, nodes);
    }
}

/// Returns whether an object is an `@id` and nothing else, save perhaps its type.
fn is_reference(value: &Value) -> bool {
    value.as_object().is_some_and(|object| {
        object.contains_key("@id") && object.keys().all(|key| key == "@id" || key == "@type")
    })
}

/// Returns what a reference refers to, or else the value itself.
pub(super) fn whole<'a>(value: &'a Value, nodes: &BTreeMap<&str, &'a Value>) -> &'a Value {
    let id = value.get("@id").and_then(Value::as_str).filter(|_| is_reference(value));
    id.and_then(|id| nodes.get(id).copied()).unwrap_or(value)
}
