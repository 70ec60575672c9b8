//! The quickest parts of the fault campaign, so that plain `cargo test` meets them; `.ci/run` runs all.

use std::process::Command;

#[test]
fn rot_conflicts_and_a_harmed_index_break_no_promise() {
    let campaign = env!("CARGO_BIN_EXE_faults");
    let parts = ["damage", "conflicts", "index"];
    let output = Command::new(campaign)
        .arg("slice")
        .args(parts.iter().flat_map(|part| ["--only", part]))
        .output()
        .expect("the program that was just built starts");
    let table = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{table}");
    assert!(table.contains("acknowledged lost unreported 0"), "{table}");
}
