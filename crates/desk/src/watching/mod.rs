//! Pages and feeds that are polled for ever: the schedule of `ingest` with a clock, threads and a diary.
//! The command `watch` runs it, and a server may run it in a thread of its own.

mod diary;
mod watcher;

pub use diary::Diary;
pub use watcher::{Ending, Intake, Stop, Watcher, Watching};
