//! Labels of the case's own defeat graph, by whoever can label such a graph. All are handed the same numbered
//! nodes and attacks, and must find the same.

use std::fmt::Write as _;
use std::process::Command;

use counterclaim_graph::{ClaimsGraph, Label, Parameters, grounded_labels};
use counterclaim_model::{Clock, Count};

use crate::sample::timed;
use crate::solver::text;
use crate::whole::case::each;
use crate::whole::peers::python;
use crate::whole::row::{OURS, Row};
use crate::whole::run::Bench;
use crate::whole::turns::{Subject, in_turn};

const WORK: &str = "labels of the defeat graph";

/// The same with the reading of a file, as a process, since the solver is one.
const PROCESS: &str = "labels of the defeat graph, from a file, a process";

/// The solver, unless the environment names another.
const SOLVER: &str = "scalop";

/// Measures labelling.
pub(crate) fn labels(bench: &Bench<'_>) -> anyhow::Result<Vec<Row>> {
    let claims = Some(bench.case.claims);
    let (nodes, attacks) = graph(bench)?;
    let mut lines = format!("{nodes}\n");
    for (from, to) in &attacks {
        writeln!(lines, "{from} {to}")?;
    }
    let (plain, apx) = (bench.path("graph.txt"), bench.path("graph.apx"));
    std::fs::write(&plain, lines)?;
    std::fs::write(&apx, text(nodes, &attacks))?;
    let held = |labels: &[Label]| labels.iter().filter(|label| **label == Label::In).count();
    let expected = held(&grounded_labels(nodes, attacks.clone()));
    let ours = |_: usize| {
        let attacks = attacks.clone();
        let (time, labels) = timed(|| grounded_labels(nodes, attacks));
        anyhow::ensure!(held(&labels) == expected, "labels change from run to run");
        Ok(time)
    };
    let mut subjects = vec![Subject::new(OURS, None, ours)];
    let python = bench.asked.python.as_str();
    let mut missing = Vec::new();
    match python::version(python, "networkx") {
        Ok(_) => subjects.push(Subject::new("networkx", None, |_| {
            let (time, found) = python::labels(python, &plain)?;
            anyhow::ensure!(found == expected, "networkx holds {found}, ours {expected}");
            Ok(time)
        })),
        Err(why) => missing.push(Row::not_run(claims, WORK, "networkx", &why)),
    }
    let mut rows = in_turn(claims, WORK, bench.asked.repeats, false, subjects)?;
    rows.extend(missing);
    rows.extend(processes(bench, &apx)?);
    Ok(rows)
}

fn processes(bench: &Bench<'_>, apx: &std::path::Path) -> anyhow::Result<Vec<Row>> {
    let claims = Some(bench.case.claims);
    let solver = std::env::var("SCALOP").unwrap_or_else(|_| SOLVER.to_owned());
    if Command::new(&solver).arg("--version").output().is_err() {
        let why = "scalop is not installed (cargo install scalop --features iccma)";
        return Ok(vec![Row::not_run(claims, PROCESS, SOLVER, why)]);
    }
    let own = std::env::current_exe()?;
    let ran = |command: &mut Command| {
        let (time, output) = timed(|| command.output());
        anyhow::ensure!(output?.status.success(), "a solver failed");
        Ok(time)
    };
    let theirs = ["solve", "--logging-level", "off", "-p", "SE-GR", "-r", "apx", "-f"];
    let subjects = vec![
        Subject::new(OURS, None, |_| ran(Command::new(&own).arg("grounded").arg(apx))),
        Subject::new(SOLVER, None, |_| ran(Command::new(&solver).args(theirs).arg(apx))),
    ];
    in_turn(claims, PROCESS, bench.asked.repeats, true, subjects)
}

/// Returns the number of nodes and the attacks among them.
fn graph(bench: &Bench<'_>) -> anyhow::Result<(usize, Vec<(u32, u32)>)> {
    let mut graph = ClaimsGraph::default();
    each(&bench.case.dir, &mut |recorded| {
        graph.apply(recorded);
        Ok(())
    })?;
    let weighed = graph.weigh(Clock::NOW, Count::Checked, &Parameters::default());
    let nodes: Vec<_> = weighed.labels().into_keys().collect();
    let number = |node| nodes.binary_search(node).ok().map(|number| number as u32);
    let attacks = weighed.defeat_graph();
    let attacks = attacks.iter().filter_map(|(from, to)| number(from).zip(number(to))).collect();
    Ok((nodes.len(), attacks))
}
