//! Commands about a case as a whole: checks, copies, repair, erasure.

use std::path::PathBuf;

use clap::Args;
use counterclaim_desk::{CommitId, Digest};
use counterclaim_report::{Format, Style};

use super::ask::Ask;
use super::root::CaseArgs;
use crate::print;

/// A case, and the form of what is said about it.
#[derive(Debug, Args)]
pub(crate) struct CaseAndForm {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// Form: table, json, ndjson, csv, md or html.
    #[arg(long, default_value = "table")]
    pub(crate) format: Format,
}

impl CaseAndForm {
    /// Returns the form of the answer.
    pub(crate) fn style(&self) -> Style {
        Style { format: self.format, width: print::width(), ..Style::default() }
    }
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// Also read every byte of evidence, and compare with the log what follows from it.
    #[arg(long)]
    pub(crate) deep: bool,
    #[command(flatten)]
    pub(crate) ask: Ask,
}

#[derive(Debug, Args)]
pub(crate) struct EraseArgs {
    /// Positions of events.
    #[arg(value_name = "POSITION", required_unless_present_any = ["claim", "evidence"])]
    pub(crate) positions: Vec<u64>,
    /// Everything recorded about this claim, with the captured pages it stands in.
    #[arg(long, value_name = "ID", num_args = 1..)]
    pub(crate) claim: Vec<String>,
    /// Pieces of evidence, by SHA-256.
    #[arg(long, value_name = "HASH", num_args = 1..)]
    pub(crate) evidence: Vec<Digest>,
    /// Leave the captured pages in which erased claims stand; they still hold the words then.
    #[arg(long)]
    pub(crate) keep_captures: bool,
    /// Why, for the record.
    #[arg(long)]
    pub(crate) reason: String,
    /// Who has it erased.
    #[arg(long, env = "COUNTERCLAIM_BY", value_name = "NAME")]
    pub(crate) by: String,
    /// Show exactly what would go, and do nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Do this once.
    #[arg(long, value_name = "K", value_parser = |k: &str| CommitId::try_from(k.to_owned()))]
    pub(crate) idempotency_key: Option<CommitId>,
    #[command(flatten)]
    pub(crate) case: CaseAndForm,
}

#[derive(Debug, Args)]
pub(crate) struct CopyArgs {
    /// Directory of the copy.
    pub(crate) dir: PathBuf,
    #[command(flatten)]
    pub(crate) case: CaseAndForm,
}
