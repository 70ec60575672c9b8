//! The log as plain files: the writer, the reader, and what both are made of. `FORMAT.md` beside the
//! sources defines every byte.

mod case_file;
mod durable;
mod evidence;
mod frame;
mod lock;
mod log;
mod open;
mod pack;
mod reader;
mod recovery;
mod scan;
mod segment;
mod stream;
mod survey;
mod verify;

pub use case_file::CaseFile;
pub(crate) use durable::sync_dir;
pub(crate) use frame::frame;
pub use log::FileLog;
pub use open::{Indexing, Tuning};
pub use pack::MAX_EVIDENCE_BYTES;
pub use reader::FileReader;
pub(crate) use recovery::put_aside;
pub use recovery::{Cut, IndexFate, Recovery};
pub(crate) use scan::read_line;
pub(crate) use segment::{Place, Segment};
pub use verify::{Problem, Verified, verify};
