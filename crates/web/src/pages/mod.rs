//! Pages: one a file, each with its template of the same name. What a page shows it also gives as data.

mod api;
mod assets;
pub(crate) mod choices;
mod claim;
mod import;
mod login;
mod overview;
mod problem;
mod queue;
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
    api::ROUTES,
    assets::ROUTES,
    claim::ROUTES,
    import::ROUTES,
    login::ROUTES,
    overview::ROUTES,
    queue::ROUTES,
];
