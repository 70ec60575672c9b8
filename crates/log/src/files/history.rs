//! What a log can prove of itself: the tree over all it holds, from `log/hashes` as far as that reaches
//! and from the log itself beyond; held against checkpoints when a log is opened, before one is signed,
//! and for every proof and printed root.

use std::path::Path;

use counterclaim_model::{Digest, Position};

use super::case_file;
use super::open::Paths;
use crate::error::{LogError, ProveError};
use crate::note::{
    Checkpoints, ConsistencyProof, InclusionProof, SignedCheckpoint, Signer, Verifier,
};
use crate::tree::{
    Grown, HashView, Hashes, ProofError, check_consistency, check_inclusion, consistency,
    inclusion, leaf, root,
};
use crate::{Content, Entry, ReadLog};

/// What is needed beside the log itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Proving<'a> {
    pub(crate) hashes: &'a Path,
    pub(super) checkpoints: &'a Path,
    pub(super) verifier: Option<&'a Verifier>,
}

/// Size and root of a log, and what of it was signed last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeHead {
    /// Number of events.
    pub size: u64,
    /// Root of the Merkle tree over them.
    pub root: Digest,
    /// The last checkpoint, if the case is signed.
    pub checkpoint: Option<SignedCheckpoint>,
}

impl Proving<'_> {
    /// Returns the last checkpoint.
    pub(super) fn last(&self) -> Result<Option<SignedCheckpoint>, LogError> {
        match self.verifier {
            Some(verifier) => Checkpoints::at(self.checkpoints).last(verifier),
            None => Ok(None),
        }
    }

    /// Refuses a log that ends before what was signed.
    pub(super) fn refuse_short(&self, head: Position) -> Result<(), LogError> {
        let signed = self.last()?.map_or(0, |signed| signed.size());
        if head.0 < signed { Err(LogError::Short { head, signed }) } else { Ok(()) }
    }

    /// Returns size and root of everything in `log`, whose last checkpoint is `checkpoint`. A root that is
    /// not the one signed is an error.
    pub(super) fn tree_head(
        &self,
        log: &dyn ReadLog,
        checkpoint: Option<SignedCheckpoint>,
    ) -> Result<TreeHead, LogError> {
        let hashes = self.sound(log, checkpoint.as_ref())?;
        let size = hashes.leaves();
        Ok(TreeHead { size, root: root(&hashes, size)?, checkpoint })
    }

    /// Returns the tree over everything in `log`, to be grown further.
    #[cfg(feature = "cluster")]
    pub(super) fn tree(&self, log: &dyn ReadLog) -> Result<crate::Tree, LogError> {
        let hashes = self.sound(log, self.last()?.as_ref())?;
        crate::Tree::of(&hashes, hashes.leaves())
    }

    /// Returns size and root of the first `size` events of `log`, with the last checkpoint that reaches no
    /// further. `signed` is the last one of all, with which everything must agree.
    pub(super) fn head_at(
        &self,
        log: &dyn ReadLog,
        signed: Option<&SignedCheckpoint>,
        size: u64,
    ) -> Result<TreeHead, LogError> {
        let hashes = self.sound(log, signed)?;
        let size = size.min(hashes.leaves());
        let notes = match self.verifier {
            Some(verifier) => Checkpoints::at(self.checkpoints).all(verifier)?,
            None => Vec::new(),
        };
        let mut reached = notes.into_iter().filter_map(|(_, note)| note.ok());
        let checkpoint = reached.rfind(|note| note.size() <= size);
        Ok(TreeHead { size, root: root(&hashes, size)?, checkpoint })
    }

    /// Holds a log against what was signed, before anything is appended to it. Returns whether the stored
    /// hashes are of use: they are not if they disagree where the log itself does not.
    pub(super) fn refuse_altered(&self, log: &dyn ReadLog) -> Result<bool, LogError> {
        let Some(signed) = self.last()? else { return Ok(true) };
        let file = HashView::open(self.hashes).ok().flatten();
        let is_there = file.is_some();
        if file.is_some_and(|file| agreeing(grown(Some(file), log), &signed).is_ok()) {
            return Ok(true);
        }
        agreeing(grown(None, log), &signed)?;
        Ok(!is_there)
    }

    /// Returns hashes over everything in `log` up to the head of now that agree with what was signed:
    /// those in the file, or, where those do not, all of them made anew by reading.
    fn sound(
        &self,
        log: &dyn ReadLog,
        signed: Option<&SignedCheckpoint>,
    ) -> Result<Grown, LogError> {
        let hold = |hashes| match signed {
            Some(signed) => agreeing(hashes, signed),
            None => hashes,
        };
        let file = HashView::open(self.hashes).ok().flatten();
        match file.map(|file| hold(grown(Some(file), log))) {
            Some(Ok(hashes)) => Ok(hashes),
            Some(Err(_)) | None => hold(grown(None, log)),
        }
    }

    /// Signs everything in `log`, if that is more than was signed last, and appends the checkpoint.
    /// Returns the last checkpoint. What is not consistent with it is never signed.
    pub(super) fn sign(
        &self,
        log: &dyn ReadLog,
        signer: &Signer,
    ) -> Result<SignedCheckpoint, ProveError> {
        let verifier = self.verifier.ok_or(ProveError::Unsigned)?;
        if signer.verifier() != *verifier {
            let (wanted, found) = (verifier.to_string(), signer.verifier().to_string());
            return Err(ProveError::OtherKey { wanted, found });
        }
        let last = self.last()?;
        self.refuse_short(log.head())?;
        if let Some(last) = last.as_ref().filter(|last| last.size() == log.head().0) {
            return Ok(last.clone());
        }
        let hashes = self.sound(log, last.as_ref())?;
        let size = hashes.leaves();
        let signed = SignedCheckpoint::sign(size, root(&hashes, size)?, signer);
        Checkpoints::at(self.checkpoints).append(&signed)?;
        Ok(signed)
    }

    /// Proves that the event at `position` is in the log under its last checkpoint. With `disclose`, the
    /// proof shows its payload.
    pub(super) fn prove_event(
        &self,
        log: &dyn ReadLog,
        signed: Option<SignedCheckpoint>,
        position: Position,
        disclose: Disclosure,
    ) -> Result<InclusionProof, ProveError> {
        self.verifier.ok_or(ProveError::Unsigned)?;
        let Some(index) = position.0.checked_sub(1).filter(|_| position <= log.head()) else {
            return Err(ProveError::NoEvent(position));
        };
        let size = signed.as_ref().map_or(0, SignedCheckpoint::size);
        let Some(signed) = signed.filter(|signed| position.0 <= signed.size()) else {
            return Err(ProveError::NotCovered { position, signed: size });
        };
        let entry = log.read(Position(index)).next().ok_or(ProveError::NoEvent(position))??;
        let hash = entry.leaf_hash();
        let holds = |path: &[Digest]| check_inclusion(hash, index, size, path, signed.root());
        let file = HashView::open(self.hashes).ok().flatten();
        let quick = file.and_then(|hashes| inclusion(&hashes, index, size).ok());
        let path = match quick.filter(|path| holds(path).is_ok()) {
            Some(path) => path,
            None => self.by_reading(log, &signed, index, holds)?,
        };
        let leaf = disclose.bytes(&entry);
        Ok(InclusionProof { leaf, index, path, checkpoint: signed.to_string() })
    }

    /// Makes an audit path from the log alone, where the file of hashes is behind it or wrong.
    fn by_reading(
        &self,
        log: &dyn ReadLog,
        signed: &SignedCheckpoint,
        index: u64,
        holds: impl Fn(&[Digest]) -> Result<(), ProofError>,
    ) -> Result<Vec<Digest>, LogError> {
        let hashes = agreeing(grown(None, log), signed)?;
        let path = inclusion(&hashes, index, signed.size())?;
        let (size, found) = (signed.size(), hashes.hash_at(0, index)?);
        holds(&path).map_err(|_| LogError::Altered { size, signed: signed.root(), found })?;
        Ok(path)
    }

    /// Proves that the log under its last checkpoint begins with the one of `old` events.
    pub(super) fn prove_growth(
        &self,
        log: &dyn ReadLog,
        signed: Option<SignedCheckpoint>,
        old: u64,
    ) -> Result<ConsistencyProof, ProveError> {
        self.verifier.ok_or(ProveError::Unsigned)?;
        let signed = signed.filter(|signed| old <= signed.size());
        let signed = signed.ok_or(ProveError::NoCheckpoint(old))?;
        let hashes = self.sound(log, Some(&signed))?;
        let path = consistency(&hashes, old, signed.size())?;
        Ok(ConsistencyProof { old, path, checkpoint: signed.to_string() })
    }
}

/// Returns the last checkpoint of the case in `dir`, whatever its log looks like.
///
/// # Errors
/// It is no case, or its checkpoints cannot be read.
pub fn last_checkpoint(dir: &Path) -> Result<Option<SignedCheckpoint>, LogError> {
    let case = case_file::read(dir)?;
    Paths::of(dir).proving(&case).last()
}

/// Whether a proof shows the payload of its event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Disclosure {
    /// Only its salted hash.
    #[default]
    Hash,
    /// The payload, with its salt; the hash if it was erased.
    Payload,
}

impl Disclosure {
    fn bytes(self, entry: &Entry) -> Vec<u8> {
        let leaf = leaf::bytes(entry);
        match self {
            Self::Hash => leaf,
            Self::Payload => match &entry.content {
                Content::Kept { salt, payload } => {
                    [&leaf, &salt.0[..], payload.as_bytes()].concat()
                }
                Content::Erased(_) => leaf,
            },
        }
    }
}

/// Returns hashes over everything up to the head: the file's, and those of what it does not have yet.
fn grown(base: Option<HashView>, log: &dyn ReadLog) -> Result<Grown, LogError> {
    let mut grown = Grown::over(base, log.head().0)?;
    for entry in log.read(Position(grown.leaves())) {
        grown.push(entry?.leaf_hash());
    }
    Ok(grown)
}

/// Hands hashes on if what was signed is the beginning of them.
fn agreeing(hashes: Result<Grown, LogError>, signed: &SignedCheckpoint) -> Result<Grown, LogError> {
    let hashes = hashes?;
    let (size, new) = (signed.size(), hashes.leaves());
    if new < size {
        return Err(LogError::Short { head: Position(new), signed: size });
    }
    let found = root(&hashes, size)?;
    let path = consistency(&hashes, size, new)?;
    check_consistency((size, signed.root()), (new, root(&hashes, new)?), &path)
        .map_err(|_| LogError::Altered { size, signed: signed.root(), found })?;
    Ok(hashes)
}
