//! For whom everybody speaks, kept between questions: it changes seldom, and every list asks.

use std::sync::{Arc, Mutex, PoisonError};

use counterclaim_model::Position;
use counterclaim_views::{Sides, Views};

/// As many are kept: the head, and where others ask.
const KEPT: usize = 4;

/// New speakers who are looked up one by one before all are worked out again.
const NEW: usize = 256;

/// What was worked out for earlier questions, the last used first.
#[derive(Debug, Default)]
pub(crate) struct KnownSides(Mutex<Vec<Arc<Sides>>>);

impl KnownSides {
    /// Returns for whom everybody speaks at `as_of`.
    pub(super) fn at(&self, as_of: Position, views: &Views) -> Arc<Sides> {
        let fits = |sides: &Arc<Sides>| {
            sides.holds_at(as_of, views) && sides.len() + NEW >= views.speakers().len()
        };
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.iter().position(fits) {
            known[..=found].rotate_right(1);
            return Arc::clone(&known[0]);
        }
        let sides = Arc::new(views.sides(as_of));
        known.truncate(KEPT - 1);
        known.insert(0, Arc::clone(&sides));
        sides
    }
}
