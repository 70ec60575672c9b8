//! Out as NDJSON and in again: the same entries, the same root.

use counterclaim_log::{LoadError, NoEvent, ReadLog, dump, load, tree, verify};
use counterclaim_model::Position;

use crate::way::{SMALL, all, assert_same, create, fill, memory, open, scratch};

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

#[test]
fn an_erased_event_keeps_its_place_and_its_leaf() {
    let mut original = memory();
    fill(&mut original, 3);
    let text = dumped(&original);
    let erase = |line: &str| {
        let mut object: serde_json::Value = serde_json::from_str(line).expect("it is JSON");
        let object = object.as_object_mut().expect("it is an object");
        let entry = all(&original).into_iter().find(|entry| entry.position == Position(2));
        let hash = entry.expect("it is there").content.hash();
        object.retain(|key, _| key != "salt" && key != "payload");
        object.insert("erased".to_owned(), hash.to_string().into());
        serde_json::to_string(object).expect("it has a JSON form")
    };
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines[1] = erase(&lines[1]);
    let scratch = scratch();
    let mut log = create(scratch.path(), SMALL);
    load(lines.join("\n").as_bytes(), &mut log).expect("it loads");
    drop(log);
    let log = open(scratch.path(), SMALL);
    assert_eq!(tree(&log).expect("it reads"), tree(&original).expect("it reads"));
    let erased: Vec<_> = all(&log).into_iter().filter(|entry| entry.event.is_err()).collect();
    assert_eq!(erased.len(), 1);
    assert_eq!((erased[0].position, &erased[0].event), (Position(2), &Err(NoEvent::Erased)));
    assert_eq!(erased[0].recorded(), None);
    let again = dumped(&log);
    let line = again.lines().nth(1).expect("it has a line");
    assert!(line.contains("\"erased\":") && !line.contains("salt") && !line.contains("payload"));
    drop(log);
    // Nothing is wrong with it but that no erasure says why.
    let problems = verify(scratch.path()).expect("it can be looked at").problems;
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].what.contains("no erasure names it"), "{problems:?}");
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
