//! Commands that tell differences: what became different in the case, and between wordings of a page.

use clap::Args;
use counterclaim_desk::{AsOf, Instant};

use super::ReadArgs;
use super::ask::Ask;
use super::value::{as_of, time};

#[derive(Debug, Args)]
pub(crate) struct ChangesArgs {
    /// The earlier point: a log position or a time. What was recorded behind it is told.
    #[arg(long, value_name = "POSITION|TIME", value_parser = as_of)]
    pub(crate) since: AsOf,
    #[command(flatten)]
    pub(crate) ask: Ask,
}

#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// A post's id or unique prefix; or a page to be read now: a file, an http(s) address, or `-`.
    #[arg(value_name = "POST|PAGE")]
    pub(crate) what: String,
    /// Of a post: which two of its wordings, counted from 1; else the last two.
    #[arg(long, num_args = 2, value_names = ["N", "M"])]
    pub(crate) between: Option<Vec<usize>>,
    /// Of a page: its address, where a file does not tell.
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    /// Of a page: the name of its source; else as the page says.
    #[arg(long, value_name = "NAME")]
    pub(crate) source: Option<String>,
    /// Of a page: when it was captured; else as fetched, or as its masthead says.
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub(crate) captured_at: Option<Instant>,
    #[command(flatten)]
    pub(crate) ask: Ask,
}

impl DiffArgs {
    /// Returns the page to be read.
    pub(crate) fn read(&self) -> ReadArgs {
        ReadArgs {
            allow_private: false,
            pages: vec![self.what.clone()],
            captured_at: self.captured_at,
            url: self.url.clone(),
            source: self.source.clone(),
            actors: None,
        }
    }
}
