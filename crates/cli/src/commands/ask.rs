//! Commands that ask. Each opens the case beside whoever writes, asks, and prints.

use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

use counterclaim_desk::Position;
use counterclaim_report::{Answer, Format, Style, render};

use super::case::open_to_read;
use crate::args::Ask;
use crate::print;
use crate::problem::Usage;

/// How late what another process records may be shown.
const PATIENCE: Duration = Duration::from_millis(200);

/// Prints an answer in the form asked for.
pub(super) fn show(answer: &impl Answer, ask: &Ask) -> anyhow::Result<ExitCode> {
    print::data(&render(answer, ask.style())?)?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn view(actor: &str, ask: &Ask) -> anyhow::Result<ExitCode> {
    show(&open_to_read(&ask.case)?.view(actor, ask.question())?, ask)
}

pub(super) fn compare(
    parties: &[String],
    matter: Option<&str>,
    ask: &Ask,
) -> anyhow::Result<ExitCode> {
    show(&open_to_read(&ask.case)?.compare(parties, matter, ask.question())?, ask)
}

pub(super) fn contradictions(ask: &Ask) -> anyhow::Result<ExitCode> {
    show(&open_to_read(&ask.case)?.contradictions(ask.question()), ask)
}

pub(super) fn timeline(ask: &Ask) -> anyhow::Result<ExitCode> {
    show(&open_to_read(&ask.case)?.timeline(ask.question()), ask)
}

pub(super) fn figures(ask: &Ask) -> anyhow::Result<ExitCode> {
    show(&open_to_read(&ask.case)?.figures(ask.question()), ask)
}

pub(super) fn unanswered(party: &str, ask: &Ask) -> anyhow::Result<ExitCode> {
    show(&open_to_read(&ask.case)?.unanswered(party, ask.question())?, ask)
}

pub(super) fn search(query: &[String], ask: &Ask) -> anyhow::Result<ExitCode> {
    show(&open_to_read(&ask.case)?.search(&query.join(" "), ask.question())?, ask)
}

pub(super) fn cite(claim: &str, ask: &Ask) -> anyhow::Result<ExitCode> {
    let citation = open_to_read(&ask.case)?.cite(claim, ask.question())?;
    if ask.format == Format::Table {
        // One line to paste: no frame around it.
        print::data(&format!("{}\n", citation.line))?;
        return Ok(ExitCode::SUCCESS);
    }
    show(&citation, ask)
}

pub(super) fn log(after: u64, ask: &Ask) -> anyhow::Result<ExitCode> {
    show(&open_to_read(&ask.case)?.log(Position(after), ask.question())?, ask)
}

/// Prints events as they are recorded, until nobody listens any more.
pub(super) fn follow(after: u64, ask: &Ask) -> anyhow::Result<ExitCode> {
    if !matches!(ask.format, Format::Table | Format::Ndjson) {
        let why = "--follow prints one JSON object a line: leave --format out, or ask for ndjson";
        return Err(Usage(why.to_owned()).into());
    }
    let style = Style { format: Format::Ndjson, ..ask.style() };
    let mut following = counterclaim_desk::follow(&ask.case.case, Position(after))?;
    print::stream(|out| -> anyhow::Result<()> {
        loop {
            let news = following.next(PATIENCE)?;
            if !news.entries.is_empty() {
                out.write_all(render(&news, style)?.as_bytes())?;
                out.flush()?;
            }
        }
    })?;
    Ok(ExitCode::SUCCESS)
}
