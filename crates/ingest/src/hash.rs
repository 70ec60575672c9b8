//! A hash table for words that are looked up often. Its hash is quick and not made against an adversary: only
//! for tables whose keys are compiled in or few. Words of a page go into tables of the standard library.

/// A table by words.
pub(crate) type Table<K, V> = rustc_hash::FxHashMap<K, V>;
