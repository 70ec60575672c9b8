//! What is asked of every store: take a commit durably, whole, and say how long that took.

use std::path::Path;
use std::time::Duration;

use counterclaim_log::Commit;

use super::{fjall, ours, plain, redb, sled, sqlite};

/// A store under measurement.
pub(crate) trait Store {
    fn name(&self) -> &'static str;

    /// Makes a commit durable, and returns the time from event structs to acknowledgement. `bytes` is
    /// what ours wrote for it, for the one store that only writes bytes.
    fn append(&mut self, commit: &Commit, bytes: usize) -> anyhow::Result<Duration>;

    /// How many bytes its log has, where that is asked for.
    fn length(&self) -> anyhow::Result<u64> {
        Ok(0)
    }
}

/// Makes all stores below `dir`, ours first.
pub(crate) fn all(dir: &Path) -> anyhow::Result<Vec<Box<dyn Store>>> {
    std::fs::create_dir_all(dir)?;
    Ok(vec![
        Box::new(ours::Ours::create(&dir.join("ours"))?),
        Box::new(plain::PlainFile::create(&dir.join("plain"))?),
        Box::new(sqlite::Sqlite::create(&dir.join("sqlite"))?),
        Box::new(sled::Sled::create(&dir.join("sled"))?),
        Box::new(redb::Redb::create(&dir.join("redb"))?),
        Box::new(fjall::Fjall::create(&dir.join("fjall"))?),
    ])
}
