//! What every change has in common, and proposals from other tools.

use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use counterclaim_desk::answers::Submitted;
use counterclaim_desk::{Command, Desk, Expectation, Position, Refused, Request, Thing};
use counterclaim_report::{Style, render};

use super::case;
use super::proof::sign_on_close;
use crate::args::{CaseArgs, Write};
use crate::print;
use crate::problem::Usage;

/// Opens the case, lets `ask` turn what was typed into commands, and records them.
pub(super) fn change(
    case: &CaseArgs,
    write: &Write,
    ask: impl FnOnce(&Desk) -> anyhow::Result<Vec<Command>>,
) -> anyhow::Result<ExitCode> {
    let mut desk = case::open(case, write.by.as_deref())?;
    let typed = typed();
    if let Some(done) = done_before(&desk, write, &typed)? {
        return show(&done, write);
    }
    let commands = ask(&desk)?;
    let expected = expectations(write, &commands)?;
    let submitted = desk.submit(Request {
        commands,
        expected,
        key: write.idempotency_key.clone(),
        typed: Some(typed),
        dry_run: write.dry_run,
        refused: Refused::All,
    })?;
    let code = show(&submitted, write)?;
    sign_on_close(&mut desk);
    Ok(code)
}

fn done_before(desk: &Desk, write: &Write, typed: &str) -> anyhow::Result<Option<Submitted>> {
    let key = write.idempotency_key.as_ref();
    Ok(key.map(|key| desk.done_before(key, typed)).transpose()?.flatten())
}

/// Returns the command as typed: what a retry under the same key must repeat.
fn typed() -> String {
    std::env::args().skip(1).collect::<Vec<_>>().join("\u{1f}")
}

/// Returns the name of the person, which some changes cannot do without.
pub(super) fn person(write: &Write) -> anyhow::Result<String> {
    write
        .by
        .clone()
        .ok_or_else(|| Usage("this needs a name: --by NAME, or COUNTERCLAIM_BY".to_owned()).into())
}

/// Reads proposals and records them.
pub(super) fn propose(file: &Path, case: &CaseArgs, write: &Write) -> anyhow::Result<ExitCode> {
    let mut lines = String::new();
    if file == Path::new("-") {
        std::io::stdin().lock().read_to_string(&mut lines).context("cannot read standard input")?;
    } else {
        lines = std::fs::read_to_string(file)
            .with_context(|| format!("cannot read {}", file.display()))?;
    }
    let mut desk = case::open(case, write.by.as_deref())?;
    if let Some(done) = done_before(&desk, write, &lines)? {
        return show(&done, write);
    }
    let submitted = desk.propose(&lines, write.idempotency_key.clone(), write.dry_run)?;
    let code = show(&submitted, write)?;
    sign_on_close(&mut desk);
    Ok(code)
}

fn show(submitted: &Submitted, write: &Write) -> anyhow::Result<ExitCode> {
    let style = Style { format: write.format, width: print::width(), ..Style::default() };
    print::data(&render(submitted, style)?)?;
    Ok(ExitCode::SUCCESS)
}

/// Returns what the caller last saw of the one thing that the commands change.
fn expectations(write: &Write, commands: &[Command]) -> anyhow::Result<Vec<Expectation>> {
    let Some(revision) = write.expect_revision else { return Ok(Vec::new()) };
    let mut things: Vec<Thing> = commands.iter().filter_map(Command::subject).collect();
    things.dedup();
    match things.as_slice() {
        [thing] => Ok(vec![Expectation { thing: thing.clone(), revision: Position(revision) }]),
        _ => Err(Usage(
            "--expect-revision needs a command that changes exactly one thing".to_owned(),
        )
        .into()),
    }
}
