//! Commands that tell differences. `diff` ends with 1 where it finds one.

use std::path::Path;
use std::process::ExitCode;

use counterclaim_desk::Desk;
use counterclaim_desk::answers::PieceKind;

use super::ask::show;
use super::case::open_to_read;
use crate::args::{ChangesArgs, DiffArgs};
use crate::pages::{self, NamedPage};
use crate::problem::Usage;

pub(super) fn changes(args: &ChangesArgs) -> anyhow::Result<ExitCode> {
    let desk = open_to_read(&args.ask.case)?;
    let since = desk.position_of(args.since);
    show(&desk.changes(since, args.ask.question())?, &args.ask)
}

pub(super) fn diff(args: &DiffArgs) -> anyhow::Result<ExitCode> {
    let desk = open_to_read(&args.ask.case)?;
    let differs = match is_page(&args.what) {
        true => page(&desk, args)?,
        false => post(&desk, args)?,
    };
    Ok(if differs { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// What can be opened or fetched is a page; anything else is looked for among the posts.
fn is_page(what: &str) -> bool {
    what == "-" || pages::is_address(what) || Path::new(what).is_file()
}

fn post(desk: &Desk, args: &DiffArgs) -> anyhow::Result<bool> {
    if args.url.is_some() || args.source.is_some() || args.captured_at.is_some() {
        let why =
            format!("{:?} is no file and no address: these options are for a page", args.what);
        return Err(Usage(why).into());
    }
    let between = match args.between.as_deref() {
        Some([from, to]) => Some((*from, *to)),
        Some(_) | None => None,
    };
    let found = desk.post(&args.what, between, args.ask.question())?;
    show(&found, &args.ask)?;
    let pieces = found.difference.iter().flat_map(|found| &found.pieces);
    Ok(pieces.into_iter().any(|piece| piece.kind != PieceKind::Same))
}

fn page(desk: &Desk, args: &DiffArgs) -> anyhow::Result<bool> {
    if args.between.is_some() {
        return Err(Usage("--between is for the wordings of a post".to_owned()).into());
    }
    let mut differs = false;
    for NamedPage { name, page } in pages::load(&args.read())? {
        let found = desk.page_against_case(&name, &page, args.ask.question())?;
        show(&found, &args.ask)?;
        differs |= !found.posts.is_empty();
    }
    Ok(differs)
}
