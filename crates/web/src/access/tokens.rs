//! Tokens of a case: who may come in from elsewhere, and as what. Only their hashes are kept, in
//! `tokens.json` of the case, readable by its owner alone; a running server sees a change at once.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::secret::{Secret, is_same};
use crate::route::Role;

/// A token as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Token {
    /// Whose it is: the name recorded with what they change.
    pub name: String,
    /// What they may do: a name of [`Role`].
    pub role: String,
    /// SHA-256 of the secret, in hexadecimal digits.
    pub sha256: String,
    /// When it was made (RFC 3339).
    pub created: String,
}

impl Token {
    /// Returns what its holder may do.
    pub fn role(&self) -> Role {
        self.role.parse().unwrap_or_default()
    }
}

/// Why the tokens could not be read or changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// The file.
    #[error("cannot read or write {}", .0.display())]
    File(PathBuf, #[source] io::Error),
    /// What stands in it.
    #[error("{} is no list of tokens", .0.display())]
    Content(PathBuf, #[source] serde_json::Error),
    /// There is one of this name.
    #[error("there is a token for {0:?}: revoke it first")]
    Taken(String),
    /// There is none of this name.
    #[error("there is no token for {0:?}")]
    Missing(String),
    /// The name is none.
    #[error("a token needs a name of one line")]
    NoName,
    /// The machine has no randomness to give.
    #[error("no randomness from the operating system")]
    Entropy(#[from] getrandom::Error),
}

/// The tokens of a case.
#[derive(Clone, Debug)]
pub struct Tokens {
    file: PathBuf,
}

impl Tokens {
    /// The tokens of the case in a directory.
    pub fn of(case: &Path) -> Self {
        Self { file: case.join("tokens.json") }
    }

    /// Returns every token, by name.
    ///
    /// # Errors
    /// If the file is there and cannot be read or understood.
    pub fn all(&self) -> Result<Vec<Token>, TokenError> {
        match fs::read(&self.file) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .map_err(|error| TokenError::Content(self.file.clone(), error)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(TokenError::File(self.file.clone(), error)),
        }
    }

    /// Makes a token and returns the secret, which is kept nowhere.
    ///
    /// # Errors
    /// If there is one of this name, or the file cannot be changed.
    pub fn add(&self, name: &str, role: Role, created: String) -> Result<Secret, TokenError> {
        if name.trim().is_empty() || name.chars().any(char::is_control) {
            return Err(TokenError::NoName);
        }
        let mut all = self.all()?;
        if all.iter().any(|token| token.name == name) {
            return Err(TokenError::Taken(name.to_owned()));
        }
        let secret = Secret::fresh()?;
        let (name, role) = (name.to_owned(), role.name().to_owned());
        all.push(Token { name, role, sha256: secret.hash(), created });
        all.sort_by(|one, other| one.name.cmp(&other.name));
        self.keep(&all)?;
        Ok(secret)
    }

    /// Takes a token away. Whoever came in by it is out at once.
    ///
    /// # Errors
    /// If there is none of this name, or the file cannot be changed.
    pub fn revoke(&self, name: &str) -> Result<(), TokenError> {
        let mut all = self.all()?;
        let before = all.len();
        all.retain(|token| token.name != name);
        if all.len() == before {
            return Err(TokenError::Missing(name.to_owned()));
        }
        self.keep(&all)
    }

    /// Returns the token that this secret is of.
    ///
    /// # Errors
    /// If the file cannot be read or understood.
    pub fn find(&self, secret: &Secret) -> Result<Option<Token>, TokenError> {
        let hash = secret.hash();
        // Every one is looked at, so that the time does not tell which came close.
        let all = self.all()?.into_iter();
        let keep =
            |found, token: Token| if is_same(&token.sha256, &hash) { Some(token) } else { found };
        Ok(all.fold(None, keep))
    }

    /// Writes all of them beside the file and puts that in its place.
    fn keep(&self, all: &[Token]) -> Result<(), TokenError> {
        let beside = self.file.with_extension("json.new");
        let write = || {
            let _ = fs::remove_file(&beside);
            let mut options = fs::OpenOptions::new();
            let mut file = options.write(true).create_new(true).mode(0o600).open(&beside)?;
            file.write_all(&serde_json::to_vec_pretty(all)?)?;
            file.sync_all()?;
            fs::rename(&beside, &self.file)
        };
        write().map_err(|error: io::Error| TokenError::File(self.file.clone(), error))
    }
}

#[cfg(test)]
mod tests {
    use super::{Secret, TokenError, Tokens};
    use crate::route::Role;

    #[test]
    fn a_token_is_told_once_and_ends_when_it_is_revoked() {
        let case = tempfile::tempdir().expect("a folder");
        let tokens = Tokens::of(case.path());
        let created = || "2031-06-05T00:00:00Z".to_owned();
        let secret = tokens.add("desk two", Role::Proposer, created()).expect("made");
        let kept = std::fs::read_to_string(case.path().join("tokens.json")).expect("kept");
        assert!(!kept.contains(secret.reveal()));
        let taken = tokens.add("desk two", Role::Owner, created());
        assert!(matches!(taken, Err(TokenError::Taken(_))));
        let found = tokens.find(&secret).expect("read").expect("there");
        assert_eq!((found.name.as_str(), found.role()), ("desk two", Role::Proposer));
        assert_eq!(tokens.find(&Secret::shown("guess")).expect("read"), None);
        tokens.revoke("desk two").expect("revoked");
        assert_eq!(tokens.find(&secret).expect("read"), None);
        assert!(matches!(tokens.revoke("desk two"), Err(TokenError::Missing(_))));
    }
}
