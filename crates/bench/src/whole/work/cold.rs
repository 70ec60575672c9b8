//! A question to a process that has to begin with it, with the files in the page cache: everything an
//! actor said, printed.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

use crate::sample::timed;
use crate::whole::child::{CHILD, Cores, run, time};
use crate::whole::row::{OURS, Row, Target};
use crate::whole::run::Bench;
use crate::whole::turns::{Subject, in_turn};

/// Somebody who says less than one in a hundred claims.
const ACTOR: &str = "Speaker Number 20";

const WORK: &str = "`view ACTOR`, a process from its start to its end";

/// Measures a cold view beside a full replay and SQLite's process.
pub(crate) fn cold(bench: &Bench<'_>) -> anyhow::Result<Vec<Row>> {
    let claims = Some(bench.case.claims);
    let program = match bench.program() {
        Ok(program) => program,
        Err(why) => return Ok(vec![Row::not_run(claims, WORK, OURS, &why)]),
    };
    // 100 ms up to a hundred thousand claims, a second for a million.
    let most = (bench.case.claims as f64 / 1e6).max(0.1);
    let case = bench.case.dir.as_path();
    let view = |_: usize| {
        let mut command = Command::new(&program);
        command.args(["view", ACTOR, "--case"]).arg(case).stdout(Stdio::null());
        let (time, status) = timed(|| command.status());
        anyhow::ensure!(status?.success(), "`counterclaim view` failed");
        Ok(time)
    };
    let own = std::env::current_exe()?;
    let database = bench.sqlite();
    let peer = |_: usize| {
        let mut command = Command::new(&own);
        command.args([CHILD, "sqlite-view"]).arg(&database).arg(ACTOR).stdout(Stdio::null());
        let (time, status) = timed(|| command.status());
        anyhow::ensure!(status?.success(), "SQLite's view failed");
        Ok(time)
    };
    let replay =
        |_: usize| time(&run(Cores::Two, &[OsStr::new("desk"), case.as_os_str()])?, "seconds");
    let subjects = vec![
        Subject::new(OURS, Some(Target::Median(most)), view),
        Subject::new("a full replay (the desk opened whole)", Some(Target::Times(3.0)), replay),
        Subject::new("SQLite, the same rows read", None, peer),
    ];
    in_turn(claims, WORK, bench.asked.repeats.max(3), true, subjects)
}
