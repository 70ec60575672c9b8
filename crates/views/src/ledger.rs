//! Which position was recorded when. Turns a time given with `--as-of` into a position, and back.

use counterclaim_model::{Instant, Position};

/// The first position of every instant at which something was recorded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ledger {
    /// Both columns ascend; a commit's events share one entry.
    firsts: Vec<(Position, Instant)>,
    head: Position,
}

impl Ledger {
    pub(crate) fn head(&self) -> Position {
        self.head
    }

    /// Notes the next event. The log's times never decrease; one that did would count as its predecessor's.
    pub(crate) fn note(&mut self, position: Position, recorded_at: Instant) {
        self.head = position;
        if self.firsts.last().is_none_or(|(_, last)| *last < recorded_at) {
            self.firsts.push((position, recorded_at));
        }
    }

    pub(crate) fn position_at(&self, at: Instant) -> Position {
        let until = self.firsts.partition_point(|(_, recorded_at)| *recorded_at <= at);
        match self.firsts.get(until) {
            Some((next, _)) => Position(next.0.saturating_sub(1)),
            None => self.head,
        }
    }

    pub(crate) fn recorded_at(&self, position: Position) -> Option<Instant> {
        if position > self.head {
            return None;
        }
        let after = self.firsts.partition_point(|(first, _)| *first <= position);
        self.firsts.get(after.checked_sub(1)?).map(|(_, recorded_at)| *recorded_at)
    }
}
