//! `log/hashes`, compared hash by hash with what follows from the leaves that were read from the log. It
//! may be behind: it follows the log, and is made again from it.

use std::fs::File;
use std::io::{BufReader, ErrorKind, Read};
use std::path::Path;

use counterclaim_model::{Digest, Position};

use super::walk::Walk;
use crate::{LogError, Tree};

/// Compares the first `length` bytes of stored hashes with those that follow from `leaves`; names the
/// first that differs. The length is that of before the log was read: a writer may go on meanwhile.
pub(super) fn check_hashes(
    path: &Path,
    length: u64,
    leaves: &[Digest],
    walk: &mut Walk,
) -> Result<(), LogError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(LogError::io(path)(error)),
    };
    let mut stored = BufReader::with_capacity(1 << 18, file.take(length));
    let (mut tree, mut offset) = (Tree::default(), 0);
    for (position, leaf) in (1..).map(Position).zip(leaves) {
        let mut expected = Vec::new();
        tree.push_stored(*leaf, |hash| expected.push(hash));
        for hash in expected {
            let mut found = [0; 32];
            match stored.read_exact(&mut found) {
                Ok(()) if found == hash.0 => offset += 32,
                Ok(()) => {
                    let what = "is not the hash that follows from the events: `rebuild`".to_owned();
                    walk.problem(path, offset, Some(position), what);
                    return Ok(());
                }
                // Behind, or a piece that is being written.
                Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(()),
                Err(error) => return Err(LogError::io(path)(error)),
            }
        }
    }
    if length > offset {
        let what = "goes on behind the last event: `rebuild`".to_owned();
        walk.problem(path, offset, None, what);
    }
    Ok(())
}
