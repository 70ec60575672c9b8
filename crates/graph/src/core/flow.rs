//! Independent lines: how many paths lead from origins to witnesses so that no two share a statement,
//! an origin's party or a witness's party. A maximum flow of units, by augmenting paths.

use std::collections::{BTreeMap, VecDeque};

use super::provenance::Provenance;
use super::statement::Input;

const SOURCE: usize = 0;
const SINK: usize = 1;

/// Something one line at most can pass.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Narrow {
    /// A statement, or statements that cite each other in a ring.
    Statements(Vec<u32>),
    /// Origins of one party.
    Origins(Vec<u32>),
    /// Witnesses of one party.
    Witnesses(Vec<u32>),
}

/// Finds the lines of evidence behind `witnesses`; each line leads from origin to witness. Beside them
/// stands a least cut: by Menger's theorem it is as large as there are lines, and here the one nearest
/// to the origins.
pub(crate) fn lines(
    input: &Input,
    provenance: &Provenance,
    witnesses: &[u32],
    stands: impl Fn(u32) -> bool,
) -> (Vec<Vec<u32>>, Vec<Narrow>) {
    let mut network = Network::new();
    let party = |statement: u32| input.statements[statement as usize].party;
    let speaks = |statement: u32| input.statements[statement as usize].speaks;
    let mut open: VecDeque<u32> = VecDeque::new();
    for witness in witnesses {
        let knot = provenance.knot(*witness);
        let (_, out) = network.knot(knot, &mut open);
        let voice = network.voice(party(*witness), *witness);
        network.join(out, voice);
    }
    while let Some(knot) = open.pop_front() {
        let (entry, _) = network.knot(knot, &mut open);
        if provenance.is_origin(knot) {
            for origin in provenance.members(knot).iter().filter(|m| speaks(**m)) {
                let party = network.origin_party(party(*origin), *origin);
                network.join(party, entry);
            }
        }
        for parent in provenance.knot_parents(knot).iter().filter(|parent| stands(**parent)) {
            let (_, out) = network.knot(provenance.knot(*parent), &mut open);
            network.join(out, entry);
        }
    }
    while network.augment() {}
    let first_standing = |knot: u32| {
        let members = provenance.members(knot);
        members
            .iter()
            .copied()
            .find(|m| witnesses.contains(m) || stands(*m))
            .or(members.first().copied())
    };
    let paths = network.paths().into_iter();
    let paths = paths.map(|knots| knots.into_iter().filter_map(first_standing).collect()).collect();
    (paths, network.cut(provenance))
}

/// A small network with capacity one on every arrow. Arrow `2i + 1` is the way back of arrow `2i`.
#[derive(Debug)]
struct Network {
    ends: Vec<usize>,
    free: Vec<bool>,
    /// The arrows that leave each node.
    arrows: Vec<Vec<usize>>,
    knots: BTreeMap<u32, (usize, usize)>,
    knot_at_exit: BTreeMap<usize, u32>,
    /// The node of each party that testifies, with its witnesses.
    voices: BTreeMap<u32, (usize, Vec<u32>)>,
    /// The node of each party that originates, with its origins.
    origin_parties: BTreeMap<u32, (usize, Vec<u32>)>,
    /// Arrows that lead from node to node without being anything that could fail.
    is_plain: Vec<bool>,
}

impl Network {
    fn new() -> Self {
        Self {
            ends: Vec::new(),
            free: Vec::new(),
            arrows: vec![Vec::new(); SINK + 1],
            knots: BTreeMap::new(),
            knot_at_exit: BTreeMap::new(),
            voices: BTreeMap::new(),
            origin_parties: BTreeMap::new(),
            is_plain: Vec::new(),
        }
    }

    /// Returns entry and exit of a knot; a new one is put into `open`.
    fn knot(&mut self, knot: u32, open: &mut VecDeque<u32>) -> (usize, usize) {
        if let Some(known) = self.knots.get(&knot) {
            return *known;
        }
        let (entry, exit) = (self.node(), self.node());
        self.pass(entry, exit);
        self.knots.insert(knot, (entry, exit));
        self.knot_at_exit.insert(exit, knot);
        open.push_back(knot);
        (entry, exit)
    }

    /// Returns the node through which a party testifies, once.
    fn voice(&mut self, party: u32, witness: u32) -> usize {
        if let Some((node, witnesses)) = self.voices.get_mut(&party) {
            witnesses.push(witness);
            return *node;
        }
        let node = self.node();
        self.voices.insert(party, (node, vec![witness]));
        self.pass(node, SINK);
        node
    }

    /// Returns the node through which a party originates, once.
    fn origin_party(&mut self, party: u32, origin: u32) -> usize {
        if let Some((node, origins)) = self.origin_parties.get_mut(&party) {
            origins.push(origin);
            return *node;
        }
        let node = self.node();
        self.origin_parties.insert(party, (node, vec![origin]));
        self.pass(SOURCE, node);
        node
    }

    fn node(&mut self) -> usize {
        self.arrows.push(Vec::new());
        self.arrows.len() - 1
    }

    /// Joins two nodes. Joining them twice changes nothing: either end lets only one unit through.
    fn join(&mut self, from: usize, to: usize) {
        self.arrow(from, to, true);
    }

    /// Joins two nodes by something that one line at most can pass.
    fn pass(&mut self, from: usize, to: usize) {
        self.arrow(from, to, false);
    }

    fn arrow(&mut self, from: usize, to: usize, is_plain: bool) {
        for (from, to, free) in [(from, to, true), (to, from, false)] {
            self.arrows[from].push(self.ends.len());
            self.ends.push(to);
            self.free.push(free);
            self.is_plain.push(is_plain && free);
        }
    }

    /// Sends one more unit from source to sink, by a shortest way; false if none gets through.
    fn augment(&mut self) -> bool {
        let mut came_by: Vec<Option<usize>> = vec![None; self.arrows.len()];
        let mut open = VecDeque::from([SOURCE]);
        while let Some(node) = open.pop_front() {
            for arrow in &self.arrows[node] {
                let end = self.ends[*arrow];
                if self.free[*arrow] && end != SOURCE && came_by[end].is_none() {
                    came_by[end] = Some(*arrow);
                    open.push_back(end);
                }
            }
            if came_by[SINK].is_some() {
                self.turn_path(&came_by);
                return true;
            }
        }
        false
    }

    fn turn_path(&mut self, came_by: &[Option<usize>]) {
        let mut node = SINK;
        while let Some(arrow) = came_by[node] {
            self.free[arrow] = false;
            self.free[arrow ^ 1] = true;
            node = self.ends[arrow ^ 1];
        }
    }

    /// Returns what separates the nodes still reached from the origins from the others, ascending.
    /// A plain arrow can always be followed, so that only what can fail is told.
    fn cut(&self, provenance: &Provenance) -> Vec<Narrow> {
        let mut is_reached = vec![false; self.arrows.len()];
        is_reached[SOURCE] = true;
        let mut open = vec![SOURCE];
        while let Some(node) = open.pop() {
            for arrow in &self.arrows[node] {
                let end = self.ends[*arrow];
                if (self.free[*arrow] || self.is_plain[*arrow]) && !is_reached[end] {
                    is_reached[end] = true;
                    open.push(end);
                }
            }
        }
        let sorted = |list: &[u32]| {
            let mut list = list.to_vec();
            list.sort_unstable();
            list
        };
        let knots =
            self.knots.iter().filter(|(_, (entry, exit))| is_reached[*entry] && !is_reached[*exit]);
        let knots = knots.map(|(knot, _)| Narrow::Statements(provenance.members(*knot).to_vec()));
        let origins = self.origin_parties.values().filter(|(node, _)| !is_reached[*node]);
        let origins = origins.map(|(_, origins)| Narrow::Origins(sorted(origins)));
        let voices = self.voices.values().filter(|(node, _)| is_reached[*node]);
        let voices = voices.map(|(_, witnesses)| Narrow::Witnesses(sorted(witnesses)));
        let mut cut: Vec<Narrow> = knots.chain(origins).chain(voices).collect();
        cut.sort_unstable();
        cut
    }

    /// Returns the knots along every unit sent, in order.
    fn paths(&self) -> Vec<Vec<u32>> {
        let used = |node: usize| {
            let arrows = self.arrows[node].iter().copied();
            arrows.filter(|arrow| arrow.is_multiple_of(2) && !self.free[*arrow])
        };
        let mut paths = Vec::new();
        for first in used(SOURCE) {
            let next = |node: &usize| Some(self.ends[used(*node).next()?]);
            let nodes = std::iter::successors(Some(self.ends[first]), next);
            paths.push(nodes.filter_map(|node| self.knot_at_exit.get(&node).copied()).collect());
        }
        paths.sort_unstable();
        paths
    }
}
