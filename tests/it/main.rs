//! The one test binary of the whole house: a file per subject, so that everything links once.

mod changes;
mod cli;
mod crash;
mod exports;
mod faults;
mod follow;
mod graph;
mod import;
mod import_refused;
mod import_reviews;
mod life;
mod proofs;
mod propose;
mod report;
mod score;
mod sentences;
mod sources;
mod standing;
mod standing_on_gold;
mod tidy;
mod told;
mod twice;
mod unanswered;
mod walls;
mod watch;
mod way;
