//! The addresses of this folder, put together for the table of all routes.

use super::{changes, checkpoint, proposing, rows};
use crate::route::Route;

/// The routes, group by group.
pub(crate) const ROUTES: &[&[Route]] =
    &[changes::ROUTES, checkpoint::ROUTES, proposing::ROUTES, rows::ROUTES];
