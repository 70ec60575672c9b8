//! Matters: what is in dispute.

use serde::{Deserialize, Serialize};

use crate::MatterId;

/// What is in dispute: a stable slug with a title. A claim may belong to several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matter {
    /// The slug.
    pub id: MatterId,
    /// The title in print.
    pub title: String,
}
