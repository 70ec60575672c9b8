//! Messages on their way from the stream into the copy: fetched many at a time, and each held against
//! everything before it. What does not fit is never taken.

use std::io;
use std::time::Duration;

use async_nats::jetstream::stream::Stream;
use counterclaim_model::CaseId;
use futures_util::{StreamExt, stream};

use super::link;
use super::message::{Received, before};
use super::trouble::patiently;
use crate::record::Record;
use crate::staging::Line;
use crate::tip::Tip;
use crate::{Entry, Tree};

/// Questions under way at once.
const AHEAD: usize = 32;

/// What is fetched in one go, in bytes; the last message may go beyond it.
const FULL: usize = 4 << 20;

/// Most messages of one go.
const MANY: u64 = 1_024;

/// Fetches messages from number `from` on, up to `to` or as many as one go holds. Where one is missing, the
/// others end before it.
pub(super) async fn fetch(
    stream: &Stream,
    from: u64,
    to: u64,
    patience: Duration,
) -> io::Result<Vec<Received>> {
    let to = to.min(from.saturating_add(MANY - 1));
    let ask = |sequence| patiently(patience, async move || link::message(stream, sequence).await);
    let mut coming = Box::pin(stream::iter(from..=to).map(ask).buffered(AHEAD));
    let (mut fetched, mut bytes) = (Vec::new(), 0);
    while let Some(message) = coming.next().await {
        let Some(message) = message? else { break };
        bytes += message.bytes.len();
        fetched.push(message);
        if bytes >= FULL {
            break;
        }
    }
    Ok(fetched)
}

/// What the next message must fit.
#[derive(Clone, Debug)]
pub(super) struct Chain {
    pub(super) case: CaseId,
    /// Subject of every commit.
    pub(super) subject: String,
    /// Number of the last message.
    pub(super) sequence: u64,
    /// The end of the log up to there.
    pub(super) tip: Tip,
    /// The leaves up to there.
    pub(super) tree: Tree,
}

impl Chain {
    /// Takes the next message, or says what is wrong with it.
    pub(super) fn take(&mut self, message: &Received) -> Result<Line, String> {
        let next = self.sequence + 1;
        if message.sequence != next {
            return Err(format!("message {next} is missing"));
        }
        if message.subject != self.subject {
            return Err(format!("is none of a commit, but of {}", message.subject));
        }
        let line = message.line()?;
        let (said, must) = (message.before.as_deref().unwrap_or("nothing"), before(&self.tree));
        if said != must {
            return Err(format!(
                "was written behind a log of size and root {said}, and stands behind {must}: \
                 history was altered, or has forked"
            ));
        }
        if let Some(misfit) = self.tip.misfit(&line.record) {
            return Err(misfit);
        }
        self.advance(&line.record);
        Ok(line)
    }

    /// Moves behind a commit.
    pub(super) fn advance(&mut self, record: &Record) {
        for entry in Entry::all(self.case, record.clone(), |_, _| true) {
            self.tree.push(entry.leaf_hash());
        }
        self.tip.advance(record);
        self.sequence += 1;
    }
}
