//! The fault campaign: what becomes of a log when processes are killed, calls fail, the disk fills up,
//! bytes rot and the power goes. One command runs it, prints a table and ends red if a promise of the
//! log was broken:
//!
//! `cargo run --release -p counterclaim-tests --bin faults -- [slice|full] [--seed N] [--only PART]`
//!
//! It works on the built binary and on the log's public doors, in a folder on a real disk. Parts are
//! files of this folder; each says at its head which promise it holds the log to.

mod arguments;
mod chance;
mod commands;
mod commits;
mod conflicts;
mod contract;
mod copies;
mod damage;
mod disk;
mod door;
mod erasure;
mod fuzz;
mod index;
mod judge;
mod kills;
mod mutate;
mod notes;
mod plan;
mod power;
mod readers;
mod room;
mod samples;
mod seeded;
mod sharing;
mod syscalls;
mod tally;
mod torn;
mod trace;
mod witness;
mod writer;

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use arguments::Asked;
use plan::{Plan, Size};
use tally::Tally;

/// A part: its name for `--only`, and what runs it.
type Part = (&'static str, fn(&Plan) -> Vec<Tally>);

/// The parts in the order in which they run.
const PARTS: &[Part] = &[
    ("contract", contract::run),
    ("syscalls", syscalls::run),
    ("torn", torn::run),
    ("damage", damage::run),
    ("kills", kills::run),
    ("door", door::run),
    ("commands", commands::run),
    ("copies", copies::run),
    ("power", power::run),
    ("room", room::run),
    ("sharing", sharing::run),
    ("index", index::run),
    ("conflicts", conflicts::run),
    ("erasure", erasure::run),
    ("readers", fuzz::run),
    ("seeded", seeded::run),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments::read(&arguments) {
        Ok(Asked::Writer { dir, orders }) => ExitCode::from(writer::run(&dir, &orders)),
        Ok(Asked::Eraser { dir }) => ExitCode::from(erasure::child(&dir)),
        Ok(Asked::Reader { name, seed, count, dir }) => {
            fuzz::child(&name, seed, count, &dir, say);
            ExitCode::SUCCESS
        }
        Ok(Asked::Campaign { size, seed, only, scratch }) => disk::in_own_namespace(&arguments)
            .unwrap_or_else(|| campaign(size, seed, &only, &scratch)),
        Err(why) => {
            say(&why);
            say("usage: faults [slice|full] [--seed N] [--only PART]... [--scratch DIR]");
            say(&format!(
                "parts: {}",
                PARTS.iter().map(|part| part.0).collect::<Vec<_>>().join(" ")
            ));
            ExitCode::from(2)
        }
    }
}

fn campaign(size: Size, seed: u64, only: &[String], scratch: &Path) -> ExitCode {
    if let Some(unknown) = only.iter().find(|name| !PARTS.iter().any(|part| part.0 == **name)) {
        say(&format!("no part is called {unknown:?}"));
        return ExitCode::from(2);
    }
    let Some((_disk, _memory, plan)) = prepare(size, seed, scratch) else {
        return ExitCode::from(2);
    };
    let mut rows = Vec::new();
    for (name, run) in
        PARTS.iter().filter(|part| only.is_empty() || only.iter().any(|o| o == part.0))
    {
        say(&format!("... {name}"));
        rows.extend(guarded(name, *run, &plan));
    }
    let is_partial = size == Size::Full && rows.iter().any(Tally::is_impossible);
    say(&tally::table(&rows, seed));
    if is_partial {
        say("RED  a whole campaign needs every part: run it as root where loop devices are");
    }
    ExitCode::from(u8::from(is_partial || rows.iter().any(Tally::is_red)))
}

/// Runs a part. That the part itself falls over is a finding too.
fn guarded(name: &str, run: fn(&Plan) -> Vec<Tally>, plan: &Plan) -> Vec<Tally> {
    std::panic::catch_unwind(|| run(plan)).unwrap_or_else(|cause| {
        let mut tally = Tally::new(name);
        let why = cause.downcast_ref::<String>().map(String::as_str);
        let why = why.or_else(|| cause.downcast_ref::<&str>().copied()).unwrap_or("a panic");
        tally.broken(format!("the part itself fell over: {why}"));
        vec![tally.done()]
    })
}

/// Makes the folders; says what is wrong with them where they will not do.
fn prepare(
    size: Size,
    seed: u64,
    scratch: &Path,
) -> Option<(tempfile::TempDir, tempfile::TempDir, Plan)> {
    let kind = plan::file_system(scratch);
    if ["tmpfs", "ramfs", "overlayfs"].contains(&kind.as_str()) && kind != "overlayfs" {
        say(&format!("{} is {kind}: durability shows on a real disk only", scratch.display()));
        return None;
    }
    let made = |dir: &Path| tempfile::Builder::new().prefix("faults-").tempdir_in(dir);
    let disk = made(scratch).expect("the scratch folder can be written to");
    let memory = Path::new("/dev/shm");
    let memory = made(if memory.is_dir() { memory } else { disk.path() });
    let memory = memory.expect("the memory folder can be written to");
    let (on_disk, in_memory) = (disk.path().to_owned(), memory.path().to_owned());
    Some((disk, memory, Plan { size, seed, disk: on_disk, memory: in_memory }))
}

/// Prints a line at once. A reader who is gone is no reason to stop.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}
