//! Commands that ask. Each states its question once, as an address and as what the desk is asked; where
//! the case is decides which of the two is used.

use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

use counterclaim_desk::answers::Citation;
use counterclaim_desk::{Desk, DeskError, Position, Question};
use counterclaim_report::{Answer, Format, Style, render};
use counterclaim_web::client::Target;

use super::case::open_to_read;
use crate::args::Ask;
use crate::place::{Place, print_told};
use crate::print;
use crate::problem::Usage;

/// How late what another process records may be shown.
const PATIENCE: Duration = Duration::from_millis(200);

/// Asks where the case is, and prints the answer in the form asked for: `target` is the question's address
/// at a server, `of_desk` the same question to the files.
pub(super) fn ask<A: Answer>(
    ask: &Ask,
    target: Target,
    of_desk: impl FnOnce(&Desk, Question) -> Result<A, DeskError>,
) -> anyhow::Result<ExitCode> {
    match place(ask)? {
        Place::Here => show(&of_desk(&open_to_read(&ask.case)?, ask.question())?, ask),
        Place::There(client) => print_told(client.get(&ask.target(target))?),
    }
}

/// Returns where to ask. What a server gives as HTML is its page: the answer alone is had from the files,
/// if they are here.
pub(super) fn place(ask: &Ask) -> anyhow::Result<Place> {
    match ask.case.place()? {
        Place::There(client) if client.is_here() && ask.format == Format::Html => Ok(Place::Here),
        place @ (Place::Here | Place::There(_)) => Ok(place),
    }
}

/// Prints an answer in the form asked for.
pub(super) fn show(answer: &impl Answer, ask: &Ask) -> anyhow::Result<ExitCode> {
    print::data(&render(answer, ask.style())?)?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn view(actor: &str, asked: &Ask) -> anyhow::Result<ExitCode> {
    let target = Target::of(&["whole", "view", actor]);
    ask(asked, target, |desk, question| desk.view(actor, question))
}

pub(super) fn compare(
    parties: &[String],
    matter: Option<&str>,
    asked: &Ask,
) -> anyhow::Result<ExitCode> {
    let target = Target::of(&["whole", "compare"]).each("party", parties).maybe("matter", matter);
    ask(asked, target, |desk, question| desk.compare(parties, matter, question))
}

pub(super) fn contradictions(asked: &Ask) -> anyhow::Result<ExitCode> {
    let target = Target::of(&["whole", "contradictions"]);
    ask(asked, target, |desk, question| Ok(desk.contradictions(question)))
}

pub(super) fn timeline(asked: &Ask) -> anyhow::Result<ExitCode> {
    ask(asked, Target::of(&["whole", "timeline"]), |desk, question| Ok(desk.timeline(question)))
}

pub(super) fn figures(asked: &Ask) -> anyhow::Result<ExitCode> {
    ask(asked, Target::of(&["whole", "figures"]), |desk, question| Ok(desk.figures(question)))
}

pub(super) fn unanswered(party: &str, asked: &Ask) -> anyhow::Result<ExitCode> {
    let target = Target::of(&["whole", "unanswered", party]);
    ask(asked, target, |desk, question| desk.unanswered(party, question))
}

pub(super) fn search(query: &[String], asked: &Ask) -> anyhow::Result<ExitCode> {
    let query = query.join(" ");
    let target = Target::of(&["whole", "search"]).with("q", &query);
    ask(asked, target, |desk, question| desk.search(&query, question))
}

pub(super) fn cite(claim: &str, asked: &Ask) -> anyhow::Result<ExitCode> {
    let target = Target::of(&["whole", "cite", claim]);
    if asked.format == Format::Table && matches!(place(asked)?, Place::Here) {
        // One line to paste: no frame around it.
        let cited: Citation = open_to_read(&asked.case)?.cite(claim, asked.question())?;
        print::data(&format!("{}\n", cited.line))?;
        return Ok(ExitCode::SUCCESS);
    }
    ask(asked, target, |desk, question| desk.cite(claim, question))
}

pub(super) fn log(after: u64, asked: &Ask) -> anyhow::Result<ExitCode> {
    let target = Target::of(&["whole", "log"]).with("after", after);
    ask(asked, target, |desk, question| desk.log(Position(after), question))
}

/// Prints events as they are recorded, until nobody listens any more.
pub(super) fn follow(after: u64, ask: &Ask) -> anyhow::Result<ExitCode> {
    if !matches!(ask.format, Format::Table | Format::Ndjson) {
        let why = "--follow prints one JSON object a line: leave --format out, or ask for ndjson";
        return Err(Usage(why.to_owned()).into());
    }
    let style = Style { format: Format::Ndjson, ..ask.style() };
    let mut following = counterclaim_desk::follow(ask.case.directory()?, Position(after))?;
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
