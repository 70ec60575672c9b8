//! One desk for many threads: requests that wait together are decided one after another and share a
//! sync. For whoever serves several people in one process; a command that submits once gains nothing.

use std::sync::Arc;

use counterclaim_log::Gather;

use crate::answers::Submitted;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::submit::Request;

/// A handle on a desk that can be cloned and sent.
#[derive(Clone)]
pub struct SharedDesk {
    door: Arc<Gather<Desk, Request, Result<Submitted, DeskError>>>,
}

impl SharedDesk {
    /// Shares a desk.
    pub fn new(desk: Desk) -> Self {
        Self { door: Arc::new(Gather::new(desk)) }
    }

    /// Records a request together with what other threads bring meanwhile; returns once it is durable.
    ///
    /// # Errors
    /// As for [`Desk::submit`].
    pub fn submit(&self, request: Request) -> Result<Submitted, DeskError> {
        self.door.ask(request, Desk::submit_all)
    }

    /// Lets `work` have the desk to itself, between two groups: for questions, above all.
    pub fn with<T>(&self, work: impl FnOnce(&mut Desk) -> T) -> T {
        self.door.with(work)
    }

    /// Gives the desk back, if this is the last handle.
    pub fn into_desk(self) -> Option<Desk> {
        Arc::into_inner(self.door).map(Gather::into_worker)
    }
}
