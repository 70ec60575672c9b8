//! The loop around the schedule: asks it what to do, sends each request on its way in a thread, hands what
//! comes to whoever takes pages in, and tells what came of it. All decisions are the schedule's.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use counterclaim_ingest::{
    Became, Errand, FetchError, Fetcher, Next, Pace, Page, Polls, Reach, Reply, Schedule,
};
use counterclaim_model::{CapturedFrom, Instant, Moment, Precision};

use super::diary::Diary;
use crate::answers::{PageIngested, PollOutcome, PollReport};
use crate::error::{DeskError, ErrorKind};
use crate::rim::Rim;

/// Longest sleep: a clock that is set is noticed that late.
const NAP: Duration = Duration::from_secs(60);
/// A wait shorter than this is no rest.
const REST: Duration = Duration::from_secs(1);

/// What is to be watched, and how.
#[derive(Clone, Debug)]
pub struct Watching {
    /// Addresses of pages and feeds.
    pub urls: Vec<String>,
    /// How fast.
    pub pace: Pace,
    /// How often.
    pub polls: Polls,
    /// Which machines may be asked.
    pub reach: Reach,
    /// Name of the source; else as the page says.
    pub source: Option<String>,
    /// When to end, if nothing else ends it.
    pub until: Option<Instant>,
}

/// Whoever takes in pages that came. A closure that hands them to [`Desk::ingest`](crate::Desk::ingest)
/// will do.
pub trait Intake {
    /// Takes in a page, durably.
    ///
    /// # Errors
    /// Why it could not. If that may pass ([`ErrorKind::Unavailable`]), the page is fetched again later;
    /// else watching ends.
    fn take(&mut self, url: &str, page: &Page) -> Result<PageIngested, DeskError>;

    /// Is called before a wait, to give back what others may want meanwhile.
    fn rest(&mut self) {}
}

impl<F: FnMut(&str, &Page) -> Result<PageIngested, DeskError>> Intake for F {
    fn take(&mut self, url: &str, page: &Page) -> Result<PageIngested, DeskError> {
        self(url, page)
    }
}

/// Why watching ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Somebody stopped it.
    Stopped,
    /// Its time was over.
    TimeUp,
    /// Nothing is left to poll: each page was polled once, or none is there any more.
    NothingLeft,
}

/// What comes while the loop waits.
enum Mail {
    Reply(Errand, Reply),
    Stop,
}

/// Stops a watcher, from any thread and at any time.
#[derive(Clone, Debug)]
pub struct Stop {
    stopped: Arc<AtomicBool>,
    door: Sender<Mail>,
}

impl Stop {
    /// Stops it. It ends at once, or when the page that is being taken in is; requests on their way are
    /// left to themselves.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
        // Who has ended already needs no telling.
        let _ = self.door.send(Mail::Stop);
    }

    /// Returns whether it was stopped.
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }
}

/// Polls pages until it is stopped.
pub struct Watcher {
    wanted: Watching,
    schedule: Schedule,
    diary: Diary,
    fetcher: Fetcher,
    rim: Box<dyn Rim + Send>,
    stop: Stop,
    mail: Receiver<Mail>,
}

impl Watcher {
    /// A watcher that goes on from what its diary says.
    ///
    /// # Errors
    /// If an address is none.
    pub fn new(
        wanted: Watching,
        diary: Diary,
        rim: Box<dyn Rim + Send>,
    ) -> Result<Self, DeskError> {
        let schedule = Schedule::new(wanted.pace, wanted.polls, diary.memory(), &wanted.urls)
            .map_err(|error: FetchError| DeskError::Invalid(error.to_string()))?;
        let (door, mail) = channel();
        let stop = Stop { stopped: Arc::default(), door };
        let fetcher = Fetcher::new(wanted.reach);
        Ok(Self { wanted, schedule, diary, fetcher, rim, stop, mail })
    }

    /// Returns what stops it.
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// Polls, and tells of each poll, until something ends it.
    ///
    /// # Errors
    /// If a page cannot be taken in for a reason that does not pass, or the diary cannot be written.
    pub fn run(
        mut self,
        intake: &mut dyn Intake,
        tell: &mut dyn FnMut(&PollReport),
    ) -> Result<Ending, DeskError> {
        loop {
            if self.stop.is_stopped() {
                return Ok(Ending::Stopped);
            }
            let now = self.rim.now();
            if self.wanted.until.is_some_and(|until| until <= now) {
                return Ok(Ending::TimeUp);
            }
            let next = self.schedule.next(now);
            // Before anything goes out it is written down that it did.
            self.diary.write(self.schedule.memory())?;
            match next {
                Next::Ask(errand) => self.send(errand),
                Next::Tell(page, became) => tell(&self.told(page, became, intake)?),
                Next::Ended => return Ok(Ending::NothingLeft),
                Next::Wait(until) => {
                    if let Some((errand, reply)) = self.wait(until, now, intake) {
                        let now = self.rim.now();
                        let became = self.schedule.answered(&errand, reply, now);
                        self.diary.write(self.schedule.memory())?;
                        if let Some((page, became)) = became {
                            let report = self.told(page, became, intake)?;
                            self.diary.write(self.schedule.memory())?;
                            tell(&report);
                        }
                    }
                }
            }
        }
    }

    /// Sends a request on its way.
    fn send(&self, errand: Errand) {
        let (fetcher, door) = (self.fetcher.clone(), self.stop.door.clone());
        thread::spawn(move || {
            let answer = fetcher.ask(&errand.url, &errand.validators, errand.most);
            let reply = match answer {
                Ok(answer) => Reply::Answered(answer),
                Err(error) => Reply::Failed(error.to_string()),
            };
            // Nobody waits for it any more: it is asked for again another time.
            let _ = door.send(Mail::Reply(errand, reply));
        });
    }

    /// Waits for an answer, for a time, or for being stopped.
    fn wait(
        &self,
        until: Option<Instant>,
        now: Instant,
        intake: &mut dyn Intake,
    ) -> Option<(Errand, Reply)> {
        let until = until.into_iter().chain(self.wanted.until).min();
        // A millisecond more, since waits are cut to whole ones.
        let left = until.map(|until| (until - now).to_std().unwrap_or_default());
        let patience = left.map_or(NAP, |left| left.min(NAP)) + Duration::from_millis(1);
        if patience > REST {
            intake.rest();
        }
        match self.mail.recv_timeout(patience) {
            Ok(Mail::Reply(errand, reply)) => Some((errand, reply)),
            Ok(Mail::Stop) | Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                None
            }
        }
    }

    /// Has a page that came taken in, and returns what there is to tell.
    fn told(
        &mut self,
        url: String,
        became: Became,
        intake: &mut dyn Intake,
    ) -> Result<PollReport, DeskError> {
        let outcome = match became {
            Became::Came(page) => self.take(&url, *page, intake)?,
            Became::NotModified => PollOutcome::NotModified,
            Became::Failed(why) => PollOutcome::Failed { why },
            Became::Disallowed => PollOutcome::Disallowed,
            Became::RobotsSilent(why) => PollOutcome::RobotsSilent { why },
            Became::HeldOff => PollOutcome::HeldOff,
            Became::Gone(status) => PollOutcome::Gone { status },
        };
        let next = self.schedule.due(&url);
        Ok(PollReport { url, at: self.rim.now(), outcome, next })
    }

    fn take(
        &mut self,
        url: &str,
        mut page: Page,
        intake: &mut dyn Intake,
    ) -> Result<PollOutcome, DeskError> {
        let at = self.rim.now();
        page.captured_at = Some((Moment { at, precision: Precision::Second }, CapturedFrom::Fetch));
        page.source.clone_from(&self.wanted.source);
        match intake.take(url, &page) {
            Ok(page) => {
                self.schedule.taken(url, page.events > 0, self.rim.now());
                Ok(PollOutcome::Read { page })
            }
            Err(error) if error.kind() == ErrorKind::Unavailable => {
                self.schedule.not_taken(url, self.rim.now());
                Ok(PollOutcome::NotRecorded { why: error.to_string() })
            }
            Err(error) => Err(error),
        }
    }
}
