//! Segments: the files that commit lines stand in, and the lines themselves as raw bytes. Walked by
//! survey, scan and verify; nothing here interprets a line.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use counterclaim_model::Position;

use super::frame::MAX_LINE;
use crate::LogError;

/// One file of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    /// Position of its first event: its name.
    pub(crate) first: Position,
    pub(crate) path: PathBuf,
    /// How many of its bytes count: those known to be whole lines, once it was surveyed.
    pub(crate) length: u64,
}

/// Where a line begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// Name of the segment.
    pub(crate) segment: Position,
    /// Bytes from its start.
    pub(crate) offset: u64,
}

/// A line as it stands in its segment, with its newline if it has one.
pub(crate) struct Line {
    pub(crate) offset: u64,
    pub(crate) bytes: Vec<u8>,
}

impl Line {
    /// Returns the offset of what follows.
    pub(crate) fn end(&self) -> u64 {
        self.offset + self.bytes.len() as u64
    }
}

impl Segment {
    /// Returns the path of the segment that begins at `first`.
    pub(crate) fn path(log: &Path, first: Position) -> PathBuf {
        log.join(format!("{:016}.log", first.0))
    }

    /// Lists the segments of a log directory in order. Files with other names are not ours.
    pub(crate) fn list(log: &Path) -> Result<Vec<Self>, LogError> {
        let mut segments = Vec::new();
        for entry in fs::read_dir(log).map_err(LogError::io(log))? {
            let path = entry.map_err(LogError::io(log))?.path();
            let Some(first) = first_of(&path) else { continue };
            segments.push(Self { first, path, length: 0 });
        }
        segments.sort_by_key(|segment| segment.first);
        // Measured once all are known: beside a writer, only the last of them can still grow.
        for Self { path, length, .. } in &mut segments {
            *length = fs::metadata(&*path).map_err(LogError::io(path))?.len();
        }
        Ok(segments)
    }

    /// Reads the lines from `offset` to the segment's length.
    pub(crate) fn lines(&self, offset: u64) -> Result<Lines, LogError> {
        let mut file = File::open(&self.path).map_err(LogError::io(&self.path))?;
        file.seek(SeekFrom::Start(offset)).map_err(LogError::io(&self.path))?;
        let length = self.length.saturating_sub(offset);
        let reader = BufReader::with_capacity(128 * 1024, file).take(length);
        Ok(Lines { path: self.path.clone(), reader, offset })
    }

    /// Says that this segment is damaged.
    pub(crate) fn damaged(&self, offset: u64, what: impl Into<String>) -> LogError {
        LogError::Damaged { segment: self.path.clone(), offset, what: what.into() }
    }
}

fn first_of(path: &Path) -> Option<Position> {
    let digits = path.file_name()?.to_str()?.strip_suffix(".log")?;
    let is_ours = digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_ours.then(|| digits.parse().map(Position).ok()).flatten()
}

/// The lines of one segment, as raw bytes. A line longer than the limit comes in pieces, each of which
/// is no valid line.
pub(crate) struct Lines {
    path: PathBuf,
    reader: std::io::Take<BufReader<File>>,
    offset: u64,
}

impl Lines {
    /// Returns where the next line begins, in bytes from the start of the segment.
    pub(crate) fn offset(&self) -> u64 {
        self.offset
    }
}

impl Iterator for Lines {
    type Item = Result<Line, LogError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut bytes = Vec::new();
        let read = self.reader.by_ref().take(MAX_LINE).read_until(b'\n', &mut bytes);
        match read {
            Ok(0) => None,
            Ok(_) => {
                let line = Line { offset: self.offset, bytes };
                self.offset = line.end();
                Some(Ok(line))
            }
            Err(source) => Some(Err(LogError::Io { path: self.path.clone(), source })),
        }
    }
}
