//! Signing the log, proving from it, and checking proofs. The key is the caller's: the desk is given a
//! [`Signer`] and keeps none. Proofs by position read the log alone, without views or graph.

use std::path::Path;

use counterclaim_log::{
    Disclosure, Disproof, FileLog, FileReader, LeafBytes, Proof, ReadLog, Sealed, SignedCheckpoint,
    Signer, TreeHead, Verifier,
};
use counterclaim_model::{CaseId, Position};

use crate::answers::{CheckpointShown, EventProved, LogHead, ProofChecked, ProofMade};
use crate::desk::{Book, Desk};
use crate::error::DeskError;

impl Desk {
    /// Returns the title of the case.
    pub fn title(&self) -> &str {
        match &self.book {
            Book::Files(log) => &log.case_file().title,
            Book::Reader(log) => &log.case_file().title,
            #[cfg(feature = "cluster")]
            Book::Stream(log) => &log.copy().case_file().title,
            Book::Memory(_) => "in memory",
        }
    }

    /// Returns the name under which checkpoints are signed, if they are.
    pub fn signed_as(&self) -> Option<&str> {
        self.verifier().map(Verifier::name)
    }

    /// Returns the key that checks what is signed, if anything is.
    pub(crate) fn verifier(&self) -> Option<&Verifier> {
        let file = match &self.book {
            Book::Files(log) => log.case_file(),
            Book::Reader(log) => log.case_file(),
            #[cfg(feature = "cluster")]
            Book::Stream(log) => log.copy().case_file(),
            Book::Memory(_) => return None,
        };
        file.verifier.as_ref()
    }

    /// Returns whether anything was recorded since the desk was opened.
    pub fn has_grown(&self) -> bool {
        self.book.log().head() > self.opened_at
    }

    /// Signs what was recorded, if it is more than was signed last. Called when everything was
    /// acknowledged; a failure changes nothing of what was recorded.
    ///
    /// # Errors
    /// If the case or this key does not sign, or the log is not what was signed before.
    pub fn sign(&mut self, signer: &Signer) -> Result<CheckpointShown, DeskError> {
        match &mut self.book {
            Book::Files(log) => Ok(shown(&log.sign(signer)?)),
            #[cfg(feature = "cluster")]
            Book::Stream(log) => Ok(shown(&log.sign(signer)?)),
            Book::Reader(_) | Book::Memory(_) => Err(DeskError::ReadOnly),
        }
    }

    /// Returns size and root of the log as it is now, and its last checkpoint; nothing for a case in
    /// memory, which ends with the process.
    ///
    /// # Errors
    /// If the log cannot be read, or is not what was signed.
    pub fn log_head(&self) -> Result<Option<LogHead>, DeskError> {
        let head = match &self.book {
            Book::Files(log) => log.tree_head()?,
            Book::Reader(log) => log.tree_head()?,
            #[cfg(feature = "cluster")]
            Book::Stream(log) => log.copy().tree_head()?,
            Book::Memory(_) => return Ok(None),
        };
        Ok(Some(head_shown(&head)))
    }

    /// Returns root and last checkpoint of the log when it reached up to `position`; nothing for a case in
    /// memory.
    ///
    /// # Errors
    /// As [`log_head`](Self::log_head).
    pub(crate) fn head_at(&self, position: Position) -> Result<Option<LogHead>, DeskError> {
        let head = match &self.book {
            Book::Files(log) => log.head_at(position.0)?,
            Book::Reader(log) => log.head_at(position.0)?,
            #[cfg(feature = "cluster")]
            Book::Stream(log) => log.copy().head_at(position.0)?,
            Book::Memory(_) => return Ok(None),
        };
        Ok(Some(head_shown(&head)))
    }

    /// Returns id and title of the case.
    pub(crate) fn case_named(&self) -> (CaseId, String) {
        let file = match &self.book {
            Book::Files(log) => log.case_file(),
            Book::Reader(log) => log.case_file(),
            #[cfg(feature = "cluster")]
            Book::Stream(log) => log.copy().case_file(),
            Book::Memory(log) => return (log.case(), "in memory".to_owned()),
        };
        (file.case, file.title.clone())
    }

    /// Returns the position at which a claim was first recorded.
    ///
    /// # Errors
    /// If no claim, or several, have this id or prefix.
    pub fn claim_position(&self, id: &str) -> Result<Position, DeskError> {
        let claim = self.claim(id, crate::Question::default().counting_all())?;
        let first = claim.history.first().map(|line| line.position);
        first.ok_or_else(|| DeskError::NotFound { what: "claim", name: id.to_owned() })
    }
}

/// Returns the last checkpoint of the case in `dir`, after signing what was recorded since if a key is
/// given.
///
/// # Errors
/// If the case is not signed, nothing was signed so far, the key is another, or the log is not what was
/// signed before.
pub fn checkpoint(dir: &Path, signer: Option<&Signer>) -> Result<CheckpointShown, DeskError> {
    let reader = FileReader::open(dir)?;
    let head = reader.tree_head()?;
    let signed = head.checkpoint.as_ref().filter(|signed| signed.size() == head.size);
    if let (None, Some(signer)) = (signed, signer) {
        let (mut log, _) = FileLog::open(dir)?;
        return Ok(shown(&log.sign(signer)?));
    }
    if reader.case_file().verifier.is_none() {
        return Err(counterclaim_log::ProveError::Unsigned.into());
    }
    let nothing = || DeskError::NotFound { what: "checkpoint", name: "of this log".to_owned() };
    head.checkpoint.as_ref().map(shown).ok_or_else(nothing)
}

/// Returns the name under which the case in `dir` is signed and the key that checks it, if it is.
///
/// # Errors
/// If it is no case, or its log cannot be opened.
pub fn verifier(dir: &Path) -> Result<Option<Verifier>, DeskError> {
    Ok(FileReader::open(dir)?.case_file().verifier.clone())
}

/// Proves that the event at `position` was recorded, under the last checkpoint.
///
/// # Errors
/// If the case is not signed, or no checkpoint reaches that far.
pub fn prove_position(
    dir: &Path,
    position: Position,
    disclose: Disclosure,
) -> Result<ProofMade, DeskError> {
    let proof = FileReader::open(dir)?.prove_event(position, disclose)?.to_string();
    Ok(ProofMade { position: Some(position), from: None, proof })
}

/// Proves that the log under the last checkpoint begins with the one of `from` events.
///
/// # Errors
/// As [`prove_position`].
pub fn prove_growth(dir: &Path, from: u64) -> Result<ProofMade, DeskError> {
    let proof = FileReader::open(dir)?.prove_growth(from)?.to_string();
    Ok(ProofMade { position: None, from: Some(from), proof })
}

/// Returns whose checkpoint a proof leads to, by its own word: to look for the key, not to believe.
pub fn claimed_origin(proof: &str) -> Option<&str> {
    let (_, note) = proof.split_once("\n\n")?;
    note.lines().next()
}

/// Checks a proof with nothing but the verifier's key and, where the proof is that a log was only added
/// to, the older checkpoint that the caller kept. What does not hold is in the answer.
///
/// # Errors
/// If an older checkpoint is needed and not given, or given and not needed.
pub fn check_proof(
    proof: &str,
    verifier: &Verifier,
    older: Option<&str>,
) -> Result<ProofChecked, DeskError> {
    let checked = match (proof.parse(), older) {
        (Err(disproof), _) => Err(disproof),
        (Ok(Proof::Inclusion(proof)), None) => {
            proof.check(verifier).map(|(signed, leaf)| (signed, Some(leaf), None))
        }
        (Ok(Proof::Consistency(proof)), Some(note)) => SignedCheckpoint::open(note, verifier)
            .map_err(Disproof::Older)
            .and_then(|older| proof.check(&older, verifier))
            .map(|signed| (signed, None, Some(proof.old))),
        (Ok(Proof::Inclusion(_)), Some(_)) => {
            return Err(DeskError::Invalid(
                "this proof is of one event: an older checkpoint has no part in it".to_owned(),
            ));
        }
        (Ok(Proof::Consistency(_)), None) => {
            return Err(DeskError::Invalid(
                "this proof is that a log was only added to: give the older checkpoint you kept"
                    .to_owned(),
            ));
        }
    };
    Ok(match checked {
        Ok((signed, leaf, from)) => ProofChecked {
            holds: true,
            failed: None,
            checkpoint: Some(shown(&signed)),
            event: leaf.map(proved),
            from,
        },
        Err(disproof) => ProofChecked {
            holds: false,
            failed: Some(disproof.to_string()),
            checkpoint: None,
            event: None,
            from: None,
        },
    })
}

/// Returns the last checkpoint of a case whose log may be too damaged to open.
pub(crate) fn last_checkpoint(dir: &Path) -> Result<Option<CheckpointShown>, DeskError> {
    Ok(counterclaim_log::last_checkpoint(dir)?.as_ref().map(shown))
}

fn head_shown(head: &TreeHead) -> LogHead {
    LogHead { size: head.size, root: head.root, checkpoint: head.checkpoint.as_ref().map(shown) }
}

fn shown(signed: &SignedCheckpoint) -> CheckpointShown {
    CheckpointShown {
        origin: signed.checkpoint().origin.clone(),
        size: signed.size(),
        root: signed.root(),
        note: signed.to_string(),
    }
}

fn proved(leaf: LeafBytes) -> EventProved {
    let payload_hash = leaf.payload_hash();
    EventProved {
        position: leaf.position,
        commit: leaf.commit.to_string(),
        recorded_at: leaf.recorded_at,
        analyst: leaf.analyst,
        agent: leaf.agent,
        stream: leaf.stream.to_string(),
        stream_version: leaf.stream_version,
        name: leaf.name,
        type_version: leaf.version,
        payload_hash,
        payload: match leaf.payload {
            Sealed::Hash(_) => None,
            Sealed::Disclosed(disclosed) => Some(
                serde_json::from_str(&disclosed.payload)
                    .unwrap_or(serde_json::Value::String(disclosed.payload)),
            ),
        },
    }
}
