//! Importing files of other cases and tools.

use std::path::PathBuf;

use clap::Args;
use counterclaim_desk::{CommitId, ImportFormat, ImportKind};
use counterclaim_report::Format;

use super::root::CaseArgs;
use super::value::named;

/// Reads a file into the case. What its rows are and how it is written is told from its content.
///
/// Rows keep their ids, so reading a file twice adds nothing. Every bad row is named with its line, the
/// rest is recorded, and the exit code is 5; the import is an event, with the hash of the file and counts.
/// Claims come in as proposals: their words are held against the captured text if this case has it, and
/// flagged `words_not_verified_here` if not (`ingest --reread PAGE` brings the text). Best in this order:
/// actors, matters, claims, links, claimreview. Events of a whole case (`export events`) become a new case.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// The file; `-` for standard input.
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// What the rows are, where the file does not tell: claims, links, figures, actors, matters or
    /// claimreview.
    #[arg(long, value_name = "KIND", value_parser = named::<ImportKind>)]
    pub(crate) kind: Option<ImportKind>,
    /// How the file is written, where it does not tell: json, ndjson, csv or jsonld.
    #[arg(long, value_name = "FORMAT", value_parser = named::<ImportFormat>)]
    pub(crate) input: Option<ImportFormat>,
    /// Record everything in one commit, or nothing if any row is refused.
    #[arg(long)]
    pub(crate) all_or_nothing: bool,
    /// What was checked where the file comes from is checked here: you vouch for it, by name.
    #[arg(long)]
    pub(crate) checked: bool,
    /// Decide, but record nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Do this once: the same key again returns the first result.
    #[arg(long, value_name = "K", value_parser = |k: &str| CommitId::try_from(k.to_owned()))]
    pub(crate) idempotency_key: Option<CommitId>,
    /// Who imports.
    #[arg(long, env = "COUNTERCLAIM_BY", value_name = "NAME")]
    pub(crate) by: Option<String>,
    /// Form of the result: table (rows that need a word), json, ndjson or csv (all of them).
    #[arg(long, default_value = "table")]
    pub(crate) format: Format,
}
