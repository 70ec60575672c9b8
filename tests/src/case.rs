//! A case on disk, asked through the binary. Called by tests that record something and look at it.

use std::path::Path;

use serde_json::Value;

use crate::{Answer, counterclaim, sample};

/// A case in a test's own folder.
#[derive(Debug)]
pub struct Case {
    /// Its folder.
    pub path: String,
}

impl Case {
    /// Begins a case in `path`.
    ///
    /// # Panics
    /// If `init` does not end well.
    #[track_caller]
    pub fn init(path: &Path) -> Self {
        let path = path.to_string_lossy().into_owned();
        counterclaim(&["init", &path, "--title", "A test"]).exits(0);
        Self { path }
    }

    /// Runs the binary on this case.
    #[track_caller]
    pub fn ask(&self, arguments: &[&str]) -> Answer {
        counterclaim(&[arguments, &["--case", self.path.as_str()]].concat())
    }

    /// Asks for an answer as JSON.
    ///
    /// # Panics
    /// If there is none.
    #[track_caller]
    pub fn json(&self, arguments: &[&str]) -> Value {
        self.ask(&[arguments, &["--format", "json"]].concat()).exits(0).json()
    }

    /// Reads a page of the sample's invented world into it.
    ///
    /// # Panics
    /// If that does not end well.
    #[track_caller]
    pub fn ingest(&self, page: &Path) {
        let actors = sample("actors.toml");
        self.ask(&["ingest", &page.to_string_lossy(), "--actors", &actors.to_string_lossy()])
            .exits(0);
    }

    /// Returns every recorded event, in order.
    ///
    /// # Panics
    /// If the log cannot be read.
    #[track_caller]
    pub fn log(&self) -> Vec<Value> {
        self.ask(&["log", "--format", "ndjson"]).exits(0).lines()
    }
}
