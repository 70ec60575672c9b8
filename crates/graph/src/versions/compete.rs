//! From the claims of a matter to its versions. Conflicts are the counted objections between them,
//! whichever way they go: who is right is not asked here.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::cliques::{camps, connected, maximal_sets};
use super::told::{Caps, Component, Story, Told, Version, Versions};
use crate::core::{Arcs, Core, Label};

/// Returns the versions that the live ones `among` the statements make up.
pub(crate) fn versions<P: Ord + Clone>(
    core: &Core,
    among: &BTreeSet<u32>,
    party: impl Fn(u32) -> P,
    caps: &Caps,
) -> Versions<u32, P> {
    let asked: Vec<u32> = among.iter().copied().filter(|s| core.input.is_live(*s)).collect();
    let matter = Matter { conflicts: conflicts(core, &asked), core, asked, party };
    let (single, tied): (Vec<_>, Vec<_>) =
        connected(&matter.conflicts).into_iter().partition(|members| members.len() == 1);
    Versions {
        undisputed: single.into_iter().flatten().map(|place| matter.statement(place)).collect(),
        components: tied.iter().map(|members| matter.component(members, caps)).collect(),
        caps: *caps,
    }
}

/// Packs the conflicts between the statements asked about, by their places in the list.
fn conflicts(core: &Core, asked: &[u32]) -> Arcs {
    let place = |statement: u32| asked.binary_search(&statement).ok().map(|place| place as u32);
    let mut pairs = Vec::new();
    for (to, statement) in (0_u32..).zip(asked) {
        let objectors = core.compiled.refuters.of(*statement).iter();
        for from in objectors.filter_map(|objector| place(*objector)) {
            pairs.extend([(from, to), (to, from)]);
        }
    }
    Arcs::new(asked.len(), &pairs)
}

struct Matter<'c, F> {
    core: &'c Core,
    asked: Vec<u32>,
    /// Between places in `asked`.
    conflicts: Arcs,
    party: F,
}

impl<P: Ord + Clone, F: Fn(u32) -> P> Matter<'_, F> {
    fn statement(&self, place: u32) -> u32 {
        self.asked[place as usize]
    }

    fn statements(&self, places: &[u32]) -> Vec<u32> {
        places.iter().map(|place| self.statement(*place)).collect()
    }

    fn component(&self, members: &[u32], caps: &Caps) -> Component<u32, P> {
        let camps = camps(&self.conflicts, members);
        let stands = |s: &u32| self.core.label(*s) == Some(Label::In);
        let told = match maximal_sets(&self.conflicts, members, caps) {
            Ok(sets) => Told::Every(self.ordered(sets)),
            Err(why) if camps.is_some() => Told::TooMany { why, stories: Vec::new() },
            Err(why) => Told::TooMany { why, stories: self.stories(members) },
        };
        let claims = self.statements(members);
        Component {
            standing: claims.iter().copied().filter(stands).collect(),
            claims,
            camps: camps.map(|(one, other)| (self.statements(&one), self.statements(&other))),
            told,
        }
    }

    fn ordered(&self, sets: Vec<Vec<u32>>) -> Vec<Version<u32, P>> {
        let mut versions: Vec<_> = sets.iter().map(|places| self.version(places)).collect();
        versions.sort_by(|one, other| {
            let key = |v: &Version<u32, P>| (Reverse(v.lines), Reverse(v.parties.len()));
            key(one).cmp(&key(other)).then_with(|| one.claims.cmp(&other.claims))
        });
        versions
    }

    fn version(&self, places: &[u32]) -> Version<u32, P> {
        let claims = self.statements(places);
        let parties: BTreeSet<P> = claims.iter().map(|s| (self.party)(*s)).collect();
        let lines = self.core.lines_behind(&claims);
        Version { claims, lines, parties: parties.into_iter().collect() }
    }

    /// Makes one version for each party: its own claims first, then the others', best supported first.
    fn stories(&self, members: &[u32]) -> Vec<Story<u32, P>> {
        let lines: BTreeMap<u32, usize> = members
            .iter()
            .map(|place| (*place, self.core.lines_behind(&[self.statement(*place)])))
            .collect();
        let party = |place: u32| (self.party)(self.statement(place));
        let parties: BTreeSet<P> = members.iter().map(|place| party(*place)).collect();
        let story = |own: P| {
            let mut order = members.to_vec();
            order.sort_by_key(|place| (party(*place) != own, Reverse(lines[place]), *place));
            let mut story: BTreeSet<u32> = BTreeSet::new();
            for place in order {
                if !self.conflicts.of(place).iter().any(|other| story.contains(other)) {
                    story.insert(place);
                }
            }
            let places: Vec<u32> = story.into_iter().collect();
            Story { party: own, version: self.version(&places) }
        };
        parties.into_iter().map(story).collect()
    }
}
