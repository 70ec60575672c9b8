//! The one vocabulary of changes: what a person asks for, in a person's terms, as plain data. The
//! command line, the socket, HTTP and forms all make a `Change` and hand it to the desk.

mod actors;
mod asked;
mod carry_out;
mod claims;
mod links;
mod matters;
mod queue;
mod read;
mod remarks;
mod sources;
mod typed;
mod vocabulary;

pub use actors::{ActorAdd, ActorAlias, ActorAlign, ActorMerge, ActorSpeaksFor, ActorSplit};
pub use carry_out::{ChangeOptions, Prepared};
pub use claims::{ClaimAdd, ClaimCheck, ClaimCorrect, ClaimReject, ClaimWithdraw, FindingAdd};
pub use links::{LinkAdd, LinkCheck, LinkReject, LinkWithdraw};
pub use matters::{MatterAdd, MatterAssign, MatterMerge, MatterSplit, MatterUnassign};
pub use queue::{QueueAmend, QueueDecide};
pub use remarks::{CommentAdd, NoteAdd, ReviewAdd};
pub use sources::{SourceOwner, SourceRate};
pub use vocabulary::Change;
