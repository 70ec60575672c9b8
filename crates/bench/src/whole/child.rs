//! A measurement in a process of its own: a clean heap, and as many cores as are given to it. The parent
//! starts this same program with a hidden word; the child prints its numbers as one line of JSON.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::process::Command;
use std::time::Duration;

use anyhow::Context as _;

/// The word that makes this program a child.
pub(crate) const CHILD: &str = "measured-alone";

/// What a child measured, by name.
pub(crate) type Numbers = BTreeMap<String, f64>;

/// On how many cores a child runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cores {
    One,
    Two,
}

/// Runs a measurement in a child on so many cores.
///
/// # Errors
/// If it fails, or `taskset` is not there.
pub(crate) fn run(cores: Cores, words: &[&OsStr]) -> anyhow::Result<Numbers> {
    let own = std::env::current_exe()?;
    let list = match cores {
        Cores::One => "0",
        Cores::Two => "0,1",
    };
    let mut command = match can_choose_cores() {
        true => {
            let mut command = Command::new("taskset");
            command.args(["-c", list]).arg(own);
            command
        }
        false => Command::new(own),
    };
    let output = command.arg(CHILD).args(words).output().context("cannot start a child")?;
    let told = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "a child failed at {words:?}: {}", told.trim());
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Returns whether a child can be held to one core.
pub(crate) fn can_choose_cores() -> bool {
    let tried = Command::new("taskset").args(["-c", "0", "true"]).output();
    tried.is_ok_and(|output| output.status.success())
}

/// Returns the time under a name.
///
/// # Errors
/// If the child told none.
pub(crate) fn time(numbers: &Numbers, name: &str) -> anyhow::Result<Duration> {
    let seconds = numbers.get(name).with_context(|| format!("the child told no {name}"))?;
    Ok(Duration::from_secs_f64(*seconds))
}
