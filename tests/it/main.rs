//! The one test binary of the whole house: a file per subject, so that everything links once.

mod sources;
mod tidy;
mod walls;
