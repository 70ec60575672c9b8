//! The doctor: what of a case and its machine deserves a word, with advice. It changes nothing and
//! takes no lock; whether the log itself is sound is for `verify` to say.

use std::fs::{self, OpenOptions};
use std::path::Path;

use super::machine;
use super::unfinished::Unfinished;
use crate::files::{Paths, Segment, case_file};
use crate::index::{IndexLost, Seal};
use crate::note::Checkpoints;
use crate::{HashView, Hashes as _, LogError, verify};

/// Free space below which there is advice: 256 MiB, four segments.
const LITTLE: u64 = 256 << 20;

/// As many events a writer leaves to the next one when it closes.
const LEFT_ON_CLOSING: u64 = 256;

/// Filesystems that keep nothing, or that other machines may change meanwhile.
const FORGETFUL: [&str; 3] = ["tmpfs", "ramfs", "devtmpfs"];
const REMOTE: [&str; 7] = ["nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "ceph"];

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Health {
    /// As it should be.
    Well,
    /// Worth knowing; nothing has to be done.
    Notable,
    /// Something needs doing.
    Ill,
}

/// One thing the doctor looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at, in a word or two.
    pub topic: &'static str,
    /// How it is.
    pub health: Health,
    /// What was found.
    pub found: String,
    /// What to do; empty if nothing.
    pub advice: String,
}

impl Finding {
    fn well(topic: &'static str, found: impl Into<String>) -> Self {
        Self { topic, health: Health::Well, found: found.into(), advice: String::new() }
    }

    fn notable(topic: &'static str, found: impl Into<String>, advice: &str) -> Self {
        Self { health: Health::Notable, advice: advice.to_owned(), ..Self::well(topic, found) }
    }

    fn ill(topic: &'static str, found: impl Into<String>, advice: &str) -> Self {
        Self { health: Health::Ill, ..Self::notable(topic, found, advice) }
    }
}

/// Looks at the case in `dir` and at the machine it lies on.
///
/// # Errors
/// There is no case, or it cannot be read at all.
pub fn doctor(dir: &Path) -> Result<Vec<Finding>, LogError> {
    let case = case_file::read(dir)?;
    let paths = Paths::of(dir);
    let verified = verify(dir)?;
    Ok(vec![
        filesystem(dir),
        space(dir),
        writing(dir, &paths)?,
        writer(&paths),
        acknowledgement(),
        log(&verified),
        tail(verified.tail_bytes),
        erasure(&paths)?,
        derived(&paths, verified.size),
        evidence(&verified),
        recovered(&paths),
        signing(&case, &paths)?,
    ])
}

fn filesystem(dir: &Path) -> Finding {
    let topic = "filesystem";
    match machine::filesystem(dir) {
        None => Finding::notable(topic, "unknown", "nothing can be said of its durability"),
        Some(kind) if FORGETFUL.contains(&kind.as_str()) => {
            Finding::ill(topic, kind, "it lives in memory: move the case to a disk")
        }
        Some(kind) if REMOTE.contains(&kind.as_str()) => Finding::notable(
            topic,
            kind,
            "locks and syncs are the server's promise: keep the case on a local disk if you can",
        ),
        Some(kind) => Finding::well(topic, kind),
    }
}

fn space(dir: &Path) -> Finding {
    let topic = "free space";
    match machine::free_bytes(dir) {
        None => Finding::notable(topic, "unknown", "look at the disk by other means"),
        Some(free) if free < LITTLE => {
            let advice = "make room: a commit that does not fit is refused, nothing is lost";
            Finding::ill(topic, format!("{} MiB", free >> 20), advice)
        }
        Some(free) => Finding::well(topic, format!("{} MiB", free >> 20)),
    }
}

/// Says whether this user may write.
fn writing(dir: &Path, paths: &Paths) -> Result<Finding, LogError> {
    let topic = "permissions";
    let mut closed = Vec::new();
    if let Some(last) = Segment::list(&paths.log)?.last()
        && OpenOptions::new().append(true).open(&last.path).is_err()
    {
        closed.push(last.path.display().to_string());
    }
    for path in [dir, &paths.log, &paths.evidence] {
        if fs::metadata(path).is_ok_and(|meta| meta.permissions().readonly()) {
            closed.push(path.display().to_string());
        }
    }
    Ok(if closed.is_empty() {
        Finding::well(topic, "can be written")
    } else {
        let advice = "reading works; give yourself permission to record anything";
        Finding::notable(topic, format!("read-only: {}", closed.join(", ")), advice)
    })
}

fn writer(paths: &Paths) -> Finding {
    match machine::lock_holder(&paths.lock) {
        None => Finding::well("writer", "nobody writes"),
        Some((pid, name)) => Finding::notable(
            "writer",
            format!("process {pid} ({name})"),
            "other commands that write wait for it to end",
        ),
    }
}

fn acknowledgement() -> Finding {
    Finding::well("acknowledgement", "fsync: answered once the disk has it")
}

fn log(verified: &crate::Verified) -> Finding {
    let erased = match verified.erased {
        0 => String::new(),
        erased => format!(", {erased} of them erased"),
    };
    let found = format!("{} events{erased}, root {}", verified.size, verified.root);
    match verified.problems.first() {
        None => Finding::well("log", found),
        Some(first) => {
            let count = verified.problems.len();
            let place = first.segment.display();
            let found = format!("{count} problems, first in {place}: {}", first.what);
            Finding::ill("log", found, "`verify --deep` names them all; restore from a backup")
        }
    }
}

fn tail(bytes: u64) -> Finding {
    match bytes {
        0 => Finding::well("tail", "ends with a whole commit"),
        bytes => Finding::notable(
            "tail",
            format!("{bytes} bytes of an unfinished commit"),
            "a commit being written, or what a crash left: the next writer keeps it in recovered/",
        ),
    }
}

fn erasure(paths: &Paths) -> Result<Finding, LogError> {
    Ok(match Unfinished::read(paths)? {
        None => Finding::well("erasure", "none under way"),
        Some(unfinished) => Finding::ill(
            "erasure",
            format!("of {} events, unfinished", unfinished.positions.len()),
            "`rebuild`, or any command that writes, finishes it",
        ),
    })
}

/// Says how far index and hashes have come. Neither has to: what they lack is read from the log.
fn derived(paths: &Paths, size: u64) -> Finding {
    let topic = "index";
    let indexed = match Seal::read(&paths.index) {
        Ok(seal) => seal.map_or(0, |seal| seal.known.mark.position.0),
        Err(IndexLost(why)) => {
            let advice = "the next command that writes makes it anew; `rebuild` does so now";
            return Finding::notable(topic, format!("lost: {why}"), advice);
        }
    };
    let hashed = HashView::open(&paths.hashes).ok().flatten().map_or(0, |hashes| hashes.leaves());
    if indexed > size {
        let advice = "it is of another log: the next command that writes makes it anew";
        return Finding::notable(topic, format!("goes to {indexed}, beyond the log"), advice);
    }
    let (index, hashes) = (size - indexed, size.saturating_sub(hashed));
    let found = format!("lacks the last {index} events, the hashes the last {hashes}");
    match index.max(hashes) {
        0 => Finding::well(topic, "has every event, and so have the hashes"),
        few if few <= LEFT_ON_CLOSING => Finding::well(topic, found),
        _ => Finding::notable(topic, found, "the next command that writes catches up"),
    }
}

fn evidence(verified: &crate::Verified) -> Finding {
    match verified.strays.first() {
        None => Finding::well("evidence", "every piece is named by an event"),
        Some(first) => Finding::notable(
            "evidence",
            format!(
                "{} files that no event names, first {}",
                verified.strays.len(),
                first.display()
            ),
            "left by commits that did not come about: harmless, and may be removed by hand",
        ),
    }
}

fn recovered(paths: &Paths) -> Finding {
    let listed = fs::read_dir(&paths.recovered).into_iter().flatten().flatten();
    let tails = listed.filter(|entry| entry.path().extension().is_some_and(|end| end == "tail"));
    match tails.count() {
        0 => Finding::well("recovered", "nothing was ever cut off"),
        count => Finding::notable(
            "recovered",
            format!("{count} cut-off tails are kept"),
            "never acknowledged; they may hold words that were erased since: remove them then",
        ),
    }
}

/// Says what was signed; a signature that does not hold is among the problems of the log.
fn signing(case: &crate::CaseFile, paths: &Paths) -> Result<Finding, LogError> {
    let topic = "signature";
    let Some(verifier) = &case.verifier else {
        let advice = "changes of history can be seen only by who kept its root";
        return Ok(Finding::notable(topic, "this case is not signed", advice));
    };
    Ok(match Checkpoints::at(&paths.checkpoints).last(verifier)? {
        Some(last) => {
            let found = format!("{} events are signed, under {verifier}", last.size());
            Finding::well(topic, found)
        }
        None => Finding::notable(
            topic,
            format!("nothing is signed yet, under {verifier}"),
            "`checkpoint` signs, where the key is at hand",
        ),
    })
}
