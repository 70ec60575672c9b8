//! From records to the core's input: which claims count on the clock, which of them are one node, and
//! what each link does to standing. The table of relations lives in the model; its rules live here.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use counterclaim_model::{
    Basis, ClaimId, Clock, Count, Effect, Form, Link, LinkId, Position, Relation, SourceId, Status,
};
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef as _;

use super::claims_graph::ClaimsGraph;
use super::few::Few;
use super::members::{Member, Members};
use super::parties::{Heard, Party, Voice, Voices};
use super::pools::pools;
use super::records::{ClaimRecord, Drawn, LinkRecord, Told};
use crate::core::{Edge, Input, Kind, Parameters, Ranks, Statement};

/// One node of the core: a claim with its repetitions.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// The claim recorded first stands for all.
    pub(crate) head: ClaimId,
    /// All of them, by id.
    pub(crate) claims: Few<ClaimId>,
    pub(crate) voice: Voice,
    pub(crate) party: Party,
    pub(crate) finding_by: Option<Arc<str>>,
    /// Whether it counts; otherwise it is there as an origin of claims that do.
    pub(crate) counts: bool,
    /// The outlets that carry it, by id.
    pub(crate) sources: Few<SourceId>,
    /// Claims that take it back.
    pub(crate) taken_back_by: Few<ClaimId>,
    /// Counted objections that have no say here: proposals against a finding.
    pub(crate) beside: Few<ClaimId>,
}

/// Everything gathered on one clock.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gathered {
    pub(crate) members: Members,
    pub(crate) nodes: Vec<Node>,
    pub(crate) input: Input,
}

/// A claim that counts, or that is there as an origin of one.
#[derive(Clone, Copy, Debug)]
struct Present<'g> {
    record: &'g ClaimRecord,
    told: &'g Told,
    counts: bool,
}

/// A link that counts, between claims by their place among those that do. A tentative one was not
/// checked, or has an end that was not.
#[derive(Clone, Copy, Debug)]
struct Counted {
    from: u32,
    to: u32,
    relation: Relation,
    weight: u8,
    is_tentative: bool,
}

/// A claim that does not count.
const ABSENT: u32 = u32::MAX;

pub(crate) fn gather(
    graph: &ClaimsGraph,
    clock: Clock,
    count: Count,
    parameters: &Parameters,
) -> Gathered {
    let mut places = vec![ABSENT; graph.store.node_count()];
    let mut claims = Vec::with_capacity(places.len());
    for (place, record) in places.iter_mut().zip(graph.store.node_weights()) {
        let told = record.told.at(clock.as_of).filter(|told| counts(told.status, count));
        let from = || record.public_from(clock.as_of).is_some_and(|from| clock.is_public(from));
        if let Some(told) = told.filter(|_| clock.public_by.is_none() || from()) {
            *place = claims.len() as u32;
            claims.push(Present { record, told, counts: true });
        }
    }
    let counting = claims.len();
    if count == Count::Checked {
        take_in_origins(graph, clock, &mut places, &mut claims);
    }
    let mut links = Vec::with_capacity(graph.store.edge_count());
    let mut superseding = Vec::new();
    for edge in graph.store.edge_references() {
        let Some(drawn) = counted(graph, edge.weight(), edge.id(), clock, count) else { continue };
        let [from, to] = [edge.source(), edge.target()].map(|end| places[end.index()]);
        if from == ABSENT || to == ABSENT {
            continue;
        }
        // What is there as an origin only may relay, and nothing else.
        let is_origin_only = from.max(to) as usize >= counting;
        if is_origin_only && drawn.relation.effect() != Effect::Provenance {
            continue;
        }
        let ends = [from, to].map(|end| claims[end as usize].told.status);
        let is_tentative = ends.iter().chain([&drawn.status]).any(|s| *s == Status::Proposed);
        let Drawn { relation, weight, .. } = *drawn;
        if relation.effect() == Effect::Supersedes && !is_tentative {
            let drawn_at = edge.weight().drawn_at(clock.as_of);
            superseding.push((drawn_at, edge.weight().id, from, to));
        }
        links.push(Counted { from, to, relation, weight, is_tentative });
    }
    let mut gathered = Gathered::default();
    gathered.add_nodes(graph, &claims, &links, clock, parameters);
    drop(places);
    let superseding = gathered.supersede(&claims, superseding);
    gathered.add_links(&claims, &links, &superseding);
    gathered.members.by_id(claims[..counting].iter().map(|claim| claim.record.id));
    gathered
}

/// Takes in the unchecked claims that counted ones rest on by a checked link, in the order of recording.
/// They count for nothing themselves. Left out, two relays of one of them would look like two origins.
fn take_in_origins<'g>(
    graph: &'g ClaimsGraph,
    clock: Clock,
    places: &mut [u32],
    claims: &mut Vec<Present<'g>>,
) {
    let is_drawn = |edge: EdgeIndex| {
        let drawn = counted(graph, &graph.store[edge], edge, clock, Count::Checked);
        drawn.is_some_and(|drawn| drawn.relation.effect() == Effect::Provenance)
    };
    let unchecked = |node: NodeIndex| {
        let record = &graph.store[node];
        let told = record.told.at(clock.as_of).filter(|told| told.status == Status::Proposed)?;
        let from = record.public_from(clock.as_of)?;
        clock.is_public(from).then_some(Present { record, told, counts: false })
    };
    let is_absent = |node: NodeIndex| places[node.index()] == ABSENT;
    let known = graph.store.edge_references().filter(|edge| {
        is_absent(edge.target()) && !is_absent(edge.source()) && is_drawn(edge.id())
    });
    let mut open: Vec<NodeIndex> = known.map(|edge| edge.target()).collect();
    let mut taken: BTreeMap<NodeIndex, Present<'g>> = BTreeMap::new();
    while let Some(node) = open.pop() {
        let Some(present) = unchecked(node).filter(|_| !taken.contains_key(&node)) else {
            continue;
        };
        taken.insert(node, present);
        let further = graph.store.edges(node).filter(|edge| is_absent(edge.target()));
        open.extend(further.filter(|edge| is_drawn(edge.id())).map(|edge| edge.target()));
    }
    for (node, present) in taken {
        places[node.index()] = claims.len() as u32;
        claims.push(present);
    }
}

fn counts(status: Status, count: Count) -> bool {
    match status {
        Status::Checked => true,
        Status::Proposed => count == Count::All,
        Status::Rejected | Status::Withdrawn => false,
    }
}

/// Returns a link as it is drawn on the clock, if it counts there as far as it alone is concerned.
fn counted<'g>(
    graph: &ClaimsGraph,
    record: &'g LinkRecord,
    edge: EdgeIndex,
    clock: Clock,
    count: Count,
) -> Option<&'g Drawn> {
    let drawn = record.drawn.at(clock.as_of).filter(|drawn| counts(drawn.status, count))?;
    if clock.public_by.is_none() && drawn.basis == Basis::Inferred {
        return Some(drawn);
    }
    let claim = |node: NodeIndex| &graph.store[node];
    let (from, to) = graph.store.edge_endpoints(edge)?;
    let link = Link {
        id: record.id,
        from: claim(from).id,
        to: claim(to).id,
        relation: drawn.relation,
        basis: drawn.basis,
        stated_in: drawn.stated_in.map(|node| claim(node).id),
        cue: None,
        reason: String::new(),
        weight: drawn.weight,
    };
    let public_from = link.public_from(|asked| {
        let ends = [Some(from), Some(to), drawn.stated_in];
        let node = ends.into_iter().flatten().find(|node| claim(*node).id == asked)?;
        claim(node).public_from(clock.as_of)
    })?;
    clock.is_public(public_from).then_some(drawn)
}

impl Gathered {
    fn add_nodes(
        &mut self,
        graph: &ClaimsGraph,
        claims: &[Present<'_>],
        links: &[Counted],
        clock: Clock,
        parameters: &Parameters,
    ) {
        let mut voices = Voices::on(graph, clock);
        let heard: Vec<Heard> = claims.iter().map(|claim| voices.hear(claim.record)).collect();
        let repeats = links.iter().filter(|link| {
            link.relation.effect() == Effect::SameNode
                && heard[link.from as usize].voice == heard[link.to as usize].voice
        });
        let leads = pools(claims.len(), repeats.map(|link| (link.from, link.to)));
        self.members.reserve(claims.len());
        for (place, (claim, lead)) in claims.iter().zip(&leads).enumerate() {
            // The claim recorded first leads, so that its node is there already.
            let number = match *lead as usize == place {
                true => self.lead(claim, heard[place], &voices, parameters),
                false => self.members.at(*lead).node,
            };
            self.join(number, claim, clock);
            let can_be_disputed = claim.told.modality.can_be_disputed();
            self.members.push(Member { node: number, can_be_disputed, superseded_by: None });
        }
    }

    /// Makes a node with nothing in it yet.
    fn lead(
        &mut self,
        claim: &Present<'_>,
        heard: Heard,
        voices: &Voices<'_>,
        parameters: &Parameters,
    ) -> u32 {
        let finding_by = claim.record.finding_by.clone();
        let is_ranked = finding_by.is_some() && parameters.ranks == Ranks::FindingsAbove;
        self.input.statements.push(Statement {
            party: heard.voice,
            rank: i32::from(is_ranked),
            live: true,
            speaks: false,
            rests_on: Vec::new(),
        });
        self.nodes.push(Node {
            head: claim.record.id,
            claims: Few::None,
            voice: voices.voice(heard.voice),
            party: heard.party,
            finding_by,
            counts: claim.counts,
            sources: Few::None,
            taken_back_by: Few::None,
            beside: Few::None,
        });
        self.nodes.len() as u32 - 1
    }

    fn join(&mut self, number: u32, claim: &Present<'_>, clock: Clock) {
        let (node, statement) =
            (&mut self.nodes[number as usize], &mut self.input.statements[number as usize]);
        node.claims.insert(claim.record.id);
        for seen in claim.record.visible(clock) {
            node.sources.insert(seen.source);
            statement.live &= !seen.takes_back || !node.counts;
        }
        statement.speaks |= claim.told.form != Form::Implied;
    }

    fn add_links(
        &mut self,
        claims: &[Present<'_>],
        links: &[Counted],
        superseding: &HashSet<(u32, u32)>,
    ) {
        for link in links {
            let Counted { relation, is_tentative, .. } = *link;
            let (from, to) = (self.members.at(link.from).node, self.members.at(link.to).node);
            let weight = f64::from(link.weight) / 100.0;
            let edge = |kind, by_analyst| Edge { from, to, kind, by_analyst, weight };
            match relation.effect() {
                Effect::Confirm => self.input.edges.push(edge(Kind::Confirm, false)),
                Effect::Symmetric | Effect::Directed => {
                    let by_finding = self.nodes[from as usize].finding_by.is_some();
                    let is_directed = relation.effect() == Effect::Directed && by_finding;
                    let one_corrects_the_other =
                        superseding.contains(&(from, to)) || superseding.contains(&(to, from));
                    if one_corrects_the_other || !self.can_be_disputed(link) {
                        continue;
                    }
                    if is_tentative && !is_directed && self.rank(from) != self.rank(to) {
                        // A rank would make the proposal decide; a machine never does.
                        let by = claims[link.from as usize].record.id;
                        self.nodes[to as usize].beside.insert(by);
                        continue;
                    }
                    self.input.edges.push(edge(Kind::Refute, is_directed));
                }
                Effect::Provenance if from != to => {
                    self.input.statements[from as usize].rests_on.push(to);
                }
                Effect::TakesBack if !is_tentative => {
                    self.input.statements[to as usize].live = false;
                    let by = claims[link.from as usize].record.id;
                    self.nodes[to as usize].taken_back_by.insert(by);
                }
                Effect::Provenance
                | Effect::TakesBack
                | Effect::SameNode
                | Effect::Supersedes
                | Effect::Shown => {}
            }
        }
    }

    /// Notes which claim superseded which, the one drawn last; returns the pairs of nodes.
    fn supersede(
        &mut self,
        claims: &[Present<'_>],
        mut superseding: Vec<(Position, LinkId, u32, u32)>,
    ) -> HashSet<(u32, u32)> {
        superseding.sort_unstable();
        let mut pairs = HashSet::new();
        for (_, _, from, to) in superseding {
            pairs.insert((self.members.at(from).node, self.members.at(to).node));
            self.members.at_mut(to).superseded_by = Some(claims[from as usize].record.id);
        }
        pairs
    }

    fn rank(&self, node: u32) -> i32 {
        self.input.statements[node as usize].rank
    }

    /// Demands, promises and hopes have no dispute axis.
    fn can_be_disputed(&self, link: &Counted) -> bool {
        [link.from, link.to].iter().all(|place| self.members.at(*place).can_be_disputed)
    }
}
