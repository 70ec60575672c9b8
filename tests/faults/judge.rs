//! The judge: what a log must hold after a fault. It opens the case as a reader and as a writer, holds
//! every entry against what was sent, asks for every commit by its id, and sends everything again.

use std::path::Path;

use counterclaim_log::{
    AppendError, Entry, EventLog, FileLog, FileReader, LogError, MemoryLog, ReadLog, Tuning, verify,
};

use crate::commits::{self, commit, entries, id, keep_page, page};
use crate::tally::Tally;

/// What the witness knows of a case that a process or the power left behind.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    /// Commits below this were acknowledged.
    pub(crate) acknowledged: u32,
    /// Commits below this were sent.
    pub(crate) sent: u32,
    /// A log of at least `sent` commits.
    pub(crate) reference: &'a MemoryLog,
    /// What happened, for messages.
    pub(crate) what: &'a str,
}

/// Judges a case that must open: a crash is no damage. Afterwards it holds all commits sent.
pub(crate) fn after_crash(dir: &Path, tuning: Tuning, known: Known<'_>, tally: &mut Tally) {
    tally.tried();
    let what = known.what;
    let read = tally.guarded(what, || FileReader::open(dir).and_then(|log| entries(&log)));
    let seen = match read {
        Some(Ok(found)) => prefix(&found, known, tally),
        Some(Err(error)) => return refused(&error, known, tally),
        None => return,
    };
    let opened = tally.guarded(what, || FileLog::open_with(dir, tuning));
    let mut log = match opened {
        Some(Ok((log, recovery))) => {
            if recovery.cut.is_some() {
                tally.reported();
            }
            log
        }
        Some(Err(error)) => return refused(&error, known, tally),
        None => return,
    };
    let Some(found) = tally.guarded(what, || entries(&log)) else { return };
    match found {
        Ok(found) => {
            let present = prefix(&found, known, tally);
            tally.holds(present == seen, || {
                format!("{what}: a reader saw {seen:?} commits, the writer {present:?}")
            });
        }
        Err(error) => return refused(&error, known, tally),
    }
    pages(&log, known, tally);
    again(&mut log, known, tally);
    drop(log);
    verified(dir, known, tally);
}

/// A log that a crash left behind does not open: everything acknowledged is out of reach, though said.
fn refused(error: &LogError, known: Known<'_>, tally: &mut Tally) {
    tally.broken(format!("{}: a crash made it refuse: {error}", known.what));
}

/// Holds entries against what was sent; returns the number of commits if they are a prefix of it.
pub(crate) fn prefix(found: &[Entry], known: Known<'_>, tally: &mut Tally) -> Option<u32> {
    let what = known.what;
    let mut expected = known.reference.read(counterclaim_log::Position::START);
    for entry in found {
        match expected.next() {
            Some(Ok(sent)) if sent == *entry => {}
            _ => {
                tally.altered(format!("{what}: position {} is not what was sent", entry.position));
                return None;
            }
        }
    }
    let Some(last) = found.last() else {
        tally_lost(0, known, tally);
        return Some(0);
    };
    if last.position != last.commit.last {
        tally.half(format!("{what}: commit {} ends at {}", last.commit.id, last.position));
    }
    let commits = commits::number_of(&last.commit.id).map_or(0, |number| number + 1);
    tally.holds(commits <= known.sent, || format!("{what}: {commits} commits, never sent"));
    tally_lost(commits, known, tally);
    Some(commits)
}

fn tally_lost(commits: u32, known: Known<'_>, tally: &mut Tally) {
    if commits < known.acknowledged {
        let (lost, what) = (known.acknowledged - commits, known.what);
        tally.lost(u64::from(lost), format!("{what}: {lost} of {}", known.acknowledged));
    }
}

/// Every page that a commit in the log names is there.
fn pages(log: &FileLog, known: Known<'_>, tally: &mut Tally) {
    let commits = known.sent.min(1_000);
    for number in (0..commits).filter(|number| page(*number).is_some()) {
        let (bytes, text) = page(number).expect("it was just asked");
        if !matches!(log.commit(&id(number)), Ok(Some(_))) {
            continue;
        }
        for kept in [bytes, text] {
            let digest = commits::digest(&kept);
            match log.evidence(&digest) {
                Ok(Some(found)) if found == kept => {}
                Ok(Some(_)) => tally.altered(format!("{}: page {number}", known.what)),
                found => tally.lost(1, format!("{}: page {number}: {found:?}", known.what)),
            }
        }
    }
}

/// Sends everything again: what is there is answered with what it did then, the rest goes in now.
fn again(log: &mut FileLog, known: Known<'_>, tally: &mut Tally) {
    let what = known.what;
    for number in 0..known.sent {
        let expected = known.reference.commit(&id(number)).expect("memory answers");
        let expected = expected.expect("the reference holds every commit sent");
        let head = log.head();
        let kept = match keep_page(log, number) {
            Ok(kept) => kept,
            Err(error) => return tally.broken(format!("{what}: page {number}: {error}")),
        };
        let answer = tally.guarded(what, || log.append(commit(number, kept)));
        match answer {
            Some(Err(AppendError::AlreadyDone(done))) if done == expected => {}
            Some(Ok(done)) if done.commit == expected && expected.first == head.next() => {}
            Some(Ok(done)) => {
                tally.altered(format!("{what}: commit {number} went in at {}", done.commit.first));
            }
            Some(Err(error)) => {
                return tally.broken(format!("{what}: commit {number} sent again: {error}"));
            }
            None => return,
        }
    }
    let everything = entries(log).ok();
    let expected = entries(known.reference).expect("memory reads");
    let expected: Vec<_> =
        expected.into_iter().take_while(|entry| entry.position <= log.head()).collect();
    tally.holds(everything.as_ref() == Some(&expected), || {
        format!("{what}: sent again, it does not hold everything once")
    });
}

fn verified(dir: &Path, known: Known<'_>, tally: &mut Tally) {
    let what = known.what;
    match tally.guarded(what, || verify(dir)) {
        Some(Ok(verified)) => tally.holds(verified.problems.is_empty(), || {
            format!("{what}: verification finds {:?}", verified.problems.first())
        }),
        Some(Err(error)) => tally.broken(format!("{what}: verification: {error}")),
        None => {}
    }
}
