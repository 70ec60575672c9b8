//! What identifies each post within its source, so that reading a grown page again meets the same
//! posts. The door asks for the keys of all posts of a page at once.

use std::collections::BTreeMap;

use counterclaim_model::PostKey;

use super::found::{Draft, Order};

/// Returns the keys of `posts`, in the same order. `page` is the address of the page or else its title.
///
/// Equal stamps are told apart by an ordinal counted from the oldest, so that posts put on top of a page
/// leave older keys as they are. A post that has neither address nor date is named after the page and
/// its printed stamp, with an ordinal of the same kind.
pub(super) fn keys(posts: &[Draft], order: Order, page: &str) -> Vec<PostKey> {
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for link in posts.iter().filter_map(|post| post.permalink.as_deref()) {
        *uses.entry(link).or_default() += 1;
    }
    let mut dated: BTreeMap<i64, u32> = BTreeMap::new();
    let mut undated: BTreeMap<String, u32> = BTreeMap::new();
    let mut key = |post: &Draft| {
        if let Some(link) = post.permalink.as_deref().filter(|link| uses.get(link) == Some(&1)) {
            return PostKey::Permalink(link.to_owned());
        }
        if let Some(published) = post.published {
            let ordinal = next(dated.entry(published.at.timestamp()).or_default());
            return PostKey::Stamped { at: published.at, ordinal };
        }
        if post.introduction || posts.len() == 1 && post.stamp.is_none() {
            return PostKey::Introduction { page: page.to_owned() };
        }
        let stamp = post.stamp.clone().unwrap_or_default();
        let ordinal = next(undated.entry(stamp.clone()).or_default());
        PostKey::Undated { page: page.to_owned(), stamp, ordinal }
    };
    match order {
        Order::OldestFirst => posts.iter().map(key).collect(),
        Order::NewestFirst => {
            let mut keys: Vec<PostKey> = posts.iter().rev().map(&mut key).collect();
            keys.reverse();
            keys
        }
    }
}

/// Returns the count before this one.
fn next(count: &mut u32) -> u32 {
    *count += 1;
    *count - 1
}
