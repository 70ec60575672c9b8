//! Sessions: what a browser has after a login. They live as long as the server does, and no longer than
//! half a day.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::secret::Secret;
use crate::route::Role;

/// How long a session lasts.
const LASTS: Duration = Duration::from_secs(12 * 60 * 60);

/// Most sessions at once; the oldest gives way.
const MOST: usize = 256;

/// What a session stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Session {
    /// Who logged in.
    pub(crate) name: String,
    /// What they may do.
    pub(crate) role: Role,
    /// Hash of the token they showed, if it was one of the case: revoked with it.
    pub(crate) token: Option<String>,
    began: Instant,
}

/// Everybody who is logged in, by the hash of what their browser holds.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    open: Mutex<HashMap<String, Session>>,
}

impl Sessions {
    /// Opens a session and returns what the browser is to hold.
    ///
    /// # Errors
    /// If the machine has no randomness to give.
    pub(crate) fn open(
        &self,
        name: &str,
        role: Role,
        token: Option<String>,
    ) -> Result<Secret, getrandom::Error> {
        let secret = Secret::fresh()?;
        let mut open = self.lock();
        open.retain(|_, session| session.began.elapsed() < LASTS);
        let oldest = open.iter().min_by_key(|(_, session)| session.began);
        if let Some(oldest) = oldest.map(|(hash, _)| hash.clone()).filter(|_| open.len() >= MOST) {
            open.remove(&oldest);
        }
        let session = Session { name: name.to_owned(), role, token, began: Instant::now() };
        open.insert(secret.hash(), session);
        Ok(secret)
    }

    /// Returns the session a browser holds.
    pub(crate) fn find(&self, held: &Secret) -> Option<Session> {
        let open = self.lock();
        open.get(&held.hash()).filter(|session| session.began.elapsed() < LASTS).cloned()
    }

    /// Ends a session.
    pub(crate) fn close(&self, held: &Secret) {
        self.lock().remove(&held.hash());
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Session>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
