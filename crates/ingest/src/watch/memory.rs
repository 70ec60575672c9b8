//! What is known of pages and hosts between two requests and between two runs. The schedule keeps it, the
//! desk writes it to a file that can be thrown away.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use counterclaim_model::Instant;
use serde::{Deserialize, Serialize};

use super::robots::Robots;
use crate::Validators;

/// What is known of everything that was ever watched.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// Pages by the address they are watched under.
    pub pages: BTreeMap<String, PageMemory>,
    /// Hosts by name.
    pub(super) hosts: BTreeMap<String, HostMemory>,
    /// What sites allow, by scheme, host and port.
    pub(super) robots: BTreeMap<String, RobotsMemory>,
}

/// What is known of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageMemory {
    /// What the server said of it the last time.
    pub validators: Validators,
    /// The address that said so, after redirects.
    pub validated: Option<String>,
    /// Time between two polls, in milliseconds.
    pub interval: u64,
    /// When it was asked last.
    pub asked: Option<Instant>,
    /// When something new was found last.
    pub changed: Option<Instant>,
    /// When it is asked next; at once if that is not known.
    pub due: Option<Instant>,
    /// Failures in a row.
    pub failures: u32,
    /// How often in a row the server said that there is no such page.
    pub missing: u32,
}

impl PageMemory {
    pub(super) fn interval(&self) -> TimeDelta {
        i64::try_from(self.interval).ok().and_then(TimeDelta::try_milliseconds).unwrap_or_default()
    }

    pub(super) fn set_interval(&mut self, interval: TimeDelta) {
        self.interval = interval.num_milliseconds().unsigned_abs();
    }
}

/// What is known of a host.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct HostMemory {
    /// Before this, nothing is asked, for the pause.
    pub(super) free_at: Option<Instant>,
    /// Before this, nothing is asked, since the host said so.
    pub(super) held_until: Option<Instant>,
}

/// What is known of a site's `robots.txt`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RobotsMemory {
    /// Until when that holds.
    pub(super) until: Instant,
    /// Failures in a row.
    pub(super) failures: u32,
    pub(super) says: Says,
}

/// What a `robots.txt` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Says {
    /// These rules; none if there is no such file.
    Rules(Robots),
    /// Nothing: the site does not answer, and nothing may be asked until it does.
    Silent(String),
}
