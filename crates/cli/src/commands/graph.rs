//! Commands that ask the claims graph: standing, and the graph in other tools' formats.

use std::fs::File;
use std::io::{Read, Write as _};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use counterclaim_desk::{ScoreKind, standing_by_name};

use counterclaim_web::client::Target;

use super::ask::ask;
use super::case::open_to_read;
use crate::args::{Ask, GraphArgs, StandingArgs};
use crate::place::{Place, print_told};
use crate::print;

/// Where claims stand, in a case or in a graph given by names.
pub(super) fn standing(args: &StandingArgs) -> anyhow::Result<ExitCode> {
    if let Some(file) = &args.graph {
        return standing_of(file, args.score.map(|score| score.kind()));
    }
    let asked = args.ask()?;
    let (claims, matching) = (&args.claims, args.matching.as_deref());
    let target = Target::of(&["whole", "standing"]).each("claim", claims).maybe("where", matching);
    ask(&asked, target, |desk, question| desk.standings(claims, matching, question))
}

/// One object in, one object out, on one line; a graph may have a million claims.
fn standing_of(file: &Path, score: Option<ScoreKind>) -> anyhow::Result<ExitCode> {
    let mut json = Vec::new();
    if file == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut json).context("cannot read standard input")?;
    } else {
        let mut file_in =
            File::open(file).with_context(|| format!("cannot open graph {}", file.display()))?;
        file_in
            .read_to_end(&mut json)
            .with_context(|| format!("cannot read graph {}", file.display()))?;
    }
    let found = standing_by_name(&json, score)?;
    print::stream(|out| {
        serde_json::to_writer(&mut *out, &found)?;
        writeln!(out)?;
        Ok(out.flush()?)
    })?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn matrix(asked: &Ask) -> anyhow::Result<ExitCode> {
    ask(asked, Target::of(&["whole", "matrix"]), |desk, question| Ok(desk.matrix(question)))
}

pub(super) fn versions(matter: &str, asked: &Ask) -> anyhow::Result<ExitCode> {
    let target = Target::of(&["whole", "versions", matter]);
    ask(asked, target, |desk, question| desk.versions(matter, question))
}

/// The claims graph in one of the formats of other tools.
pub(super) fn graph(args: &GraphArgs) -> anyhow::Result<ExitCode> {
    if let Place::There(client) = args.case.place()? {
        let target = Target::of(&["whole", "graph"]).form(args.format.name());
        let target = args.when.on(target).maybe("tz", args.when.zone());
        return print_told(client.get(&target)?);
    }
    let desk = open_to_read(&args.case)?;
    let graph = desk.graph(args.when.question());
    let text = counterclaim_report::graph(&graph, args.format, args.when.tz)?;
    print::note(&counterclaim_report::clocks(&graph.asked, args.when.tz));
    if graph.unchecked_claims + graph.unchecked_links > 0 {
        print::note(&format!(
            "not in it, since unchecked: {} claims, {} links; --count all takes them in",
            graph.unchecked_claims, graph.unchecked_links
        ));
    }
    if args.format.is_for_solvers() {
        print::note(counterclaim_report::argument_names(&graph).trim_end());
    }
    print::data(&text)?;
    Ok(ExitCode::SUCCESS)
}
