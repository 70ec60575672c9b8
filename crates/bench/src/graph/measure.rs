//! What is measured of a claims graph, size by size: the fold, the weighing, whole standings.

use counterclaim_graph::{ClaimsGraph, Parameters};
use counterclaim_model::{Clock, Count};

use super::world::{Edit, World};
use crate::arguments::Options;
use crate::machine::{forget_peak, mib, peak, resident};
use crate::sample::{repeated, timed, told};
use crate::table::Table;

const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];

/// Measures one size after the other, the smallest first: what a run leaves with the allocator must not
/// count for the next.
pub(crate) fn run(options: &Options) -> anyhow::Result<Vec<Table>> {
    let sizes = options.claims.map_or(SIZES.to_vec(), |claims| vec![claims]);
    Ok(sizes.into_iter().map(|claims| measure(claims, options)).collect())
}

fn measure(claims: usize, options: &Options) -> Table {
    forget_peak();
    let before = resident();
    let mut table = Table::new(&format!("Claims graph of {claims}"), &["what", "value"]);
    let mut row = |what: &str, value: String| table.row([what.to_owned(), value]);
    let (mut world, first) = World::new(options.seed, claims);
    let (mut graph, mut folding) = (ClaimsGraph::default(), std::time::Duration::ZERO);
    let mut next = Some(first);
    while let Some(events) = next {
        folding += timed(|| events.iter().for_each(|recorded| graph.apply(recorded))).0;
        next = world.matter();
    }
    row("events", world.events().to_string());
    row("surprises", graph.surprises().len().to_string());
    row("fold, all events", told(folding));
    let fold = resident().zip(before).map(|(now, before)| now - before);
    row("memory of the fold (with the generator's ids)", mib(fold));

    let parameters = Parameters::default();
    let weigh = || graph.weigh(Clock::NOW, Count::Checked, &parameters);
    row("weigh (least / median / most)", repeated(options.repeats, weigh).told());
    let weighed = weigh();
    row("memory with one weighing", mib(resident()));
    let (time, standings) = timed(|| weighed.standings());
    row("whole standings of all claims", told(time));
    row("claims with a standing", standings.len().to_string());
    for edit in Edit::ALL {
        let recorded = world.edit(edit);
        let (time, _) = timed(|| {
            graph.apply(&recorded);
            graph.weigh(Clock::NOW, Count::Checked, &parameters)
        });
        row(&format!("labels after one edit: {edit:?}"), told(time));
    }
    row("peak memory", mib(peak()));
    table
}
