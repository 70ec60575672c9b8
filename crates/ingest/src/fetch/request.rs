//! One request, bounded in time and size; and a page, with its redirects followed one by one. The faces
//! fetch pages here; the watcher asks one thing at a time and decides itself what a redirect means.

use std::io::Read;
use std::time::Duration;

use ureq::unversioned::transport::DefaultConnector;
use url::Url;

use super::guard::{Guarded, NotPublic, Reach};
use crate::Page;
use crate::read::MAX_PAGE;

/// Longest a request may take in all.
const PATIENCE: Duration = Duration::from_secs(30);
/// Most redirects followed.
pub(crate) const REDIRECTS: u32 = 5;
/// Name and version, as every server is told.
const USER_AGENT: &str = concat!("counterclaim/", env!("CARGO_PKG_VERSION"));
/// Headers worth keeping as evidence.
pub(super) const KEPT: [&str; 6] =
    ["content-type", "date", "etag", "last-modified", "content-language", "server"];
/// Headers that say what to do next.
const HEEDED: [&str; 3] = ["cache-control", "location", "retry-after"];

/// Why a page could not be fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// No answer, or not a good one.
    #[error(transparent)]
    Request(#[from] Box<ureq::Error>),
    /// What was given is no address on the web.
    #[error("{0:?} is no http(s) address")]
    NotAnAddress(String),
    /// The address leads to this machine or its own network.
    #[error("{0} is this machine or its own network, which is asked only if that is allowed")]
    NotPublic(String),
    /// The server answers, and not with the page.
    #[error("the server answers with status {0}")]
    Status(u16),
    /// One redirect led to another, too often.
    #[error("more than {REDIRECTS} redirects")]
    Redirects,
    /// The page is larger than what is read.
    #[error("the page has more than {0} bytes")]
    TooLarge(usize),
    /// The page was not whole after the longest time it may take, however it came.
    #[error("the page took longer than {0:?}")]
    TooSlow(Duration),
    /// What the server sends is no text.
    #[error("the server sends {0}, which is no page")]
    NoText(String),
    /// The answer broke off.
    #[error("the answer breaks off: {0}")]
    BrokenOff(#[from] std::io::Error),
}

/// What a server said of a page the last time, to be told whether it has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Validators {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub last_modified: Option<String>,
}

/// What a server answered, whatever the status.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The headers that are kept or heeded, names in small letters.
    pub headers: Vec<(String, String)>,
    /// The bytes, up to the limit asked for.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// Returns a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Returns where the answer sends on to, from `url`.
    pub(crate) fn leads_to(&self, url: &Url) -> Option<Url> {
        if ![301, 302, 303, 307, 308].contains(&self.status) {
            return None;
        }
        let mut next = url.join(self.header("location")?).ok()?;
        next.set_fragment(None);
        Some(next)
    }

    /// Returns the answer as a page. The time of capture is left to the caller, who has a clock.
    pub fn into_page(self, url: &str, final_url: &str) -> Page {
        let kept = |(name, _): &(String, String)| KEPT.contains(&name.as_str());
        Page {
            bytes: self.bytes,
            url: Some(url.to_owned()),
            final_url: Some(final_url.to_owned()),
            status: Some(self.status),
            headers: self.headers.into_iter().filter(kept).collect(),
            captured_at: None,
            source: None,
        }
    }
}

/// Goes out. Clones share their connections.
#[derive(Clone, Debug)]
pub struct Fetcher {
    agent: ureq::Agent,
    reach: Reach,
    patience: Duration,
}

impl Fetcher {
    /// A fetcher that asks machines within `reach` only.
    pub fn new(reach: Reach) -> Self {
        Self::patient(reach, PATIENCE)
    }

    /// A fetcher as [`Fetcher::new`] makes one, that waits for each answer no longer than `patience`.
    pub fn patient(reach: Reach, patience: Duration) -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(patience))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent(USER_AGENT)
            .build();
        let agent =
            ureq::Agent::with_parts(config, DefaultConnector::default(), Guarded::new(reach));
        Self { agent, reach, patience }
    }

    /// Asks once, and follows no redirect. Of the answer at most `most` bytes are read.
    ///
    /// # Errors
    /// If the address is none or may not be asked, or no answer comes.
    pub fn ask(&self, url: &str, known: &Validators, most: usize) -> Result<Answer, FetchError> {
        let url = address(url)?;
        if url.host().is_some_and(|host| !self.reach.allows(&host)) {
            return Err(FetchError::NotPublic(url.host_str().unwrap_or_default().to_owned()));
        }
        let mut request = self.agent.get(url.as_str());
        if let Some(etag) = &known.etag {
            request = request.header("if-none-match", etag);
        }
        if let Some(date) = &known.last_modified {
            request = request.header("if-modified-since", date);
        }
        let mut response = request.call().map_err(|error| self.refused(error))?;
        let heeded = |name: &str| KEPT.contains(&name) || HEEDED.contains(&name);
        let headers = response
            .headers()
            .iter()
            .filter(|(name, _)| heeded(name.as_str()))
            .map(|(name, value)| {
                (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
            })
            .collect();
        let mut bytes = Vec::new();
        let mut body = response.body_mut().as_reader().take(most as u64);
        body.read_to_end(&mut bytes).map_err(|error| self.broken(error))?;
        Ok(Answer { status: response.status().as_u16(), headers, bytes })
    }

    /// Fetches a page, through at most five redirects.
    ///
    /// # Errors
    /// If the host cannot or may not be asked, answers with an error status, or sends more than
    /// [`MAX_PAGE`] bytes.
    pub fn page(&self, url: &str) -> Result<Page, FetchError> {
        let mut at = address(url)?;
        for _ in 0..=REDIRECTS {
            let answer = self.ask(at.as_str(), &Validators::default(), MAX_PAGE + 1)?;
            if let Some(next) = answer.leads_to(&at) {
                at = next;
            } else if !(200..300).contains(&answer.status) {
                return Err(FetchError::Status(answer.status));
            } else if let Some(kind) = answer.header("content-type").filter(|kind| is_no_text(kind))
            {
                return Err(FetchError::NoText(kind.to_owned()));
            } else if answer.bytes.len() > MAX_PAGE {
                return Err(FetchError::TooLarge(MAX_PAGE));
            } else {
                return Ok(answer.into_page(url, at.as_str()));
            }
        }
        Err(FetchError::Redirects)
    }

    /// Tells what the guard refused, and what took too long, from what went wrong.
    fn refused(&self, error: ureq::Error) -> FetchError {
        if matches!(error, ureq::Error::Timeout(_)) {
            return FetchError::TooSlow(self.patience);
        }
        if let ureq::Error::Other(inner) = &error
            && let Some(NotPublic(host)) = inner.downcast_ref()
        {
            return FetchError::NotPublic(host.clone());
        }
        FetchError::Request(Box::new(error))
    }

    /// Tells an answer that dripped too slowly from one that broke off.
    fn broken(&self, error: std::io::Error) -> FetchError {
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>());
        let timed_out = error.kind() == std::io::ErrorKind::TimedOut;
        if timed_out || matches!(inner, Some(ureq::Error::Timeout(_))) {
            return FetchError::TooSlow(self.patience);
        }
        FetchError::BrokenOff(error)
    }
}

/// Returns whether a type is one that never holds a page. Others are looked at: servers are careless.
fn is_no_text(kind: &str) -> bool {
    let kind = kind.trim().to_ascii_lowercase();
    let groups = ["image/", "video/", "audio/", "font/"];
    let packed = ["application/pdf", "application/zip", "application/gzip", "application/x-tar"];
    let is_drawing = kind.starts_with("image/svg");
    groups.iter().chain(&packed).any(|no_text| kind.starts_with(no_text)) && !is_drawing
}

/// Fetches a page from a machine that everybody can ask. The time of capture is left to the caller, who
/// has a clock.
///
/// # Errors
/// As [`Fetcher::page`].
pub fn fetch(url: &str) -> Result<Page, FetchError> {
    Fetcher::new(Reach::Public).page(url)
}

/// Reads an address on the web.
pub(crate) fn address(url: &str) -> Result<Url, FetchError> {
    let no_address = || FetchError::NotAnAddress(url.to_owned());
    let mut read = Url::parse(url).map_err(|_| no_address())?;
    if !["http", "https"].contains(&read.scheme()) || read.host().is_none() {
        return Err(no_address());
    }
    read.set_fragment(None);
    Ok(read)
}
