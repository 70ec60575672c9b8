//! Arrows between numbered nodes, packed: the successors of a node are one slice, ascending.

/// A packed list of arrows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arcs {
    /// Where the successors of each node begin in `ends`; one longer than the nodes.
    first: Vec<usize>,
    ends: Vec<u32>,
}

impl Arcs {
    /// Packs `pairs` over `nodes` nodes. Each arrow is kept once; one from or to elsewhere is left out.
    pub(crate) fn new(nodes: usize, mut pairs: Vec<(u32, u32)>) -> Self {
        pairs.retain(|(from, to)| (*from as usize) < nodes && (*to as usize) < nodes);
        pairs.sort_unstable();
        pairs.dedup();
        let mut first = vec![0; nodes + 1];
        for (from, _) in &pairs {
            first[*from as usize + 1] += 1;
        }
        for node in 0..nodes {
            first[node + 1] += first[node];
        }
        Self { first, ends: pairs.into_iter().map(|(_, to)| to).collect() }
    }

    pub(crate) fn nodes(&self) -> usize {
        self.first.len().saturating_sub(1)
    }

    /// Returns the successors of `node`, ascending.
    pub(crate) fn of(&self, node: u32) -> &[u32] {
        let node = node as usize;
        match (self.first.get(node), self.first.get(node + 1)) {
            (Some(begin), Some(end)) => &self.ends[*begin..*end],
            _ => &[],
        }
    }

    pub(crate) fn has(&self, from: u32, to: u32) -> bool {
        self.of(from).binary_search(&to).is_ok()
    }

    pub(crate) fn pairs(&self) -> impl Iterator<Item = (u32, u32)> {
        (0..self.nodes() as u32).flat_map(|from| self.of(from).iter().map(move |to| (from, *to)))
    }

    pub(crate) fn reversed(&self) -> Self {
        Self::new(self.nodes(), self.pairs().map(|(from, to)| (to, from)).collect())
    }
}
