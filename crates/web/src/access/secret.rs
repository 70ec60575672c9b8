//! Secrets: 256 random bits, shown once, kept as their hash, compared in constant time.

use std::fmt;

use sha2::{Digest, Sha256};

/// A secret in the clear. Its `Debug` does not show it, so that no log can.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Makes a new one.
    ///
    /// # Errors
    /// If the machine has no randomness to give.
    pub fn fresh() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(hex(&bytes)))
    }

    /// Takes one that somebody shows.
    pub fn shown(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Returns it in the clear, to be told once.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Returns what is kept of it: SHA-256 in hexadecimal digits.
    pub fn hash(&self) -> String {
        hex(&Sha256::digest(self.0.as_bytes()))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Compares two hashes in a time that does not depend on where they differ.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let differing = one.bytes().zip(other.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b));
    one.len() == other.len() && differing == 0
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{Secret, is_same};

    #[test]
    fn a_secret_is_kept_as_its_hash_and_never_printed() {
        let secret = Secret::shown("abc");
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(secret.hash(), hash);
        assert!(is_same(&secret.hash(), hash));
        assert!(!is_same(&secret.hash(), &Secret::shown("abd").hash()));
        assert_ne!(Secret::fresh(), Secret::fresh());
    }
}
