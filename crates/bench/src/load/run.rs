//! Pages are due at even times, whether those before are answered or not, and a wait is counted from when
//! its page was due: a server that stands still is not spared the pages that were due meanwhile.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

use super::arguments::{self, Asked};
use super::calls::Line;
use super::mix::{KINDS, World};
use super::notices::listen;
use crate::chance::Chance;
use crate::sample::{Sample, told};
use crate::table::{self, Table};

/// Connections that read, as many as pages may wait for each other.
const READERS: usize = 24;
/// Connections that write.
const WRITERS: usize = 6;

/// What became of a page or write.
struct Done {
    kind: usize,
    is_past: bool,
    waited: Duration,
    status: Option<u16>,
}

/// A write that was acknowledged.
struct Acknowledged {
    position: u64,
    at: Instant,
}

/// Loads a server and returns what was measured, in print.
///
/// # Errors
/// If the arguments are wrong, or nobody answers at all.
pub(crate) fn run(arguments: impl Iterator<Item = String>) -> anyhow::Result<String> {
    let asked = arguments::read(arguments)?;
    let token = std::env::var("COUNTERCLAIM_TOKEN").ok();
    anyhow::ensure!(
        token.is_some() || asked.writes == 0,
        "writes need a token in COUNTERCLAIM_TOKEN; without one, say --writes 0"
    );
    let world = World::of(&mut Line::to(&asked.host, token.as_deref()))?;
    let tables = measured(&asked, token.as_deref(), &world)?;
    if let Some(path) = &asked.json {
        std::fs::write(path, serde_json::to_string_pretty(&table::json(&tables))? + "\n")?;
    }
    Ok(tables.iter().map(Table::markdown).collect::<Vec<_>>().join("\n"))
}

fn measured(asked: &Asked, token: Option<&str>, world: &World) -> anyhow::Result<Vec<Table>> {
    let begins = Instant::now() + Duration::from_millis(200);
    let ends = begins + Duration::from_secs(u64::from(asked.seconds));
    let pages = Mutex::new(Vec::new());
    let writes = Mutex::new(Vec::new());
    let acknowledged = Mutex::new(Vec::new());
    let (next_page, next_write) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (tell, heard) = mpsc::channel();
    let stamp = std::process::id();
    let listened = std::thread::scope(|scope| {
        let listener = scope.spawn(move || listen(&asked.host, token, ends, &tell));
        for _ in 0..READERS {
            scope.spawn(|| {
                let mut line = Line::to(&asked.host, token);
                let due = || due(&next_page, asked.rate, asked.seconds, begins);
                for (number, due) in std::iter::from_fn(due) {
                    let seed = asked.seed.wrapping_mul(1 << 32).wrapping_add(number as u64);
                    let page = world.page(&mut Chance::from_seed(seed));
                    let status = line.get(&page.path).ok().map(|answered| answered.status);
                    let (kind, is_past) = (page.kind, page.is_past);
                    held(&pages).push(Done { kind, is_past, waited: due.elapsed(), status });
                }
            });
        }
        for _ in 0..WRITERS {
            scope.spawn(|| {
                let mut line = Line::to(&asked.host, token);
                let due = || due(&next_write, asked.writes, asked.seconds, begins);
                for (number, due) in std::iter::from_fn(due) {
                    let change = format!(
                        r#"{{"change":"matter_add","slug":"load-{stamp}-{number}","title":"Load"}}"#
                    );
                    let answered = line.post("/changes", &change).ok();
                    let at = Instant::now();
                    let status = answered.as_ref().map(|answered| answered.status);
                    let location = answered.and_then(|answered| answered.location);
                    let position = location.and_then(|to| to.rsplit('/').next()?.parse().ok());
                    if let Some(position) = position {
                        held(&acknowledged).push(Acknowledged { position, at });
                    }
                    let waited = at.saturating_duration_since(due);
                    held(&writes).push(Done { kind: 0, is_past: false, waited, status });
                }
            });
        }
        listener.join()
    });
    listened.map_err(|_| anyhow::anyhow!("who listens broke off"))??;
    let heard: Vec<(u64, Instant)> = heard.into_iter().collect();
    let (pages, writes) = (inner(pages), inner(writes));
    let mut tables = vec![of_pages(asked, &pages)];
    if asked.writes > 0 {
        tables.push(of_writes(asked, &writes, &inner(acknowledged), &heard));
    }
    Ok(tables)
}

/// Returns the next thing that is due, when it is; nothing when all are done.
fn due(next: &AtomicUsize, rate: u32, seconds: u32, begins: Instant) -> Option<(usize, Instant)> {
    let number = next.fetch_add(1, Ordering::Relaxed);
    if number >= rate as usize * seconds as usize {
        return None;
    }
    let due = begins + Duration::from_secs_f64(number as f64 / f64::from(rate));
    std::thread::sleep(due.saturating_duration_since(Instant::now()));
    Some((number, due))
}

fn of_pages(asked: &Asked, pages: &[Done]) -> Table {
    let title =
        format!("{} pages a second for {} s, by when each was due", asked.rate, asked.seconds);
    let columns =
        ["page", "clock", "asked", "failed", "not there then", "median", "p99", "p999", "most"];
    let mut table = Table::new(&title, &columns);
    let mut row = |name: &str, clock: &str, of: &dyn Fn(&Done) -> bool| {
        let these: Vec<&Done> = pages.iter().filter(|done| of(done)).collect();
        // At an earlier position a thing may not be there yet, and 404 is the answer.
        let is_absent = |done: &&&Done| done.is_past && done.status == Some(404);
        let absent = these.iter().filter(is_absent).count();
        let good = these.iter().filter(|done| done.status == Some(200)).count();
        let counts =
            [these.len(), these.len() - good - absent, absent].map(|count| count.to_string());
        let sample = Sample::of(these.iter().map(|done| done.waited).collect());
        let names = [name, clock].map(str::to_owned);
        table.row(names.into_iter().chain(counts).chain(quantiles(&sample)));
    };
    for (kind, (name, _)) in KINDS.iter().enumerate() {
        row(name, "now", &|done| done.kind == kind && !done.is_past);
        row(name, "as of another position", &|done| done.kind == kind && done.is_past);
    }
    row("all", "both", &|_| true);
    table
}

fn of_writes(
    asked: &Asked,
    writes: &[Done],
    acknowledged: &[Acknowledged],
    heard: &[(u64, Instant)],
) -> Table {
    let title = format!("{} events a second beside them", asked.writes);
    let mut table =
        Table::new(&title, &["what", "count", "failed", "median", "p99", "p999", "most"]);
    let failed = writes.iter().filter(|done| done.status != Some(201)).count();
    let sample = Sample::of(writes.iter().map(|done| done.waited).collect());
    let counts = [writes.len(), failed].map(|count| count.to_string());
    let what = "an event, from due to acknowledged".to_owned();
    table.row([what].into_iter().chain(counts).chain(quantiles(&sample)));
    let notice = |done: &Acknowledged| {
        let first = heard.iter().find(|(position, _)| *position >= done.position);
        first.map(|(_, at)| at.saturating_duration_since(done.at))
    };
    let times: Vec<Duration> = acknowledged.iter().filter_map(notice).collect();
    let counts = [times.len(), acknowledged.len() - times.len()].map(|count| count.to_string());
    let what = "a notice, from acknowledged to heard".to_owned();
    table.row([what].into_iter().chain(counts).chain(quantiles(&Sample::of(times))));
    table
}

fn quantiles(sample: &Sample) -> [String; 4] {
    [0.5, 0.99, 0.999, 1.0].map(|share| told(sample.quantile(share)))
}

fn held<T>(all: &Mutex<Vec<T>>) -> std::sync::MutexGuard<'_, Vec<T>> {
    all.lock().unwrap_or_else(PoisonError::into_inner)
}

fn inner<T>(all: Mutex<Vec<T>>) -> Vec<T> {
    all.into_inner().unwrap_or_else(PoisonError::into_inner)
}
