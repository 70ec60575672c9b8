//! Numbers for ids that many claims share: four bytes where an id takes sixteen, or a text.
//! The fold over claims gives them; nothing is ever renumbered.

use std::collections::HashMap;
use std::hash::Hash;

/// Ids in the order in which they were first met, each found by its number and back.
#[derive(Clone, Debug)]
pub(crate) struct Numbered<K> {
    ids: Vec<K>,
    numbers: HashMap<K, u32>,
}

impl<K> Default for Numbered<K> {
    fn default() -> Self {
        Self { ids: Vec::new(), numbers: HashMap::new() }
    }
}

impl<K: Eq + Hash + Clone> Numbered<K> {
    /// Gives `id` a number, if it has none.
    pub(crate) fn meet(&mut self, id: &K) {
        if !self.numbers.contains_key(id)
            && let Ok(number) = u32::try_from(self.ids.len())
        {
            self.numbers.insert(id.clone(), number);
            self.ids.push(id.clone());
        }
    }

    pub(crate) fn number(&self, id: &K) -> Option<u32> {
        self.numbers.get(id).copied()
    }

    pub(crate) fn get(&self, number: u32) -> Option<&K> {
        self.ids.get(number as usize)
    }

    pub(crate) fn all(&self) -> &[K] {
        &self.ids
    }
}
