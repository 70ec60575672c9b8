//! What went wrong, as words, a hint and an exit code.

use std::process::ExitCode;

use counterclaim_desk::{DeskError, ErrorKind};

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

fn exit_code(error: &anyhow::Error) -> u8 {
    if let Some(error) = error.downcast_ref::<DeskError>() {
        return match error.kind() {
            ErrorKind::NotFound => code::NOT_FOUND,
            ErrorKind::Conflict => code::CONFLICT,
            ErrorKind::Invalid => code::INVALID,
            ErrorKind::Damaged => code::DAMAGED,
            ErrorKind::Unavailable => code::UNAVAILABLE,
        };
    }
    if error.downcast_ref::<Usage>().is_some() {
        return code::USAGE;
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
