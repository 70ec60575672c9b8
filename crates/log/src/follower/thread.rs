//! The follower's side: opening the index in the background, taking one step after another, and putting
//! up with its loss.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{Builder, JoinHandle};

use super::catch_up::{Trouble, catch_up, catch_up_leaves};
use super::leaves::Leaves;
use super::state::{Phase, Shared, Task};
use counterclaim_model::{Digest, Position};

use crate::catalogue::{Mark, Noted};
use crate::files::put_aside;
use crate::index::{IndexLost, Known, Seal, Writer};
use crate::{IndexFate, Indexing};

/// What a follower begins with.
#[derive(Debug)]
pub(crate) struct Beginning {
    /// The file of Merkle hashes.
    pub(crate) hashes: PathBuf,
    /// Directories of the segments, of the index, and of what is put aside.
    pub(crate) log: PathBuf,
    pub(crate) index: PathBuf,
    pub(crate) recovered: PathBuf,
    pub(crate) indexing: Indexing,
    pub(crate) step_events: usize,
    /// The end of what the follower is not told commit by commit.
    pub(crate) known: Known,
    /// The seal, if it agrees with the log; or why it is of no use.
    pub(crate) seal: Result<Option<Seal>, String>,
    /// Whether the log has no line at all.
    pub(crate) is_empty: bool,
}

/// Starts the thread.
pub(super) fn spawn(shared: Arc<Shared>, beginning: Beginning) -> std::io::Result<JoinHandle<()>> {
    Builder::new().name("counterclaim-follower".to_owned()).spawn(move || {
        let reached = beginning.known.mark.clone();
        let mut follow = Follow { reached, leaves: None, shared, beginning };
        let ended = catch_unwind(AssertUnwindSafe(|| follow.run()));
        let why = match ended {
            Ok(Ok(())) => return,
            Ok(Err(why)) => why,
            Err(_) => "the thread that writes it panicked".to_owned(),
        };
        follow.give_up(why);
    })
}

/// A follower at work.
struct Follow {
    shared: Arc<Shared>,
    beginning: Beginning,
    /// The end of what the log has told of and the index must have.
    reached: Mark,
    /// None once they could not be kept up.
    leaves: Option<Leaves>,
}

impl Follow {
    /// Follows until the log is closed. Fails if there can be no index at all.
    fn run(&mut self) -> Result<(), String> {
        let (writer, fate) = self.open();
        let mut writer = self.bring_up(writer, fate)?;
        let sealed = self.beginning.seal.as_ref().ok().and_then(Option::as_ref);
        let sealed = sealed.and_then(|seal| Some((seal.known.mark.position, seal.root?)));
        self.open_leaves(sealed);
        loop {
            let is_begun = writer.known().mark.commits > 0;
            match self.shared.next(writer.room(), is_begun) {
                Task::Finish => return Ok(()),
                Task::Relearn => {
                    let lost = IndexLost("it does not agree with the log".to_owned());
                    writer = self.replace(writer, lost)?;
                }
                // Without a root to hold them to, none of those that are stored are kept.
                Task::Rehash => self.open_leaves(None),
                Task::Take(commits) => match self.take(&mut writer, &commits) {
                    Ok(()) => self.forget(commits.len(), &writer),
                    Err(lost) => writer = self.replace(writer, lost)?,
                },
            }
        }
    }

    /// Opens the Merkle hashes, keeps those that were sealed, and makes what is missing of what was reached.
    fn open_leaves(&mut self, sealed: Option<(Position, Digest)>) {
        let Beginning { hashes, log, indexing, .. } = &self.beginning;
        if *indexing == Indexing::Off {
            return;
        }
        let until = self.reached.position;
        let opened = Leaves::open(hashes, sealed)
            .map_err(Trouble::Log)
            .and_then(|mut leaves| catch_up_leaves(log, &mut leaves, until).map(|()| leaves));
        // Where they cannot be kept up, whoever needs them reads the log.
        self.leaves = opened.ok();
    }

    /// Keeps the Merkle hashes up. Returns the root behind these commits, if it is known.
    fn take_leaves(&mut self, commits: &[Arc<Noted>]) -> Option<Digest> {
        let taken = self.leaves.as_mut()?.take(commits);
        if taken.is_err() {
            self.leaves = None;
        }
        let leaves = self.leaves.as_ref()?;
        let last = commits.last()?.summary().last;
        (leaves.end() == last).then(|| leaves.root())
    }

    /// Opens the index; puts a doubtful one aside and begins another.
    fn open(&self) -> (Writer, IndexFate) {
        let Beginning { index, indexing, step_events, .. } = &self.beginning;
        if *indexing == Indexing::Off {
            let why = "it is switched off".to_owned();
            return (Writer::in_memory(*step_events), IndexFate::Absent { why });
        }
        let opened = match self.beginning.seal.clone() {
            Err(why) => Err(IndexLost(why)),
            Ok(seal) => Writer::open(index, seal, *step_events),
        };
        let is_new = |writer: &Writer| writer.known().mark.commits == 0;
        match opened {
            Ok(writer) if is_new(&writer) && !self.beginning.is_empty => {
                (writer, IndexFate::Rebuilt { why: "there was none".to_owned() })
            }
            Ok(writer) => (writer, IndexFate::Kept),
            Err(IndexLost(why)) => match self.begin_anew() {
                Ok(writer) => (writer, IndexFate::Rebuilt { why }),
                Err(IndexLost(why)) => (Writer::in_memory(*step_events), IndexFate::Absent { why }),
            },
        }
    }

    /// Puts the index aside and begins another.
    fn begin_anew(&self) -> Result<Writer, IndexLost> {
        let Beginning { index, recovered, step_events, .. } = &self.beginning;
        put_aside(index, recovered).map_err(|error| IndexLost(error.to_string()))?;
        Writer::open(index, None, *step_events)
    }

    /// Brings an index up to what was reached, and lets it be asked. One that fails is replaced by one in
    /// memory.
    fn bring_up(&mut self, mut writer: Writer, fate: IndexFate) -> Result<Writer, String> {
        // From here on it can be said what became of the index, though it may take long to rebuild it.
        self.shared.change(|state| state.fate = Some(fate));
        if writer.known().mark.commits < self.reached.commits {
            let shared = &self.shared;
            let in_memory = writer.index().is_in_memory();
            let root = self.beginning.seal.as_ref().ok().and_then(|seal| seal.as_ref()?.root);
            let caught_up =
                catch_up(&self.beginning.log, &mut writer, &self.reached, root, |writer| {
                    shared.change(|state| state.indexed = writer.known().mark.position);
                    match in_memory && shared.lock().is_closing {
                        true => ControlFlow::Break(()),
                        false => ControlFlow::Continue(()),
                    }
                });
            match caught_up {
                Ok(()) => {}
                Err(Trouble::Index(lost)) if !in_memory => return self.replace(writer, lost),
                Err(Trouble::Index(IndexLost(why))) => return Err(why),
                Err(Trouble::Log(error)) => return Err(error.to_string()),
            }
        }
        self.shared.change(|state| {
            state.indexed = writer.known().mark.position;
            state.phase = Phase::Open(Arc::clone(writer.index()));
        });
        Ok(writer)
    }

    /// Goes on with an index in memory: what is lost is put aside, and rebuilt when the log is opened next.
    fn replace(&mut self, writer: Writer, lost: IndexLost) -> Result<Writer, String> {
        self.shared.change(|state| state.phase = Phase::Opening);
        let was_on_disk = !writer.index().is_in_memory();
        drop(writer);
        if was_on_disk {
            let Beginning { index, recovered, .. } = &self.beginning;
            // What cannot be put aside is opened again next time, in doubt as ever.
            let _ = put_aside(index, recovered);
        }
        let why = format!("it failed while it was used: {}", lost.0);
        self.bring_up(Writer::in_memory(self.beginning.step_events), IndexFate::Absent { why })
    }

    /// Hands commits over, but for those that the index has: a writer killed behind a batch and before its
    /// seal leaves an index that is one step ahead of what it says.
    fn take(&mut self, writer: &mut Writer, commits: &[Arc<Noted>]) -> Result<(), IndexLost> {
        let start = self.reached.clone();
        let root = self.take_leaves(commits);
        let taken = self.take_new(writer, commits, root);
        if taken.is_err() {
            // Another index has to have everything before these commits, and then them.
            self.reached = start;
        }
        taken
    }

    fn take_new(
        &mut self,
        writer: &mut Writer,
        commits: &[Arc<Noted>],
        root: Option<Digest>,
    ) -> Result<(), IndexLost> {
        let mut new = commits;
        while let Some((noted, rest)) = new.split_first() {
            if self.reached.commits >= writer.known().mark.commits {
                break;
            }
            self.reached.pass(noted);
            new = rest;
            let is_there = self.reached.commits == writer.known().mark.commits;
            if is_there && self.reached != writer.known().mark {
                return Err(IndexLost("it belongs to another log".to_owned()));
            }
        }
        if !new.is_empty() {
            writer.take(new, root)?;
            self.reached = writer.known().mark.clone();
        }
        Ok(())
    }

    fn forget(&self, commits: usize, writer: &Writer) {
        self.shared.change(|state| {
            state.catalogue.forget(commits);
            state.indexed = writer.known().mark.position;
        });
    }

    /// Does without any index: every question goes to the log.
    fn give_up(&self, why: String) {
        self.shared.change(|state| {
            state.catalogue = Default::default();
            state.phase = Phase::Gone;
            state.fate = Some(IndexFate::Absent { why });
        });
    }
}
