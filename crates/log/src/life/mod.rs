//! The life of a case beyond reading and writing: copies, repair, inspection, and what has to be taken
//! out of it. Called by the desk, command by command.

mod backup;
mod copy;
mod doctor;
mod erase;
mod machine;
mod rebuild;
mod redact;
mod restore;
mod unfinished;

pub use backup::{BackedUp, BackupError, backup};
pub use doctor::{Finding, Health, doctor};
pub use erase::{EraseError, Erased, erase};
pub(crate) use machine::lock_holder;
pub use rebuild::{Rebuilt, rebuild};
pub use restore::{RestoreError, restore};
pub(crate) use unfinished::finish;
