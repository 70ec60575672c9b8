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
mod ties;
mod timeline;
mod unanswered;
pub(crate) mod words;

use crate::route::Route;

pub(crate) use assets::build;
pub(crate) use problem::problem_page;

/// The navigation: section of the address, address, name.
pub(crate) const NAVIGATION: &[(&str, &str, &str)] = &[
    ("claims", "/claims", "Claims"),
    ("compare", "/compare", "Compare"),
    ("contradictions", "/contradictions", "Contradictions"),
    ("matters", "/matters", "Matters"),
    ("actors", "/actors", "Actors"),
    ("timeline", "/timeline", "Timeline"),
    ("figures", "/figures", "Figures"),
    ("matrix", "/matrix", "Matrix"),
    ("graph", "/graph", "Graph"),
    ("unanswered", "/unanswered", "Unanswered"),
    ("sources", "/sources", "Sources"),
    ("changes", "/changes", "Changes"),
    ("report", "/report", "Report"),
    ("queue", "/queue", "Queue"),
];

/// The routes, group by group.
pub(crate) const ROUTES: &[&[Route]] = &[
    actors::ROUTES,
    api::ROUTES,
    assets::ROUTES,
    claim::ROUTES,
    claims::ROUTES,
    compare::ROUTES,
    contradictions::ROUTES,
    export::ROUTES,
    figures::ROUTES,
    graph::ROUTES,
    import::ROUTES,
    login::ROUTES,
    matrix::ROUTES,
    matters::ROUTES,
    overview::ROUTES,
    queue::ROUTES,
    report::ROUTES,
    timeline::ROUTES,
    unanswered::ROUTES,
];
