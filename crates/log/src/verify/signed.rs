//! `checkpoints`, held against the log: every signature, that the log reaches as far as was signed, and
//! that it had the signed root there. What was signed is the one witness of a log that was cut short or
//! written anew with checksums that agree.

use std::collections::BTreeMap;
use std::path::Path;

use counterclaim_model::{Digest, Position};

use super::walk::Walk;
use crate::note::{BadNote, Checkpoints, SignedCheckpoint, Verifier};
use crate::{LogError, Tree};

/// What was signed, each with the byte it begins at.
pub(super) type Signed = Vec<(u64, Result<SignedCheckpoint, BadNote>)>;

/// Reads all checkpoints of a case; none of one that is not signed. To be called before the log is read:
/// a writer may go on meanwhile, and what was signed is then in the log.
pub(super) fn read(path: &Path, verifier: Option<&Verifier>) -> Result<Signed, LogError> {
    verifier.map_or(Ok(Signed::new()), |verifier| Checkpoints::at(path).all(verifier))
}

/// The roots that the log had at the sizes that were signed.
#[derive(Default)]
pub(super) struct Roots {
    /// Sizes still to come, the next one last.
    wanted: Vec<u64>,
    found: BTreeMap<u64, Digest>,
}

impl Roots {
    pub(super) fn wanted_by(signed: &Signed) -> Self {
        let sizes = signed.iter().filter_map(|(_, note)| Some(note.as_ref().ok()?.size()));
        let mut wanted: Vec<u64> = sizes.collect();
        wanted.sort_unstable_by(|one, other| other.cmp(one));
        wanted.dedup();
        let mut roots = Self { wanted, found: BTreeMap::new() };
        roots.pass(&Tree::default());
        roots
    }

    /// Takes note of a tree that grew by one leaf.
    pub(super) fn pass(&mut self, tree: &Tree) {
        if self.wanted.last() == Some(&tree.size()) {
            self.wanted.pop();
            self.found.insert(tree.size(), tree.root());
        }
    }
}

/// Names every checkpoint that does not hold.
pub(super) fn check(path: &Path, signed: &Signed, walk: &mut Walk) {
    let (size, roots) = (walk.tree.size(), std::mem::take(&mut walk.roots));
    for (offset, note) in signed {
        let what = match note {
            Err(why) => format!("is no checkpoint that this case's key signed: {why}"),
            Ok(note) => match roots.found.get(&note.size()) {
                None => {
                    format!("{} events were signed, and the log ends at {size}", note.size())
                }
                Some(root) if *root != note.root() => {
                    format!("another root was signed for the first {} events", note.size())
                }
                Some(_) => continue,
            },
        };
        let position = note.as_ref().ok().map(|note| Position(note.size()));
        walk.problem(path, *offset, position, what);
    }
}
