//! A case on a cluster: opened through a copy of this node, and written among others who write too. Whoever is
//! second is decided anew, on what the first recorded.

use std::path::Path;

use counterclaim_log::{AppendError, Durability, Reaching, Signer, StreamLog};
use counterclaim_model::{Command, Position};

use crate::desk::{Book, Desk, cut, fresh_case_file};
use crate::error::DeskError;
use crate::identity::Identity;
use crate::rim::Rim;
use crate::submit::{Outcome, Request};

/// How often a request is decided anew before its conflict is the answer: somebody else was first each time.
const TRIES: usize = 32;

impl Desk {
    /// Creates a case on a cluster, with its copy in the directory `copy`; otherwise as
    /// [`create_signed`](Self::create_signed).
    ///
    /// # Errors
    /// If the address holds a case already, or as [`open_on_cluster`](Self::open_on_cluster).
    pub fn create_on_cluster(
        reaching: &Reaching,
        copy: &Path,
        (title, origin): (&str, Option<&str>),
        mut rim: Box<dyn Rim + Send>,
        identity: Identity,
        keep: impl FnOnce(&Signer) -> bool,
    ) -> Result<Self, DeskError> {
        let (mut file, signer) = fresh_case_file(title, origin, rim.as_mut())?;
        // A key is kept only for a case that will be: whoever asks for a name that is taken gets none.
        let is_free = StreamLog::open(reaching, copy).is_err();
        file.verifier = (is_free && keep(&signer)).then(|| signer.verifier());
        let log = StreamLog::create(reaching, copy, &file)?;
        let mut desk = Self::over_stream(log, rim, identity);
        let (case, title) = (file.case, title.to_owned());
        desk.submit(Request::of(vec![Command::OpenCase { case, title }]))?;
        Ok(desk)
    }

    /// Opens a case on a cluster, with its copy in the directory `copy`, which is made from the cluster where
    /// it is not there. What it shows is what the cluster had when it was opened, and what
    /// [`follow_cluster`](Self::follow_cluster) brings.
    ///
    /// # Errors
    /// If the cluster cannot be reached, is not what it must be, or tells another story than the copy.
    pub fn open_on_cluster(
        reaching: &Reaching,
        copy: &Path,
        rim: Box<dyn Rim + Send>,
        identity: Identity,
    ) -> Result<Self, DeskError> {
        let (log, recovery) = StreamLog::open(reaching, copy)?;
        let mut desk = Self::over_stream(log, rim, identity);
        desk.notices.extend(cut(&recovery));
        desk.catch_up()?;
        desk.opened_at = desk.book.log().head();
        Ok(desk)
    }

    /// Returns what an acknowledgement is worth, as it was proved when the case was opened; nothing for a case
    /// that is on no cluster.
    pub fn durability(&self) -> Option<&Durability> {
        match &self.book {
            Book::Stream(log) => Some(log.durability()),
            Book::Files(_) | Book::Reader(_) | Book::Memory(_) => None,
        }
    }

    /// Takes in everything that the cluster has now. Returns the head; of a case that is on no cluster, the
    /// head it has.
    ///
    /// # Errors
    /// If the cluster gives no answer, or something in it does not fit what came before.
    pub fn follow_cluster(&mut self) -> Result<Position, DeskError> {
        if let Book::Stream(log) = &mut self.book {
            log.catch_up()?;
            self.catch_up()?;
        }
        Ok(self.head())
    }

    fn over_stream(log: StreamLog, rim: Box<dyn Rim + Send>, identity: Identity) -> Self {
        let part_bytes = log.longest_line() / 2;
        Self { part_bytes, ..Self::over(Book::Stream(Box::new(log)), rim, identity) }
    }

    /// Carries out requests among other writers: what was overtaken is decided anew, on what they recorded.
    pub(crate) fn carry_out_among_others(
        &mut self,
        requests: Vec<Request>,
    ) -> Vec<Result<Outcome, DeskError>> {
        let mut answers: Vec<Option<Result<Outcome, DeskError>>> = Vec::new();
        answers.resize_with(requests.len(), || None);
        let mut waiting: Vec<(usize, Request)> = requests.into_iter().enumerate().collect();
        for _ in 0..TRIES {
            // Also before the first try: what the rules refuse, they must not refuse for what is long past.
            if let Err(error) = self.follow_cluster() {
                if let Some((first, _)) = waiting.first() {
                    answers[*first] = Some(Err(error));
                }
                break;
            }
            let again = waiting.iter().map(|(_, request)| request.clone()).collect();
            let outcomes = self.carry_out_alone(again);
            let tried = std::mem::take(&mut waiting);
            for ((place, request), outcome) in tried.into_iter().zip(outcomes) {
                if is_overtaken(&outcome) {
                    waiting.push((place, request));
                }
                answers[place] = Some(outcome);
            }
            if waiting.is_empty() {
                break;
            }
        }
        let unanswered = || Err(DeskError::Append(AppendError::Poisoned));
        answers.into_iter().map(|answer| answer.unwrap_or_else(unanswered)).collect()
    }
}

/// Tells a request that was not recorded because others were first, or because one before it was overtaken.
fn is_overtaken(outcome: &Result<Outcome, DeskError>) -> bool {
    matches!(outcome, Err(DeskError::Append(AppendError::Overtaken { .. } | AppendError::Poisoned)))
}
