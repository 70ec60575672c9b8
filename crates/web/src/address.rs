//! The address of a call: its path, what stands for the path's parameters, and its query, decoded once.

use axum::http::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What is written as it is in a part of a path or query.
const PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// An address asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Address {
    /// The path without the suffix that names the form.
    pub(crate) path: String,
    /// What stands for the parameters of the path.
    pub(crate) named: Vec<(String, String)>,
    /// The query.
    pub(crate) query: Vec<(String, String)>,
}

impl Address {
    /// Reads an address whose path has lost its suffix.
    pub(crate) fn of(uri: &Uri, named: Vec<(String, String)>) -> Self {
        let query = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
        Self { path: uri.path().to_owned(), named, query: query.into_owned().collect() }
    }

    /// Returns what stands for a parameter of the path; empty if there is none.
    pub(crate) fn named(&self, name: &str) -> &str {
        let found = self.named.iter().find(|(own, _)| own == name);
        found.map_or("", |(_, value)| value)
    }

    /// Returns the value of a parameter of the query, if it is given and not empty.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.values(name).next()
    }

    /// Returns the values of a parameter that are not empty.
    pub(crate) fn values<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        let own: Vec<&str> = self
            .query
            .iter()
            .filter(|(own, value)| own == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
            .collect();
        own.into_iter()
    }

    /// Returns this address in another form, and with these parameters in place of its own of the same
    /// names; an empty value takes one away.
    pub(crate) fn with(&self, suffix: &str, changes: &[(&str, &str)]) -> String {
        let mut path = self.path.clone();
        if !suffix.is_empty() {
            path.push('.');
            path.push_str(suffix);
        }
        let kept = self.query.iter().filter(|(name, value)| {
            !value.is_empty() && !changes.iter().any(|(changed, _)| changed == name)
        });
        let kept = kept.map(|(name, value)| (name.as_str(), value.as_str()));
        let new = changes.iter().copied().filter(|(_, value)| !value.is_empty());
        with_query(&path, kept.chain(new))
    }
}

/// Returns a path with a query.
pub(crate) fn with_query<'a>(
    path: &str,
    query: impl Iterator<Item = (&'a str, &'a str)>,
) -> String {
    let mut out = path.to_owned();
    for (number, (name, value)) in query.enumerate() {
        out.push(if number == 0 { '?' } else { '&' });
        out.push_str(&part(name));
        out.push('=');
        out.push_str(&part(value));
    }
    out
}

/// Writes text as one part of a path or query.
pub(crate) fn part(text: &str) -> String {
    utf8_percent_encode(text, PART).to_string()
}
