//! Proof files: that an event stands in a signed log (c2sp.org/tlog-proof@v1), or that a signed log is
//! the beginning of a later one. They hold everything but the verifier's key, and need no log.

use std::fmt;
use std::str::FromStr;

use counterclaim_model::Digest;

use super::base64;
use super::checkpoint::SignedCheckpoint;
use super::key::Verifier;
use super::leaf_bytes::LeafBytes;
use super::lines::{first, number};
use crate::error::Disproof;
use crate::tree::{check_consistency, check_inclusion};

/// First line of a proof that an event was recorded.
const INCLUSION: &str = "c2sp.org/tlog-proof@v1";

/// First line of a proof that a log was only added to.
const CONSISTENCY: &str = "counterclaim/consistency@v1";

/// Most hashes in a proof: two for each level of a tree of 2^64 leaves.
const MAX_HASHES: usize = 128;

/// A proof, not yet checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// That an event was recorded.
    Inclusion(InclusionProof),
    /// That a log was only added to.
    Consistency(ConsistencyProof),
}

/// That an event stands in the log under a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InclusionProof {
    /// The bytes of the event's leaf, with salt and payload behind them if they are disclosed
    /// ([`LeafBytes`]).
    pub leaf: Vec<u8>,
    /// Index of the leaf, from 0: one less than the event's position.
    pub index: u64,
    /// The audit path.
    pub path: Vec<Digest>,
    /// The checkpoint, as a signed note.
    pub checkpoint: String,
}

/// That the log under an older checkpoint is the beginning of the log under a later one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsistencyProof {
    /// Size of the older log. Its root comes from whoever kept its checkpoint.
    pub old: u64,
    /// The hashes.
    pub path: Vec<Digest>,
    /// The later checkpoint, as a signed note.
    pub checkpoint: String,
}

impl InclusionProof {
    /// Checks everything: the signature, the event's bytes, and that they stand in the tree.
    ///
    /// # Errors
    /// Which part does not hold.
    pub fn check(&self, verifier: &Verifier) -> Result<(SignedCheckpoint, LeafBytes), Disproof> {
        let signed = SignedCheckpoint::open(&self.checkpoint, verifier)?;
        let leaf = LeafBytes::parse(&self.leaf)?;
        if leaf.position.0.checked_sub(1) != Some(self.index) {
            return Err(Disproof::OtherPlace { says: leaf.position, index: self.index });
        }
        check_inclusion(leaf.hash(), self.index, signed.size(), &self.path, signed.root())?;
        Ok((signed, leaf))
    }
}

impl ConsistencyProof {
    /// Checks everything against the older checkpoint, which the caller has kept.
    ///
    /// # Errors
    /// Which part does not hold.
    pub fn check(
        &self,
        older: &SignedCheckpoint,
        verifier: &Verifier,
    ) -> Result<SignedCheckpoint, Disproof> {
        let signed = SignedCheckpoint::open(&self.checkpoint, verifier)?;
        if older.size() != self.old {
            return Err(Disproof::OtherSize { kept: older.size(), proof: self.old });
        }
        let old = (self.old, older.root());
        check_consistency(old, (signed.size(), signed.root()), &self.path)?;
        Ok(signed)
    }
}

impl FromStr for Proof {
    type Err = Disproof;

    fn from_str(text: &str) -> Result<Self, Disproof> {
        let (kind, rest) = first(text).ok_or(Disproof::Form("it is empty"))?;
        match kind {
            INCLUSION => inclusion(rest).map(Self::Inclusion),
            CONSISTENCY => consistency(rest).map(Self::Consistency),
            _ => Err(Disproof::Form("its first line names no kind of proof that is known here")),
        }
    }
}

fn inclusion(text: &str) -> Result<InclusionProof, Disproof> {
    let end = Disproof::Form("it is incomplete");
    let (line, rest) = first(text).ok_or(end.clone())?;
    let leaf = line.strip_prefix("extra ").and_then(base64::decode);
    let leaf = leaf.ok_or(Disproof::Form("it does not say of which event (line `extra`)"))?;
    let (line, rest) = first(rest).ok_or(end)?;
    let index = line.strip_prefix("index ").and_then(number);
    let index = index.ok_or(Disproof::Form("it has no place (line `index`)"))?;
    let (path, checkpoint) = path(rest)?;
    Ok(InclusionProof { leaf, index, path, checkpoint })
}

fn consistency(text: &str) -> Result<ConsistencyProof, Disproof> {
    let (line, rest) = first(text).ok_or(Disproof::Form("it is incomplete"))?;
    let old = line.strip_prefix("old ").and_then(number);
    let old = old.ok_or(Disproof::Form("it has no older size (line `old`)"))?;
    let (path, checkpoint) = path(rest)?;
    Ok(ConsistencyProof { old, path, checkpoint })
}

/// Reads hashes up to the empty line, and takes the rest as the checkpoint.
fn path(text: &str) -> Result<(Vec<Digest>, String), Disproof> {
    let mut path = Vec::new();
    let mut rest = text;
    loop {
        let (line, behind) = first(rest).ok_or(Disproof::Form("it is incomplete"))?;
        rest = behind;
        if line.is_empty() {
            return Ok((path, rest.to_owned()));
        }
        path.push(base64::digest(line).ok_or(Disproof::Form("a line of it is no hash"))?);
        if path.len() > MAX_HASHES {
            return Err(Disproof::Form("it has more hashes than any proof"));
        }
    }
}

impl fmt::Display for InclusionProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{INCLUSION}\nextra {}\nindex {}", base64::encode(&self.leaf), self.index)?;
        self.path.iter().try_for_each(|hash| writeln!(f, "{}", base64::encode(&hash.0)))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

impl fmt::Display for ConsistencyProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{CONSISTENCY}\nold {}", self.old)?;
        self.path.iter().try_for_each(|hash| writeln!(f, "{}", base64::encode(&hash.0)))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inclusion(proof) => proof.fmt(f),
            Self::Consistency(proof) => proof.fmt(f),
        }
    }
}
