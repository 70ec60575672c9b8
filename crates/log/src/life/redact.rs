//! Replacing a segment whole: the same lines, except that some events keep only the hash of what they
//! said. Called when an erasure is carried out, as often as it takes.

use std::collections::BTreeSet;
use std::path::Path;

use counterclaim_model::Position;

use crate::files::{Segment, frame, read_line, write_file};
use crate::record::Record;
use crate::{Content, LogError, stored};

/// Erases the content of events at `positions` wherever they stand. Returns how many had any.
pub(super) fn redact(log: &Path, positions: &BTreeSet<Position>) -> Result<u64, LogError> {
    let segments = Segment::list(log)?;
    let mut erased = 0;
    for (index, segment) in segments.iter().enumerate() {
        let end = segments.get(index + 1).map_or(Position::END, |next| next.first);
        if positions.range(segment.first..end).next().is_some() {
            erased += replace(segment, positions)?;
        }
    }
    Ok(erased)
}

/// Replaces one segment, durably: a reader finds the old file or the new one, both whole.
fn replace(segment: &Segment, positions: &BTreeSet<Position>) -> Result<u64, LogError> {
    let length = usize::try_from(segment.length).unwrap_or(0);
    let (mut bytes, mut erased) = (Vec::with_capacity(length + length / 8), 0);
    for line in segment.lines(0)? {
        let line = line?;
        match read_line(&line.bytes) {
            Ok((_, mut record)) => match erase_in(&mut record, positions) {
                0 => bytes.extend_from_slice(&line.bytes),
                count => {
                    frame(&mut bytes, |out| stored::write(&record, out));
                    erased += count;
                }
            },
            // Damage is not ours to judge here: opening finds it where it was.
            Err(_) => bytes.extend_from_slice(&line.bytes),
        }
    }
    if erased > 0 {
        write_file(&segment.path, &bytes)?;
    }
    Ok(erased)
}

/// Puts the hash in the place of what is to be erased; returns how many events lost anything.
fn erase_in(record: &mut Record, positions: &BTreeSet<Position>) -> u64 {
    let first = record.summary.first.0;
    let mut erased = 0;
    for (position, event) in (first..).map(Position).zip(&mut record.events) {
        let is_kept = matches!(event.content, Content::Kept { .. });
        if is_kept && positions.contains(&position) {
            event.content = Content::Erased(event.content.hash());
            erased += 1;
        }
    }
    erased
}
