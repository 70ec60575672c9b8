//! Asking the index. Every answer may be [`IndexLost`], upon which the asker turns to the log; a commit is
//! only ever pointed at, since the log's own line has the last word.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use counterclaim_model::{CommitId, Position, Stream};

use super::filter::Filter;
use super::keys::{self, Part};
use super::lost::IndexLost;
use super::step::{self, Pair, Posting};
use super::tree::Tree;
use crate::catalogue::Noted;
use crate::files::Place;
use crate::hash::sha256;

/// Returns the hash under which the index knows a commit id.
pub(crate) fn hash_of(id: &CommitId) -> u64 {
    let digest = sha256(&[id.as_str().as_bytes()]).0;
    u64::from_be_bytes(*digest.first_chunk().expect("a digest is longer than eight bytes"))
}

/// An open index. Asked by whoever has the log, while its writer goes on.
pub(crate) struct Index {
    tree: Tree,
    /// Held by a question while it puts several look-ups together, and by a batch that replaces a step.
    whole: RwLock<()>,
    contents: RwLock<Contents>,
}

/// What is kept in memory of the tree.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    pub(crate) filter: Filter,
    /// First position of each step.
    pub(crate) starts: Vec<Position>,
    /// Number of each stream.
    pub(crate) numbers: BTreeMap<Stream, u32>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("dir", &self.tree.dir()).finish_non_exhaustive()
    }
}

impl Index {
    pub(super) fn new(tree: Tree, contents: Contents) -> Self {
        Self { tree, whole: RwLock::default(), contents: RwLock::new(contents) }
    }

    pub(super) fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Returns whether it is gone with the process.
    pub(crate) fn is_in_memory(&self) -> bool {
        self.tree.dir().is_none()
    }

    /// Replaces one step by another, at once for everybody who asks.
    pub(super) fn replace(&self, old: &[Vec<u8>], new: &[Pair]) -> Result<(), IndexLost> {
        let _alone = self.whole.write().unwrap_or_else(PoisonError::into_inner);
        self.tree.apply(old, new)
    }

    /// Learns what a step that was just written has that is new.
    pub(super) fn learn<'a>(
        &self,
        step: u32,
        first: Position,
        streams: &BTreeMap<Stream, u32>,
        commits: impl Iterator<Item = &'a Noted>,
    ) {
        let mut contents = self.contents.write().unwrap_or_else(PoisonError::into_inner);
        if contents.starts.len() == step as usize {
            contents.starts.push(first);
        }
        if contents.numbers.len() < streams.len() {
            contents.numbers.clone_from(streams);
        }
        for noted in commits {
            contents.filter.insert(step, hash_of(&noted.summary().id));
        }
    }

    fn contents(&self) -> RwLockReadGuard<'_, Contents> {
        self.contents.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the first positions of the commits that may have this id: nearly always none or one.
    pub(crate) fn commits(&self, id: &CommitId) -> Result<Vec<Position>, IndexLost> {
        let hash = hash_of(id);
        let contents = self.contents();
        let mut found = Vec::new();
        for (first, last) in contents.filter.candidates(hash) {
            let _still = self.whole.read().unwrap_or_else(PoisonError::into_inner);
            for (step, start) in (0_u32..).zip(&contents.starts) {
                if (first..=last).contains(&step) {
                    found.extend(self.commits_of(step, *start, hash)?);
                }
            }
        }
        found.dedup();
        Ok(found)
    }

    fn commits_of(
        &self,
        step: u32,
        start: Position,
        hash: u64,
    ) -> Result<Vec<Position>, IndexLost> {
        let low = keys::key(step, Part::Ids, &[]);
        let high = keys::key(step, Part::Ids, &hash.to_be_bytes());
        let Some((_, value)) = self.tree.last(&low, &high)? else { return Ok(Vec::new()) };
        let ids = step::ids(&value, start)?;
        Ok(ids.into_iter().filter(|(id, _)| *id == hash).map(|(_, first)| first).collect())
    }

    /// Returns the last noted place at or before `position`.
    pub(crate) fn block(&self, position: Position) -> Result<Option<Place>, IndexLost> {
        let (step, start) = {
            let contents = self.contents();
            let steps = contents.starts.partition_point(|start| *start <= position);
            let Some(step) = steps.checked_sub(1) else { return Ok(None) };
            (step as u32, contents.starts[step])
        };
        let _still = self.whole.read().unwrap_or_else(PoisonError::into_inner);
        let (low, high) =
            (keys::key(step, Part::Blocks, &[]), keys::key(step, Part::Blocks, &[255; 4]));
        let mut place = None;
        self.tree.visit(&low, &high, |_, value| {
            let blocks = step::blocks(value, start)?;
            let before = blocks.iter().rfind(|(first, _)| *first <= position);
            place = before.map(|(_, found)| *found).or(place);
            Ok(before.is_some())
        })?;
        Ok(place)
    }

    /// Returns the positions of a stream's events behind `after_version`.
    pub(crate) fn positions(
        &self,
        stream: Stream,
        after_version: u64,
    ) -> Result<Vec<Position>, IndexLost> {
        let contents = self.contents();
        let Some(number) = contents.numbers.get(&stream).copied() else { return Ok(Vec::new()) };
        let _still = self.whole.read().unwrap_or_else(PoisonError::into_inner);
        let mut runs = Vec::new();
        // Backwards: whoever follows a stream wants the end of it.
        for (step, start) in contents.starts.iter().enumerate().rev() {
            let found = self.postings_of(step as u32, *start, number, after_version)?;
            let reaches = found
                .first()
                .is_some_and(|run| run.first_version <= after_version.saturating_add(1));
            runs.push(found);
            if reaches {
                break;
            }
        }
        let runs = runs.iter().rev().flatten();
        Ok(runs.flat_map(|run| run.behind(after_version)).copied().collect())
    }

    /// Returns the runs of one stream in one step that may have versions behind `after_version`.
    fn postings_of(
        &self,
        step: u32,
        start: Position,
        number: u32,
        after_version: u64,
    ) -> Result<Vec<Posting>, IndexLost> {
        let key = |rest: &[u8]| keys::key(step, Part::Postings, rest);
        let wanted = key(&keys::posting(number, after_version.saturating_add(1)));
        let low = self.tree.last(&key(&[]), &wanted)?.map_or_else(|| key(&[]), |(low, _)| low);
        let mut runs = Vec::new();
        self.tree.visit(&low, &key(&keys::posting(number, u64::MAX)), |_, value| {
            let postings = step::postings(value, start)?;
            let ours = postings.into_iter().filter(|(stream, _)| *stream == number);
            runs.extend(ours.map(|(_, run)| run));
            Ok(true)
        })?;
        Ok(runs)
    }
}
