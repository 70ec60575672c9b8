//! Commands that tell differences. `diff` ends with 1 where it finds one.

use std::path::Path;
use std::process::ExitCode;

use counterclaim_desk::Desk;
use counterclaim_desk::answers::PieceKind;

use counterclaim_web::client::Target;

use super::ask::{ask, place, show};
use super::case::open_to_read;
use crate::args::{ChangesArgs, DiffArgs, as_of_text};
use crate::pages::{self, NamedPage};
use crate::place::{Place, print_told};
use crate::problem::Usage;

/// What `diff` ends with where it finds a difference.
const DIFFERS: u8 = 1;

pub(super) fn changes(args: &ChangesArgs) -> anyhow::Result<ExitCode> {
    let target = Target::of(&["whole", "changes"]).maybe("since", as_of_text(args.since));
    ask(&args.ask, target, |desk, question| desk.changes(desk.position_of(args.since), question))
}

pub(super) fn diff(args: &DiffArgs) -> anyhow::Result<ExitCode> {
    // A page is held against the files: it is read here, and they are.
    let differs = match is_page(&args.what) {
        true => page(&open_to_read(&args.ask.case)?, args)?,
        false => return post(args),
    };
    Ok(if differs { ExitCode::from(DIFFERS) } else { ExitCode::SUCCESS })
}

/// What can be opened or fetched is a page; anything else is looked for among the posts.
fn is_page(what: &str) -> bool {
    what == "-" || pages::is_address(what) || Path::new(what).is_file()
}

fn post(args: &DiffArgs) -> anyhow::Result<ExitCode> {
    if args.url.is_some() || args.source.is_some() || args.captured_at.is_some() {
        let why =
            format!("{:?} is no file and no address: these options are for a page", args.what);
        return Err(Usage(why).into());
    }
    let between = match args.between.as_deref() {
        Some([from, to]) => Some((*from, *to)),
        Some(_) | None => None,
    };
    if let Place::There(client) = place(&args.ask)? {
        let target = Target::of(&["whole", "posts", &args.what]);
        let target = match between {
            Some((from, to)) => target.with("from", from).with("to", to),
            None => target,
        };
        return print_told(client.get(&args.ask.target(target))?);
    }
    let found = open_to_read(&args.ask.case)?.post(&args.what, between, args.ask.question())?;
    show(&found, &args.ask)?;
    let mut pieces = found.difference.iter().flat_map(|found| &found.pieces);
    let differs = pieces.any(|piece| piece.kind != PieceKind::Same);
    Ok(if differs { ExitCode::from(DIFFERS) } else { ExitCode::SUCCESS })
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
