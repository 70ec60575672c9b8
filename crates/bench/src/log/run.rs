//! The tables of the log, one after the other, in a directory of their own that goes away with them.

use super::{appends, follower, large, threads};
use crate::arguments::Options;
use crate::table::Table;

/// Measures appends, threads at one door, the thread behind the log, and what a log of many events costs.
pub(crate) fn run(options: &Options) -> anyhow::Result<Vec<Table>> {
    std::fs::create_dir_all(&options.dir)?;
    let dir = tempfile::tempdir_in(&options.dir)?;
    let measures = [appends::measure, threads::measure, follower::measure, large::measure];
    measures.iter().map(|measure| measure(dir.path(), options)).collect()
}
