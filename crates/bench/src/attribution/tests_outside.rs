//! Our figures are those of the outside scorer, which lies beside the workspace and is not shipped.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::measures::{Measure, measures};
use super::ours::{attributions, line};
use super::score::Score;
use super::{seed, standoff};
use crate::attribution::gold::Document;

/// Returns the folder beside the workspace, or says why nothing is compared.
fn shared() -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let python = Command::new("python3").arg("--version").output().is_ok();
    let missing = match (shared.join("score/score.py").exists(), python) {
        (true, true) => return Some(shared),
        (false, _) => "../shared/score is not here",
        (true, false) => "python3 is not here",
    };
    // Past the test runner's capture; a closed stderr is no reason to fail.
    let _ = writeln!(std::io::stderr(), "skipped: {missing}, so no figures were compared");
    None
}

/// The figures of the outside scorer: name, then the numbers behind it.
fn outside(shared: &Path, part: &str, lines: &str) -> Vec<(String, Vec<f64>)> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("predictions.jsonl");
    std::fs::write(&file, lines).expect("written");
    let run = Command::new("python3")
        .arg(shared.join("score/score.py"))
        .arg(part)
        .arg(&file)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .expect("python3 starts");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let row = |line: &str| {
        let mut words = line.split_whitespace().map(str::to_owned);
        let name = words.next()?;
        Some((name, words.filter_map(|word| word.parse().ok()).collect()))
    };
    String::from_utf8_lossy(&run.stdout).lines().filter_map(row).collect()
}

fn compare(shared: &Path, part: &str, documents: &[Document]) {
    let mut score = Score::default();
    let mut lines = String::new();
    for document in documents {
        let mut found = attributions(&document.text);
        // Odd ones too: one without a source, one twice, one that is nothing.
        if let Some(first) = found.first().cloned() {
            found.push(first.clone());
            found.push(first);
            if let Some(last) = found.last_mut() {
                last.quote.source.clear();
            }
        }
        score.add(document, &found);
        lines += &format!("{}\n", line(&document.id, &found));
    }
    let theirs = outside(shared, part, &lines);
    let ours = measures(&score);
    assert_eq!(theirs.len(), ours.len() + 2, "{theirs:?}");
    for (Measure { name, shares, of }, (named, numbers)) in ours.iter().zip(&theirs) {
        assert_eq!(name, named);
        for (share, number) in shares.iter().zip(numbers) {
            assert!((share * 100.0 - number).abs() < 0.0501, "{part} {name}: {share} {number}");
        }
        if name.contains("recall") {
            assert_eq!(of.map(|of| of as f64), numbers.get(1).copied(), "{name}");
        }
    }
    assert_eq!(theirs[ours.len()].1, [score.wanted.len() as f64]);
    assert_eq!(theirs[ours.len() + 1].1, [score.given.len() as f64]);
}

#[test]
fn our_figures_are_those_of_the_outside_scorer() {
    let Some(shared) = shared() else { return };
    let documents = standoff::load(&shared.join("data/polnear"), "dev").expect("readable");
    compare(&shared, "dev", &documents);
    let seed = seed::load(&shared).expect("readable").expect("the annotation is there");
    compare(&shared, "seed", &[seed]);
}
