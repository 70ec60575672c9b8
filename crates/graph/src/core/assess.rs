//! The two axes of a standing, and what they rest on, for one statement at a time.
//! Compiling and labelling are linear and done once; the rest is found when it is first asked for.

use std::sync::OnceLock;

use super::arcs::Arcs;
use super::axes::{Dispute, Support};
use super::compile::{Compiled, compile};
use super::cycle::shortest_cycle;
use super::flags::{CoreFlag, flags};
use super::flow::{Narrow, lines};
use super::label::{Label, Labelling, label};
use super::provenance::Provenance;
use super::reach::{MOST_POINTS, Reach};
use super::rings::rings;
use super::statement::{Input, Parameters};

/// A statement's place on both axes, with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Assessed {
    pub(crate) dispute: Dispute,
    pub(crate) support: Support,
    pub(crate) lines_for: Vec<Vec<u32>>,
    pub(crate) lines_against: Vec<Vec<u32>>,
    /// The least that would have to fail for no line to be left: as many as there are lines.
    pub(crate) cut_for: Vec<Narrow>,
    /// Statements, other than itself, that every line passes; the origin first.
    pub(crate) single_points: Vec<u32>,
    /// Who confirms it and does not stand refuted.
    pub(crate) reports: Vec<u32>,
}

/// The compiled and labelled graph.
#[derive(Clone, Debug)]
pub(crate) struct Core {
    pub(crate) input: Input,
    pub(crate) parameters: Parameters,
    pub(crate) provenance: Provenance,
    pub(crate) compiled: Compiled,
    labelling: Labelling,
    attackers: OnceLock<Arcs>,
    reach: OnceLock<Reach>,
}

impl Core {
    pub(crate) fn new(input: Input, parameters: &Parameters) -> Self {
        let provenance = Provenance::new(&input);
        let compiled = compile(&input, &provenance, parameters);
        let labelling = label(&compiled.attacks);
        let (attackers, reach) = (OnceLock::new(), OnceLock::new());
        Self { input, parameters: *parameters, provenance, compiled, labelling, attackers, reach }
    }

    /// Returns who attacks each node of the defeat graph.
    pub(crate) fn attackers(&self) -> &Arcs {
        self.attackers.get_or_init(|| self.compiled.attacks.reversed())
    }

    fn reach(&self) -> &Reach {
        self.reach.get_or_init(|| {
            let speaks = |statement| self.input.speaks(statement);
            Reach::new(&self.provenance, |statement| self.carries(statement), speaks)
        })
    }

    /// Returns how a node of the defeat graph is labelled; a statement taken back is no node of it.
    pub(crate) fn label(&self, node: u32) -> Option<Label> {
        let is_gone = (node as usize) < self.input.len() && !self.input.is_live(node);
        self.labelling.labels.get(node as usize).copied().filter(|_| !is_gone)
    }

    /// Returns the step at which a label was reached; see [`Labelling`].
    pub(crate) fn step(&self, node: u32) -> u32 {
        self.labelling.steps.get(node as usize).copied().unwrap_or_default()
    }

    pub(crate) fn flags(&self) -> Vec<CoreFlag> {
        flags(self)
    }

    /// Returns the groups of statements that object to each other in a circle.
    pub(crate) fn circles(&self) -> Vec<Vec<u32>> {
        let is_statement = |node: &u32| (*node as usize) < self.input.len();
        let circles = self.loops().into_iter();
        let mut circles: Vec<Vec<u32>> =
            circles.map(|nodes| nodes.into_iter().filter(is_statement).collect()).collect();
        circles.retain(|members| members.len() > 1);
        circles.sort_unstable();
        circles
    }

    /// Returns the groups of nodes of the defeat graph that all lead to each other.
    pub(crate) fn loops(&self) -> Vec<Vec<u32>> {
        rings(&self.compiled.attacks)
    }

    /// Returns the groups of nodes of the defeat graph that all lead to each other, each with one
    /// shortest circle. A node "no origin stands" can be among them.
    pub(crate) fn cycles(&self) -> Vec<(Vec<u32>, Vec<u32>)> {
        let attacks = &self.compiled.attacks;
        let loops = self.loops().into_iter();
        loops.map(|nodes| (shortest_cycle(attacks, &nodes), nodes)).map(|(c, n)| (n, c)).collect()
    }

    /// Returns the statements that attack `statement`, ascending.
    pub(crate) fn objectors(&self, statement: u32) -> impl Iterator<Item = u32> {
        let attackers = self.attackers().of(statement).iter().copied();
        attackers.filter(|node| (*node as usize) < self.input.len())
    }

    pub(crate) fn assess(&self, statement: u32) -> Assessed {
        if !self.input.is_live(statement) {
            return Assessed {
                dispute: Dispute::Retracted,
                support: Support::Uncorroborated,
                lines_for: Vec::new(),
                lines_against: Vec::new(),
                cut_for: Vec::new(),
                single_points: Vec::new(),
                reports: Vec::new(),
            };
        }
        let reports = self.carrying(self.compiled.confirmers.of(statement));
        let speaks = |s: &u32| self.input.speaks(*s);
        let voices = reports.iter().copied().chain([statement]);
        let mut witnesses: Vec<u32> = voices.filter(speaks).collect();
        witnesses.sort_unstable();
        let mut refuters = self.carrying(self.compiled.refuters.of(statement));
        refuters.retain(speaks);
        let (lines_for, cut_for) = self.lines(&witnesses);
        Assessed {
            dispute: self.dispute(statement),
            support: self.support(statement, lines_for.len(), &reports),
            lines_against: self.lines(&refuters).0,
            cut_for,
            single_points: match lines_for.len() {
                1 => self.single_points(statement, &witnesses),
                _ => Vec::new(),
            },
            lines_for,
            reports,
        }
    }

    /// Returns how many independent lines lead to `statements` together, with what confirms them.
    pub(crate) fn lines_behind(&self, statements: &[u32]) -> usize {
        let confirmers = statements.iter().flat_map(|s| self.compiled.confirmers.of(*s));
        let mut witnesses: Vec<u32> = statements.iter().chain(confirmers).copied().collect();
        witnesses.retain(|s| self.carries(*s) && self.input.speaks(*s));
        witnesses.sort_unstable();
        witnesses.dedup();
        self.lines(&witnesses).0.len()
    }

    /// Returns the dispute axis of every statement, in one pass.
    pub(crate) fn disputes(&self) -> Vec<Dispute> {
        let attacks = &self.compiled.attacks;
        let mut is_attacked = vec![false; self.input.len()];
        let mut is_refuted = vec![false; self.input.len()];
        for from in 0..self.input.len() as u32 {
            let stands = self.labelling.labels[from as usize] == Label::In;
            let statements = attacks.of(from).iter().map(|to| *to as usize);
            for to in statements.filter(|to| *to < self.input.len()) {
                is_attacked[to] = true;
                is_refuted[to] |= stands;
            }
        }
        let attacked = is_attacked.into_iter().zip(is_refuted);
        let all = (0..).zip(attacked);
        all.map(|(s, (is, refuted))| Dispute::of(self.label(s), is, refuted)).collect()
    }

    pub(crate) fn dispute(&self, statement: u32) -> Dispute {
        let mut objectors = self.objectors(statement);
        let is_attacked = self.objectors(statement).next().is_some();
        let is_refuted = objectors.any(|objector| self.label(objector) == Some(Label::In));
        Dispute::of(self.label(statement), is_attacked, is_refuted)
    }

    fn support(&self, statement: u32, lines: usize, reports: &[u32]) -> Support {
        let speaks = self.input.speaks(statement);
        let is_in = self.label(statement) == Some(Label::In);
        Support::of(lines, !reports.is_empty(), speaks && is_in)
    }

    fn carrying(&self, statements: &[u32]) -> Vec<u32> {
        statements.iter().copied().filter(|statement| self.carries(*statement)).collect()
    }

    /// Returns whether a statement may be part of a line: it was not taken back and is not out.
    fn carries(&self, statement: u32) -> bool {
        !matches!(self.label(statement), None | Some(Label::Out))
    }

    /// Returns the independent lines behind `witnesses`. A statement that is out carries none, except
    /// that the one in question testifies for itself although it fell.
    fn lines(&self, witnesses: &[u32]) -> (Vec<Vec<u32>>, Vec<Narrow>) {
        if let [only] = witnesses {
            // Most statements are their own only witness, and for one witness no flow is needed.
            let line: Vec<_> = self.line(*only).into_iter().collect();
            let cut = line.iter().map(|_| Narrow::Statements(vec![*only])).collect();
            return (line, cut);
        }
        if let Some(point) = self.one_origin(witnesses) {
            let line = witnesses.iter().find_map(|witness| self.line(*witness));
            return (line.into_iter().collect(), vec![Narrow::Origins(vec![point])]);
        }
        let stands = |statement: u32| self.carries(statement);
        let (lines, cut) = lines(&self.input, &self.provenance, witnesses, stands);
        (lines.into_iter().map(told).collect(), cut)
    }

    /// Returns the one origin that all ways to all witnesses begin with, if there is one. Then there is
    /// one line, and the flow behind a long chain of relays is not worth finding.
    fn one_origin(&self, witnesses: &[u32]) -> Option<u32> {
        let reach = self.reach();
        let knots = || witnesses.iter().map(|witness| self.provenance.knot(*witness));
        if !knots().all(|knot| reach.reaches(knot)) {
            return None;
        }
        let last = knots().map(Some).reduce(|one, other| reach.meet(one, other)).flatten();
        let first = *reach.chain(last).first()?;
        let origin = self.provenance.members(first).first().copied();
        origin.filter(|_| self.provenance.is_origin(first))
    }

    /// Returns one way from an origin to `witness`; none if there is none.
    pub(crate) fn line(&self, witness: u32) -> Option<Vec<u32>> {
        self.reach().way(&self.provenance, witness)
    }

    /// Returns what every path to a witness passes.
    fn single_points(&self, statement: u32, witnesses: &[u32]) -> Vec<u32> {
        let reach = self.reach();
        let last = witnesses.iter().filter_map(|witness| {
            let knot = self.provenance.knot(*witness);
            if reach.reaches(knot) {
                return Some(Some(knot));
            }
            // Only the statement in question may be out and a witness. Nothing is above an origin;
            // otherwise its parents decide.
            match self.provenance.is_origin(knot) {
                true => Some(None),
                false => reach.over_parents(&self.provenance, knot, |s| self.carries(s)),
            }
        });
        let last = last.reduce(|one, other| reach.meet(one, other)).flatten();
        let own = self.provenance.knot(statement);
        let knots = reach.chain(last).into_iter().filter(|knot| *knot != own);
        let points = knots.flat_map(|knot| self.provenance.members(knot).iter().copied());
        points.take(MOST_POINTS).collect()
    }
}

/// Cuts the middle out of a line longer than [`MOST_POINTS`]: its beginning and its end are told.
fn told(mut line: Vec<u32>) -> Vec<u32> {
    if line.len() > MOST_POINTS {
        line.drain(MOST_POINTS - 1..line.len() - 1);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{Edge, Kind, Statement};

    const MANY: u32 = 100_000;

    fn speaker(party: u32) -> Statement {
        Statement { party, rank: 0, live: true, speaks: true }
    }

    fn refutes(from: u32, to: u32) -> Edge {
        Edge { from, to, kind: Kind::Refute, by_analyst: true, weight: 1.0 }
    }

    fn count(core: &Core, label: Label) -> usize {
        (0..MANY).filter(|statement| core.label(*statement) == Some(label)).count()
    }

    #[test]
    fn a_hundred_thousand_refutations_in_a_row_or_a_ring_need_no_stack() {
        let statements: Vec<_> = (0..MANY).map(speaker).collect();
        let edges: Vec<_> = (1..MANY).map(|n| refutes(n, n - 1)).collect();
        let row =
            Input { statements: statements.clone(), edges: edges.clone(), ..Input::default() };
        let row = Core::new(row, &Parameters::default());
        assert_eq!((count(&row, Label::In), count(&row, Label::Out)), (50_000, 50_000));
        assert_eq!(row.assess(1).dispute, Dispute::Upheld);

        let mut ring = Input { statements, edges, ..Input::default() };
        ring.edges.push(refutes(0, MANY - 1));
        let ring = Core::new(ring, &Parameters::default());
        assert_eq!(count(&ring, Label::Undecided), MANY as usize);
        assert_eq!(ring.circles().concat().len(), MANY as usize);
    }

    #[test]
    fn a_hundred_thousand_relays_in_a_row_need_no_stack() {
        let statements = (0..MANY).map(speaker).collect();
        let rests_on = (1..MANY).map(|relay| (relay, relay - 1)).collect();
        let input = Input { statements, rests_on, ..Input::default() };
        let core = Core::new(input, &Parameters::default());
        assert_eq!(count(&core, Label::In), MANY as usize);
        let last = core.assess(MANY - 1);
        assert_eq!(last.lines_for.len(), 1);
        assert_eq!(last.single_points.len(), MOST_POINTS);
        assert_eq!(last.lines_for[0].len(), MOST_POINTS);
        assert_eq!(last.lines_for[0].last(), Some(&(MANY - 1)));
    }
}
