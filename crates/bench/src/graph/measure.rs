//! What is measured of a claims graph, size by size: the fold, labels and standing of everything, lines,
//! single edits, and the memory all that takes.

use std::time::Duration;

use counterclaim_graph::{ClaimsGraph, Parameters, Weighed};
use counterclaim_model::{Clock, Count};

use super::world::{Edit, World};
use crate::arguments::Options;
use crate::machine::{forget_peak, mib, peak, resident};
use crate::sample::{Sample, clocked, repeated, timed, told};
use crate::table::Table;

const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];

/// Edits of each kind.
const EDITS: usize = 1_000;

/// Up to this size every standing is told whole too.
const WHOLE: usize = 100_000;

/// One size, measured.
struct Measured {
    claims: usize,
    /// Rows in the order in which they are printed: what, against which target, how much.
    rows: Vec<(String, &'static str, String)>,
    /// What should grow no faster than the case.
    growing: Vec<(&'static str, Duration)>,
}

/// Measures one size after the other, the smallest first: what a run leaves with the allocator must not
/// count for the next.
pub(crate) fn run(options: &Options) -> anyhow::Result<Vec<Table>> {
    let sizes = options.claims.map_or(SIZES.to_vec(), |claims| vec![claims]);
    let measured: Vec<Measured> = sizes.iter().map(|claims| measure(*claims, options)).collect();
    let mut tables: Vec<Table> = measured.iter().map(Measured::table).collect();
    tables.extend(slopes(&measured));
    Ok(tables)
}

impl Measured {
    fn row(&mut self, what: &str, target: &'static str, value: String) {
        self.rows.push((what.to_owned(), target, value));
    }

    /// Targets hold for a million claims; they stand beside the other sizes for comparison.
    fn table(&self) -> Table {
        let title = format!("Claims graph of {}", self.claims);
        let mut table = Table::new(&title, &["what", "target at 1000000", "value"]);
        for (what, target, value) in &self.rows {
            table.row([what.clone(), (*target).to_owned(), value.clone()]);
        }
        table
    }
}

fn measure(claims: usize, options: &Options) -> Measured {
    forget_peak();
    let mut measured = Measured { claims, rows: Vec::new(), growing: Vec::new() };
    let (mut world, mut graph) = fold(claims, options, &mut measured);
    let parameters = Parameters::default();
    let weigh = || graph.weigh(Clock::NOW, Count::Checked, &parameters);
    let everything = || {
        let weighed = weigh();
        weighed.disputes().filter(|(_, dispute)| dispute.is_some()).count()
    };
    let sample = repeated(options.repeats, everything);
    measured.growing.push(("standing of everything", sample.median()));
    measured.row("standing of everything (least / median / most)", "1 s", sample.told());
    let (_, once, _) = clocked(everything);
    measured.row("the same, once", "", once);
    let weighed = weigh();
    lines(&weighed, &mut measured);
    if claims <= WHOLE {
        let (time, standings) = timed(|| weighed.standings());
        let value = format!("{} for {}", told(time), standings.len());
        measured.row("whole standings with their reasons", "", value);
    }
    drop(weighed);
    let (_, spent, ()) = clocked(|| graph.settle());
    measured.row("first labels at the head", "", spent);
    edits(&mut world, &mut graph, &mut measured);
    let kept = same_labels(&mut graph);
    measured.row("labels kept that differ from labels found anew", "0", kept);
    measured.row("memory at the peak", "1536 MiB", mib(peak()));
    measured
}

/// Feeds a generated case in, matter by matter; generating is not timed.
fn fold(claims: usize, options: &Options, measured: &mut Measured) -> (World, ClaimsGraph) {
    let before = resident();
    let (mut world, first) = World::new(options.seed, claims);
    let (mut graph, mut time) = (ClaimsGraph::default(), Duration::ZERO);
    let mut next = Some(first);
    while let Some(events) = next {
        time += timed(|| events.iter().for_each(|recorded| graph.apply(recorded))).0;
        next = world.matter();
    }
    measured.growing.push(("fold", time));
    measured.row("events", "", world.events().to_string());
    measured.row("events that surprised the fold", "0", graph.surprises().len().to_string());
    measured.row("fold of all events", "", told(time));
    let held = resident().zip(before).map(|(now, before)| now - before);
    measured.row("memory of the fold, generator included", "", mib(held));
    (world, graph)
}

fn lines(weighed: &Weighed, measured: &mut Measured) {
    let all = weighed.disputes().map(|(claim, _)| claim);
    let asked: Vec<_> = all.filter(|claim| weighed.confirmers(*claim) >= 2).collect();
    let (time, spent, lines) = clocked(|| {
        let lines = asked.iter().filter_map(|claim| weighed.lines_of(*claim));
        lines.map(|count| count.lines_for).sum::<usize>()
    });
    measured.growing.push(("lines", time));
    let value = format!("{spent}, for {} claims, {lines} lines", asked.len());
    measured.row("lines of all claims with 2 confirmers or more", "10 s", value);
    measured.row("memory with one weighing", "", mib(resident()));
}

/// Times single edits, each until the label of a claim it may change is told.
fn edits(world: &mut World, graph: &mut ClaimsGraph, measured: &mut Measured) {
    let mut all = Vec::new();
    for edit in Edit::ALL {
        let times: Vec<Duration> = (0..EDITS)
            .map(|_| {
                let (recorded, asked) = world.edit(edit);
                let edit = || {
                    graph.apply(&recorded);
                    graph.dispute(asked)
                };
                timed(edit).0
            })
            .collect();
        all.extend(&times);
        measured.row(&format!("label after an edit: {edit:?}"), "", quantiles(times));
    }
    measured.row("label after any edit (median / p99 / worst)", "p99 1 ms", quantiles(all));
}

fn quantiles(times: Vec<Duration>) -> String {
    let sample = Sample::of(times);
    let [median, p99] = [0.5, 0.99].map(|share| told(sample.quantile(share)));
    format!("{median} / {p99} / {}", told(sample.most()))
}

/// Counts the labels that the edits left different from those of a new weighing.
fn same_labels(graph: &mut ClaimsGraph) -> String {
    let weighed = graph.weigh(Clock::NOW, Count::Checked, &Parameters::default());
    let found: Vec<_> = weighed.disputes().collect();
    drop(weighed);
    let differ = found.iter().filter(|(claim, found)| graph.dispute(*claim) != *found).count();
    format!("{differ} of {}", found.len())
}

/// From the smallest to the largest size: 1 is linear growth.
fn slopes(measured: &[Measured]) -> Option<Table> {
    let (first, last) = (measured.first()?, measured.last().filter(|_| measured.len() > 1)?);
    let title = format!("Growth from {} to {}", first.claims, last.claims);
    let mut table = Table::new(&title, &["what", "exponent (1 is linear)"]);
    let times = last.claims as f64 / first.claims as f64;
    for ((what, small), (_, large)) in first.growing.iter().zip(&last.growing) {
        let grown = large.as_secs_f64() / small.as_secs_f64().max(1e-9);
        table.row([(*what).to_owned(), format!("{:.2}", grown.ln() / times.ln())]);
    }
    Some(table)
}
