//! Commands that read pages: brief, extract, ingest.

use std::process::ExitCode;

use anyhow::Context;
use counterclaim_desk::answers::{Ingested, PageIngested};
use counterclaim_desk::{
    Desk, Extractor, FixedRim, HTTP_MESSAGE, Identity, IngestOptions, Page, Question, Reread, Zone,
    to_message,
};
use counterclaim_report::{Format, Length, Style};
use counterclaim_web::client::{Client, Target};

use super::case;
use super::change::Post;
use super::proof::sign_on_close;
use crate::args::{BriefArgs, ExtractArgs, IngestArgs, ReadArgs, time_text};
use crate::pages::{self, NamedPage};
use crate::place::Place;
use crate::print;
use crate::problem::{Elsewhere, Usage};

/// Prints who says what on the pages. Everything goes through a log in memory, as it would in a case.
pub(super) fn brief(args: &BriefArgs) -> anyhow::Result<ExitCode> {
    let pages = pages::load(&args.read)?;
    // Nothing recorded here outlives the process: a standing clock makes the same pages the same bytes.
    let rim = FixedRim::at(chrono::DateTime::UNIX_EPOCH);
    let mut desk =
        with_actors(Desk::in_memory(Box::new(rim), Identity::analyst("brief"))?, &args.read)?;
    let ingested = ingest_all(&mut desk, pages, &IngestOptions::default())?;
    tell_faults(&ingested);
    let between = match args.between.as_deref() {
        Some([a, b]) => Some((a.as_str(), b.as_str())),
        Some(_) | None => None,
    };
    let json = args.format == Format::Json;
    let zone = if json { Zone::default() } else { args.tz };
    let brief = desk.brief(Question { zone, ..Question::default() }, between)?;
    let style = Style { format: args.format, zone: args.tz, width: None };
    let length = if args.short { Length::Short } else { Length::Full };
    print::data(&counterclaim_report::brief(&brief, style, length)?)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints what was read, one JSON object a line.
pub(super) fn extract(args: &ExtractArgs) -> anyhow::Result<ExitCode> {
    if args.text_out.is_some() && args.read.pages.len() > 1 {
        return Err(Usage("--text-out belongs to one page".to_owned()).into());
    }
    let mut extractor = Extractor::default();
    if let Some(actors) = actors(args.read.actors.as_deref())? {
        extractor = extractor.with_actors(&actors)?;
    }
    for NamedPage { page, .. } in pages::load(&args.read)? {
        let extracted = extractor.extract(&page);
        if let Some(file) = &args.text_out {
            std::fs::write(file, &extracted.text)
                .with_context(|| format!("cannot write {}", file.display()))?;
        }
        let mut out = String::new();
        for line in &extracted.lines {
            out.push_str(&serde_json::to_string(line)?);
            out.push('\n');
        }
        print::data(&out)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads pages into a case.
pub(super) fn ingest(args: &IngestArgs) -> anyhow::Result<ExitCode> {
    if args.idempotency_key.is_some() && args.read.pages.len() > 1 {
        return Err(Usage("--idempotency-key belongs to one page".to_owned()).into());
    }
    let pages = pages::load(&args.read)?;
    let place = args.case.place()?;
    let ingested = match &place {
        Place::Here => return ingest_here(args, pages),
        Place::There(client) => ingest_there(client, args, pages)?,
    };
    show_ingested(&ingested, args)
}

fn ingest_here(args: &IngestArgs, pages: Vec<NamedPage>) -> anyhow::Result<ExitCode> {
    let mut desk = with_actors(case::open(&args.case, Some(&args.by))?, &args.read)?;
    let options = IngestOptions {
        reread: if args.reread { Reread::Yes } else { Reread::No },
        dry_run: args.dry_run,
        key: args.idempotency_key.clone(),
    };
    let ingested = ingest_all(&mut desk, pages, &options)?;
    let code = show_ingested(&ingested, args)?;
    sign_on_close(&mut desk);
    Ok(code)
}

/// Sends pages to a server one after another. What each led to comes back as data, since one answer tells
/// of them all.
fn ingest_there(
    client: &Client,
    args: &IngestArgs,
    pages: Vec<NamedPage>,
) -> anyhow::Result<Ingested> {
    if args.read.actors.is_some() {
        let why = "--actors is read into a desk that has the case to itself: end the server first";
        return Err(Elsewhere::because(why).into());
    }
    let mut ingested = Ingested::default();
    for NamedPage { name, page } in pages {
        let target =
            Target::of(&["ingest"]).flag("reread", args.reread).flag("dry_run", args.dry_run);
        let post = Post::of(client, Some(&args.by), args.idempotency_key.as_ref());
        let page = send_page(post, target, &name, &page)?;
        ingested.events += page.events;
        ingested.pages.push(page);
    }
    Ok(ingested)
}

/// Sends a page to a server. What it led to comes back as data.
pub(super) fn send_page(
    post: Post<'_>,
    target: Target,
    name: &str,
    page: &Page,
) -> anyhow::Result<PageIngested> {
    let captured = page.captured_at.map(|(moment, _)| time_text(moment.at));
    let target = target
        .form("json")
        .with("name", name)
        .maybe("url", page.url.as_ref())
        .maybe("final_url", page.final_url.as_ref())
        .maybe("source", page.source.as_ref())
        .maybe("captured_at", captured);
    let media = page.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let media = media.map(|(_, media)| media.as_str());
    let message = to_message(page);
    let (media, body) = match &message {
        Some(message) => (Some(HTTP_MESSAGE), message),
        None => (media, &page.bytes),
    };
    let told = post.send(target, media, &mut body.as_slice())?;
    serde_json::from_slice(&told.bytes()?).context("this is no answer to a page")
}

fn show_ingested(ingested: &Ingested, args: &IngestArgs) -> anyhow::Result<ExitCode> {
    tell_faults(ingested);
    let style = Style { format: args.format, width: print::width(), ..Style::default() };
    print::data(&counterclaim_report::render(ingested, style)?)?;
    Ok(ExitCode::SUCCESS)
}

/// Ingests pages one after another, with progress where somebody watches.
pub(super) fn ingest_all(
    desk: &mut Desk,
    pages: Vec<NamedPage>,
    options: &IngestOptions,
) -> anyhow::Result<Ingested> {
    let watched = print::is_watched() && pages.len() > 1;
    let bar = if watched {
        indicatif::ProgressBar::new(pages.len() as u64)
    } else {
        indicatif::ProgressBar::hidden()
    };
    let mut ingested = Ingested::default();
    for NamedPage { name, page } in pages {
        let page = desk.ingest(&name, &page, options)?;
        ingested.events += page.events;
        ingested.pages.push(page);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(ingested)
}

fn tell_faults(ingested: &Ingested) {
    for page in &ingested.pages {
        page.faults.iter().for_each(|fault| print::note(&format!("{}: {fault}", page.page)));
    }
}

fn with_actors(desk: Desk, read: &ReadArgs) -> anyhow::Result<Desk> {
    match actors(read.actors.as_deref())? {
        Some(actors) => Ok(desk.with_actors(&actors)?),
        None => Ok(desk),
    }
}

/// Reads the file with a person's own actors, if there is one.
pub(super) fn actors(file: Option<&std::path::Path>) -> anyhow::Result<Option<String>> {
    let read_file = |file: &std::path::Path| {
        std::fs::read_to_string(file)
            .with_context(|| format!("cannot read actors file {}", file.display()))
    };
    file.map(read_file).transpose()
}
