//! Whether the campaign bites: the house is built again with bugs put in on purpose, and with each of
//! them switched on, some part must turn red. Without any, none may. Part of a full run only.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use counterclaim_tests::root;

use crate::plan::{Plan, Size};
use crate::tally::Tally;

/// The bugs.
const BUGS: &[&str] = &[
    "ack-before-sync",
    "skip-crc",
    "skip-dir-sync",
    "wrong-synced",
    "drop-last-index-entry",
    "accept-stale-revision",
];

/// The parts that look for them, each in its slice.
const PARTS: &[&str] = &["contract", "damage", "index", "power", "conflicts"];

/// Runs the part.
pub(crate) fn run(plan: &Plan) -> Vec<Tally> {
    if plan.size == Size::Slice || cfg!(feature = "seeded-bugs") {
        return Vec::new();
    }
    let mut build = Tally::new("seeded bugs: the build");
    let target = crate::arguments::beside_the_program().join("seeded");
    let Some(program) = built(&target, &mut build) else { return vec![build.done()] };
    refused_in_release(&target, &mut build);
    let red = red_rows(&program, plan, None);
    build.holds(red.as_ref().is_ok_and(BTreeSet::is_empty), || format!("without a bug: {red:?}"));
    let mut rows = vec![build.done()];
    for bug in BUGS {
        let mut tally = Tally::new(format!("seeded: {bug}"));
        tally.tried();
        match red_rows(&program, plan, Some(bug)) {
            Ok(red) if !red.is_empty() => {
                tally.reported();
                tally.note(red.into_iter().collect::<Vec<_>>().join(", "));
            }
            Ok(_) => tally.broken("no part of the campaign noticed it"),
            Err(why) => tally.broken(why),
        }
        rows.push(tally.done());
    }
    rows
}

/// Builds this program and the binary with the bugs; returns the program.
fn built(target: &Path, tally: &mut Tally) -> Option<PathBuf> {
    let features = "counterclaim-tests/seeded-bugs";
    let bins = ["--bin", "counterclaim", "--bin", "faults"];
    let status = cargo("build", target).args(bins).args(["--features", features]).status();
    let program = target.join("debug/faults");
    let is_built = status.is_ok_and(|status| status.success()) && program.is_file();
    tally.holds(is_built, || format!("{features} does not build in {}", target.display()));
    is_built.then_some(program)
}

/// A release build with the bugs in it must not compile.
fn refused_in_release(target: &Path, tally: &mut Tally) {
    tally.tried();
    let mut check = cargo("check", target);
    check.args(["--release", "--package", "counterclaim-log", "--features", "seeded-bugs"]);
    let output = check.stderr(Stdio::piped()).output().expect("cargo starts");
    let told = String::from_utf8_lossy(&output.stderr).contains("never for use");
    tally.holds(!output.status.success() && told, || {
        "a release build takes the seeded bugs in".to_owned()
    });
}

fn cargo(command: &str, target: &Path) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args([command, "--quiet", "--locked", "--target-dir"]).arg(target).current_dir(root());
    if command == "build" {
        cargo.arg("--workspace");
    }
    cargo
}

/// Runs the slice of the parts with a bug, and returns the rows of its table that turned red.
fn red_rows(program: &Path, plan: &Plan, bug: Option<&str>) -> Result<BTreeSet<String>, String> {
    let mut run = Command::new(program);
    run.args(["slice", "--seed", &plan.seed.to_string(), "--scratch"]).arg(&plan.disk);
    run.args(PARTS.iter().flat_map(|part| ["--only", part])).stderr(Stdio::null());
    if let Some(bug) = bug {
        run.env("COUNTERCLAIM_SEEDED_BUG", bug);
    }
    let output = run.output().map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let rows = text.lines().filter_map(|line| line.strip_prefix("RED  "));
    // A row may have a colon in its name: what was broken begins behind the last known word.
    let kinds = [": lost: ", ": altered: ", ": half a commit: ", ": panic: ", ": broken: "];
    let name = |row: &str| {
        let end = kinds.iter().filter_map(|kind| row.find(kind)).min();
        row[..end.unwrap_or(row.len())].to_owned()
    };
    let red: BTreeSet<String> = rows.map(name).collect();
    match output.status.code() {
        Some(0) if red.is_empty() => Ok(red),
        Some(1) if !red.is_empty() => Ok(red),
        code => Err(format!("the campaign ended with {code:?} and {} red rows", red.len())),
    }
}
