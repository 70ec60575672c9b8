//! The bytes of a leaf as a proof carries them: what was recorded, when and by whom, readable without
//! the log; the payload as its hash, or disclosed with its salt. `FORMAT.md` defines them.

use counterclaim_model::{CommitId, Digest, Instant, Position, Stream};

use crate::Salt;
use crate::hash::sha256;
use crate::tree::leaf;

/// An event as its leaf tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeafBytes {
    /// Its place.
    pub position: Position,
    /// The commit it came with.
    pub commit: CommitId,
    /// Position of the commit's first event.
    pub first: Position,
    /// Position of the commit's last event.
    pub last: Position,
    /// Hash of what was asked.
    pub request: Digest,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// Who recorded it.
    pub analyst: String,
    /// With which program.
    pub agent: String,
    /// The stream it belongs to.
    pub stream: Stream,
    /// Its place in the stream.
    pub stream_version: u64,
    /// Its stored name.
    pub name: String,
    /// Version of its payload.
    pub version: u16,
    /// What is known of its payload.
    pub payload: Sealed,
    bytes: Vec<u8>,
}

/// What a proof shows of a payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sealed {
    /// Its salted hash.
    Hash(Digest),
    /// All of it.
    Disclosed(Disclosed),
}

/// A payload with the salt it was hashed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosed {
    /// The salt.
    pub salt: Salt,
    /// The exact bytes.
    pub payload: String,
}

/// The bytes are no leaf of this log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the event's bytes {0}")]
pub struct BadLeaf(&'static str);

/// Takes length-prefixed fields off the front of bytes.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn field(&mut self) -> Option<&'a [u8]> {
        let (length, rest) = self.0.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (field, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        Some(field)
    }

    fn text(&mut self) -> Option<String> {
        String::from_utf8(self.field()?.to_vec()).ok()
    }

    fn number(&mut self) -> Option<u64> {
        self.field()?.try_into().ok().map(u64::from_be_bytes)
    }
}

impl LeafBytes {
    /// Reads the bytes of a leaf, and behind them salt and payload if they were disclosed.
    ///
    /// # Errors
    /// They are no leaf, or what is disclosed is not what was hashed.
    pub fn parse(bytes: &[u8]) -> Result<Self, BadLeaf> {
        let mut fields = Fields(bytes);
        let leaf = Self::header(&mut fields).ok_or(BadLeaf("are no leaf of a case's log"))?;
        let (hash, rest) =
            fields.0.split_first_chunk().ok_or(BadLeaf("end before the payload's hash"))?;
        let hash = Digest(*hash);
        let length = bytes.len() - rest.len();
        let payload = match rest {
            [] => Sealed::Hash(hash),
            rest => Sealed::Disclosed(disclosed(rest, hash)?),
        };
        Ok(Self { payload, bytes: bytes[..length].to_vec(), ..leaf })
    }

    fn header(fields: &mut Fields<'_>) -> Option<Self> {
        if fields.field()? != leaf::TAG {
            return None;
        }
        let position = Position(fields.number()?);
        let commit = CommitId::try_from(fields.text()?).ok()?;
        let (first, last) = (Position(fields.number()?), Position(fields.number()?));
        let request = Digest(fields.field()?.try_into().ok()?);
        let micros = i64::from_be_bytes(fields.field()?.try_into().ok()?);
        let recorded_at = chrono::DateTime::from_timestamp_micros(micros)?;
        let (analyst, agent) = (fields.text()?, fields.text()?);
        let (_correlation, _causation) = (fields.text()?, fields.text()?);
        let stream = fields.text()?.parse().ok()?;
        let stream_version = fields.number()?;
        let name = fields.text()?;
        let version = u16::from_be_bytes(fields.field()?.try_into().ok()?);
        Some(Self {
            position,
            commit,
            first,
            last,
            request,
            recorded_at,
            analyst,
            agent,
            stream,
            stream_version,
            name,
            version,
            payload: Sealed::Hash(Digest([0; 32])),
            bytes: Vec::new(),
        })
    }

    /// Returns the hash of salt and payload.
    pub fn payload_hash(&self) -> Digest {
        let (_, hash) = self.bytes.split_last_chunk().expect("a leaf ends in a hash");
        Digest(*hash)
    }

    /// Returns the hash that stands in the tree.
    pub fn hash(&self) -> Digest {
        sha256(&[&[0x00], &self.bytes])
    }
}

fn disclosed(bytes: &[u8], hash: Digest) -> Result<Disclosed, BadLeaf> {
    let (salt, payload) =
        bytes.split_first_chunk::<16>().ok_or(BadLeaf("disclose less than a salt"))?;
    if sha256(&[salt, payload]) != hash {
        return Err(BadLeaf("disclose another payload than was recorded"));
    }
    let payload = String::from_utf8(payload.to_vec());
    let payload = payload.map_err(|_| BadLeaf("disclose a payload that is no text"))?;
    Ok(Disclosed { salt: Salt(*salt), payload })
}
