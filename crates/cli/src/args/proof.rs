//! Commands about what the log proves.

use std::path::PathBuf;

use clap::Args;
use counterclaim_report::Format;

use super::root::CaseArgs;

#[derive(Debug, Args)]
pub(crate) struct CheckpointArgs {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// The key, in a file of its own; else the one kept for this case.
    #[arg(long, value_name = "FILE")]
    pub(crate) key: Option<PathBuf>,
    /// Form: table prints the signed note itself.
    #[arg(long, default_value = "table")]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct ProveArgs {
    /// Position of the event, or a claim's id or unique prefix.
    #[arg(
        value_name = "POSITION|CLAIM",
        required_unless_present = "from",
        conflicts_with = "from"
    )]
    pub(crate) what: Option<String>,
    /// Prove that nothing was changed since the checkpoint of this size.
    #[arg(long, value_name = "SIZE")]
    pub(crate) from: Option<u64>,
    /// Show the event's payload in the proof, not only its salted hash.
    #[arg(long, conflicts_with = "from")]
    pub(crate) disclose: bool,
    /// Write the proof to this file (`NAME.tlog-proof`).
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// Form: table prints the proof itself.
    #[arg(long, default_value = "table")]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyProofArgs {
    /// The proof; `-` for standard input.
    pub(crate) file: PathBuf,
    /// The verifier's key (`name+id+key`), as published; else that of the case or of a key kept here.
    #[arg(long, value_name = "KEY")]
    pub(crate) vkey: Option<String>,
    /// The older checkpoint that you kept, for a proof that the log was only added to.
    #[arg(long, value_name = "FILE")]
    pub(crate) checkpoint: Option<PathBuf>,
    /// The case whose key it is signed with.
    #[arg(long, env = "COUNTERCLAIM_CASE", value_name = "DIR")]
    pub(crate) case: Option<PathBuf>,
    /// Form of the result.
    #[arg(long, default_value = "table")]
    pub(crate) format: Format,
}
