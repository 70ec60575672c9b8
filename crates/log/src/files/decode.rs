//! Reading a whole log for a fold: lines are checked and decoded on all cores, while the fold takes the
//! entries one after another. What is short is read on one core: threads cost more than they save there.

use std::ops::ControlFlow;

use counterclaim_model::{CaseId, Position};

use super::runs::{Run, each_run};
use super::scan::read_line;
use super::segment::{Place, Segment};
use crate::cores::cores;
use crate::{Entry, LogError};

/// From so many bytes on it pays to share the work out.
const LARGE: u64 = 4 << 20;

/// Returns whether there is enough behind `place` to be shared out, and somebody to share it with.
pub(super) fn pays(segments: &[Segment], place: Place) -> bool {
    let bytes: u64 = segments
        .iter()
        .filter(|segment| segment.first >= place.segment)
        .map(|segment| segment.length)
        .sum();
    cores() > 1 && bytes.saturating_sub(place.offset) >= LARGE
}

/// What became of a run: its entries, up to the first line that is no commit or does not follow.
struct Decoded {
    entries: Vec<Entry>,
    /// Where its first line begins.
    offset: u64,
    error: Option<LogError>,
}

/// Hands the entries behind `after` to `visit`, in order, until it has enough. `place` is where a line
/// begins that holds the first of them, or an earlier one.
pub(super) fn visit(
    case: CaseId,
    segments: &[Segment],
    place: Place,
    after: Position,
    visit: &mut dyn FnMut(Entry) -> ControlFlow<()>,
) -> Result<(), LogError> {
    let begin = segments.partition_point(|segment| segment.first < place.segment);
    let segments = &segments[begin..];
    // At the beginning of a segment its name says what must come first; a segment that is missing shows
    // by a name that is too high.
    let named = segments.first().map(|segment| segment.first.min(after.next()));
    let mut next = named.filter(|_| place.offset == 0);
    let mut failed = None;
    let work = |run: Run| decode(case, &segments[run.segment], run);
    each_run(segments, place.offset, work, |index, decoded| {
        let Decoded { entries, offset, error } = decoded;
        for entry in entries {
            if next.is_some_and(|next| next != entry.position) {
                let what = format!("position {} does not follow", entry.position);
                failed = Some(segments[index].damaged(offset, what));
                return ControlFlow::Break(());
            }
            next = Some(entry.position.next());
            if entry.position > after {
                visit(entry)?;
            }
        }
        failed = error;
        if failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    failed.map_or(Ok(()), Err)
}

fn decode(case: CaseId, segment: &Segment, run: Run) -> Decoded {
    let offset = run.lines.first().map_or(0, |line| line.offset);
    let mut decoded = Decoded { entries: Vec::new(), offset, error: None };
    let mut next = None;
    for line in run.lines {
        let record = match read_line(&line.bytes) {
            Ok((_, record)) => record,
            Err(bad) => {
                decoded.error = Some(bad.at(segment, line.offset));
                break;
            }
        };
        let first = record.summary.first;
        if next.is_some_and(|next| next != first) {
            let what = format!("position {first} does not follow");
            decoded.error = Some(segment.damaged(line.offset, what));
            break;
        }
        next = Some(record.summary.last.next());
        decoded.entries.extend(Entry::all(case, record, |_, _| true));
    }
    decoded
}
