//! The door: where a call comes from, what it shows, and whether it may do what it wants.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, HeaderValue, Method, header};
use percent_encoding::percent_decode_str;

use super::secret::{Secret, is_same};
use super::sessions::Sessions;
use super::tokens::{Token, Tokens};
use super::visitor::Visitor;
use crate::problem::{Kind, Problem};
use crate::route::Role;

/// Where a call came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// Over the network, from this address.
    Network(SocketAddr),
    /// By the socket in the case, which only the case's owner can open.
    Socket,
}

/// What decides who is let in.
#[derive(Debug)]
pub(crate) struct Access {
    /// The tokens of the case, if it is on disk.
    pub(crate) tokens: Option<Tokens>,
    /// Everybody who is logged in.
    pub(crate) sessions: Sessions,
    /// Hash of the secret in the login address that was printed.
    pub(crate) login: String,
    /// Whose that login is.
    pub(crate) owner: String,
    /// Name of the cookie: another one for each server of this machine, since cookies know no ports.
    pub(crate) cookie: String,
    /// Whether whoever shows nothing may read: only where nobody else can come in.
    pub(crate) is_open_to_read: bool,
    /// The names this server is reached under, with ports.
    pub(crate) hosts: Vec<String>,
}

impl Access {
    /// Returns who asks.
    ///
    /// # Errors
    /// If the call is for another host, comes from another site, or shows a token that is none.
    pub(crate) fn visitor(
        &self,
        entry: &Entry,
        method: &Method,
        headers: &HeaderMap,
    ) -> Result<Visitor, Problem> {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        if *entry == Entry::Socket {
            let name = match headers.get("counterclaim-by") {
                Some(name) => named(name)?,
                None => self.owner.clone(),
            };
            return Ok(Visitor { name: Some(name), role: Role::Owner, by_session: false });
        }
        self.known_host(text(header::HOST.as_str()))?;
        if let Some(shown) = text(header::AUTHORIZATION.as_str()) {
            return self.bearer(shown);
        }
        let is_read = matches!(*method, Method::GET | Method::HEAD);
        if !is_read {
            self.same_site(text("sec-fetch-site"), text(header::ORIGIN.as_str()))?;
        }
        let session = text(header::COOKIE.as_str()).and_then(|cookies| self.session(cookies));
        match session {
            Some(visitor) => Ok(visitor),
            None if self.is_open_to_read => Ok(Visitor::anybody()),
            None => Err(Problem::new(
                Kind::Unauthenticated,
                "this server answers those who show a token only: log in, or send \
                 `Authorization: Bearer TOKEN`",
            )),
        }
    }

    /// Opens a session for whoever shows the secret of the login address, or a token of the case.
    ///
    /// # Errors
    /// If the secret is neither.
    pub(crate) fn log_in(&self, secret: &Secret) -> Result<Secret, Problem> {
        let opened = if is_same(&secret.hash(), &self.login) {
            self.sessions.open(&self.owner, Role::Owner, None)
        } else {
            let token = self.token(secret)?;
            self.sessions.open(&token.name, token.role(), Some(token.sha256.clone()))
        };
        opened.map_err(|error| Problem::new(Kind::Unavailable, format!("no randomness: {error}")))
    }

    /// Returns the secret of a session among a browser's cookies.
    pub(crate) fn held(&self, cookies: &str) -> Option<Secret> {
        let mut pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(name, _)| *name == self.cookie).map(|(_, value)| Secret::shown(value))
    }

    fn session(&self, cookies: &str) -> Option<Visitor> {
        let session = self.sessions.find(&self.held(cookies)?)?;
        // A session opened by a token ends with it.
        let is_good = session.token.as_ref().is_none_or(|hash| {
            let all = self.tokens.as_ref().and_then(|tokens| tokens.all().ok());
            all.unwrap_or_default().iter().any(|token| token.sha256 == *hash)
        });
        let name = Some(session.name);
        is_good.then_some(Visitor { name, role: session.role, by_session: true })
    }

    fn bearer(&self, shown: &str) -> Result<Visitor, Problem> {
        let secret = shown.strip_prefix("Bearer ").map(str::trim).ok_or_else(|| {
            Problem::new(Kind::Unauthenticated, "the Authorization header must be `Bearer TOKEN`")
        })?;
        let secret = Secret::shown(secret);
        if is_same(&secret.hash(), &self.login) {
            let name = Some(self.owner.clone());
            return Ok(Visitor { name, role: Role::Owner, by_session: false });
        }
        let token = self.token(&secret)?;
        let role = token.role();
        Ok(Visitor { name: Some(token.name), role, by_session: false })
    }

    fn token(&self, secret: &Secret) -> Result<Token, Problem> {
        let found = self.tokens.as_ref().map(|tokens| tokens.find(secret)).transpose();
        let found = found.map_err(|error| Problem::new(Kind::Unavailable, error.to_string()))?;
        found.flatten().ok_or_else(|| {
            Problem::new(Kind::Unauthenticated, "no such token: it was revoked, or never made")
        })
    }

    /// Holds off a foreign name that was made to lead here (DNS rebinding).
    fn known_host(&self, host: Option<&str>) -> Result<(), Problem> {
        let is_known = |host: &str| self.hosts.iter().any(|own| own.eq_ignore_ascii_case(host));
        match host {
            Some(host) if is_known(host) => Ok(()),
            Some(_) | None => Err(Problem::new(
                Kind::Denied,
                "this server is not known under that name: start it with --host NAME to allow it",
            )),
        }
    }

    /// Holds off a form or script of another site that makes a browser write here (CSRF).
    fn same_site(&self, site: Option<&str>, origin: Option<&str>) -> Result<(), Problem> {
        let from_here = |origin: &str| {
            let host = origin.split_once("://").map_or(origin, |(_, host)| host);
            self.hosts.iter().any(|own| own.eq_ignore_ascii_case(host))
        };
        let is_own = match (site, origin) {
            (Some("same-origin" | "none"), None) => true,
            // A page that is asked to name its origin to nobody says so here too; the browser itself
            // says where it came from, and no page can make it say otherwise.
            (Some("same-origin"), Some("null")) => true,
            (Some("same-origin" | "none") | None, Some(origin)) => from_here(origin),
            // A browser says at least one of the two. What says neither is none, and holds no session.
            (None, None) => true,
            (Some(_), _) => false,
        };
        if is_own {
            return Ok(());
        }
        let why = "another site may not make a browser write here";
        Err(Problem::new(Kind::Denied, why))
    }
}

/// Reads the name of whoever records, escaped as parts of an address are: names have all letters.
fn named(value: &HeaderValue) -> Result<String, Problem> {
    let bad = || Problem::parameter("Counterclaim-By", "it is no name of one line");
    let plain = value.to_str().map_err(|_| bad())?;
    let name = percent_decode_str(plain).decode_utf8().map_err(|_| bad())?.into_owned();
    let is_name = !name.trim().is_empty() && !name.chars().any(char::is_control);
    if is_name { Ok(name) } else { Err(bad()) }
}

/// Returns the names under which a server on this address is reached.
pub(crate) fn hosts(listen: SocketAddr, further: &[String]) -> Vec<String> {
    let port = listen.port();
    let mut hosts = vec![listen.to_string()];
    if listen.ip().is_loopback() || listen.ip().is_unspecified() {
        let names = ["localhost", "127.0.0.1", "[::1]"];
        hosts.extend(names.map(|name| format!("{name}:{port}")));
    }
    for name in further {
        hosts.push(name.clone());
        hosts.push(format!("{name}:{port}"));
    }
    hosts
}

/// Returns whether only this machine reaches an address.
pub(crate) fn is_only_here(address: IpAddr) -> bool {
    address.is_loopback()
}
