//! The claims graph on one clock, with the compiled graph of objections beside it.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_graph::{DefeatNode, Label, Weighed};
use counterclaim_model::{ClaimId, Count, Effect, Instant, Status};
use counterclaim_views::ClaimAt;

use super::lens::Lens;
use super::question::{Question, shown};
use crate::answers::{Argument, DefeatShown, GraphEdge, GraphNode, GraphShown, LinkCard};
use crate::desk::Desk;

impl Desk {
    /// Returns the claims graph: what counts, and what its standing was read from.
    pub fn graph(&self, question: Question) -> GraphShown {
        let lens = self.lens(question);
        let live = || self.views.timeline(lens.clock).filter(|claim| claim.status.is_live());
        let counted: Vec<ClaimAt<'_>> =
            live().filter(|claim| counts(claim.status, question.count)).collect();
        let keys = keys(&counted);
        let nodes: Vec<GraphNode> =
            counted.iter().zip(keys).map(|(claim, key)| lens.node(claim, key)).collect();
        let links = lens.live_links();
        let edges = edges(&nodes, &links, question.count, &self.findings(&counted));
        GraphShown {
            asked: self.asked(question),
            parameters: shown(&lens.everything().parameters()),
            unchecked_claims: live().count() - nodes.len(),
            unchecked_links: links.len() - edges.len(),
            defeat: defeat(lens.everything()),
            nodes,
            edges,
        }
    }

    fn findings(&self, claims: &[ClaimAt<'_>]) -> BTreeSet<ClaimId> {
        claims.iter().filter(|claim| claim.finding.is_some()).map(|claim| claim.id).collect()
    }
}

impl Lens<'_> {
    fn node(&self, claim: &ClaimAt<'_>, key: String) -> GraphNode {
        let from = claim.published().map_or(claim.recorded_at, |moment| moment.at);
        GraphNode { key, card: self.card(claim), from, until: self.taken_back_at(claim) }
    }

    /// Returns when the place that takes the claim back was published, if one does and is dated.
    fn taken_back_at(&self, claim: &ClaimAt<'_>) -> Option<Instant> {
        let seen = claim.sightings.iter().map(|seen| seen.sighting);
        let by_sighting = seen.filter(|seen| seen.takes_back).filter_map(|seen| seen.published);
        let standing = self.standing_of(claim.id);
        let by_claim = standing.iter().flat_map(|standing| &standing.because.taken_back_by);
        let by_claim = by_claim.filter_map(|id| self.desk.views.claim(*id, self.clock)?.said());
        by_sighting.chain(by_claim).map(|moment| moment.at).min()
    }
}

fn counts(status: Status, count: Count) -> bool {
    match count {
        Count::Checked => status == Status::Checked,
        Count::All => status.is_live(),
    }
}

/// Returns as much of every id as tells it from the others; eight digits or more, all of one length.
fn keys(claims: &[ClaimAt<'_>]) -> Vec<String> {
    let ids: Vec<String> = claims.iter().map(|claim| claim.id.to_string()).collect();
    let is_enough = |length: usize| {
        let short: BTreeSet<&str> = ids.iter().map(|id| &id[..length]).collect();
        short.len() == ids.len()
    };
    let length = (8..36).find(|length| is_enough(*length)).unwrap_or(36);
    ids.iter().map(|id| id[..length].to_owned()).collect()
}

fn edges(
    nodes: &[GraphNode],
    links: &[LinkCard],
    count: Count,
    findings: &BTreeSet<ClaimId>,
) -> Vec<GraphEdge> {
    let numbers: BTreeMap<ClaimId, usize> =
        nodes.iter().enumerate().map(|(number, node)| (node.card.id, number)).collect();
    let edge = |link: &LinkCard| {
        Some(GraphEdge {
            from: *numbers.get(&link.from)?,
            to: *numbers.get(&link.to)?,
            by_finding: findings.contains(&link.from) && link.relation.effect() == Effect::Directed,
            link: link.clone(),
        })
    };
    links.iter().filter(|link| counts(link.status, count)).filter_map(edge).collect()
}

fn defeat(weighed: &Weighed) -> DefeatShown {
    let labels = weighed.labels();
    let claims: BTreeMap<ClaimId, usize> = labels
        .keys()
        .filter_map(|node| match node {
            DefeatNode::Claim(claim) => Some(*claim),
            DefeatNode::NoOriginOf(_) => None,
        })
        .zip(1..)
        .collect();
    let argument = |(node, label): (&DefeatNode, &Label)| {
        let (claim, letter) = match node {
            DefeatNode::Claim(claim) => (*claim, 'c'),
            DefeatNode::NoOriginOf(claim) => (*claim, 'o'),
        };
        // The claim itself is a node too: only claims that were taken back are none, and those rest
        // on nothing here.
        let number = claims.get(&claim).copied().unwrap_or_default();
        Argument {
            name: format!("{letter}{number}"),
            claim,
            is_no_origin: letter == 'o',
            label: label.name(),
        }
    };
    let numbers: BTreeMap<&DefeatNode, usize> = labels.keys().zip(0..).collect();
    let attacks = weighed.defeat_graph();
    let mut attacks: Vec<(usize, usize)> = attacks
        .iter()
        .filter_map(|(from, to)| Some((*numbers.get(from)?, *numbers.get(to)?)))
        .collect();
    attacks.sort_unstable();
    DefeatShown { arguments: labels.iter().map(argument).collect(), attacks }
}
