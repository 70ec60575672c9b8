//! Readers beside a writer at one desk: a hundred pages a second asked at even times, whether the one before is
//! answered or not, while fifty events a second are recorded. What is told is the wait from the time at which
//! a page was due.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use counterclaim_desk::{Actor, ActorKind, Command, DeskError, Request, SharedDesk};

use super::measure::ask_any;
use crate::sample::{Sample, told};
use crate::table::Table;

/// Pages a second.
const PAGES: u32 = 100;

/// Events a second.
const EVENTS: u32 = 50;

/// Threads that read.
const READERS: usize = 4;

/// Threads that write: what one records while another waits for the disk is recorded together.
const WRITERS: usize = 4;

pub(super) fn run(shared: &SharedDesk, time: Duration) -> anyhow::Result<Table> {
    let begun = Instant::now();
    let next = AtomicUsize::new(0);
    let waits = Mutex::new(Vec::new());
    let failed: Mutex<Option<DeskError>> = Mutex::new(None);
    let fail = |error| {
        held(&failed).get_or_insert(error);
    };
    let pages = (time.as_secs_f64() * f64::from(PAGES)) as usize;
    let events = (time.as_secs_f64() * f64::from(EVENTS)) as usize;
    let (next_event, writes) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..READERS {
            scope.spawn(|| {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= pages {
                        break;
                    }
                    let due = begun + Duration::from_secs(1) / PAGES * n as u32;
                    std::thread::sleep(due.saturating_duration_since(Instant::now()));
                    if let Err(error) = shared.read(|desk| ask_any(desk, n)) {
                        fail(error);
                    }
                    let waited = due.elapsed();
                    held(&waits).push(waited);
                }
            });
        }
        for _ in 0..WRITERS {
            scope.spawn(|| {
                loop {
                    let n = next_event.fetch_add(1, Ordering::Relaxed) as u32;
                    if n as usize >= events {
                        break;
                    }
                    let due = begun + Duration::from_secs(1) / EVENTS * n;
                    std::thread::sleep(due.saturating_duration_since(Instant::now()));
                    match shared.submit(Request::of(vec![newcomer(n)])) {
                        Ok(_) => held(&writes).push(due.elapsed()),
                        Err(error) => fail(error),
                    }
                }
            });
        }
    });
    if let Some(error) = held(&failed).take() {
        return Err(error.into());
    }
    let read = Sample::of(std::mem::take(&mut held(&waits)));
    let written = Sample::of(std::mem::take(&mut held(&writes)));
    let title = format!("{PAGES} pages and {EVENTS} events a second, for {}", told(time));
    let mut table = Table::new(&title, &["what", "target", "median", "p99", "most"]);
    for (what, target, sample) in
        [("a page", "p99 50 ms", read), ("an event, durable", "", written)]
    {
        let times = [sample.median(), sample.quantile(0.99), sample.most()].map(told);
        table.row([what.to_owned(), target.to_owned()].into_iter().chain(times));
    }
    Ok(table)
}

fn held<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn newcomer(n: u32) -> Command {
    let name = format!("Newcomer Number {n}");
    let id = Actor::id_of(ActorKind::Person, &name);
    Command::AddActor(Actor { id, kind: ActorKind::Person, name, basis: "page".to_owned() })
}
