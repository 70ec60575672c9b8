//! What a cluster answered instead of what was asked for: something that passes, as when a leader is being
//! chosen, or something that stays.

use std::fmt::Display;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use crate::LogError;

/// Between two tries.
pub(super) const BREATH: Duration = Duration::from_millis(150);

/// Why something could not be had.
#[derive(Debug)]
pub(super) enum Trouble {
    /// It is not there.
    Absent,
    /// It may go better in a moment.
    Passing(io::Error),
}

impl Trouble {
    /// Something that may go better in a moment.
    pub(super) fn passing(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Passing(io::Error::other(cause))
    }
}

/// Something at `address` could not be reached.
pub(super) fn unreached(address: &impl Display, source: io::Error) -> LogError {
    LogError::Io { path: PathBuf::from(address.to_string()), source }
}

/// Tries again and again what may go better in a moment, as long as `patience` lasts. Returns `None` if what
/// is looked for is not there.
pub(super) async fn patiently<T>(
    patience: Duration,
    mut attempt: impl AsyncFnMut() -> Result<T, Trouble>,
) -> io::Result<Option<T>> {
    let mut last = None;
    let tries = async {
        loop {
            match attempt().await {
                Ok(done) => return Some(done),
                Err(Trouble::Absent) => return None,
                Err(Trouble::Passing(cause)) => last = Some(cause),
            }
            tokio::time::sleep(BREATH).await;
        }
    };
    match tokio::time::timeout(patience, tries).await {
        Ok(found) => Ok(found),
        Err(_) => Err(last.unwrap_or_else(|| {
            let waited = format!("no answer within {} s", patience.as_secs());
            io::Error::new(io::ErrorKind::TimedOut, waited)
        })),
    }
}
