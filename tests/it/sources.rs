//! The sources of the house as texts, for the tests that hold its walls and its order.

use std::fs;
use std::path::{Path, PathBuf};

use counterclaim_tests::root;

/// A source file.
pub(crate) struct SourceFile {
    /// Path from the workspace root, with `/`.
    pub(crate) path: String,
    /// Everything in it.
    pub(crate) text: String,
}

impl SourceFile {
    /// Returns its crate: the folder below `crates`, or `tests`.
    pub(crate) fn home(&self) -> &str {
        let below = self.path.strip_prefix("crates/").unwrap_or(&self.path);
        below.split('/').next().expect("splitting gives at least one part")
    }

    /// Returns the lines that run in the product, numbered from 1: no comments, no tests (by our order
    /// `#[cfg(test)]` begins the end of a file), no examples.
    pub(crate) fn product_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut parts = self.path.split('/');
        let aside = parts.any(|part| part.starts_with("tests") || part == "examples");
        let aside = aside && self.home() != "tests";
        self.text
            .lines()
            .enumerate()
            .take_while(move |(_, line)| !aside && line.trim() != "#[cfg(test)]")
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
            .map(|(number, line)| (number + 1, line))
    }
}

/// Returns every Rust file of the crates and of this member.
pub(crate) fn all() -> Vec<SourceFile> {
    let mut paths = Vec::new();
    for top in ["crates", "tests"] {
        walk(&root().join(top), &mut paths);
    }
    paths.sort();
    paths.into_iter().map(|path| SourceFile { text: read(&path), path: relative(&path) }).collect()
}

/// Returns the folders below `crates`, by name.
pub(crate) fn crates() -> Vec<String> {
    let entries = fs::read_dir(root().join("crates")).expect("the workspace has crates");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("a folder of the workspace can be listed"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Returns a text file of the workspace.
pub(crate) fn read(path: &Path) -> String {
    match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => panic!("{}: {error}", path.display()),
    }
}

/// Fails with every complaint at once.
#[track_caller]
pub(crate) fn none_of(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

fn relative(path: &Path) -> String {
    let below = path.strip_prefix(root()).expect("the walk began at the root");
    below.to_string_lossy().replace('\\', "/")
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the workspace can be listed") {
        let path = entry.expect("a folder of the workspace can be listed").path();
        if path.is_dir() && !path.ends_with("target") {
            walk(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}
