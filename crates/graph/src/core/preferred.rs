//! Preferred readings of a defeat graph: the largest sets of arguments that defend themselves. Beside the
//! grounded one they show which ways an open dispute could go; asked for small graphs only.

use std::collections::BTreeMap;

use super::arcs::Arcs;
use super::assess::Core;
use super::label::Label;

/// Most undecided nodes that hang together, most readings and most steps for each such part. Finding
/// preferred readings is hard in general; beyond these limits none are told.
const MOST_NODES: usize = 64;
/// Most nodes of the whole graph: every reading names all that are in.
const MOST_IN_ALL: usize = 10_000;
const MOST_READINGS: usize = 1_024;
const MOST_STEPS: usize = 1_000_000;

impl Core {
    /// Returns every preferred reading, each as the ascending nodes that are in; none beyond the limits.
    ///
    /// What the grounded reading decides is the same in all of them, so only the undecided nodes are
    /// searched, part by part.
    pub(crate) fn preferred(&self) -> Option<Vec<Vec<u32>>> {
        if self.compiled.attacks.nodes() > MOST_IN_ALL {
            return None;
        }
        let nodes = 0..self.compiled.attacks.nodes() as u32;
        let settled = nodes.filter(|node| self.label(*node) == Some(Label::In)).collect();
        let mut readings: Vec<Vec<u32>> = vec![settled];
        for part in self.undecided_parts() {
            let ways = Part::new(&self.compiled.attacks, &part)?.preferred()?;
            if readings.len() * ways.len() > MOST_READINGS {
                return None;
            }
            let with = |reading: &Vec<u32>| -> Vec<Vec<u32>> {
                let chosen = |way: &u64| bits(*way).map(|place| part[place]).collect::<Vec<_>>();
                ways.iter().map(|way| [&reading[..], &chosen(way)[..]].concat()).collect()
            };
            readings = readings.iter().flat_map(with).collect();
        }
        readings.iter_mut().for_each(|reading| reading.sort_unstable());
        readings.sort_unstable();
        Some(readings)
    }

    /// Returns the undecided nodes, in groups between which there is no attack.
    fn undecided_parts(&self) -> Vec<Vec<u32>> {
        let undecided = |node: &u32| self.label(*node) == Some(Label::Undecided);
        let nodes = (0..self.compiled.attacks.nodes() as u32).filter(undecided);
        let mut part_of: BTreeMap<u32, usize> = BTreeMap::new();
        let mut parts: Vec<Vec<u32>> = Vec::new();
        for first in nodes {
            if part_of.contains_key(&first) {
                continue;
            }
            part_of.insert(first, parts.len());
            let mut part = vec![first];
            let mut next = 0;
            while let Some(node) = part.get(next).copied() {
                next += 1;
                let beside = self.compiled.attacks.of(node).iter();
                for other in beside.chain(self.attackers().of(node)).filter(|n| undecided(n)) {
                    if part_of.insert(*other, parts.len()).is_none() {
                        part.push(*other);
                    }
                }
            }
            part.sort_unstable();
            parts.push(part);
        }
        parts
    }
}

/// Undecided nodes that hang together, by their places in the list.
struct Part {
    attacks: Vec<u64>,
    attackers: Vec<u64>,
}

impl Part {
    fn new(attacks: &Arcs, members: &[u32]) -> Option<Self> {
        if members.len() > MOST_NODES {
            return None;
        }
        let mut part = Self { attacks: vec![0; members.len()], attackers: vec![0; members.len()] };
        for (from, node) in members.iter().enumerate() {
            for to in attacks.of(*node).iter().filter_map(|n| members.binary_search(n).ok()) {
                part.attacks[from] |= 1 << to;
                part.attackers[to] |= 1 << from;
            }
        }
        Some(part)
    }

    /// Searches with the nodes taken in first, so that a set found early bars its subsets.
    fn preferred(&self) -> Option<Vec<u64>> {
        let all = (0..self.attacks.len()).fold(0, |all, place| all | 1_u64 << place);
        let mut found: Vec<u64> = Vec::new();
        let mut open = vec![(0_u64, all)];
        let mut steps = 0;
        while let Some((taken, may)) = open.pop() {
            steps += 1;
            if steps > MOST_STEPS {
                return None;
            }
            let is_covered = found.iter().any(|set| (taken | may) & !set == 0);
            if is_covered || !self.is_defensible(taken, taken | may) {
                continue;
            }
            let Some(place) = bits(may).max_by_key(|place| (self.degree(*place), !*place)) else {
                found.retain(|set| set & !taken != 0);
                found.push(taken);
                if found.len() > MOST_READINGS {
                    return None;
                }
                continue;
            };
            let node = 1_u64 << place;
            open.push((taken, may & !node));
            let beaten = self.attacks[place] | self.attackers[place];
            open.push((taken | node, may & !node & !beaten));
        }
        Some(found)
    }

    /// Returns whether everything that attacks `taken` is attacked from within `defenders`.
    fn is_defensible(&self, taken: u64, defenders: u64) -> bool {
        let attackers = bits(taken).fold(0, |all, place| all | self.attackers[place]);
        bits(attackers).all(|attacker| self.attackers[attacker] & defenders != 0)
    }

    fn degree(&self, place: usize) -> u32 {
        (self.attacks[place] | self.attackers[place]).count_ones()
    }
}

fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = (set != 0).then_some(set.trailing_zeros() as usize)?;
        set &= set - 1;
        Some(place)
    })
}
