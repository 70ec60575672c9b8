//! Where statements stand in a drawing: later statements above those they speak to, statements without
//! links below, rows ordered so that few lines cross. Deterministic, nothing recursive; near linear, so
//! that a large graph is drawn badly rather than slowly.

use std::collections::BTreeMap;

use counterclaim_desk::answers::GraphShown;

/// As many statements stand in a row.
const WIDEST: usize = 6;

/// Sweeps up and down that put neighbours near each other.
const SWEEPS: usize = 4;

/// Row and column of every statement, counted from the top left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// A place for each statement, in their order.
    pub(super) places: Vec<(usize, usize)>,
    /// Rows in use.
    pub(super) rows: usize,
    /// Columns in use.
    pub(super) columns: usize,
}

/// Lays out a graph.
pub(super) fn layout(graph: &GraphShown) -> Layout {
    let count = graph.nodes.len();
    // Statements come in order of publication: the later end of a link stands above the earlier one,
    // whichever way the link points, so that circles need no special care.
    let mut earlier: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut later: Vec<Vec<usize>> = vec![Vec::new(); count];
    for edge in graph.edges.iter().filter(|edge| edge.from != edge.to) {
        let (low, high) = (edge.from.min(edge.to), edge.from.max(edge.to));
        earlier[high].push(low);
        later[low].push(high);
    }
    let mut level = vec![0; count];
    for high in 0..count {
        level[high] = earlier[high].iter().map(|low| level[*low] + 1).max().unwrap_or(0);
    }
    let mut layers: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let is_alone = |node: &usize| earlier[*node].is_empty() && later[*node].is_empty();
    for node in (0..count).filter(|node| !is_alone(node)) {
        layers.entry(level[node]).or_default().push(node);
    }
    let mut layers: Vec<Vec<usize>> = layers.into_values().rev().collect();
    untangle(&mut layers, &earlier, &later);
    layers.push((0..count).filter(is_alone).collect());
    place(&layers, count)
}

/// Orders every layer by where its neighbours stand on average.
fn untangle(layers: &mut [Vec<usize>], earlier: &[Vec<usize>], later: &[Vec<usize>]) {
    let mut column = vec![0.0_f64; earlier.len()];
    let settle = |layer: &[usize], column: &mut Vec<f64>| {
        for (at, node) in layer.iter().enumerate() {
            column[*node] = at as f64 / layer.len() as f64;
        }
    };
    layers.iter().for_each(|layer| settle(layer, &mut column));
    for sweep in 0..SWEEPS {
        let neighbours = if sweep % 2 == 0 { later } else { earlier };
        for layer in layers.iter_mut() {
            let mean = |node: &usize| {
                let near = &neighbours[*node];
                let sum: f64 = near.iter().map(|other| column[*other]).sum();
                if near.is_empty() { column[*node] } else { sum / near.len() as f64 }
            };
            let mut keyed: Vec<(f64, usize)> = layer.iter().map(|n| (mean(n), *n)).collect();
            keyed.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
            *layer = keyed.into_iter().map(|(_, node)| node).collect();
            settle(layer, &mut column);
        }
    }
}

/// Cuts layers into rows.
fn place(layers: &[Vec<usize>], count: usize) -> Layout {
    let mut places = vec![(0, 0); count];
    let (mut rows, mut columns) = (0, 0);
    for row in layers.iter().flat_map(|layer| layer.chunks(WIDEST)) {
        for (column, node) in row.iter().enumerate() {
            places[*node] = (rows, column);
        }
        rows += 1;
        columns = columns.max(row.len());
    }
    Layout { places, rows, columns }
}
