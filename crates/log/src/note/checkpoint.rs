//! Checkpoints (c2sp.org/tlog-checkpoint): the size and root of a log under its name, signed. Made when
//! a writer closes, kept for ever, and held against the log whenever it is opened.

use std::fmt;

use counterclaim_model::Digest;

use super::base64;
use super::key::{Signer, Verifier};
use super::lines::{first, number};
use super::signed::{BadNote, Note};

/// What a checkpoint says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The name of the log, and of the key that signs for it.
    pub origin: String,
    /// Number of events.
    pub size: u64,
    /// Root of the Merkle tree over them.
    pub root: Digest,
}

/// A checkpoint with the note it stands in, whose signature held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    note: Note,
}

impl Checkpoint {
    /// Reads the text of a note. Lines behind the third are extensions, which are passed over.
    fn parse(text: &str) -> Result<Self, BadNote> {
        let end = BadNote::NoCheckpoint("it has fewer than three lines");
        let (origin, rest) = first(text).ok_or(end.clone())?;
        let (size, rest) = first(rest).ok_or(end.clone())?;
        let (root, _extensions) = first(rest).ok_or(end)?;
        let size = number(size).ok_or(BadNote::NoCheckpoint("its second line is no size"))?;
        let root =
            base64::digest(root).ok_or(BadNote::NoCheckpoint("its third line is no root"))?;
        if origin.is_empty() {
            return Err(BadNote::NoCheckpoint("it names no log"));
        }
        Ok(Self { origin: origin.to_owned(), size, root })
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, base64::encode(&self.root.0))
    }
}

impl SignedCheckpoint {
    /// Signs size and root of the log that has the signer's name.
    pub(crate) fn sign(size: u64, root: Digest, signer: &Signer) -> Self {
        let checkpoint = Checkpoint { origin: signer.verifier().name().to_owned(), size, root };
        let note = Note::sign(checkpoint.to_string(), signer);
        Self { checkpoint, note }
    }

    /// Reads a note, and checks that it is a checkpoint of the log that has the verifier's name, signed
    /// with the verifier's key.
    ///
    /// # Errors
    /// See [`BadNote`].
    pub fn open(note: &str, verifier: &Verifier) -> Result<Self, BadNote> {
        let note = Note::parse(note)?;
        let checkpoint = Checkpoint::parse(note.verify(verifier)?)?;
        if checkpoint.origin != verifier.name() {
            return Err(BadNote::NoCheckpoint("it is of another log than the key"));
        }
        Ok(Self { checkpoint, note })
    }

    /// Returns what it says.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// Returns the number of events.
    pub fn size(&self) -> u64 {
        self.checkpoint.size
    }

    /// Returns the root.
    pub fn root(&self) -> Digest {
        self.checkpoint.root
    }
}

impl fmt::Display for SignedCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.note.fmt(f)
    }
}
