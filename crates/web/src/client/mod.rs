//! The other end of the server's door, for the command line: calls by the socket in a case, or to an
//! address of another machine. It waits for each answer; nothing of the server is used here.

mod calling;
mod error;
mod socket;
mod target;
mod told;

pub(crate) use calling::HEADER;
pub use calling::{Client, Sent};
pub use error::ClientError;
pub use target::Target;
pub use told::Told;
pub(crate) use told::{ENDS_WITH, NOTE, REPORTED, SERVED_AT};
