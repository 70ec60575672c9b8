//! A message of the stream: what it is made of, and how it is read. The first one is `case.toml`, every
//! other one commit, whose payload is the very line that a segment would hold.

use async_nats::jetstream::message::{PublishMessage, StreamMessage};
use counterclaim_model::{CommitId, Digest};

use super::durability::Acknowledgement;
use crate::Tree;
use crate::files::{BadLine, read_line};
use crate::staging::Line;

/// Kind of the first message, as the last word of its subject.
pub(super) const CASE: &str = "case";

/// Kind of all others.
pub(super) const COMMIT: &str = "commit";

/// Header with size and root of the log before the commit: the chain that shows a fork.
pub(super) const BEFORE: &str = "Counterclaim-Before";

/// Header with what the writer had proved of the cluster when it wrote.
pub(super) const ACKNOWLEDGED: &str = "Counterclaim-Acknowledged";

/// What the headers of a commit may have, in bytes: names, an id of at most 200 bytes, a root, numbers.
pub(super) const HEADERS: u64 = 1_024;

/// A message, as the stream has it.
#[derive(Clone, Debug)]
pub(super) struct Received {
    pub(super) sequence: u64,
    pub(super) subject: String,
    pub(super) before: Option<String>,
    pub(super) bytes: Vec<u8>,
}

impl Received {
    pub(super) fn of(message: StreamMessage) -> Self {
        let before = message.headers.get(BEFORE).map(|value| value.as_str().to_owned());
        Self {
            sequence: message.sequence,
            subject: message.subject.to_string(),
            before,
            bytes: message.payload.to_vec(),
        }
    }

    /// Reads the commit.
    pub(super) fn line(&self) -> Result<Line, String> {
        let (checksum, record) = read_line(&self.bytes).map_err(|bad| match bad {
            BadLine::Flaw(what) => what,
            BadLine::OtherFormat(found) => {
                format!("is a commit of format {found}, which this build does not read")
            }
        })?;
        Ok(Line { record, checksum, length: self.bytes.len() as u64 })
    }
}

/// Returns what stands in the header of the chain: size and root.
pub(super) fn before(tree: &Tree) -> String {
    let root: Digest = tree.root();
    format!("{} {root}", tree.size())
}

/// Makes the message of a commit. It is taken only as the one behind message `last`.
pub(super) fn of_commit(
    stream: &str,
    id: &CommitId,
    bytes: &[u8],
    tree: &Tree,
    level: Acknowledgement,
    last: u64,
) -> PublishMessage {
    PublishMessage::build()
        .payload(bytes.to_vec().into())
        .header(BEFORE, before(tree).as_str())
        .header(ACKNOWLEDGED, level.name())
        .message_id(id.as_str())
        .expected_stream(stream)
        .expected_last_sequence(last)
}
