//! Everything that follows from the log, made again: ours on one core and on two, beside bare decoding (the
//! limit), the same inserts into SQLite and PostgreSQL, and what cqrs-es replays.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::whole::case::each;
use crate::whole::child::{Cores, can_choose_cores, run, time};
use crate::whole::peers::{cqrs, postgres, sqlite};
use crate::whole::row::{OURS, Row, Target};
use crate::whole::run::Bench;
use crate::whole::turns::{Subject, in_turn};

const WORK: &str = "rebuild of views and graph, standing of all once";
const ONE: &str = "the rebuild on one core";
/// Where the time of a rebuild goes, each part in a process of its own.
const PARTS: [(&str, &str); 3] = [
    ("read", "by itself: the log read and decoded, nothing folded"),
    ("views", "by itself: read, decoded and folded into views"),
    ("graph", "by itself: read, decoded and folded into the graph"),
];
const WORDS: &str = "index of words (ours: within the rebuild, all of which counts)";
const DESK: &str = "a desk opened whole (views, graph, rules, repetitions)";
const DECODING: &str = "bare decoding (serde_json, typed), one core";

/// Measures rebuilding, and leaves the peers' files filled.
pub(crate) fn rebuild(bench: &Bench<'_>) -> anyhow::Result<Vec<Row>> {
    let claims = Some(bench.case.claims);
    let case = bench.case.dir.as_path();
    let (store, views) = (bench.path("cqrs.db"), bench.path("cqrs-views.db"));
    cqrs::Store::open(&store)?.fill(|take| each(case, take))?;
    let database = bench.sqlite();
    let mut indexing = Vec::new();
    let fill = |_: usize| {
        forget(&database);
        let numbers = child(Cores::Two, "sqlite", &[case, &database])?;
        indexing.push(time(&numbers, "words")?.as_secs_f64());
        time(&numbers, "seconds")
    };
    let replay = |_: usize| {
        forget(&views);
        alone(Cores::Two, "cqrs", &[store.as_path(), views.as_path()])
    };
    let (mut folding, mut standing) = (Vec::new(), Vec::new());
    let ours = |_: usize| {
        let numbers = child(Cores::Two, "fold", &[case])?;
        folding.push(time(&numbers, "folding")?.as_secs_f64());
        standing.push(time(&numbers, "standing")?.as_secs_f64());
        time(&numbers, "seconds")
    };
    let subjects = vec![
        Subject::new(OURS, None, ours),
        Subject::new(DECODING, Some(Target::Times(0.8)), |_| alone(Cores::One, "decode", &[case])),
        Subject::new("SQLite, inserts and indexes", Some(Target::Times(5.0)), fill),
        Subject::new("cqrs-es, one view of each claim", Some(Target::Times(10.0)), replay),
    ];
    let mut rows = in_turn(claims, WORK, bench.asked.repeats, false, subjects)?;
    let folded = rows.iter().find(|row| row.is_ours()).cloned();
    rows.push(Row::times(claims, "of which the fold of views and graph", OURS, folding));
    rows.push(Row::times(claims, "of which the standing of all, once", OURS, standing));
    for (what, work) in PARTS {
        let part = Subject::new(OURS, None, |_| alone(Cores::Two, what, &[case]));
        rows.extend(in_turn(claims, work, bench.asked.repeats, false, vec![part])?);
    }
    rows.extend(on_one_core(bench)?);
    rows.extend(in_turn(
        claims,
        DESK,
        bench.asked.repeats,
        false,
        vec![Subject::new(OURS, None, |_| alone(Cores::Two, "desk", &[case]))],
    )?);
    let in_postgres = filled(bench, &database)?;
    // The whole rebuild stands for the index within it: it cannot be less, and is not told apart.
    rows.extend(
        folded.map(|row| Row { work: WORDS.to_owned(), ..row }.with(Some(Target::Rate(150_000.0)))),
    );
    rows.push(Row::times(claims, WORDS, "SQLite, FTS5", indexing));
    rows.extend(in_postgres);
    Ok(rows.into_iter().map(|row| row.of(bench.case.claims, "claims")).collect())
}

fn on_one_core(bench: &Bench<'_>) -> anyhow::Result<Vec<Row>> {
    let claims = Some(bench.case.claims);
    if !can_choose_cores() {
        let why = "taskset is not installed, so no process can be held to one core";
        return Ok(vec![Row::not_run(claims, ONE, OURS, why)]);
    }
    let case = bench.case.dir.as_path();
    let subjects = vec![
        Subject::new(OURS, None, |_| alone(Cores::One, "fold", &[case])),
        Subject::new(DECODING, Some(Target::Times(0.5)), |_| alone(Cores::One, "decode", &[case])),
    ];
    in_turn(claims, ONE, bench.asked.repeats, false, subjects)
}

/// Fills PostgreSQL once: what is read from it later needs that anyway.
fn filled(bench: &Bench<'_>, database: &Path) -> anyhow::Result<Vec<Row>> {
    let claims = Some(bench.case.claims);
    let cluster = match bench.cluster {
        Ok(cluster) => cluster,
        Err(why) => return Ok(vec![Row::not_run(claims, WORK, "PostgreSQL", why)]),
    };
    let (tables, words) = postgres::fill(&mut cluster.connect()?, &sqlite::opened(database)?)?;
    Ok(vec![
        Row::times(claims, WORK, "PostgreSQL, COPY and indexes", vec![tables.as_secs_f64()]),
        Row::times(claims, WORDS, "PostgreSQL, GIN", vec![words.as_secs_f64()]),
    ])
}

fn child(
    cores: Cores,
    what: &str,
    paths: &[&Path],
) -> anyhow::Result<crate::whole::child::Numbers> {
    let words: Vec<&OsStr> =
        [OsStr::new(what)].into_iter().chain(paths.iter().map(|path| path.as_os_str())).collect();
    run(cores, &words)
}

fn alone(cores: Cores, what: &str, paths: &[&Path]) -> anyhow::Result<Duration> {
    time(&child(cores, what, paths)?, "seconds")
}

/// Removes a database with what lies beside it, if it is there.
pub(super) fn forget(database: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let mut name = database.as_os_str().to_owned();
        name.push(ending);
        let _ = std::fs::remove_file(PathBuf::from(name));
    }
}
