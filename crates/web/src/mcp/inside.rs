//! A case that no server holds: its handlers are asked in this process. It is held open to be read, beside
//! whoever writes, and opened to be written for each proposal alone, so that others can work in it.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use counterclaim_desk::{Desk, DeskError, Following, Identity, Position, SystemRim, follow};

use super::refusal::Refusal;
use super::tool;
use super::wanted::Wanted;
use crate::access::Visitor;
use crate::route::Role;
use crate::server::{Server, Within};

/// How desks of a case are opened and closed.
pub struct Desks {
    /// The directory of the case.
    pub case: PathBuf,
    /// Is told what opening had to mend, and what went wrong beside an answer.
    pub note: Arc<dyn Fn(&str) + Send + Sync>,
    /// Is given a desk that recorded something, before it is closed.
    pub before_closing: Box<dyn Fn(&mut Desk) + Send + Sync>,
}

/// The handlers over a case on disk.
pub(super) struct Inside {
    desks: Desks,
    reading: Mutex<Option<Reading>>,
}

/// A desk to read, with what tells that the log has grown since.
struct Reading {
    server: Arc<Server>,
    news: Following,
}

impl Inside {
    pub(super) fn new(desks: Desks) -> Self {
        Self { desks, reading: Mutex::new(None) }
    }

    /// Opens the case to be read.
    ///
    /// # Errors
    /// If there is none, or it cannot be read.
    pub(super) fn look(&self) -> Result<(), DeskError> {
        self.read().map(|_| ())
    }

    /// Answers from the case.
    ///
    /// # Errors
    /// Why there is no answer.
    pub(super) fn ask(&self, wanted: &Wanted, by: &str) -> Result<Vec<u8>, Refusal> {
        let visitor =
            Visitor { name: Some(by.to_owned()), role: Role::Proposer, by_session: false };
        let within = Within {
            route: wanted.route,
            address: wanted.address(),
            visitor,
            headers: wanted.headers()?,
            body: wanted.body.clone().into_bytes(),
        };
        if !tool::writes(wanted.route) {
            return Ok(self.read()?.within(within)?);
        }
        let server =
            self.serving(Desk::open(&self.desks.case, Box::new(SystemRim), Identity::analyst(by))?);
        let answer = server.within(within);
        if let Some(mut desk) = server.give_back().filter(|_| answer.is_ok()) {
            (self.desks.before_closing)(&mut desk);
        }
        Ok(answer?)
    }

    /// Returns handlers over a desk that shows all there is.
    fn read(&self) -> Result<Arc<Server>, DeskError> {
        let mut held = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reading) = held.as_mut() {
            let news = reading.news.next(Duration::ZERO);
            if news.is_ok_and(|news| news.entries.is_empty()) {
                return Ok(Arc::clone(&reading.server));
            }
        }
        // Let go before the next is opened: a large case need not be held twice.
        *held = None;
        let desk = Desk::open_to_read(&self.desks.case, Box::new(SystemRim))?;
        let head: Position = desk.head();
        let news = follow(&self.desks.case, head)?;
        let server = self.serving(desk);
        *held = Some(Reading { server: Arc::clone(&server), news });
        Ok(server)
    }

    fn serving(&self, desk: Desk) -> Arc<Server> {
        desk.notices().iter().for_each(|notice| (self.desks.note)(notice));
        let note = Arc::clone(&self.desks.note);
        Server::without_line(desk, Box::new(move |line| note(line)))
    }
}
