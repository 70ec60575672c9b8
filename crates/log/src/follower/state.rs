//! What the log and its follower share: the commits on their way into the index, and the index itself.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use counterclaim_model::Position;

use crate::IndexFate;
use crate::catalogue::{Catalogue, Noted};
use crate::index::Index;

/// A step is begun, however few its events, once its commits have this many bytes.
const STEP_BYTES: u64 = 16 << 20;

/// The log waits for its follower while commits of this many steps, or this many bytes, wait for it.
const WAITING_STEPS: usize = 4;
const WAITING_BYTES: u64 = 64 << 20;

/// On closing, this part of a step, and no more than so many bytes, is left for the next writer: a command
/// that records a little and ends pays for its own sync, not for those of the index too.
const LEFT_OF_STEP: usize = 16;
const LEFT_BYTES: u64 = 1 << 20;

/// What both sides see.
#[derive(Debug)]
pub(super) struct State {
    pub(super) catalogue: Catalogue,
    pub(super) phase: Phase,
    /// What is to be said of the index, once it is not being opened any more.
    pub(super) fate: Option<IndexFate>,
    /// Last position that was noted, and last one that is in the index.
    pub(super) noted: Position,
    pub(super) indexed: Position,
    /// How many events the follower waits for.
    wanted: usize,
    is_distrusted: bool,
    /// Whether the stored hashes were found not to be those of the log.
    is_rehashing: bool,
    pub(super) is_closing: bool,
    /// How many events may be left on closing.
    pub(super) may_stay: usize,
}

/// Whether there is an index to ask.
#[derive(Debug)]
pub(super) enum Phase {
    /// It is being opened, or built anew: whoever needs it waits.
    Opening,
    /// It may be asked.
    Open(Arc<Index>),
    /// There is none, and there will be none.
    Gone,
}

/// What the follower does next.
pub(super) enum Task {
    /// Hand these commits over.
    Take(Vec<Arc<Noted>>),
    /// The index was caught lying: build it anew.
    Relearn,
    /// The stored hashes were: make them anew.
    Rehash,
    /// The log is closed and nothing is left.
    Finish,
}

/// The state, and a way to wait for its change.
#[derive(Debug)]
pub(super) struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    step_events: usize,
}

impl Shared {
    pub(super) fn new(from: Position, step_events: usize) -> Self {
        let state = State {
            catalogue: Catalogue::default(),
            phase: Phase::Opening,
            fate: None,
            noted: from,
            indexed: Position::START,
            wanted: step_events,
            is_distrusted: false,
            is_rehashing: false,
            is_closing: false,
            may_stay: step_events / LEFT_OF_STEP,
        };
        Self { state: Mutex::new(state), changed: Condvar::new(), step_events }
    }

    /// Returns the state. A panic while it was held leaves it usable: every change of it is one
    /// assignment or one call.
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until `is_so`.
    pub(super) fn wait(&self, is_so: impl Fn(&State) -> bool) -> MutexGuard<'_, State> {
        let waiting = self.changed.wait_while(self.lock(), |state| !is_so(state));
        waiting.unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state and tells everybody.
    pub(super) fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    /// Takes note of a durable commit; waits first if the follower is far behind.
    pub(super) fn note(&self, noted: Noted) {
        let has_room = |state: &State| {
            matches!(state.phase, Phase::Gone)
                || state.catalogue.events < WAITING_STEPS * self.step_events
                    && state.catalogue.bytes < WAITING_BYTES
        };
        let mut state = self.wait(has_room);
        state.noted = noted.summary().last;
        if !matches!(state.phase, Phase::Gone) {
            state.catalogue.note(noted);
        }
        if state.is_ready() {
            self.changed.notify_all();
        }
    }

    /// Waits for something to do; `room` is how many events the next step has room for, `is_begun` whether
    /// there is an index that may be left a little behind.
    pub(super) fn next(&self, room: usize, is_begun: bool) -> Task {
        self.lock().wanted = room;
        let mut state = self.wait(|state| {
            state.is_distrusted || state.is_rehashing || state.is_closing || state.is_ready()
        });
        if std::mem::take(&mut state.is_distrusted) {
            return Task::Relearn;
        }
        if std::mem::take(&mut state.is_rehashing) {
            return Task::Rehash;
        }
        let is_little =
            state.catalogue.events <= state.may_stay && state.catalogue.bytes <= LEFT_BYTES;
        if is_begun && is_little && state.is_closing && !state.is_ready() {
            return Task::Finish;
        }
        match state.catalogue.oldest(room) {
            commits if commits.is_empty() => Task::Finish,
            commits => Task::Take(commits),
        }
    }

    /// Has the stored hashes made anew: they are not those of the log.
    pub(super) fn rehash(&self) {
        self.change(|state| state.is_rehashing = true);
    }

    /// Stops asking the index: what it said does not agree with the log.
    pub(super) fn distrust(&self) {
        self.change(|state| {
            if let Phase::Open(_) = state.phase {
                state.phase = Phase::Opening;
                state.is_distrusted = true;
            }
        });
    }
}

impl State {
    fn is_ready(&self) -> bool {
        self.catalogue.events >= self.wanted || self.catalogue.bytes >= STEP_BYTES
    }
}
