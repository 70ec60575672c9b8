//! The index is never truth: deleted, emptied, cut, flipped, full of garbage, another log's, or pulled
//! away under a running writer, it changes no answer and loses nothing.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use counterclaim_log::{
    EventLog, FileLog, FileReader, IndexChecked, IndexFate, MemoryLog, ReadLog, verify_all,
};
use counterclaim_model::Stream;

use crate::chance::Chance;
use crate::commits::{commit, entries, id, keep_page, reference};
use crate::judge::{Known, after_crash};
use crate::plan::Plan;
use crate::samples::copy;
use crate::tally::Tally;
use crate::witness::create;
use crate::writer::Orders;

const SENT: u32 = 90;

/// What happens to the index.
const HARMS: &[&str] = &[
    "deleted",
    "emptied",
    "cut",
    "flipped",
    "garbage",
    "another log's",
    "older",
    "unsealed",
    "a file",
];

/// Runs the part.
pub(crate) fn run(plan: &Plan) -> Vec<Tally> {
    let scratch = plan.in_memory();
    let (whole, older) = (scratch.path().join("whole"), scratch.path().join("older"));
    let other = scratch.path().join("other");
    fill(&whole, 0..SENT, Some((SENT / 2, &older)));
    fill(&other, 7..SENT, None);
    let reference = reference(SENT);
    let mut rows = Vec::new();
    for (name, running) in
        [("index harmed between openings", false), ("index harmed while open", true)]
    {
        let mut tally = Tally::new(name);
        let mut chance = plan.chance(name);
        for round in 0..plan.of(2, 40) {
            for harm in HARMS {
                let dir = scratch.path().join("case");
                let _ = fs::remove_dir_all(&dir);
                copy(&whole, &dir);
                let what = format!("{name}, round {round}: {harm}");
                let known =
                    Known { acknowledged: SENT, sent: SENT, reference: &reference, what: &what };
                let harmed = Harm { index: dir.join("index"), other: &other, older: &older };
                if running {
                    while_open(&dir, harm, &harmed, known, &mut chance, &mut tally);
                } else {
                    harmed.inflict(harm, &mut chance);
                    looked_at(&dir, harm, known.what, &mut tally);
                    answers(&dir, known, &mut tally);
                    after_crash(&dir, orders().tuning(), known, &mut tally);
                }
            }
        }
        rows.push(tally.done());
    }
    rows.push(sound(&whole, plan, &reference));
    rows
}

fn orders() -> Orders {
    Orders { segment: 20_000, ..Orders::default() }
}

/// Makes a case of these commits; half way, a copy of it is put aside.
fn fill(dir: &Path, numbers: std::ops::Range<u32>, aside: Option<(u32, &Path)>) {
    create(dir);
    let mut log = FileLog::open_with(dir, orders().tuning()).expect("a sound case opens").0;
    for number in numbers {
        if let Some((_, older)) = aside.filter(|(half, _)| *half == number) {
            drop(log);
            copy(dir, older);
            log = FileLog::open_with(dir, orders().tuning()).expect("a sound case opens").0;
        }
        let kept = keep_page(&mut log, number).expect("there is room");
        let _ = log.append(commit(number, kept)).expect("there is room");
    }
}

/// An index that nobody touched answers as memory does.
fn sound(whole: &Path, plan: &Plan, reference: &MemoryLog) -> Tally {
    let mut tally = Tally::new("index against the log");
    for _ in 0..plan.of(1, 5) {
        let what = "a sound index";
        answers(whole, Known { acknowledged: SENT, sent: SENT, reference, what }, &mut tally);
    }
    tally.done()
}

/// Deep verification says what it is worth, and finds nothing wrong with the log.
fn looked_at(dir: &Path, harm: &str, what: &str, tally: &mut Tally) {
    let scratch = tempfile::TempDir::new_in(dir).expect("there is room for a copy");
    match tally.guarded(what, || verify_all(dir, scratch.path())) {
        Some(Ok(verified)) => {
            let is_right = match (harm, verified.index) {
                ("deleted" | "unsealed", found) => found == IndexChecked::None,
                ("older", found) => matches!(found, IndexChecked::Agrees(_)),
                ("another log's", found) => found == IndexChecked::Problems,
                // A flipped bit may lie where sled keeps nothing; then the writer must think so too.
                (_, IndexChecked::Agrees(_)) => is_kept(dir),
                (_, found) => found != IndexChecked::Busy,
            };
            let index = dir.join("index");
            let elsewhere = verified.problems.iter().find(|problem| problem.segment != index);
            tally.holds(is_right && elsewhere.is_none(), || {
                format!("{what}: {:?}, {:?}", verified.index, verified.problems)
            });
        }
        Some(Err(error)) => tally.broken(format!("{what}: verification: {error}")),
        None => {}
    }
}

/// Returns whether a writer would keep the index, on a copy.
fn is_kept(dir: &Path) -> bool {
    let scratch = tempfile::TempDir::new_in(dir.parent().unwrap_or(dir));
    let scratch = scratch.expect("there is room for a copy");
    copy(dir, scratch.path());
    let opened = FileLog::open_with(scratch.path(), orders().tuning());
    opened.is_ok_and(|(log, _)| log.index_fate() == IndexFate::Kept)
}

/// Asks a writer everything that the index may answer, and holds it against memory.
fn answers(dir: &Path, known: Known<'_>, tally: &mut Tally) {
    tally.tried();
    let what = known.what;
    let opened = tally.guarded(what, || FileLog::open_with(dir, orders().tuning()));
    match opened {
        Some(Ok((log, _))) => same_answers(&log, known, tally),
        Some(Err(error)) => tally.broken(format!("{what}: the index stops the log: {error}")),
        None => {}
    }
}

fn same_answers(log: &FileLog, known: Known<'_>, tally: &mut Tally) {
    let what = known.what;
    let expected = entries(known.reference).expect("memory reads");
    let mut streams: Vec<Stream> = expected.iter().map(|entry| entry.stream).collect();
    streams.sort();
    streams.dedup();
    for number in 0..known.sent + 3 {
        let found = tally.guarded(what, || log.commit(&id(number)));
        let sent = known.reference.commit(&id(number)).expect("memory answers");
        match found {
            Some(Ok(found)) if found == sent => {}
            other => tally.broken(format!("{what}: commit {number} is {other:?}, not {sent:?}")),
        }
    }
    for stream in streams {
        for after in [0, 1, 17] {
            let found = tally.guarded(what, || -> Result<Vec<_>, _> {
                log.read_stream(stream, after).collect()
            });
            let sent: Result<Vec<_>, _> = known.reference.read_stream(stream, after).collect();
            let same = matches!((&found, &sent), (Some(Ok(found)), Ok(sent)) if found == sent);
            tally.holds(same, || format!("{what}: stream {stream} behind {after} reads otherwise"));
        }
    }
    for after in (0..log.head().0).step_by(7).map(counterclaim_log::Position) {
        let found = tally.guarded(what, || log.read(after).next());
        let sent = known.reference.read(after).next();
        let same = match (found, sent) {
            (Some(Some(Ok(found))), Some(Ok(sent))) => found == sent,
            (found, sent) => found.flatten().is_none() && sent.is_none(),
        };
        tally.holds(same, || format!("{what}: reading behind {after} begins elsewhere"));
    }
}

/// Harms the index under a writer that goes on.
fn while_open(
    dir: &Path,
    harm: &str,
    harmed: &Harm<'_>,
    known: Known<'_>,
    chance: &mut Chance,
    tally: &mut Tally,
) {
    let what = known.what;
    let Ok((mut log, _)) = FileLog::open_with(dir, orders().tuning()) else {
        return tally.broken(format!("{what}: a sound case does not open"));
    };
    harmed.inflict(harm, chance);
    let mut more = known.reference.clone();
    for number in SENT..SENT + 40 {
        let kept = keep_page(&mut more, number).expect("memory has room");
        let _ = more.append(commit(number, kept)).expect("memory has room");
        let appended = tally.guarded(what, || {
            keep_page(&mut log, number).map(|kept| log.append(commit(number, kept)))
        });
        match appended {
            Some(Ok(Ok(_))) => {}
            other => return tally.broken(format!("{what}: commit {number}: {other:?}")),
        }
    }
    let known = Known { acknowledged: SENT + 40, sent: SENT + 40, reference: &more, what };
    same_answers(&log, known, tally);
    tally.guarded(what, || drop(log));
    let read = FileReader::open(dir).and_then(|log| entries(&log));
    let whole = read.is_ok_and(|read| read == entries(&more).expect("memory reads"));
    tally.holds(whole, || format!("{what}: the log behind it is another"));
    after_crash(dir, orders().tuning(), known, tally);
}

/// How an index is harmed.
struct Harm<'a> {
    index: PathBuf,
    other: &'a Path,
    older: &'a Path,
}

impl Harm<'_> {
    fn inflict(&self, harm: &str, chance: &mut Chance) {
        match harm {
            "deleted" => self.remove(),
            "another log's" => self.replace(self.other),
            "older" => self.replace(self.older),
            "a file" => {
                self.remove();
                // Where the thread made a folder again in between, this trial is an index removed.
                let _ = fs::write(&self.index, b"no folder");
            }
            "unsealed" => {
                let _ = fs::remove_file(self.index.join("seal"));
            }
            _ => self.files(harm, chance),
        }
    }

    fn remove(&self) {
        // A writer at work may put a file into it between two of our steps.
        let gone = (0..1_000).any(|_| fs::remove_dir_all(&self.index).is_ok());
        assert!(gone || !self.index.exists(), "there is an index that can be removed");
    }

    fn replace(&self, with: &Path) {
        self.remove();
        copy(&with.join("index"), &self.index);
    }

    /// Harms one or all of the files in it. The thread behind the log may rename them meanwhile, or put
    /// the whole index aside once it noticed the first harm: what is gone by then is passed over.
    fn files(&self, harm: &str, chance: &mut Chance) {
        let Ok(files) = fs::read_dir(&self.index) else { return };
        let paths: Vec<_> = files.flatten().map(|file| file.path()).collect();
        let files = paths.iter().filter(|path| path.is_file());
        for path in files {
            if chance.once_in(3) {
                continue;
            }
            let Ok(mut bytes) = fs::read(path) else { continue };
            match harm {
                "emptied" => bytes.clear(),
                "cut" => bytes.truncate(chance.below(bytes.len())),
                "flipped" => {
                    for _ in 0..1 + bytes.len() / 2_000 {
                        let place = chance.below(bytes.len());
                        if let Some(byte) = bytes.get_mut(place) {
                            *byte ^= 1 << chance.below(8);
                        }
                    }
                }
                _ => bytes.iter_mut().for_each(|byte| *byte = chance.bits() as u8),
            }
            match fs::write(path, bytes) {
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                written => written.expect("there is room"),
            }
        }
    }
}
