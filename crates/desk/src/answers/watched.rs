//! What came of polling pages: poll by poll, and added up by page.

use counterclaim_model::Instant;
use serde::Serialize;

use super::PageIngested;

/// What came of one poll of one page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PollReport {
    /// The address that is watched.
    pub url: String,
    /// When it was over.
    pub at: Instant,
    /// What came of it.
    pub outcome: PollOutcome,
    /// When the page is polled next; absent if it is not.
    pub next: Option<Instant>,
}

/// What can come of a poll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PollOutcome {
    /// The page came and was read into the case; that it holds nothing new is in the counts.
    Read {
        /// What was in it.
        page: PageIngested,
    },
    /// The server says that the page has not changed.
    NotModified,
    /// No page came.
    Failed {
        /// Why.
        why: String,
    },
    /// The page came, and the case could not take it in. It is fetched again.
    NotRecorded {
        /// Why.
        why: String,
    },
    /// `robots.txt` of the site does not allow it; nothing was fetched.
    Disallowed,
    /// `robots.txt` of the site does not answer; nothing was fetched.
    RobotsSilent {
        /// Why.
        why: String,
    },
    /// The site asked us to stay away, or the last poll failed and the wait lasts; nothing was fetched.
    HeldOff,
    /// The server says for good that there is no such page. It is not polled again.
    Gone {
        /// The status it answered with.
        status: u16,
    },
}

impl PollOutcome {
    /// Returns its name, as in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Read { .. } => "read",
            Self::NotModified => "not_modified",
            Self::Failed { .. } => "failed",
            Self::NotRecorded { .. } => "not_recorded",
            Self::Disallowed => "disallowed",
            Self::RobotsSilent { .. } => "robots_silent",
            Self::HeldOff => "held_off",
            Self::Gone { .. } => "gone",
        }
    }
}

/// What came of a page over all its polls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WatchedPage {
    /// The address that is watched.
    pub url: String,
    /// Polls.
    pub polls: usize,
    /// Polls that brought something new.
    pub changed: usize,
    /// Posts not seen before.
    pub added: usize,
    /// Posts with another wording than before.
    pub revised: usize,
    /// Claims proposed.
    pub claims: usize,
    /// Links proposed.
    pub links: usize,
    /// What could not be read, over all polls.
    pub faults: usize,
    /// Polls that brought no page.
    pub failures: usize,
    /// What came of the last poll.
    pub last: PollOutcome,
    /// When it would be polled next.
    pub next: Option<Instant>,
}

/// What came of watching.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Watched {
    /// Page by page, in the order in which they were first polled.
    pub pages: Vec<WatchedPage>,
}

impl Watched {
    /// Adds a poll.
    pub fn add(&mut self, poll: &PollReport) {
        let at = self.pages.iter().position(|page| page.url == poll.url);
        let at = at.unwrap_or_else(|| {
            self.pages.push(WatchedPage::new(poll));
            self.pages.len() - 1
        });
        self.pages[at].add(poll);
    }
}

impl WatchedPage {
    fn new(poll: &PollReport) -> Self {
        Self {
            url: poll.url.clone(),
            polls: 0,
            changed: 0,
            added: 0,
            revised: 0,
            claims: 0,
            links: 0,
            faults: 0,
            failures: 0,
            last: poll.outcome.clone(),
            next: poll.next,
        }
    }

    fn add(&mut self, poll: &PollReport) {
        self.polls += 1;
        match &poll.outcome {
            PollOutcome::Read { page } => {
                self.changed += usize::from(page.events > 0);
                self.added += page.added;
                self.revised += page.revised;
                self.claims += page.claims;
                self.links += page.links;
                self.faults += page.faults.len();
            }
            PollOutcome::NotModified => {}
            PollOutcome::Failed { .. }
            | PollOutcome::NotRecorded { .. }
            | PollOutcome::Disallowed
            | PollOutcome::RobotsSilent { .. }
            | PollOutcome::HeldOff
            | PollOutcome::Gone { .. } => self.failures += 1,
        }
        self.last = poll.outcome.clone();
        self.next = poll.next;
    }
}
