//! Groups of nodes that all lead to each other, and the order between such groups.
//! petgraph's iterative algorithm: its recursive ones overflow the stack on deep graphs.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;

use super::arcs::Arcs;

/// Returns the strongly connected components, predecessors before successors; members ascending.
pub(crate) fn components(arcs: &Arcs) -> Vec<Vec<u32>> {
    let mut graph = DiGraph::<(), (), u32>::with_capacity(arcs.nodes(), 0);
    let nodes: Vec<_> = (0..arcs.nodes()).map(|_| graph.add_node(())).collect();
    for (from, to) in arcs.pairs() {
        graph.add_edge(nodes[from as usize], nodes[to as usize], ());
    }
    let mut components: Vec<Vec<u32>> = kosaraju_scc(&graph)
        .into_iter()
        .rev()
        .map(|members| members.into_iter().map(|node| node.index() as u32).collect())
        .collect();
    components.iter_mut().for_each(|members| members.sort_unstable());
    components
}

/// Returns the components of more than one member, ordered by their first.
pub(crate) fn rings(arcs: &Arcs) -> Vec<Vec<u32>> {
    let mut rings: Vec<_> =
        components(arcs).into_iter().filter(|members| members.len() > 1).collect();
    rings.sort_unstable();
    rings
}
