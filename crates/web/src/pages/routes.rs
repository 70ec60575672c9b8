//! The addresses of this folder, put together for the table of all routes.

use super::{
    actors, api, assets, capture, changes, claim, claims, compare, contradictions, export, figures,
    graph, help, import, log, login, matrix, matters, overview, post, queue, report, sources,
    timeline, unanswered,
};
use crate::route::Route;

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
    ("log", "/log", "Log"),
    ("help", "/help", "Help"),
];

/// The routes, group by group.
pub(crate) const ROUTES: &[&[Route]] = &[
    actors::ROUTES,
    api::ROUTES,
    assets::ROUTES,
    capture::ROUTES,
    changes::ROUTES,
    claim::ROUTES,
    claims::ROUTES,
    compare::ROUTES,
    contradictions::ROUTES,
    export::ROUTES,
    figures::ROUTES,
    graph::ROUTES,
    help::ROUTES,
    import::ROUTES,
    log::ROUTES,
    login::ROUTES,
    matrix::ROUTES,
    matters::ROUTES,
    overview::ROUTES,
    post::ROUTES,
    queue::ROUTES,
    report::ROUTES,
    sources::ROUTES,
    timeline::ROUTES,
    unanswered::ROUTES,
];
