//! Commits on their way in: judged one after another by what is recorded and what waits before them,
//! turned into lines, and written together. Both backends append through here, so that they refuse the
//! same things.

use std::collections::BTreeMap;
use std::sync::Arc;

use counterclaim_model::{CommitHeader, CommitId, Digest, Event, Position, Recorded, Stream};

use crate::ahead::Ahead;
use crate::error::Unwritten;
use crate::files::frame;
use crate::record::Record;
use crate::seeded;
use crate::tip::Tip;
use crate::{AppendError, Appended, Commit, CommitSummary, LogError, Restored, stored};

/// Longest commit, as a line, in bytes: 16 MiB.
pub const MAX_COMMIT_BYTES: u64 = 16 << 20;

/// A group that has this many bytes is written before the next commit is looked at.
const FULL: usize = 16 << 20;

/// What a backend does for the commits that come in.
pub(crate) trait Backend {
    /// Returns what is known of a commit, if it is recorded.
    fn known(&self, id: &CommitId) -> Result<Option<CommitSummary>, LogError>;

    /// Returns whether nothing can be written any more.
    fn is_poisoned(&self) -> bool;

    /// Returns the end of what is recorded.
    fn tip(&self) -> &Tip;

    /// Returns the most bytes that a line may have here.
    fn longest_line(&self) -> u64 {
        MAX_COMMIT_BYTES
    }

    /// Records lines, all of them or none; `bytes` is the lines run together.
    fn keep(&mut self, bytes: &[u8], lines: Vec<Line>) -> Result<(), Unwritten>;
}

/// A commit with its place, as it stands in the bytes that are to be written.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) record: Record,
    pub(crate) checksum: u32,
    /// In bytes, with the newline.
    pub(crate) length: u64,
}

/// Records commits; see [`EventLog::append_all`](crate::EventLog::append_all).
pub(crate) fn append_all(
    backend: &mut impl Backend,
    buffer: &mut Vec<u8>,
    commits: Vec<Commit>,
) -> Vec<Result<Appended, AppendError>> {
    let mut waiting = prepare(backend, buffer, commits);
    let lines = waiting.take_lines();
    let written = if lines.is_empty() { Ok(()) } else { backend.keep(buffer, lines) };
    waiting.answer(&written)
}

/// Judges commits and turns those that stand into lines. What fills a write of its own is recorded at once;
/// the bytes of the rest are in `buffer`.
pub(crate) fn prepare(
    backend: &mut impl Backend,
    buffer: &mut Vec<u8>,
    commits: Vec<Commit>,
) -> Waiting {
    let mut answers = Vec::with_capacity(commits.len());
    let mut group = Group::behind(backend.tip(), buffer);
    for commit in commits {
        if group.bytes.len() >= FULL {
            group.write(backend, &mut answers);
        }
        let verdict = group.judge(backend, commit).unwrap_or_else(Verdict::Refused);
        group.verdicts.push(verdict);
    }
    let Group { lines, verdicts, .. } = group;
    Waiting { answers, verdicts, lines }
}

/// Records commits of a dump, as they were recorded first.
pub(crate) fn restore(
    backend: &mut impl Backend,
    buffer: &mut Vec<u8>,
    commits: Restored,
) -> Result<(), AppendError> {
    let mut answers = Vec::new();
    let mut group = Group::behind(backend.tip(), buffer);
    for record in commits.into_records() {
        if group.bytes.len() >= FULL {
            group.write(backend, &mut answers);
        }
        if backend.is_poisoned() {
            return Err(AppendError::Poisoned);
        }
        let verdict = group.stage(backend, record, Vec::new())?;
        group.verdicts.push(verdict);
    }
    group.write(backend, &mut answers);
    answers.into_iter().try_for_each(|answer| answer.map(|_| ()))
}

/// Commits that wait for one write.
struct Group<'b> {
    /// Their lines, one after another.
    bytes: &'b mut Vec<u8>,
    lines: Vec<Line>,
    /// One for each commit that was looked at since the last write.
    verdicts: Vec<Verdict>,
    staged: BTreeMap<CommitId, Arc<CommitSummary>>,
    ahead: Ahead,
}

/// Commits whose lines are not written yet.
#[derive(Debug)]
pub(crate) struct Waiting {
    /// To those before them.
    answers: Vec<Result<Appended, AppendError>>,
    verdicts: Vec<Verdict>,
    lines: Vec<Line>,
}

impl Waiting {
    /// Returns their lines, once.
    pub(crate) fn take_lines(&mut self) -> Vec<Line> {
        std::mem::take(&mut self.lines)
    }

    /// Returns the answers to all, now that it is known what became of the write.
    pub(crate) fn answer(
        self,
        written: &Result<(), Unwritten>,
    ) -> Vec<Result<Appended, AppendError>> {
        let Self { mut answers, verdicts, .. } = self;
        answers.extend(verdicts.into_iter().map(|verdict| verdict.answer(written)));
        answers
    }
}

/// What becomes of a commit.
#[derive(Debug)]
enum Verdict {
    /// It is recorded if the group is, and answered with its events.
    Staged(Arc<CommitHeader>, Arc<CommitSummary>, Vec<(Stream, Event)>),
    /// Another commit of the group has its id; whether it asks for the same.
    Repeated(Arc<CommitSummary>, bool),
    Refused(AppendError),
}

impl<'b> Group<'b> {
    fn behind(tip: &Tip, bytes: &'b mut Vec<u8>) -> Self {
        bytes.clear();
        let (lines, verdicts, staged) = Default::default();
        Self { bytes, lines, verdicts, staged, ahead: Ahead::of(tip) }
    }

    fn judge(&mut self, backend: &impl Backend, commit: Commit) -> Result<Verdict, AppendError> {
        if let Some(first) = self.staged.get(&commit.header.id) {
            return Ok(Verdict::Repeated(Arc::clone(first), first.request == commit.request));
        }
        if let Some(known) = backend.known(&commit.header.id)? {
            return Err(repeat(known, &commit.request));
        }
        if backend.is_poisoned() {
            return Err(AppendError::Poisoned);
        }
        let (record, events) = self.ahead.prepare(backend.tip(), commit)?;
        self.stage(backend, record, events)
    }

    /// Turns a commit into a line behind the others.
    fn stage(
        &mut self,
        backend: &impl Backend,
        record: Record,
        events: Vec<(Stream, Event)>,
    ) -> Result<Verdict, AppendError> {
        let begin = self.bytes.len();
        let durable = if seeded("wrong-synced") { Position::START } else { self.ahead.durable };
        let record = Record { synced: durable, ..record };
        let checksum = frame(self.bytes, |out| stored::write(&record, out));
        let length = (self.bytes.len() - begin) as u64;
        let longest = backend.longest_line();
        if length > longest {
            self.bytes.truncate(begin);
            return Err(AppendError::larger_than(&record.header.id, longest));
        }
        self.ahead.advance(&record);
        let (header, summary) = (Arc::clone(&record.header), Arc::clone(&record.summary));
        self.staged.insert(summary.id.clone(), Arc::clone(&summary));
        self.lines.push(Line { record, checksum, length });
        Ok(Verdict::Staged(header, summary, events))
    }

    /// Writes what is staged, answers everything that was looked at, and begins anew.
    fn write(
        &mut self,
        backend: &mut impl Backend,
        answers: &mut Vec<Result<Appended, AppendError>>,
    ) {
        let lines = std::mem::take(&mut self.lines);
        let written = if lines.is_empty() { Ok(()) } else { backend.keep(self.bytes, lines) };
        let verdicts = std::mem::take(&mut self.verdicts);
        answers.extend(verdicts.into_iter().map(|verdict| verdict.answer(&written)));
        self.bytes.clear();
        self.staged.clear();
        self.ahead = Ahead::of(backend.tip());
    }
}

impl Verdict {
    fn answer(self, written: &Result<(), Unwritten>) -> Result<Appended, AppendError> {
        let failed = |summary: &CommitSummary| match written {
            Ok(()) => None,
            Err(unwritten) => unwritten.for_commit(summary),
        };
        match self {
            Self::Refused(refusal) => Err(refusal),
            Self::Staged(header, summary, events) => match failed(&summary) {
                Some(error) => Err(error),
                None => Ok(appended(&header, &summary, events)),
            },
            Self::Repeated(first, is_same) => {
                if let Some(error) = failed(&first) {
                    return Err(error);
                }
                let first = CommitSummary::clone(&first);
                Err(if is_same {
                    AppendError::AlreadyDone(first)
                } else {
                    AppendError::IdempotencyMismatch(first)
                })
            }
        }
    }
}

/// Tells a repeated request from a misused id.
fn repeat(known: CommitSummary, request: &Digest) -> AppendError {
    if known.request == *request {
        AppendError::AlreadyDone(known)
    } else {
        AppendError::IdempotencyMismatch(known)
    }
}

/// Pairs what was decided with the places it was given.
fn appended(
    header: &CommitHeader,
    summary: &CommitSummary,
    events: Vec<(Stream, Event)>,
) -> Appended {
    let place = |(position, (_, event)): (u64, (Stream, Event))| Recorded {
        position: Position(position),
        recorded_at: header.recorded_at,
        analyst: header.analyst.clone(),
        event,
    };
    let recorded = (summary.first.0..).zip(events).map(place).collect();
    Appended { commit: summary.clone(), recorded }
}
