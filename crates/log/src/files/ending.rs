//! Where a log ends, looked for from its end: what a reader must know before it serves anything. Applies
//! rule D of `FORMAT.md` to as few bytes of the last segment as will do.

use counterclaim_model::Position;

use super::scan::{BadLine, read_line};
use super::segment::{Line, Segment};
use super::survey::{holds_line, last_synced};
use crate::LogError;
use crate::record::Record;

/// How many bytes are looked at first.
const WINDOW: u64 = 256 * 1024;

/// By how much more they become when they do not do.
const GROWTH: u64 = 8;

/// Where the good lines of a segment end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ending {
    /// Position of the last event in them.
    pub(super) head: Position,
    /// Bytes from the start of the segment.
    pub(super) length: u64,
}

impl Ending {
    /// The end of a segment that has no lines yet.
    fn before(segment: &Segment) -> Self {
        Self { head: Position(segment.first.0.saturating_sub(1)), length: 0 }
    }
}

/// Finds where the good lines of the last segment end.
///
/// Only lines that nothing says are durable are looked at: of those that were durable, damage shows when
/// they are read.
pub(super) fn of_last(segment: &Segment) -> Result<Ending, LogError> {
    within(segment, WINDOW)
}

fn within(segment: &Segment, window: u64) -> Result<Ending, LogError> {
    let mut window = window;
    while window < segment.length {
        if let Some(ending) = from_behind(segment, window)? {
            return Ok(ending);
        }
        window *= GROWTH;
    }
    behind(segment, Ending::before(segment))
}

/// Looks at the last `window` bytes: the last whole line says what was durable, and everything from
/// there to it must be whole and follow. `None` if it is not that simple.
fn from_behind(segment: &Segment, window: u64) -> Result<Option<Ending>, LogError> {
    // The first line is most likely cut in two.
    let lines = segment.lines(segment.length - window)?.skip(1);
    let lines: Vec<Line> = lines.collect::<Result<_, _>>()?;
    let read: Vec<Option<Record>> = lines.iter().map(|line| sound(&line.bytes)).collect();
    let Some(last) = read.iter().rposition(Option::is_some) else { return Ok(None) };
    let (Some(record), end) = (&read[last], lines[last].end()) else { return Ok(None) };
    let durable = record.synced.max(Ending::before(segment).head);
    if lines[last + 1..].iter().any(|line| holds_line(&line.bytes)) {
        return Ok(None);
    }
    let mut next = record.summary.first;
    let mut earlier = read[..last].iter().rev();
    while next > durable.next() {
        match earlier.next() {
            Some(Some(record)) if record.summary.last.next() == next => next = record.summary.first,
            Some(_) | None => return Ok(None),
        }
    }
    Ok(Some(Ending { head: record.summary.last, length: end }))
}

fn sound(line: &[u8]) -> Option<Record> {
    let (_, record) = read_line(line).ok()?;
    (record.synced < record.summary.first).then_some(record)
}

/// Walks the lines of a segment from a known ending on, up to the first that is not whole or does not
/// follow. Refuses damage of what was durable.
pub(super) fn behind(segment: &Segment, known: Ending) -> Result<Ending, LogError> {
    let mut ending = known;
    for line in segment.lines(known.length)? {
        let line = line?;
        let next = ending.head.next();
        let what = match read_line(&line.bytes) {
            Ok((_, record)) if record.summary.first == next && record.synced < next => {
                ending = Ending { head: record.summary.last, length: line.end() };
                continue;
            }
            Ok((_, record)) => format!("position {} does not follow", record.summary.first),
            Err(BadLine::Flaw(what)) => what,
            Err(bad @ BadLine::OtherFormat(_)) => return Err(bad.at(segment, line.offset)),
        };
        let named = Ending::before(segment).head;
        let durable = named.max(last_synced(segment.lines(line.offset)?)?);
        if ending.head < durable {
            return Err(segment.damaged(line.offset, what));
        }
        break;
    }
    Ok(ending)
}

#[cfg(test)]
mod tests {
    use counterclaim_model::CaseId;

    use super::*;
    use crate::{CaseFile, Commit, EventLog, FileLog, Indexing, Tuning};

    fn commit(number: u64) -> Commit {
        crate::files::log::tests::commit(&format!("commit-{number}"))
    }

    /// The last segment of a log: single commits, then a group that shares a sync.
    fn sample(dir: &std::path::Path) -> Segment {
        let case = CaseFile::new(CaseId::derive(&["harbour"]), "Harbour".into());
        let tuning = Tuning { indexing: Indexing::Off, ..Tuning::default() };
        let mut log = FileLog::create_with(dir, &case, tuning).expect("it takes a case");
        for number in 1..5 {
            let _ = log.append(commit(number)).expect("it is new");
        }
        let group = log.append_all((5..8).map(commit).collect());
        assert!(group.iter().all(Result::is_ok));
        Segment::list(&dir.join("log")).expect("it can be listed").remove(0)
    }

    /// A look from behind finds what a walk over everything finds, however the bytes were cut or
    /// changed; but where the walk refuses damage, the look may not have come past it.
    #[test]
    fn a_look_from_behind_finds_what_a_walk_finds() {
        let dir = tempfile::tempdir().expect("there is room");
        let mut segment = sample(dir.path());
        let sound = std::fs::read(&segment.path).expect("it can be read");
        let cut = (0..=sound.len()).step_by(3).map(|length| sound[..length].to_vec());
        let flipped = (0..sound.len()).step_by(3).map(|place| {
            let mut bytes = sound.clone();
            bytes[place] ^= 1 << (place % 8);
            bytes
        });
        let (mut early, mut refused) = (0, 0);
        for (case, bytes) in cut.chain(flipped).enumerate() {
            std::fs::write(&segment.path, &bytes).expect("it can be written");
            segment.length = bytes.len() as u64;
            let walked = behind(&segment, Ending::before(&segment));
            for window in [300, 2_500] {
                let looked = within(&segment, window);
                match (&walked, looked) {
                    (Ok(walked), Ok(looked)) => assert_eq!(looked, *walked, "case {case}"),
                    (Err(_), Ok(looked)) => {
                        early += 1;
                        assert_eq!(looked.head, Position(7), "case {case}");
                    }
                    (Err(_), Err(_)) => refused += 1,
                    (Ok(_), Err(error)) => panic!("case {case}: {error}"),
                }
            }
        }
        assert!(early > 0 && refused > 0, "{early} and {refused}: both ways are gone");
    }
}
