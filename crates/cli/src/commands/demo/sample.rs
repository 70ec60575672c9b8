//! The demo: the shipped sample pages into a fresh case on disk; then the brief, or the pages to look at.

use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use counterclaim_desk::Zone;
use counterclaim_desk::{Desk, Identity, IngestOptions, Page, Question, SystemRim};
use counterclaim_report::{Format, Length, Style};

use super::super::read::ingest_all;
use super::super::serve::serve_desk;
use super::story;
use crate::args::{CaseArgs, ServeArgs};
use crate::pages::NamedPage;
use crate::print;

/// The sample pages: invented states, people and outlets. FICTION, and marked so in each file.
const PAGES: [(&str, &[u8]); 2] = [
    ("harbour-wire-live.txt", include_bytes!("../../../../../data/sample/harbour-wire-live.txt")),
    (
        "aldmoor-bulletin-live.html",
        include_bytes!("../../../../../data/sample/aldmoor-bulletin-live.html"),
    ),
];
const FICTION: &str = "FICTION: the states, people and outlets of this sample are invented.";
const ACTORS: &str = include_str!("../../../../../data/sample/actors.toml");

/// Reads the sample pages into a case, kept in `keep` or thrown away, and prints the brief.
pub(crate) fn demo(keep: Option<&Path>) -> anyhow::Result<ExitCode> {
    in_case(keep, |dir| {
        let brief = read(dir)?.brief(Question::default(), None)?;
        let style = Style { format: Format::Markdown, zone: Zone::default(), width: None };
        print::note(FICTION);
        print::data(&counterclaim_report::brief(&brief, style, Length::Full)?)?;
        Ok(ExitCode::SUCCESS)
    })
}

/// Reads the sample pages, does with them what a desk would have done, and serves the case.
pub(crate) fn serve(keep: Option<&Path>, listen: SocketAddr) -> anyhow::Result<ExitCode> {
    in_case(keep, |dir| {
        let mut desk = read(dir)?;
        story::tell(&mut desk)?;
        print::note(FICTION);
        let args = ServeArgs {
            listen,
            hosts: Vec::new(),
            log: false,
            by: Some("you".to_owned()),
            case: CaseArgs {
                case: dir.to_owned(),
                token_file: None,
                #[cfg(feature = "cluster")]
                cluster: crate::args::cluster::ClusterArgs::default(),
            },
        };
        serve_desk(desk, &args)
    })
}

/// Lets `work` have a directory for the case: `keep`, or one that is thrown away.
fn in_case(
    keep: Option<&Path>,
    work: impl FnOnce(&Path) -> anyhow::Result<ExitCode>,
) -> anyhow::Result<ExitCode> {
    let scratch = std::env::temp_dir().join(format!("counterclaim-demo-{}", std::process::id()));
    let dir = keep.unwrap_or(&scratch);
    let result = work(dir);
    if keep.is_none() {
        std::fs::remove_dir_all(&scratch)
            .with_context(|| format!("cannot remove {}", scratch.display()))?;
    } else {
        print::note(&format!("the case is kept: counterclaim queue --case {}", dir.display()));
    }
    result
}

/// Reads the sample pages into a fresh case.
fn read(dir: &Path) -> anyhow::Result<Desk> {
    let desk =
        Desk::create(dir, "Demo (fiction)", None, Box::new(SystemRim), Identity::analyst("demo"))?;
    let mut desk = desk.with_actors(ACTORS)?;
    let page = |(name, bytes): &(&str, &[u8])| NamedPage {
        name: (*name).to_owned(),
        page: Page { bytes: bytes.to_vec(), ..Page::default() },
    };
    ingest_all(&mut desk, PAGES.iter().map(page).collect(), &IngestOptions::default())?;
    Ok(desk)
}
