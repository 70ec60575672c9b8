//! What is measured of pages: each question at the head and half-way back, the middle and the slowest of a
//! hundred; the memory of what they are answered from; and all of them at once beside a writer.

use std::time::Duration;

use counterclaim_desk::answers::ActorTab;
use counterclaim_desk::query::Query;
use counterclaim_desk::{
    AsOf, Counted, Desk, DeskError, Identity, Order, Position, Question, SharedDesk, Slice,
    SystemRim,
};

use super::together;
use crate::arguments::Options;
use crate::export::world::{self, Said};
use crate::machine::{mib, resident};
use crate::sample::{Sample, timed, told};
use crate::table::Table;

const CLAIMS: usize = 1_000_000;

/// How often each question is asked.
const ASKED: usize = 100;

/// A question, asked for the n-th time: each time of something else.
type Ask = fn(&Desk, usize, Question) -> Result<(), DeskError>;

const QUESTIONS: &[(&str, Ask)] = &[
    ("claims, a common word", |desk, n, q| claims(desk, &world::word(n % 10), whole(), q)),
    ("claims, a rare word", |desk, n, q| claims(desk, &world::word(2_000 + n), whole(), q)),
    ("claims, two words", |desk, n, q| {
        claims(desk, &format!("{} {}", world::word(5 + n), world::word(11)), whole(), q)
    }),
    ("claims, words in a row", |desk, n, q| {
        claims(desk, &format!("\"{} {}\"", world::word(n % 20), world::word(3)), whole(), q)
    }),
    ("claims, the beginning of a word", |desk, n, q| {
        claims(desk, &format!("{}*", world::word(300 + n)), whole(), q)
    }),
    ("claims, a party on a matter", |desk, n, q| {
        let query =
            format!("party:\"State of Number {}\" matter:matter-{}", n % 12, (n % 12).pow(2) / 7);
        claims(desk, &query, whole(), q)
    }),
    ("claims, a party", |desk, n, q| {
        claims(desk, &format!("party:\"State of Number {}\"", n % 12), whole(), q)
    }),
    ("claims, a month", |desk, n, q| {
        claims(desk, &format!("after:2031-0{} before:2031-0{}", 3 + n % 3, 4 + n % 3), whole(), q)
    }),
    ("claims, all of them", |desk, _, q| claims(desk, "", whole(), q)),
    ("claims, all of them, nothing counted", |desk, _, q| claims(desk, "", bare(), q)),
    ("claims, the tenth page", tenth),
    ("claims, those contested", |desk, n, q| {
        claims(desk, &format!("standing:contested {}", world::word(3 + n % 7)), whole(), q)
    }),
    ("claims, those with a denial", |desk, n, q| {
        claims(desk, &format!("relation:denies {}", world::word(3 + n % 7)), whole(), q)
    }),
    ("an actor", |desk, n, q| actor(desk, &format!("Speaker Number {n}"), ActorTab::Statements, q)),
    ("a party", |desk, n, q| {
        actor(desk, &format!("State of Number {}", n % 12), ActorTab::Statements, q)
    }),
    ("a party, said about it", |desk, n, q| {
        actor(desk, &format!("State of Number {}", n % 12), ActorTab::About, q)
    }),
    ("two parties, 50 matters", |desk, n, q| compare(desk, n, "", q)),
    ("two parties, one matter", |desk, n, q| {
        compare(desk, n, &format!("matter:matter-{}", (n % 12).pow(2) / 7), q)
    }),
    ("contradictions", |desk, _, q| {
        desk.contradictions_page(&Query::default(), &whole(), q).map(drop)
    }),
    ("contradictions, nothing counted", |desk, _, q| {
        desk.contradictions_page(&Query::default(), &bare(), q).map(drop)
    }),
    ("the queue", |desk, _, q| {
        let slice = Slice { order: Order::FirstRecorded, ..whole() };
        desk.queue_page(&Query::default(), &slice, q).map(drop)
    }),
    ("one claim", |desk, n, q| {
        let page = desk.claims(&Query::parse(&world::word(900 + n))?, &bare(), q)?;
        let first = page.statements.first().map(|card| card.id.to_string());
        first.map_or(Ok(()), |id| desk.claim(&id, q).map(drop))
    }),
];

/// Measures one case of the size asked for.
pub(crate) fn run(options: &Options) -> anyhow::Result<Vec<Table>> {
    std::fs::create_dir_all(&options.dir)?;
    let dir = tempfile::tempdir_in(&options.dir)?;
    let many = options.claims.unwrap_or(CLAIMS);
    let case = options.case.clone().unwrap_or_else(|| dir.path().join("case"));
    let is_there = case.exists();
    let (writing, written) = timed(|| match is_there {
        true => Ok(()),
        false => world::write(&case, many, options.seed, Said::Others),
    });
    written?;
    let before = resident();
    let identity = Identity::analyst("Ida Moor");
    let (opening, desk) = timed(|| Desk::open(&case, Box::new(SystemRim), identity));
    let desk = desk?;
    let held = resident().zip(before).map(|(now, before)| now - before);
    let mut facts = Table::new(&format!("A case of {many} claims"), &["what", "value"]);
    let mut note = |what: &str, value: String| facts.row([what.to_owned(), value]);
    let a_claim = |bytes: f64| format!("{:.0} bytes a claim", bytes / many as f64);
    note("written", told(writing));
    note("opened and folded", told(opening));
    note("memory", mib(held));
    note("memory of a claim, all told", a_claim(held.unwrap_or_default() * 1024.0 * 1024.0));
    let room = desk.room();
    note("of which rows to sieve and count by", a_claim(room.facts as f64));
    note("of which the index of words", a_claim(room.words as f64));
    let mut table = Table::new(
        &format!("Pages of {many} claims, each asked {ASKED} times (target: p99 50 ms)"),
        &["question", "median", "p99", "median half-way back", "p99", "times the head"],
    );
    let half = Position(desk.asked(Question::default()).as_of.0 / 2);
    let is_wanted =
        |what: &str| options.only.as_ref().is_none_or(|only| what.contains(only.as_str()));
    for (what, ask) in QUESTIONS.iter().filter(|(what, _)| is_wanted(what)) {
        let now = sampled(&desk, *ask, AsOf::Head)?;
        let then = sampled(&desk, *ask, AsOf::Position(half))?;
        let ratio = then.median().as_secs_f64() / now.median().as_secs_f64().max(1e-9);
        let [m, p, then_m, then_p] =
            [now.median(), now.quantile(0.99), then.median(), then.quantile(0.99)].map(told);
        table.row([(*what).to_owned(), m, p, then_m, then_p, format!("{ratio:.1}")]);
    }
    if options.only.as_ref().is_some_and(|only| only != "load") {
        return Ok(vec![facts, table]);
    }
    let shared = SharedDesk::new(desk);
    let mixed = together::run(&shared, Duration::from_secs(20))?;
    Ok(vec![facts, table, mixed])
}

/// Asks the n-th question of a mixed lot.
pub(super) fn ask_any(desk: &Desk, n: usize) -> Result<(), DeskError> {
    const USUAL: [&str; 8] = [
        "claims, a common word",
        "claims, a rare word",
        "claims, two words",
        "claims, a party on a matter",
        "an actor",
        "a party",
        "two parties, 50 matters",
        "one claim",
    ];
    let wanted = USUAL[n % USUAL.len()];
    let found = QUESTIONS.iter().find(|(what, _)| *what == wanted);
    let as_of = match n / USUAL.len() % 4 {
        0 => AsOf::Position(Position(desk.asked(Question::default()).as_of.0 / 2)),
        _ => AsOf::Head,
    };
    found.map_or(Ok(()), |(_, ask)| ask(desk, n % ASKED, Question { as_of, ..Question::default() }))
}

fn sampled(desk: &Desk, ask: Ask, as_of: AsOf) -> Result<Sample, DeskError> {
    let question = Question { as_of, ..Question::default() };
    ask(desk, 0, question)?;
    let mut times = Vec::with_capacity(ASKED);
    for n in 0..ASKED {
        let (time, answered) = timed(|| ask(desk, n, question));
        answered?;
        times.push(time);
    }
    Ok(Sample::of(times))
}

fn whole() -> Slice {
    Slice::default()
}

fn bare() -> Slice {
    Slice { counted: Counted::Nothing, ..Slice::default() }
}

fn claims(desk: &Desk, query: &str, slice: Slice, question: Question) -> Result<(), DeskError> {
    desk.claims(&Query::parse(query)?, &slice, question).map(drop)
}

fn tenth(desk: &Desk, n: usize, question: Question) -> Result<(), DeskError> {
    let query = Query::parse(&world::word(n % 10))?;
    let mut slice = Slice { limit: 450, ..bare() };
    slice.cursor = desk.claims(&query, &slice, question)?.next;
    desk.claims(&query, &Slice { limit: 50, ..slice }, question).map(drop)
}

fn actor(desk: &Desk, name: &str, tab: ActorTab, question: Question) -> Result<(), DeskError> {
    desk.actor_page(name, tab, &Query::default(), &whole(), question).map(drop)
}

fn compare(desk: &Desk, n: usize, query: &str, question: Question) -> Result<(), DeskError> {
    let parties = [n % 12, (n + 1) % 12].map(|n| format!("State of Number {n}"));
    desk.compare_page(&parties, &Query::parse(query)?, &whole(), question).map(drop)
}
