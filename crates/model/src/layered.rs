//! A map with a staged layer on top: rules see what is durable *and* what waits in the same commit;
//! if the commit does not become durable, the staged layer is dropped at no cost.

use std::collections::HashMap;
use std::hash::Hash;

/// A map whose newest entries can still be taken back.
#[derive(Clone, Debug)]
pub(crate) struct Layered<K, V> {
    settled: HashMap<K, V>,
    staged: HashMap<K, V>,
    /// What was staged under each key that changed since the mark, newest last; none without a mark.
    undo: Option<Vec<(K, Option<V>)>>,
}

impl<K, V> Default for Layered<K, V> {
    fn default() -> Self {
        Self { settled: HashMap::new(), staged: HashMap::new(), undo: None }
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
        if let Some(undo) = &mut self.undo {
            undo.push((key.clone(), self.staged.get(&key).cloned()));
        }
        self.staged.insert(key, value);
    }

    /// Changes the value under `key`, if there is one, in the staged layer.
    pub(crate) fn change(&mut self, key: &K, change: impl FnOnce(&mut V)) {
        if let Some(mut value) = self.get(key).cloned() {
            change(&mut value);
            self.insert(key.clone(), value);
        }
    }

    /// Remembers the staged layer as it is.
    pub(crate) fn mark(&mut self) {
        self.undo = Some(Vec::new());
    }

    /// Makes the staged layer what it was at the mark; without one, leaves it.
    pub(crate) fn back(&mut self) {
        for (key, before) in self.undo.take().into_iter().flatten().rev() {
            match before {
                Some(value) => self.staged.insert(key, value),
                None => self.staged.remove(&key),
            };
        }
    }

    /// Makes the staged layer permanent.
    pub(crate) fn settle(&mut self) {
        self.undo = None;
        self.settled.extend(self.staged.drain());
    }

    /// Drops the staged layer.
    pub(crate) fn discard(&mut self) {
        self.undo = None;
        self.staged.clear();
    }
}
