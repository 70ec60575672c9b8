//! What a watcher knows of pages and hosts, in a file beside the log that can be thrown away. It is
//! written before each request goes out, so that no restart hurries a host.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use counterclaim_ingest::Memory;
use serde::{Deserialize, Serialize};

use crate::error::DeskError;

/// Format of the file; another one is not understood.
const FORMAT: u32 = 1;

/// The file as it is written.
#[derive(Serialize, Deserialize)]
struct Page {
    format: u32,
    memory: Memory,
}

/// A watcher's diary, `watch.json` in the folder of a case. One watcher has it at a time.
#[derive(Debug)]
pub struct Diary {
    path: PathBuf,
    memory: Memory,
    notice: Option<String>,
    /// Held as long as the diary is open, `watch.lock`.
    _lock: File,
}

impl Diary {
    /// Opens the diary in `dir`. A missing or damaged one begins anew; [`notice`](Self::notice) says so.
    ///
    /// # Errors
    /// If there is no such folder, it cannot be written, or another watcher has its diary open.
    pub fn open(dir: &Path) -> Result<Self, DeskError> {
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(dir.join("watch.lock"))
            .map_err(DeskError::Diary)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(DeskError::Watched),
            Err(TryLockError::Error(error)) => return Err(DeskError::Diary(error)),
        }
        let path = dir.join("watch.json");
        let (memory, notice) = match read(&path) {
            Ok(memory) => (memory, None),
            Err(why) => {
                (Memory::default(), Some(format!("{why}: nothing is known of earlier polls")))
            }
        };
        Ok(Self { path, memory, notice, _lock: lock })
    }

    /// Returns why the diary begins anew, if it does.
    pub fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    /// Returns what it held when it was opened.
    pub(super) fn memory(&self) -> Memory {
        self.memory.clone()
    }

    /// Writes down what is known, whole or not at all.
    pub(super) fn write(&mut self, memory: &Memory) -> Result<(), DeskError> {
        if *memory == self.memory {
            return Ok(());
        }
        self.memory = memory.clone();
        self.replace().map_err(DeskError::Diary)
    }

    fn replace(&self) -> io::Result<()> {
        let page = Page { format: FORMAT, memory: self.memory.clone() };
        let text = serde_json::to_vec_pretty(&page)?;
        let beside = self.path.with_extension("json.new");
        let mut file = File::create(&beside)?;
        file.write_all(&text)?;
        file.sync_all()?;
        fs::rename(&beside, &self.path)
    }
}

/// Reads a diary, or says why not.
fn read(path: &Path) -> Result<Memory, String> {
    let text = fs::read(path).map_err(|error| {
        if error.kind() == ErrorKind::NotFound {
            "there is no watch.json yet".to_owned()
        } else {
            format!("watch.json cannot be read ({error})")
        }
    })?;
    let page: Page = serde_json::from_slice(&text)
        .map_err(|error| format!("watch.json is damaged ({error})"))?;
    if page.format != FORMAT {
        return Err(format!("watch.json has format {}, not {FORMAT}", page.format));
    }
    Ok(page.memory)
}
