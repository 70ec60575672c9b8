//! What lies beside the log, compared with it: evidence.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use counterclaim_model::Digest;

use super::walk::Walk;
use crate::LogError;
use crate::cores::cores;
use crate::files::{Segment, evidence};

/// How closely evidence is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    /// What events name must be there.
    Names,
    /// Every piece is read through and compared with its name.
    Bytes,
}

/// What was found of evidence, beside problems.
pub(super) struct Found {
    /// Pieces read through.
    pub(super) read: u64,
    /// What nothing names.
    pub(super) strays: Vec<PathBuf>,
}

/// Checks evidence. What an erasure removed need not be there, unless a later event names it again.
pub(super) fn check_evidence(
    shelves: &Path,
    segments: &[Segment],
    walk: &mut Walk,
    depth: Depth,
) -> Result<Found, LogError> {
    let listed = evidence::list(shelves)?;
    let mut strays = listed.strays;
    let held: BTreeSet<Digest> = listed.pieces.iter().map(|(digest, _)| *digest).collect();
    let mut flaws = match depth {
        Depth::Names => Vec::new(),
        Depth::Bytes => read_through(shelves, &held)?,
    };
    let named = std::mem::take(&mut walk.named);
    for (digest, (position, index, offset)) in &named {
        let is_excused = walk.gone.get(digest).is_some_and(|gone| gone > position);
        let what = match flaws.iter().position(|(flawed, _)| flawed == digest) {
            Some(at) => flaws.swap_remove(at).1,
            None if !held.contains(digest) && !is_excused => {
                format!("evidence {digest} is not there")
            }
            None => continue,
        };
        walk.problem(&segments[*index].path, *offset, Some(*position), what);
    }
    for (digest, path) in listed.pieces {
        if let Some((_, what)) = flaws.iter().find(|(flawed, _)| *flawed == digest) {
            walk.problem(&path, 0, None, what.clone());
        }
        if !named.contains_key(&digest) {
            strays.push(path);
        }
    }
    let read = if depth == Depth::Bytes { held.len() as u64 } else { 0 };
    Ok(Found { read, strays })
}

/// Reads pieces with as many threads as there are cores; returns those that are not what their name says.
fn read_through(
    shelves: &Path,
    held: &BTreeSet<Digest>,
) -> Result<Vec<(Digest, String)>, LogError> {
    let queue = Mutex::new(held.iter());
    let found = Mutex::new(Ok(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..cores() {
            scope.spawn(|| {
                while let Some(digest) = queue.lock().ok().and_then(|mut queue| queue.next()) {
                    let flaw = match evidence::check(shelves, digest) {
                        Ok(_) => continue,
                        Err(error @ LogError::EvidenceDamaged { .. }) => Ok(error.to_string()),
                        Err(error) => Err(error),
                    };
                    let Ok(mut found) = found.lock() else { return };
                    match (found.as_mut(), flaw) {
                        (Ok(flaws), Ok(what)) => flaws.push((*digest, what)),
                        (Ok(_), Err(error)) => *found = Err(error),
                        (Err(_), _) => return,
                    }
                }
            });
        }
    });
    found.into_inner().unwrap_or_else(|_| Ok(Vec::new()))
}
