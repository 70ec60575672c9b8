//! Keys and values of the one tree. Big-endian numbers, so that keys sort like what they stand for; the
//! shapes may change with any build, since a stranger's index is simply rebuilt.

use chrono::DateTime;
use counterclaim_model::{CommitId, Digest, Position, Stream};
use serde::{Deserialize, Serialize};

use crate::CommitSummary;
use crate::catalogue::Mark;
use crate::files::Place;

/// Positions per value. Small, because sled moves large values to files that it never syncs.
pub(crate) const CHUNK: usize = 256;

/// Key of the point up to which the index goes.
pub(crate) const MARK: &[u8] = b"m";

/// Key of a commit.
pub(crate) fn commit(id: &CommitId) -> Vec<u8> {
    [b"c", id.as_str().as_bytes()].concat()
}

/// Key of the block that begins with `first`.
pub(crate) fn block(first: Position) -> Vec<u8> {
    [&b"b"[..], &first.0.to_be_bytes()].concat()
}

/// Key of the last version of a stream.
pub(crate) fn head(stream: Stream) -> Vec<u8> {
    [HEADS, stream.to_string().as_bytes()].concat()
}

/// What all keys of stream heads begin with.
pub(crate) const HEADS: &[u8] = b"h";

/// What all postings of a stream begin with. No stream's name holds the zero byte behind it.
pub(crate) fn postings(stream: Stream) -> Vec<u8> {
    [&b"p"[..], stream.to_string().as_bytes(), &[0]].concat()
}

/// Key of the posting of a stream that begins with `version`.
pub(crate) fn posting(stream: Stream, version: u64) -> Vec<u8> {
    [&postings(stream)[..], &version.to_be_bytes()].concat()
}

/// Returns the number at the end of a key.
pub(crate) fn number(key: &[u8]) -> Option<u64> {
    key.last_chunk().map(|bytes| u64::from_be_bytes(*bytes))
}

/// Returns the numbers that a value is made of.
pub(crate) fn numbers(value: &[u8]) -> Vec<u64> {
    let (chunks, _) = value.as_chunks();
    chunks.iter().map(|bytes| u64::from_be_bytes(*bytes)).collect()
}

/// Runs numbers together into a value.
pub(crate) fn value(numbers: impl IntoIterator<Item = u64>) -> Vec<u8> {
    numbers.into_iter().flat_map(u64::to_be_bytes).collect()
}

/// Returns the value of a commit: first, last, microseconds, hash of the request.
pub(crate) fn summary_value(summary: &CommitSummary) -> Vec<u8> {
    let micros = summary.recorded_at.timestamp_micros().to_be_bytes();
    [&value([summary.first.0, summary.last.0])[..], &micros, &summary.request.0].concat()
}

/// Reads the value of a commit.
pub(crate) fn summary(id: &CommitId, value: &[u8]) -> Option<CommitSummary> {
    let (positions, rest) = value.split_at_checked(16)?;
    let (micros, request) = rest.split_at_checked(8)?;
    let positions = numbers(positions);
    let micros = i64::from_be_bytes(micros.try_into().ok()?);
    Some(CommitSummary {
        id: id.clone(),
        first: Position(*positions.first()?),
        last: Position(*positions.last()?),
        request: Digest(request.try_into().ok()?),
        recorded_at: DateTime::from_timestamp_micros(micros)?,
    })
}

/// A mark as a value and in the seal.
#[derive(Serialize, Deserialize)]
struct StoredMark {
    position: u64,
    recorded_at: Option<i64>,
    commits: u64,
    segment: u64,
    offset: u64,
    fingerprint: Digest,
}

/// Returns the value of a mark.
pub(crate) fn mark_value(mark: &Mark) -> Vec<u8> {
    let stored = StoredMark {
        position: mark.position.0,
        recorded_at: mark.recorded_at.map(|time| time.timestamp_micros()),
        commits: mark.commits,
        segment: mark.end.segment.0,
        offset: mark.end.offset,
        fingerprint: mark.fingerprint,
    };
    serde_json::to_vec(&stored).expect("numbers and hexadecimal digits always have a JSON form")
}

/// Reads the value of a mark.
pub(crate) fn mark(value: &[u8]) -> Option<Mark> {
    let stored: StoredMark = serde_json::from_slice(value).ok()?;
    let recorded_at = match stored.recorded_at {
        Some(micros) => Some(DateTime::from_timestamp_micros(micros)?),
        None => None,
    };
    Some(Mark {
        position: Position(stored.position),
        recorded_at,
        commits: stored.commits,
        end: Place { segment: Position(stored.segment), offset: stored.offset },
        fingerprint: stored.fingerprint,
    })
}
