//! The table of the whole, in small: everything that needs nobody's installation is measured, and what is
//! missing is named with its reason.

use std::process::Command;

use serde_json::Value;

/// Who is always there.
const ALWAYS: [&str; 6] = ["ours", "plain file", "bare decoding", "SQLite", "cqrs-es", "redb"];

fn text<'v>(row: &'v Value, name: &str) -> &'v str {
    row[name].as_str().unwrap_or_default()
}

#[test]
fn a_small_run_measures_everything_and_names_what_it_does_not()
-> Result<(), Box<dyn std::error::Error>> {
    let dir = tempfile::tempdir()?;
    let ran = Command::new(env!("CARGO_BIN_EXE_counterclaim-bench"))
        .args(["all", "--claims", "300,600", "--repeats", "1", "--seed", "7", "--dir"])
        .arg(dir.path().join("work"))
        .arg("--out")
        .arg(dir.path().join("out"))
        .output()?;
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let printed = String::from_utf8(ran.stdout)?;
    for title in
        ["## 300 claims", "## 600 claims", "## Growth from 300 to 600", "## Missed", "## Not run"]
    {
        assert!(printed.contains(title), "{title} is missing from {printed}");
    }
    let written = std::fs::read_to_string(dir.path().join("out/speed.md"))?;
    assert_eq!(written.trim_end(), printed.trim_end());

    let json: Value = serde_json::from_slice(&std::fs::read(dir.path().join("out/speed.json"))?)?;
    let rows = json["rows"].as_array().ok_or("speed.json has rows")?;
    assert!(rows.len() > 80, "only {} rows", rows.len());
    for row in rows {
        let is_run = row["values"].as_array().is_some_and(|values| !values.is_empty());
        assert_eq!(is_run, row["not_run"].is_null(), "{row}");
        let has_verdict = text(row, "target").is_empty() || row["met"].is_boolean();
        assert!(!is_run || has_verdict, "{row}");
        // The product's own program may not be built yet where only this crate is tested.
        let is_always = ALWAYS.iter().any(|who| text(row, "who").starts_with(who));
        let lacks_program = text(row, "not_run").starts_with("counterclaim is not beside");
        assert!(is_run || !is_always || lacks_program, "{row}");
    }
    // What a run leaves behind is what was asked for.
    assert_eq!(std::fs::read_dir(dir.path().join("work"))?.count(), 0);
    Ok(())
}
