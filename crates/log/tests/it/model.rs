//! Any sequence of commits, reopenings and lost indices: the files answer as memory does.

use std::fs;

use counterclaim_log::{
    AppendError, Appended, Commit, EventLog, FileLog, FileReader, ReadLog, tree,
};
use counterclaim_model::Position;
use proptest::prelude::*;

use crate::way::{
    SMALL, actor, assert_same, commit, create, matter, memory, scratch, second, source, together,
};

/// Something that happens to a log.
#[derive(Clone, Debug)]
enum Step {
    /// Commits that go in together.
    Append(Vec<Wish>),
    /// Closed and opened again.
    Reopen,
    /// Closed, the index deleted, opened again.
    LoseIndex,
}

/// A commit with this id, request and time, of events in these streams.
#[derive(Clone, Debug)]
struct Wish {
    id: u8,
    request: u8,
    time: u8,
    kinds: Vec<u8>,
}

fn wish() -> impl Strategy<Value = Wish> {
    let kinds = proptest::collection::vec(0_u8..4, 0..5);
    (0_u8..40, 0_u8..2, 0_u8..60, kinds).prop_map(|(id, request, time, kinds)| Wish {
        id,
        request,
        time,
        kinds,
    })
}

fn step() -> impl Strategy<Value = Step> {
    let group = proptest::collection::vec(wish(), 0..6).prop_map(Step::Append);
    prop_oneof![12 => group, 1 => Just(Step::Reopen), 1 => Just(Step::LoseIndex)]
}

impl Wish {
    fn commit(&self) -> Commit {
        let Self { id, request, time, kinds } = self;
        let parts = kinds.iter().enumerate().map(|(index, kind)| match kind {
            0 => actor(&format!("Office {id} {index}")),
            1 => matter(&format!("matter-{id}-{index}")),
            kind => source(&format!("Wire {kind}")),
        });
        let mut commit = commit(&format!("commit-{id}"), *time, together(parts));
        commit.request.0[0] = *request;
        commit
    }
}

/// Appends a group at once, and says what each of its commits was answered.
fn append_all(log: &mut impl EventLog, wishes: &[Wish]) -> Vec<String> {
    shown(&log.append_all(wishes.iter().map(Wish::commit).collect()))
}

/// Appends a group one by one.
fn append_each(log: &mut impl EventLog, wishes: &[Wish]) -> Vec<String> {
    let answers: Vec<_> = wishes.iter().map(|wish| log.append(wish.commit())).collect();
    shown(&answers)
}

fn shown(answers: &[Result<Appended, AppendError>]) -> Vec<String> {
    answers.iter().map(|answer| format!("{answer:?}")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..Default::default() })]

    #[test]
    fn the_files_answer_as_memory_does(steps in proptest::collection::vec(step(), 1..40)) {
        let scratch = scratch();
        let dir = scratch.path();
        let (mut files, mut memory, mut singly) = (create(dir, SMALL), memory(), crate::way::memory());
        for step in steps {
            match step {
                Step::Append(wishes) => {
                    let answers = append_all(&mut files, &wishes);
                    prop_assert_eq!(&answers, &append_all(&mut memory, &wishes));
                    prop_assert_eq!(&answers, &append_each(&mut singly, &wishes));
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
fn a_commit_beyond_the_limit_is_refused_by_name_and_the_others_are_recorded() {
    let scratch = scratch();
    let name = "x".repeat(60 * 1024);
    let large = || together((0..300).map(|number| actor(&format!("{number} {name}"))));
    let group = || {
        vec![
            commit("before", 1, actor("Harbour Office")),
            commit("large", 2, large()),
            commit("before", 1, actor("Harbour Office")),
            commit("behind", 3, actor("Port Office")),
        ]
    };
    let (mut files, mut memory) = (create(scratch.path(), SMALL), memory());
    let answers = files.append_all(group());
    assert_eq!(shown(&memory.append_all(group())), shown(&answers));
    let [Ok(before), Err(AppendError::TooLarge { id, .. }), Err(again), Ok(behind)] = &answers[..]
    else {
        panic!("{answers:?}");
    };
    assert_eq!(id.as_str(), "large");
    assert!(matches!(again, AppendError::AlreadyDone(known) if *known == before.commit));
    assert_eq!((before.commit.last, behind.commit.first), (Position(1), Position(2)));
    assert_same(&files, &memory);
}
