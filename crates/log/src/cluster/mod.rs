//! The same case as a stream on a NATS cluster: one message a commit, the same line, the same leaves. What
//! the stream holds is the truth; a copy of it in files beside each node is what is read. `FORMAT.md`
//! defines stream and messages.

mod address;
mod config;
mod durability;
mod evidence;
mod link;
mod log;
mod message;
mod monitor;
mod open;
mod permissions;
mod publish;
mod receive;
mod trouble;

pub use address::{Access, BadAddress, StreamAddress};
pub use durability::{Acknowledgement, Durability, ReplicaSync};
pub use log::{Reaching, StreamLog};
pub use permissions::{Role, server_config};
