//! The rim: time and chance enter here and nowhere below. Tests pass a fixed one.

use std::sync::{Mutex, PoisonError};

use counterclaim_model::Instant;

/// Where the desk gets the time and its randomness from.
pub trait Rim {
    /// Returns the current time.
    fn now(&mut self) -> Instant;
    /// Returns fresh randomness; salts and ids are derived from it.
    ///
    /// # Errors
    /// The operating system's, if it has none to give.
    fn entropy(&mut self) -> Result<[u8; 32], getrandom::Error>;
}

/// A rim that only whoever has the desk to itself can ask: so that many may read a desk at once, whatever rim it
/// was given.
pub(crate) struct OnlyRim(Mutex<Box<dyn Rim + Send>>);

impl OnlyRim {
    pub(crate) fn new(rim: Box<dyn Rim + Send>) -> Self {
        Self(Mutex::new(rim))
    }

    fn rim(&mut self) -> &mut (dyn Rim + Send) {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner).as_mut()
    }

    pub(crate) fn now(&mut self) -> Instant {
        self.rim().now()
    }

    pub(crate) fn entropy(&mut self) -> Result<[u8; 32], getrandom::Error> {
        self.rim().entropy()
    }
}

/// The machine's own clock and randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRim;

impl Rim for SystemRim {
    fn now(&mut self) -> Instant {
        chrono::Utc::now()
    }

    fn entropy(&mut self) -> Result<[u8; 32], getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(bytes)
    }
}

/// A rim that stands still: one time, and randomness that merely counts. The same input gives the same
/// bytes; `brief` and `extract` use it, since nothing they record outlives the process.
#[derive(Clone, Copy, Debug)]
pub struct FixedRim {
    /// The time it always is.
    pub time: Instant,
    /// How often entropy was asked for.
    pub count: u64,
}

impl FixedRim {
    /// A rim at which it is always `time`.
    pub fn at(time: Instant) -> Self {
        Self { time, count: 0 }
    }
}

impl Rim for FixedRim {
    fn now(&mut self) -> Instant {
        self.time
    }

    fn entropy(&mut self) -> Result<[u8; 32], getrandom::Error> {
        self.count += 1;
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&self.count.to_be_bytes());
        Ok(bytes)
    }
}
