//! Questions: one file each. Every answer is computed from views and graph on the clock asked for.

mod alike;
mod brief;
mod brief_accounts;
mod by_name;
mod cards;
mod claim;
mod compare;
mod every;
mod find;
mod follow;
mod graph;
mod left_out;
mod lens;
mod lists;
mod log;
mod matrix;
mod notes;
mod origins;
mod question;
mod report;
mod rows;
mod series;
mod sighted;
mod standing;
mod standings;
mod told;
mod unanswered;
mod versions;

pub use by_name::{ScoreKind, standing_by_name};
pub use every::{Every, PIECE, Piece, Sort, Told, Wanted};
pub use follow::{Following, follow};
pub use question::{AsOf, Question};
pub use report::{ReportAgain, ReportWanted};
