//! Questions: one file each. Every answer is computed from views and graph on the clock asked for.

mod brief;
mod brief_accounts;
mod cards;
mod claim;
mod compare;
mod find;
mod lists;
mod log;
mod question;
mod standing;
mod unanswered;

pub use log::verify;
pub use question::{AsOf, Question};
