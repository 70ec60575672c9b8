//! What a statement's standing would be without one edge: exact, by labelling anew only what the edge
//! can reach. Asked where a standing is explained.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::assess::Core;
use super::axes::{Dispute, Support};
use super::compile::attacks_between;
use super::flow::lines;
use super::label::Label;
use super::statement::Kind;

/// Edges of one kind from one statement to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Gone {
    pub(crate) from: u32,
    pub(crate) to: u32,
    pub(crate) kind: Kind,
}

/// Where a statement would stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Would {
    pub(crate) dispute: Dispute,
    pub(crate) support: Support,
    pub(crate) lines_for: usize,
    pub(crate) lines_against: usize,
    /// Who would confirm it and not be out.
    pub(crate) reports: Vec<u32>,
    /// The standing objections.
    pub(crate) refuters: Vec<u32>,
    /// Whether one of them goes one way only.
    pub(crate) is_decided: bool,
}

/// The defeat graph without some attacks, labelled anew as far as that reaches.
struct Altered<'c> {
    core: &'c Core,
    gone: Gone,
    lost: Vec<(u32, u32)>,
    relabelled: BTreeMap<u32, Label>,
}

impl Core {
    /// Returns how `statement` would stand if `gone` had not been recorded.
    pub(crate) fn without(&self, gone: Gone, statement: u32) -> Would {
        let mut altered =
            Altered { core: self, gone, lost: self.lost(gone), relabelled: BTreeMap::new() };
        altered.relabel();
        altered.assess(statement)
    }

    /// Returns the attacks that a pair loses with its objections in one direction.
    fn lost(&self, gone: Gone) -> Vec<(u32, u32)> {
        if gone.kind == Kind::Confirm {
            return Vec::new();
        }
        let (there, back) = ((gone.from, gone.to), (gone.to, gone.from));
        let is_adjudicated =
            |pair: (u32, u32)| self.compiled.adjudicated.binary_search(&pair).is_ok();
        let objects_back = self.compiled.refuters.of(gone.from).binary_search(&gone.to).is_ok();
        let ranks = [self.input.rank(gone.from), self.input.rank(gone.to)];
        let [goes_there, goes_back] = match objects_back {
            true => attacks_between([false, is_adjudicated(back)], ranks),
            false => [false, false],
        };
        let left = [goes_there.then_some(there), goes_back.then_some(back)];
        let now = [there, back].into_iter().filter(|(a, b)| self.compiled.attacks.has(*a, *b));
        now.filter(|attack| !left.contains(&Some(*attack))).collect()
    }
}

impl Altered<'_> {
    fn label(&self, node: u32) -> Option<Label> {
        self.relabelled.get(&node).copied().or_else(|| self.core.label(node))
    }

    fn attackers(&self, node: u32) -> impl Iterator<Item = u32> {
        let attackers = self.core.attackers().of(node).iter().copied();
        attackers.filter(move |attacker| !self.lost.contains(&(*attacker, node)))
    }

    fn attacked(&self, node: u32) -> impl Iterator<Item = u32> {
        let attacked = self.core.compiled.attacks.of(node).iter().copied();
        attacked.filter(move |other| !self.lost.contains(&(node, *other)))
    }

    /// Labels anew every node that a lost attack leads to; what lies outside keeps its label, since
    /// labels depend on nothing but what leads there.
    fn relabel(&mut self) {
        let mut region: BTreeSet<u32> = self.lost.iter().map(|(_, to)| *to).collect();
        let mut open: Vec<u32> = region.iter().copied().collect();
        while let Some(node) = open.pop() {
            open.extend(self.attacked(node).filter(|next| region.insert(*next)));
        }
        // Attackers that are out from without the region bar nothing; the others have to fall first.
        let mut barred: BTreeMap<u32, usize> = BTreeMap::new();
        let mut labels: BTreeMap<u32, Label> = BTreeMap::new();
        let mut open: VecDeque<(u32, Label)> = VecDeque::new();
        for node in &region {
            let outside = |attacker: &u32| self.core.label(*attacker);
            let mut bars = 0;
            let mut is_beaten = false;
            for attacker in self.attackers(*node) {
                let is_frozen = !region.contains(&attacker);
                is_beaten |= is_frozen && outside(&attacker) == Some(Label::In);
                bars += usize::from(!is_frozen || outside(&attacker) != Some(Label::Out));
            }
            barred.insert(*node, bars);
            if is_beaten {
                open.push_back((*node, Label::Out));
            } else if bars == 0 {
                open.push_back((*node, Label::In));
            }
        }
        while let Some((node, label)) = open.pop_front() {
            if labels.contains_key(&node) {
                continue;
            }
            labels.insert(node, label);
            for next in self.attacked(node).filter(|next| region.contains(next)) {
                match label {
                    Label::In => open.push_back((next, Label::Out)),
                    Label::Out | Label::Undecided => {
                        let bars = barred.entry(next).or_default();
                        *bars = bars.saturating_sub(1);
                        if *bars == 0 {
                            open.push_back((next, Label::In));
                        }
                    }
                }
            }
        }
        let relabelled = region.into_iter();
        self.relabelled = relabelled
            .map(|node| (node, labels.get(&node).copied().unwrap_or(Label::Undecided)))
            .collect();
    }

    fn assess(&self, statement: u32) -> Would {
        let speaks = |s: &u32| self.core.input.speaks(*s);
        let reports = self.carrying(Kind::Confirm, statement);
        let voices = reports.iter().copied().chain([statement]);
        let mut witnesses: Vec<u32> = voices.filter(speaks).collect();
        witnesses.sort_unstable();
        let mut refuters = self.carrying(Kind::Refute, statement);
        refuters.retain(speaks);
        let objectors =
            || self.attackers(statement).filter(|o| (*o as usize) < self.core.input.len());
        let lines_for = self.lines(&witnesses);
        let is_in = self.label(statement) == Some(Label::In);
        let standing = |objector: &u32| self.label(*objector) == Some(Label::In);
        let one_way = |objector: &u32| !self.attackers(*objector).any(|back| back == statement);
        Would {
            dispute: Dispute::of(
                self.label(statement),
                objectors().next().is_some(),
                objectors().any(|objector| standing(&objector)),
            ),
            support: Support::of(lines_for, !reports.is_empty(), is_in && speaks(&statement)),
            lines_for,
            lines_against: self.lines(&refuters),
            reports,
            is_decided: objectors().filter(standing).any(|objector| one_way(&objector)),
            refuters: objectors().filter(standing).collect(),
        }
    }

    /// Returns who speaks for or against a statement and does not stand refuted.
    fn carrying(&self, kind: Kind, statement: u32) -> Vec<u32> {
        let compiled = &self.core.compiled;
        let from = match kind {
            Kind::Confirm => compiled.confirmers.of(statement),
            Kind::Refute => compiled.refuters.of(statement),
        };
        let is_gone = |from: u32| self.gone == Gone { from, to: statement, kind };
        from.iter().copied().filter(|s| !is_gone(*s) && self.carries(*s)).collect()
    }

    fn carries(&self, statement: u32) -> bool {
        !matches!(self.label(statement), None | Some(Label::Out))
    }

    fn lines(&self, witnesses: &[u32]) -> usize {
        let stands = |statement: u32| self.carries(statement);
        lines(&self.core.input, &self.core.provenance, witnesses, stands).0.len()
    }
}
