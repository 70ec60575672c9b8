//! Times of repeated runs, and what is told of them: never an average alone.

use std::time::{Duration, Instant};

use crate::machine::on_processor;

/// Times of the same thing, ascending.
#[derive(Clone, Debug)]
pub(crate) struct Sample(Vec<Duration>);

impl Sample {
    pub(crate) fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    /// The time that `share` of the runs did not exceed (nearest rank); zero if there was no run.
    pub(crate) fn quantile(&self, share: f64) -> Duration {
        let rank = (share * self.0.len() as f64).ceil() as usize;
        self.0.get(rank.saturating_sub(1)).copied().unwrap_or_default()
    }

    pub(crate) fn least(&self) -> Duration {
        self.quantile(0.0)
    }

    pub(crate) fn median(&self) -> Duration {
        self.quantile(0.5)
    }

    pub(crate) fn most(&self) -> Duration {
        self.quantile(1.0)
    }

    /// "least / median / most".
    pub(crate) fn told(&self) -> String {
        let [least, median, most] = [self.least(), self.median(), self.most()].map(told);
        format!("{least} / {median} / {most}")
    }
}

/// Runs something and returns how long it took, with what it gave.
pub(crate) fn timed<T>(run: impl FnOnce() -> T) -> (Duration, T) {
    let begun = Instant::now();
    let given = run();
    (begun.elapsed(), given)
}

/// Runs something and returns the time it took with the processor time in it, in print.
pub(crate) fn clocked<T>(run: impl FnOnce() -> T) -> (Duration, String, T) {
    let before = on_processor();
    let (time, given) = timed(run);
    let spent = before.zip(on_processor()).map(|(before, now)| now.saturating_sub(before));
    let spent = spent.map_or(String::new(), |spent| format!(", {} on the processor", told(spent)));
    (time, format!("{}{spent}", told(time)), given)
}

/// Runs something several times; what it gives is dropped outside of the time taken.
pub(crate) fn repeated<T>(repeats: usize, mut run: impl FnMut() -> T) -> Sample {
    Sample::of((0..repeats.max(1)).map(|_| timed(&mut run).0).collect())
}

/// A time in a unit that suits it, three digits.
pub(crate) fn told(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    let (scaled, unit) = match seconds {
        s if s >= 1.0 => (s, "s"),
        s if s >= 1e-3 => (s * 1e3, "ms"),
        s => (s * 1e6, "µs"),
    };
    let digits = if scaled >= 100.0 {
        0
    } else if scaled >= 10.0 {
        1
    } else {
        2
    };
    format!("{scaled:.digits$} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_times_that_were_measured() {
        let sample = Sample::of((1..=100).rev().map(Duration::from_millis).collect());
        assert_eq!(sample.told(), "1.00 ms / 50.0 ms / 100 ms");
        assert_eq!(sample.quantile(0.99), Duration::from_millis(99));
        assert_eq!(Sample::of(Vec::new()).median(), Duration::ZERO);
    }
}
