//! Chance from a seed: the same seed gives the same numbers on every machine and in every build.
//! SplitMix64 (Steele, Lea, Flood 2014): small, and good enough to generate cases with.

/// A stream of numbers.
#[derive(Clone, Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn from_seed(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to 1, 1 excluded.
    pub(crate) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number below `end`; 0 if `end` is 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        ((self.share() * end as f64) as usize).min(end.saturating_sub(1))
    }

    /// Whether something of this probability happens.
    pub(crate) fn happens(&mut self, probability: f64) -> bool {
        self.share() < probability
    }

    /// A number below `end`, small ones far more often: the k-th is drawn about as often as 1/k.
    pub(crate) fn skewed(&mut self, end: usize) -> usize {
        let drawn = ((end as f64 + 1.0).powf(self.share())) as usize;
        drawn.saturating_sub(1).min(end.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_numbers_and_stays_in_bounds() {
        let (mut one, mut other) = (Chance::from_seed(7), Chance::from_seed(7));
        for _ in 0..1_000 {
            assert_eq!(one.next(), other.next());
            assert!(one.below(10) < 10 && other.below(10) < 10);
            assert!(one.skewed(10) < 10 && other.skewed(10) < 10);
        }
        assert_eq!(one.below(0), 0);
        let firsts = (0..10_000).filter(|_| one.skewed(1_000) == 0).count();
        assert!((500..2_000).contains(&firsts), "{firsts}");
    }
}
