//! From records to the core's input: which claims count on the clock, which of them are one node, and
//! what each link does to standing. The rules are in `rules`; here they are asked for every link.

use std::collections::BTreeMap;

use counterclaim_model::{Basis, Clock, Count, Effect, Form, Link, LinkId, Position, Status};
use petgraph::graph::{EdgeIndex, EdgeReference, NodeIndex};
use petgraph::visit::EdgeRef as _;

use super::claims_graph::ClaimsGraph;
use super::members::Members;
use super::nodes::{Node, Nodes};
use super::parties::Voices;
use super::places::{ABSENT, Places};
use super::pools::pools;
use super::records::{ClaimRecord, Drawn, LinkRecord, Told};
use super::rules::{Does, End, does};
use crate::core::{Edge, Input, Kind, Parameters, Statement};

/// Everything gathered on one clock.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gathered {
    pub(crate) members: Members,
    pub(crate) nodes: Nodes,
    pub(crate) input: Input,
}

/// A claim that counts, or that is there as an origin of one.
#[derive(Clone, Copy, Debug)]
struct Present<'g> {
    record: &'g ClaimRecord,
    told: &'g Told,
    counts: bool,
}

/// What links do other than confirm and rest on, by the places of their claims.
#[derive(Debug, Default)]
struct Rest {
    repeating: Vec<(u32, u32)>,
    /// Who supersedes whom, with where and by what link that was drawn.
    superseding: Vec<(Position, LinkId, u32, u32)>,
    taking_back: Vec<(u32, u32)>,
    beside: Vec<(u32, u32)>,
    rejecting: Vec<(u32, u32)>,
}

/// The claims looked at: all of them, or some in the order of recording that no link ties to others.
pub(crate) type Chosen<'c> = Option<&'c [NodeIndex]>;

/// Returns the chosen claims, in the order of recording.
fn claims_of(graph: &ClaimsGraph, chosen: Chosen<'_>) -> impl Iterator<Item = NodeIndex> {
    let all = chosen.is_none().then(|| graph.store.node_indices());
    all.into_iter().flatten().chain(chosen.into_iter().flatten().copied())
}

/// Returns the links of the chosen claims.
fn links_of<'g>(
    graph: &'g ClaimsGraph,
    chosen: Chosen<'g>,
) -> impl Iterator<Item = EdgeReference<'g, LinkRecord>> {
    let all = chosen.is_none().then(|| graph.store.edge_references());
    let some = chosen.into_iter().flatten().flat_map(|claim| graph.store.edges(*claim));
    all.into_iter().flatten().chain(some)
}

pub(crate) fn gather(
    graph: &ClaimsGraph,
    chosen: Chosen<'_>,
    clock: Clock,
    count: Count,
    parameters: &Parameters,
) -> Gathered {
    let mut places = Places::of(graph, chosen);
    let mut claims =
        Vec::with_capacity(chosen.map_or(graph.store.node_count(), <[NodeIndex]>::len));
    for at in claims_of(graph, chosen) {
        let record = &graph.store[at];
        let told = record.told.at(clock.as_of).filter(|told| counts(told.status, count));
        let from = || record.public_from(clock.as_of).is_some_and(|from| clock.is_public(from));
        if let Some(told) = told.filter(|_| clock.public_by.is_none() || from()) {
            places.put(at, claims.len() as u32);
            claims.push(Present { record, told, counts: true });
        }
    }
    let counting = claims.len();
    if count == Count::Checked {
        take_in_origins(graph, chosen, clock, &mut places, &mut claims);
    }
    let end =
        |claim: &Present<'_>| End::of(claim.told, claim.record.finding_by.is_some(), claim.counts);
    let ends: Vec<End> = claims.iter().map(end).collect();
    let mut gathered = Gathered::default();
    if chosen.is_none() {
        // Room for all at once: growing would copy them again and again.
        gathered.input.edges.reserve_exact(graph.store.edge_count());
    }
    let links = links_of(graph, chosen)
        .filter_map(|edge| Some((edge, counted(graph, edge.weight(), edge.id(), clock, count)?)));
    let rest = gathered.add_links(links, clock, parameters, &places, &ends);
    let mut voices = Voices::on(graph, clock);
    gathered.add_nodes(&claims, &ends, &rest, clock, parameters, &mut voices);
    gathered.add_rare(graph, &claims, &places, clock, &mut voices);
    gathered.nodes.hearings = voices.hearings();
    gathered.input.joint.clone_from(&gathered.nodes.hearings.joint);
    gathered.members.counting = counting;
    gathered.settle(rest);
    gathered
}

/// Takes in the unchecked claims that counted ones rest on by a checked link, in the order of recording.
/// They count for nothing themselves. Left out, two relays of one of them would look like two origins.
fn take_in_origins<'g>(
    graph: &'g ClaimsGraph,
    chosen: Chosen<'g>,
    clock: Clock,
    places: &mut Places,
    claims: &mut Vec<Present<'g>>,
) {
    let is_drawn = |edge: EdgeIndex| {
        let drawn = counted(graph, &graph.store[edge], edge, clock, Count::Checked);
        drawn.is_some_and(|drawn| drawn.relation.effect() == Effect::Provenance)
    };
    let unchecked = |at: NodeIndex| {
        let record = &graph.store[at];
        let told = record.told.at(clock.as_of).filter(|told| told.status == Status::Proposed)?;
        let from = record.public_from(clock.as_of)?;
        clock.is_public(from).then_some(Present { record, told, counts: false })
    };
    let is_absent = |node: NodeIndex| places.get(node) == ABSENT;
    let known = links_of(graph, chosen).filter(|edge| {
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
        places.put(node, claims.len() as u32);
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
    /// Sorts links by what they do. Edges and provenance go by the places of claims, for the time being.
    fn add_links<'g>(
        &mut self,
        links: impl Iterator<Item = (EdgeReference<'g, LinkRecord>, &'g Drawn)>,
        clock: Clock,
        parameters: &Parameters,
        places: &Places,
        ends: &[End],
    ) -> Rest {
        let mut rest = Rest::default();
        for (edge, drawn) in links {
            let [from, to] = [edge.source(), edge.target()].map(|end| places.get(end));
            if from == ABSENT || to == ABSENT {
                continue;
            }
            let weight = f64::from(drawn.weight) / 100.0;
            let edge_of = |kind, by_analyst| Edge { from, to, kind, by_analyst, weight };
            match does(drawn, ends[from as usize], ends[to as usize], parameters.ranks) {
                Does::Confirm => self.input.edges.push(edge_of(Kind::Confirm, false)),
                Does::Object { by_finding } => {
                    self.input.edges.push(edge_of(Kind::Refute, by_finding));
                }
                Does::RestOn => self.input.rests_on.push((from, to)),
                Does::Repeat => rest.repeating.push((from, to)),
                Does::Supersede => {
                    let drawn_at = edge.weight().drawn_at(clock.as_of);
                    rest.superseding.push((drawn_at, edge.weight().id, from, to));
                }
                Does::TakeBack => rest.taking_back.push((from, to)),
                Does::StandBeside => rest.beside.push((from, to)),
                Does::Reject => rest.rejecting.push((from, to)),
                Does::Nothing => {}
            }
        }
        rest
    }

    fn add_nodes(
        &mut self,
        claims: &[Present<'_>],
        ends: &[End],
        rest: &Rest,
        clock: Clock,
        parameters: &Parameters,
        voices: &mut Voices<'_>,
    ) {
        let heard: Vec<u32> = claims.iter().map(|claim| voices.hear(claim.record)).collect();
        let voice = |place: u32| voices.voice(heard[place as usize]);
        let repeats = rest.repeating.iter().filter(|(one, other)| voice(*one) == voice(*other));
        let leads = pools(claims.len(), repeats.copied());
        self.members = Members::with_capacity(claims.len());
        self.nodes.table.reserve_exact(claims.len());
        self.nodes.sources.reserve_exact(claims.len());
        self.input.statements.reserve_exact(claims.len());
        for (place, claim) in (0_u32..).zip(claims) {
            // The claim recorded first leads, so that its node is there already.
            let lead = leads[place as usize];
            let number = match lead == place {
                true => {
                    let heard = heard[place as usize];
                    self.nodes.table.push(Node { head: place, heard, counts: claim.counts });
                    self.nodes.sources.push(Default::default());
                    self.input.statements.push(Statement {
                        party: voices.voice(heard),
                        rank: ends[place as usize].rank(parameters.ranks),
                        live: true,
                        speaks: false,
                    });
                    self.nodes.table.len() as u32 - 1
                }
                false => self.members.nodes[lead as usize],
            };
            self.members.ids.push(claim.record.id);
            self.members.nodes.push(number);
            self.members.modalities.push(claim.told.modality);
            self.join(number, claim, clock);
            if lead != place {
                let first = claims[lead as usize].record.id;
                let pool = self.nodes.pools.entry(number).or_insert_with(|| vec![first]);
                pool.push(claim.record.id);
            }
        }
        self.nodes.pools.values_mut().for_each(|pool| pool.sort_unstable());
    }

    fn join(&mut self, number: u32, claim: &Present<'_>, clock: Clock) {
        let statement = &mut self.input.statements[number as usize];
        for seen in claim.record.visible(clock) {
            self.nodes.sources[number as usize].insert(seen.source);
            statement.live &= !seen.takes_back || !claim.counts;
        }
        statement.speaks |= claim.told.form != Form::Implied;
        if let Some(by) = &claim.record.finding_by {
            self.nodes.finding_by.entry(number).or_insert_with(|| by.clone());
        }
    }

    /// Adds whom claims charge and who passed them on, for the few of which that is known.
    fn add_rare(
        &mut self,
        graph: &ClaimsGraph,
        claims: &[Present<'_>],
        places: &Places,
        clock: Clock,
        voices: &mut Voices<'_>,
    ) {
        for (at, rare) in places.with_rare(graph) {
            let place = places.get(at) as usize;
            let Some(claim) = claims.get(place) else { continue };
            let node = self.members.nodes[place];
            if let Some(actor) = rare.relayed_by(clock.as_of) {
                self.nodes.relayed_by.entry(node).or_insert(actor);
            }
            for actor in rare.accused(clock.as_of) {
                let (voice, _) = voices.speaks(*actor, claim.record.said(clock));
                self.nodes.accused.entry(node).or_default().push((*actor, voice));
            }
        }
    }

    /// Lets everything refer to nodes, and does what links do beside making edges.
    fn settle(&mut self, mut rest: Rest) {
        let nodes = &self.members.nodes;
        let node = |place: u32| nodes[place as usize];
        if self.nodes.len() < nodes.len() {
            for edge in &mut self.input.edges {
                (edge.from, edge.to) = (node(edge.from), node(edge.to));
            }
            self.input.rests_on.iter_mut().for_each(|pair| *pair = (node(pair.0), node(pair.1)));
        }
        for (by, of) in rest.taking_back {
            self.input.statements[node(of) as usize].live = false;
            let by = self.members.ids[by as usize];
            self.nodes.taken_back_by.entry(node(of)).or_default().insert(by);
        }
        for (by, of) in rest.rejecting {
            let by = self.members.ids[by as usize];
            self.nodes.rejected_by.entry(node(of)).or_default().insert(by);
        }
        rest.superseding.sort_unstable();
        let mut corrected = Vec::new();
        for (_, _, from, to) in rest.superseding {
            corrected.extend([(node(from), node(to)), (node(to), node(from))]);
            self.members.superseded_by.insert(to, from);
        }
        corrected.sort_unstable();
        let is_corrected = |from: u32, to: u32| corrected.binary_search(&(from, to)).is_ok();
        for (by, to) in rest.beside {
            if !is_corrected(node(by), node(to)) {
                let by = self.members.ids[by as usize];
                self.nodes.beside.entry(node(to)).or_default().insert(by);
            }
        }
        if !corrected.is_empty() {
            let stays = |e: &Edge| e.kind == Kind::Confirm || !is_corrected(e.from, e.to);
            self.input.edges.retain(stays);
        }
    }
}
