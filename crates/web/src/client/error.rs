//! Why a call has no answer: nobody is there, or what was asked is refused.

use std::io;

/// Exit code of the command line where nothing answers.
const UNAVAILABLE: u8 = 7;
/// Exit code of the command line where the call itself makes no sense.
const USAGE: u8 = 2;

/// Why a call has no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClientError {
    /// The address is none that can be called.
    #[error("{address}: {why}")]
    Address {
        /// The address given.
        address: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// Nobody answers, or the line broke.
    #[error("no answer from {server}: {why}")]
    Unreachable {
        /// The server.
        server: String,
        /// What the system says.
        why: String,
    },
    /// The server says no: its own words.
    #[error("{detail}")]
    Problem {
        /// What kind of problem it is: the stable code of the API.
        code: String,
        /// What, where, and what to do.
        detail: String,
        /// The exit code of the command line for the same.
        exit_code: u8,
    },
    /// Something answers that is no server of this program, or stands before it.
    #[error("{server} answers {status}, and not as this program does: is it the right address?")]
    Stranger {
        /// The server.
        server: String,
        /// The status.
        status: u16,
    },
    /// The socket of the case cannot be used.
    #[error("cannot use the socket {socket}")]
    Socket {
        /// Where it is.
        socket: String,
        /// What the system says.
        #[source]
        cause: io::Error,
    },
}

impl ClientError {
    /// Returns the exit code of the command line.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Problem { exit_code, .. } => *exit_code,
            Self::Address { .. } => USAGE,
            Self::Unreachable { .. } | Self::Stranger { .. } | Self::Socket { .. } => UNAVAILABLE,
        }
    }
}
