//! `log/hashes`: the stored hashes of the whole tree in one file, 32 bytes each, without a header. The
//! background writer extends it behind the log; readers look things up in it beside that writer. It can
//! be made again from the log at any time.

use std::fs::{File, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use counterclaim_model::Digest;

use super::edge::Tree;
use super::stored::{Hashes, count, leaves_in, place};
use crate::LogError;
use crate::files::sync_dir;

/// Length of a hash, in bytes.
const WIDTH: u64 = 32;

/// Stored hashes as they were when the file was opened; for reading, also beside their writer.
#[derive(Debug)]
pub struct HashView {
    path: PathBuf,
    file: File,
    leaves: u64,
}

/// Stored hashes, open for writing by one.
#[derive(Debug)]
pub struct HashFile {
    view: HashView,
    tree: Tree,
}

impl HashView {
    /// Opens the file for reading, if there is one.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn open(path: &Path) -> Result<Option<Self>, LogError> {
        match File::open(path) {
            Ok(file) => Self::of(path, file).map(Some),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(LogError::io(path)(error)),
        }
    }

    /// Says that a hash is not what the two below it make it.
    pub(super) fn unsound(&self, level: u32, index: u64) -> LogError {
        LogError::Damaged {
            segment: self.path.clone(),
            offset: place(level, index) * WIDTH,
            what: "a hash is not that of the two below it; `rebuild` makes them anew".to_owned(),
        }
    }

    /// Counts the leaves that are there whole; what stands behind them was never finished.
    fn of(path: &Path, file: File) -> Result<Self, LogError> {
        let length = file.metadata().map_err(LogError::io(path))?.len();
        Ok(Self { path: path.to_owned(), file, leaves: leaves_in(length / WIDTH) })
    }
}

impl Hashes for HashView {
    fn leaves(&self) -> u64 {
        self.leaves
    }

    fn hash_at(&self, level: u32, index: u64) -> Result<Digest, LogError> {
        let mut hash = [0; WIDTH as usize];
        let read = self.file.read_exact_at(&mut hash, place(level, index) * WIDTH);
        read.map_err(LogError::io(&self.path))?;
        Ok(Digest(hash))
    }
}

impl HashFile {
    /// Opens the file for writing, and makes it where it is not there. Returns also how many leaves it
    /// has; whether they are those of the log is for the caller to know.
    ///
    /// # Errors
    /// It cannot be read or made.
    pub fn open(path: &Path) -> Result<(Self, u64), LogError> {
        let is_new = !path.exists();
        let file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
        let view = HashView::of(path, file.map_err(LogError::io(path))?)?;
        if is_new {
            sync_dir(path.parent().expect("a file that was just opened lies in a directory"))?;
        }
        let tree = Tree::of(&view, view.leaves)?;
        let leaves = view.leaves;
        Ok((Self { view, tree }, leaves))
    }

    /// Forgets everything behind the first `leaves` leaves, a piece of an unfinished one included. With
    /// as many leaves as there are, or more, only such a piece goes.
    ///
    /// # Errors
    /// It cannot be written or read.
    pub fn truncate(&mut self, leaves: u64) -> Result<(), LogError> {
        let leaves = leaves.min(self.view.leaves);
        let cut = self.view.file.set_len(count(leaves) * WIDTH);
        cut.map_err(LogError::io(&self.view.path))?;
        self.tree = Tree::of(&self.view, leaves)?;
        self.view.leaves = leaves;
        Ok(())
    }

    /// Appends leaves, given their hashes, with one write. They are durable after the next
    /// [`sync`](Self::sync).
    ///
    /// # Errors
    /// They cannot be written; the file then stands as before, perhaps with a piece of them behind it.
    pub fn extend(&mut self, leaves: &[Digest]) -> Result<(), LogError> {
        let mut tree = self.tree.clone();
        let mut bytes = Vec::with_capacity(leaves.len() * 2 * WIDTH as usize);
        for leaf in leaves {
            tree.push_stored(*leaf, |hash| bytes.extend_from_slice(&hash.0));
        }
        let end = count(self.tree.size()) * WIDTH;
        let written = self.view.file.write_all_at(&bytes, end);
        written.map_err(LogError::io(&self.view.path))?;
        self.view.leaves = tree.size();
        self.tree = tree;
        Ok(())
    }

    /// Makes durable what was appended.
    ///
    /// # Errors
    /// The device says no.
    pub fn sync(&self) -> Result<(), LogError> {
        self.view.file.sync_data().map_err(LogError::io(&self.view.path))
    }

    /// Returns the tree over all leaves, by its right edge.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Returns the root over the first `size` leaves.
    ///
    /// # Errors
    /// A hash cannot be read; so with every size beyond the leaves.
    pub fn root(&self, size: u64) -> Result<Digest, LogError> {
        super::root(&self.view, size)
    }
}

impl Hashes for HashFile {
    fn leaves(&self) -> u64 {
        self.view.leaves
    }

    fn hash_at(&self, level: u32, index: u64) -> Result<Digest, LogError> {
        self.view.hash_at(level, index)
    }
}
