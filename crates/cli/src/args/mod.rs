//! What clap sees: the grammar of the command line, a file for each family of commands.

mod ask;
mod change;
mod change_actor;
mod change_claim;
pub(crate) mod cluster;
mod export;
mod graph;
mod import;
mod life;
mod mcp;
mod proof;
mod read;
mod report;
mod root;
mod serve;
mod since;
mod token;
mod value;
mod watch;

pub(crate) use ask::{Ask, formed};
pub(crate) use change::{QueueArgs, Write};
pub(crate) use change_actor::{ActorChange, MatterChange, SourceChange};
pub(crate) use change_claim::{
    ClaimChange, CommentChange, FindingChange, LinkChange, NoteChange, ReviewChange,
};
pub(crate) use export::{ExportArgs, ExportFormat, ExportWhat};
pub(crate) use graph::{GraphArgs, StandingArgs};
pub(crate) use import::ImportArgs;
pub(crate) use life::{CaseAndForm, CopyArgs, EraseArgs, VerifyArgs};
pub(crate) use mcp::McpArgs;
pub(crate) use proof::{CheckpointArgs, ProveArgs, VerifyProofArgs};
pub(crate) use read::{BriefArgs, ExtractArgs, IngestArgs, ReadArgs};
pub(crate) use report::{ReportArgs, SchemaOf, VerifyReportArgs};
pub(crate) use root::{Arguments, CaseArgs, Subcommand};
pub(crate) use serve::ServeArgs;
pub(crate) use since::{ChangesArgs, DiffArgs};
pub(crate) use token::TokenChange;
pub(crate) use value::{as_of_text, time, time_text};
pub(crate) use watch::WatchArgs;
