//! The walk over the whole log that opening for writing begins with: every checksum, the end, and
//! what must be done about damage (rule D of `FORMAT.md`).

use std::path::PathBuf;

use counterclaim_model::Position;

use super::frame::{CHECKSUM, OPENING, unframe};
use super::scan::{BadLine, read_line};
use super::segment::{Line, Lines, Place, Segment};
use crate::LogError;
use crate::catalogue::{Mark, Noted, Passed};
use crate::follower::Follower;
use crate::index::Known;
use crate::tip::Tip;

/// What a walk found.
pub(crate) struct Survey {
    /// The segments, each as long as its good lines.
    pub(crate) segments: Vec<Segment>,
    pub(crate) tip: Tip,
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

/// Walks the lines behind what is known, and tells the follower of each.
pub(crate) fn survey(
    mut segments: Vec<Segment>,
    known: Known,
    follower: &Follower,
) -> Result<Survey, LogError> {
    let (mut tip, end) = (known.tip, known.mark.end());
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
        let flaw = walk(segment, offset, &mut tip, follower)?;
        if let Some((flaw, later)) = flaw {
            let durable = Position(segment.first.0 - 1).max(last_synced(later)?);
            if index + 1 < count || tip.head < durable {
                return Err(segment.damaged(flaw.offset, flaw.what));
            }
            segment.length = flaw.offset;
            torn = Some(flaw);
        }
    }
    Ok(Survey { segments, tip, torn })
}

/// Returns whether the lines before `mark` are the ones it was taken from: earlier segments by name,
/// length and order, the last one by the checksum of every line.
pub(crate) fn agrees(segments: &[Segment], mark: &Mark) -> Result<bool, LogError> {
    let Some((last, earlier)) = mark.segments.split_last() else { return Ok(true) };
    let is_same = |(segment, passed): (&Segment, &Passed)| {
        segment.first == passed.first && segment.length == passed.length
    };
    let Some(segment) = segments.get(earlier.len()) else { return Ok(false) };
    if !segments.iter().zip(earlier).all(is_same) || segment.first != last.first {
        return Ok(false);
    }
    let mut reached = Passed::none_of(segment.first);
    for line in segment.lines(0)? {
        if reached.length >= last.length {
            break;
        }
        let line = line?;
        let Ok((checksum, _)) = unframe(&line.bytes) else { return Ok(false) };
        reached.pass(checksum, line.end());
    }
    Ok(reached == *last)
}

/// Takes in the lines of one segment; stops at the first bad one and returns it with what follows.
fn walk(
    segment: &Segment,
    offset: u64,
    tip: &mut Tip,
    follower: &Follower,
) -> Result<Option<(Torn, Lines)>, LogError> {
    let mut lines = segment.lines(offset)?;
    while let Some(line) = lines.next().transpose()? {
        match take(segment, &line, tip, follower) {
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

fn take(segment: &Segment, line: &Line, tip: &mut Tip, follower: &Follower) -> Result<(), BadLine> {
    let (checksum, record) = read_line(&line.bytes)?;
    if let Some(misfit) = tip.misfit(&record) {
        return Err(BadLine::Flaw(misfit));
    }
    tip.advance(&record);
    let place = |offset| Place { segment: segment.first, offset };
    let (begin, end) = (place(line.offset), place(line.end()));
    follower.note(Noted { begin, end, checksum, record });
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

/// Returns whether a whole line begins anywhere in `bytes`.
pub(super) fn holds_line(bytes: &[u8]) -> bool {
    possible_starts(bytes).any(|start| read_line(&bytes[start..]).is_ok())
}

/// Returns where in `bytes` a line may begin.
fn possible_starts(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let json = bytes.windows(OPENING.len()).enumerate().filter(|(_, found)| *found == OPENING);
    json.filter_map(|(opening, _)| opening.checked_sub(CHECKSUM))
}
