//! What a server holds: the desk, who may come in, and what is counted.

use std::sync::Arc;
use std::time::Instant as Moment;

use counterclaim_desk::answers::{PageIngested, Submitted};
use counterclaim_desk::{
    Desk, DeskError, Every, Identity, IngestOptions, Page, Position, Question, Request, SharedDesk,
    Signer, Wanted,
};
use tokio::sync::{Semaphore, watch};

use super::journal::Journal;
use super::limits::Limits;
use super::metrics::Metrics;
use super::notices::LISTENERS;
use crate::access::{Access, Entry};
use crate::problem::{Kind, Problem};
use crate::write::Waiting;

/// What a server holds.
pub(crate) struct Server {
    desk: SharedDesk,
    title: String,
    /// Who may come in.
    pub(crate) access: Access,
    /// How many calls anybody may make.
    pub(super) limits: Limits,
    /// What is said of calls.
    pub(super) journal: Journal,
    /// What is counted.
    pub(crate) metrics: Metrics,
    /// Answers that are worked out at the same time.
    pub(super) at_work: Semaphore,
    /// Exports that are written at the same time.
    pub(super) exporting: Semaphore,
    /// Those who listen to notices at the same time.
    pub(super) listeners: Arc<Semaphore>,
    /// Those of them who are being told at the same time.
    pub(super) telling: Semaphore,
    /// When it began.
    pub(crate) began: Moment,
    /// What signs checkpoints, if the case is signed and the key at hand.
    pub(crate) signer: Option<Arc<Signer>>,
    /// What was shown before it is taken in.
    pub(crate) waiting: Waiting,
    head: watch::Sender<Position>,
}

impl Server {
    /// A server over a desk.
    pub(super) fn over(
        desk: Desk,
        access: Access,
        signer: Option<Arc<Signer>>,
        journal: Journal,
    ) -> Self {
        let title = desk.title().to_owned();
        let desk = SharedDesk::new(desk);
        let head = watch::Sender::new(desk.head());
        let told = head.clone();
        desk.when_grown(move |grown| {
            told.send_replace(grown);
        });
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            desk,
            title,
            access,
            limits: Limits::default(),
            journal,
            metrics: Metrics::default(),
            at_work: Semaphore::new(4 * cores),
            exporting: Semaphore::new(cores.div_ceil(2)),
            listeners: Arc::new(Semaphore::new(LISTENERS)),
            telling: Semaphore::new(cores),
            began: Moment::now(),
            signer,
            waiting: Waiting::default(),
            head,
        }
    }

    /// Lets somebody show a secret, unless their address has shown too many wrong ones.
    ///
    /// # Errors
    /// If the secret is wrong, or it is one too many.
    pub(crate) fn guarded<T>(
        &self,
        entry: &Entry,
        show: impl FnOnce(&Access) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let Entry::Network(peer) = entry else { return show(&self.access) };
        self.limits.may_try(peer.ip())?;
        show(&self.access).inspect_err(|problem| {
            if problem.kind == Kind::Unauthenticated {
                self.limits.was_wrong(peer.ip());
            }
        })
    }

    /// Returns the title of the case.
    pub(crate) fn title(&self) -> &str {
        &self.title
    }

    /// Returns the last position there is.
    pub(crate) fn head(&self) -> Position {
        *self.head.borrow()
    }

    /// Returns where growth of the log is told.
    pub(super) fn news(&self) -> watch::Receiver<Position> {
        self.head.subscribe()
    }

    /// Lets `ask` ask the desk.
    pub(crate) fn read<T>(&self, ask: impl FnOnce(&Desk) -> T) -> T {
        self.desk.read(ask)
    }

    /// Chooses claims, to be read a piece at a time while others write.
    ///
    /// # Errors
    /// As for [`SharedDesk::every`].
    pub(crate) fn every(
        &self,
        wanted: &Wanted,
        question: Question,
    ) -> Result<Every<'_>, DeskError> {
        self.desk.every(wanted, question)
    }

    /// Takes in a page, in somebody's name.
    ///
    /// # Errors
    /// As for [`SharedDesk::ingest`].
    pub(crate) fn ingest(
        &self,
        by: Identity,
        name: &str,
        page: &Page,
        options: &IngestOptions,
    ) -> Result<PageIngested, DeskError> {
        self.desk.ingest(by, name, page, options)
    }

    /// Lets `work` have the desk to itself: for what is more than one request.
    pub(crate) fn alone<T>(&self, work: impl FnOnce(&mut Desk) -> T) -> T {
        self.desk.with(work)
    }

    /// Records a request together with others that wait.
    ///
    /// # Errors
    /// As for [`SharedDesk::submit`].
    pub(crate) fn submit(&self, request: Request) -> Result<Submitted, DeskError> {
        self.desk.submit(request)
    }

    /// Gives the desk back, if nobody else holds this any more.
    pub(super) fn into_desk(self) -> Option<Desk> {
        self.desk.into_desk()
    }
}
