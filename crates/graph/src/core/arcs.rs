//! Arrows between numbered nodes, packed: the successors of a node are one slice, ascending.

/// A packed list of arrows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arcs {
    /// Where the successors of each node begin in `ends`; one longer than the nodes. Four thousand
    /// million arrows would not fit into memory, so that four bytes do.
    first: Vec<u32>,
    ends: Vec<u32>,
}

impl Arcs {
    /// Packs `pairs` over `nodes` nodes. Each arrow is kept once.
    pub(crate) fn new(nodes: usize, pairs: &[(u32, u32)]) -> Self {
        let (first, ends) = bucketed(nodes, || pairs.iter().copied());
        Self { first, ends }.each_once()
    }

    /// Packs `pairs` that come from elsewhere: those from or to nodes that are not there are left out.
    pub(crate) fn within(nodes: usize, mut pairs: Vec<(u32, u32)>) -> Self {
        pairs.retain(|(from, to)| (*from as usize) < nodes && (*to as usize) < nodes);
        Self::new(nodes, &pairs)
    }

    /// Sorts every row and drops what is there twice. Rows are short: the whole is nearly linear.
    fn each_once(mut self) -> Self {
        let (mut kept, mut begin) = (0, 0);
        for node in 0..self.nodes() {
            let end = self.first[node + 1] as usize;
            if end - begin > 1 {
                self.ends[begin..end].sort_unstable();
            }
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
            self.first[node + 1] = kept as u32;
        }
        self.ends.truncate(kept);
        self
    }

    pub(crate) fn nodes(&self) -> usize {
        self.first.len().saturating_sub(1)
    }

    /// Returns the successors of `node`, ascending.
    pub(crate) fn of(&self, node: u32) -> &[u32] {
        let node = node as usize;
        match (self.first.get(node), self.first.get(node + 1)) {
            (Some(begin), Some(end)) => &self.ends[*begin as usize..*end as usize],
            _ => &[],
        }
    }

    /// Returns how often each node is a successor.
    pub(crate) fn arriving(&self) -> Vec<u32> {
        let mut into = vec![0; self.nodes()];
        self.ends.iter().for_each(|to| into[*to as usize] += 1);
        into
    }

    /// Returns how many arrows there are.
    pub(crate) fn arrows(&self) -> usize {
        self.ends.len()
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
) -> (Vec<u32>, Vec<u32>) {
    // Shifted by one while it is filled, so that no second list of places is needed: when the row of a
    // node is full, its place is where the next one begins.
    let mut first = vec![0_u32; nodes + 2];
    pairs().for_each(|(from, _)| first[from as usize + 2] += 1);
    for node in 2..first.len() {
        first[node] += first[node - 1];
    }
    let mut ends = vec![0_u32; first[nodes + 1] as usize];
    pairs().for_each(|(from, to)| {
        let at = &mut first[from as usize + 1];
        ends[*at as usize] = to;
        *at += 1;
    });
    first.pop();
    (first, ends)
}
