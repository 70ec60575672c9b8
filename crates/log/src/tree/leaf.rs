//! The leaf of one event: everything known of it as length-prefixed bytes, its payload only as a salted
//! hash. Called by [`Entry::leaf_hash`]; frozen with format 1, since every proof rests on it.

use counterclaim_model::{CommitHeader, CommitId, Digest, Position, Stream};

use crate::hash::sha256;
use crate::record::{Record, RecordedEvent};
use crate::{CommitSummary, Entry};

/// Opens every header, so that a leaf can be nothing else.
pub(crate) const TAG: &[u8] = b"counterclaim/leaf/1";

/// Returns `SHA-256(0x00 ‖ leaf)`.
pub(crate) fn hash(entry: &Entry) -> Digest {
    sha256(&[&[0x00], &bytes(entry)])
}

/// Returns the leaf: `header ‖ SHA-256(salt ‖ payload)`.
pub(crate) fn bytes(entry: &Entry) -> Vec<u8> {
    [header(entry), entry.content.hash().0.to_vec()].concat()
}

/// As [`hash`], of one event of a record; spares reading the event.
pub(crate) fn hash_of(record: &Record, position: Position, event: &RecordedEvent) -> Digest {
    let header = Header {
        position,
        commit: &record.summary,
        header: &record.header,
        stream: event.stream,
        stream_version: event.stream_version,
        name: &event.name,
        version: event.version,
    };
    sha256(&[&[0x00], &header.bytes(), &event.content.hash().0])
}

fn header(entry: &Entry) -> Vec<u8> {
    let header = Header {
        position: entry.position,
        commit: &entry.commit,
        header: &entry.header,
        stream: entry.stream,
        stream_version: entry.stream_version,
        name: &entry.name,
        version: entry.version,
    };
    header.bytes()
}

/// What a leaf says beside the payload.
struct Header<'a> {
    position: Position,
    commit: &'a CommitSummary,
    header: &'a CommitHeader,
    stream: Stream,
    stream_version: u64,
    name: &'a str,
    version: u16,
}

impl Header<'_> {
    /// Returns the header bytes: each field behind its length as four bytes, big-endian.
    fn bytes(&self) -> Vec<u8> {
        let Self { commit, header, .. } = self;
        let text =
            |id: &Option<CommitId>| id.as_ref().map_or(String::new(), |id| id.as_str().to_owned());
        let mut bytes = Vec::with_capacity(512);
        let mut field = |value: &[u8]| {
            bytes.extend_from_slice(&(value.len() as u32).to_be_bytes());
            bytes.extend_from_slice(value);
        };
        field(TAG);
        field(&self.position.0.to_be_bytes());
        field(commit.id.as_str().as_bytes());
        field(&commit.first.0.to_be_bytes());
        field(&commit.last.0.to_be_bytes());
        field(&commit.request.0);
        field(&header.recorded_at.timestamp_micros().to_be_bytes());
        field(header.analyst.as_bytes());
        field(header.agent.as_bytes());
        field(text(&header.correlation).as_bytes());
        field(text(&header.causation).as_bytes());
        field(self.stream.to_string().as_bytes());
        field(&self.stream_version.to_be_bytes());
        field(self.name.as_bytes());
        field(&self.version.to_be_bytes());
        bytes
    }
}
