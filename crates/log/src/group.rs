//! Threads at one door: what several of them ask for while a write is under way is written together
//! next. Used by whoever serves many threads in one process, over a log or over what stands above it.
//!
//! There is no thread of its own and no timer. Whoever comes while nobody works works at once, for itself
//! alone; whoever comes meanwhile waits, and then one of those who waited works for all of them. Behind a
//! group of several, whoever comes lets the others run once before it begins: they were just answered, and
//! come back with what they have next.
//!
//! A process that appends one commit and ends pays one sync, and gains nothing by this door; with many
//! threads, each sync carries what came in during the one before.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use counterclaim_model::Position;

use crate::{AppendError, Appended, Commit, EventLog, FileLog};

/// A worker behind a door: it answers questions in groups, one group at a time.
///
/// Every question is answered exactly once, and groups are taken in the order in which questions came.
/// `W` works, `Q` is a question, `A` its answer.
pub struct Gather<W, Q, A> {
    worker: Mutex<W>,
    queue: Mutex<Queue<Q, A>>,
    /// Told whenever a group was answered.
    turn: Condvar,
}

/// Who waits, and for what.
struct Queue<Q, A> {
    tickets: u64,
    /// Questions that nobody works on yet.
    waiting: Vec<(u64, Q)>,
    /// Answers that nobody has come for yet.
    answered: HashMap<u64, A>,
    /// Whether the group before was of several.
    had_company: bool,
    is_busy: bool,
    /// Set once the worker panicked: there is nobody left to ask.
    is_broken: bool,
}

impl<W, Q, A> Gather<W, Q, A> {
    /// Puts a worker behind a door.
    pub fn new(worker: W) -> Self {
        let (waiting, answered) = Default::default();
        let (had_company, is_busy, is_broken) = (false, false, false);
        let queue = Queue { tickets: 0, waiting, answered, had_company, is_busy, is_broken };
        Self { worker: Mutex::new(worker), queue: Mutex::new(queue), turn: Condvar::new() }
    }

    /// Asks, and waits for the answer. `work` answers a group of questions, one answer each, in their
    /// order; whoever works uses its own, so all who ask bring the same.
    ///
    /// # Panics
    /// If `work` panics, here or in the thread that works for this one.
    pub fn ask(&self, question: Q, work: impl FnOnce(&mut W, Vec<Q>) -> Vec<A>) -> A {
        let mut queue = lock(&self.queue);
        let ticket = queue.tickets;
        queue.tickets += 1;
        queue.waiting.push((ticket, question));
        let mut is_polite = queue.had_company;
        while queue.is_busy || is_polite {
            queue = if queue.is_busy {
                self.turn.wait(queue).unwrap_or_else(PoisonError::into_inner)
            } else {
                is_polite = false;
                drop(queue);
                thread::yield_now();
                lock(&self.queue)
            };
            if let Some(answer) = queue.answered.remove(&ticket) {
                return answer;
            }
        }
        assert!(!queue.is_broken, "the thread that worked for this one panicked");
        // Nobody works, and the question is not answered: so it still waits, perhaps among others.
        queue.is_busy = true;
        let group = std::mem::take(&mut queue.waiting);
        queue.had_company = group.len() > 1;
        drop(queue);
        self.work(group, work);
        let answer = lock(&self.queue).answered.remove(&ticket);
        answer.expect("the group that was worked on held this question")
    }

    fn work(&self, group: Vec<(u64, Q)>, work: impl FnOnce(&mut W, Vec<Q>) -> Vec<A>) {
        let duty = Duty { gather: self, answered: None };
        let (tickets, questions): (Vec<u64>, Vec<Q>) = group.into_iter().unzip();
        let answers = work(&mut lock(&self.worker), questions);
        assert_eq!(answers.len(), tickets.len(), "a question gets one answer");
        duty.done(tickets.into_iter().zip(answers).collect());
    }

    /// Lets `work` have the worker to itself, between two groups.
    pub fn with<T>(&self, work: impl FnOnce(&mut W) -> T) -> T {
        work(&mut lock(&self.worker))
    }

    /// Returns how many questions wait that nobody works on yet.
    pub fn waiting(&self) -> usize {
        lock(&self.queue).waiting.len()
    }

    /// Gives the worker back.
    pub fn into_worker(self) -> W {
        self.worker.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Somebody works. Ends with the answers, or, if the work panicked, without.
struct Duty<'a, W, Q, A> {
    gather: &'a Gather<W, Q, A>,
    answered: Option<HashMap<u64, A>>,
}

impl<W, Q, A> Duty<'_, W, Q, A> {
    fn done(mut self, answered: HashMap<u64, A>) {
        self.answered = Some(answered);
    }
}

impl<W, Q, A> Drop for Duty<'_, W, Q, A> {
    fn drop(&mut self) {
        let mut queue = lock(&self.gather.queue);
        queue.is_busy = false;
        match self.answered.take() {
            Some(answered) => queue.answered.extend(answered),
            None => queue.is_broken = true,
        }
        drop(queue);
        self.gather.turn.notify_all();
    }
}

/// Locks. Nothing is left half-done under these locks but by a worker that panicked, of which the queue
/// knows.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<W: fmt::Debug, Q, A> fmt::Debug for Gather<W, Q, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gather").field("worker", &self.worker).finish_non_exhaustive()
    }
}

/// One log for many threads: a handle that can be cloned and sent. Commits that wait together are
/// appended together and share a sync.
#[derive(Debug)]
pub struct SharedLog<L = FileLog> {
    door: Arc<Gather<L, Commit, Result<Appended, AppendError>>>,
    bell: Bell,
}

impl<L> Clone for SharedLog<L> {
    fn clone(&self) -> Self {
        Self { door: Arc::clone(&self.door), bell: self.bell.clone() }
    }
}

impl<L: EventLog> SharedLog<L> {
    /// Shares a log.
    pub fn new(log: L) -> Self {
        let bell = Bell::at(log.head());
        Self { door: Arc::new(Gather::new(log)), bell }
    }

    /// Records a commit, together with whatever other threads bring meanwhile; returns once it is
    /// durable.
    ///
    /// # Errors
    /// As for [`EventLog::append_all`], which a group goes through.
    pub fn append(&self, commit: Commit) -> Result<Appended, AppendError> {
        self.door.ask(commit, |log, commits| {
            let answers = log.append_all(commits);
            self.bell.ring(log.head());
            answers
        })
    }

    /// Lets `work` have the log to itself, between two groups; for reading, above all.
    pub fn with<T>(&self, work: impl FnOnce(&mut L) -> T) -> T {
        self.door.with(|log| {
            let done = work(log);
            self.bell.ring(log.head());
            done
        })
    }

    /// Returns what tells a follower that this log has grown.
    pub fn bell(&self) -> Bell {
        self.bell.clone()
    }

    /// Returns how many commits wait that are not being written yet.
    pub fn waiting(&self) -> usize {
        self.door.waiting()
    }

    /// Gives the log back, if this is the last handle.
    pub fn into_log(self) -> Option<L> {
        Arc::into_inner(self.door).map(Gather::into_worker)
    }
}

/// Tells how far a log is durable, and wakes whoever waits for more. Cloned freely; rung by whoever
/// writes.
#[derive(Clone, Debug)]
pub struct Bell(Arc<(Mutex<Position>, Condvar)>);

impl Bell {
    /// A bell of a log that ends at `head`.
    pub fn at(head: Position) -> Self {
        Self(Arc::new((Mutex::new(head), Condvar::new())))
    }

    /// Says that the log is durable up to `head`.
    pub fn ring(&self, head: Position) {
        let (known, grown) = &*self.0;
        let mut known = lock(known);
        if head > *known {
            *known = head;
            grown.notify_all();
        }
    }

    /// Returns the position up to which the log is durable.
    pub fn head(&self) -> Position {
        *lock(&self.0.0)
    }

    /// Waits until the log goes beyond `cursor`, for `patience` at most. Returns its head.
    pub fn wait(&self, cursor: Position, patience: Duration) -> Position {
        let (known, grown) = &*self.0;
        let waited = grown.wait_timeout_while(lock(known), patience, |head| *head <= cursor);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}
