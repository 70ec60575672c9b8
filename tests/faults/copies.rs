//! Backup and restore, killed at any moment: a copy that was cut short is completed by the next backup
//! into the same place, and is never taken for more than it is; a restored case is there whole or not at
//! all.

use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use counterclaim_log::{
    EventLog as _, FileLog, FileReader, LogError, Position, ReadLog, verify_deep,
};
use counterclaim_tests::command;

use crate::chance::Chance;
use crate::commits::{commit, entries, keep_page};
use crate::notes::signer;
use crate::plan::Plan;
use crate::tally::Tally;
use crate::witness::create_signed;
use crate::writer::Orders;

/// Commits that the case has at first, and that it grows by.
const FIRST: u32 = 240;
const MORE: u32 = 24;

/// Kills between two beginnings from nothing.
const IN_ONE_PLACE: u32 = 6;

/// Runs the part.
pub(crate) fn run(plan: &Plan) -> Vec<Tally> {
    vec![backups(plan), restores(plan)]
}

fn backups(plan: &Plan) -> Tally {
    let mut tally = Tally::new("kill -9: backups");
    let mut chance = plan.chance("backups");
    let scratch = plan.scratch();
    let (case, mut copy) = (scratch.path().join("case"), scratch.path().join("copy-0"));
    create_signed(&case);
    grow(&case, 0..FIRST);
    let mut next = FIRST;
    let mut patience = Patience::default();
    for kill in 0..plan.of(8, 90) {
        let what = format!("backup, kill {kill}");
        if kill % IN_ONE_PLACE == 0 {
            copy = scratch.path().join(format!("copy-{kill}"));
        } else {
            grow(&case, next..next + MORE);
            next += MORE;
        }
        patience.killed(&["backup", &text(&copy), "--case", &text(&case)], &mut chance, &mut tally);
        prefix_of(&case, &copy, &what, &mut tally);
        tally.tried();
        match tally.guarded(&what, || counterclaim_log::backup(&case, &copy)) {
            Some(Ok(_)) => whole(&case, &copy, &what, &mut tally),
            Some(Err(error)) => tally.broken(format!("{what}: the next one is refused: {error}")),
            None => {}
        }
    }
    tally.done()
}

fn restores(plan: &Plan) -> Tally {
    let mut tally = Tally::new("kill -9: restores");
    let mut chance = plan.chance("restores");
    let scratch = plan.scratch();
    let [case, copy] = ["case", "copy"].map(|name| scratch.path().join(name));
    create_signed(&case);
    grow(&case, 0..FIRST);
    counterclaim_log::backup(&case, &copy).expect("there is room for a copy");
    let mut patience = Patience::default();
    for kill in 0..plan.of(6, 60) {
        let what = format!("restore, kill {kill}");
        let new = scratch.path().join(format!("new-{}", kill / IN_ONE_PLACE));
        patience.killed(&["restore", &text(&copy), "--case", &text(&new)], &mut chance, &mut tally);
        tally.tried();
        if !new.exists() {
            let restored = tally.guarded(&what, || counterclaim_log::restore(&copy, &new));
            tally.holds(matches!(restored, Some(Ok(_))), || {
                format!("{what}: the next one is refused: {restored:?}")
            });
        }
        whole(&case, &new, &what, &mut tally);
        let _ = std::fs::remove_dir_all(&new);
    }
    tally.done()
}

/// How long a command takes, as far as is known: it is killed at some moment before.
struct Patience(Duration);

impl Default for Patience {
    fn default() -> Self {
        Self(Duration::from_millis(20))
    }
}

impl Patience {
    /// Runs the binary, and kills it at some moment of its life.
    fn killed(&mut self, arguments: &[&str], chance: &mut Chance, tally: &mut Tally) {
        let began = Instant::now();
        let child = command(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let mut child = child.expect("the binary starts");
        let until = self.0.mul_f64(chance.below(1_000) as f64 / 1_000.0);
        let ended = loop {
            match child.try_wait().expect("a child can be waited for") {
                Some(status) => break status,
                None if began.elapsed() < until => sleep(Duration::from_millis(1)),
                None => {
                    // Killing a process that has ended is no error that matters here.
                    let _ = child.kill();
                    break child.wait().expect("a child can be waited for");
                }
            }
        };
        match ended.code() {
            Some(0) => self.0 = began.elapsed(),
            Some(101) => tally.panicked(format!("{arguments:?}: the binary panicked")),
            Some(code) => tally.broken(format!("{arguments:?}: the binary ended with {code}")),
            None => self.0 += Duration::from_millis(3),
        }
    }
}

/// Lets the case grow, and signs it.
fn grow(case: &Path, numbers: std::ops::Range<u32>) {
    let opened = FileLog::open_with(case, Orders { segment: 60_000, ..Orders::default() }.tuning());
    let (mut log, _) = opened.expect("nobody else has the case");
    for number in numbers {
        let kept = keep_page(&mut log, number).expect("there is room");
        let _ = log.append(commit(number, kept)).expect("there is room");
    }
    log.sign(&signer()).expect("it has grown");
}

/// What a copy that was cut short shows is how the case begins; or it is no case yet.
fn prefix_of(case: &Path, copy: &Path, what: &str, tally: &mut Tally) {
    let read = |dir: &Path| FileReader::open(dir).and_then(|log| entries(&log));
    let sent = read(case).expect("the case is sound");
    match tally.guarded(what, || read(copy)) {
        Some(Ok(found)) => tally.holds(sent.starts_with(&found), || {
            format!("{what}: the copy is not how the case begins")
        }),
        Some(Err(LogError::NotACase { .. })) => tally.reported(),
        Some(Err(error)) => tally.broken(format!("{what}: the copy is refused: {error}")),
        None => {}
    }
}

/// A finished copy is sound and has all that the case has, checkpoints included.
fn whole(case: &Path, copy: &Path, what: &str, tally: &mut Tally) {
    let told = |dir: &Path| {
        let log = FileReader::open(dir)?;
        let last = log.read(Position(log.head().0 - 1)).next().transpose()?;
        Ok::<_, LogError>((log.tree_head()?, last))
    };
    let (original, copied) = (told(case).expect("the case is sound"), told(copy));
    tally.holds(copied.as_ref().is_ok_and(|copied| *copied == original), || {
        format!("{what}: {copied:?} where the case says {original:?}")
    });
    match tally.guarded(what, || verify_deep(copy)) {
        Some(Ok(verified)) => tally.holds(verified.problems.is_empty(), || {
            format!("{what}: verification finds {:?}", verified.problems.first())
        }),
        Some(Err(error)) => tally.broken(format!("{what}: verification: {error}")),
        None => {}
    }
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
