//! The table of all routes, put together from those of each group of pages.

use std::sync::LazyLock;

use super::Route;
use crate::{api, describe, pages, write};

static TABLE: LazyLock<Vec<Route>> = LazyLock::new(|| {
    let groups = [pages::ROUTES, api::ROUTES, &[describe::ROUTES], write::ROUTES];
    groups.concat().into_iter().flatten().copied().collect()
});

/// Returns every route.
pub(crate) fn routes() -> &'static [Route] {
    &TABLE
}
