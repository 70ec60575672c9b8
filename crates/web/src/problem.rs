//! What keeps a call from being answered: RFC 9457 problems whose codes are those of the command line.

use axum::http::StatusCode;
use counterclaim_desk::{DeskError, ErrorKind, Position, Refusal};
use counterclaim_report::RenderError;
use serde::Serialize;
use serde_json::json;

/// Why a call was not answered as wished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Which kind.
    pub(crate) kind: Kind,
    /// What, where, and what to do.
    pub(crate) detail: String,
    /// Seconds after which to try again, where that may help.
    pub(crate) retry_after: Option<u64>,
    /// The present revision of the thing, where another one was expected.
    pub(crate) revision: Option<Position>,
}

/// Kinds of problems: each has one status, one code and one exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// The address or its parameters make no sense.
    Usage,
    /// Nobody said who they are, and that is needed.
    Unauthenticated,
    /// Whoever it is may not.
    Denied,
    /// The thing or the page is not there.
    NotFound,
    /// The method is none of this address.
    Method,
    /// None of the forms offered is acceptable.
    NotAcceptable,
    /// The call was not finished in time.
    Timeout,
    /// The same was done before with other content, or the rules say that it has changed.
    Conflict,
    /// The revision given is not the present one.
    Stale,
    /// Too much at once.
    TooLarge,
    /// The body is of no media type taken here.
    MediaType,
    /// What was asked is wrong.
    Invalid,
    /// A revision must be given.
    RevisionNeeded,
    /// Too many calls.
    TooMany,
    /// The log is damaged, or this program is wrong.
    Damaged,
    /// Somebody else holds it, or the machine fails.
    Unavailable,
}

/// Every kind.
pub(crate) const KINDS: [Kind; 16] = [
    Kind::Usage,
    Kind::Unauthenticated,
    Kind::Denied,
    Kind::NotFound,
    Kind::Method,
    Kind::NotAcceptable,
    Kind::Timeout,
    Kind::Conflict,
    Kind::Stale,
    Kind::TooLarge,
    Kind::MediaType,
    Kind::Invalid,
    Kind::RevisionNeeded,
    Kind::TooMany,
    Kind::Damaged,
    Kind::Unavailable,
];

impl Kind {
    /// Returns status, code, title, and the exit code of the command line for the same.
    pub(crate) fn told(self) -> (StatusCode, &'static str, &'static str, u8) {
        match self {
            Self::Usage => (StatusCode::BAD_REQUEST, "usage", "The address makes no sense", 2),
            Self::Unauthenticated => {
                (StatusCode::UNAUTHORIZED, "unauthenticated", "Say who you are", 8)
            }
            Self::Denied => (StatusCode::FORBIDDEN, "denied", "You may not do this", 8),
            Self::NotFound => (StatusCode::NOT_FOUND, "not_found", "It is not there", 3),
            Self::Method => {
                (StatusCode::METHOD_NOT_ALLOWED, "method", "This address takes another method", 2)
            }
            Self::NotAcceptable => {
                (StatusCode::NOT_ACCEPTABLE, "not_acceptable", "It is not offered in this form", 2)
            }
            Self::Timeout => (StatusCode::REQUEST_TIMEOUT, "timeout", "It took too long", 7),
            Self::Conflict => (StatusCode::CONFLICT, "conflict", "It is in conflict", 4),
            Self::Stale => {
                (StatusCode::PRECONDITION_FAILED, "stale", "It has changed since you saw it", 4)
            }
            Self::TooLarge => {
                (StatusCode::PAYLOAD_TOO_LARGE, "too_large", "It is too much at once", 5)
            }
            Self::MediaType => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, "media_type", "It is of another media type", 5)
            }
            Self::Invalid => (StatusCode::UNPROCESSABLE_ENTITY, "invalid", "It is not valid", 5),
            Self::RevisionNeeded => (
                StatusCode::PRECONDITION_REQUIRED,
                "revision_needed",
                "Say which revision you saw",
                4,
            ),
            Self::TooMany => (StatusCode::TOO_MANY_REQUESTS, "too_many", "Too many calls", 7),
            Self::Damaged => {
                (StatusCode::INTERNAL_SERVER_ERROR, "damaged", "Something is damaged here", 6)
            }
            Self::Unavailable => {
                (StatusCode::SERVICE_UNAVAILABLE, "unavailable", "It is not available now", 7)
            }
        }
    }
}

impl Kind {
    /// Returns what to do about it, in a sentence or two for people.
    pub(crate) fn advice(self) -> &'static str {
        match self {
            Self::Usage => {
                "A parameter has a value that it cannot have. The detail names it and says what it takes."
            }
            Self::Unauthenticated => {
                "Log in, or send a token. `counterclaim token add` makes one on the machine of the case."
            }
            Self::Denied => {
                "Your role does not reach this. Whoever owns the case can give you a token of another role."
            }
            Self::NotFound => {
                "Nothing of this name is here, or it was not there yet on the clocks you asked on. Look it \
                 up by the search, or ask as of now."
            }
            Self::Method => "What is read is asked for with GET, what records something with POST.",
            Self::NotAcceptable => {
                "Ask for one of the forms that the detail lists, by suffix or by the header `Accept`."
            }
            Self::Timeout => "The body did not arrive in time. Send it again, in smaller parts.",
            Self::Conflict => {
                "It was done before with other content, or what is recorded does not allow it. Look at it as \
                 it is now."
            }
            Self::Stale => {
                "Somebody recorded something about it after you looked. Look again, then decide again."
            }
            Self::TooLarge => "Send less at once; the detail says how much is taken.",
            Self::MediaType => "Send it as one of the media types that the detail lists.",
            Self::Invalid => {
                "What was asked was understood and cannot be so. The detail says which value, and why."
            }
            Self::RevisionNeeded => {
                "Say what you have seen: the revision in `If-Match`, or in the field `revision`."
            }
            Self::TooMany => "Wait as long as `Retry-After` says, then go on more slowly.",
            Self::Damaged => {
                "Stop recording. Run `counterclaim doctor` and `counterclaim verify --deep` on the case; \
                 they say what is damaged. If they find nothing, this program is wrong: report it."
            }
            Self::Unavailable => {
                "Somebody else holds the case, or the machine is short of something. Try again later; \
                 `counterclaim doctor` says what is missing."
            }
        }
    }
}

/// A problem as it is sent.
#[derive(Serialize)]
struct Sent<'p> {
    #[serde(rename = "type")]
    kind: String,
    title: &'p str,
    status: u16,
    detail: &'p str,
    instance: &'p str,
    code: &'p str,
    exit_code: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<Position>,
}

impl Problem {
    /// A problem of a kind, told in a sentence.
    pub(crate) fn new(kind: Kind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), retry_after: None, revision: None }
    }

    /// The same, worth another try after so many seconds.
    pub(crate) fn retry_after(self, seconds: u64) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }

    /// A thing has changed since whoever asks saw it; it is at this revision now.
    pub(crate) fn stale(detail: impl Into<String>, revision: Position) -> Self {
        Self { revision: Some(revision), ..Self::new(Kind::Stale, detail) }
    }

    /// Nothing of this name is here.
    pub(crate) fn not_found(detail: impl Into<String>) -> Self {
        Self::new(Kind::NotFound, detail)
    }

    /// A parameter has a value that makes no sense.
    pub(crate) fn parameter(name: &str, why: impl std::fmt::Display) -> Self {
        Self::new(Kind::Usage, format!("{name}: {why}"))
    }

    /// Returns the status.
    pub(crate) fn status(&self) -> StatusCode {
        self.kind.told().0
    }

    /// Returns the problem as `application/problem+json`, for the address it was met at.
    pub(crate) fn json(&self, instance: &str) -> String {
        let (status, code, title, exit_code) = self.kind.told();
        let sent = Sent {
            kind: format!("/help/problems#{code}"),
            title,
            status: status.as_u16(),
            detail: &self.detail,
            instance,
            code,
            exit_code,
            revision: self.revision,
        };
        serde_json::to_string(&sent).unwrap_or_else(|_| json!({ "code": code }).to_string())
    }
}

impl From<DeskError> for Problem {
    fn from(error: DeskError) -> Self {
        if let DeskError::Refused(Refusal::RevisionMoved { actual, .. }) = &error {
            return Self::stale(error.to_string(), *actual);
        }
        let kind = match error.kind() {
            ErrorKind::NotFound => Kind::NotFound,
            ErrorKind::Conflict => Kind::Conflict,
            ErrorKind::Invalid => Kind::Invalid,
            ErrorKind::Damaged => Kind::Damaged,
            ErrorKind::Unavailable => Kind::Unavailable,
        };
        Self::new(kind, with_causes(&error))
    }
}

impl From<RenderError> for Problem {
    fn from(error: RenderError) -> Self {
        Self::new(Kind::Damaged, with_causes(&error))
    }
}

impl From<askama::Error> for Problem {
    fn from(error: askama::Error) -> Self {
        Self::new(Kind::Damaged, format!("the page could not be written: {error}"))
    }
}

/// Returns an error with its causes, each once.
fn with_causes(error: &dyn std::error::Error) -> String {
    let mut told = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let text = error.to_string();
        if !told.ends_with(&text) {
            told.push_str(": ");
            told.push_str(&text);
        }
        cause = error.source();
    }
    told
}

#[cfg(test)]
mod tests {
    use super::{KINDS, Kind, Problem};

    #[test]
    fn a_problem_says_what_and_which_exit_code_the_command_line_gives() {
        let problem = Problem::new(Kind::NotFound, "no claim called \"1f\" in this case");
        insta::assert_snapshot!(problem.json("/claims/1f"), @r#"{"type":"/help/problems#not_found","title":"It is not there","status":404,"detail":"no claim called \"1f\" in this case","instance":"/claims/1f","code":"not_found","exit_code":3}"#);
    }

    #[test]
    fn no_two_kinds_share_a_code_or_a_status() {
        for (at, one) in KINDS.iter().enumerate() {
            for other in &KINDS[at + 1..] {
                assert_ne!(one.told().1, other.told().1);
                assert_ne!(one.told().0, other.told().0);
            }
        }
    }
}
