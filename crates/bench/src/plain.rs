//! The limit of every export: a file written with nothing to be made for it.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use crate::sample::timed;

/// Writes as many bytes that nobody had to think about, and returns how long that took.
///
/// # Errors
/// If the file cannot be written.
pub(crate) fn plainly(path: &Path, bytes: u64) -> anyhow::Result<Duration> {
    let run = vec![b'x'; 1 << 18];
    let (time, written) = timed(|| {
        let mut out = File::create(path)?;
        let mut left = bytes;
        while left > 0 {
            let now = left.min(run.len() as u64);
            out.write_all(&run[..now as usize])?;
            left -= now;
        }
        std::io::Result::Ok(())
    });
    written?;
    Ok(time)
}
