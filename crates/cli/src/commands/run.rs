//! Hands each command to the file that carries it out.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use clap::CommandFactory;

use super::{
    ask, case, change, change_actor, change_claim, demo, export, graph, import, life, mcp, proof,
    queue, read, report, serve, since, token, watch,
};
use crate::args::{Arguments, Subcommand};
use crate::print;

/// Carries out a command.
///
/// # Errors
/// Whatever kept it from being done; nothing of a refused change was recorded.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    match &arguments.command {
        Subcommand::Demo { keep, serve: true, listen } => demo::serve(keep.as_deref(), *listen),
        Subcommand::Demo { keep, serve: false, .. } => demo::demo(keep.as_deref()),
        Subcommand::Brief(args) => read::brief(args),
        Subcommand::Extract(args) => read::extract(args),
        Subcommand::Init {
            dir,
            title,
            origin,
            no_key,
            write,
            #[cfg(feature = "cluster")]
            cluster,
        } => {
            let key = if *no_key { case::Key::None } else { case::Key::Fresh };
            let (title, origin) = (title.as_deref(), origin.as_deref());
            let new = case::NewCase {
                dir,
                title,
                origin,
                key,
                #[cfg(feature = "cluster")]
                cluster,
            };
            case::init(&new, write)
        }
        #[cfg(feature = "cluster")]
        Subcommand::Cluster(command) => crate::cluster::run(command),
        #[cfg(feature = "cluster")]
        Subcommand::Case(command) => crate::cluster::of_case(command),
        Subcommand::Ingest(args) => read::ingest(args),
        Subcommand::Watch(args) => watch::watch(args),
        Subcommand::Propose { file, case, write } => change::propose(file, case, write),
        Subcommand::Queue(args) => queue::queue(args),
        Subcommand::Claim(change) => change_claim::claim(change),
        Subcommand::Finding(change) => change_claim::finding(change),
        Subcommand::Link(change) => change_claim::link(change),
        Subcommand::Actor(change) => change_actor::actor(change),
        Subcommand::Source(change) => change_actor::source(change),
        Subcommand::Matter(change) => change_actor::matter(change),
        Subcommand::Review(change) => change_claim::review(change),
        Subcommand::Note(change) => change_claim::note(change),
        Subcommand::Comment(change) => change_claim::comment(change),
        Subcommand::View { actor, ask } => ask::view(actor, ask),
        Subcommand::Compare { parties, matter, ask } => {
            ask::compare(parties, matter.as_deref(), ask)
        }
        Subcommand::Contradictions(ask) => ask::contradictions(ask),
        Subcommand::Timeline(ask) => ask::timeline(ask),
        Subcommand::Figures(ask) => ask::figures(ask),
        Subcommand::Unanswered { party, ask } => ask::unanswered(party, ask),
        Subcommand::Standing(args) => graph::standing(args),
        Subcommand::Graph(args) => graph::graph(args),
        Subcommand::Matrix(ask) => graph::matrix(ask),
        Subcommand::Versions { matter, ask } => graph::versions(matter, ask),
        Subcommand::Search { query, ask } => ask::search(query, ask),
        Subcommand::Changes(args) => since::changes(args),
        Subcommand::Diff(args) => since::diff(args),
        Subcommand::Cite { claim, ask } => ask::cite(claim, ask),
        Subcommand::Report(args) => report::report(args),
        Subcommand::VerifyReport(args) => report::verify(args),
        Subcommand::Log { after, follow: false, ask } => ask::log(*after, ask),
        Subcommand::Log { after, follow: true, ask } => ask::follow(*after, ask),
        Subcommand::Verify(args) => life::verify(args),
        Subcommand::Backup(args) => life::backup(args),
        Subcommand::Restore(args) => life::restore(args),
        Subcommand::Rebuild(form) => life::rebuild(form),
        Subcommand::Doctor(form) => life::doctor(form),
        Subcommand::Erase(args) => life::erase(args),
        Subcommand::Checkpoint(args) => proof::checkpoint(args),
        Subcommand::Prove(args) => proof::prove(args),
        Subcommand::VerifyProof(args) => proof::verify_proof(args),
        Subcommand::Export(args) => export::export(args),
        Subcommand::Import(args) => import::import(args),
        Subcommand::Serve(args) => serve::serve(args),
        Subcommand::Mcp(args) => mcp::mcp(args),
        Subcommand::Token(change) => token::token(change),
        Subcommand::Schema { of } => {
            print::data(of.schema().text())?;
            Ok(ExitCode::SUCCESS)
        }
        Subcommand::Completions { shell } => completions(*shell),
        Subcommand::Man { dir } => manual(dir),
    }
}

fn completions(shell: clap_complete::Shell) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "counterclaim", &mut script);
    print::data(&String::from_utf8_lossy(&script))?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a page for the program and one for each of its commands, with the commands below them.
fn manual(dir: &Path) -> anyhow::Result<ExitCode> {
    std::fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    let mut command = Arguments::command();
    command.build();
    clap_mangen::generate_to(command, dir)
        .with_context(|| format!("cannot write manual pages into {}", dir.display()))?;
    Ok(ExitCode::SUCCESS)
}
