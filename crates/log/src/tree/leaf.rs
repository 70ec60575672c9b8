//! The leaf of one event: everything known of it as length-prefixed bytes, its payload only as a salted
//! hash. Called by [`Entry::leaf_hash`]; frozen with format 1, since every proof rests on it.

use counterclaim_model::Digest;

use crate::Entry;
use crate::hash::sha256;

/// Opens every header, so that a leaf can be nothing else.
const TAG: &[u8] = b"counterclaim/leaf/1";

/// Returns `SHA-256(0x00 ‖ header ‖ SHA-256(salt ‖ payload))`.
pub(crate) fn hash(entry: &Entry) -> Digest {
    sha256(&[&[0x00], &header(entry), &entry.content.hash().0])
}

/// Returns the header bytes: each field behind its length as four bytes, big-endian.
fn header(entry: &Entry) -> Vec<u8> {
    let (header, commit) = (&entry.header, &entry.commit);
    let text = |id: &Option<counterclaim_model::CommitId>| {
        id.as_ref().map_or(String::new(), |id| id.as_str().to_owned())
    };
    let mut bytes = Vec::with_capacity(512);
    let mut field = |value: &[u8]| {
        bytes.extend_from_slice(&(value.len() as u32).to_be_bytes());
        bytes.extend_from_slice(value);
    };
    field(TAG);
    field(&entry.position.0.to_be_bytes());
    field(commit.id.as_str().as_bytes());
    field(&commit.first.0.to_be_bytes());
    field(&commit.last.0.to_be_bytes());
    field(&commit.request.0);
    field(&header.recorded_at.timestamp_micros().to_be_bytes());
    field(header.analyst.as_bytes());
    field(header.agent.as_bytes());
    field(text(&header.correlation).as_bytes());
    field(text(&header.causation).as_bytes());
    field(entry.stream.to_string().as_bytes());
    field(&entry.stream_version.to_be_bytes());
    field(entry.name.as_bytes());
    field(&entry.version.to_be_bytes());
    bytes
}
