//! Pages as they are named on the command line: a file, an address, or standard input.

use std::io::Read;

use anyhow::Context;
use counterclaim_desk::{CapturedFrom, Fetcher, Moment, Page, Precision, Reach, Rim, SystemRim};

use crate::args::ReadArgs;
use crate::problem::{Unreachable, Usage};

/// A page with the name it is called by in messages.
pub(crate) struct NamedPage {
    pub(crate) name: String,
    pub(crate) page: Page,
}

/// Loads every page, in the order named.
///
/// # Errors
/// The first page that cannot be opened or fetched, by name.
pub(crate) fn load(read: &ReadArgs) -> anyhow::Result<Vec<NamedPage>> {
    if read.pages.len() > 1 && read.url.is_some() {
        return Err(Usage("--url belongs to one page".to_owned()).into());
    }
    read.pages.iter().map(|name| one(name, read)).collect()
}

fn one(name: &str, read: &ReadArgs) -> anyhow::Result<NamedPage> {
    let mut page =
        if is_address(name) { fetched(name, read.allow_private)? } else { opened(name)? };
    page.url = read.url.clone().or(page.url);
    page.source.clone_from(&read.source);
    if let Some(at) = read.captured_at {
        page.captured_at =
            Some((Moment { at, precision: Precision::Second }, CapturedFrom::Option));
    }
    Ok(NamedPage { name: name.to_owned(), page })
}

/// Returns whether a page is named by an address that can be fetched.
pub(crate) fn is_address(name: &str) -> bool {
    name.starts_with("http://") || name.starts_with("https://")
}

fn fetched(url: &str, private: bool) -> anyhow::Result<Page> {
    let reach = if private { Reach::Everywhere } else { Reach::Public };
    let mut page = Fetcher::new(reach)
        .page(url)
        .map_err(|error| Unreachable { url: url.to_owned(), why: error.to_string() })?;
    let at = SystemRim.now();
    page.captured_at = Some((Moment { at, precision: Precision::Second }, CapturedFrom::Fetch));
    Ok(page)
}

fn opened(name: &str) -> anyhow::Result<Page> {
    let mut bytes = Vec::new();
    // One byte beyond the limit is read, so that the reader sees a page that is too large and says so.
    let limit = counterclaim_desk::MAX_PAGE as u64 + 1;
    if name == "-" {
        std::io::stdin()
            .lock()
            .take(limit)
            .read_to_end(&mut bytes)
            .context("cannot read standard input")?;
    } else {
        let file = std::fs::File::open(name).with_context(|| format!("cannot open page {name}"))?;
        file.take(limit)
            .read_to_end(&mut bytes)
            .with_context(|| format!("cannot read page {name}"))?;
    }
    Ok(Page { bytes, ..Page::default() })
}
