//! The addresses of this folder, put together for the table of all routes.

use super::{asked, events, graph, health};
use crate::route::Route;

/// The routes, group by group.
pub(crate) const ROUTES: &[&[Route]] =
    &[asked::ROUTES, events::ROUTES, graph::ROUTES, health::ROUTES];
