//! The words between the schedule and whoever carries out its errands.

use counterclaim_model::Instant;

use crate::{Answer, Page, Validators};

/// How often each page is polled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Polls {
    /// Once, now, whatever the interval; not where the site asked us to stay away or something went wrong
    /// lately and the backoff lasts.
    Once,
    /// Again and again.
    ForEver,
}

/// A request to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errand {
    /// What it is for.
    pub purpose: Purpose,
    /// The address to ask.
    pub url: String,
    /// What is known of the answer.
    pub validators: Validators,
    /// Most bytes of the answer to read.
    pub most: usize,
}

/// What a request is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The page watched under this address.
    Page(String),
    /// The `robots.txt` of this site: scheme, host and port.
    Robots(String),
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// An answer, good or bad.
    Answered(Answer),
    /// None: why.
    Failed(String),
}

/// What to do now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Make this request, and tell the schedule what came of it.
    Ask(Errand),
    /// Tell this of a page for which nothing was asked.
    Tell(String, Became),
    /// Wait for an answer, or until then.
    Wait(Option<Instant>),
    /// Nothing will ever be due.
    Ended,
}

/// What became of a poll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Became {
    /// The page came. Whoever takes it in has to say whether it was new, or that it could not be taken.
    Came(Box<Page>),
    /// The server says that it has not changed.
    NotModified,
    /// Nothing good came.
    Failed(String),
    /// The site does not allow it.
    Disallowed,
    /// The site's `robots.txt` does not answer: why. Until it does nothing is asked.
    RobotsSilent(String),
    /// The host asked us to stay away, or the last poll failed; this one was left out.
    HeldOff,
    /// The server says, for good, that there is no such page: its status. It is not asked again.
    Gone(u16),
}
