//! The search for versions: connected components, two camps, and every maximal set without a conflict
//! (Bron and Kerbosch 1973 with a pivot, on the complement of the conflicts), without recursion.

use std::collections::BTreeMap;

use super::told::{Capped, Caps};
use crate::core::Arcs;

/// Returns the connected components of a symmetric graph, by first member; members ascending.
pub(super) fn connected(conflicts: &Arcs) -> Vec<Vec<u32>> {
    let mut is_seen = vec![false; conflicts.nodes()];
    let mut components = Vec::new();
    for first in 0..conflicts.nodes() as u32 {
        if std::mem::replace(&mut is_seen[first as usize], true) {
            continue;
        }
        let mut members = vec![first];
        let mut next = 0;
        while let Some(node) = members.get(next).copied() {
            next += 1;
            for other in conflicts.of(node) {
                if !std::mem::replace(&mut is_seen[*other as usize], true) {
                    members.push(*other);
                }
            }
        }
        members.sort_unstable();
        components.push(members);
    }
    components
}

/// Returns the two sides of a connected component, if it has no conflict within either.
pub(super) fn camps(conflicts: &Arcs, members: &[u32]) -> Option<(Vec<u32>, Vec<u32>)> {
    let mut side: BTreeMap<u32, bool> = BTreeMap::from([(*members.first()?, true)]);
    let mut open: Vec<u32> = side.keys().copied().collect();
    while let Some(node) = open.pop() {
        let own = side[&node];
        for other in conflicts.of(node) {
            match side.get(other) {
                Some(known) if *known == own => return None,
                Some(_) => {}
                None => {
                    side.insert(*other, !own);
                    open.push(*other);
                }
            }
        }
    }
    Some(members.iter().partition(|member| side[*member]))
}

/// Returns every maximal subset of `members` without a conflict.
///
/// # Errors
/// The limit that was exceeded, if one was.
pub(super) fn maximal_sets(
    conflicts: &Arcs,
    members: &[u32],
    caps: &Caps,
) -> Result<Vec<Vec<u32>>, Capped> {
    if members.len() > caps.claims.min(u64::BITS as usize) {
        return Err(Capped::Claims);
    }
    let agreeing = agreeing(conflicts, members);
    let all = members.iter().enumerate().fold(0, |all, (place, _)| all | 1_u64 << place);
    let mut sets = Vec::new();
    let mut open = vec![(0_u64, all, 0_u64)];
    let mut steps = 0;
    while let Some((set, mut may, mut done)) = open.pop() {
        steps += 1;
        if steps > caps.steps {
            return Err(Capped::Steps);
        }
        if may == 0 && done == 0 {
            if sets.len() == caps.versions {
                return Err(Capped::Versions);
            }
            sets.push(set);
        }
        // A maximal set holds the pivot or something that conflicts with it.
        let pivot = bits(may | done).max_by_key(|n| ((may & agreeing[*n]).count_ones(), !*n));
        for place in bits(pivot.map_or(0, |pivot| may & !agreeing[pivot])) {
            let agrees = agreeing[place];
            open.push((set | 1 << place, may & agrees, done & agrees));
            may &= !(1 << place);
            done |= 1 << place;
        }
    }
    let mut sets: Vec<Vec<u32>> =
        sets.into_iter().map(|set| bits(set).map(|place| members[place]).collect()).collect();
    sets.sort_unstable();
    Ok(sets)
}

/// Returns, for every place, the places it has no conflict with; itself is not among them.
fn agreeing(conflicts: &Arcs, members: &[u32]) -> Vec<u64> {
    let agree = |one: u32, other: u32| one != other && !conflicts.has(one, other);
    let row = |one: &u32| {
        let places = members.iter().enumerate().filter(|(_, other)| agree(*one, **other));
        places.fold(0, |row, (place, _)| row | 1_u64 << place)
    };
    members.iter().map(row).collect()
}

fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = (set != 0).then_some(set.trailing_zeros() as usize)?;
        set &= set - 1;
        Some(place)
    })
}
