//! The seal: a small file beside sled that says how far the index goes, over which lines of the log, and
//! what must be in it. Opening the log believes it where it agrees with the log's own lines; the index is
//! believed only where it agrees with the seal, since sled may open without error on a fraction of what
//! was flushed.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use chrono::DateTime;
use counterclaim_model::{Digest, Position, Stream};
use serde::{Deserialize, Serialize};

use super::lost::IndexLost;
use crate::catalogue::{Mark, Passed};
use crate::files::sync_dir;
use crate::hash::sha256;
use crate::tip::Tip;

/// Name of the file in the index's directory, and of the next one until the index has what it says.
const NAME: &str = "seal";
const NEXT: &str = "seal.new";

/// What a seal says of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) mark: Mark,
    pub(crate) tip: Tip,
}

/// How far the index goes, and what must be in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seal {
    pub(crate) known: Known,
    /// Hash over all steps.
    pub(crate) content: Digest,
    /// Root of the Merkle tree over all events, if `log/hashes` was kept up.
    pub(crate) root: Option<Digest>,
}

/// The stored shape of a seal.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    position: u64,
    recorded_at: Option<i64>,
    commits: u64,
    content: Digest,
    root: Option<Digest>,
    segments: Vec<StoredSegment>,
    streams: BTreeMap<String, u64>,
}

/// The stored shape of what is sealed of one segment.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredSegment {
    first: u64,
    length: u64,
    fingerprint: Digest,
}

impl Seal {
    /// Returns its bytes: eight hexadecimal digits of checksum, a space, JSON, a line feed.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let Self { known: Known { mark, tip }, content, root } = self;
        let segment = |passed: &Passed| StoredSegment {
            first: passed.first.0,
            length: passed.length,
            fingerprint: passed.fingerprint,
        };
        let streams = tip.streams.iter().map(|(stream, version)| (stream.to_string(), *version));
        let stored = Stored {
            position: mark.position.0,
            recorded_at: mark.recorded_at.map(|time| time.timestamp_micros()),
            commits: mark.commits,
            content: *content,
            root: *root,
            segments: mark.segments.iter().map(segment).collect(),
            streams: streams.collect(),
        };
        let json = serde_json::to_string(&stored);
        let json = json.expect("numbers and texts always have a JSON form");
        format!("{:08x} {json}\n", crc32c::crc32c(json.as_bytes())).into_bytes()
    }

    /// Reads the bytes of a seal.
    fn of(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?.strip_suffix('\n')?;
        let (checksum, json) = text.split_once(' ')?;
        if checksum != format!("{:08x}", crc32c::crc32c(json.as_bytes())) {
            return None;
        }
        let stored: Stored = serde_json::from_str(json).ok()?;
        let recorded_at = match stored.recorded_at {
            Some(micros) => Some(DateTime::from_timestamp_micros(micros)?),
            None => None,
        };
        let position = Position(stored.position);
        let mut streams: BTreeMap<Stream, u64> = BTreeMap::new();
        for (name, version) in &stored.streams {
            streams.insert(name.parse().ok()?, *version);
        }
        let passed = |segment: &StoredSegment| Passed {
            first: Position(segment.first),
            length: segment.length,
            fingerprint: segment.fingerprint,
        };
        let segments = stored.segments.iter().map(passed).collect();
        let mark = Mark { position, recorded_at, commits: stored.commits, segments };
        let tip = Tip { head: position, recorded_at, streams };
        let (content, root) = (stored.content, stored.root);
        Some(Self { known: Known { mark, tip }, content, root })
    }

    /// Reads the seal in the index's directory; `None` if there is none.
    pub(crate) fn read(dir: &Path) -> Result<Option<Self>, IndexLost> {
        match fs::read(dir.join(NAME)) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(IndexLost(error.to_string())),
            Ok(bytes) => match Self::of(&bytes) {
                None => Err(IndexLost("its seal is broken".to_owned())),
                seal => Ok(seal),
            },
        }
    }

    /// Reads the seal that was to come next when a writer was interrupted.
    pub(crate) fn read_next(dir: &Path) -> Option<Self> {
        Self::of(&fs::read(dir.join(NEXT)).ok()?)
    }

    /// Returns what sled keeps of it, so that each can tell whether the other is of the same step.
    pub(crate) fn token(bytes: &[u8]) -> Vec<u8> {
        sha256(&[bytes]).0.to_vec()
    }

    /// Writes the next seal, durably. It comes before the batch that it is about: a writer killed between
    /// the two leaves an index that agrees with the one seal or with the other.
    pub(crate) fn prepare(dir: &Path, bytes: &[u8]) -> Result<(), IndexLost> {
        let write = || {
            let mut file = File::create(dir.join(NEXT))?;
            file.write_all(bytes)?;
            file.sync_data()
        };
        write().map_err(|error: std::io::Error| IndexLost(error.to_string()))
    }

    /// Makes the next seal the one that counts.
    pub(crate) fn replace(dir: &Path) -> Result<(), IndexLost> {
        let renamed = fs::rename(dir.join(NEXT), dir.join(NAME));
        renamed.map_err(|error| IndexLost(error.to_string()))?;
        sync_dir(dir).map_err(|error| IndexLost(error.to_string()))
    }
}
