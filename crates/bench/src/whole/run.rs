//! The run: sizes one after the other, each kind of work on each, and the tables of it all.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::arguments::{self, Asked};
use super::case::Case;
use super::peers::postgres::Cluster;
use super::peers::python;
use super::row::Row;
use super::{report, work};
use crate::machine;
use crate::table::{self, Table};

/// What every kind of work is given.
pub(crate) struct Bench<'b> {
    pub(crate) asked: &'b Asked,
    pub(crate) case: &'b Case,
    pub(crate) cluster: Result<&'b Cluster, &'b String>,
    dir: &'b Path,
}

impl Bench<'_> {
    /// Returns the path of a file of this size, which goes away with it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// Returns the path of SQLite's tables, which the rebuild fills.
    pub(crate) fn sqlite(&self) -> PathBuf {
        self.path("sqlite.db")
    }

    /// Returns the product's program, or why it cannot be run.
    pub(crate) fn program(&self) -> Result<PathBuf, String> {
        program(self.asked)
    }
}

fn program(asked: &Asked) -> Result<PathBuf, String> {
    let beside = || Some(std::env::current_exe().ok()?.with_file_name("counterclaim"));
    let program = asked.program.clone().or_else(beside).filter(|program| program.exists());
    program.ok_or_else(|| {
        "counterclaim is not beside this program (cargo build --release -p counterclaim-cli, or \
         --program FILE)"
            .to_owned()
    })
}

/// Measures alone what the words of a parent say, and returns the numbers as JSON.
///
/// # Errors
/// The work's own.
pub(crate) fn alone(words: impl Iterator<Item = OsString>) -> anyhow::Result<String> {
    let words: Vec<OsString> = words.collect();
    Ok(serde_json::to_string(&work::alone(&words)?)?)
}

/// Measures everything and returns the tables in print.
///
/// # Errors
/// If the arguments are wrong, or something that must work fails: a peer that is there is no longer
/// optional.
pub(crate) fn run(arguments: impl Iterator<Item = String>) -> anyhow::Result<String> {
    let asked = arguments::read(arguments)?;
    std::fs::create_dir_all(&asked.dir)?;
    let dir = tempfile::tempdir_in(&asked.dir)?;
    let cluster = Cluster::start(dir.path());
    let mut facts = facts(&asked, cluster.as_ref());
    let mut rows = work::append(dir.path(), asked.repeats, cluster.as_ref())?;
    let program = program(&asked);
    let program = program.as_ref().map(PathBuf::as_path);
    rows.extend(work::pages(dir.path(), asked.seed, asked.repeats, program)?);
    for claims in &asked.claims {
        let own = dir.path().join(claims.to_string());
        std::fs::create_dir_all(&own)?;
        let case = Case::write(&own.join("case"), *claims, asked.seed)?;
        let bytes = format!("{:.0} bytes ({} events)", case.event_bytes, case.events);
        facts.push((format!("mean event of {claims} claims"), bytes));
        let bench = Bench { asked: &asked, case: &case, cluster: cluster.as_ref(), dir: &own };
        // The rebuild comes first: it fills what the others ask. Adding comes last: it changes the case.
        for work in [
            work::rebuild,
            work::weight,
            work::cold,
            work::warm,
            work::labels,
            work::export,
            work::add,
        ] {
            rows.extend(work(&bench)?);
        }
        std::fs::remove_dir_all(&own)?;
    }
    printed(&asked, facts, &rows)
}

fn printed(asked: &Asked, facts: Vec<(String, String)>, rows: &[Row]) -> anyhow::Result<String> {
    let mut table = Table::new("Machine, data and peers", &["fact", "value"]);
    for (fact, value) in facts {
        table.row([fact, value]);
    }
    let tables: Vec<Table> = [table].into_iter().chain(report::tables(rows)).collect();
    let text = tables.iter().map(Table::markdown).collect::<Vec<_>>().join("\n");
    if let Some(out) = &asked.out {
        std::fs::create_dir_all(out)?;
        std::fs::write(out.join("speed.md"), &text)?;
        let json = json!({ "rows": report::json(rows), "tables": table::json(&tables)["tables"] });
        std::fs::write(out.join("speed.json"), serde_json::to_string_pretty(&json)? + "\n")?;
    }
    Ok(text)
}

/// Returns what stands above the tables: machine, durability, and the version of everybody.
fn facts(asked: &Asked, cluster: Result<&Cluster, &String>) -> Vec<(String, String)> {
    let postgres = cluster.map_err(Clone::clone).and_then(|cluster| {
        cluster.version().map_err(|error| format!("PostgreSQL does not answer: {error}"))
    });
    let told =
        |version: Result<String, String>| version.unwrap_or_else(|why| format!("not run: {why}"));
    let python = asked.python.as_str();
    let sqlite = rusqlite::version();
    let sync = "appends and additions: one sync a commit, by all (fdatasync; SQLite WAL, synchronous=FULL; \
                redb durable; fjall SyncData; sled flush and fdatasync; PostgreSQL fsync, \
                synchronous_commit=on); rebuilds: nothing synced, by none";
    let own = [
        ("sync", sync.to_owned()),
        ("counterclaim", env!("CARGO_PKG_VERSION").to_owned()),
        ("SQLite", format!("{sqlite}, bundled")),
        ("sled, redb, fjall, cqrs-es", locked(&["sled", "redb", "fjall", "cqrs-es"])),
        ("PostgreSQL", told(postgres)),
        ("networkx", told(python::version(python, "networkx"))),
        ("pandas", told(python::version(python, "pandas"))),
    ];
    let own = own.into_iter().map(|(fact, value)| (fact.to_owned(), value));
    machine::list(asked.seed, asked.repeats).into_iter().chain(own).collect()
}

/// Returns the versions of libraries, as the lock file of this build has them.
fn locked(names: &[&str]) -> String {
    const LOCK: &str = include_str!("../../../../Cargo.lock");
    let version = |name: &&str| {
        let (_, behind) = LOCK.split_once(&format!("name = \"{name}\"\nversion = \""))?;
        behind.split('"').next()
    };
    names.iter().map(|name| version(name).unwrap_or("unknown")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_those_of_the_lock_file() {
        let versions = locked(&["cqrs-es", "no-such-crate"]);
        assert!(versions.starts_with("0.") && versions.ends_with(", unknown"), "{versions}");
    }
}
