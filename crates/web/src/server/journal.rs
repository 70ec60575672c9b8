//! What is said of calls: one line of JSON each, without anything secret. Those that were turned away at
//! the door are told always, all others where somebody asked for it.

use std::fmt;
use std::time::Duration;

use axum::http::Method;
use chrono::{SecondsFormat, Utc};
use serde::Serialize;

use crate::access::{Entry, Visitor};
use crate::address::{Address, with_query};
use crate::problem::{Kind, Problem};
use crate::route::Form;

/// The parameter whose value is nobody's business.
const SECRET: &str = "secret";

/// Characters of an address that are told.
const LONGEST: usize = 300;

/// Which calls are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Logged {
    /// Those that were turned away: no token or a wrong one, not allowed, too many, another site's, a
    /// foreign host.
    #[default]
    Refused,
    /// Every one.
    Every,
}

/// Where lines go.
pub type Line = Box<dyn Fn(&str) + Send + Sync>;

/// What is said of calls, and to whom.
pub struct Journal {
    /// Which calls are told.
    pub logged: Logged,
    /// Takes a line at a time.
    pub line: Line,
}

impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Journal({:?})", self.logged)
    }
}

/// A call, before anything of it was answered.
#[derive(Clone, Debug)]
pub(super) struct Called {
    method: Method,
    path: String,
    from: String,
}

impl Called {
    /// What is known of a call at the door.
    pub(super) fn of(
        method: &Method,
        address: &Address,
        form: Option<&Form>,
        entry: &Entry,
    ) -> Self {
        let suffix = form.map(|form| format!(".{}", form.suffix)).unwrap_or_default();
        let shown = address.query.iter().map(|(name, value)| {
            let value = if name == SECRET { "…" } else { value.as_str() };
            (name.as_str(), value)
        });
        let path = shortened(with_query(&format!("{}{suffix}", address.path), shown));
        let from = match entry {
            Entry::Network(peer) => peer.ip().to_string(),
            Entry::Socket => "socket".to_owned(),
        };
        Self { method: method.clone(), path, from }
    }
}

/// Cuts an address that nobody would read to its end: who is turned away does not fill a disk by it.
fn shortened(mut path: String) -> String {
    if let Some((at, _)) = path.char_indices().nth(LONGEST) {
        path.truncate(at);
        path.push('…');
    }
    path
}

/// A line.
#[derive(Serialize)]
struct Told<'t> {
    time: String,
    method: &'t str,
    path: &'t str,
    status: u16,
    milliseconds: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    who: Option<&'t str>,
    from: &'t str,
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<&'t str>,
}

impl Journal {
    /// Tells of a call that was answered.
    pub(super) fn tell(
        &self,
        called: &Called,
        (status, took): (u16, Duration),
        visitor: Option<&Visitor>,
        problem: Option<&Problem>,
    ) {
        let refused = problem.filter(|problem| is_turned_away(problem.kind));
        if refused.is_none() && self.logged == Logged::Refused {
            return;
        }
        let told = Told {
            time: Utc::now().to_rfc3339_opts(SecondsFormat::Millis, true),
            method: called.method.as_str(),
            path: &called.path,
            status,
            milliseconds: (took.as_secs_f64() * 1e4).round() / 10.0,
            who: visitor.and_then(|visitor| visitor.name.as_deref()),
            from: &called.from,
            refused: refused.map(|problem| problem.detail.as_str()),
        };
        // Text and numbers can always be written.
        (self.line)(&serde_json::to_string(&told).unwrap_or_default());
    }
}

/// Returns whether a call was turned away for who makes it, and not for what it asks.
fn is_turned_away(kind: Kind) -> bool {
    match kind {
        Kind::Unauthenticated | Kind::Denied | Kind::TooMany => true,
        Kind::Usage
        | Kind::NotFound
        | Kind::Method
        | Kind::NotAcceptable
        | Kind::Timeout
        | Kind::Conflict
        | Kind::Stale
        | Kind::TooLarge
        | Kind::MediaType
        | Kind::Invalid
        | Kind::RevisionNeeded
        | Kind::Damaged
        | Kind::Unavailable => false,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use axum::http::Method;

    use super::{Called, Journal, Logged};
    use crate::access::{Entry, Visitor};
    use crate::address::Address;
    use crate::problem::{Kind, Problem};

    #[test]
    fn who_is_turned_away_is_told_always_and_a_secret_never() {
        let lines = Arc::new(Mutex::new(String::new()));
        let kept = Arc::clone(&lines);
        let line = move |line: &str| {
            let (_, rest) = line.split_once(r#""method""#).expect("a time comes first");
            kept.lock().expect("one thread").push_str(&format!("{rest}\n"));
        };
        let journal = |logged| Journal { logged, line: Box::new(line.clone()) };
        let uri = "/login?secret=abc&next=%22%0A".parse().expect("an address");
        let address = Address::of(&uri, Vec::new());
        let called = Called::of(&Method::GET, &address, None, &Entry::Socket);
        let took = |status| (status, Duration::from_micros(1_240));
        let wrong = Problem::new(Kind::Unauthenticated, "no such token");
        journal(Logged::Refused).tell(&called, took(200), Some(&Visitor::anybody()), None);
        journal(Logged::Refused).tell(&called, took(401), None, Some(&wrong));
        journal(Logged::Every).tell(&called, took(200), Some(&Visitor::anybody()), None);
        insta::assert_snapshot!(lines.lock().expect("one thread"), @r#"
        :"GET","path":"/login?secret=%E2%80%A6&next=%22%0A","status":401,"milliseconds":1.2,"from":"socket","refused":"no such token"}
        :"GET","path":"/login?secret=%E2%80%A6&next=%22%0A","status":200,"milliseconds":1.2,"from":"socket"}
        "#);
    }
}
