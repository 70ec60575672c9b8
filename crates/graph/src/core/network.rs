//! The small network behind one statement, in which `flow` counts lines: knots of the provenance graph
//! with voices at both ends, capacity one on every arrow. Flat lists, since it is made anew for each
//! statement.

use std::collections::{BTreeMap, VecDeque};

use super::flow::Narrow;
use super::provenance::Provenance;

const SOURCE: usize = 0;
const SINK: usize = 1;

/// No arrow, or no knot.
const NONE: u32 = u32::MAX;

/// Ends of lines that are one voice: statements, each with the node at which it begins or ends a line.
pub(super) type Ends = Vec<(u32, usize)>;

/// An arrow; arrow `2i + 1` is the way back of arrow `2i`.
#[derive(Clone, Copy, Debug)]
struct Arrow {
    end: u32,
    /// The next arrow that leaves the same node.
    next: u32,
    is_free: bool,
    /// Whether it leads from node to node without being anything that could fail.
    is_plain: bool,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    /// The first and the last of the arrows that leave it.
    first: u32,
    last: u32,
    /// The knot it is the exit of.
    knot: u32,
}

/// The network.
#[derive(Debug)]
pub(super) struct Network {
    arrows: Vec<Arrow>,
    nodes: Vec<Node>,
    /// Entry and exit of each knot.
    knots: BTreeMap<u32, (usize, usize)>,
    /// Knots whose parents were not looked at.
    open: VecDeque<u32>,
    /// The voices lines begin with: their nodes, and the statements.
    beginning: Vec<(usize, Vec<u32>)>,
    /// The voices lines end with.
    ending: Vec<(usize, Vec<u32>)>,
    /// Kept between searches: by which arrow each node was reached, and what is to be looked at.
    came_by: Vec<u32>,
    queue: VecDeque<usize>,
}

impl Network {
    pub(super) fn new() -> Self {
        let node = Node { first: NONE, last: NONE, knot: NONE };
        Self {
            arrows: Vec::new(),
            nodes: vec![node; SINK + 1],
            knots: BTreeMap::new(),
            open: VecDeque::new(),
            beginning: Vec::new(),
            ending: Vec::new(),
            came_by: Vec::new(),
            queue: VecDeque::new(),
        }
    }

    /// Returns entry and exit of a knot; a new one has its parents looked at.
    pub(super) fn knot(&mut self, knot: u32) -> (usize, usize) {
        if let Some(known) = self.knots.get(&knot) {
            return *known;
        }
        let (entry, exit) = (self.node(), self.node());
        self.nodes[exit].knot = knot;
        self.pass(entry, exit);
        self.knots.insert(knot, (entry, exit));
        self.open.push_back(knot);
        (entry, exit)
    }

    /// Returns the next knot whose parents are to be looked at.
    pub(super) fn next_open(&mut self) -> Option<u32> {
        self.open.pop_front()
    }

    /// Lets one line begin with a voice.
    pub(super) fn begin(&mut self, origins: &[(u32, usize)]) {
        let voice = self.node();
        self.pass(SOURCE, voice);
        origins.iter().for_each(|(_, entry)| self.join(voice, *entry));
        self.beginning.push((voice, statements(origins)));
    }

    /// Lets one line end with a voice.
    pub(super) fn end(&mut self, witnesses: &[(u32, usize)]) {
        let voice = self.node();
        self.pass(voice, SINK);
        witnesses.iter().for_each(|(_, exit)| self.join(*exit, voice));
        self.ending.push((voice, statements(witnesses)));
    }

    fn node(&mut self) -> usize {
        self.nodes.push(Node { first: NONE, last: NONE, knot: NONE });
        self.nodes.len() - 1
    }

    /// Joins two nodes. Joining them twice changes nothing: either end lets only one unit through.
    pub(super) fn join(&mut self, from: usize, to: usize) {
        self.arrow(from, to, true);
    }

    /// Joins two nodes by something that one line at most can pass.
    fn pass(&mut self, from: usize, to: usize) {
        self.arrow(from, to, false);
    }

    fn arrow(&mut self, from: usize, to: usize, is_plain: bool) {
        for (from, to, is_free) in [(from, to, true), (to, from, false)] {
            let arrow = self.arrows.len() as u32;
            let is_plain = is_plain && is_free;
            self.arrows.push(Arrow { end: to as u32, next: NONE, is_free, is_plain });
            let node = &mut self.nodes[from];
            match node.last {
                NONE => node.first = arrow,
                last => self.arrows[last as usize].next = arrow,
            }
            node.last = arrow;
        }
    }

    /// Returns the arrows that leave a node, in the order in which they were drawn.
    fn leaving(&self, node: usize) -> impl Iterator<Item = (u32, Arrow)> {
        let arrow = |at: u32| Some((at, *self.arrows.get(at as usize)?));
        std::iter::successors(arrow(self.nodes[node].first), move |(_, before)| arrow(before.next))
    }

    /// Sends one more unit from source to sink, by a shortest way; false if none gets through.
    pub(super) fn augment(&mut self) -> bool {
        let (mut came_by, mut queue) =
            (std::mem::take(&mut self.came_by), std::mem::take(&mut self.queue));
        came_by.clear();
        came_by.resize(self.nodes.len(), NONE);
        queue.clear();
        queue.push_back(SOURCE);
        while let Some(node) = queue.pop_front().filter(|_| came_by[SINK] == NONE) {
            for (at, arrow) in self.leaving(node) {
                let end = arrow.end as usize;
                if arrow.is_free && end != SOURCE && came_by[end] == NONE {
                    came_by[end] = at;
                    queue.push_back(end);
                }
            }
        }
        let gets_through = came_by[SINK] != NONE;
        let mut node = SINK;
        while gets_through && node != SOURCE {
            let arrow = came_by[node] as usize;
            self.arrows[arrow].is_free = false;
            self.arrows[arrow ^ 1].is_free = true;
            node = self.arrows[arrow ^ 1].end as usize;
        }
        (self.came_by, self.queue) = (came_by, queue);
        gets_through
    }

    /// Returns which nodes an origin leads to, before anything is sent.
    pub(super) fn reached(&self) -> Vec<bool> {
        self.walk(|arrow| arrow.is_free)
    }

    fn walk(&self, follow: impl Fn(Arrow) -> bool) -> Vec<bool> {
        let mut is_reached = vec![false; self.nodes.len()];
        is_reached[SOURCE] = true;
        let mut open = vec![SOURCE];
        while let Some(node) = open.pop() {
            for (_, arrow) in self.leaving(node) {
                let end = arrow.end as usize;
                if follow(arrow) && !is_reached[end] {
                    is_reached[end] = true;
                    open.push(end);
                }
            }
        }
        is_reached
    }

    /// Returns what separates the nodes still reached from the origins from the others, ascending.
    /// A plain arrow can always be followed, so that only what can fail is told.
    pub(super) fn cut(&self, provenance: &Provenance) -> Vec<Narrow> {
        let is_reached = self.walk(|arrow| arrow.is_free || arrow.is_plain);
        let knots =
            self.knots.iter().filter(|(_, (entry, exit))| is_reached[*entry] && !is_reached[*exit]);
        let knots = knots.map(|(knot, _)| Narrow::Statements(provenance.members(*knot).to_vec()));
        let origins = self.beginning.iter().filter(|(node, _)| !is_reached[*node]);
        let origins = origins.map(|(_, origins)| Narrow::Origins(origins.clone()));
        let voices = self.ending.iter().filter(|(node, _)| is_reached[*node]);
        let voices = voices.map(|(_, witnesses)| Narrow::Witnesses(witnesses.clone()));
        let mut cut: Vec<Narrow> = knots.chain(origins).chain(voices).collect();
        cut.sort_unstable();
        cut
    }

    /// Returns the knots along every unit sent, in order.
    pub(super) fn paths(&self) -> Vec<Vec<u32>> {
        let used = |node: usize| {
            self.leaving(node).filter(|(at, arrow)| at.is_multiple_of(2) && !arrow.is_free)
        };
        let mut paths = Vec::new();
        for (_, first) in used(SOURCE) {
            let next = |node: &usize| Some(used(*node).next()?.1.end as usize);
            let nodes = std::iter::successors(Some(first.end as usize), next);
            let knots = nodes.map(|node| self.nodes[node].knot).filter(|knot| *knot != NONE);
            paths.push(knots.collect());
        }
        paths.sort_unstable();
        paths
    }
}

/// Returns the statements of a voice, ascending.
fn statements(ends: &[(u32, usize)]) -> Vec<u32> {
    let mut statements: Vec<u32> = ends.iter().map(|(statement, _)| *statement).collect();
    statements.sort_unstable();
    statements.dedup();
    statements
}
