//! Reading one stream of a log that is open for writing: by the positions that the follower
//! knows, or by reading everything where they turn out to be wrong.

use std::iter::Peekable;
use std::vec::IntoIter;

use counterclaim_model::{Position, Stream};

use super::FileLog;
use super::scan::Scan;
use crate::follower::AskTheLog;
use crate::index::BLOCK_COMMITS;
use crate::record::Record;
use crate::{Entry, LogError, ReadLog};

/// The entries of one stream, in order and without a gap.
pub(super) struct StreamEntries<'a> {
    log: &'a FileLog,
    stream: Stream,
    /// Version that was given out last.
    version: u64,
    way: Way<'a>,
    /// Entries found and not yet given out.
    ready: IntoIter<Entry>,
}

/// How the next commit is found.
enum Way<'a> {
    /// The positions are known; the scan stands somewhere before the next of them.
    Known { positions: Peekable<IntoIter<Position>>, scan: Scan<'a>, passed: u64 },
    /// Every commit is looked at.
    All(Scan<'a>),
    /// There is no next commit.
    Over,
}

impl<'a> StreamEntries<'a> {
    pub(super) fn new(log: &'a FileLog, stream: Stream, after_version: u64) -> Self {
        let way = match log.follower().positions(stream, after_version) {
            Err(AskTheLog) => Way::All(log.scan_all()),
            Ok(positions) => {
                let mut positions = positions.into_iter().peekable();
                let scan = positions.peek().map_or_else(|| log.scan_all(), |at| log.scan_near(*at));
                Way::Known { positions, scan, passed: 0 }
            }
        };
        Self { log, stream, version: after_version, way, ready: Vec::new().into_iter() }
    }

    /// Finds more entries; returns whether it is worth looking again.
    fn refill(&mut self) -> Result<bool, LogError> {
        let Some(record) = self.next_commit()? else {
            let is_whole = self.version >= self.log.stream_version(self.stream);
            return Ok(!is_whole && self.turn_to_reading());
        };
        let (stream, version) = (self.stream, self.version);
        let wanted = |event: &crate::record::RecordedEvent| {
            event.stream == stream && event.stream_version > version
        };
        let entries = Entry::all(self.log.case(), record, |_, event| wanted(event));
        let follows = entries.first().is_some_and(|entry| entry.stream_version - 1 == version);
        if matches!(self.way, Way::Known { .. }) && !follows {
            return Ok(self.turn_to_reading());
        }
        self.ready = entries.into_iter();
        Ok(true)
    }

    /// Returns the next commit that holds an entry of the stream, or may hold one.
    fn next_commit(&mut self) -> Result<Option<Record>, LogError> {
        let (positions, scan, passed) = match &mut self.way {
            Way::Known { positions, scan, passed } => (positions, scan, passed),
            Way::All(scan) => return scan.next().transpose(),
            Way::Over => return Ok(None),
        };
        let Some(wanted) = positions.peek().copied() else { return Ok(None) };
        while let Some(record) = scan.next().transpose()? {
            if record.summary.last >= wanted {
                while positions.next_if(|position| *position <= record.summary.last).is_some() {}
                return Ok(Some(record));
            }
            *passed += 1;
            if *passed > BLOCK_COMMITS {
                (*scan, *passed) = (self.log.scan_near(wanted), 0);
            }
        }
        Ok(None)
    }

    /// Gives up on positions that do not agree with the log. Returns whether that is anything new.
    fn turn_to_reading(&mut self) -> bool {
        let is_new = matches!(self.way, Way::Known { .. });
        if is_new {
            self.log.follower().distrust();
            self.way = Way::All(self.log.scan_all());
        }
        is_new
    }
}

impl Iterator for StreamEntries<'_> {
    type Item = Result<Entry, LogError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(entry) = self.ready.next() {
                self.version = entry.stream_version;
                return Some(Ok(entry));
            }
            match self.refill() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => {
                    self.way = Way::Over;
                    self.version = u64::MAX;
                    return Some(Err(error));
                }
            }
        }
    }
}
