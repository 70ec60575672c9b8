//! The log on a cluster, as whoever has it open sees it: a copy in files to read from, and the stream to
//! record in. Any number of nodes may have the same case open at once.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use async_nats::jetstream::stream::Stream;
use counterclaim_model::{CaseId, Stream as EventStream};
use counterclaim_model::{CommitId, Digest, Position};

use super::address::{Access, StreamAddress};
use super::durability::{Acknowledgement, Durability};
use super::evidence::Bucket;
use super::link::Link;
use super::message::{COMMIT, HEADERS, of_commit};
use super::publish::{Publication, Settled};
use super::receive::{Chain, fetch};
use crate::error::Unwritten;
use crate::staging::{self, Backend, Line, MAX_COMMIT_BYTES};
use crate::tip::Tip;
use crate::{
    AppendError, Appended, Commit, CommitSummary, Entries, Entry, EventLog, FileLog, LogError,
    ProveError, ReadLog, Restored, SignedCheckpoint, Signer,
};

/// What one needs to come to a case on a cluster.
#[derive(Clone, Debug)]
pub struct Reaching {
    /// Where it is.
    pub address: StreamAddress,
    /// As whom.
    pub access: Access,
    /// Monitoring ports (`HOST:PORT`) of the servers, which say when they sync. Without them it counts as
    /// unknown.
    pub monitors: Vec<String>,
    /// What an acknowledgement must be worth at least.
    pub require: Option<Acknowledgement>,
    /// How long something is tried that may go better, as when a leader is being chosen. A commit that has no
    /// answer after this is [`AppendError::Unknown`]. A good value is 30 s.
    pub patience: Duration,
}

/// A log in a stream, open for reading and recording, beside any number of others.
///
/// What is read is a copy in a directory of this node, with an index and stored hashes like a case of its
/// own; it can be thrown away. It is as far as [`head`](ReadLog::head) says, and grows by what is recorded
/// here and by [`catch_up`](Self::catch_up). A commit goes to the stream first, on the condition that nobody
/// recorded anything since the copy's end; the stream's acknowledgement is this log's. Where that condition
/// fails, the answer is [`AppendError::Overtaken`]; after it, and after `Unknown`, further commits are
/// `Poisoned` until one has caught up.
#[derive(Debug)]
pub struct StreamLog {
    pub(super) link: Link,
    pub(super) stream: Stream,
    pub(super) bucket: Bucket,
    pub(super) copy: FileLog,
    pub(super) chain: Chain,
    pub(super) durability: Durability,
    /// Directory of the copy.
    pub(super) dir: PathBuf,
    /// Longest line that fits a message, in bytes.
    pub(super) longest: u64,
    /// Whether more may be recorded than the copy has, so that nothing may be decided on it.
    pub(super) is_behind: bool,
    /// Whether the copy could not be written.
    pub(super) is_broken: bool,
    pub(super) buffer: Vec<u8>,
}

impl StreamLog {
    /// Returns what an acknowledgement here was proved to be worth, when the log was opened.
    pub fn durability(&self) -> &Durability {
        &self.durability
    }

    /// Returns the copy, for everything that is asked of files: its head, roots, proofs.
    pub fn copy(&self) -> &FileLog {
        &self.copy
    }

    /// Signs the log as this node has it, as [`FileLog::sign`] does. The checkpoint is kept beside the copy.
    ///
    /// # Errors
    /// As for [`FileLog::sign`].
    pub fn sign(&mut self, signer: &Signer) -> Result<SignedCheckpoint, ProveError> {
        self.copy.sign(signer)
    }

    /// Returns the longest line that fits a message here, in bytes.
    pub fn longest_line(&self) -> u64 {
        self.longest
    }

    /// Returns whether something of ours was overtaken or is unknown, so that nothing is recorded until one
    /// has [caught up](Self::catch_up).
    pub fn must_catch_up(&self) -> bool {
        self.is_behind || self.is_broken
    }

    /// Asks the stream's leader how many commits the copy lacks now.
    ///
    /// # Errors
    /// The cluster gives no answer, or one that does not fit the copy.
    pub fn behind(&self) -> Result<u64, LogError> {
        let last = self.link.info(&self.stream)?.state.last_sequence;
        last.checked_sub(self.chain.sequence).ok_or_else(|| self.shorter(last))
    }

    /// Takes everything into the copy that the stream's leader has now. Returns the new head.
    ///
    /// # Errors
    /// The cluster gives no answer, or a message does not fit what came before it: then nothing of it, nor
    /// behind it, was taken.
    pub fn catch_up(&mut self) -> Result<Position, LogError> {
        if self.is_broken {
            return Err(self.unwritable());
        }
        let last = self.link.info(&self.stream)?.state.last_sequence;
        if last < self.chain.sequence {
            return Err(self.shorter(last));
        }
        while self.chain.sequence < last {
            self.receive(last)?;
        }
        self.is_behind = false;
        Ok(self.copy.head())
    }

    /// Takes the next messages, up to number `last`.
    fn receive(&mut self, last: u64) -> Result<(), LogError> {
        let from = self.chain.sequence + 1;
        let coming = fetch(&self.stream, from, last, self.link.patience());
        let messages = self.link.wait(coming).map_err(|source| self.link.unreached(source))?;
        let mut chain = self.chain.clone();
        let (mut bytes, mut lines, mut bad) = (Vec::new(), Vec::new(), None);
        for message in &messages {
            match chain.take(message) {
                Ok(line) => {
                    bytes.extend_from_slice(&message.bytes);
                    lines.push(line);
                }
                Err(what) => {
                    bad = Some(self.bad_message(message.sequence, what));
                    break;
                }
            }
        }
        if messages.is_empty() {
            bad = Some(self.bad_message(from, "is missing".to_owned()));
        }
        self.copy_down(&bytes, lines, chain)?;
        bad.map_or(Ok(()), Err)
    }

    /// Writes lines that the stream has into the copy.
    fn copy_down(&mut self, bytes: &[u8], lines: Vec<Line>, chain: Chain) -> Result<(), LogError> {
        if lines.is_empty() {
            return Ok(());
        }
        match self.copy.keep(bytes, lines) {
            Ok(()) => {
                self.chain = chain;
                Ok(())
            }
            Err(_) => {
                self.is_broken = true;
                Err(self.unwritable())
            }
        }
    }

    /// Puts one line into the stream, behind everything the chain has.
    fn publish(&self, line: &Line, bytes: &[u8], chain: &Chain) -> Settled {
        let publication = Publication {
            context: self.link.context(),
            stream: &self.stream,
            subject: chain.subject.clone(),
            sequence: chain.sequence + 1,
        };
        let (name, level) = (self.link.address().stream(), self.durability.level);
        let id = &line.record.summary.id;
        let make = || of_commit(&name, id, bytes, &chain.tree, level, chain.sequence);
        self.link.wait(publication.settle(make, bytes, self.link.patience()))
    }

    /// Tells what it means for commits that one of them did not settle well.
    fn unwritten(&self, settled: Settled) -> Option<Unwritten> {
        let path = PathBuf::from(self.link.address().to_string());
        match settled {
            Settled::Recorded => None,
            Settled::Overtaken => Some(Unwritten::overtaken(&path)),
            Settled::Unknown(source) => Some(Unwritten::unknown(&path, source)),
        }
    }

    fn unwritable(&self) -> LogError {
        let what = "the copy of the case could not be written: open it again";
        LogError::Io { path: self.dir.clone(), source: std::io::Error::other(what) }
    }

    fn bad_message(&self, sequence: u64, what: String) -> LogError {
        LogError::BadMessage { address: self.link.address().to_string(), sequence, what }
    }

    fn shorter(&self, last: u64) -> LogError {
        let copied = self.chain.sequence;
        let what = format!(
            "the stream ends at message {last}, and message {copied} was copied from it: \
             the cluster lost what it acknowledged, or a server answered that is cut off from the others"
        );
        let (copy, address) = (self.dir.clone(), self.link.address().to_string());
        LogError::HistoriesPart { copy, address, what }
    }
}

impl Backend for StreamLog {
    fn known(&self, id: &CommitId) -> Result<Option<CommitSummary>, LogError> {
        self.copy.commit(id)
    }

    fn is_poisoned(&self) -> bool {
        self.is_behind || self.is_broken
    }

    fn tip(&self) -> &Tip {
        self.copy.tip()
    }

    fn longest_line(&self) -> u64 {
        self.longest
    }

    /// Publishes one after another, never the next before the last is settled. Sent together, a line could
    /// be taken whose predecessor was not: another's message in its place satisfies the same condition.
    fn keep(&mut self, bytes: &[u8], lines: Vec<Line>) -> Result<(), Unwritten> {
        let (mut chain, mut begin, mut kept) = (self.chain.clone(), 0, 0);
        let mut failed = None;
        for line in &lines {
            let end = begin + line.length as usize;
            failed = self.unwritten(self.publish(line, &bytes[begin..end], &chain));
            if failed.is_some() {
                break;
            }
            chain.advance(&line.record);
            (begin, kept) = (end, kept + 1);
        }
        self.is_behind = failed.is_some();
        let recorded = chain.tip.head;
        let kept: Vec<_> = lines.into_iter().take(kept).collect();
        // What the stream acknowledged is recorded, whatever becomes of the copy: a copy that failed is
        // broken from here on, and takes nothing more.
        let _ = self.copy_down(&bytes[..begin], kept, chain);
        failed.map_or(Ok(()), |unwritten| Err(unwritten.behind(recorded)))
    }
}

impl ReadLog for StreamLog {
    fn case(&self) -> CaseId {
        self.copy.case()
    }

    fn head(&self) -> Position {
        self.copy.head()
    }

    fn commit(&self, id: &CommitId) -> Result<Option<CommitSummary>, LogError> {
        self.copy.commit(id)
    }

    fn read(&self, after: Position) -> Entries<'_> {
        self.copy.read(after)
    }

    fn visit(
        &self,
        after: Position,
        visit: &mut dyn FnMut(Entry) -> ControlFlow<()>,
    ) -> Result<(), LogError> {
        self.copy.visit(after, visit)
    }

    fn read_stream(&self, stream: EventStream, after_version: u64) -> Entries<'_> {
        self.copy.read_stream(stream, after_version)
    }

    fn evidence(&self, digest: &Digest) -> Result<Option<Vec<u8>>, LogError> {
        self.bucket.get(&self.link, digest)
    }
}

impl EventLog for StreamLog {
    fn append_all(&mut self, commits: Vec<Commit>) -> Vec<Result<Appended, AppendError>> {
        let mut buffer = std::mem::take(&mut self.buffer);
        let answers = staging::append_all(self, &mut buffer, commits);
        self.buffer = buffer;
        answers
    }

    fn put_evidence(&mut self, bytes: &[u8]) -> Result<Digest, LogError> {
        self.bucket.put(&self.link, bytes)
    }

    fn restore(&mut self, commits: Restored) -> Result<(), AppendError> {
        staging::restore(self, &mut Vec::new(), commits)
    }
}

/// Returns the longest line that fits a message of `max_payload` bytes, headers included.
pub(super) fn longest_line(max_payload: usize) -> u64 {
    (max_payload as u64).saturating_sub(HEADERS).min(MAX_COMMIT_BYTES)
}

/// Returns the chain of a log of which the copy has everything up to message `sequence`.
pub(super) fn chain(
    copy: &FileLog,
    address: &StreamAddress,
    sequence: u64,
) -> Result<Chain, LogError> {
    let (tip, tree) = (copy.tip().clone(), copy.tree()?);
    Ok(Chain { case: copy.case(), subject: address.subject(COMMIT), sequence, tip, tree })
}

/// Returns where the evidence beside the copy in `dir` lies.
pub(super) fn kept_evidence(dir: &Path) -> PathBuf {
    crate::files::Paths::of(dir).evidence
}
