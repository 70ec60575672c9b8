//! From records to the core's input: which claims count on the clock, which of them are one node, and
//! what each link does to standing. The table of relations lives in the model; its rules live here.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_model::{ClaimId, Clock, Count, Effect, Form, Link, Position, SourceId, Status};

use super::claims_graph::ClaimsGraph;
use super::parties::{Party, Voice};
use super::records::{ClaimRecord, LinkRecord};
use crate::core::{Edge, Input, Kind, Parameters, Ranks, Statement};

/// What of a claim the answers need beside its place in the core.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) node: u32,
    pub(crate) can_be_disputed: bool,
    pub(crate) superseded_by: Option<ClaimId>,
}

/// One node of the core: a claim with its repetitions.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// The claim recorded first stands for all.
    pub(crate) head: ClaimId,
    /// All of them, by id.
    pub(crate) claims: Vec<ClaimId>,
    pub(crate) voice: Voice,
    pub(crate) party: Party,
    pub(crate) finding_by: Option<String>,
    pub(crate) sources: BTreeSet<SourceId>,
    /// Claims that take it back.
    pub(crate) taken_back_by: Vec<ClaimId>,
    /// Counted objections that have no say here: proposals against a finding.
    pub(crate) beside: Vec<ClaimId>,
}

/// Everything gathered on one clock.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gathered {
    pub(crate) members: BTreeMap<ClaimId, Member>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) input: Input,
}

/// A link that counts. A tentative one was not checked, or has an end that was not.
#[derive(Clone, Copy, Debug)]
struct Counted<'g> {
    link: &'g Link,
    drawn: Position,
    is_tentative: bool,
}

pub(crate) fn gather(
    graph: &ClaimsGraph,
    clock: Clock,
    count: Count,
    parameters: &Parameters,
) -> Gathered {
    let claims: BTreeMap<ClaimId, &ClaimRecord> = graph
        .claims
        .iter()
        .filter(|(_, record)| counts(record.status.at(clock.as_of), count))
        .filter(|(_, record)| {
            record.public_from(clock.as_of).is_some_and(|from| clock.is_public(from))
        })
        .map(|(id, record)| (*id, record))
        .collect();
    let links: Vec<Counted<'_>> = graph
        .links
        .values()
        .filter_map(|record| counted(graph, &claims, record, clock, count))
        .collect();
    let mut gathered = Gathered::default();
    gathered.add_nodes(graph, &claims, &links, clock, parameters);
    gathered.add_links(&links);
    gathered
}

fn counts(status: Option<&Status>, count: Count) -> bool {
    match status {
        Some(Status::Checked) => true,
        Some(Status::Proposed) => count == Count::All,
        Some(Status::Rejected | Status::Withdrawn) | None => false,
    }
}

fn counted<'g>(
    graph: &'g ClaimsGraph,
    claims: &BTreeMap<ClaimId, &ClaimRecord>,
    record: &'g LinkRecord,
    clock: Clock,
    count: Count,
) -> Option<Counted<'g>> {
    let status = record.status.at(clock.as_of);
    let link = record.drawn.at(clock.as_of).filter(|_| counts(status, count))?;
    let public_from =
        link.public_from(|claim| graph.claims.get(&claim)?.public_from(clock.as_of))?;
    let (from, to) = (claims.get(&link.from)?, claims.get(&link.to)?);
    let is_proposed = |status: Option<&Status>| status == Some(&Status::Proposed);
    clock.is_public(public_from).then(|| Counted {
        link,
        drawn: record.drawn.since_at(clock.as_of),
        is_tentative: is_proposed(status)
            || is_proposed(from.status.at(clock.as_of))
            || is_proposed(to.status.at(clock.as_of)),
    })
}

impl Gathered {
    fn add_nodes(
        &mut self,
        graph: &ClaimsGraph,
        claims: &BTreeMap<ClaimId, &ClaimRecord>,
        links: &[Counted<'_>],
        clock: Clock,
        parameters: &Parameters,
    ) {
        let voices: BTreeMap<ClaimId, Voice> =
            claims.iter().map(|(id, record)| (*id, graph.voice(record, clock))).collect();
        let mut numbers: BTreeMap<Voice, u32> = BTreeMap::new();
        for voice in voices.values() {
            let next = numbers.len() as u32;
            numbers.entry(*voice).or_insert(next);
        }
        for pool in pools(&voices, links) {
            let number = self.nodes.len() as u32;
            let Some(head) = pool.iter().copied().min_by_key(|id| (claims[id].recorded, *id))
            else {
                continue;
            };
            let records = || pool.iter().map(|id| claims[id]);
            let finding_by = claims[&head].finding_by.clone();
            let is_ranked = finding_by.is_some() && parameters.ranks == Ranks::FindingsAbove;
            self.input.statements.push(Statement {
                party: numbers[&voices[&head]],
                rank: i32::from(is_ranked),
                live: !records().any(|r| r.visible(clock).any(|seen| seen.takes_back)),
                speaks: records().any(|r| r.form.at(clock.as_of) != Some(&Form::Implied)),
                rests_on: Vec::new(),
            });
            for id in &pool {
                let modality = claims[id].modality.at(clock.as_of);
                let can_be_disputed = modality.is_none_or(|modality| modality.can_be_disputed());
                let member = Member { node: number, can_be_disputed, superseded_by: None };
                self.members.insert(*id, member);
            }
            self.nodes.push(Node {
                head,
                voice: voices[&head],
                party: graph.party(claims[&head], clock),
                finding_by,
                sources: records().flat_map(|r| r.visible(clock).map(|s| s.source)).collect(),
                taken_back_by: Vec::new(),
                beside: Vec::new(),
                claims: pool,
            });
        }
    }

    fn add_links(&mut self, links: &[Counted<'_>]) {
        let superseding = self.supersede(links);
        for counted in links {
            let Counted { link, is_tentative, .. } = *counted;
            let (from, to) = (self.members[&link.from].node, self.members[&link.to].node);
            let weight = f64::from(link.weight) / 100.0;
            let edge = |kind, by_analyst| Edge { from, to, kind, by_analyst, weight };
            let by_finding = self.nodes[from as usize].finding_by.is_some();
            match link.relation.effect() {
                Effect::Confirm => self.input.edges.push(edge(Kind::Confirm, false)),
                Effect::Symmetric | Effect::Directed => {
                    let is_directed = link.relation.effect() == Effect::Directed && by_finding;
                    let one_corrects_the_other =
                        superseding.contains(&(from, to)) || superseding.contains(&(to, from));
                    if one_corrects_the_other || !self.can_be_disputed(link) {
                        continue;
                    }
                    if is_tentative && !is_directed && self.rank(from) != self.rank(to) {
                        // A rank would make the proposal decide; a machine never does.
                        self.nodes[to as usize].beside.push(link.from);
                        continue;
                    }
                    self.input.edges.push(edge(Kind::Refute, is_directed));
                }
                Effect::Provenance if from != to => {
                    self.input.statements[from as usize].rests_on.push(to);
                }
                Effect::TakesBack if !is_tentative => {
                    self.input.statements[to as usize].live = false;
                    self.nodes[to as usize].taken_back_by.push(link.from);
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
    fn supersede(&mut self, links: &[Counted<'_>]) -> BTreeSet<(u32, u32)> {
        let mut superseding: Vec<&Counted<'_>> = links
            .iter()
            .filter(|c| c.link.relation.effect() == Effect::Supersedes && !c.is_tentative)
            .collect();
        superseding.sort_by_key(|counted| (counted.drawn, counted.link.id));
        let mut pairs = BTreeSet::new();
        for counted in superseding {
            let (from, to) = (counted.link.from, counted.link.to);
            pairs.insert((self.members[&from].node, self.members[&to].node));
            if let Some(member) = self.members.get_mut(&to) {
                member.superseded_by = Some(from);
            }
        }
        pairs
    }

    fn rank(&self, node: u32) -> i32 {
        self.input.statements[node as usize].rank
    }

    /// Demands, promises and hopes have no dispute axis.
    fn can_be_disputed(&self, link: &Link) -> bool {
        [link.from, link.to].iter().all(|id| self.members[id].can_be_disputed)
    }
}

/// Draws claims together that one voice repeats; ordered by their first ids, members ascending.
fn pools(voices: &BTreeMap<ClaimId, Voice>, links: &[Counted<'_>]) -> Vec<Vec<ClaimId>> {
    let mut leads: BTreeMap<ClaimId, ClaimId> = voices.keys().map(|id| (*id, *id)).collect();
    for Counted { link, .. } in links {
        let repeats = link.relation.effect() == Effect::SameNode;
        if repeats && voices[&link.from] == voices[&link.to] {
            let (one, other) = (lead(&leads, link.from), lead(&leads, link.to));
            leads.insert(one.max(other), one.min(other));
        }
    }
    let mut pools: BTreeMap<ClaimId, Vec<ClaimId>> = BTreeMap::new();
    for id in voices.keys() {
        let first = lead(&leads, *id);
        leads.insert(*id, first);
        pools.entry(first).or_default().push(*id);
    }
    pools.into_values().collect()
}

fn lead(leads: &BTreeMap<ClaimId, ClaimId>, id: ClaimId) -> ClaimId {
    let mut lead = id;
    while leads[&lead] != lead {
        lead = leads[&lead];
    }
    lead
}
