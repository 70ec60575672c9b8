//! From scores to shares: how often is an attribution right that was judged so? Judgements of articles learned
//! from are too sure of themselves, so the curve is drawn through those of articles not seen (Platt 1999).

use super::arithmetic::logistic;

/// Steps of Newton's method; it stands still long before.
const STEPS: usize = 30;

/// Fewest right and fewest wrong ones that a curve is drawn through.
const FEWEST: usize = 20;

/// A straight line from scores to logarithms of odds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Curve {
    slope: f64,
    start: f64,
}

impl Curve {
    /// Returns the line under which the answers are likeliest; the line that changes nothing if there are
    /// too few.
    pub(super) fn through(scored: &[(f64, bool)]) -> Self {
        let unchanged = Self { slope: 1.0, start: 0.0 };
        let right = scored.iter().filter(|(_, answer)| *answer).count();
        if right.min(scored.len() - right) < FEWEST {
            return unchanged;
        }
        let mut curve = Self { slope: 0.0, start: 0.0 };
        for _ in 0..STEPS {
            let (mut slopes, mut bends) = ([0.0; 2], [1e-6, 0.0, 1e-6]);
            for (score, answer) in scored {
                let share = logistic(curve.of(*score));
                let (error, weight) = (f64::from(u8::from(*answer)) - share, share * (1.0 - share));
                slopes[0] += error * score;
                slopes[1] += error;
                bends[0] += weight * score * score;
                bends[1] += weight * score;
                bends[2] += weight;
            }
            let size = bends[0] * bends[2] - bends[1] * bends[1];
            curve.slope += (bends[2] * slopes[0] - bends[1] * slopes[1]) / size;
            curve.start += (bends[0] * slopes[1] - bends[1] * slopes[0]) / size;
        }
        // A line that falls, or is no line, comes of too little to learn from.
        let sound = (0.05..=20.0).contains(&curve.slope) && curve.start.abs() < 20.0;
        if sound { curve } else { unchanged }
    }

    /// Returns the logarithm of the odds for a score.
    pub(super) fn of(self, score: f64) -> f64 {
        self.slope * score + self.start
    }

    /// Returns weights whose sums are what this line makes of the sums of `weights`; every sum has `bias` in it.
    pub(super) fn bend(self, weights: &[f64], bias: usize) -> Vec<f64> {
        let mut bent: Vec<f64> = weights.iter().map(|weight| weight * self.slope).collect();
        if let Some(bias) = bent.get_mut(bias) {
            *bias += self.start;
        }
        bent
    }
}

/// Returns the score from which on attributions are believed, so that F1 against so many marked is greatest.
pub(super) fn best_threshold(mut scored: Vec<(f64, bool)>, marked: usize) -> f64 {
    scored.sort_by(|one, other| other.0.total_cmp(&one.0));
    let (mut right, mut best, mut most) = (0_usize, 0.0, 0.0);
    for (nth, (score, answer)) in scored.iter().enumerate() {
        right += usize::from(*answer);
        let f1 = 2.0 * right as f64 / (nth + 1 + marked) as f64;
        if f1 > most {
            (best, most) = (*score, f1);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_says_how_often_it_was_right() {
        // Judged at odds of e⁴ to one, and right three times in four.
        let scored: Vec<(f64, bool)> = (0..400)
            .map(|nth| if nth % 2 == 0 { (4.0, nth % 8 != 0) } else { (-4.0, nth % 8 == 1) })
            .collect();
        let curve = Curve::through(&scored);
        assert!((logistic(curve.of(4.0)) - 0.75).abs() < 0.01, "{curve:?}");
        assert!((logistic(curve.of(-4.0)) - 0.25).abs() < 0.01, "{curve:?}");
        assert_eq!(curve.bend(&[1.0, 2.0], 0)[1], 2.0 * curve.slope);
        assert_eq!(Curve::through(&[]), Curve { slope: 1.0, start: 0.0 }, "nothing says nothing");
    }

    #[test]
    fn a_threshold_weighs_precision_against_recall() {
        let scored = vec![(1.0, false), (3.0, true), (2.0, true), (0.0, false), (-1.0, true)];
        assert!((best_threshold(scored.clone(), 3) - 2.0).abs() < 1e-9);
        assert!((best_threshold(scored, 10) - -1.0).abs() < 1e-9);
    }
}
