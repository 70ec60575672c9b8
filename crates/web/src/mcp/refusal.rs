//! Why a tool has no answer: the problem of the API with its code, whichever way the case was asked.

use counterclaim_desk::DeskError;
use serde_json::{Value, json};

use crate::client::ClientError;
use crate::problem::{Kind, Problem};

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    code: String,
    detail: String,
    exit_code: u8,
}

impl Refusal {
    /// An argument makes no sense: which, and why.
    pub(super) fn argument(name: &str, why: impl std::fmt::Display) -> Self {
        Problem::parameter(name, why).into()
    }

    /// What answered was no answer.
    pub(super) fn broken(why: impl Into<String>) -> Self {
        Problem::new(Kind::Damaged, why).into()
    }

    /// The answer is longer than anybody here takes in.
    pub(super) fn too_large(why: impl Into<String>) -> Self {
        Problem::new(Kind::TooLarge, why).into()
    }

    /// Returns it as an agent is told.
    pub(super) fn json(&self) -> Value {
        json!({ "code": self.code, "detail": self.detail, "exit_code": self.exit_code })
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        let (_, code, _, exit_code) = problem.kind.told();
        Self { code: code.to_owned(), detail: problem.detail, exit_code }
    }
}

impl From<DeskError> for Refusal {
    fn from(error: DeskError) -> Self {
        Problem::from(error).into()
    }
}

impl From<ClientError> for Refusal {
    fn from(error: ClientError) -> Self {
        match error {
            ClientError::Problem { code, detail, exit_code } => Self { code, detail, exit_code },
            ClientError::Address { .. } => Problem::new(Kind::Usage, error.to_string()).into(),
            ClientError::Unreachable { .. }
            | ClientError::Stranger { .. }
            | ClientError::Socket { .. } => {
                let why = format!("{error}; ask again when the server is back");
                Problem::new(Kind::Unavailable, why).into()
            }
        }
    }
}
