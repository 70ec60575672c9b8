//! Several at once: one writer and who else comes, readers beside it, and a directory that nobody may
//! write to.

use std::process::Stdio;
use std::time::Duration;

use counterclaim_log::{EventLog, FileLog, FileReader, MemoryLog, Position, ReadLog};
use counterclaim_tests::{Answer, command};

use crate::commits::{case_file, commit, entries, keep_page, reference};
use crate::disk::Disk;
use crate::judge::{Known, prefix};
use crate::plan::Plan;
use crate::tally::Tally;
use crate::witness::{Ended, Writer, create};
use crate::writer::Orders;

/// Runs the part.
pub(crate) fn run(plan: &Plan) -> Vec<Tally> {
    vec![second_writer(plan), race(plan), readers(plan), read_only(plan), clock(plan)]
}

/// Runs the binary on a case, and counts a panic of it.
fn asked(arguments: &[&str], tally: &mut Tally) -> Answer {
    let output = command(arguments).stdin(Stdio::null()).output().expect("the binary starts");
    let answer = Answer::new(arguments.join(" "), output);
    if answer.code == Some(101) {
        tally.panicked(format!("{arguments:?}: {}", answer.err));
    }
    answer
}

/// A second writer is turned away with a clear word and an exit code of its own, whatever it wants.
fn second_writer(plan: &Plan) -> Tally {
    let mut tally = Tally::new("two writers");
    let scratch = plan.scratch();
    let dir = scratch.path().join("case");
    let case = dir.to_string_lossy().into_owned();
    let holder = FileLog::create(&dir, &case_file()).expect("an empty folder takes a case");
    for _ in 0..plan.of(3, 20) {
        tally.tried();
        let add = ["actor", "add", "Harbour Office", "--kind", "organisation", "--case", &case];
        let answer = asked(&add, &mut tally);
        let clear = answer.err.contains("is being written by another process");
        tally.holds(answer.code == Some(7) && clear, || {
            format!("a second writer ended with {:?}: {}", answer.code, answer.err)
        });
        let read = asked(&["log", "--case", &case], &mut tally);
        tally.holds(read.code == Some(0), || format!("a reader is kept out: {}", read.err));
    }
    drop(holder);
    tally.done()
}

/// Of many that open at once, exactly one writes.
fn race(plan: &Plan) -> Tally {
    let mut tally = Tally::new("race of sixteen openers");
    for round in 0..plan.of(2, 20) {
        tally.tried();
        let scratch = plan.scratch();
        let dir = scratch.path().join("case");
        create(&dir);
        let orders = Orders { asked: true, ..Orders::default() };
        let mut racers: Vec<_> = (0..16).map(|_| Writer::start(&[], &dir, &orders, 0)).collect();
        for racer in &mut racers {
            // Its first word says whether it won; the winner then waits to be asked.
            racer.listen_once(Duration::from_secs(60));
        }
        let won = racers.iter().filter(|racer| racer.said.opened).count();
        let turned_away = racers.iter().filter(|racer| match &racer.said.ended {
            Ended::Refused(why) => why.contains("is being written"),
            Ended::Unsaid | Ended::Closed | Ended::Full | Ended::Failed(_) => false,
        });
        let turned_away = turned_away.count();
        tally.holds((won, turned_away) == (1, 15), || {
            format!("round {round}: {won} writers at once, {turned_away} turned away")
        });
        for racer in racers {
            racer.kill().sober("a race", &mut tally);
        }
    }
    tally.done()
}

/// A reader beside a writer sees whole commits, in order, and never fewer than before.
fn readers(plan: &Plan) -> Tally {
    let mut tally = Tally::new("reads beside a writer");
    let most = plan.of(400, 3_000);
    let reference = reference(most);
    let scratch = plan.scratch();
    for group in [1, 11] {
        let dir = scratch.path().join(group.to_string());
        create(&dir);
        let orders = Orders { count: most, group, segment: 40_000, ..Orders::default() };
        let mut writer = Writer::start(&[], &dir, &orders, 0);
        let mut reader = FileReader::open(&dir).expect("a reader needs no lock");
        let mut head = Position::START;
        while writer.child.try_wait().expect("a child can be asked").is_none() {
            while writer.listen_once(Duration::ZERO) {}
            let acknowledged = writer.said.acknowledged;
            tally.tried();
            let seen = match tally.guarded("a reader", || reader.refresh()) {
                Some(Ok(seen)) => seen,
                failed => {
                    tally.broken(format!("a reader is refused: {failed:?}"));
                    break;
                }
            };
            tally.holds(seen >= head, || format!("a reader went back from {head} to {seen}"));
            let what = format!("a reader at {seen}");
            let known = Known { acknowledged, sent: most, reference: &reference, what: &what };
            tail(&reader, head, known, &mut tally);
            head = seen;
        }
        let said = writer.wait();
        tally.holds(said.acknowledged == most, || format!("the writer ended: {}", said.err));
        let found = entries(&reader).and_then(|_| {
            reader.refresh()?;
            entries(&reader)
        });
        let what = "a reader at the end";
        let known = Known { acknowledged: most, sent: most, reference: &reference, what };
        match found {
            Ok(found) => {
                prefix(&found, known, &mut tally);
            }
            Err(error) => tally.broken(format!("{what}: {error}")),
        }
    }
    tally.done()
}

/// Holds what came since `head` against what was sent.
fn tail(reader: &FileReader, head: Position, known: Known<'_>, tally: &mut Tally) {
    let what = known.what;
    let read: Result<Vec<_>, _> = reader.read(head).collect();
    let Ok(read) = read else { return tally.broken(format!("{what}: {:?}", read.err())) };
    let sent = known.reference.read(head).take(read.len()).flatten();
    if !sent.eq(read.iter().cloned()) {
        tally.altered(format!("{what}: sees what was not sent"));
    }
    if let Some(last) = read.last().filter(|last| last.position != last.commit.last) {
        tally.half(format!("{what}: half of {}", last.commit.id));
    }
    let needed = acknowledged_head(known.reference, known.acknowledged);
    if reader.head() < needed {
        tally.lost(1, format!("{what}: {needed} was acknowledged before"));
    }
}

/// Returns the last position of the first `commits` commits.
fn acknowledged_head(reference: &MemoryLog, commits: u32) -> Position {
    let Some(last) = commits.checked_sub(1) else { return Position::START };
    let known = reference.commit(&crate::commits::id(last)).expect("memory answers");
    known.map_or(Position::START, |known| known.last)
}

/// Where nobody may write, readers work and a writer says what is in its way.
fn read_only(plan: &Plan) -> Tally {
    let name = "read-only directory";
    let mut tally = Tally::new(name);
    let scratch = plan.scratch();
    let dir = scratch.path().join("case");
    let mut log = FileLog::create(&dir, &case_file()).expect("an empty folder takes a case");
    for number in 0..20 {
        let kept = keep_page(&mut log, number).expect("there is room");
        let _ = log.append(commit(number, kept)).expect("there is room");
    }
    drop(log);
    let shown = match Disk::read_only(&dir, &scratch.path().join("shown")) {
        Ok(shown) => shown,
        Err(why) => return Tally::impossible(name, why),
    };
    tally.tried();
    let reference = reference(20);
    let known = Known { acknowledged: 20, sent: 20, reference: &reference, what: name };
    match FileReader::open(shown.path()).and_then(|log| entries(&log)) {
        Ok(found) => {
            prefix(&found, known, &mut tally);
        }
        Err(error) => tally.broken(format!("a reader is refused: {error}")),
    }
    let case = shown.path().to_string_lossy().into_owned();
    for reads in [&["log", "--case", &case][..], &["verify", "--case", &case]] {
        let answer = asked(reads, &mut tally);
        tally.holds(answer.code == Some(0), || format!("{reads:?}: {}", answer.err));
    }
    let add = ["actor", "add", "Harbour Office", "--kind", "organisation", "--case", &case];
    let answer = asked(&add, &mut tally);
    let clear = answer.err.contains("ead-only") && answer.err.contains(&case);
    tally.holds(matches!(answer.code, Some(7 | 8)) && clear, || {
        format!("a writer ended with {:?}: {}", answer.code, answer.err)
    });
    tally.done()
}

/// A clock that runs backwards, also between openings: recorded times never do.
fn clock(plan: &Plan) -> Tally {
    let mut tally = Tally::new("clock running backwards");
    let mut chance = plan.chance("clock");
    let scratch = plan.in_memory();
    let dir = scratch.path().join("case");
    create(&dir);
    let mut last = None;
    for round in 0..plan.of(4, 40) {
        let (mut log, _) = FileLog::open(&dir).expect("a sound case opens");
        for number in round * 20..(round + 1) * 20 {
            tally.tried();
            let mut sent = commit(number, None);
            let back = chrono::TimeDelta::seconds(chance.below(1_000_000) as i64);
            sent.header.recorded_at -= back;
            let asked_for = sent.header.recorded_at;
            let known = log.append(sent).expect("a sound log takes a commit").commit;
            let expected = last.map_or(asked_for, |last| asked_for.max(last));
            tally.holds(known.recorded_at == expected, || {
                format!("commit {number}: recorded at {}, not {expected}", known.recorded_at)
            });
            last = Some(known.recorded_at);
        }
    }
    let times = FileReader::open(&dir).and_then(|log| entries(&log)).expect("a sound case reads");
    let rises = times.windows(2).all(|two| two[0].header.recorded_at <= two[1].header.recorded_at);
    tally.holds(rises, || "recorded times go back".to_owned());
    tally.done()
}
