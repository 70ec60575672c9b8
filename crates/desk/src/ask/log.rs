//! The log as it is: entries.

use counterclaim_log::{Content, Entry};
use counterclaim_model::{Digest, Position};

use super::question::Question;
use crate::answers::{LogEntry, LogPage};
use crate::desk::Desk;
use crate::error::DeskError;

impl Desk {
    /// Returns a text that was read from a page, as it was captured; none if it is not kept here, or was
    /// erased. Every anchor points into such a text.
    ///
    /// # Errors
    /// If it cannot be read, or is not what was recorded.
    pub fn captured_text(&self, text: Digest) -> Result<Option<String>, DeskError> {
        let bytes = self.book.log().evidence(&text)?;
        Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// Returns the recorded events behind `after` and up to the question's position, in order.
    ///
    /// # Errors
    /// If the log cannot be read.
    pub fn log(&self, after: Position, question: Question) -> Result<LogPage, DeskError> {
        let log = self.book.log();
        let until = self.clock(question).as_of;
        let in_time =
            |entry: &Result<Entry, _>| !matches!(entry, Ok(entry) if entry.position > until);
        let entries = log
            .read(after)
            .take_while(in_time)
            .map(|entry| Ok(shown(entry?)))
            .collect::<Result<_, DeskError>>()?;
        Ok(LogPage { entries, head: log.head(), log: self.log_head()? })
    }
}

pub(super) fn shown(entry: Entry) -> LogEntry {
    let (payload, erased) = match entry.content {
        Content::Kept { payload, .. } => (
            Some(serde_json::from_str(&payload).unwrap_or(serde_json::Value::String(payload))),
            None,
        ),
        Content::Erased(digest) => (None, Some(digest)),
    };
    LogEntry {
        position: entry.position,
        id: entry.id.to_string(),
        commit: entry.header.id.to_string(),
        recorded_at: entry.header.recorded_at,
        analyst: entry.header.analyst.clone(),
        agent: entry.header.agent.clone(),
        stream: entry.stream.to_string(),
        stream_version: entry.stream_version,
        name: entry.name,
        type_version: entry.version,
        payload,
        erased,
    }
}
