//! The table of all routes, put together from those of each group of pages.

use super::Route;
use crate::{api, describe, pages, write};

/// Returns every route.
pub(crate) fn routes() -> Vec<Route> {
    let groups = [pages::ROUTES, api::ROUTES, &[describe::ROUTES], write::ROUTES];
    groups.concat().into_iter().flatten().copied().collect()
}
