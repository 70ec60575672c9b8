//! The table of all routes, put together from those of each group of pages.

use super::Route;
use crate::{api, pages};

/// Returns every route.
pub(crate) fn routes() -> Vec<Route> {
    [pages::ROUTES, api::ROUTES].concat().into_iter().flatten().copied().collect()
}
