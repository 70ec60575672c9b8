//! The command that polls.

use clap::Args;
use counterclaim_desk::{Pace, Zone};
use counterclaim_report::Format;
use std::path::PathBuf;
use std::time::Duration;

use super::root::CaseArgs;

#[derive(Debug, Args)]
pub(crate) struct WatchArgs {
    /// Addresses of live pages and feeds (RSS, Atom, JSON Feed).
    #[arg(required = true, value_name = "URL")]
    pub(crate) urls: Vec<String>,
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// Bounds of the time between two polls of a page: longer while nothing changes, shorter when
    /// something does.
    #[arg(long, value_name = "LEAST..MOST", default_value = "1m..1h", value_parser = bounds)]
    pub(crate) every: (Duration, Duration),
    /// Least time between two requests to a host; a longer Crawl-delay of its robots.txt holds.
    #[arg(long, value_name = "TIME", default_value = "5s", value_parser = duration)]
    pub(crate) pause: Duration,
    /// Poll each page once, and end.
    #[arg(long)]
    pub(crate) once: bool,
    /// End after this time.
    #[arg(long = "for", value_name = "TIME", value_parser = duration)]
    pub(crate) lasting: Option<Duration>,
    /// Addresses may lead to this machine or its own network.
    #[arg(long)]
    pub(crate) allow_private: bool,
    /// Name of the source; else as the page says. Two feeds of one outlet need two names.
    #[arg(long, value_name = "NAME")]
    pub(crate) source: Option<String>,
    /// A file with actors of your own, in the format of the shipped gazetteer.
    #[arg(long, value_name = "FILE")]
    pub(crate) actors: Option<PathBuf>,
    /// Who records.
    #[arg(long, env = "COUNTERCLAIM_BY", value_name = "NAME", default_value = "unnamed analyst")]
    pub(crate) by: String,
    /// Form of the result: ndjson has a line for each poll as it comes, the others add up at the end.
    #[arg(long, default_value = "table")]
    pub(crate) format: Format,
    /// Zone in which times are printed.
    #[arg(long, value_name = "ZONE", default_value = "UTC")]
    pub(crate) tz: Zone,
}

impl WatchArgs {
    /// Returns how fast to poll.
    pub(crate) fn pace(&self) -> Pace {
        let delta = |time: Duration| {
            chrono::TimeDelta::from_std(time).unwrap_or_else(|_| chrono::TimeDelta::days(365))
        };
        Pace::new(delta(self.every.0), delta(self.every.1), delta(self.pause))
    }
}

/// Reads "30s..15m", or one time for both.
fn bounds(text: &str) -> Result<(Duration, Duration), String> {
    let (least, most) = text.split_once("..").unwrap_or((text, text));
    let (least, most) = (duration(least)?, duration(most)?);
    if least > most {
        return Err(format!("{text:?}: the first is to be the shorter"));
    }
    Ok((least, most))
}

/// Reads "250ms", "30s", "15m", "2h", "1d".
fn duration(text: &str) -> Result<Duration, String> {
    let wrong = || format!("{text:?} is no time (250ms, 30s, 15m, 2h, 1d)");
    let unit = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
    let (number, unit) = text.split_at(unit);
    let number: u64 = number.parse().map_err(|_| wrong())?;
    let milliseconds = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return Err(wrong()),
    };
    number
        .checked_mul(milliseconds)
        .filter(|time| *time > 0)
        .map(Duration::from_millis)
        .ok_or_else(wrong)
}
