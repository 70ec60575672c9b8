//! How much of the campaign runs, from which seed, and where. Made by `main` from the arguments.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::chance::Chance;

/// How much of the campaign runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Size {
    /// About a minute.
    Slice,
    /// All of it.
    Full,
}

/// One run of the campaign.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) size: Size,
    pub(crate) seed: u64,
    /// A folder on a real disk.
    pub(crate) disk: PathBuf,
    /// A folder in memory, for parts that only read what they damaged.
    pub(crate) memory: PathBuf,
}

impl Plan {
    /// Returns `slice` or `full`, whichever is asked for.
    pub(crate) fn of<T>(&self, slice: T, full: T) -> T {
        match self.size {
            Size::Slice => slice,
            Size::Full => full,
        }
    }

    /// Returns the chance of one part.
    pub(crate) fn chance(&self, part: &str) -> Chance {
        Chance::of(self.seed, part)
    }

    /// Returns a fresh folder on the disk, gone once it is dropped.
    pub(crate) fn scratch(&self) -> tempfile::TempDir {
        tempfile::TempDir::new_in(&self.disk).expect("the scratch folder can be written to")
    }

    /// Returns a fresh folder in memory, gone once it is dropped.
    pub(crate) fn in_memory(&self) -> tempfile::TempDir {
        tempfile::TempDir::new_in(&self.memory).expect("the memory folder can be written to")
    }
}

/// Returns the kind of file system that `dir` lies on, as `ext2/ext3` or `tmpfs`.
pub(crate) fn file_system(dir: &Path) -> String {
    let asked = Command::new("stat").args(["-f", "-c", "%T"]).arg(dir).output();
    let kind = asked.expect("stat is there on every system this runs on").stdout;
    String::from_utf8_lossy(&kind).trim().to_owned()
}
