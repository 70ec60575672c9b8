//! Salts: 16 bytes beside every payload, so that a leaf gives nothing away once the payload is erased.
//! Derived when a commit is made; stored with the event and never derived again.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::hash::sha256;

/// Sixteen bytes that make the hash of a short payload unguessable. Written as 32 lower-case
/// hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Salt(pub [u8; 16]);

impl Salt {
    /// Derives the salt of the event at `index` (from 0) of a commit from the commit's entropy.
    pub(crate) fn derive(entropy: &[u8; 32], index: u32) -> Self {
        let hash = sha256(&[b"counterclaim/salt/1", entropy, &index.to_be_bytes()]).0;
        let mut salt = [0; 16];
        salt.copy_from_slice(&hash[..16]);
        Self(salt)
    }
}

impl fmt::Display for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl From<Salt> for String {
    fn from(salt: Salt) -> Self {
        salt.to_string()
    }
}

impl TryFrom<String> for Salt {
    type Error = NotASalt;

    fn try_from(text: String) -> Result<Self, NotASalt> {
        text.parse()
    }
}

impl FromStr for Salt {
    type Err = NotASalt;

    fn from_str(text: &str) -> Result<Self, NotASalt> {
        let lower = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() != 32 || !text.bytes().all(lower) {
            return Err(NotASalt);
        }
        u128::from_str_radix(text, 16).map(|bits| Self(bits.to_be_bytes())).map_err(|_| NotASalt)
    }
}

/// A text that is no salt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a salt (32 lower-case hexadecimal digits)")]
pub struct NotASalt;
