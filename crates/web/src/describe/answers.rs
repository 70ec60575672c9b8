//! What the doors that write answer with, as JSON Schema.

use serde_json::{Value, json};

const COUNT: &str = "integer";

/// Returns the schema of what a request led to.
pub(crate) fn submitted() -> Value {
    let texts = json!({ "type": "array", "items": { "type": "string" } });
    json!({
        "type": "object",
        "properties": {
            "commit": { "type": ["string", "null"] },
            "positions": positions(),
            "events": texts,
            "things": texts,
            "replayed": { "type": "boolean" },
            "dry_run": { "type": "boolean" },
        },
        "required": ["commit", "positions", "events", "things", "replayed", "dry_run"],
    })
}

/// First and last position, if something was recorded.
fn positions() -> Value {
    json!({
        "type": ["array", "null"], "items": { "type": COUNT }, "minItems": 2, "maxItems": 2,
        "description": "First and last position recorded.",
    })
}

/// Returns the schema of what reading a page led to.
pub(crate) fn page_ingested() -> Value {
    json!({
        "type": "object",
        "properties": {
            "page": { "type": "string" },
            "capture": { "type": "string" },
            "outlet": { "type": "string" },
            "posts": { "type": COUNT },
            "added": { "type": COUNT },
            "revised": { "type": COUNT },
            "unchanged": { "type": COUNT },
            "claims": { "type": COUNT },
            "links": { "type": COUNT },
            "reviews": { "type": COUNT },
            "events": { "type": COUNT },
            "faults": { "type": "array", "items": { "type": "string" } },
        },
        "required": ["page", "capture", "outlet", "posts", "claims", "links", "events", "faults"],
    })
}

/// Returns the schema of what importing a file led to.
pub(crate) fn imported() -> Value {
    json!({
        "type": "object",
        "properties": {
            "name": { "type": "string" },
            "sha256": { "type": "string" },
            "kind": { "type": "string" },
            "format": { "type": "string" },
            "rows": { "type": COUNT },
            "added": { "type": COUNT },
            "unchanged": { "type": COUNT },
            "refused": { "type": COUNT },
            "positions": positions(),
            "replayed": { "type": "boolean" },
            "dry_run": { "type": "boolean" },
            "results": { "type": "array", "items": {
                "type": "object",
                "properties": {
                    "at": { "type": COUNT },
                    "what": { "type": "string" },
                    "result": { "type": "string", "enum": ["added", "unchanged", "refused"] },
                    "id": { "type": ["string", "null"] },
                    "why": { "type": ["string", "null"] },
                },
                "required": ["at", "what", "result"],
            } },
        },
        "required": ["name", "sha256", "rows", "added", "unchanged", "refused", "results"],
    })
}

/// Returns the schema of a checkpoint.
pub(crate) fn checkpoint() -> Value {
    json!({
        "type": "object",
        "properties": {
            "origin": { "type": "string" },
            "size": { "type": COUNT },
            "root": { "type": "string" },
            "note": { "type": "string" },
        },
        "required": ["origin", "size", "root", "note"],
    })
}

/// Returns the schema of a problem (RFC 9457).
pub(super) fn problem(codes: &[&str]) -> Value {
    json!({
        "type": "object",
        "description": "Why a call was not answered as wished. `code` is stable; `exit_code` is what the \
                        command line ends with for the same.",
        "properties": {
            "type": { "type": "string", "format": "uri-reference" },
            "title": { "type": "string" },
            "status": { "type": COUNT },
            "detail": { "type": "string" },
            "instance": { "type": "string" },
            "code": { "type": "string", "enum": codes },
            "exit_code": { "type": COUNT },
            "revision": {
                "type": COUNT,
                "description": "The present revision, where another one was expected.",
            },
        },
        "required": ["type", "title", "status", "detail", "instance", "code", "exit_code"],
    })
}
