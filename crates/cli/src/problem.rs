//! What went wrong, as words, a hint and an exit code.

use std::process::ExitCode;

use counterclaim_desk::{DeskError, ErrorKind};
use counterclaim_web::client::ClientError;
use counterclaim_web::{AgentsError, ServeError, TokenError};

use crate::pdf::NoPdf;
use crate::print;

/// Arguments that fit the grammar but make no sense together.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Usage(pub(crate) String);

/// A page or host that could not be reached.
#[derive(Debug, thiserror::Error)]
#[error("cannot fetch {url}: {why}")]
pub(crate) struct Unreachable {
    pub(crate) url: String,
    pub(crate) why: String,
}

/// Something that cannot be done where the case is, though it can be done elsewhere.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Elsewhere(String);

impl Elsewhere {
    /// The case is at an address, and its files are needed.
    pub(crate) fn than(address: &str) -> Self {
        Self(format!(
            "this works on the files of a case: run it on the machine that has them, not against \
             {address}"
        ))
    }

    /// For this reason, told with what to do.
    pub(crate) fn because(why: &str) -> Self {
        Self(why.to_owned())
    }
}

/// Exit codes that scripts rely on.
mod code {
    pub(super) const USAGE: u8 = 2;
    pub(super) const NOT_FOUND: u8 = 3;
    pub(super) const CONFLICT: u8 = 4;
    pub(super) const INVALID: u8 = 5;
    pub(super) const DAMAGED: u8 = 6;
    pub(super) const UNAVAILABLE: u8 = 7;
}

/// Prints the error with its causes and returns its exit code.
pub(crate) fn report(error: &anyhow::Error) -> ExitCode {
    print::note(&format!("counterclaim: {error:#}"));
    ExitCode::from(exit_code(error))
}

/// Returns the code that the program ends with for an error.
#[expect(clippy::wildcard_enum_match_arm, reason = "whatever the enum gains is the machine's")]
pub(crate) fn exit_code(error: &anyhow::Error) -> u8 {
    if let Some(error) = error.downcast_ref::<DeskError>() {
        return desk_code(error);
    }
    if let Some(error) = error.downcast_ref::<AgentsError>() {
        return match error {
            AgentsError::Case(error) => desk_code(error),
            _ => code::UNAVAILABLE,
        };
    }
    if error.downcast_ref::<Usage>().is_some() {
        return code::USAGE;
    }
    if let Some(error) = error.downcast_ref::<ClientError>() {
        return error.exit_code();
    }
    if let Some(error) = error.downcast_ref::<ServeError>() {
        return match error {
            ServeError::NoToken { .. } => code::USAGE,
            ServeError::Tokens(error) => token_code(error),
            _ => code::UNAVAILABLE,
        };
    }
    if let Some(error) = error.downcast_ref::<TokenError>() {
        return token_code(error);
    }
    if error.downcast_ref::<Elsewhere>().is_some() {
        return code::UNAVAILABLE;
    }
    if error.downcast_ref::<Unreachable>().is_some() || error.downcast_ref::<NoPdf>().is_some() {
        return code::UNAVAILABLE;
    }
    match error.downcast_ref::<std::io::Error>().map(std::io::Error::kind) {
        Some(std::io::ErrorKind::NotFound) => code::NOT_FOUND,
        Some(_) => code::UNAVAILABLE,
        None => code::INVALID,
    }
}

fn desk_code(error: &DeskError) -> u8 {
    match error.kind() {
        ErrorKind::NotFound => code::NOT_FOUND,
        ErrorKind::Conflict => code::CONFLICT,
        ErrorKind::Invalid => code::INVALID,
        ErrorKind::Damaged => code::DAMAGED,
        ErrorKind::Unavailable => code::UNAVAILABLE,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "whatever the enum gains is the machine's")]
fn token_code(error: &TokenError) -> u8 {
    match error {
        TokenError::Taken(_) => code::CONFLICT,
        TokenError::Missing(_) => code::NOT_FOUND,
        TokenError::NoName => code::USAGE,
        TokenError::Content(..) => code::DAMAGED,
        _ => code::UNAVAILABLE,
    }
}
