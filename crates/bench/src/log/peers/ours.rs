//! Our log, index and hashes following behind as they do in use.

use std::path::{Path, PathBuf};
use std::time::Duration;

use counterclaim_log::{CaseFile, Commit, EventLog, FileLog};

use super::Store;
use crate::log::world::World;
use crate::sample::timed;

pub(crate) struct Ours {
    log: FileLog,
    segments: PathBuf,
}

impl Ours {
    pub(crate) fn create(dir: &Path) -> anyhow::Result<Self> {
        let case = CaseFile::new(World::case(), "Harbour".to_owned());
        Ok(Self { log: FileLog::create(dir, &case)?, segments: dir.join("log") })
    }
}

impl Store for Ours {
    fn name(&self) -> &'static str {
        "ours"
    }

    fn append(&mut self, commit: &Commit, _: usize) -> anyhow::Result<Duration> {
        let commit = commit.clone();
        let (time, appended) = timed(|| self.log.append(commit));
        let _ = appended?;
        Ok(time)
    }

    fn length(&self) -> anyhow::Result<u64> {
        let mut length = 0;
        for file in std::fs::read_dir(&self.segments)? {
            let file = file?;
            if file.path().extension().is_some_and(|extension| extension == "log") {
                length += file.metadata()?.len();
            }
        }
        Ok(length)
    }
}
