//! Why a claim stands where it stands, in claim ids: everything a sentence needs is one step away.
//! Sentences with names are made above this crate.

use counterclaim_model::ClaimId;

use super::echo::Echo;
use super::nodes;
use super::weighed::Weighed;
use crate::core::{Assessed, Dispute, Label, MOST_POINTS, Narrow, Support};

/// Why a claim stands where it stands. Claims drawn together by `repeats` are told by the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Because {
    /// Every objection that bears on it, the deciding ones first.
    pub objections: Vec<Objection>,
    /// Objections that are on record and have no say: outranked by a finding, or too light to count.
    pub beside: Vec<ClaimId>,
    /// Claims that object to each other in a circle with it, the first 64 of them by the order of
    /// recording; empty if there is none.
    pub circle: Vec<ClaimId>,
    /// How many claims are in that circle.
    pub circle_size: usize,
    /// The independent lines for it.
    pub lines_for: Vec<Line>,
    /// The independent lines against it.
    pub lines_against: Vec<Line>,
    /// The least that would have to fail for no line to be left for it: one for each line.
    pub cut_for: Vec<CutPoint>,
    /// How many of the lines for it begin with the claim that testifies, so that nothing is recorded of
    /// where it has it from. That is not the same as independence.
    pub without_source: usize,
    /// Claims that confirm it and do not stand refuted.
    pub reports: Vec<ClaimId>,
    /// How these hang together, if they are no other line.
    pub echo: Option<Echo>,
    /// Claims that take their content from it.
    pub relays: Vec<ClaimId>,
    /// Claims, other than itself, that every line for it passes; the origin first, at most 64.
    pub single_points: Vec<ClaimId>,
    /// What it rests on and what fell, if that is why it fell.
    pub fallen_origins: Vec<ClaimId>,
    /// What it rests on and what is itself disputed, if it is disputed; its only reason where nobody
    /// objects to the relay itself.
    pub disputed_origins: Vec<ClaimId>,
    /// Claims that cite each other in a circle and that it leads back to, if it leads to no origin.
    pub ring: Vec<ClaimId>,
    /// Claims that take it back; a sighting may do so too.
    pub taken_back_by: Vec<ClaimId>,
    /// Claims that answer it with no, if it is a demand, promise or hope. Shown, and not counted.
    pub rejected_by: Vec<ClaimId>,
}

/// One independent line: claims from the origin to the one that testifies. One of more than 64 is told
/// by its first 63 and its last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line(pub Vec<ClaimId>);

/// Something that one line at most can pass: the lines are as many as there are of these.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CutPoint {
    /// A claim; several where they cite each other in a ring.
    Claims(Vec<ClaimId>),
    /// One voice at the beginning of lines: these origins are all its own.
    Origins(Vec<ClaimId>),
    /// One voice at the end of lines: these witnesses are all its own.
    Witnesses(Vec<ClaimId>),
}

/// An objection to a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// The claim that objects.
    pub by: ClaimId,
    /// The named person, if a finding objects.
    pub finding_by: Option<String>,
    /// Whether it stands, fell, or is open.
    pub label: Label,
    /// Whether it decides: it goes one way only, by an adjudication or by rank.
    pub is_directed: bool,
    /// What made it fall, if it fell; empty if it fell with its own origin.
    pub felled_by: Vec<ClaimId>,
}

impl Weighed {
    pub(crate) fn because(&self, node: u32, assessed: &Assessed, dispute: Dispute) -> Because {
        let objections = self.objections(node);
        let is_open = dispute == Dispute::Contested;
        let circle = if is_open { self.circle(node) } else { &[] };
        let if_any = |asked: bool, claims: &dyn Fn() -> Vec<ClaimId>| {
            if asked { claims() } else { Vec::new() }
        };
        Because {
            beside: self.beside(node),
            circle: self.heads(&circle[..circle.len().min(MOST_POINTS)]),
            circle_size: circle.len(),
            lines_for: self.lines(&assessed.lines_for),
            lines_against: self.lines(&assessed.lines_against),
            cut_for: assessed.cut_for.iter().map(|narrow| self.cut_point(narrow)).collect(),
            without_source: assessed.lines_for.iter().filter(|line| line.len() == 1).count(),
            reports: self.heads(&assessed.reports),
            echo: (assessed.support == Support::Echoed).then(|| self.echo(node, &assessed.reports)),
            relays: self.heads(self.core.provenance.relays(node)),
            single_points: self.heads(&assessed.single_points),
            fallen_origins: if_any(dispute == Dispute::OriginFallen, &|| {
                self.origins(node, |label| label != Some(Label::In))
            }),
            disputed_origins: if_any(dispute == Dispute::Contested, &|| {
                self.origins(node, |label| label == Some(Label::Undecided))
            }),
            ring: if_any(assessed.support == Support::Unsourced, &|| self.ring_behind(node)),
            taken_back_by: nodes::of(&self.nodes.taken_back_by, node).to_vec(),
            rejected_by: nodes::of(&self.nodes.rejected_by, node).to_vec(),
            objections,
        }
    }

    /// Returns the objections in the defeat graph: those that stand first, then open ones, then
    /// fallen ones; directed before mutual, and in the order of recording.
    fn objections(&self, node: u32) -> Vec<Objection> {
        let mut objectors: Vec<u32> = self.core.objectors(node).collect();
        let fate = |objector: u32| match self.core.label(objector) {
            Some(Label::In) => 0,
            Some(Label::Undecided) | None => 1,
            Some(Label::Out) => 2,
        };
        objectors.sort_by_key(|o| (fate(*o), !self.is_directed(*o, node), *o));
        let objections = objectors.into_iter().map(|objector| {
            let label = self.core.label(objector).unwrap_or(Label::Undecided);
            let felling = self.core.objectors(objector);
            let felling = felling.filter(|o| self.core.label(*o) == Some(Label::In));
            Objection {
                by: self.head(objector),
                finding_by: self.nodes.finding_by(objector).map(str::to_owned),
                label,
                is_directed: self.is_directed(objector, node),
                felled_by: match label {
                    Label::Out => felling.map(|o| self.head(o)).collect(),
                    Label::In | Label::Undecided => Vec::new(),
                },
            }
        });
        objections.collect()
    }

    /// Objections on record without an attack in the defeat graph.
    fn beside(&self, node: u32) -> Vec<ClaimId> {
        let counted = self.core.compiled.refuters.of(node).iter();
        let outranked = counted.filter(|o| !self.core.compiled.attacks.has(**o, node));
        let light = self.core.compiled.noted.iter();
        let light = light.filter(|(_, to, kind)| *to == node && *kind == crate::core::Kind::Refute);
        let mut beside: Vec<ClaimId> = outranked.map(|o| self.head(*o)).collect();
        beside.extend(light.map(|(from, _, _)| self.head(*from)));
        beside.extend(nodes::of(&self.nodes.beside, node));
        beside.sort_unstable();
        beside.dedup();
        beside
    }

    /// Returns what a claim rests on, as far as it is labelled so; a claim taken back has no label.
    fn origins(&self, node: u32, is_so: fn(Option<Label>) -> bool) -> Vec<ClaimId> {
        let parents = self.core.provenance.parents(node).iter();
        let parents = parents.filter(|parent| is_so(self.core.label(**parent)));
        parents.map(|parent| self.head(*parent)).collect()
    }

    /// Looks upwards from a claim without an origin for the ring it ends in.
    pub(crate) fn ring_behind(&self, node: u32) -> Vec<ClaimId> {
        let mut seen = std::collections::BTreeSet::from([node]);
        let mut open = vec![node];
        while let Some(next) = open.pop() {
            if let Some(ring) = self.core.provenance.ring(next) {
                return self.heads(ring);
            }
            let parents = self.core.provenance.parents(next).iter().copied();
            open.extend(parents.filter(|parent| seen.insert(*parent)));
        }
        Vec::new()
    }

    fn cut_point(&self, narrow: &Narrow) -> CutPoint {
        match narrow {
            Narrow::Statements(nodes) => CutPoint::Claims(self.heads(nodes)),
            Narrow::Origins(nodes) => CutPoint::Origins(self.heads(nodes)),
            Narrow::Witnesses(nodes) => CutPoint::Witnesses(self.heads(nodes)),
        }
    }

    fn lines(&self, lines: &[Vec<u32>]) -> Vec<Line> {
        lines.iter().map(|line| Line(self.heads(line))).collect()
    }
}
