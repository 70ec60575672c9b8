//! The order of the house: files open with a word about themselves, stay readable, and lie where they
//! are looked for; shipped data parses, and invented pages say that they are invented.

use std::fs;

use counterclaim_tests::root;

use crate::sources::{self, none_of};

/// A file longer than this is more than one subject.
const LONGEST: usize = 450;

/// The crates whose serde shapes are read back from disk.
const STORED: &[&str] = &["model", "log", "ingest", "desk"];

#[test]
fn every_source_file_says_what_lives_in_it() {
    let files = sources::all();
    let silent = files.iter().filter(|file| !file.text.starts_with("//! "));
    none_of(silent.map(|file| format!("{} opens without `//!`", file.path)).collect());
}

#[test]
fn no_file_is_longer_than_one_subject() {
    let files = sources::all();
    let long = files.iter().filter(|file| file.text.lines().count() > LONGEST);
    none_of(long.map(|file| format!("{} has over {LONGEST} lines", file.path)).collect());
}

#[test]
fn mod_files_only_list_and_hand_on() {
    let mut complaints = Vec::new();
    for file in sources::all().iter().filter(|file| file.path.ends_with("/mod.rs")) {
        let mut inside_list = false;
        for (number, line) in file.product_lines() {
            let line = line.trim();
            let lists = ["mod ", "pub mod ", "pub(crate) mod ", "pub use ", "pub(crate) use "];
            let plain = line.is_empty() || lists.iter().any(|word| line.starts_with(word));
            if !plain && !inside_list {
                complaints.push(format!("{}:{number} holds code", file.path));
            }
            inside_list = (plain || inside_list) && !line.is_empty() && !line.ends_with(';');
        }
    }
    none_of(complaints);
}

#[test]
fn nothing_hides_in_a_grab_bag() {
    let names = ["utils", "util", "helpers", "helper", "common", "misc", "types"];
    let files = sources::all();
    let bags = files.iter().filter(|file| {
        let mut parts = file.path.trim_end_matches(".rs").split('/');
        parts.any(|part| names.contains(&part))
    });
    none_of(bags.map(|file| format!("{}: name it after what it holds", file.path)).collect());
}

#[test]
fn every_test_file_is_listed() {
    let main = sources::read(&root().join("tests/it/main.rs"));
    let mut complaints = Vec::new();
    for file in sources::all() {
        let Some(name) = file.path.strip_prefix("tests/it/") else { continue };
        let module = name.trim_end_matches(".rs");
        if module != "main" && !main.contains(&format!("mod {module};")) {
            complaints.push(format!("tests/it/{name} is never run: list it in main.rs"));
        }
    }
    none_of(complaints);
}

#[test]
fn no_test_is_switched_off() {
    // Put together here, so that this file does not complain of itself.
    let switch = format!("#[{}", "ignore");
    let files = sources::all();
    let off = files.iter().filter(|file| file.text.contains(&switch));
    none_of(off.map(|file| format!("{} switches a test off", file.path)).collect());
}

#[test]
fn stored_shapes_are_tagged_and_whole() {
    let mut complaints = Vec::new();
    for file in sources::all().iter().filter(|file| STORED.contains(&file.home())) {
        for (number, line) in file.product_lines() {
            let vague = line.contains("untagged") || line.contains("flatten");
            if line.contains("serde(") && vague {
                complaints.push(format!("{}:{number} cannot be read back for certain", file.path));
            }
        }
    }
    none_of(complaints);
}

#[test]
fn shipped_tables_parse() {
    let mut complaints = Vec::new();
    for folder in ["data", "data/sample"] {
        for path in files_of(folder) {
            if path.extension().is_none_or(|extension| extension != "toml") {
                continue;
            }
            if let Err(error) = sources::read(&path).parse::<toml::Table>() {
                complaints.push(format!("{}: {error}", path.display()));
            }
        }
    }
    none_of(complaints);
}

#[test]
fn invented_pages_say_that_they_are_invented() {
    let mut complaints = Vec::new();
    for folder in ["data/sample", "data/sample/later"] {
        for path in files_of(folder) {
            let opening: String = sources::read(&path).chars().take(1_000).collect();
            if !opening.contains("FICTION") {
                complaints.push(format!("{} does not say FICTION at its head", path.display()));
            }
        }
    }
    none_of(complaints);
}

#[test]
fn every_shipped_file_is_told_of() {
    let told = sources::read(&root().join("data/README.md"));
    let mut complaints = Vec::new();
    for folder in ["data", "data/sample", "data/sample/later"] {
        for path in files_of(folder) {
            let name = path.strip_prefix(root().join("data")).expect("it lies in data");
            if !path.ends_with("README.md") && !told.contains(&format!("`{}`", name.display())) {
                complaints.push(format!("data/README.md says nothing of {}", name.display()));
            }
        }
    }
    none_of(complaints);
}

fn files_of(folder: &str) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(root().join(folder)).expect("a shipped folder can be listed");
    let paths = entries.map(|entry| entry.expect("a shipped folder can be listed").path());
    paths.filter(|path| path.is_file()).collect()
}
