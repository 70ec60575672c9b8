//! What only programs ask: how the server is, live notices, and answers whole that no page shows so.

mod asked;
mod events;
mod graph;
mod health;

use crate::route::Route;

/// The routes, group by group.
pub(crate) const ROUTES: &[&[Route]] =
    &[asked::ROUTES, events::ROUTES, graph::ROUTES, health::ROUTES];
