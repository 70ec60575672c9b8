//! The limit: a file that is given as many bytes, ready made, with one write and one sync.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use counterclaim_log::Commit;

use super::Store;
use crate::sample::timed;

pub(crate) struct PlainFile(File);

impl PlainFile {
    pub(crate) fn create(path: &Path) -> anyhow::Result<Self> {
        Ok(Self(File::create(path)?))
    }
}

impl Store for PlainFile {
    fn name(&self) -> &'static str {
        "plain file, same bytes, write + fdatasync"
    }

    fn append(&mut self, _: &Commit, bytes: usize) -> anyhow::Result<Duration> {
        let bytes = vec![b'x'; bytes];
        let (time, written) = timed(|| self.0.write_all(&bytes).and_then(|()| self.0.sync_data()));
        written?;
        Ok(time)
    }
}
