//! The published description of the API, made from the table of routes.

mod answers;
mod change;
mod document;
mod headers;
mod operation;
mod proposal;

pub(crate) use answers::{checkpoint, imported, page_ingested, submitted};
pub(crate) use change::{changes, changes_told};
pub(crate) use document::ROUTES;
pub(crate) use headers::{AGENT, IDEMPOTENCY_KEY, IF_MATCH};
pub(crate) use operation::{CLOCKS, schema, statuses, taken};
pub(crate) use proposal::{KINDS as PROPOSED, line as proposal};
