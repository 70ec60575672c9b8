//! What is done to a case as a directory: checked, copied, restored, rebuilt, looked after. None of it
//! needs the folds, and a case that is too damaged to open can still be looked at.

use std::path::Path;

use counterclaim_log::{Finding, Health, IndexChecked, LogError, Verified as Checked};

use crate::answers::{
    BackedUp, CheckpointShown, Diagnosed, Diagnosis, HealthShown, IndexShown, ProblemShown,
    Rebuilt, Restored, Verified,
};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::rim::SystemRim;

/// Checks the case in `dir`: structure, checksums, positions, erasures, the root, and that evidence is
/// there; with `deep` also every byte of evidence, the stored hashes, and a copy of the index, made in a
/// temporary folder. Takes no lock and mends nothing; unlike [`Desk::open`] it also looks at a log that is
/// too damaged to open.
///
/// # Errors
/// If there is no case or its files cannot be read; what is wrong *in* it is in the answer.
pub fn verify(dir: &Path, deep: bool) -> Result<Verified, DeskError> {
    let checked = if deep {
        let scratch = tempfile::tempdir()
            .map_err(|source| LogError::Io { path: std::env::temp_dir(), source })?;
        counterclaim_log::verify_all(dir, scratch.path())?
    } else {
        counterclaim_log::verify(dir)?
    };
    Ok(shown(&checked, deep, crate::prove::last_checkpoint(dir)?))
}

fn shown(checked: &Checked, deep: bool, checkpoint: Option<CheckpointShown>) -> Verified {
    let problem = |problem: &counterclaim_log::Problem| ProblemShown {
        place: place(problem),
        what: problem.what.clone(),
    };
    Verified {
        size: checked.size,
        root: checked.root,
        deep,
        erased: checked.erased,
        evidence: checked.evidence,
        index: index(checked.index),
        checkpoint,
        problems: checked.problems.iter().map(problem).collect(),
    }
}

fn index(checked: IndexChecked) -> Option<IndexShown> {
    match checked {
        IndexChecked::Unasked => None,
        IndexChecked::None => Some(IndexShown::None),
        IndexChecked::Busy => Some(IndexShown::Busy),
        IndexChecked::Problems => Some(IndexShown::Problems),
        IndexChecked::Agrees(position) => Some(IndexShown::Agrees { position }),
    }
}

fn place(problem: &counterclaim_log::Problem) -> String {
    let position =
        problem.position.map(|position| format!(", position {position}")).unwrap_or_default();
    format!("{} byte {}{position}", problem.segment.display(), problem.offset)
}

/// Brings the backup in `to` up to the case in `from`, beside whoever writes.
///
/// # Errors
/// If one side cannot be read or written, or the two tell different stories; nothing is overwritten.
pub fn backup(from: &Path, to: &Path) -> Result<BackedUp, DeskError> {
    let done = counterclaim_log::backup(from, to)?;
    Ok(BackedUp {
        head: done.head,
        log_bytes: done.log_bytes,
        evidence: done.evidence,
        segments_redacted: done.redacted,
        evidence_erased: done.evidence_erased,
    })
}

/// Makes a case at `to` of the copy in `from`, once everything in it was checked.
///
/// # Errors
/// If the copy is not sound, or there is something at `to`; nothing is left of it then.
pub fn restore(from: &Path, to: &Path) -> Result<Restored, DeskError> {
    let (copied, checked) = counterclaim_log::restore(from, to)?;
    Ok(Restored { head: copied.head, root: checked.root, evidence: checked.evidence })
}

/// Throws away what follows from the log and makes it again.
///
/// # Errors
/// If the log cannot be opened for writing.
pub fn rebuild(dir: &Path) -> Result<Rebuilt, DeskError> {
    Ok(Rebuilt { head: counterclaim_log::rebuild(dir)?.head })
}

/// Says what of the case in `dir` and its machine deserves a word, with advice.
///
/// # Errors
/// If there is no case, or it cannot be read at all.
pub fn doctor(dir: &Path) -> Result<Diagnosis, DeskError> {
    let mut findings: Vec<_> = counterclaim_log::doctor(dir)?.into_iter().map(diagnosed).collect();
    if let Ok(desk) = Desk::open_to_read(dir, Box::new(SystemRim)) {
        findings.push(folds(&desk));
    }
    Ok(Diagnosis { findings })
}

fn diagnosed(finding: Finding) -> Diagnosed {
    let health = match finding.health {
        Health::Well => HealthShown::Well,
        Health::Notable => HealthShown::Notable,
        Health::Ill => HealthShown::Ill,
    };
    let (topic, found, advice) = (finding.topic.to_owned(), finding.found, finding.advice);
    Diagnosed { topic, health, found, advice }
}

/// Says what the views could make nothing of: after an erasure, what depended on it.
fn folds(desk: &Desk) -> Diagnosed {
    let surprises = desk.views.surprises();
    let (health, found, advice) = match surprises.first() {
        None => (HealthShown::Well, "every event fits what was before it".to_owned(), ""),
        Some(first) => (
            HealthShown::Notable,
            format!(
                "{} events refer to what is not there, first position {} ({}): {}",
                surprises.len(),
                first.position,
                first.event,
                first.what
            ),
            "so after an erasure: they stay in the log and count for nothing",
        ),
    };
    Diagnosed { topic: "references".to_owned(), health, found, advice: advice.to_owned() }
}
