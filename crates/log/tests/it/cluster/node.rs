//! A node of a case on a cluster, as the suite of all backends wants it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use counterclaim_log::{Access, Reaching, ReadLog, StreamLog};
use tempfile::TempDir;

use super::servers::{Servers, Syncing};
use crate::suite::Backend;
use crate::way::{case_file, copy, scratch};

/// Returns one server that all tests share which do it no harm. It ends with the last of them.
pub(crate) fn shared() -> Arc<Servers> {
    static SHARED: Mutex<Weak<Servers>> = Mutex::new(Weak::new());
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    match shared.upgrade() {
        Some(servers) => servers,
        None => {
            let servers = Arc::new(Servers::start(1, &[Syncing::Lazily]));
            *shared = Arc::downgrade(&servers);
            servers
        }
    }
}

/// A name that no other case of this run has.
pub(crate) fn fresh_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("case-{}", COUNT.fetch_add(1, Ordering::Relaxed))
}

/// What a node needs to come to a case.
pub(crate) fn reaching(servers: &Servers, case: &str) -> Reaching {
    Reaching {
        address: servers.address(case).parse().expect("it is an address"),
        access: Access::Open,
        monitors: Vec::new(),
        require: None,
        patience: Duration::from_secs(30),
    }
}

pub(crate) fn begin(servers: &Servers, case: &str, dir: &Path) -> StreamLog {
    StreamLog::create(&reaching(servers, case), dir, &case_file()).expect("the name is free")
}

pub(crate) fn open(servers: &Servers, case: &str, dir: &Path) -> StreamLog {
    StreamLog::open(&reaching(servers, case), dir).expect("a sound case opens").0
}

/// A case on a server, with a copy that goes through everything that can happen to a node.
pub(crate) struct Cluster {
    servers: Arc<Servers>,
    case: String,
    scratch: TempDir,
    /// How many copies there were.
    copies: u32,
}

impl Cluster {
    fn dir(&self) -> PathBuf {
        self.scratch.path().join(self.copies.to_string())
    }
}

impl Backend for Cluster {
    type Log = StreamLog;

    fn begin() -> (Self, StreamLog) {
        let (servers, case, scratch) = (shared(), fresh_name(), scratch());
        let cluster = Self { servers, case, scratch, copies: 0 };
        let log = begin(&cluster.servers, &cluster.case, &cluster.dir());
        (cluster, log)
    }

    fn reopen(&mut self, log: StreamLog) -> StreamLog {
        drop(log);
        open(&self.servers, &self.case, &self.dir())
    }

    fn crash(&mut self, log: StreamLog) -> StreamLog {
        let before = self.dir();
        self.copies += 1;
        copy(&before, &self.dir());
        drop(log);
        open(&self.servers, &self.case, &self.dir())
    }

    /// The node loses its disk.
    fn forget(&mut self, log: StreamLog) -> StreamLog {
        drop(log);
        fs::remove_dir_all(self.dir()).expect("it can be removed");
        open(&self.servers, &self.case, &self.dir())
    }

    /// A node that was never here before.
    fn reader(&self) -> Option<Box<dyn ReadLog>> {
        let dir = self.scratch.path().join("reader");
        let _ = fs::remove_dir_all(&dir);
        Some(Box::new(open(&self.servers, &self.case, &dir)))
    }
}
