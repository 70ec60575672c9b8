//! The readers of what is signed and proved: notes, keys, proofs, leaves and the file of checkpoints,
//! with valid ones to begin from. Whatever was changed must come out as what it was, or as an error.

use std::fs;
use std::path::{Path, PathBuf};

use counterclaim_log::{
    Checkpoints, Disclosure, EventLog, FileLog, FileReader, LeafBytes, Note, Position, Proof,
    SignedCheckpoint, Signer, Verifier,
};

use crate::chance::Chance;
use crate::commits::{case_file, commit, keep_page};
use crate::mutate::mutated;

/// The readers by name.
pub(crate) const NOTES: &[&str] = &["notes", "keys", "proofs", "leaves", "checkpoints"];

/// Returns the key that the campaign signs with.
pub(crate) fn signer() -> Signer {
    let name = case_file().origin;
    Signer::generate(&name, &[9; 32]).expect("the origin of a case is the name of a key")
}

/// Valid notes, and the case they are of.
pub(crate) struct Notes {
    dir: PathBuf,
    verifier: Verifier,
    note: String,
    proofs: Vec<String>,
    leaf: Vec<u8>,
}

impl Notes {
    /// Makes a signed case in `dir`, and proofs of it.
    pub(crate) fn new(dir: &Path) -> Self {
        let signer = signer();
        let verifier = signer.verifier();
        let file = counterclaim_log::CaseFile { verifier: Some(verifier.clone()), ..case_file() };
        let mut log = FileLog::create(dir, &file).expect("an empty folder takes a case");
        let mut note = String::new();
        for number in 0..9 {
            let kept = keep_page(&mut log, number).expect("there is room");
            let _ = log.append(commit(number, kept)).expect("there is room");
            if number % 3 == 2 {
                note = log.sign(&signer).expect("a grown log is signed").to_string();
            }
        }
        let early = SignedCheckpoint::open(&first(dir), &verifier).expect("it was just signed");
        drop(log);
        let reader = FileReader::open(dir).expect("a reader needs no lock");
        let proved = reader.prove_event(Position(3), Disclosure::Payload);
        let proved = proved.expect("a checkpoint covers it");
        let grown = reader.prove_growth(early.size()).expect("it was signed");
        let leaf = proved.leaf.clone();
        let proofs = [Proof::Inclusion(proved), Proof::Consistency(grown)];
        let proofs = proofs.iter().map(Proof::to_string).collect();
        Self { dir: dir.to_owned(), verifier, note, proofs, leaf }
    }

    /// Feeds mutated bytes to a reader, once.
    ///
    /// # Panics
    /// If a changed note or proof is taken for more than it says.
    pub(crate) fn feed(&self, reader: &str, chance: &mut Chance) {
        match reader {
            "notes" => self.note(chance),
            "keys" => {
                let (public, secret) = (self.verifier.to_string(), signer().secret());
                let _ = text(&mutated(public.as_bytes(), secret.as_bytes(), chance))
                    .parse::<Verifier>();
                let _ =
                    text(&mutated(secret.as_bytes(), public.as_bytes(), chance)).parse::<Signer>();
            }
            "proofs" => self.proof(chance),
            "leaves" => {
                let _ = LeafBytes::parse(&mutated(&self.leaf, self.note.as_bytes(), chance));
            }
            _ => self.checkpoints(chance),
        }
    }

    fn note(&self, chance: &mut Chance) {
        let changed = text(&mutated(self.note.as_bytes(), &self.leaf, chance));
        let _ = Note::parse(&changed);
        if let Ok(opened) = SignedCheckpoint::open(&changed, &self.verifier) {
            let valid = SignedCheckpoint::open(&self.note, &self.verifier).expect("it is valid");
            assert_eq!(opened.checkpoint(), valid.checkpoint(), "a changed note was believed");
        }
    }

    fn proof(&self, chance: &mut Chance) {
        let valid = &self.proofs[chance.below(self.proofs.len())];
        let changed = text(&mutated(valid.as_bytes(), self.note.as_bytes(), chance));
        let Ok(Proof::Inclusion(proof)) = changed.parse::<Proof>() else { return };
        if let Ok((signed, leaf)) = proof.check(&self.verifier) {
            let valid = SignedCheckpoint::open(&self.note, &self.verifier).expect("it is valid");
            let same = signed.checkpoint() == valid.checkpoint() && leaf.position == Position(3);
            assert!(same, "a changed proof was believed");
        }
    }

    fn checkpoints(&self, chance: &mut Chance) {
        let file = self.dir.join("checkpoints");
        let valid = fs::read(&file).expect("it was signed");
        fs::write(&file, mutated(&valid, &self.leaf, chance)).expect("there is room");
        let read = Checkpoints::at(&file);
        let (_, _) = (read.last(&self.verifier), read.all(&self.verifier));
        let _ = FileReader::open(&self.dir);
        fs::write(&file, &valid).expect("there is room");
    }
}

/// Returns the first note of a case's checkpoints: each ends with an empty line.
fn first(dir: &Path) -> String {
    let all = fs::read_to_string(dir.join("checkpoints")).expect("it was signed");
    let end = all.match_indices("\n\n").nth(1).map_or(all.len(), |(at, _)| at + 1);
    all[..end].to_owned()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
