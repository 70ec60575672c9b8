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
    pub(crate) fn new(nodes: usize, pairs: Vec<(u32, u32)>) -> Self {
        let mut pairs = pairs;
        pairs.retain(|(from, to)| (*from as usize) < nodes && (*to as usize) < nodes);
        let (first, ends) = bucketed(nodes, || pairs.iter().copied());
        drop(pairs);
        Self { first, ends }.each_once()
    }

    /// Sorts every row and drops what is there twice. Rows are short: the whole is nearly linear.
    fn each_once(mut self) -> Self {
        let (mut kept, mut begin) = (0, 0);
        for node in 0..self.nodes() {
            let end = self.first[node + 1];
            self.ends[begin..end].sort_unstable();
            let mut last = None;
            for at in begin..end {
                let to = self.ends[at];
                if last != Some(to) {
                    self.ends[kept] = to;
                    kept += 1;
                    last = Some(to);
                }
            }
            begin = end;
            self.first[node + 1] = kept;
        }
        self.ends.truncate(kept);
        self.ends.shrink_to_fit();
        self
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

    /// Returns the arrows the other way round. Going through the sources upwards leaves every row
    /// ascending.
    pub(crate) fn reversed(&self) -> Self {
        let (first, ends) = bucketed(self.nodes(), || self.pairs().map(|(from, to)| (to, from)));
        Self { first, ends }
    }
}

/// Puts the second of each pair under the first, in two passes; rows keep the order of the pairs.
fn bucketed<I: Iterator<Item = (u32, u32)>>(
    nodes: usize,
    pairs: impl Fn() -> I,
) -> (Vec<usize>, Vec<u32>) {
    let mut first = vec![0_usize; nodes + 1];
    pairs().for_each(|(from, _)| first[from as usize + 1] += 1);
    for node in 0..nodes {
        first[node + 1] += first[node];
    }
    let mut next = first.clone();
    let mut ends = vec![0_u32; first[nodes]];
    for (from, to) in pairs() {
        let at = &mut next[from as usize];
        ends[*at] = to;
        *at += 1;
    }
    (first, ends)
}
