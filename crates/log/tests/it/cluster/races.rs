//! Several writers at one case: whoever is second is told, catches up and decides again; nothing is lost,
//! doubled or put out of order.

use std::collections::BTreeSet;
use std::thread;

use counterclaim_log::{AppendError, Commit, EventLog, ReadLog, StreamLog, tree};
use counterclaim_model::Position;

use super::node::{begin, fresh_name, open, shared};
use crate::way::{actor, all, append, commit, scratch, together};

/// Appends under this id until it is recorded, as whoever decides anew each time.
pub(super) fn insist(log: &mut StreamLog, id: &str, number: u8) -> Result<(), AppendError> {
    loop {
        match log.append(commit(id, number, actor(&format!("Office {id}")))) {
            Ok(_) | Err(AppendError::AlreadyDone(_)) => return Ok(()),
            Err(AppendError::Overtaken { .. } | AppendError::Poisoned) => {
                log.catch_up().map_err(AppendError::Unreadable)?;
            }
            Err(other) => return Err(other),
        }
    }
}

#[test]
fn the_second_of_two_writers_is_told_catches_up_and_is_recorded_behind() {
    let (servers, case, scratch) = (shared(), fresh_name(), scratch());
    let mut one = begin(&servers, &case, &scratch.path().join("one"));
    let mut two = open(&servers, &case, &scratch.path().join("two"));
    let first = one.append(commit("first", 1, actor("Harbour Office"))).expect("it is new").commit;

    // The second does not know yet, and says so instead of writing over the first.
    assert_eq!((two.head(), two.behind().expect("the leader answers")), (Position(0), 1));
    let late = two.append(commit("second", 2, actor("Port Office")));
    assert!(matches!(late, Err(AppendError::Overtaken { id }) if id.as_str() == "second"));
    let still_late = two.append(commit("third", 3, actor("Customs")));
    assert!(matches!(still_late, Err(AppendError::Poisoned)), "nothing is decided on a stale copy");
    assert_eq!(two.catch_up().expect("it can be read"), Position(1));
    assert_eq!(two.behind().expect("the leader answers"), 0);
    let second = two.append(commit("second", 2, actor("Port Office"))).expect("it is new").commit;
    assert_eq!((first.last, second.first), (Position(1), Position(2)));

    // The first asks for what the second recorded: it is told apart from what it never asked for.
    let again = || Commit { entropy: [9; 32], ..commit("second", 2, actor("Port Office")) };
    assert!(matches!(one.append(again()), Err(AppendError::Overtaken { .. })));
    one.catch_up().expect("it can be read");
    let again = one.append(again());
    assert!(matches!(again, Err(AppendError::AlreadyDone(known)) if known == second));
    let other = one.append(commit("second", 9, actor("Customs")));
    assert!(matches!(other, Err(AppendError::IdempotencyMismatch(known)) if known == second));
    assert_eq!(all(&one), all(&two));
}

#[test]
fn a_group_that_is_overtaken_midway_says_of_each_commit_what_became_of_it() {
    let (servers, case, scratch) = (shared(), fresh_name(), scratch());
    let mut one = begin(&servers, &case, &scratch.path().join("one"));
    let mut two = open(&servers, &case, &scratch.path().join("two"));
    append(&mut two, commit("other", 1, actor("Harbour Office")));
    let group = ["a", "b", "a"].map(|id| commit(id, 2, actor(&format!("Office {id}"))));
    let answers = one.append_all(group.into());
    let is_told = |answer: &Result<_, _>| matches!(answer, Err(AppendError::Overtaken { .. }));
    assert!(answers.iter().all(is_told), "{answers:?}");
    one.catch_up().expect("it can be read");
    let ids: Vec<_> = all(&one).into_iter().map(|entry| entry.commit.id.to_string()).collect();
    assert_eq!(ids, ["other"], "nothing of the group was recorded, in whole or in part");
}

#[test]
fn eight_writers_race_and_nothing_is_lost_doubled_or_out_of_order() {
    const WRITERS: usize = 8;
    const EACH: usize = 6;
    let (servers, case, scratch) = (shared(), fresh_name(), scratch());
    drop(begin(&servers, &case, &scratch.path().join("0")));
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (servers, case, dir) = (&servers, &case, scratch.path().join(writer.to_string()));
            scope.spawn(move || {
                let mut log = open(servers, case, &dir);
                for number in 0..EACH {
                    insist(&mut log, &format!("{writer}-{number}"), number as u8)
                        .expect("it is recorded in the end");
                }
            });
        }
    });
    let logs: Vec<_> =
        ["0", "7", "new"].map(|dir| open(&servers, &case, &scratch.path().join(dir))).into();
    let entries = all(&logs[0]);
    let ids: Vec<_> = entries.iter().map(|entry| entry.commit.id.to_string()).collect();
    let once: BTreeSet<_> = ids.iter().collect();
    assert_eq!((ids.len(), once.len()), (WRITERS * EACH, WRITERS * EACH));
    for writer in 0..WRITERS {
        let of_writer = ids.iter().filter(|id| id.starts_with(&format!("{writer}-")));
        let in_order = (0..EACH).map(|number| format!("{writer}-{number}"));
        assert!(of_writer.cloned().eq(in_order), "each writer's stand in the order it wrote them");
    }
    for log in &logs {
        assert_eq!(all(log), entries);
        assert_eq!(tree(log).expect("it reads"), tree(&logs[0]).expect("it reads"));
    }
}

#[test]
fn a_commit_that_fits_no_message_is_refused_by_name_and_the_others_are_recorded() {
    let (servers, case, scratch) = (shared(), fresh_name(), scratch());
    let mut log = begin(&servers, &case, scratch.path());
    let name = "x".repeat(60 << 10);
    // More than a message of these servers (1 MiB), and far less than a line of a file may have.
    let large = together((0..20).map(|number| actor(&format!("{number} {name}"))));
    let answers = log.append_all(vec![
        commit("before", 1, actor("Harbour Office")),
        commit("large", 2, large),
        commit("behind", 3, actor("Port Office")),
    ]);
    let [Ok(before), Err(AppendError::TooLarge { id, limit }), Ok(behind)] = &answers[..] else {
        panic!("{answers:?}");
    };
    assert_eq!((id.as_str(), *limit), ("large", (1 << 20) - 1_024));
    assert_eq!((before.commit.last, behind.commit.first), (Position(1), Position(2)));
    // What is just below goes in.
    let name = "x".repeat((60 << 10) - 300);
    let fits = together((0..17).map(|number| actor(&format!("{number} {name}"))));
    append(&mut log, commit("fits", 4, fits));
}
