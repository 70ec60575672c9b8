//! Out as NDJSON and in again: the same entries, the same root.

use counterclaim_log::{LoadError, ReadLog, dump, load, tree};

use crate::way::{SMALL, assert_same, create, fill, memory, open, scratch};

fn dumped(log: &impl ReadLog) -> String {
    let mut out = Vec::new();
    let count = dump(log, &mut out).expect("a sound log is dumped");
    assert_eq!(count, log.head().0);
    String::from_utf8(out).expect("JSON is UTF-8")
}

#[test]
fn a_loaded_dump_is_the_same_log() {
    let scratch = scratch();
    let mut original = memory();
    fill(&mut original, 30);
    let text = dumped(&original);
    let mut log = create(scratch.path(), SMALL);
    assert_eq!(load(text.as_bytes(), &mut log).expect("it loads"), original.head().0);
    assert_same(&log, &original);
    assert_eq!(tree(&log).expect("it reads"), tree(&original).expect("it reads"));
    drop(log);
    let mut log = open(scratch.path(), SMALL);
    assert_eq!(dumped(&log), text);
    assert!(matches!(load(text.as_bytes(), &mut log), Err(LoadError::NotEmpty)));
}

#[test]
fn a_dump_that_does_not_add_up_is_refused_with_its_line() {
    let mut original = memory();
    fill(&mut original, 3);
    let text = dumped(&original);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 6);
    let line_of = |lines: &[&str]| match load(lines.join("\n").as_bytes(), &mut memory()) {
        Err(LoadError::BadLine { line, .. }) => Some(line),
        Ok(_) | Err(_) => None,
    };
    assert_eq!(line_of(&lines), None);
    assert_eq!(line_of(&lines[1..]), Some(1), "does not begin at the beginning");
    assert_eq!(line_of(&lines[..5]), Some(6), "half a commit");
    assert_eq!(line_of(&[lines[0], lines[2]]), Some(2), "a hole");
    assert_eq!(line_of(&[lines[0], "{}"]), Some(2), "no event");
    let mut other = counterclaim_log::MemoryLog::new(counterclaim_model::CaseId::derive(&["port"]));
    assert!(matches!(load(text.as_bytes(), &mut other), Err(LoadError::OtherCase(_))));
}

/// The first event of a log, as it stands in a dump, and the root over it: a change of any byte here is
/// a change of format.
#[test]
fn the_format_is_frozen() {
    let mut log = memory();
    let commit = crate::way::commit("intake-1", 7, crate::way::actor("Harbour Office"));
    crate::way::append(&mut log, commit);
    insta::assert_snapshot!(dumped(&log));
    insta::assert_snapshot!(tree(&log).expect("it reads").root());
}
