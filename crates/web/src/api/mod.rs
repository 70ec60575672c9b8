//! What only programs ask: how the server is, live notices, what it consists of.

mod events;
mod health;

use crate::route::Route;

/// The routes, group by group.
pub(crate) const ROUTES: &[&[Route]] = &[events::ROUTES, health::ROUTES];
