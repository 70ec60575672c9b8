//! What a tool asks of the case: a route with everything that goes with it, in the words of neither way
//! there.

use axum::http::{HeaderMap, HeaderName, HeaderValue};

use super::refusal::Refusal;
use crate::address::Address;
use crate::client::Target;
use crate::route::Route;

/// What is asked of the case.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// The route.
    pub(super) route: &'static Route,
    /// What stands for the parameters of its path.
    pub(super) named: Vec<(String, String)>,
    /// The query.
    pub(super) query: Vec<(String, String)>,
    /// The headers.
    pub(super) headers: Vec<(&'static str, String)>,
    /// What is proposed: lines of JSON.
    pub(super) body: String,
}

impl Wanted {
    /// Returns the address at a server.
    pub(super) fn target(&self) -> Target {
        let parts: Vec<&str> =
            self.route.path.split('/').skip(1).map(|part| self.part(part)).collect();
        let target = Target::of(&parts).form("json");
        self.query.iter().fold(target, |target, (name, value)| target.with(name, value))
    }

    fn part<'a>(&'a self, part: &'a str) -> &'a str {
        let name = part.strip_prefix('{').and_then(|part| part.strip_suffix('}'));
        let value = name.and_then(|name| self.named.iter().find(|(own, _)| own == name));
        value.map_or(part, |(_, value)| value.as_str())
    }

    /// Returns the address as a handler in this process sees it.
    pub(super) fn address(&self) -> Address {
        let path = self.target().path().to_owned();
        Address { path, named: self.named.clone(), query: self.query.clone() }
    }

    /// Returns the headers as a handler in this process sees them.
    ///
    /// # Errors
    /// If a value cannot stand in a header.
    pub(super) fn headers(&self) -> Result<HeaderMap, Refusal> {
        let mut headers = HeaderMap::new();
        for (name, value) in &self.headers {
            let value = HeaderValue::from_str(value)
                .map_err(|_| Refusal::argument(name, "it is not plain ASCII in one line"))?;
            headers.insert(HeaderName::from_static(name), value);
        }
        Ok(headers)
    }

    /// Returns the value of a parameter of the query.
    pub(super) fn number(&self, name: &str) -> Option<u64> {
        self.query.iter().find(|(own, _)| own == name)?.1.parse().ok()
    }

    /// Sets a parameter of the query.
    pub(super) fn set(&mut self, name: &str, value: u64) {
        self.query.retain(|(own, _)| own != name);
        self.query.push((name.to_owned(), value.to_string()));
    }
}
