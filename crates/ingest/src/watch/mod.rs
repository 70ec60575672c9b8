//! What to ask next, and what an answer means: watching as a machine without clock, network or thread.
//! The desk's watcher turns its crank.
//!
//! | what | module |
//! |---|---|
//! | how fast: intervals, pauses, backoff | `pace` |
//! | what is known of pages and hosts, as it is stored | `memory` |
//! | what sites allow | `robots`, `pattern` |
//! | what headers say | `header` |
//! | the machine | `schedule`, `replies`, with their words in `asking` |

mod asking;
mod header;
mod memory;
mod pace;
mod pattern;
mod replies;
mod robots;
mod schedule;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_chance;

pub use asking::{Became, Errand, Next, Polls, Purpose, Reply};
pub use memory::{Memory, PageMemory};
pub use pace::Pace;
pub use schedule::Schedule;
