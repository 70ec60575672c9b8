//! Rows on their way into the log: each decided for itself on what is recorded and staged, many of them in
//! one commit, and a refused one without a trace.

use counterclaim_model::{
    Command, CommitId, Decided, Event, FileImported, Position, Refusal, decide,
};

use crate::desk::Desk;
use crate::error::DeskError;
use crate::staging::{Places, fresh_commit_id};
use crate::submit::digest;

/// Rows that go into one commit, at most.
const ROWS: usize = 256;

/// Bytes of events after which a commit is closed.
const BYTES: u64 = 4 << 20;

/// Bytes of events that one row may bring: with those before it they stay below what a commit may have.
const ROW_BYTES: u64 = 8 << 20;

/// Bytes that an event has in a line beside its payload, at most.
const BESIDE: u64 = 512;

/// What becomes of decided rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// They are recorded as they come.
    Record,
    /// They are recorded together, at the end.
    Whole,
    /// They are forgotten.
    DryRun,
}

/// An import under way.
pub(super) struct Session<'d> {
    pub(super) desk: &'d mut Desk,
    mode: Mode,
    /// What was decided and is not recorded yet.
    open: Decided,
    rows: usize,
    bytes: u64,
    texts: Vec<String>,
    /// Ties the commits of this import together, if there are several.
    piece: CommitId,
    places: Option<Places>,
}

/// Why a row was not taken.
pub(super) enum NotTaken {
    /// The rules said no, or the row is too large.
    Refused(String),
    /// The import cannot go on.
    Failed(DeskError),
}

impl From<Refusal> for NotTaken {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.to_string())
    }
}

impl<'d> Session<'d> {
    pub(super) fn new(desk: &'d mut Desk, mode: Mode) -> Result<Self, DeskError> {
        let piece = fresh_commit_id(&desk.rim.entropy()?)?;
        let open = Decided::default();
        let texts = Vec::new();
        Ok(Self { desk, mode, open, rows: 0, bytes: 0, texts, piece, places: None })
    }

    /// Decides on what one row asks for. Returns the events that it brings.
    pub(super) fn take(
        &mut self,
        commands: Vec<Command>,
        texts: Vec<String>,
    ) -> Result<Vec<Event>, NotTaken> {
        self.desk.state.mark();
        let decided = self.decide(commands).inspect_err(|_| self.desk.state.back())?;
        let bytes = weight(&decided).map_err(NotTaken::Failed)?;
        if bytes > ROW_BYTES {
            self.desk.state.back();
            return Err(NotTaken::Refused("the row is too large for a commit".to_owned()));
        }
        let events = decided.events().iter().map(|(_, event)| event.clone()).collect();
        if !decided.is_empty() {
            self.rows += 1;
            self.bytes += bytes;
            self.texts.extend(texts);
            if self.mode != Mode::DryRun {
                self.open.join(decided);
            }
        }
        Ok(events)
    }

    /// Decides commands one after another, each on what those before it bring.
    fn decide(&mut self, commands: Vec<Command>) -> Result<Decided, NotTaken> {
        let now = self.desk.rim.now();
        let mut all = Decided::default();
        for command in commands {
            let decided = decide(&self.desk.state, command, &[])?;
            self.desk.stage_all(&decided, now);
            all.join(decided);
        }
        Ok(all)
    }

    /// Returns whether rows are recorded as they come.
    pub(super) fn records(&self) -> bool {
        self.mode == Mode::Record
    }

    /// Returns whether enough rows wait for a commit.
    pub(super) fn is_full(&self) -> bool {
        self.records() && (self.rows >= ROWS || self.bytes >= BYTES)
    }

    /// Records what waits.
    pub(super) fn flush(&mut self) -> Result<(), DeskError> {
        let piece = self.piece.clone();
        let asked = digest(&format!("import/{piece}"))?;
        self.record(None, Some(piece), asked)
    }

    fn record(
        &mut self,
        key: Option<CommitId>,
        piece: Option<CommitId>,
        asked: counterclaim_model::Digest,
    ) -> Result<(), DeskError> {
        let decided = std::mem::take(&mut self.open);
        let texts = std::mem::take(&mut self.texts);
        (self.rows, self.bytes) = (0, 0);
        if decided.is_empty() {
            return Ok(());
        }
        for text in texts {
            self.desk.book.writer()?.put_evidence(text.as_bytes())?;
        }
        let now = self.desk.rim.now();
        let mut commit = self.desk.commit(decided, key, asked, now)?;
        commit.header.correlation = piece;
        commit.check_size().map_err(DeskError::Append)?;
        for places in self.desk.record(vec![commit]) {
            let (first, last) = places?;
            let (begun, _) = self.places.unwrap_or((first, last));
            self.places = Some((begun, last));
        }
        Ok(())
    }

    /// Records what waits together with the import itself. Returns the commit, and the first and last
    /// position of all.
    pub(super) fn finish(
        mut self,
        imported: FileImported,
        key: CommitId,
        typed: &str,
    ) -> Result<(CommitId, Option<(Position, Position)>), DeskError> {
        let many = self.places.is_some().then(|| self.piece.clone());
        let decided = decide(&self.desk.state, Command::NoteImport(imported), &[])?;
        let now = self.desk.rim.now();
        self.desk.stage_all(&decided, now);
        self.open.join(decided);
        let result = self.record(Some(key.clone()), many, digest(typed)?);
        if result.is_err() {
            self.desk.state.discard();
        }
        result.map(|()| (key, self.places))
    }

    /// Forgets what waits.
    pub(super) fn forget(self) {
        self.desk.state.discard();
    }
}

fn weight(decided: &Decided) -> Result<u64, DeskError> {
    let payload = |event: &Event| event.payload().map(|payload| payload.len() as u64 + BESIDE);
    let all = decided.events().iter().map(|(_, event)| payload(event));
    all.sum::<Result<u64, _>>().map_err(|error| DeskError::Invalid(error.to_string()))
}
