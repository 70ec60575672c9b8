//! Names of things: `urn:uuid:` and an id, or an address of the publisher's own. And addresses from
//! pages, which become links only if they are such, and can never end the brackets they stand in.

use std::fmt;
use std::str::FromStr;

/// What names of things begin with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Base(Option<String>);

/// A text that names cannot begin with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no address that names can begin with (https://example.org/cases/harbour)")]
pub struct BadBase(pub String);

impl fmt::Display for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_deref().unwrap_or_default())
    }
}

impl FromStr for Base {
    type Err = BadBase;

    fn from_str(text: &str) -> Result<Self, BadBase> {
        let bad = || BadBase(text.to_owned());
        let base = address(text).filter(|address| address == text).ok_or_else(bad)?;
        Ok(Self(Some(base.trim_end_matches('/').to_owned())))
    }
}

impl Base {
    /// Returns the name of a thing of this kind.
    pub(super) fn name(&self, kind: &str, id: impl std::fmt::Display) -> String {
        match &self.0 {
            Some(base) => format!("{base}/{kind}/{id}"),
            None => format!("urn:uuid:{id}"),
        }
    }

    /// Returns the name of something there is one of.
    pub(super) fn only(&self, what: &str) -> String {
        match &self.0 {
            Some(base) => format!("{base}/{what}"),
            None => format!("urn:counterclaim:{what}"),
        }
    }
}

/// Returns an address of the web with everything encoded that has no place in one; none if it is no
/// address of the web: whatever else it is, nobody should follow it.
pub(super) fn address(text: &str) -> Option<String> {
    let scheme = text.get(..8).or(text.get(..7))?.to_ascii_lowercase();
    let rest = if scheme.starts_with("https://") {
        text.get(8..)?
    } else if scheme.starts_with("http://") {
        text.get(7..)?
    } else {
        return None;
    };
    if rest.is_empty() || rest.starts_with(['/', '?', '#']) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let is_forbidden = matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`' | '\'')
            || c <= ' '
            || c.is_whitespace()
            || crate::export::text::is_control(c)
            || crate::markdown::is_hidden(c);
        if is_forbidden {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        } else {
            out.push(c);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_become_links() {
        assert_eq!(
            address("https://news.example/a#b").as_deref(),
            Some("https://news.example/a#b")
        );
        let hostile = address("http://x/> . <urn:y> <urn:z> \"\n\u{202e}");
        assert_eq!(
            hostile.as_deref(),
            Some("http://x/%3E%20.%20%3Curn:y%3E%20%3Curn:z%3E%20%22%0A%E2%80%AE")
        );
        for none in
            ["javascript:alert(1)", "data:text/html,x", "//x", "https://", "", "news.example"]
        {
            assert_eq!(address(none), None, "{none}");
        }
        assert!("https://example.org/cases/".parse::<Base>().is_ok());
        assert!("example.org".parse::<Base>().is_err());
    }
}
