//! What was measured on: processor, cores, memory, system, build; and how much memory the process holds.
//! Read from `/proc`; elsewhere the tables say "unknown".

use std::fs;
use std::time::Duration;

use crate::arguments::Options;
use crate::table::Table;

const UNKNOWN: &str = "unknown";

/// Returns the facts that belong beside every number, as a table.
pub(crate) fn facts(options: &Options) -> Table {
    let mut table = Table::new("Machine", &["fact", "value"]);
    for (fact, value) in list(options.seed, options.repeats) {
        table.row([fact, value]);
    }
    table
}

/// Returns the facts that belong beside every number.
pub(crate) fn list(seed: u64, repeats: usize) -> Vec<(String, String)> {
    let cores = std::thread::available_parallelism().map_or(UNKNOWN.into(), |n| n.to_string());
    let build =
        if cfg!(debug_assertions) { "debug: these numbers mean nothing" } else { "release" };
    let system = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or(UNKNOWN.into());
    let load = fs::read_to_string("/proc/loadavg").unwrap_or(UNKNOWN.into());
    let load = load.split_whitespace().take(3).collect::<Vec<_>>().join(" ");
    let facts = [
        ("processor", field("/proc/cpuinfo", "model name")),
        ("cores", cores),
        ("memory", field("/proc/meminfo", "MemTotal")),
        ("system", format!("{} {}", std::env::consts::OS, system.trim())),
        ("load before", load),
        ("build", build.to_owned()),
        ("seed", seed.to_string()),
        ("repeats", repeats.to_string()),
    ];
    facts.into_iter().map(|(fact, value)| (fact.to_owned(), value)).collect()
}

/// Processor time this thread has had; none where that cannot be read. On a machine that others use too
/// it says more than the clock on the wall.
pub(crate) fn on_processor() -> Option<Duration> {
    let spent = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(spent.split_whitespace().next()?.parse().ok()?))
}

/// Processor time all threads of this process have had; none where that cannot be read. Counted in
/// hundredths of a second.
pub(crate) fn process_time() -> Option<Duration> {
    let line = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program stands in brackets and may hold blanks.
    let mut fields = line.rsplit_once(')')?.1.split_whitespace().skip(11);
    let ticks = |text: &str| text.parse::<u64>().ok();
    let spent = ticks(fields.next()?)? + ticks(fields.next()?)?;
    Some(Duration::from_millis(spent * 10))
}

/// Memory the process holds now, in MiB; none where that cannot be read.
pub(crate) fn resident() -> Option<f64> {
    kib("VmRSS")
}

/// The most memory the process held since [`forget_peak`], in MiB.
pub(crate) fn peak() -> Option<f64> {
    kib("VmHWM")
}

/// Lets the peak begin anew, where the system allows that; elsewhere it is that of the whole run.
pub(crate) fn forget_peak() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// Whether the processor has instructions for SHA-256.
pub(crate) fn has_sha() -> &'static str {
    match field("/proc/cpuinfo", "flags") {
        flags if flags.split_whitespace().any(|flag| flag == "sha_ni") => "yes",
        flags if flags == UNKNOWN => UNKNOWN,
        _ => "no",
    }
}

/// MiB in print.
pub(crate) fn mib(amount: Option<f64>) -> String {
    amount.map_or(UNKNOWN.into(), |mib| format!("{mib:.0} MiB"))
}

fn kib(name: &str) -> Option<f64> {
    let value = field("/proc/self/status", name);
    let kib: f64 = value.split_whitespace().next()?.parse().ok()?;
    Some(kib / 1024.0)
}

fn field(path: &str, name: &str) -> String {
    let text = fs::read_to_string(path).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.split_once(':'));
    line.map_or(UNKNOWN.into(), |(_, value)| value.trim().to_owned())
}
