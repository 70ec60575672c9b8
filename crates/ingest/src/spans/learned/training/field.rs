//! Labels along a chain: a linear-chain conditional random field (Lafferty, McCallum, Pereira 2001), fitted
//! by the same descent as the rest. Labels that the cue's shape forbids have no share.

use super::arithmetic::exp;
use super::logistic::{Learner, Pace, order};
use crate::spans::learned::lattice::{LABELS, fits};

const STEPS: usize = LABELS * LABELS;

/// A chain with its right labels.
#[derive(Clone, Debug)]
pub(super) struct Labels {
    /// Rows of each link's label.
    pub(super) at: Vec<Vec<u32>>,
    /// Rows of the step onto each link; none for the first.
    pub(super) onto: Vec<Vec<u32>>,
    /// Index of the cue's head.
    pub(super) head: usize,
    /// The right labels.
    pub(super) right: Vec<usize>,
}

/// Learns from the chains in `chosen`: the table of labels and that of steps, of so many rows.
pub(super) fn fit(
    sizes: [usize; 2],
    chains: &[Labels],
    chosen: &[usize],
    pace: Pace,
) -> [Vec<f64>; 2] {
    let mut labels = Learner::new(sizes[0] * LABELS, pace);
    let mut steps = Learner::new(sizes[1] * STEPS, pace);
    for round in 0..pace.rounds {
        for at in order(chosen, round) {
            learn(&chains[at], &mut labels, &mut steps);
        }
    }
    [labels.weights, steps.weights]
}

/// Shares of labels and steps, from scores.
struct Shares {
    at: Vec<[f64; LABELS]>,
    onto: Vec<[f64; STEPS]>,
}

fn learn(chain: &Labels, labels: &mut Learner, steps: &mut Learner) {
    let shares = shares(chain, labels, steps);
    for (at, rows) in chain.at.iter().enumerate() {
        for label in 0..LABELS {
            let right = f64::from(u8::from(chain.right[at] == label));
            let slope = right - shares.at[at][label];
            if slope.abs() < 1e-3 {
                continue;
            }
            for row in rows {
                labels.step(*row as usize * LABELS + label, slope);
            }
        }
        let before = at.checked_sub(1).map(|before| chain.right[before]);
        for pair in 0..STEPS {
            let right = before == Some(pair / LABELS) && chain.right[at] == pair % LABELS;
            let slope = f64::from(u8::from(right)) - shares.onto[at][pair];
            if slope.abs() < 1e-3 {
                continue;
            }
            for row in &chain.onto[at] {
                steps.step(*row as usize * STEPS + pair, slope);
            }
        }
    }
}

/// Forwards and backwards over the chain, each link scaled so that nothing overflows.
fn shares(chain: &Labels, labels: &Learner, steps: &Learner) -> Shares {
    let length = chain.at.len();
    let weigh = |rows: &[u32], weights: &[f64], width: usize, cell: usize| -> f64 {
        rows.iter().map(|row| weights[*row as usize * width + cell]).sum()
    };
    let at: Vec<[f64; LABELS]> = chain
        .at
        .iter()
        .map(|rows| {
            let scores: [f64; LABELS] =
                std::array::from_fn(|label| weigh(rows, &labels.weights, LABELS, label));
            let most = scores.iter().copied().fold(f64::MIN, f64::max);
            scores.map(|score| exp(score - most))
        })
        .collect();
    let onto: Vec<[f64; STEPS]> = chain
        .onto
        .iter()
        .map(|rows| {
            let scores: [f64; STEPS] =
                std::array::from_fn(|pair| weigh(rows, &steps.weights, STEPS, pair));
            let most = scores.iter().copied().fold(f64::MIN, f64::max);
            scores.map(|score| exp(score - most))
        })
        .collect();
    let mut ahead = vec![[0.0; LABELS]; length];
    let mut behind = vec![[1.0; LABELS]; length];
    for link in 0..length {
        for label in 0..LABELS {
            let into = if link == 0 {
                f64::from(u8::from(fits(chain.head, 0, None, label)))
            } else {
                let from = (0..LABELS).filter(|from| fits(chain.head, link, Some(*from), label));
                from.map(|from| ahead[link - 1][from] * onto[link][from * LABELS + label]).sum()
            };
            ahead[link][label] = into * at[link][label];
        }
        scale(&mut ahead[link]);
    }
    for link in (0..length.saturating_sub(1)).rev() {
        for from in 0..LABELS {
            let labels = (0..LABELS).filter(|label| fits(chain.head, link + 1, Some(from), *label));
            behind[link][from] = labels
                .map(|label| {
                    behind[link + 1][label]
                        * at[link + 1][label]
                        * onto[link + 1][from * LABELS + label]
                })
                .sum();
        }
        scale(&mut behind[link]);
    }
    let mut shares = Shares { at: Vec::new(), onto: Vec::new() };
    for link in 0..length {
        let mut label: [f64; LABELS] =
            std::array::from_fn(|label| ahead[link][label] * behind[link][label]);
        scale(&mut label);
        shares.at.push(label);
        let mut pair = [0.0; STEPS];
        if link > 0 {
            for (cell, share) in pair.iter_mut().enumerate() {
                let (from, label) = (cell / LABELS, cell % LABELS);
                if fits(chain.head, link, Some(from), label) {
                    *share = ahead[link - 1][from]
                        * onto[link][cell]
                        * at[link][label]
                        * behind[link][label];
                }
            }
            scale(&mut pair);
        }
        shares.onto.push(pair);
    }
    shares
}

/// Makes the values sum to one.
fn scale(values: &mut [f64]) {
    let sum: f64 = values.iter().sum();
    if sum > 0.0 {
        for value in values {
            *value /= sum;
        }
    }
}
