//! Groups of nodes that all lead to each other, and the order between such groups.
//! Tarjan's algorithm (1972) with a stack of its own, straight on packed arrows: the library's recursive
//! one overflows on deep graphs, and its iterative one needs the graph a second time.

use super::arcs::Arcs;

/// The strongly connected components, predecessors before successors.
#[derive(Clone, Debug)]
pub(crate) struct Components {
    /// The component of each node.
    of: Vec<u32>,
    /// Where the members of each component begin in `members`; one longer than the components.
    first: Vec<u32>,
    members: Vec<u32>,
}

impl Components {
    pub(crate) fn len(&self) -> usize {
        self.first.len() - 1
    }

    /// Returns the component of a node.
    pub(crate) fn of(&self, node: u32) -> u32 {
        self.of[node as usize]
    }

    /// Returns the members of a component, ascending.
    pub(crate) fn members(&self, component: u32) -> &[u32] {
        let component = component as usize;
        &self.members[self.first[component] as usize..self.first[component + 1] as usize]
    }

    /// Returns the components of more than one member, ordered by their first.
    pub(crate) fn rings(&self) -> Vec<&[u32]> {
        let all = (0..self.len() as u32).map(|component| self.members(component));
        let mut rings: Vec<&[u32]> = all.filter(|members| members.len() > 1).collect();
        rings.sort_unstable();
        rings
    }
}

/// Not met yet.
const NEW: u32 = u32::MAX;

/// The state of the search.
struct Search<'a> {
    arcs: &'a Arcs,
    /// When each node was met.
    met: Vec<u32>,
    /// The earliest node still open that each node leads back to.
    low: Vec<u32>,
    /// The component of each node, counted from the last; [`NEW`] while it is open.
    closed: Vec<u32>,
    open: Vec<u32>,
    /// The way to the node looked at, with how many of the arrows of each were followed.
    way: Vec<(u32, u32)>,
    members: Vec<u32>,
    /// Where each component ends in `members`.
    ends: Vec<u32>,
}

/// Finds the strongly connected components.
pub(crate) fn components(arcs: &Arcs) -> Components {
    let nodes = arcs.nodes();
    let mut search = Search {
        arcs,
        met: vec![NEW; nodes],
        low: vec![NEW; nodes],
        closed: vec![NEW; nodes],
        open: Vec::new(),
        way: Vec::new(),
        members: Vec::with_capacity(nodes),
        ends: Vec::new(),
    };
    let mut clock = 0;
    for node in 0..nodes as u32 {
        if search.met[node as usize] == NEW {
            search.from(node, &mut clock);
        }
    }
    search.finished()
}

impl Search<'_> {
    fn from(&mut self, start: u32, clock: &mut u32) {
        self.meet(start, clock);
        while let Some((node, followed)) = self.way.last_mut() {
            let node = *node;
            if let Some(next) = self.arcs.of(node).get(*followed as usize).copied() {
                *followed += 1;
                if self.met[next as usize] == NEW {
                    self.meet(next, clock);
                } else if self.closed[next as usize] == NEW {
                    self.lower(node, self.met[next as usize]);
                }
                continue;
            }
            self.way.pop();
            if let Some((before, _)) = self.way.last() {
                self.lower(*before, self.low[node as usize]);
            }
            if self.low[node as usize] == self.met[node as usize] {
                self.close(node);
            }
        }
    }

    fn meet(&mut self, node: u32, clock: &mut u32) {
        self.met[node as usize] = *clock;
        self.low[node as usize] = *clock;
        *clock += 1;
        self.open.push(node);
        self.way.push((node, 0));
    }

    fn lower(&mut self, node: u32, to: u32) {
        let low = &mut self.low[node as usize];
        *low = (*low).min(to);
    }

    /// Everything opened since `root` is one component.
    fn close(&mut self, root: u32) {
        let begin = self.members.len();
        while let Some(member) = self.open.pop() {
            self.closed[member as usize] = self.ends.len() as u32;
            self.members.push(member);
            if member == root {
                break;
            }
        }
        self.members[begin..].sort_unstable();
        self.ends.push(self.members.len() as u32);
    }

    /// Turns the order round: the search closes successors first.
    fn finished(self) -> Components {
        let many = self.ends.len() as u32;
        let of = self.closed.into_iter().map(|closed| many - 1 - closed).collect();
        let (mut members, mut first) = (Vec::with_capacity(self.members.len()), vec![0]);
        for component in (0..self.ends.len()).rev() {
            let begin = component.checked_sub(1).map_or(0, |before| self.ends[before]);
            members.extend(&self.members[begin as usize..self.ends[component] as usize]);
            first.push(members.len() as u32);
        }
        Components { of, first, members }
    }
}

/// Returns the components of more than one member, ordered by their first.
pub(crate) fn rings(arcs: &Arcs) -> Vec<Vec<u32>> {
    components(arcs).rings().into_iter().map(<[u32]>::to_vec).collect()
}
