//! One call after another to one server, and what comes back.

use std::io::Read;
use std::path::Path;
use std::time::Duration;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Deserialize;
use ureq::config::Config;
use ureq::http::{Request, Response, StatusCode, Uri};
use ureq::{Agent, Body, SendBody};

use super::error::ClientError;
use super::socket::{self, ByLine, NoNames};
use super::target::Target;
use super::told::{SERVED_AT, Told};
use crate::access::Secret;

/// How long a machine may take to take the call.
const CONNECT: Duration = Duration::from_secs(10);
/// How long a line may be silent: a report on a large case is made before its first byte comes.
const SILENCE: Duration = Duration::from_secs(300);
/// Most of a problem that is read.
const PROBLEM: u64 = 64 << 10;

/// What cannot stand in a header, and what escapes it.
pub(crate) const HEADER: &AsciiSet = &CONTROLS.add(b'%');

/// What a call brings.
pub struct Sent<'b> {
    /// Its media type, if it is known.
    pub media: Option<String>,
    /// In whose name it comes, by the socket of a case: elsewhere the token says.
    pub by: Option<&'b str>,
    /// Headers beside the usual ones.
    pub headers: Vec<(&'static str, String)>,
    /// The body, read as it is sent.
    pub body: &'b mut dyn Read,
    /// How long the body is, if that is known.
    pub length: Option<u64>,
}

/// A server that can be called.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    /// What stands before every path.
    base: String,
    /// The server's name in messages.
    server: String,
    secret: Option<Secret>,
    /// Whether it is called by the socket of its case.
    is_here: bool,
}

/// A problem as it is sent.
#[derive(Deserialize)]
struct Problem {
    code: String,
    detail: String,
    exit_code: u8,
}

impl Client {
    /// The server that holds the case in this directory, if one does.
    ///
    /// # Errors
    /// If its socket cannot be used by this process.
    pub fn by_socket(case: &Path) -> Result<Option<Self>, ClientError> {
        let server = case.join("server.sock").display().to_string();
        let line = socket::call(case)
            .map_err(|cause| ClientError::Socket { socket: server.clone(), cause })?;
        let Some(line) = line else { return Ok(None) };
        let agent = Agent::with_parts(config(false), ByLine::new(line), NoNames);
        let base = "http://localhost".to_owned();
        Ok(Some(Self { agent, base, server, secret: None, is_here: true }))
    }

    /// The server at an address (`https://desk.example.org`), asked with a secret if there is one.
    ///
    /// # Errors
    /// If it is no address of a server, or the secret would go over the network in the clear.
    pub fn at(address: &str, secret: Option<Secret>) -> Result<Self, ClientError> {
        let bad = |why| ClientError::Address { address: address.to_owned(), why };
        let uri: Uri = address.parse().map_err(|_| bad("this is no address"))?;
        let host = uri.host().ok_or_else(|| bad("the address names no host"))?;
        if uri.query().is_some() || uri.authority().is_some_and(|own| own.as_str().contains('@')) {
            return Err(bad("the address of a server has no user and no query"));
        }
        let is_near = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
        if uri.scheme_str() != Some("https") && secret.is_some() && !is_near {
            return Err(bad("a token goes over https only, or anybody on the way could read it"));
        }
        let base = address.trim_end_matches('/').to_owned();
        let agent = Agent::new_with_config(config(!is_near));
        Ok(Self { agent, server: base.clone(), base, secret, is_here: false })
    }

    /// Returns whether the server is asked by the socket of its case: then whoever asks is its owner, and
    /// says in whose name.
    pub fn is_here(&self) -> bool {
        self.is_here
    }

    /// Returns the server's name in messages.
    pub fn server(&self) -> &str {
        &self.server
    }

    /// Returns the address at which a server that is asked by its socket serves pages.
    pub fn served_at(&self) -> Option<String> {
        let told = self.get(&Target::of(&["healthz"])).ok()?;
        Some(told.header(SERVED_AT)?.to_owned())
    }

    /// Asks.
    ///
    /// # Errors
    /// If nobody answers, or the server says no.
    pub fn get(&self, target: &Target) -> Result<Told, ClientError> {
        let request = self.request("GET", target).body(());
        let request = request.map_err(|error| self.broken(error.to_string()))?;
        self.told(self.agent.run(request))
    }

    /// Sends.
    ///
    /// # Errors
    /// As [`get`](Self::get). Where the line broke, nobody knows whether it was recorded.
    pub fn post(&self, target: &Target, sent: Sent<'_>) -> Result<Told, ClientError> {
        // Whoever is turned away at the door hears why, and does not lose the line over what is still sent.
        let mut request = self.request("POST", target).header("expect", "100-continue");
        if let Some(media) = sent.media {
            request = request.header("content-type", media);
        }
        for (name, value) in sent.headers {
            request = request.header(name, value);
        }
        if let Some(by) = sent.by.filter(|_| self.is_here) {
            let escaped = utf8_percent_encode(by, HEADER).to_string();
            request = request.header("counterclaim-by", escaped);
        }
        if let Some(length) = sent.length {
            request = request.header("content-length", length);
        }
        let request = request.body(SendBody::from_reader(sent.body));
        let request = request.map_err(|error| self.broken(error.to_string()))?;
        self.told(self.agent.run(request))
    }

    fn request(&self, method: &str, target: &Target) -> ureq::http::request::Builder {
        let request =
            Request::builder().method(method).uri(format!("{}{}", self.base, target.text()));
        match &self.secret {
            Some(secret) => request.header("authorization", format!("Bearer {}", secret.reveal())),
            None => request,
        }
    }

    fn told(&self, answered: Result<Response<Body>, ureq::Error>) -> Result<Told, ClientError> {
        let response = answered.map_err(|error| self.broken(error.to_string()))?;
        let status = response.status();
        if status.is_success() {
            return Ok(Told::of(response));
        }
        Err(self.refusal(status, response))
    }

    fn refusal(&self, status: StatusCode, response: Response<Body>) -> ClientError {
        let read = response.into_body().into_with_config().limit(PROBLEM).read_to_vec();
        match read.ok().and_then(|bytes| serde_json::from_slice::<Problem>(&bytes).ok()) {
            Some(Problem { code, detail, exit_code }) => {
                ClientError::Problem { code, detail, exit_code }
            }
            None => ClientError::Stranger { server: self.server.clone(), status: status.as_u16() },
        }
    }

    fn broken(&self, why: String) -> ClientError {
        ClientError::Unreachable { server: self.server.clone(), why }
    }
}

/// Returns how a server is called: never onwards to another address, which could be anybody's.
fn config(may_use_proxy: bool) -> Config {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_connect(Some(CONNECT))
        .timeout_per_read(Some(SILENCE))
        .timeout_per_write(Some(SILENCE))
        .user_agent(concat!("counterclaim/", env!("CARGO_PKG_VERSION")));
    if may_use_proxy { config.build() } else { config.proxy(None).build() }
}
