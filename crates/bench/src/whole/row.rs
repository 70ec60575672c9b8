//! What every measurement comes to: one row, whatever was measured and whose it is.

/// In what a row's values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Seconds.
    Time,
    /// Bytes a claim.
    BytesAClaim,
}

/// What a row has to reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Target {
    /// The median is no more.
    Median(f64),
    /// 99 of 100 are no more.
    P99(f64),
    /// So many things a second, by the median.
    Rate(f64),
    /// On a peer's row: ours is so many times as fast.
    Times(f64),
    /// On a row of ours asked otherwise: it takes so many times as long as ours at most.
    AtMostTimesOurs(f64),
}

/// What became of a measurement.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Outcome {
    /// Values of all repeats, ascending.
    Ran(Vec<f64>),
    /// Why there are none.
    NotRun(String),
}

/// One thing, done by one of those who can do it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    /// Claims in the case; none where the size of a case does not matter.
    pub(crate) claims: Option<usize>,
    /// What is done.
    pub(crate) work: String,
    /// By whom; [`OURS`] is what others are set against.
    pub(crate) who: String,
    pub(crate) unit: Unit,
    /// How many things one value is for, and what they are.
    pub(crate) of: Option<(usize, &'static str)>,
    pub(crate) outcome: Outcome,
    pub(crate) target: Option<Target>,
}

/// The name under which the product stands in a row.
pub(crate) const OURS: &str = "ours";

impl Row {
    /// Returns a row of times.
    pub(crate) fn times(claims: Option<usize>, work: &str, who: &str, values: Vec<f64>) -> Self {
        let outcome = Outcome::Ran(sorted(values));
        Self {
            claims,
            work: work.to_owned(),
            who: who.to_owned(),
            unit: Unit::Time,
            of: None,
            outcome,
            target: None,
        }
    }

    /// Returns a row of bytes a claim, measured once.
    pub(crate) fn bytes(claims: usize, work: &str, who: &str, bytes: f64) -> Self {
        let value = bytes / claims.max(1) as f64;
        Self { unit: Unit::BytesAClaim, ..Self::times(Some(claims), work, who, vec![value]) }
    }

    /// Returns a row that says why nothing was measured.
    pub(crate) fn not_run(claims: Option<usize>, work: &str, who: &str, why: &str) -> Self {
        let outcome = Outcome::NotRun(why.to_owned());
        Self { outcome, ..Self::times(claims, work, who, Vec::new()) }
    }

    pub(crate) fn with(self, target: Option<Target>) -> Self {
        Self { target, ..self }
    }

    pub(crate) fn of(self, many: usize, what: &'static str) -> Self {
        Self { of: Some((many, what)), ..self }
    }

    /// Returns the value that `share` of the repeats did not exceed; none if it was not run.
    pub(crate) fn quantile(&self, share: f64) -> Option<f64> {
        let Outcome::Ran(values) = &self.outcome else { return None };
        let rank = (share * values.len() as f64).ceil() as usize;
        values.get(rank.saturating_sub(1)).copied()
    }

    pub(crate) fn median(&self) -> Option<f64> {
        self.quantile(0.5)
    }

    /// Returns things a second, by the median.
    pub(crate) fn rate(&self) -> Option<f64> {
        let (many, _) = self.of?;
        Some(many as f64 / self.median()?.max(1e-9))
    }

    pub(crate) fn is_ours(&self) -> bool {
        self.who == OURS
    }

    /// Returns whether the other row is about the same thing.
    pub(crate) fn is_beside(&self, other: &Self) -> bool {
        self.claims == other.claims && self.work == other.work
    }

    /// Returns what grows with the case: a time, or all the bytes.
    pub(crate) fn grown(&self) -> Option<f64> {
        let each = match (self.unit, self.claims) {
            (Unit::Time, _) | (Unit::BytesAClaim, None) => 1.0,
            (Unit::BytesAClaim, Some(claims)) => claims as f64,
        };
        Some(self.median()? * each)
    }

    /// Returns whether the target is met, given how many times as fast ours is; none if there is no target
    /// or nothing to hold against it.
    pub(crate) fn is_met(&self, ours_is: Option<f64>) -> Option<bool> {
        Some(match self.target? {
            Target::Median(most) => self.median()? <= most,
            Target::P99(most) => self.quantile(0.99)? <= most,
            Target::Rate(least) => self.rate()? >= least,
            Target::Times(least) => ours_is? >= least,
            Target::AtMostTimesOurs(most) => ours_is? <= most,
        })
    }
}

fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_held_against_what_they_speak_of() {
        let row = Row::times(Some(100), "page", OURS, vec![0.3, 0.1, 0.2]).of(100, "claims");
        assert_eq!(
            (row.quantile(0.0), row.median(), row.rate()),
            (Some(0.1), Some(0.2), Some(500.0))
        );
        let met = |target, ours_is| row.clone().with(Some(target)).is_met(ours_is);
        assert_eq!(met(Target::Median(0.2), None), Some(true));
        assert_eq!(met(Target::P99(0.2), None), Some(false));
        assert_eq!(met(Target::Rate(501.0), None), Some(false));
        assert_eq!(met(Target::Times(5.0), Some(4.0)), Some(false));
        assert_eq!(met(Target::AtMostTimesOurs(3.0), Some(2.0)), Some(true));
        assert_eq!(met(Target::Times(5.0), None), None);
    }

    #[test]
    fn what_was_not_run_has_no_values() {
        let row = Row::not_run(None, "page", "a peer", "it is not installed");
        assert_eq!((row.median(), row.rate(), row.grown()), (None, None, None));
    }

    #[test]
    fn bytes_a_claim_grow_by_all_the_bytes() {
        let row = Row::bytes(100, "disk", OURS, 1_000.0);
        assert_eq!((row.median(), row.grown()), (Some(10.0), Some(1_000.0)));
    }
}
