//! Pages: one a file, each with its template of the same name. What a page shows it also gives as data.

mod actors;
mod api;
mod assets;
pub(crate) mod choices;
mod claim;
mod claims;
pub(crate) mod compare;
mod contradictions;
pub(crate) mod export;
mod facing;
mod figures;
mod filters;
mod graph;
mod import;
mod list;
mod login;
mod matrix;
mod matters;
mod overview;
mod pictures;
mod problem;
mod queue;
mod report;
mod routes;
mod ties;
mod timeline;
mod unanswered;
pub(crate) mod words;

pub(crate) use assets::build;
pub(crate) use problem::problem_page;
pub(crate) use routes::{NAVIGATION, ROUTES};
