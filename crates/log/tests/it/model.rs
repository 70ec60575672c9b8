//! Any sequence of commits, reopenings and lost indices: the files answer as memory does.

use std::fs;

use counterclaim_log::{AppendError, EventLog, FileLog, FileReader, ReadLog, tree};
use counterclaim_model::Position;
use proptest::prelude::*;

use crate::way::{
    SMALL, actor, assert_same, commit, create, matter, memory, scratch, second, source, together,
};

/// Something that happens to a log.
#[derive(Clone, Debug)]
enum Step {
    /// A commit with this id, request and time, of events in these streams.
    Append { id: u8, request: u8, time: u8, kinds: Vec<u8> },
    /// Closed and opened again.
    Reopen,
    /// Closed, the index deleted, opened again.
    LoseIndex,
}

fn step() -> impl Strategy<Value = Step> {
    let kinds = proptest::collection::vec(0_u8..4, 0..5);
    let append = (0_u8..40, 0_u8..2, 0_u8..60, kinds)
        .prop_map(|(id, request, time, kinds)| Step::Append { id, request, time, kinds });
    prop_oneof![12 => append, 1 => Just(Step::Reopen), 1 => Just(Step::LoseIndex)]
}

fn append(log: &mut impl EventLog, step: (u8, u8, u8, &[u8])) -> String {
    let (id, request, time, kinds) = step;
    let parts = kinds.iter().enumerate().map(|(index, kind)| match kind {
        0 => actor(&format!("Office {id} {index}")),
        1 => matter(&format!("matter-{id}-{index}")),
        kind => source(&format!("Wire {kind}")),
    });
    let mut commit = commit(&format!("commit-{id}"), time, together(parts));
    commit.request.0[0] = request;
    match log.append(commit) {
        Ok(appended) => format!("{appended:?}"),
        Err(error) => format!("{error:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..Default::default() })]

    #[test]
    fn the_files_answer_as_memory_does(steps in proptest::collection::vec(step(), 1..40)) {
        let scratch = scratch();
        let dir = scratch.path();
        let (mut files, mut memory) = (create(dir, SMALL), memory());
        for step in steps {
            match step {
                Step::Append { id, request, time, kinds } => {
                    let step = (id, request, time, &kinds[..]);
                    prop_assert_eq!(append(&mut files, step), append(&mut memory, step));
                }
                Step::Reopen | Step::LoseIndex => {
                    drop(files);
                    if matches!(step, Step::LoseIndex) {
                        fs::remove_dir_all(dir.join("index")).expect("there is an index");
                    }
                    let (opened, recovery) = FileLog::open_with(dir, SMALL).expect("it opens");
                    prop_assert_eq!(recovery.cut, None);
                    files = opened;
                }
            }
        }
        assert_same(&files, &memory);
        let reader = FileReader::open(dir).expect("a reader needs no lock");
        assert_same(&reader, &memory);
        prop_assert_eq!(tree(&files).expect("it reads"), tree(&memory).expect("it reads"));
    }
}

#[test]
fn asking_again_changes_nothing_and_another_request_is_told_apart() {
    let scratch = scratch();
    let mut log = create(scratch.path(), SMALL);
    let first = log.append(commit("once", 1, actor("Harbour Office"))).expect("it is new").commit;
    for reopened in [false, true] {
        if reopened {
            drop(log);
            log = crate::way::open(scratch.path(), SMALL);
        }
        let again = log.append(commit("once", 1, actor("Harbour Office")));
        assert!(matches!(again, Err(AppendError::AlreadyDone(known)) if known == first));
        let other = log.append(commit("once", 2, actor("Port Office")));
        assert!(matches!(other, Err(AppendError::IdempotencyMismatch(known)) if known == first));
        let nothing = log.append(commit("never", 3, together([])));
        assert!(matches!(nothing, Err(AppendError::NothingToRecord)));
        assert_eq!(log.head(), Position(1));
    }
}

#[test]
fn time_never_runs_backwards() {
    let mut log = memory();
    let times: Vec<_> = [5, 3, 9]
        .map(|number| {
            let commit = commit(&number.to_string(), number, actor("Harbour Office"));
            log.append(commit).expect("it is new").commit.recorded_at
        })
        .into();
    let micros = |number| chrono::SubsecRound::trunc_subsecs(second(number), 6);
    assert_eq!(times, [micros(5), micros(5), micros(9)]);
}

#[test]
fn a_commit_beyond_the_limit_is_refused_and_nothing_is_written() {
    let scratch = scratch();
    let mut log = create(scratch.path(), SMALL);
    let name = "x".repeat(60 * 1024);
    let parts = (0..300).map(|number| actor(&format!("{number} {name}")));
    let refused = log.append(commit("large", 1, together(parts)));
    assert!(matches!(refused, Err(AppendError::TooLarge { .. })));
    crate::way::append(&mut log, commit("small", 2, actor("Harbour Office")));
    assert_eq!(log.head(), Position(1));
}
