//! A map with a staged layer on top: rules see what is durable *and* what waits in the same commit;
//! if the commit does not become durable, the staged layer is dropped at no cost.

use std::collections::HashMap;
use std::hash::Hash;

/// A map whose newest entries can still be taken back.
#[derive(Clone, Debug)]
pub(crate) struct Layered<K, V> {
    settled: HashMap<K, V>,
    staged: HashMap<K, V>,
}

impl<K, V> Default for Layered<K, V> {
    fn default() -> Self {
        Self { settled: HashMap::new(), staged: HashMap::new() }
    }
}

impl<K: Eq + Hash + Clone, V: Clone> Layered<K, V> {
    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        self.staged.get(key).or_else(|| self.settled.get(key))
    }

    pub(crate) fn contains(&self, key: &K) -> bool {
        self.get(key).is_some()
    }

    pub(crate) fn insert(&mut self, key: K, value: V) {
        self.staged.insert(key, value);
    }

    /// Changes the value under `key`, if there is one, in the staged layer.
    pub(crate) fn change(&mut self, key: &K, change: impl FnOnce(&mut V)) {
        if let Some(mut value) = self.get(key).cloned() {
            change(&mut value);
            self.staged.insert(key.clone(), value);
        }
    }

    /// Makes the staged layer permanent.
    pub(crate) fn settle(&mut self) {
        self.settled.extend(self.staged.drain());
    }

    /// Drops the staged layer.
    pub(crate) fn discard(&mut self) {
        self.staged.clear();
    }
}
