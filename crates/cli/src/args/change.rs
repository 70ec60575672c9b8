//! What every change takes, and the queue.

use clap::Args;
use counterclaim_desk::{ChangeOptions, CommitId, Position};
use counterclaim_report::Format;

use super::ask::Ask;

/// What every change takes.
#[derive(Clone, Debug, Args)]
pub(crate) struct Write {
    /// Decide, but record nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Do this once: the same key again returns the first result.
    #[arg(long, value_name = "K", value_parser = |k: &str| CommitId::try_from(k.to_owned()))]
    pub(crate) idempotency_key: Option<CommitId>,
    /// Refuse if the thing has changed since this revision.
    #[arg(long, value_name = "N")]
    pub(crate) expect_revision: Option<u64>,
    /// Who records.
    #[arg(long, env = "COUNTERCLAIM_BY", value_name = "NAME")]
    pub(crate) by: Option<String>,
    /// Form of the result.
    #[arg(long, default_value = "table", id = "result_format", value_name = "FORMAT")]
    pub(crate) format: Format,
}

impl Write {
    /// Returns what goes with the change. The name is that of the desk, which is opened with it.
    pub(crate) fn options(&self) -> ChangeOptions {
        ChangeOptions {
            by: None,
            key: self.idempotency_key.clone(),
            expected: self.expect_revision.map(Position),
            dry_run: self.dry_run,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct QueueArgs {
    /// Find the attribution of these right.
    #[arg(long, num_args = 1.., value_name = "ID", conflicts_with_all = ["reject", "amend"])]
    pub(crate) check: Vec<String>,
    /// Find it wrong.
    #[arg(long, num_args = 1.., value_name = "ID", conflicts_with = "amend")]
    pub(crate) reject: Vec<String>,
    /// Set fields of this one right (with --set).
    #[arg(long, value_name = "ID", requires = "set")]
    pub(crate) amend: Option<String>,
    /// A field and its new value (statement, speaker, role, modality, form, wording, grounds, asserted_at).
    #[arg(long, value_name = "FIELD=VALUE")]
    pub(crate) set: Vec<String>,
    /// Only proposals of this post; with `--check all` or `--reject all`: decide on just these.
    #[arg(long, value_name = "N")]
    pub(crate) post: Option<u32>,
    /// Only proposals that fit: words `party:NAME`, `speaker:NAME`, `matter:SLUG`, `modality:NAME`, `form:NAME`, or plain words.
    #[arg(long = "where", value_name = "EXPR")]
    pub(crate) matching: Option<String>,
    /// Why, for the record.
    #[arg(long, default_value = "")]
    pub(crate) reason: String,
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Do this once: the same key again returns the first result.
    #[arg(long, value_name = "K", value_parser = |k: &str| CommitId::try_from(k.to_owned()))]
    pub(crate) idempotency_key: Option<CommitId>,
    /// Refuse if the one thing decided on has changed since this revision.
    #[arg(long, value_name = "N")]
    pub(crate) expect_revision: Option<u64>,
    /// Who decides.
    #[arg(long, env = "COUNTERCLAIM_BY", value_name = "NAME")]
    pub(crate) by: Option<String>,
    #[command(flatten)]
    pub(crate) ask: Ask,
}

impl QueueArgs {
    /// Returns what every change takes.
    pub(crate) fn write(&self) -> Write {
        Write {
            dry_run: self.dry_run,
            idempotency_key: self.idempotency_key.clone(),
            expect_revision: self.expect_revision,
            by: self.by.clone(),
            format: self.ask.format,
        }
    }
}
