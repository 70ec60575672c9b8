//! A signed note (c2sp.org/signed-note): a text, an empty line, and signatures of it. Read and written
//! by checkpoints; nothing here knows what the text says.

use std::fmt;

use super::base64;
use super::key::{Signer, Verifier, is_name};

/// Longest note, in bytes. A checkpoint has about 200.
const MAX_BYTES: usize = 64 * 1024;

/// Most signatures on a note; a verifier has to bear sixteen.
const MAX_SIGNATURES: usize = 100;

/// How a signature line begins: an em dash and a space.
pub(super) const DASH: &str = "\u{2014} ";

/// A text with signatures, not yet checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<Signature>,
}

/// A signature as it stands in a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Who is said to have signed.
    pub name: String,
    /// Which of their keys.
    pub id: [u8; 4],
    /// The signature itself.
    pub bytes: Vec<u8>,
}

/// Why a note is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadNote {
    /// It is no signed note.
    #[error("is no signed note: {0}")]
    Form(&'static str),
    /// A signature that names a known key does not hold: text or signature were changed.
    #[error(
        "has a signature of {0} that does not hold: it was changed, or signed with another key"
    )]
    Forged(String),
    /// None of its signatures names a known key.
    #[error("has no signature of a known key")]
    Unknown,
    /// It is signed, but what it says is no checkpoint.
    #[error("is no checkpoint: {0}")]
    NoCheckpoint(&'static str),
}

impl Note {
    /// Signs a text, which ends in a newline.
    pub(super) fn sign(text: String, signer: &Signer) -> Self {
        let verifier = signer.verifier();
        let (name, bytes) = (verifier.name().to_owned(), signer.sign(&text));
        Self { text, signatures: vec![Signature { name, id: verifier.id(), bytes }] }
    }

    /// Reads a note. Whether it is signed by anybody in particular, [`verify`](Self::verify) says.
    ///
    /// # Errors
    /// [`BadNote::Form`].
    pub fn parse(note: &str) -> Result<Self, BadNote> {
        if note.len() > MAX_BYTES {
            return Err(BadNote::Form("it is too long"));
        }
        if note.chars().any(|c| c != '\n' && c.is_ascii_control()) {
            return Err(BadNote::Form("it has control characters"));
        }
        let split = note.rfind("\n\n").ok_or(BadNote::Form("it has no signatures"))?;
        let (text, signatures) = (&note[..=split], &note[split + 2..]);
        let lines = signatures.strip_suffix('\n').ok_or(BadNote::Form("it is incomplete"))?;
        let signatures: Vec<Signature> = lines
            .split('\n')
            .map(|line| signature(line).ok_or(BadNote::Form("a signature cannot be read")))
            .collect::<Result<_, _>>()?;
        if signatures.len() > MAX_SIGNATURES {
            return Err(BadNote::Form("it has too many signatures"));
        }
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// Returns the text, if it is signed with the key of `verifier`. Signatures of other keys are passed
    /// over.
    ///
    /// # Errors
    /// [`BadNote::Forged`], [`BadNote::Unknown`].
    pub fn verify(&self, verifier: &Verifier) -> Result<&str, BadNote> {
        let is_known =
            |known: &&Signature| known.name == verifier.name() && known.id == verifier.id();
        let mut known = self.signatures.iter().filter(is_known).peekable();
        if known.peek().is_none() {
            return Err(BadNote::Unknown);
        }
        if known.all(|signature| verifier.holds(&self.text, &signature.bytes)) {
            Ok(&self.text)
        } else {
            Err(BadNote::Forged(verifier.name().to_owned()))
        }
    }

    /// Returns the text, signed by whomever.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the signatures.
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }
}

/// Reads a signature line: dash, name, and base64 of key id and signature.
fn signature(line: &str) -> Option<Signature> {
    let (name, rest) = line.strip_prefix(DASH)?.split_once(' ')?;
    let bytes = base64::decode(rest)?;
    let (id, signature) = bytes.split_first_chunk::<4>()?;
    let is_sound = is_name(name) && !signature.is_empty();
    is_sound.then(|| Signature { name: name.to_owned(), id: *id, bytes: signature.to_vec() })
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|Signature { name, id, bytes }| {
            writeln!(f, "{DASH}{name} {}", base64::encode(&[&id[..], bytes].concat()))
        })
    }
}
