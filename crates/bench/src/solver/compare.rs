//! Runs both programs on the same files: generated claims graphs compiled to defeat graphs, and plain
//! random ones. The solver is `scalop` (GPL: a program that is run, never a part of this one).

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use counterclaim_graph::{ClaimsGraph, Parameters};
use counterclaim_model::{Clock, Count};

use super::apx::text;
use crate::arguments::Options;
use crate::chance::Chance;
use crate::graph::World;
use crate::sample::{Sample, timed, told};
use crate::table::Table;

const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];

/// The program, unless the environment names another.
const SOLVER: &str = "scalop";

/// Compares extensions and times; a difference ends the run.
pub(crate) fn run(options: &Options) -> anyhow::Result<Vec<Table>> {
    let solver = std::env::var("SCALOP").unwrap_or_else(|_| SOLVER.to_owned());
    let columns =
        ["graph", "arguments", "attacks", "in", "ours, whole process", "scalop", "ours is faster"];
    let mut table = Table::new("Grounded extensions against an independent solver", &columns);
    let folder = std::env::temp_dir().join(format!("counterclaim-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let compared = compare_all(options, &solver, &folder, &mut table);
    std::fs::remove_dir_all(&folder)?;
    compared?;
    Ok(vec![table])
}

fn compare_all(
    options: &Options,
    solver: &str,
    folder: &Path,
    table: &mut Table,
) -> anyhow::Result<()> {
    let path = folder.join("graph.apx");
    for size in options.claims.map_or(SIZES.to_vec(), |size| vec![size]) {
        for (name, (arguments, attacks)) in
            [("claims", of_claims(size, options.seed)), ("random", random(size, options.seed))]
        {
            std::fs::write(&path, text(arguments, &attacks))?;
            let own = std::env::current_exe()?;
            let ours = || Command::new(&own).arg("grounded").arg(&path).output();
            let theirs = || {
                let solve = ["solve", "--logging-level", "off", "-p", "SE-GR", "-r", "apx", "-f"];
                Command::new(solver).args(solve).arg(&path).output()
            };
            let (own, found) = several(options.repeats, ours).context("our own process")?;
            let (other, expected) = several(options.repeats, theirs)
                .with_context(|| format!("{solver} (cargo install scalop --features iccma)"))?;
            ensure!(found == expected, "{name} graph of {size}: the extensions differ");
            let times = other.median().as_secs_f64() / own.median().as_secs_f64().max(1e-9);
            table.row([
                name.to_owned(),
                arguments.to_string(),
                attacks.len().to_string(),
                found.len().to_string(),
                told(own.median()),
                told(other.median()),
                format!("{times:.1} times"),
            ]);
        }
    }
    Ok(())
}

/// Runs a program several times; returns the times and the extension it printed.
fn several(
    repeats: usize,
    run: impl Fn() -> std::io::Result<std::process::Output>,
) -> anyhow::Result<(Sample, BTreeSet<String>)> {
    let (mut times, mut extension) = (Vec::<Duration>::new(), BTreeSet::new());
    for _ in 0..repeats {
        let (time, output) = timed(&run);
        let output = output?;
        if !output.status.success() {
            bail!("it failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        times.push(time);
        let printed = String::from_utf8(output.stdout)?;
        let list = printed.trim().strip_prefix('[').and_then(|list| list.strip_suffix(']'));
        let list = list.context("it printed no list of arguments in square brackets")?;
        extension = list.split(',').map(|name| name.trim().to_owned()).collect();
    }
    Ok((Sample::of(times), extension))
}

/// A generated case, folded, weighed and exported, of about as many arguments.
fn of_claims(arguments: usize, seed: u64) -> (usize, Vec<(u32, u32)>) {
    let (mut world, mut events) = World::new(seed, arguments * 3 / 5);
    let mut graph = ClaimsGraph::default();
    loop {
        events.iter().for_each(|recorded| graph.apply(recorded));
        let Some(next) = world.matter() else { break };
        events = next;
    }
    let weighed = graph.weigh(Clock::NOW, Count::Checked, &Parameters::default());
    let nodes: Vec<_> = weighed.labels().into_keys().collect();
    let number = |node| nodes.binary_search(node).ok().map(|number| number as u32);
    let attacks = weighed.defeat_graph();
    let attacks = attacks.iter().filter_map(|(from, to)| number(from).zip(number(to))).collect();
    (nodes.len(), attacks)
}

/// Attacks between any two, 1.2 for each argument.
fn random(arguments: usize, seed: u64) -> (usize, Vec<(u32, u32)>) {
    let mut chance = Chance::from_seed(seed);
    let mut any = || chance.below(arguments) as u32;
    let attacks = (0..arguments * 6 / 5).map(|_| (any(), any()));
    (arguments, attacks.filter(|(from, to)| from != to).collect())
}
