//! An index held against the log: every step is made again from the log's own commits and compared with
//! what stands in the tree, value by value. Called by deep verification, on a copy: sled writes where it
//! is opened.

use std::collections::BTreeMap;
use std::path::Path;

use counterclaim_model::{Position, Stream};

use super::keys::{self, Part};
use super::lost::IndexLost;
use super::seal::Seal;
use super::step::{self, Pair, Step};
use super::tree::Tree;
use super::writer::Writer;
use crate::catalogue::{Mark, Noted};

/// A comparison under way.
pub(crate) struct Compare {
    tree: Tree,
    /// The end of what the index says it has.
    end: Mark,
    /// First and last position of each step.
    extents: Vec<(Position, Position)>,
    /// How far the log was read.
    reached: Mark,
    numbers: BTreeMap<Stream, u32>,
    open: Step,
    number: usize,
}

impl Compare {
    /// Opens the index in `dir`; `None` if nothing was ever written into one.
    pub(crate) fn open(dir: &Path) -> Result<Option<Self>, IndexLost> {
        let Some(seal) = Seal::read(dir)? else { return Ok(None) };
        // Opened as its writer would: all of it is read and compared with its seal.
        let writer = Writer::open(dir, Some(seal), 1)?;
        let end = writer.known().mark.clone();
        drop(writer);
        let tree = Tree::open(dir)?;
        let mut extents = Vec::new();
        let (low, high) = (keys::key(0, Part::Extent, &[]), keys::key(u32::MAX, Part::Extent, &[]));
        tree.visit(&low, &high, |key, value| {
            if let Some((_, Part::Extent)) = keys::parts(key) {
                extents.push(step::extent(value)?);
            }
            Ok(true)
        })?;
        let (reached, numbers, open) = Default::default();
        Ok(Some(Self { tree, end, extents, reached, numbers, open, number: 0 }))
    }

    /// Takes the next commit of the log. What lies behind the end of the index is passed over.
    pub(crate) fn take(&mut self, noted: &Noted) -> Result<(), IndexLost> {
        let Some((first, last)) = self.extents.get(self.number).copied() else { return Ok(()) };
        self.reached.pass(noted);
        self.open.add(noted, &mut self.numbers);
        if noted.summary().last < last {
            return Ok(());
        }
        if (self.open.first, self.open.last) != (first, last) {
            return Err(self.differs(format!("{first} to {last} are not whole commits")));
        }
        self.compare()?;
        self.open = Step::default();
        self.number += 1;
        Ok(())
    }

    fn compare(&self) -> Result<(), IndexLost> {
        let step = self.number as u32;
        let mut expected = self.open.pairs(step).into_iter();
        let (low, high) =
            (keys::key(step, Part::Extent, &[]), keys::key(step, Part::Postings, &[255; 13]));
        self.tree.visit(&low, &high, |key, value| match expected.next() {
            Some(pair) if is_same(&pair, key, value) => Ok(true),
            _ => Err(self.differs(format!("{:?} is not what follows", keys::parts(key)))),
        })?;
        match expected.next() {
            None => Ok(()),
            Some((key, _)) => Err(self.differs(format!("{:?} is missing", keys::parts(&key)))),
        }
    }

    fn differs(&self, what: String) -> IndexLost {
        IndexLost(format!("step {} does not agree with the log: {what}", self.number))
    }

    /// Says up to where index and log agree, once all of the log was taken.
    pub(crate) fn finish(self) -> Result<Position, IndexLost> {
        if self.number < self.extents.len() || self.reached != self.end {
            return Err(IndexLost(
                "it ends elsewhere than it says, or belongs to another log".into(),
            ));
        }
        Ok(self.end.position)
    }
}

fn is_same(pair: &Pair, key: &[u8], value: &[u8]) -> bool {
    pair.0 == key && pair.1 == value
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::writer::tests::noted;
    use super::*;
    use crate::CommitSummary;

    const COUNT: u64 = 500;

    /// An index of `COUNT` commits in steps of 300 events.
    fn filled() -> tempfile::TempDir {
        let dir = tempfile::tempdir().expect("there is room");
        let mut writer = Writer::open(dir.path(), None, 300).expect("it is new");
        let commits: Vec<_> = (0..COUNT).map(|number| Arc::new(noted(number))).collect();
        commits.chunks(70).for_each(|some| writer.take(some, None).expect("it takes them"));
        dir
    }

    /// Compares the index with a log of so many commits, one of which may be another than it was.
    fn compare(count: u64, other: impl Fn(u64, &mut Noted)) -> Result<Position, IndexLost> {
        let dir = filled();
        let mut compare = Compare::open(dir.path())?.expect("there is one");
        for number in 0..count {
            let mut noted = noted(number);
            other(number, &mut noted);
            compare.take(&noted)?;
        }
        compare.finish()
    }

    #[test]
    fn it_agrees_with_the_log_it_is_of_and_with_no_other() {
        let same = |_: u64, _: &mut Noted| {};
        assert_eq!(compare(COUNT, same).expect("it agrees"), Position(COUNT * 3));
        assert!(compare(COUNT + 20, same).is_ok(), "it may be behind");
        assert!(compare(COUNT - 1, same).is_err(), "it may not be ahead");
        for wrong in [0, 123, COUNT - 1] {
            let renamed = |number: u64, noted: &mut Noted| {
                if number == wrong {
                    let id = "somebody-else".to_owned().try_into().expect("it is an id");
                    let summary = CommitSummary { id, ..noted.summary().clone() };
                    noted.record.summary = Arc::new(summary);
                }
            };
            let streamed = |number: u64, noted: &mut Noted| {
                if number == wrong {
                    noted.record.events[1].stream = Stream::Reviews;
                }
            };
            let elsewhere =
                |number: u64, noted: &mut Noted| noted.checksum ^= u32::from(number == wrong);
            assert!(compare(COUNT, renamed).is_err(), "{wrong}");
            assert!(compare(COUNT, streamed).is_err(), "{wrong}");
            assert!(compare(COUNT, elsewhere).is_err(), "{wrong}");
        }
    }
}
