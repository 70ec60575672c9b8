//! Carrying a change out: a retry is answered first, then names are looked up, then the request goes in
//! by the door of all requests. In two steps for whoever answers many at once: `prepare` only reads.

use counterclaim_model::{Command, CommitId, Expectation, Position, Thing};

use super::Change;
use crate::answers::Submitted;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::identity::Identity;
use crate::submit::Request;

/// What a caller can say about a change beside what it is.
#[derive(Clone, Debug, Default)]
pub struct ChangeOptions {
    /// Who asks; the desk's own identity otherwise.
    pub by: Option<Identity>,
    /// Idempotency key: the same change under the same key is recorded once, for ever.
    pub key: Option<CommitId>,
    /// The revision at which the caller saw the one thing that changes.
    pub expected: Option<Position>,
    /// Decide, but record nothing.
    pub dry_run: bool,
}

/// A change, looked into.
#[derive(Debug)]
pub enum Prepared {
    /// It was done before under its key: the first result.
    Done(Submitted),
    /// What is to be submitted for it.
    Ready(Request),
}

impl Desk {
    /// Carries a change out, durably, or tells why not.
    ///
    /// # Errors
    /// As [`prepare`](Self::prepare) and [`submit`](Self::submit); nothing of it was recorded then, or
    /// nobody knows, where the error says so.
    pub fn change(
        &mut self,
        change: &Change,
        options: ChangeOptions,
    ) -> Result<Submitted, DeskError> {
        match self.prepare(change, options)? {
            Prepared::Done(submitted) => Ok(submitted),
            Prepared::Ready(request) => self.submit(request),
        }
    }

    /// Looks up what a change names and returns the request to submit, or the first result of a retry,
    /// which is not understood anew: what it named may have another meaning by now.
    ///
    /// Between this and the submission others may be recorded. The rules look at the request again then,
    /// and an expected revision is compared then; which thing a name means is settled here.
    ///
    /// # Errors
    /// If something is not known or means several things, a value does not fit, the key stands for
    /// another request, or a revision is expected of a change of several things.
    pub fn prepare(&self, change: &Change, options: ChangeOptions) -> Result<Prepared, DeskError> {
        let ChangeOptions { by, key, expected, dry_run } = options;
        let name = &by.as_ref().unwrap_or(&self.identity).analyst;
        let typed = change.typed(name);
        let done = key.as_ref().map(|key| self.done_before(key, &typed)).transpose()?.flatten();
        if let Some(done) = done {
            return Ok(Prepared::Done(done));
        }
        let commands = self.commands_for(change, name)?;
        let expected = match expected {
            Some(revision) => vec![expectation(&commands, revision)?],
            None => Vec::new(),
        };
        let typed = Some(typed);
        let request = Request { commands, by, expected, key, typed, dry_run, ..Request::default() };
        Ok(Prepared::Ready(request))
    }

    /// Returns the commands that a change amounts to, asked for by the person of this name.
    ///
    /// # Errors
    /// If something it names is not known or means several things, or a value does not fit.
    pub fn commands_for(&self, change: &Change, by: &str) -> Result<Vec<Command>, DeskError> {
        change.asked().commands(self, by)
    }

    /// Returns the thing that a change sets anew, if it [alters](Change::alters) one: the thing whose
    /// revision a careful door asks for.
    ///
    /// # Errors
    /// As [`commands_for`](Self::commands_for).
    pub fn altered(&self, change: &Change) -> Result<Option<Thing>, DeskError> {
        if !change.alters() {
            return Ok(None);
        }
        let commands = self.commands_for(change, &self.identity.analyst)?;
        Ok(commands.iter().find_map(Command::subject))
    }

    /// Returns the revision of a thing: the position of the last event that changed it.
    pub fn revision(&self, thing: &Thing) -> Option<Position> {
        self.state.revision(thing)
    }
}

/// Returns what the caller last saw of the one thing that the commands change.
fn expectation(commands: &[Command], revision: Position) -> Result<Expectation, DeskError> {
    let mut things: Vec<Thing> = commands.iter().filter_map(Command::subject).collect();
    things.dedup();
    match <[Thing; 1]>::try_from(things) {
        Ok([thing]) => Ok(Expectation { thing, revision }),
        Err(_) => Err(DeskError::NotOneThing),
    }
}

impl Change {
    /// Returns what repeated requests under one key are told apart by: the change, and the name in which
    /// it is made where that is recorded as part of it.
    fn typed(&self, by: &str) -> String {
        match self.is_signed() {
            true => format!("{} in the name of {by}", self.json()),
            false => self.json(),
        }
    }
}
