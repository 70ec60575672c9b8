//! Ed25519 keys of notes, in the text forms of Go's `golang.org/x/mod/sumdb/note`. The signer's key lies
//! outside the case, with whoever calls the desk; the verifier's in `case.toml`.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};

use super::base64;
use crate::hash::sha256;

/// The kind of key that this crate knows, as it stands before the key's bytes.
const ED25519: u8 = 0x01;

/// How a signing key's text begins.
const PRIVATE: &str = "PRIVATE+KEY+";

/// Checks signatures made under one name with one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verifier {
    name: String,
    key: VerifyingKey,
}

/// Makes such signatures. Its text is a secret; `Debug` keeps it.
#[derive(Clone)]
pub struct Signer {
    name: String,
    key: SigningKey,
}

/// Why a text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadKey {
    /// Not of the form `name+id+key`.
    #[error("is no key of a note (name+id+key)")]
    Form,
    /// The name is empty, or has a space or plus sign in it.
    #[error("has a name that no note can carry (no spaces, no plus sign, not empty)")]
    Name,
    /// A kind of key that this build does not know.
    #[error("is of a kind that this build does not know: only Ed25519 is")]
    Kind,
    /// The id does not follow from name and key: it was mistyped or put together.
    #[error("has an id that does not follow from its name and key")]
    Id,
}

/// Returns whether a note can carry `name` in its signatures.
pub(super) fn is_name(name: &str) -> bool {
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || c == '+';
    !name.is_empty() && !name.chars().any(is_odd)
}

impl Verifier {
    /// Returns the name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the key id: the first four bytes of `SHA-256(name ‖ LF ‖ kind ‖ key)`.
    pub fn id(&self) -> [u8; 4] {
        let [a, b, c, d, ..] =
            sha256(&[self.name.as_bytes(), b"\n", &[ED25519], self.key.as_bytes()]).0;
        [a, b, c, d]
    }

    /// Returns whether `signature` is one over `text`.
    pub(super) fn holds(&self, text: &str, signature: &[u8]) -> bool {
        let Ok(signature) = ed25519_dalek::Signature::from_slice(signature) else { return false };
        // Strict: small-order keys and other spellings of a signature are refused.
        self.key.verify_strict(text.as_bytes(), &signature).is_ok()
    }
}

impl Signer {
    /// Makes a key out of 32 bytes of chance, which nobody else may ever know.
    ///
    /// # Errors
    /// [`BadKey::Name`].
    pub fn generate(name: &str, chance: &[u8; 32]) -> Result<Self, BadKey> {
        let name = name.to_owned();
        let key = SigningKey::from_bytes(chance);
        if is_name(&name) { Ok(Self { name, key }) } else { Err(BadKey::Name) }
    }

    /// Returns what checks its signatures.
    pub fn verifier(&self) -> Verifier {
        Verifier { name: self.name.clone(), key: self.key.verifying_key() }
    }

    /// Returns the secret text, for keeping: `PRIVATE+KEY+name+id+key`.
    pub fn secret(&self) -> String {
        let id = hexadecimal(self.verifier().id());
        let key = base64::encode(&[&[ED25519], &self.key.to_bytes()[..]].concat());
        format!("{PRIVATE}{}+{id}+{key}", self.name)
    }

    /// Signs a text.
    pub(super) fn sign(&self, text: &str) -> Vec<u8> {
        self.key.sign(text.as_bytes()).to_bytes().to_vec()
    }
}

impl fmt::Display for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = base64::encode(&[&[ED25519], &self.key.as_bytes()[..]].concat());
        write!(f, "{}+{}+{key}", self.name, hexadecimal(self.id()))
    }
}

impl FromStr for Verifier {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        let (name, id, key) = parts(text)?;
        let key = VerifyingKey::from_bytes(&key).map_err(|_| BadKey::Form)?;
        let verifier = Self { name: name.to_owned(), key };
        if hexadecimal(verifier.id()) == id { Ok(verifier) } else { Err(BadKey::Id) }
    }
}

impl FromStr for Signer {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        let (name, id, key) = parts(text.strip_prefix(PRIVATE).ok_or(BadKey::Form)?)?;
        let signer = Self { name: name.to_owned(), key: SigningKey::from_bytes(&key) };
        if hexadecimal(signer.verifier().id()) == id { Ok(signer) } else { Err(BadKey::Id) }
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("verifier", &self.verifier().to_string()).finish()
    }
}

/// Takes `name+id+key` apart.
fn parts(text: &str) -> Result<(&str, &str, [u8; 32]), BadKey> {
    let (name, rest) = text.split_once('+').ok_or(BadKey::Form)?;
    let (id, key) = rest.split_once('+').ok_or(BadKey::Form)?;
    if !is_name(name) {
        return Err(BadKey::Name);
    }
    match base64::decode(key).ok_or(BadKey::Form)?.as_slice() {
        [ED25519, key @ ..] => Ok((name, id, key.try_into().map_err(|_| BadKey::Form)?)),
        _ => Err(BadKey::Kind),
    }
}

fn hexadecimal(id: [u8; 4]) -> String {
    format!("{:08x}", u32::from_be_bytes(id))
}
