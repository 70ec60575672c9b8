//! What needs the order of the log: positions, times, stream versions, the tree, and which evidence must
//! be there. Fed with checked lines by the door.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use counterclaim_model::{Digest, Position};

use super::index::Comparing;
use super::lines::{Checked, CheckedCommit};
use super::report::Problem;
use super::signed::Roots;
use crate::files::Segment;
use crate::tip::Tip;
use crate::{Content, Tree};

/// A verification under way.
#[derive(Default)]
pub(super) struct Walk {
    tip: Tip,
    pub(super) tree: Tree,
    pub(super) problems: Vec<Problem>,
    pub(super) tail_bytes: u64,
    /// Where evidence is named: the last event that does so, and the place of its line.
    pub(super) named: BTreeMap<Digest, (Position, usize, u64)>,
    /// Evidence that was erased, and the last event that says so.
    pub(super) gone: BTreeMap<Digest, Position>,
    /// Events that an erasure names.
    to_be_erased: BTreeSet<Position>,
    /// Events that are erased, with their places.
    erased: BTreeMap<Position, (usize, u64)>,
    /// Leaf hashes in order, if somebody compares them.
    pub(super) leaves: Option<Vec<Digest>>,
    /// Roots at the sizes that were signed.
    pub(super) roots: Roots,
    /// The index, if it is compared.
    pub(super) index: Option<Comparing>,
    entered: Option<usize>,
}

impl Walk {
    /// Takes the next lines.
    pub(super) fn take(&mut self, segments: &[Segment], index: usize, lines: Vec<Checked>) {
        self.enter(segments, index);
        for line in lines {
            let is_last = index + 1 == segments.len() && line.end == segments[index].length;
            match line.commit {
                Ok(commit) => {
                    let commit = match &mut self.index {
                        None => commit,
                        Some(comparing) => {
                            comparing.take(&segments[index], (line.offset, line.end), commit)
                        }
                    };
                    self.commit(&segments[index], index, line.offset, commit);
                }
                Err(_) if is_last && !line.is_whole => self.tail_bytes = line.end - line.offset,
                Err(what) => self.problem(&segments[index].path, line.offset, None, what),
            }
        }
    }

    /// Takes note of segments that were begun since, empty ones included.
    pub(super) fn enter(&mut self, segments: &[Segment], index: usize) {
        let begun = self.entered.map_or(0, |entered| entered + 1);
        for (at, segment) in segments.iter().enumerate().take(index + 1).skip(begun) {
            if segment.first != self.tip.head.next() {
                let what = format!("begins at {}, not at {}", segment.first, self.tip.head.next());
                self.problem(&segment.path, 0, None, what);
            }
            self.entered = Some(at);
        }
    }

    pub(super) fn problem(&mut self, path: &Path, offset: u64, at: Option<Position>, what: String) {
        self.problems.push(Problem { segment: path.to_owned(), offset, position: at, what });
    }

    fn commit(&mut self, segment: &Segment, index: usize, offset: u64, commit: CheckedCommit) {
        let record = commit.record;
        if let Some(misfit) = self.tip.misfit(&record) {
            self.problem(&segment.path, offset, Some(record.summary.first), misfit);
        }
        self.tip.advance(&record);
        for leaf in &commit.leaves {
            self.tree.push(*leaf);
            self.roots.pass(&self.tree);
        }
        if let Some(leaves) = &mut self.leaves {
            leaves.extend(&commit.leaves);
        }
        for (position, why) in commit.unreadable {
            self.problem(&segment.path, offset, Some(position), why);
        }
        for (position, digest) in commit.named {
            self.named.insert(digest, (position, index, offset));
        }
        for (position, event) in record.placed() {
            if matches!(event.content, Content::Erased(_)) {
                self.erased.insert(position, (index, offset));
            }
        }
        for (position, erasure) in commit.erasures {
            self.to_be_erased.extend(erasure.positions);
            self.gone.extend(erasure.evidence.into_iter().map(|digest| (digest, position)));
        }
    }

    /// Compares what erasures name with what is erased. Returns how many events are.
    pub(super) fn settle_erasures(&mut self, segments: &[Segment]) -> u64 {
        let count = self.erased.len() as u64;
        let erased = std::mem::take(&mut self.erased);
        for (position, (index, offset)) in &erased {
            if !self.to_be_erased.contains(position) {
                let what = "its content is gone, and no erasure names it".to_owned();
                self.problem(&segments[*index].path, *offset, Some(*position), what);
            }
        }
        let named = std::mem::take(&mut self.to_be_erased);
        for position in named.into_iter().filter(|position| !erased.contains_key(position)) {
            let after = segments.partition_point(|segment| segment.first <= position);
            let path = &segments[after.saturating_sub(1)].path;
            let what = "an erasure names it, and its content is still there".to_owned();
            self.problem(path, 0, Some(position), what);
        }
        count
    }
}
