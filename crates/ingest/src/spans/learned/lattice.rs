//! Best labels along a chain, given scores of each label and of each step. Whole numbers throughout, so
//! that every machine finds the same.

use super::chain::{ROLES, Role};

/// Labels.
pub(super) const LABELS: usize = ROLES.len();

/// Scores of a chain around its cue.
#[derive(Clone, Debug, Default)]
pub(super) struct Lattice {
    /// Scores of the labels of each link.
    pub(super) at: Vec<[i32; LABELS]>,
    /// Scores of the steps onto each link: from, then to.
    pub(super) onto: Vec<[i32; LABELS * LABELS]>,
    /// Index of the cue's head.
    pub(super) head: usize,
}

/// No score is ever that low.
const NEVER: i32 = -1_000_000_000;

/// Labels of a chain, and by how much each beats the next best.
#[derive(Clone, Debug)]
pub(super) struct Labelled {
    pub(super) labels: Vec<Role>,
    pub(super) margins: Vec<i32>,
}

/// Returns whether `label` may stand at `at`, and may follow `from`: the cue is one piece around its head.
pub(super) fn fits(head: usize, at: usize, from: Option<usize>, label: usize) -> bool {
    let cue = Role::Cue as usize;
    if at == head {
        return label == cue;
    }
    match from {
        None => true,
        Some(from) if at <= head => from != cue || label == cue,
        Some(from) => label != cue || from == cue,
    }
}

/// For each link and label, the score of the best labels of the chain that have it there.
#[derive(Clone, Debug)]
pub(super) struct Weighed {
    totals: Vec<[i32; LABELS]>,
}

impl Weighed {
    /// Returns the best labels of all.
    pub(super) fn best(&self) -> Labelled {
        let best = |total: &[i32; LABELS]| {
            ROLES[(0..LABELS).rev().max_by_key(|label| total[*label]).unwrap_or(0)]
        };
        self.margins(self.totals.iter().map(best).collect())
    }

    /// Returns these labels with their margins, which are negative where another label is better.
    pub(super) fn margins(&self, labels: Vec<Role>) -> Labelled {
        let margin = |(total, label): (&[i32; LABELS], &Role)| {
            let others = (0..LABELS).filter(|other| *other != *label as usize);
            let next = others.map(|other| total[other]).max().unwrap_or(NEVER);
            total[*label as usize].saturating_sub(next)
        };
        Labelled { margins: self.totals.iter().zip(&labels).map(margin).collect(), labels }
    }
}

impl Lattice {
    /// Returns the score of the best labels of all with each label at each link.
    pub(super) fn weigh(&self) -> Weighed {
        let length = self.at.len();
        let mut ahead = vec![[NEVER; LABELS]; length];
        let mut behind = vec![[NEVER; LABELS]; length];
        for at in 0..length {
            for label in 0..LABELS {
                let best = if at == 0 {
                    if fits(self.head, 0, None, label) { 0 } else { NEVER }
                } else {
                    self.into(at, label, &ahead[at - 1])
                };
                ahead[at][label] = best.saturating_add(self.at[at][label]).max(NEVER);
            }
        }
        for at in (0..length).rev() {
            for from in 0..LABELS {
                behind[at][from] = if at + 1 == length {
                    0
                } else {
                    (0..LABELS)
                        .filter(|label| fits(self.head, at + 1, Some(from), *label))
                        .map(|label| {
                            behind[at + 1][label]
                                .saturating_add(self.at[at + 1][label])
                                .saturating_add(self.onto[at + 1][from * LABELS + label])
                        })
                        .max()
                        .unwrap_or(NEVER)
                        .max(NEVER)
                };
            }
        }
        let total = |at: usize| -> [i32; LABELS] {
            std::array::from_fn(|label| ahead[at][label].saturating_add(behind[at][label]))
        };
        Weighed { totals: (0..length).map(total).collect() }
    }

    fn into(&self, at: usize, label: usize, ahead: &[i32; LABELS]) -> i32 {
        (0..LABELS)
            .filter(|from| fits(self.head, at, Some(*from), label))
            .map(|from| ahead[from].saturating_add(self.onto[at][from * LABELS + label]))
            .max()
            .unwrap_or(NEVER)
            .max(NEVER)
    }
}
