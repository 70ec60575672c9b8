//! What every log answers, told case by case: repeated and misused ids, clocks that run backwards,
//! commits that are too large. Any sequence of steps at all is `suite`'s.

use counterclaim_log::{AppendError, EventLog, ReadLog};
use counterclaim_model::Position;

use crate::suite::shown;
use crate::way::{SMALL, actor, assert_same, commit, create, memory, scratch, second, together};

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
