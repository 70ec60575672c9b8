//! Files of other cases and tools into a case that is open: claims, links, actors, matters, reviews. Every
//! row has its own result; the import itself is an event.

mod actors;
mod array;
mod cell;
mod claim_row;
mod claims;
mod desired;
mod door;
mod draft;
mod figures;
mod importer;
mod input;
mod known;
mod ld;
mod lines;
mod links;
mod matters;
mod people;
mod rating;
mod review_node;
mod reviews;
mod row;
mod session;
mod sightings;
mod sniff;
mod table;
mod told;
mod words;

pub use desired::{Completeness, ImportWanted, Vouching};
pub use sniff::{RowsOf, rows_of_file};
