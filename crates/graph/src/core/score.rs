//! The optional number: quadratic energy over edges or over independence groups. Never a probability,
//! never a standing, never a way to sort claims of different standing, and none where several would do.

use std::collections::BTreeSet;

use super::assess::Core;
use super::gradual::{Pull, Scored, unique_strengths};
use super::label::Label;
use super::statement::{Edge, Kind};

/// What a score counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Score {
    /// Every edge, by its weight.
    Plain,
    /// One member, the strongest, of every group that shares an origin or a party; nothing for what
    /// has fallen or has no origin.
    OverLines,
}

/// The score of a statement nobody speaks for or against.
const BASE: f64 = 0.5;

/// What speaks for (+1) or against (-1) a statement as one: the strongest of these edges counts.
struct Group {
    sign: f64,
    edges: Vec<Edge>,
    origins: Vec<u32>,
    parties: Vec<u32>,
    /// Whether the statement itself is among them; its own voice adds nothing to its base.
    is_own: bool,
}

impl Group {
    fn shares(&self, other: &Self) -> bool {
        let is_shared = |of: &[u32], with: &[u32]| of.iter().any(|one| with.contains(one));
        is_shared(&self.origins, &other.origins) || is_shared(&self.parties, &other.parties)
    }

    fn join(&mut self, other: Self) {
        self.edges.extend(other.edges);
        self.origins.extend(other.origins);
        self.parties.extend(other.parties);
        self.is_own |= other.is_own;
    }
}

impl Core {
    /// Scores every statement; of one taken back the base is kept.
    pub(crate) fn scores(&self, score: Score) -> Vec<Scored> {
        let pull = |group: &Group| Pull {
            sign: group.sign,
            by: group.edges.iter().map(|edge| (edge.from, edge.weight)).collect(),
        };
        let groups = self.groups(score);
        let pulls: Vec<Vec<Pull>> =
            groups.iter().map(|groups| groups.iter().map(pull).collect()).collect();
        unique_strengths(&pulls, &vec![BASE; self.input.len()])
    }

    /// Returns the groups behind and against every statement.
    fn groups(&self, score: Score) -> Vec<Vec<Group>> {
        let mut groups: Vec<Vec<Group>> = (0..self.input.len() as u32)
            .map(|own| match score {
                Score::Plain => Vec::new(),
                Score::OverLines => vec![Group { is_own: true, ..self.group(own, 1.0, None) }],
            })
            .collect();
        let is_live = |edge: &&Edge| self.input.is_live(edge.from) && self.input.is_live(edge.to);
        for edge in self.input.edges.iter().filter(is_live).filter(|edge| edge.from != edge.to) {
            let sign = if edge.kind == Kind::Confirm { 1.0 } else { -1.0 };
            let target = &mut groups[edge.to as usize];
            let mut group = self.group(edge.from, sign, Some(*edge));
            if score == Score::OverLines {
                // What has fallen pulls at nothing, and still shows that two others are not apart.
                if !self.carries_weight(edge.from) {
                    group.edges.clear();
                }
                let joins = |other: &Group| other.sign == sign && other.shares(&group);
                let (touching, apart) = std::mem::take(target).into_iter().partition(joins);
                *target = apart;
                let touching: Vec<Group> = touching;
                touching.into_iter().for_each(|other| group.join(other));
            }
            target.push(group);
        }
        for groups in &mut groups {
            groups.retain(|group| !group.is_own);
        }
        groups
    }

    fn group(&self, from: u32, sign: f64, edge: Option<Edge>) -> Group {
        let party = |statement: u32| self.input.party(statement);
        let origins = self.origins(from);
        let parties = origins.iter().copied().chain([from]).map(party).collect();
        Group { sign, edges: edge.into_iter().collect(), origins, parties, is_own: false }
    }

    /// Returns whether a statement stands and leads back to an origin.
    fn carries_weight(&self, statement: u32) -> bool {
        let is_out = self.label(statement) == Some(Label::Out);
        !is_out && !self.origins(statement).is_empty()
    }

    /// Returns the origins a statement leads back to, ascending.
    fn origins(&self, statement: u32) -> Vec<u32> {
        let mut seen = BTreeSet::from([self.provenance.knot(statement)]);
        let mut open = vec![self.provenance.knot(statement)];
        let mut origins = Vec::new();
        while let Some(knot) = open.pop() {
            if self.provenance.is_origin(knot) {
                origins.extend(self.provenance.members(knot));
            }
            let parents = self.provenance.knot_parents(knot).iter();
            let parents = parents.map(|parent| self.provenance.knot(*parent));
            open.extend(parents.filter(|parent| seen.insert(*parent)));
        }
        origins.sort_unstable();
        origins
    }
}
