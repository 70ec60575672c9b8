//! The walls between the crates: who may use whom, where the heavy libraries live, and what never
//! happens below the desk. They are told in `crates/README.md`; here they are held.

use std::collections::BTreeMap;

use counterclaim_tests::root;

use crate::sources::{self, none_of};

/// The crates in order of their floors, and which of ours each may use.
const ARROWS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("log", &["model"]),
    ("views", &["model"]),
    ("graph", &["model"]),
    ("ingest", &["model"]),
    ("desk", &["model", "log", "views", "graph", "ingest"]),
    ("report", &["desk"]),
    ("web", &["desk", "report"]),
    ("cli", &["desk", "report", "web"]),
    // No floor: it measures, and nothing of the product uses it.
    ("bench", &["model", "log", "views", "graph", "ingest", "desk", "report"]),
];

/// The libraries with a home, and which crates that is. `.cargo/deny.toml` holds the same for what comes in indirectly.
const HOMES: &[(&str, &[&str])] = &[
    ("sled", &["log"]),
    ("petgraph", &["graph"]),
    ("scraper", &["ingest"]),
    ("quick-xml", &["ingest"]),
    // Pages come in by the one, and the command line reaches a server by the other.
    ("ureq", &["ingest", "web"]),
    ("clap", &["cli"]),
    ("async-nats", &["log"]),
    ("axum", &["web"]),
    ("rmcp", &["web"]),
];

/// The crates whose results depend on their input only.
const PURE: &[&str] = &["model", "log", "views", "graph", "report", "ingest"];

/// Words that bring in a clock, the environment or chance.
const IMPURE: &[&str] = &[
    "Utc::now",
    "Local::now",
    "SystemTime::now",
    "Instant::now",
    "std::env",
    "env::var",
    "getrandom",
    "rand::",
    "RandomState",
];

fn manifest(path: &str) -> toml::Table {
    let text = sources::read(&root().join(path));
    text.parse().unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Names in the given sections of a manifest.
fn dependencies(manifest: &toml::Table, sections: &[&str]) -> Vec<String> {
    let tables = sections.iter().filter_map(|section| manifest.get(*section)?.as_table());
    tables.flat_map(|table| table.keys().cloned()).collect()
}

const EVERY_SECTION: &[&str] = &["dependencies", "dev-dependencies", "build-dependencies"];

#[test]
fn arrows_between_crates_run_downwards_only() {
    let allowed: BTreeMap<_, _> = ARROWS.iter().copied().collect();
    let mut complaints = Vec::new();
    for name in sources::crates() {
        let Some(below) = allowed.get(name.as_str()) else {
            complaints.push(format!("crates/{name} has no row in the table of arrows"));
            continue;
        };
        for used in dependencies(&manifest(&format!("crates/{name}/Cargo.toml")), EVERY_SECTION) {
            let Some(used) = used.strip_prefix("counterclaim-") else { continue };
            if !below.contains(&used) {
                complaints.push(format!("{name} may not use {used}"));
            }
        }
    }
    none_of(complaints);
}

/// What is no part of the product: `bench` holds the libraries themselves against the house.
const OUTSIDE: &[&str] = &["bench", "tests"];

#[test]
fn heavy_libraries_stay_at_home() {
    let mut complaints = Vec::new();
    for name in sources::crates().into_iter().filter(|name| !OUTSIDE.contains(&name.as_str())) {
        for used in dependencies(&manifest(&format!("crates/{name}/Cargo.toml")), EVERY_SECTION) {
            let home = HOMES.iter().find(|(library, _)| *library == used);
            if let Some((library, home)) = home.filter(|(_, home)| !home.contains(&name.as_str())) {
                let home = home.join(" and ");
                complaints.push(format!("{library} belongs in {home}, not in {name}"));
            }
        }
    }
    for file in sources::all().iter().filter(|file| !OUTSIDE.contains(&file.home())) {
        for (number, line) in file.product_lines() {
            for (library, home) in HOMES {
                let named = line.contains(&format!("{library}::")) && !home.contains(&file.home());
                if named {
                    complaints.push(format!("{}:{number} names {library}", file.path));
                }
            }
        }
    }
    none_of(complaints);
}

#[test]
fn no_clock_no_environment_and_no_chance_below_the_desk() {
    let mut complaints = Vec::new();
    let files = sources::all();
    // Bugs put in on purpose are chosen by the environment; the file is empty in every build for use.
    let pure = files.iter().filter(|file| file.path != "crates/log/src/seeded.rs");
    for file in pure.filter(|file| PURE.contains(&file.home())) {
        for (number, line) in file.product_lines() {
            for word in IMPURE.iter().filter(|word| line.contains(**word)) {
                complaints.push(format!("{}:{number} says {word}", file.path));
            }
        }
    }
    none_of(complaints);
}

#[test]
fn one_file_prints() {
    let mut complaints = Vec::new();
    for file in sources::all() {
        if file.path == "crates/cli/src/print.rs" {
            continue;
        }
        for (number, line) in file.product_lines() {
            let prints = ["println!", "eprintln!", "print!(", "eprint!(", "dbg!("];
            if prints.iter().any(|word| line.trim_start().starts_with(word)) {
                complaints.push(format!("{}:{number} prints", file.path));
            }
        }
    }
    none_of(complaints);
}

#[test]
fn the_pure_crates_know_neither_threads_to_wait_for_nor_async() {
    let mut complaints = Vec::new();
    for file in sources::all() {
        if !["model", "views", "graph", "report"].contains(&file.home()) {
            continue;
        }
        for (number, line) in file.product_lines() {
            if ["async fn", "async move", ".await", "thread::"].iter().any(|w| line.contains(w)) {
                complaints.push(format!("{}:{number} waits", file.path));
            }
        }
    }
    none_of(complaints);
}
