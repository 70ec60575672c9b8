//! Measures the house against its targets: `counterclaim-bench WORKLOAD [options]`.
//!
//! A workload is a module with one function from [`Options`] to [`Table`]s; adding
//! one means adding a row to [`WORKLOADS`]. What they share lives beside this file: chance from a seed
//! (`chance`), repeats and quantiles (`sample`), facts about machine and memory (`machine`), tables in
//! Markdown and JSON (`table`). Nothing here is part of the product, and the default build leaves it out.

mod arguments;
mod attribution;
mod chance;
mod export;
mod graph;
mod load;
mod log;
mod machine;
mod pages;
mod plain;
mod sample;
mod solver;
mod table;
mod whole;

use std::io::Write as _;
use std::process::ExitCode;

use crate::arguments::{Asked, Options};
use crate::table::Table;

/// What the binary itself allocates with: what is measured is what is run.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What can be measured.
struct Workload {
    name: &'static str,
    about: &'static str,
    run: fn(&Options) -> anyhow::Result<Vec<Table>>,
}

const WORKLOADS: &[Workload] = &[
    Workload {
        name: "graph",
        about: "standing, lines and single edits on claims graphs of growing size",
        run: graph::run,
    },
    Workload {
        name: "solver",
        about: "grounded extensions against `scalop`, which must be installed",
        run: solver::run,
    },
    Workload {
        name: "log",
        about: "durable appends beside other stores, threads at one door, large logs",
        run: log::run,
    },
    Workload {
        name: "export",
        about: "claims in every format of rows and of linked data: speed and memory",
        run: export::run,
    },
    Workload {
        name: "pages",
        about: "pages of a large case: each question now and half-way back, and readers beside a writer",
        run: pages::run,
    },
];

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    if let (Some(log::VICTIM), Some(case)) = (words.next().as_deref(), words.next()) {
        return log::be_killed(case.as_ref())
            .map_or_else(|error| complain(&error.to_string()), |()| ExitCode::SUCCESS);
    }
    let own = match std::env::args().nth(1).as_deref() {
        Some(whole::CHILD) => Some(whole::alone(std::env::args_os().skip(2))),
        Some("all") => Some(whole::run(std::env::args().skip(2))),
        Some("load") => Some(load::run(std::env::args().skip(2))),
        Some("attribution") => Some(attribution::run(std::env::args().skip(2))),
        Some("train-attribution") => Some(attribution::train(std::env::args().skip(2))),
        _ => None,
    };
    match own {
        Some(Ok(printed)) => return say(&printed),
        Some(Err(error)) => return complain(&format!("error: {error:#}")),
        None => {}
    }
    match arguments::read(std::env::args().skip(1)) {
        Ok(Asked::Help) => say(&help()),
        Ok(Asked::Grounded(path)) => match solver::grounded(&path) {
            Ok(extension) => say(&extension),
            Err(error) => complain(&format!("error: {error:#}")),
        },
        Ok(Asked::Run { workload, options }) => match run(&workload, &options) {
            Ok(printed) => say(&printed),
            Err(error) => complain(&format!("error: {error:#}")),
        },
        Err(error) => complain(&format!("error: {error}\n\n{}", help())),
    }
}

fn run(workload: &str, options: &Options) -> anyhow::Result<String> {
    let chosen: Vec<&Workload> = WORKLOADS.iter().filter(|w| w.name == workload).collect();
    anyhow::ensure!(!chosen.is_empty(), "no workload is called {workload:?}\n\n{}", help());
    let mut tables = vec![machine::facts(options)];
    for workload in chosen {
        tables.extend((workload.run)(options)?);
    }
    if let Some(path) = &options.json {
        let json = serde_json::to_string_pretty(&table::json(&tables))?;
        std::fs::write(path, json + "\n")?;
    }
    Ok(tables.iter().map(Table::markdown).collect::<Vec<_>>().join("\n"))
}

fn help() -> String {
    let mut help = String::from(arguments::USAGE);
    help.push_str("\nWith options of its own:\n");
    help.push_str(whole::USAGE);
    help.push_str(attribution::USAGE);
    help.push_str(attribution::TRAIN_USAGE);
    help.push_str(load::USAGE);
    help.push_str("\nWorkloads:\n");
    for Workload { name, about, .. } in WORKLOADS {
        help.push_str(&format!("  {name:<8} {about}\n"));
    }
    help
}

/// Prints what was asked for. A reader that stops listening is no failure.
fn say(text: &str) -> ExitCode {
    let _ = writeln!(std::io::stdout().lock(), "{}", text.trim_end());
    ExitCode::SUCCESS
}

fn complain(text: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr().lock(), "{}", text.trim_end());
    ExitCode::from(2)
}
