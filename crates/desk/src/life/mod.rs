//! The life of a case: copies of it, repair, what the doctor says, and erasure.

mod care;
mod erase;
mod erase_plan;

pub use care::{backup, doctor, rebuild, restore, verify};
pub use erase::ErasureWanted;
