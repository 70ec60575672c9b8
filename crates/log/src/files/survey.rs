//! The walk over the whole log that opening for writing begins with: every checksum, the end, and
//! what must be done about damage (rule D of `FORMAT.md`).

use std::path::PathBuf;

use counterclaim_model::Position;

use super::frame::{CHECKSUM, OPENING, unframe};
use super::scan::{BadLine, read_line};
use super::segment::{Line, Lines, Place, Segment};
use crate::LogError;
use crate::catalogue::{Catalogue, Mark};
use crate::index::Known;
use crate::tip::Tip;

/// What a walk found.
pub(crate) struct Survey {
    /// The segments, each as long as its good lines.
    pub(crate) segments: Vec<Segment>,
    pub(crate) tip: Tip,
    /// Everything behind what the index knows.
    pub(crate) catalogue: Catalogue,
    /// What has to be cut off the last segment.
    pub(crate) torn: Option<Torn>,
}

/// Bytes at the end of the log that were never acknowledged as a commit.
#[derive(Debug)]
pub(crate) struct Torn {
    pub(crate) segment: PathBuf,
    pub(crate) offset: u64,
    pub(crate) what: String,
}

/// Walks all lines. Those that the index knows are only checksummed; `None` if the index knows another
/// log than this one.
pub(crate) fn survey(
    mut segments: Vec<Segment>,
    known: Option<Known>,
    step_events: usize,
) -> Result<Option<Survey>, LogError> {
    let start = match known {
        Some(known) => match pass_known(&segments, &known.mark)? {
            true => known,
            false => return Ok(None),
        },
        None => Known { mark: Mark::start(), tip: Tip::default() },
    };
    let (mut tip, end) = (start.tip, start.mark.end);
    let mut catalogue = Catalogue::behind(start.mark, step_events);
    let mut torn = None;
    let count = segments.len();
    for (index, segment) in segments.iter_mut().enumerate() {
        if segment.first < end.segment {
            continue;
        }
        let offset = if segment.first == end.segment { end.offset } else { 0 };
        if offset == 0 && segment.first != tip.head.next() {
            let what = format!("begins at {}, not at {}", segment.first, tip.head.next());
            return Err(segment.damaged(0, what));
        }
        let flaw = walk(segment, offset, &mut tip, &mut catalogue)?;
        if let Some((flaw, later)) = flaw {
            let durable = Position(segment.first.0 - 1).max(last_synced(later)?);
            if index + 1 < count || tip.head < durable {
                return Err(segment.damaged(flaw.offset, flaw.what));
            }
            segment.length = flaw.offset;
            torn = Some(flaw);
        }
    }
    Ok(Some(Survey { segments, tip, catalogue, torn }))
}

/// Checks the lines up to `mark` by checksum; returns whether they are the ones it was taken from.
fn pass_known(segments: &[Segment], mark: &Mark) -> Result<bool, LogError> {
    let mut reached = Mark::start();
    for segment in segments {
        for line in segment.lines(0)? {
            if reached.commits == mark.commits {
                break;
            }
            let line = line?;
            let Ok((checksum, _)) = unframe(&line.bytes) else { return Ok(false) };
            reached.pass(checksum, Place { segment: segment.first, offset: line.end() });
        }
    }
    let is_same = reached.fingerprint == mark.fingerprint && reached.end == mark.end;
    Ok(is_same && reached.commits == mark.commits)
}

/// Takes in the lines of one segment; stops at the first bad one and returns it with what follows.
fn walk(
    segment: &Segment,
    offset: u64,
    tip: &mut Tip,
    catalogue: &mut Catalogue,
) -> Result<Option<(Torn, Lines)>, LogError> {
    let mut lines = segment.lines(offset)?;
    while let Some(line) = lines.next().transpose()? {
        match take(segment, &line, tip, catalogue) {
            Ok(()) => {}
            Err(BadLine::Flaw(what)) => {
                let torn = Torn { segment: segment.path.clone(), offset: line.offset, what };
                // The bad line itself may still be whole and say what was durable.
                let rest = segment.lines(line.offset)?;
                return Ok(Some((torn, rest)));
            }
            Err(bad @ BadLine::OtherFormat(_)) => return Err(bad.at(segment, line.offset)),
        }
    }
    Ok(None)
}

fn take(
    segment: &Segment,
    line: &Line,
    tip: &mut Tip,
    catalogue: &mut Catalogue,
) -> Result<(), BadLine> {
    let (checksum, record) = read_line(&line.bytes)?;
    if let Some(misfit) = tip.misfit(&record) {
        return Err(BadLine::Flaw(misfit));
    }
    tip.advance(&record);
    let place = |offset| Place { segment: segment.first, offset };
    catalogue.note(place(line.offset), place(line.end()), checksum, &record);
    Ok(())
}

/// Returns the largest `synced` among the lines that are whole. A line is looked for at every byte:
/// damage to a newline runs two lines together, and the second still says what was durable.
pub(crate) fn last_synced(lines: Lines) -> Result<Position, LogError> {
    let mut last = Position::START;
    for line in lines {
        let line = line?;
        for start in possible_starts(&line.bytes) {
            if let Ok((_, record)) = read_line(&line.bytes[start..]) {
                last = last.max(record.synced);
            }
        }
    }
    Ok(last)
}

/// Returns where in `bytes` a line may begin.
fn possible_starts(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let json = bytes.windows(OPENING.len()).enumerate().filter(|(_, found)| *found == OPENING);
    json.filter_map(|(opening, _)| opening.checked_sub(CHECKSUM))
}
