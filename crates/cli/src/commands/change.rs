//! What every change has in common, and proposals from other tools.

use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use counterclaim_desk::answers::Submitted;
use counterclaim_desk::{Change, DeskError};
use counterclaim_report::{Style, render};

use super::case;
use super::proof::sign_on_close;
use crate::args::{CaseArgs, Write};
use crate::print;
use crate::problem::Usage;

/// Opens the case and carries a change out.
pub(super) fn change(
    case: &CaseArgs,
    write: &Write,
    change: impl Into<Change>,
) -> anyhow::Result<ExitCode> {
    let change = change.into();
    if change.is_signed() && write.by.is_none() {
        return Err(Usage("this needs a name: --by NAME, or COUNTERCLAIM_BY".to_owned()).into());
    }
    let mut desk = case::open(case, write.by.as_deref())?;
    let submitted = desk.change(&change, write.options()).map_err(|error| {
        if !matches!(error, DeskError::NotOneThing) {
            return anyhow::Error::from(error);
        }
        let why = "--expect-revision needs a command that changes exactly one thing";
        Usage(why.to_owned()).into()
    })?;
    let code = show(&submitted, write)?;
    sign_on_close(&mut desk);
    Ok(code)
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
    let key = write.idempotency_key.as_ref();
    if let Some(done) = key.map(|key| desk.done_before(key, &lines)).transpose()?.flatten() {
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
