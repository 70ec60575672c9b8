//! What clap sees: the grammar of the command line, a file for each family of commands.

mod ask;
mod change;
mod read;
mod root;
mod value;

pub(crate) use ask::{Ask, ExportArgs, ExportWhat};
pub(crate) use change::{
    ActorChange, ClaimChange, CommentChange, FindingChange, LinkChange, MatterChange, NoteChange,
    QueueArgs, ReviewChange, SourceChange, Write,
};
pub(crate) use read::{BriefArgs, ExtractArgs, IngestArgs, ReadArgs};
pub(crate) use root::{Arguments, CaseArgs, Subcommand};
pub(crate) use value::time;
