//! What the machine says of a directory: its filesystem, its free space, and who holds a lock. Asked by
//! `doctor`, and before an index is copied; an answer that cannot be had is none.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// Returns the type of the filesystem that holds `dir`, as the kernel names it.
pub(super) fn filesystem(dir: &Path) -> Option<String> {
    let dir = fs::canonicalize(dir).ok()?;
    let mounts = fs::read_to_string("/proc/self/mounts").ok()?;
    let mut best: Option<(usize, &str)> = None;
    for line in mounts.lines() {
        let mut fields = line.split(' ');
        let (_, Some(point), Some(kind)) = (fields.next(), fields.next(), fields.next()) else {
            continue;
        };
        let point = point.replace("\\040", " ");
        // Of two mounts at one point the later covers the earlier.
        if dir.starts_with(&point) && best.is_none_or(|(length, _)| point.len() >= length) {
            best = Some((point.len(), kind));
        }
    }
    best.map(|(_, kind)| kind.to_owned())
}

/// Returns how many bytes can still be written in `dir`.
pub(super) fn free_bytes(dir: &Path) -> Option<u64> {
    fs2::available_space(dir).ok()
}

/// Returns who holds a lock on `path`: process id and name.
pub(crate) fn lock_holder(path: &Path) -> Option<(u32, String)> {
    let inode = fs::metadata(path).ok()?.ino();
    let locks = fs::read_to_string("/proc/locks").ok()?;
    let holder = locks.lines().find_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [_, "FLOCK", _, "WRITE", pid, place, ..] = fields[..] else { return None };
        let found: u64 = place.rsplit(':').next()?.parse().ok()?;
        (found == inode).then(|| pid.parse().ok()).flatten()
    })?;
    let name = fs::read_to_string(format!("/proc/{holder}/comm")).ok()?;
    Some((holder, name.trim().to_owned()))
}
