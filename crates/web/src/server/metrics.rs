//! What is counted, for `/metrics`: calls by route and status, how long they took, what went wrong.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Upper bounds of the classes of duration, in seconds.
const BOUNDS: [f64; 9] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5];

/// What is counted of one route.
#[derive(Clone, Debug, Default)]
struct Counted {
    statuses: BTreeMap<u16, u64>,
    /// Calls no longer than each bound.
    within: [u64; BOUNDS.len()],
    seconds: f64,
    calls: u64,
}

/// What is counted.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    routes: Mutex<BTreeMap<&'static str, Counted>>,
}

impl Metrics {
    /// Counts a call.
    pub(crate) fn count(&self, route: &'static str, status: u16, took: Duration) {
        let mut routes = self.routes.lock().unwrap_or_else(PoisonError::into_inner);
        let counted = routes.entry(route).or_default();
        let seconds = took.as_secs_f64();
        *counted.statuses.entry(status).or_default() += 1;
        for (bound, within) in BOUNDS.iter().zip(&mut counted.within) {
            *within += u64::from(seconds <= *bound);
        }
        counted.seconds += seconds;
        counted.calls += 1;
    }

    /// Returns what was counted, in the text format of Prometheus.
    pub(crate) fn text(&self) -> String {
        let routes = self.routes.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut out = String::from(
            "# HELP counterclaim_calls_total Calls answered.\n# TYPE counterclaim_calls_total counter\n",
        );
        for (route, counted) in &routes {
            for (status, calls) in &counted.statuses {
                let labels = format!("route=\"{route}\",status=\"{status}\"");
                let _ = writeln!(out, "counterclaim_calls_total{{{labels}}} {calls}");
            }
        }
        out.push_str(
            "# HELP counterclaim_call_seconds How long calls took.\n\
             # TYPE counterclaim_call_seconds histogram\n",
        );
        for (route, counted) in &routes {
            let name = "counterclaim_call_seconds";
            for (bound, within) in BOUNDS.iter().zip(&counted.within) {
                let _ = writeln!(out, "{name}_bucket{{route=\"{route}\",le=\"{bound}\"}} {within}");
            }
            let calls = counted.calls;
            let _ = writeln!(out, "{name}_bucket{{route=\"{route}\",le=\"+Inf\"}} {calls}");
            let _ = writeln!(out, "{name}_sum{{route=\"{route}\"}} {}", counted.seconds);
            let _ = writeln!(out, "{name}_count{{route=\"{route}\"}} {calls}");
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Metrics;

    #[test]
    fn calls_are_counted_by_route_and_status() {
        let metrics = Metrics::default();
        metrics.count("claim", 200, Duration::from_millis(2));
        metrics.count("claim", 404, Duration::from_millis(40));
        let text = metrics.text();
        let about = |line: &&str| line.contains("calls_total{") || line.contains("le=\"0.005\"");
        let lines: Vec<&str> = text.lines().filter(about).collect();
        insta::assert_snapshot!(lines.join("\n"), @r#"
        counterclaim_calls_total{route="claim",status="200"} 1
        counterclaim_calls_total{route="claim",status="404"} 1
        counterclaim_call_seconds_bucket{route="claim",le="0.005"} 1
        "#);
    }
}
