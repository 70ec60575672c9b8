//! Where things are: the workspace, its sample pages, and the material beside it that is not shipped.
//! Called by every test that opens a file.

use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Returns the root of the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the member lies in the workspace root")
}

/// Returns a shipped sample page by its name, such as `harbour-wire-live.txt`.
///
/// # Panics
/// If there is no such file: a test that asks for it cannot say anything then.
pub fn sample(name: &str) -> PathBuf {
    let path = root().join("data/sample").join(name);
    assert!(path.is_file(), "no sample page at {}", path.display());
    path
}

/// Returns `name` in the folder `shared` beside the workspace: texts and hand annotations that may be
/// used here but not shipped. Where it is missing, the test says so on stderr and measures nothing.
pub fn shared(name: &str) -> Option<PathBuf> {
    let path = root().parent()?.join("shared").join(name);
    if path.exists() {
        return Some(path);
    }
    // Past the test runner's capture: what was skipped must be seen without `--nocapture`. A closed
    // stderr is no reason to fail.
    let _ = writeln!(std::io::stderr(), "skipped: ../shared/{name} is not here, so not measured");
    None
}
