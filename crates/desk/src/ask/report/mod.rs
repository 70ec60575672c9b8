//! The report, part by part: what goes in, and then one file for each kind of thing said of it.

mod accounts;
mod again;
mod between;
mod door;
mod gather;
mod material;
mod matters;
mod parties;

pub use again::ReportAgain;
pub use door::ReportWanted;
