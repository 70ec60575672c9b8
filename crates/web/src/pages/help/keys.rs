//! The keys of `desk.js`, as help tells them. A test holds the two together.

/// A key with what it does.
#[derive(serde::Serialize)]
pub(super) struct Pressed {
    /// The key.
    pub(super) key: &'static str,
    /// What it does.
    pub(super) does: &'static str,
}

const fn key(key: &'static str, does: &'static str) -> Pressed {
    Pressed { key, does }
}

/// Keys that do something on the page.
pub(super) const ACTS: &[Pressed] = &[
    key("/", "go to the search field; Escape leaves a field"),
    key("?", "this page"),
    key("g", "go somewhere: a second key says where"),
    key("j", "to the next entry of the page"),
    key("k", "to the entry before"),
    key("o", "open the entry"),
    key("c", "check the entry: the page says so"),
    key("r", "reject the entry: it was read wrong"),
    key("e", "open the entry's form to set it right"),
    key("n", "to the next part of a long list"),
    key("p", "to the part before"),
    key("y", "copy the reference, or whatever the page offers to copy"),
];

/// Keys after `g`.
pub(super) const GOES: &[Pressed] = &[
    key("o", "the overview"),
    key("c", "Compare"),
    key("k", "Contradictions"),
    key("l", "Claims"),
    key("m", "Matters"),
    key("a", "Actors"),
    key("t", "Timeline"),
    key("g", "Graph"),
    key("s", "Sources"),
    key("q", "Queue"),
    key("r", "Report"),
    key("h", "Help"),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{ACTS, GOES, Pressed};

    /// Returns the names before the colons at which the script's tables have their keys.
    fn keys_of(table: &str) -> BTreeSet<&str> {
        let names = table.split([',', '\n']).filter_map(|part| part.split_once(": ("));
        names.map(|(name, _)| name.trim().trim_matches('"')).collect()
    }

    fn told(table: &[Pressed]) -> BTreeSet<&'static str> {
        table.iter().map(|pressed| pressed.key).collect()
    }

    #[test]
    fn help_tells_every_key_of_the_script_and_no_other() {
        let script = include_str!("../../../assets/desk.js");
        let acts =
            script.split_once("const acts = {").and_then(|(_, rest)| rest.split_once("\n  };"));
        assert_eq!(keys_of(acts.expect("the script has the table").0), told(ACTS));
        let goes = script.split_once("const GO = {").and_then(|(_, rest)| rest.split_once('}'));
        let goes = goes.expect("the script has the table").0.replace(": \"", ": (\"");
        assert_eq!(keys_of(&goes), told(GOES));
    }
}
