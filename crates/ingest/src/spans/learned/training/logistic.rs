//! A logistic regression over hashed features, by stochastic descent with a step of its own for every
//! weight (AdaGrad; Duchi, Hazan, Singer 2011).

use super::arithmetic::logistic;

/// Examples, each a list of rows and an answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Examples {
    rows: Vec<u32>,
    ends: Vec<usize>,
    answers: Vec<bool>,
}

impl Examples {
    /// Adds an example.
    pub(super) fn push(&mut self, rows: &[u32], answer: bool) {
        self.rows.extend_from_slice(rows);
        self.ends.push(self.rows.len());
        self.answers.push(answer);
    }

    /// Returns the number of examples.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns the rows of an example.
    pub(super) fn rows(&self, at: usize) -> &[u32] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.rows[start..self.ends[at]]
    }

    /// Returns the answer of an example.
    pub(super) fn answer(&self, at: usize) -> bool {
        self.answers[at]
    }
}

/// How fast and how long.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    pub(super) step: f64,
    pub(super) rounds: usize,
    /// How strongly a weight is drawn back to nothing at each of its steps.
    pub(super) pull: f64,
}

/// Weights that learn.
#[derive(Clone, Debug)]
pub(super) struct Learner {
    pub(super) weights: Vec<f64>,
    squares: Vec<f64>,
    pace: Pace,
}

impl Learner {
    /// Starts with `size` weights of nothing.
    pub(super) fn new(size: usize, pace: Pace) -> Self {
        Self { weights: vec![0.0; size], squares: vec![0.0; size], pace }
    }

    /// Moves one weight along `slope`.
    pub(super) fn step(&mut self, at: usize, slope: f64) {
        let Some(weight) = self.weights.get_mut(at) else { return };
        let slope = slope - self.pace.pull * *weight;
        self.squares[at] += slope * slope;
        *weight += self.pace.step * slope / (self.squares[at].sqrt() + 1e-6);
    }
}

/// Learns from the examples in `chosen`, in an order that changes from round to round and is always the
/// same.
pub(super) fn fit(size: usize, examples: &Examples, chosen: &[usize], pace: Pace) -> Vec<f64> {
    let mut learner = Learner::new(size, pace);
    for round in 0..pace.rounds {
        for at in order(chosen, round) {
            let rows = examples.rows(at);
            let score: f64 = rows.iter().map(|row| learner.weights[*row as usize]).sum();
            let slope = f64::from(u8::from(examples.answer(at))) - logistic(score);
            if slope.abs() < 1e-3 {
                continue;
            }
            for row in rows {
                learner.step(*row as usize, slope);
            }
        }
    }
    learner.weights
}

/// Returns `chosen` in the order of a round: a stride that is prime to every length in use.
pub(super) fn order(chosen: &[usize], round: usize) -> impl Iterator<Item = usize> + '_ {
    const STRIDES: [usize; 4] = [7919, 104_729, 1_299_709, 15_485_863];
    let stride = STRIDES[round % STRIDES.len()];
    let count = chosen.len().max(1);
    let stride = if gcd(stride, count) == 1 { stride } else { 1 };
    (0..chosen.len()).map(move |nth| chosen[(nth * stride + round) % count])
}

fn gcd(one: usize, other: usize) -> usize {
    let (mut one, mut other) = (one, other);
    while other > 0 {
        (one, other) = (other, one % other);
    }
    one
}
