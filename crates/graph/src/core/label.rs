//! Grounded labelling: the one sceptical reading of a defeat graph, by counting attackers down.
//! Linear in nodes and arrows; a worklist, no recursion.

use std::collections::VecDeque;

use super::arcs::Arcs;

/// How an argument stands in the grounded reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// Everything that attacks it is out.
    In,
    /// Something that is in attacks it.
    Out,
    /// Neither: the dispute is open.
    Undecided,
}

impl Label {
    /// Returns the name used in the literature, as it stands in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::In => "IN",
            Self::Out => "OUT",
            Self::Undecided => "UNDEC",
        }
    }
}

/// The labelling, with the step at which each label was reached: what a label rests on has a lower
/// step, so a sentence that follows the steps downwards ends. Undecided nodes have step 0.
#[derive(Clone, Debug)]
pub(crate) struct Labelling {
    pub(crate) labels: Vec<Label>,
    pub(crate) steps: Vec<u32>,
}

/// Returns the grounded labels of a plain defeat graph whose nodes are numbered from 0: the reading that
/// standing rests on, for whoever has such a graph and no claims. Attacks from or to nodes that are not
/// there are left out. Linear in nodes and attacks.
///
/// ```
/// use counterclaim_graph::{Label, grounded_labels};
///
/// let labels = grounded_labels(3, vec![(0, 1), (1, 2)]);
/// assert_eq!(labels, [Label::In, Label::Out, Label::In]);
/// ```
pub fn grounded_labels(nodes: usize, attacks: Vec<(u32, u32)>) -> Vec<Label> {
    label(&Arcs::within(nodes, attacks)).labels
}

/// Labels the nodes of `attacks`.
pub(crate) fn label(attacks: &Arcs) -> Labelling {
    let nodes = attacks.nodes();
    let mut attackers = attacks.arriving();
    let mut labels = vec![Label::Undecided; nodes];
    let mut steps = vec![0; nodes];
    let unattacked = (0..nodes as u32).filter(|node| attackers[*node as usize] == 0);
    let mut open: VecDeque<(u32, u32)> = unattacked.map(|node| (node, 1)).collect();
    while let Some((winner, step)) = open.pop_front() {
        labels[winner as usize] = Label::In;
        steps[winner as usize] = step;
        for loser in attacks.of(winner) {
            if labels[*loser as usize] != Label::Undecided {
                continue;
            }
            labels[*loser as usize] = Label::Out;
            steps[*loser as usize] = step + 1;
            for freed in attacks.of(*loser) {
                let left = &mut attackers[*freed as usize];
                *left -= 1;
                if *left == 0 && labels[*freed as usize] == Label::Undecided {
                    open.push_back((*freed, step + 2));
                }
            }
        }
    }
    Labelling { labels, steps }
}
