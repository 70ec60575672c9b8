//! A shelf: things in the order in which they were recorded, each found by its id.
//! Lists elsewhere hold ordinals on a shelf (four bytes) instead of ids (sixteen).

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::Hash;
use std::ops::RangeInclusive;

use counterclaim_model::Thing;

use crate::surprise::Surprising;

/// Things on one board.
const BOARD: usize = 1024;

/// Things in the order of their recording. Nothing is ever taken off. An id leads to a place in one step:
/// in a large case, a tree of ids would be a walk through memory; no order is ever read from the table.
/// Things stand on boards of one size: a list that grows by doubling would copy a million of them, and for
/// that moment have them twice.
#[derive(Clone, Debug)]
pub(crate) struct Shelf<K, V> {
    boards: Vec<Vec<V>>,
    ordinals: HashMap<K, u32>,
}

impl<K, V> Default for Shelf<K, V> {
    fn default() -> Self {
        Self { boards: Vec::new(), ordinals: HashMap::new() }
    }
}

impl<K: Ord + Hash + Clone, V> Shelf<K, V> {
    /// Puts `item` at the end and returns its ordinal; refuses a second item under the same key.
    pub(crate) fn put(
        &mut self,
        key: K,
        item: V,
        thing: fn(K) -> Thing,
    ) -> Result<u32, Surprising> {
        let ordinal = u32::try_from(self.ordinals.len()).ok();
        match ordinal {
            Some(ordinal) if !self.ordinals.contains_key(&key) => {
                self.ordinals.insert(key, ordinal);
                match self.boards.last_mut().filter(|board| board.len() < BOARD) {
                    Some(board) => board.push(item),
                    None => self.boards.push(first_of_board(item, self.boards.len())),
                }
                Ok(ordinal)
            }
            Some(_) | None => Err(Surprising::RecordedBefore(thing(key))),
        }
    }

    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        self.ordinals.get(key).and_then(|ordinal| self.item(*ordinal))
    }

    /// Returns the item to be changed, with its ordinal; a missing one is a surprise about `thing`.
    pub(crate) fn known(
        &mut self,
        key: &K,
        thing: fn(K) -> Thing,
    ) -> Result<(u32, &mut V), Surprising> {
        let found = self.ordinals.get(key).copied();
        found
            .and_then(|ordinal| {
                let (board, at) = place(ordinal);
                Some((ordinal, self.boards.get_mut(board)?.get_mut(at)?))
            })
            .ok_or_else(|| Surprising::NotRecorded(thing(key.clone())))
    }

    pub(crate) fn item(&self, ordinal: u32) -> Option<&V> {
        let (board, at) = place(ordinal);
        self.boards.get(board)?.get(at)
    }

    pub(crate) fn number(&self, key: &K) -> Option<u32> {
        self.ordinals.get(key).copied()
    }

    /// Returns how many items, from the first on, fit; those that do come first.
    pub(crate) fn up_to(&self, fits: impl Fn(&V) -> bool) -> usize {
        let whole = self.boards.partition_point(|board| board.last().is_some_and(&fits));
        whole * BOARD + self.boards.get(whole).map_or(0, |board| board.partition_point(&fits))
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &V> + Clone {
        self.boards.iter().flatten()
    }

    /// Returns the keys within `range`, in key order. Looks at every key, unless the range is a single one.
    pub(crate) fn keys_in(&self, range: RangeInclusive<K>) -> impl Iterator<Item = &K> {
        let mut keys: Vec<&K> = match range.start() == range.end() {
            true => {
                self.ordinals.get_key_value(range.start()).map(|(key, _)| key).into_iter().collect()
            }
            false => self.ordinals.keys().filter(|key| range.contains(key)).collect(),
        };
        keys.sort_unstable();
        keys.into_iter()
    }
}

/// Returns the board of an ordinal, and the place on it.
fn place(ordinal: u32) -> (usize, usize) {
    (ordinal as usize / BOARD, ordinal as usize % BOARD)
}

/// Returns a new board with its first thing. Small shelves do not pay for a whole one.
fn first_of_board<V>(item: V, boards: usize) -> Vec<V> {
    let mut board = Vec::with_capacity(if boards == 0 { 1 } else { BOARD });
    board.push(item);
    board
}

/// Ordinals by something else than the id. An ordinal may be listed though it no longer fits (a claim
/// whose speaker was set right), so every use checks what it finds.
#[derive(Clone, Debug)]
pub(crate) struct Index<K>(HashMap<K, Vec<u32>>);

impl<K> Default for Index<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Eq + Hash> Index<K> {
    pub(crate) fn add(&mut self, key: K, ordinal: u32) {
        let ordinals = self.0.entry(key).or_default();
        if ordinals.last() != Some(&ordinal) {
            ordinals.push(ordinal);
        }
    }

    /// Returns the ordinals under every key that `fits`, ascending, each once.
    pub(crate) fn where_key(&self, fits: impl Fn(&K) -> bool) -> Vec<u32> {
        let matching = self.0.iter().filter(|(key, _)| fits(key));
        sorted(matching.flat_map(|(_, ordinals)| ordinals.iter().copied()).collect())
    }

    /// Returns every key with its ordinals in the order in which they were added; keys in no order.
    pub(crate) fn lists(&self) -> impl Iterator<Item = (&K, &[u32])> {
        self.0.iter().map(|(key, ordinals)| (key, ordinals.as_slice()))
    }

    /// Returns the ordinals under `key` in the order in which they were added.
    pub(crate) fn listed(&self, key: &K) -> &[u32] {
        self.0.get(key).map_or(&[], Vec::as_slice)
    }

    /// Returns the ordinals under `key`, ascending, each once; lent where they were added so.
    pub(crate) fn each_once(&self, key: &K) -> Cow<'_, [u32]> {
        let listed = self.listed(key);
        match listed.is_sorted_by(|one, next| one < next) {
            true => Cow::Borrowed(listed),
            false => Cow::Owned(sorted(listed.to_vec())),
        }
    }

    /// Returns the ordinals under `key`, ascending, each once.
    pub(crate) fn under(&self, key: &K) -> Vec<u32> {
        sorted(self.0.get(key).cloned().unwrap_or_default())
    }
}

fn sorted(mut ordinals: Vec<u32>) -> Vec<u32> {
    ordinals.sort_unstable();
    ordinals.dedup();
    ordinals
}
