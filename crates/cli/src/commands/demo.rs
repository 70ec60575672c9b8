//! The demo: the shipped sample pages into a fresh case on disk, then the brief.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use counterclaim_desk::Zone;
use counterclaim_desk::{Desk, Identity, IngestOptions, Page, Question, SystemRim};
use counterclaim_report::{Format, Length, Style};

use super::read::ingest_all;
use crate::pages::NamedPage;
use crate::print;

/// The sample pages: invented states, people and outlets. FICTION, and marked so in each file.
const PAGES: [(&str, &[u8]); 2] = [
    ("harbour-wire-live.txt", include_bytes!("../../../../data/sample/harbour-wire-live.txt")),
    (
        "aldmoor-bulletin-live.html",
        include_bytes!("../../../../data/sample/aldmoor-bulletin-live.html"),
    ),
];
const ACTORS: &str = include_str!("../../../../data/sample/actors.toml");

/// Reads the sample pages into a case, kept in `keep` or thrown away, and prints the brief.
pub(super) fn demo(keep: Option<&Path>) -> anyhow::Result<ExitCode> {
    let scratch = std::env::temp_dir().join(format!("counterclaim-demo-{}", std::process::id()));
    let dir = keep.unwrap_or(&scratch);
    let result = run(dir);
    if keep.is_none() {
        std::fs::remove_dir_all(&scratch)
            .with_context(|| format!("cannot remove {}", scratch.display()))?;
    } else {
        print::note(&format!("the case is kept: counterclaim queue --case {}", dir.display()));
    }
    result
}

fn run(dir: &Path) -> anyhow::Result<ExitCode> {
    let desk =
        Desk::create(dir, "Demo (fiction)", None, Box::new(SystemRim), Identity::analyst("demo"))?;
    let mut desk = desk.with_actors(ACTORS)?;
    let page = |(name, bytes): &(&str, &[u8])| NamedPage {
        name: (*name).to_owned(),
        page: Page { bytes: bytes.to_vec(), ..Page::default() },
    };
    ingest_all(&mut desk, PAGES.iter().map(page).collect(), &IngestOptions::default())?;
    let brief = desk.brief(Question::default(), None)?;
    let style = Style { format: Format::Markdown, zone: Zone::default(), width: None };
    print::note("FICTION: the states, people and outlets of this sample are invented.");
    print::data(&counterclaim_report::brief(&brief, style, Length::Full)?)?;
    Ok(ExitCode::SUCCESS)
}
