//! Several requests with one sync: each decided on what is before it, each answered for itself.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::Duration;

use counterclaim_desk::answers::Submitted;
use counterclaim_desk::{
    Actor, ActorId, ActorKind, ClaimId, Command, Desk, DeskError, Identity, IngestOptions, Page,
    Period, Position, Question, Request, SharedDesk, SystemRim,
};
use counterclaim_log::AppendError;

fn desk(dir: &Path) -> Desk {
    Desk::create(dir, "Harbour", None, Box::new(SystemRim), Identity::analyst("ida"))
        .expect("an empty directory takes a case")
}

fn id(name: &str) -> ActorId {
    Actor::id_of(ActorKind::Organisation, name)
}

fn add(name: &str) -> Command {
    let (kind, basis) = (ActorKind::Organisation, "page".to_owned());
    Command::AddActor(Actor { id: id(name), kind, name: name.to_owned(), basis })
}

/// Allowed only if the actor is known.
fn alias(name: &str) -> Command {
    let (actor, alias) = (id(name), format!("the {name}"));
    Command::AddAlias { actor, alias, period: Period::ALWAYS }
}

/// Never allowed here: there is no claim.
fn check() -> Command {
    Command::CheckClaim { claim: ClaimId::derive(&["nobody said it"]) }
}

fn keyed(key: &str, commands: Vec<Command>) -> Request {
    let key = Some(key.to_owned().try_into().expect("it is a key"));
    Request { key, ..Request::of(commands) }
}

fn places(answer: &Result<Submitted, DeskError>) -> Option<(u64, u64)> {
    let (first, last) = answer.as_ref().ok()?.positions?;
    Some((first.0, last.0))
}

fn events(desk: &Desk) -> usize {
    desk.log(Position::START, Question::default()).expect("a sound log reads").entries.len()
}

#[test]
fn each_request_of_a_group_is_decided_on_what_stands_before_it() {
    let scratch = tempfile::tempdir().expect("there is room");
    let mut desk = desk(scratch.path());
    let dry = Request { dry_run: true, ..Request::of(vec![add("Port Office")]) };
    let answers = desk.submit_all(vec![
        Request::of(vec![add("Harbour Office")]),
        Request::of(vec![alias("Harbour Office")]),
        // Brings an actor and is refused behind it: nothing of it may be seen by the next.
        Request::of(vec![add("Tide Office"), check()]),
        Request::of(vec![alias("Tide Office")]),
        dry,
        Request::of(vec![alias("Port Office")]),
        Request::of(vec![add("Harbour Office")]),
        Request::of(vec![add("Tide Office"), alias("Tide Office")]),
    ]);
    let places: Vec<_> = answers.iter().map(places).collect();
    assert_eq!(places, [Some((2, 2)), Some((3, 3)), None, None, None, None, None, Some((4, 5))]);
    let refused = |index: usize| matches!(answers[index], Err(DeskError::Refused(_)));
    assert!(refused(2) && refused(3) && refused(5));
    assert!(answers[4].as_ref().is_ok_and(|done| done.dry_run));
    assert!(answers[6].as_ref().is_ok_and(|done| done.commit.is_none()), "nothing to record");
    assert_eq!(events(&desk), 5);
    assert!(desk.submit(Request::of(vec![alias("Port Office")])).is_err());
    assert!(
        desk.submit(Request::of(vec![alias("Tide Office")]))
            .is_ok_and(|done| { done.commit.is_none() && done.events.is_empty() })
    );
}

#[test]
fn a_key_counts_within_the_group_too() {
    let scratch = tempfile::tempdir().expect("there is room");
    let mut desk = desk(scratch.path());
    let group = || {
        vec![
            keyed("once", vec![add("Harbour Office")]),
            keyed("once", vec![add("Harbour Office")]),
            keyed("once", vec![add("Port Office")]),
            keyed("twice", vec![add("Port Office")]),
        ]
    };
    for round in 0..2 {
        let answers = desk.submit_all(group());
        let replayed: Vec<_> =
            answers.iter().map(|answer| answer.as_ref().ok().map(|done| done.replayed)).collect();
        assert_eq!(replayed, [Some(round == 1), Some(true), None, Some(round == 1)]);
        let other = &answers[2];
        let is_told = matches!(other, Err(DeskError::Append(AppendError::IdempotencyMismatch(_))));
        assert!(is_told, "{other:?}");
        assert_eq!(places(&answers[0]), places(&answers[1]));
        assert_eq!(events(&desk), 3);
    }
}

#[test]
fn nothing_leans_on_a_commit_that_is_too_large() {
    let scratch = tempfile::tempdir().expect("there is room");
    let mut desk = desk(scratch.path());
    let name = |number: u32| format!("{number} {}", "x".repeat(60 * 1024));
    let large = (0..300).map(|number| add(&name(number))).collect();
    let answers = desk.submit_all(vec![
        Request::of(vec![add("Harbour Office")]),
        keyed("large", large),
        Request::of(vec![alias(&name(7))]),
        Request::of(vec![alias("Harbour Office")]),
    ]);
    assert_eq!(
        answers.iter().map(places).collect::<Vec<_>>(),
        [Some((2, 2)), None, None, Some((3, 3))]
    );
    let large = &answers[1];
    let is_named = matches!(
        large,
        Err(DeskError::Append(AppendError::TooLarge { id, .. })) if id.as_str() == "large"
    );
    assert!(is_named, "{large:?}");
    assert_eq!(events(&desk), 3);
}

#[test]
fn threads_at_one_desk_each_get_their_own_answer() {
    let scratch = tempfile::tempdir().expect("there is room");
    let shared = SharedDesk::new(desk(scratch.path()));
    thread::scope(|scope| {
        for thread in 0..8 {
            let shared = shared.clone();
            scope.spawn(move || {
                for number in 0..10 {
                    let name = format!("Office {thread} {number}");
                    let done = shared.submit(Request::of(vec![add(&name)]));
                    let done = done.expect("the rules allow it");
                    assert_eq!(done.things, [format!("actor {}", id(&name))]);
                    let again = shared.with(|desk| desk.submit(Request::of(vec![alias(&name)])));
                    assert!(again.is_ok(), "what was answered can be leaned on");
                }
            });
        }
    });
    let desk = shared.into_desk().expect("nobody else holds it");
    assert_eq!(events(&desk), 1 + 160);
    drop(desk);
    let reader = Desk::open_to_read(scratch.path(), Box::new(SystemRim)).expect("it is a case");
    assert_eq!(events(&reader), 1 + 160);
}

#[test]
fn many_read_at_the_same_time_and_see_whole_commits_only() {
    let scratch = tempfile::tempdir().expect("there is room");
    let shared = SharedDesk::new(desk(scratch.path()));
    let (told, last) = (Arc::new(AtomicU64::new(0)), AtomicU64::new(1));
    let told_to = Arc::clone(&told);
    shared.when_grown(move |head| {
        told_to.fetch_max(head.0, Ordering::SeqCst);
    });
    let both_are_in = Barrier::new(2);
    thread::scope(|scope| {
        for _ in 0..2 {
            // Each holds the desk until the other has it too.
            scope.spawn(|| shared.read(|_| both_are_in.wait()));
        }
    });
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                let mut seen = Position(1);
                while seen < Position(81) {
                    seen = shared.wait_beyond(seen, Duration::from_secs(60));
                    let (head, actors) = shared.read(|desk| {
                        let question = Question::default();
                        (desk.asked(question).as_of, desk.actors(question).len() as u64)
                    });
                    assert!(head >= seen, "what was told is shown");
                    assert_eq!(actors, (head.0 - 1) / 4 * 2, "a commit is shown whole");
                }
            });
        }
        for number in 0..20 {
            let [one, other] = ["North", "South"].map(|side| format!("{side} Office {number}"));
            let commands = vec![add(&one), alias(&one), add(&other), alias(&other)];
            let done = shared.submit(Request::of(commands)).expect("the rules allow it");
            let head = done.positions.expect("it was recorded").1;
            assert!(told.load(Ordering::SeqCst) >= head.0, "whoever listens is told first");
            last.store(head.0, Ordering::SeqCst);
        }
    });
    assert_eq!(shared.head().0, last.into_inner());
}

#[test]
fn a_page_that_several_bring_at_once_is_recorded_once() {
    let scratch = tempfile::tempdir().expect("there is room");
    let shared = SharedDesk::new(desk(scratch.path()));
    let bytes = include_bytes!("../../../data/sample/harbour-wire-live.txt").to_vec();
    let page = Page { bytes, ..Page::default() };
    let all_here = Barrier::new(3);
    let bring = || {
        all_here.wait();
        let (by, options) = (Identity::analyst("zoë"), IngestOptions::default());
        shared.ingest(by, "page", &page, &options).expect("the sample is good").events
    };
    let recorded: Vec<usize> = thread::scope(|scope| {
        let bringers: Vec<_> = (0..3).map(|_| scope.spawn(bring)).collect();
        bringers.into_iter().map(|one| one.join().expect("nobody panics")).collect()
    });
    let recorded: Vec<usize> = recorded.into_iter().filter(|events| *events > 0).collect();
    let desk = shared.into_desk().expect("nobody else has it");
    assert_eq!(recorded, [events(&desk) - 1], "once, behind the opening of the case");
}
