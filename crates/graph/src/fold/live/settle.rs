//! From a change to right labels again. A label is kept with a step, and follows from labels of lower
//! steps only. A change first takes away every label that no longer follows so, which goes on where a
//! label that is gone was needed; then what can be decided again is. What no label that is gone was
//! needed for is never looked at. The result is the one grounded labelling, whatever came before:
//! what is left after the first half follows from the new graph, and the second half adds all that does.
//! (Delete and rederive, as for recursive views: Gupta, Mumick, Subrahmanian 1993.)

use counterclaim_model::{Clock, Count};
use petgraph::graph::NodeIndex;

use super::super::claims_graph::ClaimsGraph;
use super::super::gather::gather;
use super::super::nodes::Node;
use super::facts::{Live, Ring};
use crate::core::{Core, Label, Parameters};

impl Live {
    /// Makes labels right again.
    pub(crate) fn settle(&mut self, graph: &ClaimsGraph) {
        let many = graph.store.node_count();
        self.facts.resize_with(many, Default::default);
        self.labels.resize(many, Label::Undecided);
        self.steps.resize(many, 0);
        if self.touched.all {
            self.all_anew(graph);
        } else {
            let seeds = self.take_over(graph);
            let open = self.take_away(graph, seeds);
            self.decide(graph, open);
        }
        self.touched = Default::default();
    }

    /// Takes over what changed; returns the leading claims whose labels may follow otherwise now.
    fn take_over(&mut self, graph: &ClaimsGraph) -> Vec<u32> {
        let mut claims = each_once(std::mem::take(&mut self.touched.claims));
        self.look(graph, &mut claims);
        let mut repeating = std::mem::take(&mut self.touched.repeating);
        repeating.extend(&claims);
        let mut resting = std::mem::take(&mut self.touched.resting);
        resting.extend(&claims);
        let company: Vec<u32> = repeating.iter().flat_map(|c| self.pool(self.lead(*c))).collect();
        resting.extend(company);
        if self.touched.voices {
            resting.extend(self.all_repeating());
        }
        resting.extend(self.rings_below(graph, &resting));
        let mut rings = self.dissolve(&each_once(resting.clone()));
        let pooled = self.pool_again(graph, &repeating);
        resting.extend(pooled.iter().chain(&rings));
        rings.extend(self.ring_again(graph, &each_once(resting)));
        let mut seeds = std::mem::take(&mut self.touched.ends);
        seeds.extend(rings);
        claims.extend(pooled);
        for claim in each_once(claims) {
            let around = graph.store.neighbors_undirected(NodeIndex::new(claim as usize));
            seeds.extend(around.map(|node| node.index() as u32));
            seeds.push(claim);
        }
        let leads: Vec<u32> = seeds.iter().map(|claim| self.lead(*claim)).collect();
        seeds.extend(leads);
        each_once(seeds)
    }

    /// Takes away the labels that no longer follow; returns what is open then.
    fn take_away(&mut self, graph: &ClaimsGraph, seeds: Vec<u32>) -> Vec<u32> {
        let (mut open, mut doubtful) = (seeds.clone(), seeds);
        while let Some(claim) = doubtful.pop() {
            let label = self.labels[claim as usize];
            if label == Label::Undecided || self.follows(graph, claim) == Some(label) {
                continue;
            }
            self.labels[claim as usize] = Label::Undecided;
            open.push(claim);
            self.dependents(graph, claim, &mut doubtful);
        }
        each_once(open)
    }

    /// Returns the label of a claim if labels of lower steps than its own give it one.
    fn follows(&self, graph: &ClaimsGraph, claim: u32) -> Option<Label> {
        let below = self.steps[claim as usize];
        self.derive(graph, claim, below).map(|(label, _)| label)
    }

    /// Decides all that can be.
    fn decide(&mut self, graph: &ClaimsGraph, mut open: Vec<u32>) {
        while let Some(claim) = open.pop() {
            if self.labels[claim as usize] != Label::Undecided {
                continue;
            }
            if let Some((label, step)) = self.derive(graph, claim, u32::MAX) {
                self.labels[claim as usize] = label;
                self.steps[claim as usize] = step;
                self.dependents(graph, claim, &mut open);
            }
        }
    }

    /// Returns the label that follows for a claim from labels with a step below `below`, and its step.
    fn derive(&self, graph: &ClaimsGraph, claim: u32, below: u32) -> Option<(Label, u32)> {
        if !self.is_node(claim) {
            return None;
        }
        let attackers = self.attacks(graph, claim).on_it;
        let parents = self.parents(graph, claim);
        let step = |label: Label, of: &[u32], all: bool| {
            let steps = of.iter().filter(|other| {
                self.labels[**other as usize] == label && self.steps[**other as usize] < below
            });
            let steps = steps.map(|other| self.steps[*other as usize]);
            match all {
                true if steps.clone().count() < of.len() => None,
                true => Some(steps.max().unwrap_or(0)),
                false => steps.min(),
            }
        };
        if let Some(refuted) = step(Label::In, &attackers, false) {
            return Some((Label::Out, refuted + 1));
        }
        if parents.any
            && let Some(fallen) = step(Label::Out, &parents.live, true)
        {
            return Some((Label::Out, fallen + 1));
        }
        let defended = step(Label::Out, &attackers, true)?;
        let founded = if parents.any { step(Label::In, &parents.live, false)? } else { 0 };
        Some((Label::In, defended.max(founded) + 1))
    }

    /// Adds the claims whose labels may follow from that of `claim`.
    fn dependents(&self, graph: &ClaimsGraph, claim: u32, found: &mut Vec<u32>) {
        if self.is_node(claim) {
            found.extend(self.attacks(graph, claim).by_it);
            found.extend(self.relays(graph, claim));
        }
    }

    /// Weighs everything and takes it over.
    fn all_anew(&mut self, graph: &ClaimsGraph) {
        self.look_at_all(graph);
        let parameters = Parameters::default();
        let gathered = gather(graph, None, Clock::NOW, Count::Checked, &parameters);
        let place = |claim| graph.node(claim).map(|node| node.index() as u32).ok();
        let head = |node: &Node| place(gathered.members.ids[node.head as usize]);
        let heads: Vec<u32> = gathered.nodes.table.iter().filter_map(head).collect();
        self.leads.clear();
        self.pools.clear();
        for (node, pool) in &gathered.nodes.pools {
            let mut pool: Vec<u32> = pool.iter().copied().filter_map(place).collect();
            pool.sort_unstable();
            let head = heads[*node as usize];
            self.leads.extend(pool.iter().map(|member| (*member, head)));
            self.pools.insert(head, pool);
        }
        let core = Core::new(gathered.input, &parameters);
        self.rings.clear();
        self.ring_of.clear();
        for nodes in core.provenance.rings() {
            let mut ring: Vec<u32> = nodes.iter().map(|node| heads[*node as usize]).collect();
            ring.sort_unstable();
            let outside = core.provenance.parents(nodes[0]).iter();
            let mut parents: Vec<u32> = outside.map(|node| heads[*node as usize]).collect();
            parents.sort_unstable();
            self.ring_of.extend(ring.iter().map(|member| (*member, ring[0])));
            self.rings.insert(ring[0], Ring { members: ring, parents });
        }
        self.labels.fill(Label::Undecided);
        for (node, head) in (0..).zip(&heads) {
            self.labels[*head as usize] = core.label(node).unwrap_or(Label::Undecided);
            self.steps[*head as usize] = core.step(node);
        }
    }
}

fn each_once(mut claims: Vec<u32>) -> Vec<u32> {
    claims.sort_unstable();
    claims.dedup();
    claims
}
