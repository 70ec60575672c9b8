//! Terms of Turtle: strings, typed values, names. Nothing from a page can end a string, or turn what
//! stands behind it around.

use counterclaim_desk::Instant;

use super::attributes::time;
use crate::export::text::is_control;

/// Returns a string literal.
pub(crate) fn literal(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_control(c) => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Returns an instant as a typed literal.
pub(super) fn instant(at: Instant) -> String {
    format!("\"{}\"^^xsd:dateTime", time(at))
}

/// Returns the name of a thing with a UUID.
pub(super) fn thing(id: impl std::fmt::Display) -> String {
    format!("<urn:uuid:{id}>")
}

/// One subject with what is said of it.
pub(super) struct Subject {
    name: String,
    said: Vec<String>,
}

impl Subject {
    pub(super) fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), said: Vec::new() }
    }

    /// Says that the subject has this for that predicate; both are written as given.
    pub(super) fn says(&mut self, predicate: &str, object: impl AsRef<str>) {
        self.said.push(format!("{predicate} {}", object.as_ref()));
    }

    /// Says it, if there is something to say.
    pub(super) fn says_any(&mut self, predicate: &str, object: Option<String>) {
        if let Some(object) = object {
            self.says(predicate, object);
        }
    }

    pub(super) fn write(&self, out: &mut String) {
        out.push_str(&format!("\n{} {} .\n", self.name, self.said.join(" ;\n    ")));
    }
}
