//! Finding a position in a segment without an index: positions grow along the lines, so half of what is
//! left can be ruled out by reading one line in its middle. Used by readers, which have no index, and by the
//! writer where its index is of no use.

use counterclaim_model::Position;

use super::scan::read_line;
use super::segment::{Line, Segment};

/// What is left is read through once it has so few bytes.
const NEAR: u64 = 64 * 1024;

/// Returns where a line begins that holds `position` or comes not long before it. A line that cannot be
/// read ends the search with the best that is known: damage is for whoever reads on from there.
pub(super) fn near(segment: &Segment, position: Position) -> u64 {
    let (mut low, mut high) = (0, segment.length);
    while high - low > NEAR {
        let middle = low + (high - low) / 2;
        match line_behind(segment, middle) {
            Behind::Line { offset, first } if first <= position && offset < high => low = offset,
            Behind::Line { .. } | Behind::Nothing => high = middle,
            Behind::Unreadable => return low,
        }
    }
    low
}

/// What begins behind a byte.
enum Behind {
    /// A line, and the position of its first event.
    Line { offset: u64, first: Position },
    /// Something that is no commit.
    Unreadable,
    /// Nothing: the byte is in the last line.
    Nothing,
}

fn line_behind(segment: &Segment, byte: u64) -> Behind {
    let Ok(mut lines) = segment.lines(byte) else { return Behind::Unreadable };
    // The first is most likely the rest of a line.
    let line: Line = match lines.nth(1) {
        None => return Behind::Nothing,
        Some(Err(_)) => return Behind::Unreadable,
        Some(Ok(line)) => line,
    };
    match read_line(&line.bytes) {
        Ok((_, record)) => Behind::Line { offset: line.offset, first: record.summary.first },
        Err(_) => Behind::Unreadable,
    }
}
