//! Finding a position in a segment without an index: positions grow along the lines, so half of what is
//! left can be ruled out by reading one line in its middle. Used by readers, which have no index.

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
        let Some((line, first)) = line_behind(segment, middle) else { return low };
        if first <= position && line.offset < high {
            low = line.offset;
        } else {
            high = middle;
        }
    }
    low
}

/// Reads the first line that begins behind a byte; returns it with the position of its first event.
fn line_behind(segment: &Segment, byte: u64) -> Option<(Line, Position)> {
    // Most likely in the middle of a line, whose rest is not looked at.
    let line = segment.lines(byte).ok()?.nth(1)?.ok()?;
    let (_, record) = read_line(&line.bytes).ok()?;
    let first = record.summary.first;
    Some((line, first))
}
