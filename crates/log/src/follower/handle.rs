//! The log's side of the follower: handing commits over, and asking for what is known without reading the
//! log, by heart for the newest commits and in the index for the rest.

use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;

use counterclaim_model::{CommitId, Position, Stream};

use super::state::{Phase, Shared};
use super::thread::{self, Beginning};
use crate::catalogue::Noted;
use crate::files::Place;
use crate::index::{Index, IndexLost};
use crate::{CommitSummary, IndexFate, LogError};

/// The follower of one log. Dropped, it finishes what it was given, but for a little that the next writer
/// hands to the next follower.
#[derive(Debug)]
pub(crate) struct Follower {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

/// The only one who knows is the log itself.
#[derive(Debug)]
pub(crate) struct AskTheLog;

/// What is known of a commit id.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// It is the id of this commit.
    Commit(CommitSummary),
    /// It can only be the id of a commit that begins at one of these positions: nearly always there is
    /// none, or one, and the log's line says whether it is.
    Perhaps(Vec<Position>),
}

impl Follower {
    /// Begins to follow a log.
    ///
    /// # Errors
    /// The system has no thread left.
    pub(crate) fn begin(beginning: Beginning) -> Result<Self, LogError> {
        let path = beginning.log.clone();
        let from = beginning.known.mark.position;
        let shared = Arc::new(Shared::new(from, beginning.step_events));
        let thread = thread::spawn(Arc::clone(&shared), beginning);
        let thread = thread.map_err(LogError::io(Path::new(&path)))?;
        Ok(Self { shared, thread: Some(thread) })
    }

    /// Takes note of the next commit, which is durable. Waits if the follower is far behind.
    pub(crate) fn note(&self, noted: Noted) {
        self.shared.note(noted);
    }

    /// Returns how many events are not in the index yet.
    pub(crate) fn lag(&self) -> u64 {
        let state = self.shared.lock();
        state.noted.0.saturating_sub(state.indexed.0)
    }

    /// Returns what became of the index; waits while it is being opened.
    pub(crate) fn fate(&self) -> IndexFate {
        let state = self.shared.wait(|state| state.fate.is_some());
        state.fate.clone().expect("it was just waited for")
    }

    /// Says that on closing everything is to be handed over.
    pub(crate) fn leave_nothing(&self) {
        self.shared.change(|state| state.may_stay = 0);
    }

    /// Hands over what is worth a step and closes the index. Returns what became of it.
    pub(crate) fn close(&mut self) -> IndexFate {
        self.shared.change(|state| state.is_closing = true);
        if let Some(thread) = self.thread.take() {
            // Whatever it may have panicked with was reported as the fate of the index.
            let _ = thread.join();
        }
        self.shared.change(|state| {
            state.phase = Phase::Gone;
            let why = "the thread that writes it ended".to_owned();
            state.fate.get_or_insert(IndexFate::Absent { why });
        });
        self.fate()
    }

    /// Stops asking the index: what it said does not agree with the log. It is built anew.
    pub(crate) fn distrust(&self) {
        self.shared.distrust();
    }

    /// Has the stored hashes made anew: they are not those of the log.
    pub(crate) fn rehash(&self) {
        self.shared.rehash();
    }

    /// Returns what is known of a commit.
    pub(crate) fn commit(&self, id: &CommitId) -> Result<Found, AskTheLog> {
        if let Some(known) = self.shared.lock().catalogue.commit(id) {
            return Ok(Found::Commit(known.clone()));
        }
        self.ask(|index| index.commits(id)).map(Found::Perhaps)
    }

    /// Returns a place before `position` where a line begins, the nearer the better. Does not wait: while
    /// the index is being opened there may be none.
    pub(crate) fn block(&self, position: Position) -> Option<Place> {
        let index = {
            let state = self.shared.lock();
            match (&state.phase, state.catalogue.block(position)) {
                (_, Some(place)) => return Some(place),
                (Phase::Open(index), None) => Arc::clone(index),
                (Phase::Opening | Phase::Gone, None) => return None,
            }
        };
        index.block(position).unwrap_or_else(|_| {
            self.distrust();
            None
        })
    }

    /// Returns the positions of a stream's events behind a version.
    pub(crate) fn positions(
        &self,
        stream: Stream,
        after_version: u64,
    ) -> Result<Vec<Position>, AskTheLog> {
        // By heart first: what moves into the index meanwhile is found there, and not missed.
        let by_heart = self.shared.lock().catalogue.positions(stream, after_version);
        let mut positions = self.ask(|index| index.positions(stream, after_version))?;
        let last = positions.last().copied().unwrap_or(Position::START);
        positions.extend(by_heart.into_iter().filter(|position| *position > last));
        Ok(positions)
    }

    fn ask<T>(
        &self,
        question: impl FnOnce(&Index) -> Result<T, IndexLost>,
    ) -> Result<T, AskTheLog> {
        let index = {
            let state = self.shared.wait(|state| !matches!(state.phase, Phase::Opening));
            match &state.phase {
                Phase::Open(index) => Arc::clone(index),
                Phase::Opening | Phase::Gone => return Err(AskTheLog),
            }
        };
        question(&index).map_err(|_| {
            self.distrust();
            AskTheLog
        })
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        if self.thread.is_some() {
            self.close();
        }
    }
}
