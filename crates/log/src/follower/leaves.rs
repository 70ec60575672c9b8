//! The hashes of the Merkle tree, kept up behind the log. They are derived: a file that does not agree
//! with what was sealed, or cannot be written, costs time and nothing else.

use std::path::Path;
use std::sync::Arc;

use counterclaim_model::{Digest, Position};

use crate::LogError;
use crate::catalogue::Noted;
use crate::tree::{HashFile, leaf};

/// `log/hashes`, open for writing.
#[derive(Debug)]
pub(super) struct Leaves {
    file: HashFile,
}

impl Leaves {
    /// Opens the file. What is kept of it is what was sealed, if that is there and has the sealed root;
    /// otherwise nothing.
    pub(super) fn open(path: &Path, sealed: Option<(Position, Digest)>) -> Result<Self, LogError> {
        let (mut file, _) = HashFile::open(path)?;
        let is_there = |(end, root): &(Position, Digest)| file.root(end.0).ok() == Some(*root);
        let keep = sealed.filter(is_there).map_or(0, |(end, _)| end.0);
        file.truncate(keep)?;
        Ok(Self { file })
    }

    /// Returns the position of the last event that has a leaf.
    pub(super) fn end(&self) -> Position {
        Position(self.file.tree().size())
    }

    /// Returns the root over all leaves.
    pub(super) fn root(&self) -> Digest {
        self.file.tree().root()
    }

    /// Adds the leaves of commits, but for those that are there, and makes them durable.
    pub(super) fn take(&mut self, commits: &[Arc<Noted>]) -> Result<(), LogError> {
        let end = self.end();
        let mut leaves = Vec::new();
        for noted in commits {
            let new = noted.record.placed().filter(|(position, _)| *position > end);
            leaves.extend(new.map(|(at, event)| leaf::hash_of(&noted.record, at, event)));
        }
        self.file.extend(&leaves)?;
        self.file.sync()
    }
}
