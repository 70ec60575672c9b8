//! Exponentials from sums and products, since those of the system's library differ in the last bit from
//! one machine to the next.

/// Returns e to the power of `x`, to twelve digits; beyond ±500 the power of ±500.
pub(super) fn exp(x: f64) -> f64 {
    let x = x.clamp(-500.0, 500.0);
    let halves = (x * std::f64::consts::LOG2_E).round();
    let rest = x - halves * std::f64::consts::LN_2;
    let mut sum = 1.0;
    for n in (1..=13).rev() {
        sum = 1.0 + sum * rest / f64::from(n);
    }
    // A double with exponent bits alone is a power of two.
    sum * f64::from_bits(((halves as i64 + 1023) as u64) << 52)
}

/// Returns the logistic function of `x`.
pub(in crate::spans::learned) fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_are_right_to_twelve_digits() {
        for tenth in -3000..3000 {
            let x = f64::from(tenth) / 10.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-12, "{x}");
        }
        assert!((logistic(0.0) - 0.5).abs() < 1e-15 && logistic(-900.0) > 0.0);
    }
}
