//! One shortest circle out of every group of statements that object to each other in circles: what a
//! reader can follow, where the circles themselves may be too many to list.

use std::collections::{BTreeMap, VecDeque};

use super::arcs::Arcs;

/// Arrows followed at most for one group. A group in which that does not suffice to start from every
/// member is told by the shortest circle through its first members.
const MOST_STEPS: usize = 1_000_000;

/// Returns a shortest circle through `members`, which all lead to each other; the least of those found
/// first, beginning with its least node.
pub(crate) fn shortest_cycle(arcs: &Arcs, members: &[u32]) -> Vec<u32> {
    // Nothing is shorter than two that object to each other: loops were dropped.
    let pairs = members.iter().flat_map(|from| arcs.of(*from).iter().map(move |to| (*from, *to)));
    if let Some((one, other)) = pairs.into_iter().find(|(from, to)| arcs.has(*to, *from)) {
        return vec![one, other];
    }
    let mut shortest: Vec<u32> = Vec::new();
    let mut steps = 0;
    for start in members {
        if steps > MOST_STEPS {
            break;
        }
        let most = if shortest.is_empty() { usize::MAX } else { shortest.len() };
        if let Some(cycle) = cycle_through(arcs, members, *start, most, &mut steps) {
            shortest = cycle;
        }
    }
    shortest
}

/// Looks for a circle through `start` and nodes after it that is shorter than `most`.
fn cycle_through(
    arcs: &Arcs,
    members: &[u32],
    start: u32,
    most: usize,
    steps: &mut usize,
) -> Option<Vec<u32>> {
    let mut came_from: BTreeMap<u32, (u32, usize)> = BTreeMap::new();
    let mut open = VecDeque::from([(start, 1)]);
    while let Some((node, length)) = open.pop_front() {
        if length >= most {
            return None;
        }
        for next in arcs.of(node) {
            *steps += 1;
            if *next == start {
                let back = |node: &u32| came_from.get(node).map(|(before, _)| *before);
                let mut cycle: Vec<u32> = std::iter::successors(Some(node), back).collect();
                cycle.reverse();
                return Some(cycle);
            }
            // Circles through an earlier member were looked for from there.
            let is_new = *next > start && !came_from.contains_key(next);
            if is_new && members.binary_search(next).is_ok() {
                came_from.insert(*next, (node, length + 1));
                open.push_back((*next, length + 1));
            }
        }
    }
    None
}
