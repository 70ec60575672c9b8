//! The log as plain files: the writer, the reader, and what both are made of. `FORMAT.md` beside the
//! sources defines every byte.

mod begun;
pub(crate) mod case_file;
mod decode;
mod durable;
mod ending;
pub(crate) mod evidence;
mod follow;
mod frame;
mod halving;
mod history;
mod lock;
mod log;
mod open;
mod pack;
mod reader;
mod recovery;
mod runs;
mod scan;
mod segment;
mod stream;
mod survey;

pub use begun::Begun;
pub use case_file::CaseFile;
pub(crate) use durable::{make_dir, sync_dir, write_file};
pub use follow::Follow;
pub(crate) use frame::frame;
pub use history::{Disclosure, TreeHead, last_checkpoint};
pub(crate) use lock::Lock;
pub use log::FileLog;
pub(crate) use open::Paths;
pub use open::{Indexing, Tuning};
pub use pack::MAX_EVIDENCE_BYTES;
pub use reader::FileReader;
pub(crate) use recovery::put_aside;
pub use recovery::{Cut, IndexFate, Recovery};
pub(crate) use runs::{Run, each_run};
pub(crate) use scan::{BadLine, read_line};
pub(crate) use segment::{Line, Place, Segment};
