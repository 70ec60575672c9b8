//! A window on a long list: how many entries to pass over and how many to show. Given with questions
//! whose answers are read page by page, and echoed by nothing: the caller knows what it asked for.

/// A window on a long list. Lists do not move under it as long as the question names a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// How many entries to pass over.
    pub offset: usize,
    /// How many entries to show at most.
    pub limit: usize,
}

impl Window {
    /// The whole list.
    pub const ALL: Window = Window { offset: 0, limit: usize::MAX };

    /// The first `limit` entries.
    pub fn first(limit: usize) -> Self {
        Self { offset: 0, limit }
    }

    /// Returns what of `list` is seen through the window.
    pub(crate) fn on<T>(self, list: &[T]) -> &[T] {
        let from = self.offset.min(list.len());
        let until = from.saturating_add(self.limit).min(list.len());
        &list[from..until]
    }
}

impl Default for Window {
    fn default() -> Self {
        Self::first(50)
    }
}
