//! The doors: the log with what it rests on, with everything that is kept beside it, and with the index
//! that follows from it. Called by `verify`, by `restore` before a case appears, and by tests.

use std::path::Path;

use super::beside;
use super::hashes::check_hashes;
use super::index::{Comparing, IndexChecked};
use super::lines::check_all;
use super::report::Verified;
use super::signed::{self, Roots};
use super::walk::Walk;
use crate::LogError;
use crate::files::{Paths, Segment, case_file};

/// Verifies the log of the case in `dir`: checksums, density of positions and stream versions, order of
/// times, payloads that this build can read, erasures that were carried out, checkpoints (signature, size,
/// root), and that the evidence that events name is there.
///
/// # Errors
/// The case could not be looked at; what is wrong *with* it is in the result.
pub fn verify(dir: &Path) -> Result<Verified, LogError> {
    walk(dir, beside::Depth::Names, None)
}

/// As [`verify`], and everything beside the log: every piece of evidence is read through, and
/// the stored hashes are compared with the events.
///
/// # Errors
/// As [`verify`].
pub fn verify_deep(dir: &Path) -> Result<Verified, LogError> {
    walk(dir, beside::Depth::Bytes, None)
}

/// As [`verify_deep`], and the index: every value in it is compared with what follows from the log. A copy
/// of it is opened in `scratch`, an empty folder that may be thrown away afterwards; beside a writer it is
/// not looked at.
///
/// # Errors
/// As [`verify`]; or `scratch` cannot be written.
pub fn verify_all(dir: &Path, scratch: &Path) -> Result<Verified, LogError> {
    walk(dir, beside::Depth::Bytes, Some(scratch))
}

fn walk(dir: &Path, depth: beside::Depth, scratch: Option<&Path>) -> Result<Verified, LogError> {
    let file = case_file::read(dir)?;
    let case = file.case;
    let paths = Paths::of(dir);
    let hashes = paths.log.join("hashes");
    let hashes_length = std::fs::metadata(&hashes).map_or(0, |meta| meta.len());
    let checkpoints = signed::read(&paths.checkpoints, file.verifier.as_ref())?;
    // Copied before the log is listed, which therefore has all that it can be about.
    let (comparing, mut index) = match scratch.map(|scratch| Comparing::begin(&paths, scratch)) {
        None => (None, IndexChecked::Unasked),
        Some(begun) => match begun? {
            Ok(comparing) => (Some(comparing), IndexChecked::None),
            Err(why) => (None, why),
        },
    };
    let segments = Segment::list(&paths.log)?;
    let mut walk = Walk::default();
    walk.index = comparing;
    walk.roots = Roots::wanted_by(&checkpoints);
    if depth == beside::Depth::Bytes {
        walk.leaves = Some(Vec::new());
    }
    check_all(case, &segments, |index, lines| walk.take(&segments, index, lines))?;
    if let Some(last) = segments.len().checked_sub(1) {
        walk.enter(&segments, last);
    }
    let erased = walk.settle_erasures(&segments);
    if let Some(comparing) = walk.index.take() {
        index = comparing.finish(&mut walk);
    }
    if let Some(leaves) = walk.leaves.take() {
        check_hashes(&hashes, hashes_length, &leaves, &mut walk)?;
    }
    signed::check(&paths.checkpoints, &checkpoints, &mut walk);
    let evidence = beside::check_evidence(&paths.evidence, &segments, &mut walk, depth)?;
    let Walk { tree, problems, tail_bytes, .. } = walk;
    Ok(Verified {
        size: tree.size(),
        root: tree.root(),
        problems,
        tail_bytes,
        erased,
        log_bytes: segments.iter().map(|segment| segment.length).sum(),
        index,
        evidence: evidence.read,
        strays: evidence.strays,
    })
}
