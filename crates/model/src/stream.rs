//! Streams: events of one subject, in which each has a dense version. Stored by name with every event.

use std::fmt;
use std::str::FromStr;

use crate::SourceId;

/// The stream an event belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stream {
    /// Captures, posts, claims and sightings of one source, with their corrections.
    Source(SourceId),
    /// Actors and their affiliations.
    Actors,
    /// Matters and who belongs to them.
    Matters,
    /// Links.
    Links,
    /// Reviews, findings, notes and requests for comment.
    Reviews,
    /// The case itself.
    Case,
}

impl fmt::Display for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(id) => write!(f, "source/{id}"),
            Self::Actors => f.write_str("actors"),
            Self::Matters => f.write_str("matters"),
            Self::Links => f.write_str("links"),
            Self::Reviews => f.write_str("reviews"),
            Self::Case => f.write_str("case"),
        }
    }
}

impl FromStr for Stream {
    type Err = NotAStream;

    fn from_str(text: &str) -> Result<Self, NotAStream> {
        match text {
            "actors" => Ok(Self::Actors),
            "matters" => Ok(Self::Matters),
            "links" => Ok(Self::Links),
            "reviews" => Ok(Self::Reviews),
            "case" => Ok(Self::Case),
            _ => text
                .strip_prefix("source/")
                .and_then(|id| id.parse().ok())
                .map(Self::Source)
                .ok_or_else(|| NotAStream(text.to_owned())),
        }
    }
}

/// A text that names no stream.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a stream (source/ID, actors, matters, links, reviews or case)")]
pub struct NotAStream(pub String);
