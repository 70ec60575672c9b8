//! Identifiers: one newtype per thing, derived from what the thing *is*, so that two readers of the
//! same page arrive at the same ids. Nothing here depends on a capture, an offset or a program version.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The UUIDv5 namespace of every id derived here. Frozen: changing it renames every recorded thing.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f0c_2f5e_8a4b_5d0e_9c57_3b1d_c1a1_0001);

/// Hashes `parts` under `kind` into a UUIDv5. Every part is length-prefixed, so that no two different
/// lists of parts can run together into the same bytes.
fn derive(kind: &str, parts: &[&str]) -> Uuid {
    let mut name = Vec::with_capacity(64);
    for part in std::iter::once(&kind).chain(parts) {
        name.extend_from_slice(&(part.len() as u64).to_be_bytes());
        name.extend_from_slice(part.as_bytes());
    }
    Uuid::new_v5(&NAMESPACE, &name)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $kind:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(Uuid);

        impl $name {
            /// Derives the id from the parts that make the thing what it is.
            pub fn derive(parts: &[&str]) -> Self {
                Self(derive($kind, parts))
            }

            /// Returns the bare UUID.
            pub fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }
    )*};
}

ids! {
    /// One case. Chosen at random by `init`; the only id that is not derived.
    CaseId = "case";
    /// A source: derived from its name, case-folded.
    SourceId = "source";
    /// A capture: derived from source and hash of the text read. Equal text is the same capture.
    CaptureId = "capture";
    /// A post: derived from source and permalink, or else stamp and ordinal (see [`PostKey`](crate::PostKey)).
    PostId = "post";
    /// A claim: derived from post, speaker phrase, normalised content and ordinal.
    ClaimId = "claim";
    /// A link: derived from its two claims and its relation.
    LinkId = "link";
    /// An actor: derived from kind and canonical name; states have therefore fixed ids.
    ActorId = "actor";
    /// A review: derived from claim, analyst, scale and ordinal.
    ReviewId = "review";
}

/// A matter's stable slug: lower-case ASCII letters, digits and single hyphens, at most 64 bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MatterId(String);

impl MatterId {
    /// Returns the slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for MatterId {
    type Error = NotASlug;

    fn try_from(slug: String) -> Result<Self, NotASlug> {
        let letters = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        if slug.len() <= 64 && slug.split('-').all(letters) {
            Ok(Self(slug))
        } else {
            Err(NotASlug(slug))
        }
    }
}

impl FromStr for MatterId {
    type Err = NotASlug;

    fn from_str(slug: &str) -> Result<Self, NotASlug> {
        Self::try_from(slug.to_owned())
    }
}

impl From<MatterId> for String {
    fn from(matter: MatterId) -> Self {
        matter.0
    }
}

impl fmt::Display for MatterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A text that is no matter slug.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a matter slug (lower-case letters, digits and single hyphens, at most 64)")]
pub struct NotASlug(pub String);

/// A commit's id, which is also its idempotency key: 1 to 200 bytes of printable ASCII.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CommitId(String);

impl CommitId {
    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for CommitId {
    type Error = NotACommitId;

    fn try_from(id: String) -> Result<Self, NotACommitId> {
        let fits = (1..=200).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_graphic());
        if fits { Ok(Self(id)) } else { Err(NotACommitId(id)) }
    }
}

impl From<CommitId> for String {
    fn from(id: CommitId) -> Self {
        id.0
    }
}

impl fmt::Display for CommitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text that is no commit id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not an idempotency key (1 to 200 printable ASCII characters, no space)")]
pub struct NotACommitId(pub String);

/// A place in the log: dense, counted from 1. `0` is the place before the first event. A thing's
/// *revision* is the position of the last event that changed it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Position(pub u64);

impl Position {
    /// The place before the first event.
    pub const START: Position = Position(0);
    /// A place no log reaches: "everything there is".
    pub const END: Position = Position(u64::MAX);

    /// Returns the next place.
    pub fn next(self) -> Position {
        Position(self.0.saturating_add(1))
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_never_run_together() {
        assert_ne!(ClaimId::derive(&["ab", "c"]), ClaimId::derive(&["a", "bc"]));
        assert_ne!(ClaimId::derive(&["a"]).uuid(), PostId::derive(&["a"]).uuid());
    }

    #[test]
    fn derivation_is_frozen() {
        let state = ActorId::derive(&["state", "Ostrevia"]).to_string();
        assert_eq!(state, "ca6bbbd7-25e2-5c8b-8d40-61fd79d340c2");
    }

    #[test]
    fn slugs_are_checked() {
        assert!("strikes-on-harbour".parse::<MatterId>().is_ok());
        for bad in ["", "Strikes", "a--b", "-a", "a b"] {
            assert!(bad.parse::<MatterId>().is_err(), "{bad}");
        }
    }
}
