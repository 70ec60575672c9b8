//! Following a log as it grows, beside a writer and in its process: every entry once, in order.

use std::thread;
use std::time::Duration;

use counterclaim_log::{Entry, FileReader, Follow, LogError, SharedLog};
use counterclaim_model::Position;

use crate::way::{BARE, all, append_nth, create, fill, scratch};

/// Long enough that a test which waits for it in vain is noticed.
const LONG: Duration = Duration::from_secs(60);

/// Everything there is, in as many pieces as it comes in.
fn drained(follow: &mut Follow) -> Result<Vec<Entry>, LogError> {
    let mut entries = Vec::new();
    loop {
        let more = follow.next(Duration::ZERO)?;
        if more.is_empty() {
            return Ok(entries);
        }
        entries.extend(more);
    }
}

#[test]
fn catching_up_and_following_is_one_path_across_segments() {
    let scratch = scratch();
    let mut log = create(scratch.path(), BARE);
    let reader = || FileReader::open(scratch.path()).expect("a reader needs no lock");
    let mut early = Follow::behind(reader(), Position::START);
    let mut late = None;
    let mut seen = Vec::new();
    for number in 0..40 {
        append_nth(&mut log, number);
        seen.extend(drained(&mut early).expect("a sound log reads"));
        assert_eq!(seen, all(&log), "after {number}");
        if number == 20 {
            late = Some(Follow::behind(reader(), Position(7)));
        }
    }
    let mut late = late.expect("it was begun");
    let rest = drained(&mut late).expect("a sound log reads");
    assert_eq!(rest, all(&log)[7..]);
    assert_eq!(late.cursor(), early.cursor());
    assert!(drained(&mut late).expect("a sound log reads").is_empty());
}

#[test]
fn half_a_line_is_no_news() {
    let scratch = scratch();
    let mut log = create(scratch.path(), BARE);
    fill(&mut log, 5);
    let reader = FileReader::open(scratch.path()).expect("a reader needs no lock");
    let mut follow = Follow::behind(reader, Position::START);
    let before = drained(&mut follow).expect("a sound log reads");
    let path = crate::way::segments(scratch.path()).pop().expect("a log has segments");
    let sound = std::fs::read(&path).expect("it can be read");
    append_nth(&mut log, 5);
    let whole = std::fs::read(&path).expect("it can be read");
    for length in sound.len()..whole.len() {
        std::fs::write(&path, &whole[..length]).expect("it can be written");
        assert!(drained(&mut follow).expect("a torn tail is no damage").is_empty());
    }
    std::fs::write(&path, &whole).expect("it can be written");
    let news = drained(&mut follow).expect("a sound log reads");
    assert_eq!([before, news].concat(), all(&log));
}

#[test]
fn whoever_writes_in_this_process_wakes_its_followers() {
    let scratch = scratch();
    let shared = SharedLog::new(create(scratch.path(), BARE));
    let reader = FileReader::open(scratch.path()).expect("a reader needs no lock");
    let mut follow = Follow::told_by(reader, Position::START, shared.bell());
    thread::scope(|scope| {
        let follower = scope.spawn(|| {
            let mut seen = Vec::new();
            while seen.len() < 60 {
                seen.extend(follow.next(LONG).expect("a sound log reads"));
            }
            seen
        });
        for number in 0..30 {
            shared.with(|log| append_nth(log, number));
        }
        let seen = follower.join().expect("it ends");
        shared.with(|log| assert_eq!(seen, all(log)));
    });
    assert_eq!(shared.bell().wait(Position(59), LONG), Position(60));
    assert_eq!(shared.bell().wait(Position(60), Duration::ZERO), Position(60));
}
