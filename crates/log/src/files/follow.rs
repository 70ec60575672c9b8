//! Following a log as it grows: one path for what was recorded before and for what comes. Used by
//! `log --follow` beside any writer, and by whoever serves live pages in the writer's own process.

use std::thread;
use std::time::Duration;

use counterclaim_model::Position;

use super::FileReader;
use super::segment::Place;
use crate::{Bell, Entry, LogError, ReadLog};

/// Most entries that are handed out at once, unless a single commit has more.
const BATCH: usize = 1_024;

/// A place in a log, and what comes behind it. Every entry comes once, in order, commits whole.
#[derive(Debug)]
pub struct Follow {
    reader: FileReader,
    /// Position of the last entry that was handed out.
    cursor: Position,
    /// Where the commit behind it begins, once that is known.
    place: Option<Place>,
    bell: Option<Bell>,
}

impl Follow {
    /// Follows a log from behind `cursor` on, beside whoever writes it: news are looked for in the files.
    ///
    /// What such a follower sees may be a moment ahead of what is durable.
    pub fn behind(reader: FileReader, cursor: Position) -> Self {
        Self { reader, cursor, place: None, bell: None }
    }

    /// Follows a log that is written in this process: its writer says when there is news, and nothing
    /// is handed out before it is durable.
    pub fn told_by(reader: FileReader, cursor: Position, bell: Bell) -> Self {
        Self { reader, cursor, place: None, bell: Some(bell) }
    }

    /// Returns the position of the last entry that was handed out.
    pub fn cursor(&self) -> Position {
        self.cursor
    }

    /// Returns what comes next: at once if there is anything. Otherwise it waits, for `patience` at
    /// most, and may come back with nothing; ask again. Without a bell it looks at the files before
    /// and after waiting, so that news are at most `patience` late.
    ///
    /// # Errors
    /// The log cannot be read, or is damaged where it is read.
    pub fn next(&mut self, patience: Duration) -> Result<Vec<Entry>, LogError> {
        let ready = self.ready()?;
        if !ready.is_empty() {
            return Ok(ready);
        }
        match &self.bell {
            Some(bell) => {
                bell.wait(self.cursor, patience);
            }
            None => thread::sleep(patience),
        }
        self.ready()
    }

    /// Returns what is behind the cursor now, and moves the cursor.
    fn ready(&mut self) -> Result<Vec<Entry>, LogError> {
        if self.reader.head() <= self.cursor {
            self.reader.refresh()?;
        }
        match self.read() {
            // Lines move within their segment when one before them is erased, be it while their place is
            // looked for: find it anew, once.
            Err(LogError::Damaged { .. }) => {
                self.place = None;
                self.reader.refresh()?;
                self.read()
            }
            read => read,
        }
    }

    fn read(&mut self) -> Result<Vec<Entry>, LogError> {
        let durable = self.bell.as_ref().map_or(Position::END, Bell::head);
        let (mut cursor, mut place) = (self.cursor, self.place);
        let mut entries: Vec<Entry> = Vec::new();
        let mut scan = match place {
            Some(place) => self.reader.scan_from(place),
            None => self.reader.scan_of(cursor.next()),
        };
        while let Some(record) = scan.next().transpose()? {
            let last = record.summary.last;
            if last > durable || entries.len() >= BATCH {
                break;
            }
            entries.extend(Entry::all(self.reader.case(), record, |at, _| at > cursor));
            cursor = last.max(cursor);
            place = scan.place();
        }
        (self.cursor, self.place) = (cursor, place);
        Ok(entries)
    }
}
