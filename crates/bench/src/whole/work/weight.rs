//! What a claim weighs: memory beyond its own text, and bytes on disk.

use std::ffi::OsStr;

use anyhow::Context as _;

use crate::log::weigh;
use crate::whole::child::{Cores, run};
use crate::whole::row::{OURS, Row, Target};
use crate::whole::run::Bench;

/// Weighs ours in processes of their own, and every store's files.
pub(crate) fn weight(bench: &Bench<'_>) -> anyhow::Result<Vec<Row>> {
    let claims = bench.case.claims;
    let mut rows = Vec::new();
    for (what, said) in [("fold", "views and graph"), ("desk", "a desk opened whole")] {
        let numbers = run(Cores::Two, &[OsStr::new(what), bench.case.dir.as_os_str()])?;
        let number = |name: &str| numbers.get(name).copied().context("a child told too little");
        let (held, words) = (number("held")?, number("words")?);
        let own = held - bench.case.text as f64;
        let row = |work: &str, bytes: f64| {
            Row::bytes(claims, &format!("memory, {said}: {work}"), OURS, bytes)
        };
        rows.push(row("all told", held));
        rows.push(
            row("beyond the text and the words' index", own - words)
                .with(Some(Target::Median(400.0))),
        );
        rows.push(row("the words' index", words).with(Some(Target::Median(120.0))));
    }
    rows.push(Row::bytes(claims, "memory: the text itself", OURS, bench.case.text as f64));
    let disk = |who: &str, bytes: u64| Row::bytes(claims, "disk", who, bytes as f64);
    rows.push(disk(OURS, weigh(&bench.case.dir, "")?));
    rows.push(disk(
        "the payloads alone",
        (bench.case.event_bytes * bench.case.events as f64) as u64,
    ));
    rows.push(disk("SQLite, views and FTS5 (no log)", std::fs::metadata(bench.sqlite())?.len()));
    rows.push(disk("cqrs-es, events alone", std::fs::metadata(bench.path("cqrs.db"))?.len()));
    rows.push(match bench.cluster {
        Ok(cluster) => {
            let size = cluster.connect()?.query_one("SELECT pg_database_size('postgres')", &[])?;
            disk("PostgreSQL, views and GIN (no log)", u64::try_from(size.get::<_, i64>(0))?)
        }
        Err(why) => Row::not_run(Some(claims), "disk", "PostgreSQL", why),
    });
    Ok(rows)
}
