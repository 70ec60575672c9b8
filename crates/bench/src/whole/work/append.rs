//! Durable appends: the same commits to every store in turn, each synced before it is acknowledged.

use std::path::Path;

use crate::log::{race, stores};
use crate::whole::peers::cqrs;
use crate::whole::peers::postgres::Cluster;
use crate::whole::row::Row;

/// Events a commit, and commits for each repeat.
const SHAPES: [(usize, usize); 2] = [(1, 100), (100, 20)];

/// Measures appends to ours and to whatever else there is; how large the case is does not matter.
pub(crate) fn append(
    dir: &Path,
    repeats: usize,
    cluster: Result<&Cluster, &String>,
) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (events, commits) in SHAPES {
        let work = format!("durable append, {events} events a commit");
        let dir = dir.join(format!("appends-{events}"));
        let mut stores = stores(&dir)?;
        if events == 1 {
            stores.push(Box::new(cqrs::Appends::create(&dir.join("cqrs.db"))?));
        }
        match cluster {
            Ok(cluster) => stores.push(Box::new(cluster.store()?)),
            Err(why) => rows.push(Row::not_run(None, &work, "PostgreSQL", why)),
        }
        let (raced, _) = race(stores, events, commits * repeats)?;
        for (who, times) in raced {
            let seconds = times.iter().map(std::time::Duration::as_secs_f64).collect();
            rows.push(Row::times(None, &work, who, seconds).of(events, "events"));
        }
        std::fs::remove_dir_all(dir)?;
    }
    Ok(rows)
}
