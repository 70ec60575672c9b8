//! Verification: the whole log, line by line, whatever is wrong with it. Called by `verify`; it changes
//! nothing, takes no lock, and goes on behind damage, so that one run names everything.

use std::path::{Path, PathBuf};

use counterclaim_model::{CaseId, Event, Position};

use super::open::Paths;
use super::scan::{BadLine, read_line};
use super::segment::{Line, Segment};
use super::{case_file, evidence};
use crate::record::Record;
use crate::tip::Tip;
use crate::{Entry, LogError, NoEvent, Tree};

/// What verification found.
#[derive(Debug)]
pub struct Verified {
    /// Number of events; meaningful with `root` only if there are no problems.
    pub size: u64,
    /// Root of the Merkle tree over them.
    pub root: counterclaim_model::Digest,
    /// Everything that is not as it should be, in order of place.
    pub problems: Vec<Problem>,
    /// Bytes behind the last whole line: a commit being written, or a tail that the next writer cuts.
    pub tail_bytes: u64,
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub segment: PathBuf,
    /// Where the line begins, in bytes from its start.
    pub offset: u64,
    /// The event, where the line could be read that far.
    pub position: Option<Position>,
    /// What is wrong.
    pub what: String,
}

/// Verifies the case in `dir`: checksums, density of positions and stream versions, order of times,
/// payloads that this build can read, and evidence that captures name.
///
/// # Errors
/// The log could not be looked at; what is wrong *with* it is in the result.
pub fn verify(dir: &Path) -> Result<Verified, LogError> {
    let case = case_file::read(dir)?.case;
    let paths = Paths::of(dir);
    let (tip, tree) = (Tip::default(), Tree::default());
    let mut check = Check { case, evidence: paths.evidence, tip, tree, problems: Vec::new() };
    let segments = Segment::list(&paths.log)?;
    let mut tail_bytes = 0;
    for (index, segment) in segments.iter().enumerate() {
        if segment.first != check.tip.head.next() {
            let what = format!("begins at {}, not at {}", segment.first, check.tip.head.next());
            check.problem(segment, 0, None, what);
        }
        for line in segment.lines(0)? {
            let line = line?;
            if index + 1 == segments.len() && line.bytes.last() != Some(&b'\n') {
                tail_bytes = line.bytes.len() as u64;
            } else {
                check.line(segment, &line)?;
            }
        }
    }
    let Check { tree, problems, .. } = check;
    Ok(Verified { size: tree.size(), root: tree.root(), problems, tail_bytes })
}

/// A verification under way.
struct Check {
    case: CaseId,
    evidence: PathBuf,
    tip: Tip,
    tree: Tree,
    problems: Vec<Problem>,
}

impl Check {
    fn problem(&mut self, segment: &Segment, offset: u64, at: Option<Position>, what: String) {
        self.problems.push(Problem { segment: segment.path.clone(), offset, position: at, what });
    }

    fn line(&mut self, segment: &Segment, line: &Line) -> Result<(), LogError> {
        let record = match read_line(&line.bytes) {
            Ok((_, record)) => record,
            Err(BadLine::Flaw(what)) => {
                self.problem(segment, line.offset, None, what);
                return Ok(());
            }
            Err(bad @ BadLine::OtherFormat(_)) => return Err(bad.at(segment, line.offset)),
        };
        if let Some(misfit) = self.tip.misfit(&record) {
            self.problem(segment, line.offset, Some(record.summary.first), misfit);
        }
        self.tip.advance(&record);
        self.events(segment, line.offset, record)
    }

    fn events(&mut self, segment: &Segment, offset: u64, record: Record) -> Result<(), LogError> {
        for entry in Entry::all(self.case, record, |_, _| true) {
            self.tree.push(entry.leaf_hash());
            let at = Some(entry.position);
            match &entry.event {
                Err(NoEvent::Erased) => {}
                Err(NoEvent::Unreadable(event)) => {
                    self.problem(segment, offset, at, event.to_string());
                }
                Ok(event) => {
                    for what in missing_evidence(&self.evidence, event)? {
                        self.problem(segment, offset, at, what);
                    }
                }
            }
        }
        Ok(())
    }
}

/// Says which evidence an event names that is not there, or not what its name says.
fn missing_evidence(shelves: &Path, event: &Event) -> Result<Vec<String>, LogError> {
    let Event::CaptureRecorded(capture) = event else { return Ok(Vec::new()) };
    let mut missing = Vec::new();
    for (what, digest) in [("bytes", capture.bytes), ("text", capture.text)] {
        match evidence::get(shelves, &digest) {
            Ok(Some(_)) => {}
            Ok(None) => missing.push(format!("{what} {digest} of the capture are not there")),
            Err(error @ LogError::EvidenceDamaged { .. }) => missing.push(error.to_string()),
            Err(error) => return Err(error),
        }
    }
    Ok(missing)
}
