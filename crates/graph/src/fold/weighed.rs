//! The graph weighed on one clock: compiled and labelled once, asked claim by claim.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use counterclaim_model::{ActorId, ClaimId, Clock, Count, SourceId};

use super::claims_graph::ClaimsGraph;
use super::gather::{Chosen, gather};
use super::members::Members;
use super::nodes::Nodes;
use super::parties::Party;
use super::standing::Standing;
use crate::core::{Core, CoreFlag, Kind, Label, Matrix, Parameters};

/// The claims graph weighed on one clock. Holds no borrow of the graph.
#[derive(Clone, Debug)]
pub struct Weighed {
    pub(crate) core: Core,
    pub(crate) members: Members,
    pub(crate) nodes: Nodes,
    pub(crate) owners: BTreeMap<SourceId, ActorId>,
    circles: OnceLock<HashMap<u32, Arc<[u32]>>>,
    flags: OnceLock<HashMap<u32, Vec<CoreFlag>>>,
}

/// A node of the compiled defeat graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DefeatNode {
    /// A claim, with its repetitions.
    Claim(ClaimId),
    /// "No origin of this claim stands."
    NoOriginOf(ClaimId),
}

/// Claims that object to each other in circles.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cycle {
    /// All of them, by id.
    pub claims: Vec<ClaimId>,
    /// One shortest circle among them: each attacks the next, and the last the first. It can lead over
    /// "no origin of this claim stands". All circles are not listed: there may be too many.
    pub shortest: Vec<DefeatNode>,
}

impl Weighed {
    pub(crate) fn new(
        graph: &ClaimsGraph,
        chosen: Chosen<'_>,
        clock: Clock,
        count: Count,
        parameters: &Parameters,
    ) -> Self {
        let gathered = gather(graph, chosen, clock, count, parameters);
        let core = Core::new(gathered.input, parameters);
        let (members, nodes) = (gathered.members, gathered.nodes);
        let owners = graph.owners_on(clock);
        let (circles, flags) = (OnceLock::new(), OnceLock::new());
        Self { core, members, nodes, owners, circles, flags }
    }

    /// Returns the nodes that object to each other in a circle with `node`; found for all of them when
    /// first asked for.
    pub(crate) fn circle(&self, node: u32) -> &[u32] {
        let circles = self.circles.get_or_init(|| {
            let circles = self.core.circles().into_iter().map(Arc::<[u32]>::from);
            let members = circles.flat_map(|circle| {
                let nodes: Vec<u32> = circle.to_vec();
                nodes.into_iter().map(move |node| (node, Arc::clone(&circle)))
            });
            members.collect()
        });
        circles.get(&node).map_or(&[], |circle| circle)
    }

    /// Returns the flags of a node; found for all of them when first asked for.
    pub(crate) fn flags_of(&self, node: u32) -> &[CoreFlag] {
        let flags = self.flags.get_or_init(|| {
            let mut flags: HashMap<u32, Vec<CoreFlag>> = HashMap::new();
            for flag in self.core.flags() {
                for node in flag.nodes() {
                    flags.entry(node).or_default().push(flag.clone());
                }
            }
            flags
        });
        flags.get(&node).map_or(&[], Vec::as_slice)
    }

    /// Returns whether a claim counts here.
    pub fn holds(&self, claim: ClaimId) -> bool {
        self.members.get(&claim).is_some()
    }

    /// Returns the claims that count here, in the order of recording.
    pub fn claims(&self) -> impl Iterator<Item = ClaimId> {
        self.members.iter().map(|(claim, _)| claim)
    }

    /// Returns the standing of a claim; none if it does not count on the clock.
    pub fn standing(&self, claim: ClaimId) -> Option<Standing> {
        Some(self.stand(self.members.get(&claim)?))
    }

    /// Returns the same without its flags, for whoever does not tell them.
    pub fn standing_alone(&self, claim: ClaimId) -> Option<Standing> {
        Some(self.stand_alone(self.members.get(&claim)?, |_| Vec::new()))
    }

    /// Returns the standing of every claim that counts.
    pub fn standings(&self) -> BTreeMap<ClaimId, Standing> {
        self.members.iter().map(|(claim, member)| (claim, self.stand(member))).collect()
    }

    /// Returns who attacks whom in the compiled defeat graph, ascending: any solver of abstract
    /// argumentation can recheck the labels from it.
    pub fn defeat_graph(&self) -> Vec<(DefeatNode, DefeatNode)> {
        let attacks = self.core.compiled.attacks.pairs();
        let mut attacks: Vec<_> =
            attacks.map(|(from, to)| (self.defeat_node(from), self.defeat_node(to))).collect();
        attacks.sort_unstable();
        attacks
    }

    /// Returns every node of the compiled defeat graph with its label, ascending. Claims taken back
    /// are no nodes of it.
    pub fn labels(&self) -> BTreeMap<DefeatNode, Label> {
        let nodes = 0..self.core.compiled.attacks.nodes() as u32;
        nodes.filter_map(|node| Some((self.defeat_node(node), self.core.label(node)?))).collect()
    }

    /// Returns the parameters it was weighed with; they belong beside every result.
    pub fn parameters(&self) -> Parameters {
        self.core.parameters
    }

    /// Returns for whom a claim was said, when it was said; none if it does not count.
    pub fn party(&self, claim: ClaimId) -> Option<Party> {
        self.members.get(&claim).map(|member| self.nodes.party(member.node))
    }

    /// Returns the matrix of objections or of confirmations, party by party.
    pub fn matrix(&self, kind: Kind) -> Matrix<Party> {
        self.core.matrix(kind, |node| {
            self.nodes.table[node as usize].counts.then(|| self.nodes.party(node))
        })
    }

    /// Returns the same of some claims only: what counts between them, and how many of each party they are.
    pub fn matrix_among(
        &self,
        kind: Kind,
        claims: impl IntoIterator<Item = ClaimId>,
    ) -> Matrix<Party> {
        let members = claims.into_iter().filter_map(|claim| self.members.get(&claim));
        let nodes: HashSet<u32> = members.map(|member| member.node).collect();
        self.core.matrix(kind, |node| {
            let is_one = nodes.contains(&node) && self.nodes.table[node as usize].counts;
            is_one.then(|| self.nodes.party(node))
        })
    }

    /// Returns the groups of claims that object to each other in circles, each with one shortest circle.
    pub fn cycles(&self) -> Vec<Cycle> {
        let mut cycles: Vec<Cycle> = Vec::new();
        for (nodes, shortest) in self.core.cycles() {
            let claims = nodes.into_iter().filter(|node| (*node as usize) < self.nodes.len());
            let mut claims: Vec<ClaimId> = claims.map(|node| self.head(node)).collect();
            claims.sort_unstable();
            let shortest = shortest.into_iter().map(|node| self.defeat_node(node)).collect();
            cycles.push(Cycle { claims, shortest });
        }
        cycles.sort_unstable();
        cycles
    }

    /// Returns the groups of claims that object to each other in circles, each by id.
    pub fn circles(&self) -> Vec<Vec<ClaimId>> {
        let mut circles: Vec<_> =
            self.core.circles().iter().map(|circle| self.heads(circle)).collect();
        circles.iter_mut().for_each(|circle| circle.sort_unstable());
        circles.sort_unstable();
        circles
    }

    pub(crate) fn head(&self, node: u32) -> ClaimId {
        self.members.ids[self.nodes.table[node as usize].head as usize]
    }

    pub(crate) fn heads(&self, nodes: &[u32]) -> Vec<ClaimId> {
        nodes.iter().map(|node| self.head(*node)).collect()
    }

    /// Returns whether one node attacks the other and is not attacked back.
    pub(crate) fn is_directed(&self, from: u32, to: u32) -> bool {
        let attacks = &self.core.compiled.attacks;
        attacks.has(from, to) && !attacks.has(to, from)
    }

    fn defeat_node(&self, node: u32) -> DefeatNode {
        match (node as usize).checked_sub(self.nodes.len()) {
            None => DefeatNode::Claim(self.head(node)),
            Some(auxiliary) => {
                DefeatNode::NoOriginOf(self.head(self.core.compiled.unfounded[auxiliary]))
            }
        }
    }
}
