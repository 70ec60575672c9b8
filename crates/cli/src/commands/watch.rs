//! Polling: the desk's watcher with the case behind it, a line for each poll, and an end on Ctrl-C. While a
//! server holds the case, pages go to it, and its readers hear of them at once.

use std::process::ExitCode;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::Context;
use counterclaim_desk::answers::{PageIngested, PollOutcome, PollReport, Watched};
use counterclaim_desk::{
    Desk, DeskError, Diary, Ending, ErrorKind, IngestOptions, Intake, Page, Polls, Reach, Rim,
    Stop, SystemRim, Watcher, Watching,
};
use counterclaim_report::{Format, Style, poll_line, render};
use counterclaim_web::client::{Client, Target};

use super::case::identity;
use super::change::Post;
use super::proof::sign_on_close;
use super::read::{actors, send_page};
use crate::args::WatchArgs;
use crate::place::Place;
use crate::print;
use crate::problem::exit_code as exit_code_of;

/// How long to wait for whoever writes into the case, before the page is fetched again another time.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often to look whether they are done.
const LOOK: Duration = Duration::from_millis(100);
/// The exit code of what Ctrl-C ended.
const INTERRUPTED: u8 = 130;
/// The exit code of what may go better later.
const UNAVAILABLE: u8 = 7;

/// Polls pages and feeds until something ends it.
pub(super) fn watch(args: &WatchArgs) -> anyhow::Result<ExitCode> {
    // Told at once what is wrong with the case, and not by the first page that comes.
    let actors = actors(args.actors.as_deref())?;
    let dir = args.case.directory()?;
    let mut case = Case { args, actors, stop: None, desk: None };
    case.reach()?;
    let diary = Diary::open(dir)?;
    diary.notice().into_iter().for_each(print::note);
    let until = match args.lasting {
        Some(time) => Some(SystemRim.now() + chrono::TimeDelta::from_std(time)?),
        None => None,
    };
    let watching = Watching {
        urls: args.urls.clone(),
        pace: args.pace(),
        polls: if args.once { Polls::Once } else { Polls::ForEver },
        reach: if args.allow_private { Reach::Everywhere } else { Reach::Public },
        source: args.source.clone(),
        until,
    };
    let watcher = Watcher::new(watching, diary, Box::new(SystemRim))?;
    case.stop = Some(watcher.stop());
    stop_on_ctrl_c(watcher.stop())?;
    let mut told = Told { args, watched: Watched::default(), failed: None };
    let ending = watcher.run(&mut case, &mut |poll| told.tell(poll));
    case.rest();
    told.finish(ending?)
}

/// The first Ctrl-C ends it cleanly, the second at once.
fn stop_on_ctrl_c(stop: Stop) -> anyhow::Result<()> {
    ctrlc::set_handler(move || {
        if stop.is_stopped() {
            std::process::exit(i32::from(INTERRUPTED));
        }
        stop.stop();
    })
    .context("cannot listen for Ctrl-C")
}

/// The case, opened when there is something to take in and closed when there is not: others want to work
/// in it meanwhile.
struct Case<'a> {
    args: &'a WatchArgs,
    actors: Option<String>,
    stop: Option<Stop>,
    desk: Option<Desk>,
}

/// Who takes in a page.
enum Taker<'d> {
    /// This process: no server holds the case.
    Desk(&'d mut Desk),
    /// The server that does.
    Server(Client),
}

impl Case<'_> {
    /// Finds out who has the case, and opens it if nobody has: as soon as whoever writes into it is done.
    fn reach(&mut self) -> Result<Taker<'_>, DeskError> {
        let began = Instant::now();
        while self.desk.is_none() {
            if let Place::There(client) = self.args.case.place().map_err(|why| not_taken(&why))? {
                return self.may_go_to(client).map(Taker::Server);
            }
            let by = identity(Some(&self.args.by));
            let opened = Desk::open(&self.args.case.case, Box::new(SystemRim), by);
            let stopped = self.stop.as_ref().is_some_and(Stop::is_stopped);
            match opened {
                Err(error)
                    if error.kind() == ErrorKind::Unavailable
                        && began.elapsed() < PATIENCE
                        && !stopped =>
                {
                    sleep(LOOK);
                }
                opened => self.desk = Some(self.prepared(opened?)?),
            }
        }
        Ok(Taker::Desk(self.desk.as_mut().expect("it was just opened")))
    }

    fn prepared(&self, desk: Desk) -> Result<Desk, DeskError> {
        desk.notices().iter().for_each(|notice| print::note(notice));
        match &self.actors {
            Some(actors) => desk.with_actors(actors),
            None => Ok(desk),
        }
    }

    fn may_go_to(&self, client: Client) -> Result<Client, DeskError> {
        if self.actors.is_none() {
            return Ok(client);
        }
        let why = "--actors is read into a desk that has the case to itself: end the server first";
        Err(DeskError::NotTakenIn { why: why.to_owned(), may_pass: true })
    }
}

impl Intake for Case<'_> {
    fn take(&mut self, url: &str, page: &Page) -> Result<PageIngested, DeskError> {
        let by = self.args.by.as_str();
        let taken = match self.reach()? {
            Taker::Desk(desk) => desk.ingest(url, page, &IngestOptions::default()),
            Taker::Server(client) => {
                let post = Post::of(&client, Some(by), None);
                send_page(post, Target::of(&["ingest"]), url, page).map_err(|why| not_taken(&why))
            }
        };
        if taken.is_err() {
            // A log that failed once is opened anew.
            self.desk = None;
        }
        taken
    }

    fn rest(&mut self) {
        if let Some(mut desk) = self.desk.take() {
            sign_on_close(&mut desk);
        }
    }
}

/// Says why a server did not take in a page: one that has gone, or has no time, may later.
fn not_taken(why: &anyhow::Error) -> DeskError {
    let may_pass = exit_code_of(why) == UNAVAILABLE;
    DeskError::NotTakenIn { why: format!("{why:#}"), may_pass }
}

/// What is told of polls, as they come and at the end.
struct Told<'a> {
    args: &'a WatchArgs,
    watched: Watched,
    /// Why nothing more can be told.
    failed: Option<anyhow::Error>,
}

impl Told<'_> {
    fn tell(&mut self, poll: &PollReport) {
        print::note(&poll_line(poll, self.args.tz));
        if let PollOutcome::Read { page } = &poll.outcome {
            page.faults.iter().for_each(|fault| print::note(&format!("{}: {fault}", poll.url)));
        }
        if self.args.format == Format::Ndjson {
            let told = render(poll, self.style()).map_err(anyhow::Error::from);
            let told = told.and_then(|line| Ok(print::data(&line)?));
            self.failed = self.failed.take().or(told.err());
        }
        self.watched.add(poll);
    }

    fn style(&self) -> Style {
        Style { format: self.args.format, zone: self.args.tz, width: print::width() }
    }

    fn finish(self, ending: Ending) -> anyhow::Result<ExitCode> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        if self.args.format != Format::Ndjson {
            print::data(&render(&self.watched, self.style())?)?;
        }
        Ok(match ending {
            Ending::Stopped => ExitCode::from(INTERRUPTED),
            Ending::TimeUp => ExitCode::SUCCESS,
            Ending::NothingLeft => {
                let last = self.watched.pages.iter().map(|page| exit_code(&page.last));
                ExitCode::from(last.max().unwrap_or(0))
            }
        })
    }
}

/// The exit code of what came of a page in the end; the largest is that of the run.
fn exit_code(outcome: &PollOutcome) -> u8 {
    match outcome {
        PollOutcome::Read { .. } | PollOutcome::NotModified => 0,
        PollOutcome::Gone { .. } => 3,
        PollOutcome::Failed { .. }
        | PollOutcome::NotRecorded { .. }
        | PollOutcome::RobotsSilent { .. }
        | PollOutcome::HeldOff => 7,
        PollOutcome::Disallowed => 8,
    }
}
