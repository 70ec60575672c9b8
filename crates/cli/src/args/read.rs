//! Commands that read pages.

use clap::Args;
use counterclaim_desk::Zone;
use counterclaim_desk::{CommitId, Instant};
use counterclaim_report::Format;

use super::root::CaseArgs;
use super::value::time;

/// What a page is, and what is known of it beyond its bytes.
#[derive(Clone, Debug, Args)]
pub(crate) struct ReadArgs {
    /// Pages: files, http(s) addresses, or `-` for standard input.
    #[arg(required = true, value_name = "PAGE")]
    pub(crate) pages: Vec<String>,
    /// When the page was captured; else as fetched, or as its masthead says.
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub(crate) captured_at: Option<Instant>,
    /// Address of the page, where a file does not tell.
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    /// Name of the source; else as the page says. Two feeds of one outlet need two names.
    #[arg(long, value_name = "NAME")]
    pub(crate) source: Option<String>,
    /// Addresses may lead to this machine or its own network.
    #[arg(long)]
    pub(crate) allow_private: bool,
    /// A file with actors of your own, in the format of the shipped gazetteer.
    #[arg(long, value_name = "FILE")]
    pub(crate) actors: Option<std::path::PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct BriefArgs {
    #[command(flatten)]
    pub(crate) read: ReadArgs,
    /// Leave out the list of all statements.
    #[arg(long)]
    pub(crate) short: bool,
    /// Only what these two parties say.
    #[arg(long, num_args = 2, value_names = ["A", "B"])]
    pub(crate) between: Option<Vec<String>>,
    /// Form: md, html or json.
    #[arg(long, default_value = "md", value_parser = document)]
    pub(crate) format: Format,
    /// Zone in which times are printed.
    #[arg(long, value_name = "ZONE", default_value = "UTC")]
    pub(crate) tz: Zone,
}

/// Reads the name of a format that a document can have.
fn document(name: &str) -> Result<Format, String> {
    match name.parse()? {
        format @ (Format::Markdown | Format::Html | Format::Json) => Ok(format),
        Format::Table | Format::Csv | Format::Ndjson => {
            Err(format!("{name:?} is not offered here (md, html, json)"))
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct ExtractArgs {
    #[command(flatten)]
    pub(crate) read: ReadArgs,
    /// Write the text that all offsets point into to this file (one page only).
    #[arg(long, value_name = "FILE")]
    pub(crate) text_out: Option<std::path::PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct IngestArgs {
    #[command(flatten)]
    pub(crate) read: ReadArgs,
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// Read known posts for claims again; what a person has decided on is left alone.
    #[arg(long)]
    pub(crate) reread: bool,
    /// Read and decide, but record nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Do this once: the same key again records nothing (one page only).
    #[arg(long, value_name = "K", value_parser = |k: &str| CommitId::try_from(k.to_owned()))]
    pub(crate) idempotency_key: Option<CommitId>,
    /// Who records.
    #[arg(long, env = "COUNTERCLAIM_BY", value_name = "NAME", default_value = "unnamed analyst")]
    pub(crate) by: String,
    /// Form of the result.
    #[arg(long, default_value = "table")]
    pub(crate) format: Format,
}
