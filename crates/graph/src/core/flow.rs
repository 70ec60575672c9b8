//! Independent lines: how many paths lead from origins to witnesses so that no two share a statement,
//! an origin's party or a witness's party. A maximum flow of units, by augmenting paths.

use super::network::{Ends, Network};
use super::provenance::Provenance;
use super::statement::Input;

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
///
/// What several parties say jointly is the voice of each of them and of nobody else: it begins or ends no
/// line of its own where one of them does, and joint statements that share a party are one voice.
pub(crate) fn lines(
    input: &Input,
    provenance: &Provenance,
    witnesses: &[u32],
    stands: impl Fn(u32) -> bool,
) -> (Vec<Vec<u32>>, Vec<Narrow>) {
    let mut network = Network::new();
    let mut origins = Vec::new();
    let mut ends: Vec<(u32, usize)> = Vec::with_capacity(witnesses.len());
    for witness in witnesses {
        ends.push((*witness, network.knot(provenance.knot(*witness)).1));
    }
    while let Some(knot) = network.next_open() {
        let (entry, _) = network.knot(knot);
        if provenance.is_origin(knot) {
            let members = provenance.members(knot).iter().filter(|m| input.speaks(**m));
            origins.extend(members.map(|member| (*member, entry)));
        }
        for parent in provenance.knot_parents(knot).iter().filter(|parent| stands(**parent)) {
            let (_, exit) = network.knot(provenance.knot(*parent));
            network.join(exit, entry);
        }
    }
    voices(input, &origins).iter().for_each(|origins| network.begin(origins));
    if ends.iter().any(|(witness, _)| input.joint.contains_key(&input.party(*witness))) {
        // A party that leads nowhere must not silence what it says together with others.
        let reached = network.reached();
        ends.retain(|(_, exit)| reached[*exit]);
    }
    voices(input, &ends).iter().for_each(|witnesses| network.end(witnesses));
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

/// Sorts the ends of lines by voice, in the order of parties. A joint voice of which a member speaks for
/// itself here is left out; joint voices with a member in common are one.
fn voices(input: &Input, ends: &[(u32, usize)]) -> Vec<Ends> {
    let mut sorted: Vec<(u32, u32, usize)> =
        ends.iter().map(|(statement, node)| (input.party(*statement), *statement, *node)).collect();
    sorted.sort_unstable();
    sorted.dedup();
    let mut found: Vec<(Vec<u32>, Ends)> = Vec::new();
    let mut joint: Vec<(Vec<u32>, Ends)> = Vec::new();
    for of_one in sorted.chunk_by(|one, other| one.0 == other.0) {
        let party = of_one[0].0;
        let ends = of_one.iter().map(|(_, statement, node)| (*statement, *node)).collect();
        match input.joint.get(&party) {
            None => found.push((vec![party], ends)),
            Some(members) => joint.push((members.clone(), ends)),
        }
    }
    let speaks_alone = |party: &u32| found.iter().any(|(parties, _)| parties.contains(party));
    joint.retain(|(members, _)| !members.iter().any(speaks_alone));
    let mut classes: Vec<(Vec<u32>, Ends)> = Vec::new();
    for (members, ends) in joint {
        let (mut members, mut ends) = (members, ends);
        let shares = |class: &(Vec<u32>, Ends)| class.0.iter().any(|m| members.contains(m));
        let (touching, apart): (Vec<_>, Vec<_>) = classes.into_iter().partition(shares);
        for (others, more) in touching {
            members.extend(others);
            ends.extend(more);
        }
        classes = apart;
        classes.push((members, ends));
    }
    found.into_iter().chain(classes).map(|(_, ends)| ends).collect()
}
