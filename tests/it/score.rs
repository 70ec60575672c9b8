//! Quality of reading on hand-annotated pages that lie beside the workspace and are not shipped. The
//! scores are made by `tests/score.sh`, which anyone can run; here they are held to a floor.

use std::collections::BTreeMap;
use std::process::Command;

use counterclaim_tests::{binary, root, shared};

/// What must at least be reached, in per cent. Raised when reading gets better, never lowered to pass.
const FLOORS: &[(&str, f64)] = &[
    ("posts dated", 100.0),
    ("core claims found", 88.0),
    ("core with right speaker", 90.0),
    ("party right (of found)", 97.0),
    ("modality right (of found)", 90.0),
    ("stated links found", 85.0),
    ("stated links in gold", 100.0),
    ("strong inferred links found", 70.0),
    ("inferred links in gold", 80.0),
    ("matters, pairwise F1", 65.0),
    ("iou50", 90.0),
];

#[test]
fn reading_an_annotated_page_stays_as_good_as_it_was() {
    if shared("gold").is_none() {
        return;
    }
    let run = Command::new("bash")
        .arg(root().join("tests/score.sh"))
        .env("COUNTERCLAIM_BINARY", binary())
        .output()
        .expect("bash starts");
    let out = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "{out}\n{}", String::from_utf8_lossy(&run.stderr));
    let scores: BTreeMap<_, _> = out.lines().filter_map(score).collect();
    for (name, floor) in FLOORS {
        let reached = scores.get(*name).unwrap_or_else(|| panic!("no score {name:?} in\n{out}"));
        assert!(reached >= floor, "{name}: {reached} is below {floor}\n{out}");
    }
}

/// Reads a line such as `core claims found   117 of  117  100.0`: name and last number. Where the outside
/// scorer prints precision, recall and F1 behind a name, the last is F1.
fn score(line: &str) -> Option<(&str, f64)> {
    let (name, numbers) = line.split_once("  ")?;
    Some((name, numbers.split_whitespace().next_back()?.parse().ok()?))
}
