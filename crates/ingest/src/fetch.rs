//! The only code that goes out: one request, bounded in time, size and redirects. Called by the desk's
//! faces; everything else in this crate is pure.

use std::time::Duration;

use crate::Page;
use crate::read::MAX_PAGE;

/// Longest a request may take in all.
const PATIENCE: Duration = Duration::from_secs(30);
/// Most redirects followed.
const REDIRECTS: u32 = 5;
/// Headers worth keeping as evidence.
const KEPT: [&str; 6] =
    ["content-type", "date", "etag", "last-modified", "content-language", "server"];

/// Why a page could not be fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// No answer, or not a good one.
    #[error(transparent)]
    Request(#[from] Box<ureq::Error>),
}

/// Fetches a page. The time of capture is left to the caller, who has a clock.
///
/// # Errors
/// If the host cannot be reached, answers with an error status, or sends more than
/// [`MAX_PAGE`] bytes.
pub fn fetch(url: &str) -> Result<Page, FetchError> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .max_redirects(REDIRECTS)
        .user_agent(concat!("counterclaim/", env!("CARGO_PKG_VERSION")))
        .build()
        .into();
    let mut response = agent.get(url).call().map_err(Box::new)?;
    let final_url = ureq::ResponseExt::get_uri(&response).to_string();
    let status = response.status().as_u16();
    let headers = response
        .headers()
        .iter()
        .filter(|(name, _)| KEPT.contains(&name.as_str()))
        .map(|(name, value)| {
            (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        })
        .collect();
    let bytes =
        response.body_mut().with_config().limit(MAX_PAGE as u64).read_to_vec().map_err(Box::new)?;
    Ok(Page {
        bytes,
        url: Some(url.to_owned()),
        final_url: Some(final_url),
        status: Some(status),
        headers,
        captured_at: None,
        source: None,
    })
}
