//! Reading commits from segments, from any place on. Used by both file backends for every read; it
//! checks checksums and the density of positions as it goes.

use counterclaim_model::Position;

use super::frame::unframe;
use super::halving;
use super::segment::{Line, Lines, Place, Segment};
use crate::LogError;
use crate::record::Record;
use crate::stored::{self, Misread};

/// Why a line is no commit.
pub(crate) enum BadLine {
    /// What is wrong with it.
    Flaw(String),
    /// It is whole, and of another format.
    OtherFormat(u64),
}

/// Reads a line as a commit; returns its checksum too.
pub(crate) fn read_line(line: &[u8]) -> Result<(u32, Record), BadLine> {
    let (checksum, json) = unframe(line).map_err(|what| BadLine::Flaw(what.to_owned()))?;
    match stored::read(json) {
        Ok(record) => Ok((checksum, record)),
        Err(Misread::OtherFormat(found)) => Err(BadLine::OtherFormat(found)),
        Err(Misread::Flaw(what)) => Err(BadLine::Flaw(what)),
    }
}

impl BadLine {
    /// Makes it an error, with the place.
    pub(crate) fn at(self, segment: &Segment, offset: u64) -> LogError {
        match self {
            Self::Flaw(what) => segment.damaged(offset, what),
            Self::OtherFormat(found) => LogError::other_format(&segment.path, found),
        }
    }
}

/// Commits in order. After an error nothing follows.
pub(crate) struct Scan<'a> {
    segments: &'a [Segment],
    /// The segment being read, and its remaining lines.
    current: Option<(&'a Segment, Lines)>,
    /// Where the first segment is entered.
    offset: u64,
    /// First position that must come next, once it is known.
    next: Option<Position>,
}

impl<'a> Scan<'a> {
    /// Reads from the beginning of the segment that holds `position`, or would hold it.
    pub(crate) fn from_segment_of(segments: &'a [Segment], position: Position) -> Self {
        let position = position.max(Position::START.next());
        let index = segments.partition_point(|segment| segment.first <= position);
        let segments = &segments[index.saturating_sub(1)..];
        // Where the segment that should hold it is missing, the first line there is does not follow.
        let next = segments.first().map(|segment| segment.first.min(position));
        Self { segments, current: None, offset: 0, next }
    }

    /// Reads from the line that holds `position`, or one not long before it.
    pub(crate) fn near(segments: &'a [Segment], position: Position) -> Self {
        match Self::place_near(segments, position) {
            Some(place) if place.offset > 0 => Self::from_place(segments, place),
            _ => Self::from_segment_of(segments, position),
        }
    }

    /// Returns where a line begins that holds `position`, or one not long before it.
    pub(crate) fn place_near(segments: &[Segment], position: Position) -> Option<Place> {
        let index = segments.partition_point(|segment| segment.first <= position);
        let segment = segments.get(index.saturating_sub(1))?;
        Some(Place { segment: segment.first, offset: halving::near(segment, position) })
    }

    /// Reads from a place where a line is said to begin; nothing if there is no such segment.
    pub(crate) fn from_place(segments: &'a [Segment], place: Place) -> Self {
        let index = segments.partition_point(|segment| segment.first < place.segment);
        Self { segments: &segments[index..], current: None, offset: place.offset, next: None }
    }

    /// Returns where the commit behind the one read last begins; `None` if none was read.
    pub(crate) fn place(&self) -> Option<Place> {
        let (segment, lines) = self.current.as_ref()?;
        Some(Place { segment: segment.first, offset: lines.offset() })
    }

    fn step(&mut self) -> Option<Result<Record, LogError>> {
        loop {
            if self.current.is_none() {
                let (segment, rest) = self.segments.split_first()?;
                self.segments = rest;
                match segment.lines(std::mem::take(&mut self.offset)) {
                    Ok(lines) => self.current = Some((segment, lines)),
                    Err(error) => return Some(Err(error)),
                }
            }
            let (segment, lines) = self.current.as_mut()?;
            match lines.next() {
                Some(Ok(line)) => return Some(check(segment, &line, &mut self.next)),
                Some(Err(error)) => return Some(Err(error)),
                None => self.current = None,
            }
        }
    }
}

fn check(segment: &Segment, line: &Line, next: &mut Option<Position>) -> Result<Record, LogError> {
    let (_, record) = read_line(&line.bytes).map_err(|bad| bad.at(segment, line.offset))?;
    let first = record.summary.first;
    if next.is_some_and(|next| next != first) {
        return Err(segment.damaged(line.offset, format!("position {first} does not follow")));
    }
    *next = Some(record.summary.last.next());
    Ok(record)
}

impl Iterator for Scan<'_> {
    type Item = Result<Record, LogError>;

    fn next(&mut self) -> Option<Self::Item> {
        let item = self.step();
        if matches!(item, Some(Err(_))) {
            self.segments = &[];
            self.current = None;
        }
        item
    }
}
