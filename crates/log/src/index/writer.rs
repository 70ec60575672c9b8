//! Writing the index: opening it in full doubt, and taking one step after another. One writer per open
//! log, in the follower's thread.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use counterclaim_model::{Digest, Stream};

use super::keys::{self, Part};
use super::lost::IndexLost;
use super::question::{Contents, Index};
use super::seal::{Known, Seal};
use super::step::{self, Pair, Step};
use super::tree::Tree;
use crate::catalogue::Noted;
use crate::hash::sha256;

/// The one who fills an index.
#[derive(Debug)]
pub(crate) struct Writer {
    index: Arc<Index>,
    /// The end of what the index has.
    known: Known,
    numbers: BTreeMap<Stream, u32>,
    /// Most events in a step, unless a single commit has more.
    step_events: usize,
    /// The last step, which still grows, and its number.
    open: Step,
    number: u32,
    /// Keys under which it stands in the tree.
    keys: Vec<Vec<u8>>,
    /// Hash over all steps before it.
    before: Digest,
    /// Hash over all steps.
    content: Digest,
}

impl Writer {
    /// Begins an index that is gone with the process.
    pub(crate) fn in_memory(step_events: usize) -> Self {
        Self::begin(Tree::in_memory(), step_events)
    }

    fn begin(tree: Tree, step_events: usize) -> Self {
        Self {
            index: Arc::new(Index::new(tree, Contents::default())),
            known: Known::default(),
            numbers: BTreeMap::new(),
            step_events,
            open: Step::default(),
            number: 0,
            keys: Vec::new(),
            before: Digest([0; 32]),
            content: Digest([0; 32]),
        }
    }

    /// Opens the index in `dir`, or begins one there where there is neither an index nor a seal. Reads all
    /// of it: it is believed only if every byte is what was sealed.
    pub(crate) fn open(
        dir: &Path,
        seal: Option<Seal>,
        step_events: usize,
    ) -> Result<Self, IndexLost> {
        let tree = Tree::open(dir)?;
        let Some(token) = tree.get(keys::MARK)? else {
            return match seal {
                None if tree.last(&[], &[u8::MAX])?.is_none() => Ok(Self::begin(tree, step_events)),
                _ => Err(IndexLost("it is empty".to_owned())),
            };
        };
        let is_meant = |seal: &Seal| Seal::token(&seal.bytes()) == token;
        let seal = match seal.filter(is_meant) {
            Some(seal) => seal,
            None => {
                let next = Seal::read_next(dir).filter(is_meant);
                let next =
                    next.ok_or_else(|| IndexLost("it is not what was sealed last".into()))?;
                Seal::replace(dir)?;
                next
            }
        };
        Self::read(tree, seal, step_events)
    }

    /// Reads all steps and compares them with the seal.
    fn read(tree: Tree, seal: Seal, step_events: usize) -> Result<Self, IndexLost> {
        let mut reading = Reading::default();
        tree.visit(
            &keys::key(0, Part::Extent, &[]),
            &keys::key(u32::MAX, Part::Postings, &[255; 13]),
            |key, value| reading.pair(key, value).map(|()| true),
        )?;
        reading.finish_step();
        if reading.content != seal.content {
            return Err(IndexLost("it does not hold what was sealed".to_owned()));
        }
        let Reading { contents, number, pairs, before, content, .. } = reading;
        let numbers = contents.numbers.clone();
        let known = seal.known;
        let index = Arc::new(Index::new(tree, contents));
        let (open, keys) = (Step::of(&pairs)?, pairs.into_iter().map(|(key, _)| key).collect());
        Ok(Self { index, known, numbers, step_events, open, number, keys, before, content })
    }

    /// Returns the index, for asking.
    pub(crate) fn index(&self) -> &Arc<Index> {
        &self.index
    }

    /// Returns the end of what the index has.
    pub(crate) fn known(&self) -> &Known {
        &self.known
    }

    /// Returns how many events the next step has room for.
    pub(crate) fn room(&self) -> usize {
        match self.step_events.saturating_sub(self.open.events()) {
            0 => self.step_events,
            room => room,
        }
    }

    /// Takes the commits that follow: the next seal, one batch, one sync, and the seal counts. `root` is
    /// that of the Merkle tree behind them, as far as it is known.
    pub(crate) fn take(
        &mut self,
        commits: &[Arc<Noted>],
        root: Option<Digest>,
    ) -> Result<(), IndexLost> {
        let events: usize = commits.iter().map(|noted| noted.events()).sum();
        if self.open.events() > 0 && self.open.events() + events > self.step_events {
            self.open = Step::default();
            self.keys.clear();
            self.number += 1;
            self.before = self.content;
        }
        for noted in commits {
            self.open.add(noted, &mut self.numbers);
            self.known.mark.pass(noted);
            self.known.tip.advance(&noted.record);
        }
        self.write(root)?;
        let commits = commits.iter().map(Arc::as_ref);
        self.index.learn(self.number, self.open.first, &self.numbers, commits);
        Ok(())
    }

    /// Writes the open step in place of its former self.
    fn write(&mut self, root: Option<Digest>) -> Result<(), IndexLost> {
        let mut pairs = self.open.pairs(self.number);
        self.content = chain(&self.before, pairs.iter().map(|(key, value)| checksum(key, value)));
        let old = std::mem::take(&mut self.keys);
        self.keys = pairs.iter().map(|(key, _)| key.clone()).collect();
        let Some(dir) = self.index.tree().dir() else { return self.index.replace(&old, &pairs) };
        let seal = Seal { known: self.known.clone(), content: self.content, root }.bytes();
        pairs.push((keys::MARK.to_owned(), Seal::token(&seal)));
        Seal::prepare(dir, &seal)?;
        self.index.replace(&old, &pairs)?;
        self.index.tree().sync()?;
        Seal::replace(dir)
    }
}

/// A reading of all steps, in order.
struct Reading {
    contents: Contents,
    /// The step being read.
    number: u32,
    pairs: Vec<Pair>,
    before: Digest,
    content: Digest,
}

impl Default for Reading {
    fn default() -> Self {
        let none = Digest([0; 32]);
        let contents = Contents::default();
        Self { contents, number: 0, pairs: Vec::new(), before: none, content: none }
    }
}

impl Reading {
    fn pair(&mut self, key: &[u8], value: &[u8]) -> Result<(), IndexLost> {
        let (step, part) = keys::parts(key).ok_or_else(IndexLost::unreadable)?;
        if step != self.number {
            self.finish_step();
            self.number = step;
            self.pairs.clear();
            self.before = self.content;
        }
        let contents = &mut self.contents;
        match part {
            Part::Extent => contents.starts.push(step::extent(value)?.0),
            Part::Streams => {
                for stream in step::streams(value)? {
                    let number = contents.numbers.len() as u32;
                    contents.numbers.insert(stream, number);
                }
            }
            Part::Ids => {
                for (hash, _) in step::ids(value, counterclaim_model::Position::START)? {
                    contents.filter.insert(step, hash);
                }
            }
            Part::Blocks | Part::Postings => {}
        }
        self.pairs.push((key.to_owned(), value.to_owned()));
        Ok(())
    }

    fn finish_step(&mut self) {
        if !self.pairs.is_empty() {
            let checksums = self.pairs.iter().map(|(key, value)| checksum(key, value));
            self.content = chain(&self.before, checksums);
        }
    }
}

fn checksum(key: &[u8], value: &[u8]) -> u32 {
    crc32c::crc32c_append(crc32c::crc32c(key), value)
}

/// Returns the hash over all steps up to one with these checksums.
fn chain(before: &Digest, checksums: impl Iterator<Item = u32>) -> Digest {
    let checksums: Vec<u8> = checksums.flat_map(u32::to_be_bytes).collect();
    sha256(&[&before.0, &checksums])
}

#[cfg(test)]
pub(super) mod tests;
