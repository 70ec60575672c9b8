//! One desk for many threads: many read at the same time, and requests that wait together are decided one
//! after another and share a sync. For whoever serves several people in one process.
//!
//! Whoever writes has the desk to itself while it decides, and again when the commit is durable and applied;
//! while the disk makes it so, everybody reads what was there before. What is read is never half of a commit,
//! and never what may still be lost. Whoever reads for long holds off whoever writes: a report or an
//! export is better asked of a desk of its own, opened to read.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use counterclaim_log::{Bell, Gather};
use counterclaim_model::Position;

use crate::answers::Submitted;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::gate::Gate;
use crate::submit::Request;

/// What is told when the log has grown.
type Listener = Box<dyn Fn(Position) + Send + Sync>;

/// A handle on a desk that can be cloned and sent.
#[derive(Clone)]
pub struct SharedDesk {
    shared: Arc<Shared>,
}

struct Shared {
    desk: Gate<Desk>,
    /// Held from deciding until what was decided is applied.
    writing: Mutex<()>,
    /// Requests wait here; the desk stands beside, since it is read too.
    door: Gather<(), Request, Result<Submitted, DeskError>>,
    bell: Bell,
    listeners: Mutex<Vec<Arc<Listener>>>,
}

impl SharedDesk {
    /// Shares a desk.
    pub fn new(desk: Desk) -> Self {
        let shared = Shared {
            bell: Bell::at(desk.views.head()),
            desk: Gate::new(desk),
            writing: Mutex::default(),
            door: Gather::new(()),
            listeners: Mutex::default(),
        };
        Self { shared: Arc::new(shared) }
    }

    /// Asks the desk, together with whoever else asks.
    pub fn read<T>(&self, ask: impl FnOnce(&Desk) -> T) -> T {
        self.shared.desk.read(ask)
    }

    /// Records a request together with what other threads bring meanwhile; returns once it is durable and
    /// every question shows it.
    ///
    /// # Errors
    /// As for [`Desk::submit`].
    pub fn submit(&self, request: Request) -> Result<Submitted, DeskError> {
        self.shared.door.ask(request, |(), requests| self.record(requests))
    }

    fn record(&self, requests: Vec<Request>) -> Vec<Result<Submitted, DeskError>> {
        // Among other writers, what is decided may have to be decided again.
        #[cfg(feature = "cluster")]
        if self.read(|desk| desk.durability().is_some()) {
            return self.with(|desk| desk.submit_all(requests));
        }
        let _writing = self.shared.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let desk = &self.shared.desk;
        let mut begun = desk.write(|desk| desk.begin_all(requests));
        begun.sync();
        let (answers, head) = desk.write(|desk| (desk.finish_all(begun), desk.views.head()));
        self.tell(head);
        answers.into_iter().map(|answer| answer.map(|outcome| outcome.submitted)).collect()
    }

    /// Lets `work` have the desk to itself, between two groups: for pages to be read in, above all.
    pub fn with<T>(&self, work: impl FnOnce(&mut Desk) -> T) -> T {
        let _writing = self.shared.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let (done, head) = self.shared.desk.write(|desk| (work(desk), desk.views.head()));
        self.tell(head);
        done
    }

    /// Has `listener` told the head whenever the log has grown: after the desk shows it, on the thread that
    /// recorded it, and before that thread gets its answer. It must not take long, nor ask this desk to write.
    pub fn when_grown(&self, listener: impl Fn(Position) + Send + Sync + 'static) {
        let mut listeners = self.shared.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        listeners.push(Arc::new(Box::new(listener)));
    }

    /// Waits until the log goes beyond `position`, for `patience` at most. Returns its head.
    pub fn wait_beyond(&self, position: Position, patience: Duration) -> Position {
        self.shared.bell.wait(position, patience)
    }

    /// Returns the position of the last event that questions show.
    pub fn head(&self) -> Position {
        self.shared.bell.head()
    }

    /// Gives the desk back, if this is the last handle.
    pub fn into_desk(self) -> Option<Desk> {
        let shared = Arc::into_inner(self.shared)?;
        Some(shared.desk.into_inner())
    }

    fn tell(&self, head: Position) {
        if head <= self.shared.bell.head() {
            return;
        }
        self.shared.bell.ring(head);
        let listeners: Vec<_> = {
            let listeners = &self.shared.listeners;
            listeners.lock().unwrap_or_else(PoisonError::into_inner).clone()
        };
        listeners.iter().for_each(|listener| listener(head));
    }
}
