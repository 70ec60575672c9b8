//! The door: a file in, every row's result out, and the import recorded.

use std::io::{BufReader, Read, Seek, SeekFrom, Write};

use counterclaim_model::{CommitId, Digest, FileImported, ImportFormat, ImportKind};

use super::desired::{Completeness, ImportWanted, Vouching};
use super::draft::{Draft, ExpectedParty, Verdict};
use super::input::Input;
use super::people::People;
use super::reviews::Reviewed;
use super::row::{Given, Row};
use super::session::{Mode, NotTaken, Session};
use super::sniff::{Look, RowsOf, look};
use super::told::told;
use super::words::Texts;
use super::{array, ld, lines, table};
use crate::answers::{ImportedFile, ImportedRow, RowResult};
use crate::desk::Desk;
use crate::error::DeskError;

impl Desk {
    /// Reads a file into the case, row by row. Each row's result goes to `told`, once it is so: refused
    /// rows are named there and leave no trace, the rest is recorded, and the import itself is an event.
    /// Reading the same file again records nothing.
    ///
    /// # Errors
    /// If the file cannot be read, or it cannot be told what it is, or its header is none; and the log's
    /// own. What was told of before that is recorded.
    pub fn import(
        &mut self,
        file: &mut dyn Read,
        wanted: &ImportWanted,
        told: &mut dyn FnMut(ImportedRow),
    ) -> Result<ImportedFile, DeskError> {
        let Some(key) = &wanted.key else { return self.import_once(file, wanted, told) };
        // A key stands for the whole file, and has to be looked up before any of it is decided.
        let mut whole = tempfile::tempfile().map_err(DeskError::Unread)?;
        std::io::copy(file, &mut whole).and_then(|_| whole.flush()).map_err(DeskError::Unread)?;
        let mut rewind = || whole.seek(SeekFrom::Start(0)).map_err(DeskError::Unread);
        rewind()?;
        let input = Input::new(&mut whole).map_err(DeskError::Unread)?;
        let (format, kind, _) = understood(input.look(), wanted)?;
        let sha256 = input.finish().map_err(DeskError::Unread)?;
        let typed = typed(sha256, kind, wanted);
        if let Some(done) = self.done_before(key, &typed)? {
            let counts = Counts::default();
            let mut file = counts.file(wanted, sha256, kind, format);
            (file.commit, file.positions, file.replayed) = (done.commit, done.positions, true);
            return Ok(file);
        }
        whole.seek(SeekFrom::Start(0)).map_err(DeskError::Unread)?;
        self.import_once(&mut whole, wanted, told)
    }

    fn import_once(
        &mut self,
        file: &mut dyn Read,
        wanted: &ImportWanted,
        told: &mut dyn FnMut(ImportedRow),
    ) -> Result<ImportedFile, DeskError> {
        let mode = match (wanted.dry_run, wanted.completeness) {
            (true, _) => Mode::DryRun,
            (false, Completeness::AllOrNothing) => Mode::Whole,
            (false, Completeness::EachRow) => Mode::Record,
        };
        if mode != Mode::DryRun {
            self.book.writer()?;
        }
        let mut input = Input::new(file).map_err(DeskError::Unread)?;
        let (format, kind, look) = understood(input.look(), wanted)?;
        let mut importer = Importer::new(Session::new(self, mode)?, kind, wanted, told);
        let budget = input.budget();
        let read = {
            let give = &mut |given: Given| importer.row(given);
            let reader = BufReader::new(&mut input);
            match format {
                ImportFormat::Ndjson => lines::read(reader, &budget, give),
                ImportFormat::Json => array::read(reader, &budget, give),
                ImportFormat::Csv => table::read(reader, look, &budget, give),
                ImportFormat::JsonLd => ld::read(reader, &budget, give),
            }
        };
        let settled = read.and_then(|()| importer.settle());
        let sha256 = settled.and_then(|()| input.finish().map_err(DeskError::Unread));
        match sha256 {
            Ok(sha256) => importer.finish(sha256, format),
            Err(error) => {
                importer.session.forget();
                Err(error)
            }
        }
    }
}

/// Says how a file is written and what its rows are.
fn understood(
    start: &[u8],
    wanted: &ImportWanted,
) -> Result<(ImportFormat, ImportKind, Look), DeskError> {
    if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") {
        let why = "the file is written in UTF-16: save it as UTF-8";
        return Err(DeskError::Invalid(why.to_owned()));
    }
    let look = look(start);
    let invalid = |why: &str| DeskError::Invalid(why.to_owned());
    let kind = match (wanted.kind, look.rows) {
        (Some(kind), _) | (None, Some(RowsOf::Kind(kind))) => kind,
        (None, Some(RowsOf::Events)) => {
            return Err(invalid(
                "these are the events of a whole case: import them into a new case (--case NEW)",
            ));
        }
        (None, None) => {
            return Err(invalid(
                "cannot tell what the rows of the file are: give --kind \
                 (claims, links, figures, actors, matters, claimreview)",
            ));
        }
    };
    let format = wanted.format.or(look.format).ok_or_else(|| {
        invalid("cannot tell how the file is written: give --input (json, ndjson, csv, jsonld)")
    })?;
    match (kind, format) {
        (ImportKind::ClaimReview, ImportFormat::Json) => Ok((ImportFormat::JsonLd, kind, look)),
        (ImportKind::ClaimReview, ImportFormat::Csv) => {
            Err(invalid("reviews are read from JSON, not from a table"))
        }
        (_, ImportFormat::JsonLd) if kind != ImportKind::ClaimReview => {
            Err(invalid("JSON-LD is read for reviews: --kind claimreview"))
        }
        _ => Ok((format, kind, look)),
    }
}

/// Returns what a repeated request is told from another one by.
fn typed(sha256: Digest, kind: ImportKind, wanted: &ImportWanted) -> String {
    format!("import {sha256} {kind:?} {:?} {:?}", wanted.vouching, wanted.completeness)
}

/// Results that wait for what they say to be recorded, at most.
const WAITING: usize = 1_024;

/// How many rows came to what.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    rows: u64,
    added: u64,
    unchanged: u64,
    refused: u64,
}

impl Counts {
    fn count(&mut self, result: RowResult) {
        self.rows += 1;
        match result {
            RowResult::Added => self.added += 1,
            RowResult::Unchanged => self.unchanged += 1,
            RowResult::Refused => self.refused += 1,
        }
    }

    fn file(
        self,
        wanted: &ImportWanted,
        sha256: Digest,
        kind: ImportKind,
        format: ImportFormat,
    ) -> ImportedFile {
        ImportedFile {
            name: wanted.name.clone(),
            sha256,
            kind,
            format,
            rows: self.rows,
            added: self.added,
            unchanged: self.unchanged,
            refused: self.refused,
            vouched: wanted.vouching == Vouching::Vouch,
            commit: None,
            positions: None,
            replayed: false,
            dry_run: wanted.dry_run,
            results: Vec::new(),
        }
    }
}

/// An import under way, with all that rows are understood by.
pub(super) struct Importer<'d, 'w> {
    pub(super) session: Session<'d>,
    pub(super) wanted: &'w ImportWanted,
    pub(super) people: People,
    pub(super) texts: Texts,
    pub(super) reviewed: Reviewed,
    kind: ImportKind,
    counts: Counts,
    told: &'w mut dyn FnMut(ImportedRow),
    /// Results of rows that are not recorded yet.
    waiting: Vec<ImportedRow>,
    /// Rows that need something a later row may bring, and whether they brought something already.
    later: Vec<(u64, Row, bool)>,
    /// Whether all rows were read once.
    pub(super) is_settling: bool,
}

impl<'d, 'w> Importer<'d, 'w> {
    fn new(
        session: Session<'d>,
        kind: ImportKind,
        wanted: &'w ImportWanted,
        told: &'w mut dyn FnMut(ImportedRow),
    ) -> Self {
        Self {
            session,
            wanted,
            people: People::default(),
            texts: Texts::default(),
            reviewed: Reviewed::default(),
            kind,
            counts: Counts::default(),
            told,
            waiting: Vec::new(),
            later: Vec::new(),
            is_settling: false,
        }
    }

    /// Returns whether what was checked elsewhere is checked here.
    pub(super) fn vouches(&self) -> bool {
        self.wanted.vouching == Vouching::Vouch
    }

    /// Takes one row, or puts it off.
    fn row(&mut self, (at, row): Given) -> Result<(), DeskError> {
        let row = match row {
            Ok(row) => row,
            Err(why) => return self.tell(self.refused(at, None, why)),
        };
        match self.understand(&row) {
            Ok(Verdict::Later(_)) => {
                self.later.push((at, row, false));
                Ok(())
            }
            Ok(Verdict::Begun(draft)) => self.begin(at, row, draft),
            Ok(Verdict::Draft(draft)) => self.take(at, draft, false),
            Err(why) => self.tell(self.refused(at, None, why)),
        }
    }

    /// Takes the rows that were put off, as long as others bring what they need.
    fn settle(&mut self) -> Result<(), DeskError> {
        self.is_settling = true;
        loop {
            let waiting = std::mem::take(&mut self.later);
            let before = waiting.len();
            if before == 0 {
                return Ok(());
            }
            let mut missing = Vec::new();
            for (at, row, has_begun) in waiting {
                match self.understand(&row) {
                    Ok(Verdict::Draft(draft) | Verdict::Begun(draft)) => {
                        self.take(at, draft, has_begun)?
                    }
                    Ok(Verdict::Later(why)) => missing.push((at, row, why)),
                    Err(why) => self.tell(self.refused(at, None, why))?,
                }
            }
            if missing.len() == before {
                for (at, _, why) in missing {
                    self.tell(self.refused(at, None, why))?;
                }
                return Ok(());
            }
            self.later = missing.into_iter().map(|(at, row, _)| (at, row, false)).collect();
        }
    }

    fn understand(&mut self, row: &Row) -> Result<Verdict, String> {
        match self.kind {
            ImportKind::Claims => self.claim(&row.read()?),
            ImportKind::Figures => self.figure(row),
            ImportKind::Links => self.link(&row.read()?),
            ImportKind::Actors => self.actor(&row.read()?),
            ImportKind::Matters => self.matter(&row.read()?),
            ImportKind::ClaimReview => self.review(row),
        }
    }

    /// Takes what a row asks for so far, and puts it off for the rest.
    fn begin(&mut self, at: u64, row: Row, draft: Draft) -> Result<(), DeskError> {
        match self.session.take(draft.commands, draft.kept) {
            Ok(events) => {
                self.later.push((at, row, !events.is_empty()));
                Ok(())
            }
            Err(NotTaken::Refused(why)) => self.tell(self.refused(at, draft.id, why)),
            Err(NotTaken::Failed(error)) => Err(error),
        }
    }

    /// Takes what a row asks for, and tells its result.
    fn take(&mut self, at: u64, draft: Draft, has_begun: bool) -> Result<(), DeskError> {
        let Draft { id, commands, kept, mut notes, party } = draft;
        let events = match self.session.take(commands, kept) {
            Ok(events) => events,
            Err(NotTaken::Refused(why)) => return self.tell(self.refused(at, id, why)),
            Err(NotTaken::Failed(error)) => return Err(error),
        };
        notes.extend(party.and_then(|party| self.other_party(&party)));
        let (created, mut more) = told(&events, id.as_deref(), &self.people, self.session.desk);
        notes.append(&mut more);
        let is_same = events.is_empty() && !has_begun;
        let result = if is_same { RowResult::Unchanged } else { RowResult::Added };
        self.tell(ImportedRow { at, what: self.what(), result, id, why: None, notes, created })
    }

    /// Says where a speaker's party comes out otherwise than the file has it.
    fn other_party(&self, expected: &ExpectedParty) -> Option<String> {
        let ExpectedParty { speaker, said, party, name } = expected;
        let state = &self.session.desk.state;
        let vantage = counterclaim_model::Vantage { said: *said, as_of: state.head() };
        let affiliations = state.affiliations();
        let here = affiliations.party(*speaker, vantage);
        let called = self.people.name(here, self.session.desk);
        let is_same = match party {
            Some(there) => affiliations.canonical(*there, vantage.as_of) == here,
            None => called.to_lowercase() == name.trim().to_lowercase(),
        };
        let told =
            || format!("its party is {called} here, and {name} in the file: import the actors");
        (!is_same).then(told)
    }

    fn what(&self) -> &'static str {
        match self.kind {
            ImportKind::Claims => "claim",
            ImportKind::Links => "link",
            ImportKind::Figures => "figure",
            ImportKind::Actors => "actor",
            ImportKind::Matters => "matter",
            ImportKind::ClaimReview => "review",
        }
    }

    fn refused(&self, at: u64, id: Option<String>, why: String) -> ImportedRow {
        let (notes, created) = (Vec::new(), Vec::new());
        let (what, result) = (self.what(), RowResult::Refused);
        ImportedRow { at, what, result, id, why: Some(why), notes, created }
    }

    /// Counts a row's result and tells it once what it says is recorded.
    fn tell(&mut self, row: ImportedRow) -> Result<(), DeskError> {
        self.counts.count(row.result);
        self.waiting.push(row);
        if self.session.is_full() || (self.session.records() && self.waiting.len() >= WAITING) {
            self.session.flush()?;
            self.people.recorded();
            self.waiting.drain(..).for_each(&mut *self.told);
        }
        Ok(())
    }

    /// Records what is left, and the import.
    fn finish(mut self, sha256: Digest, format: ImportFormat) -> Result<ImportedFile, DeskError> {
        let is_broken =
            self.counts.refused > 0 && self.wanted.completeness == Completeness::AllOrNothing;
        if is_broken {
            self.hold_back();
        }
        let mut file = self.counts.file(self.wanted, sha256, self.kind, format);
        let key = import_key(sha256, self.kind)?;
        let is_known = self.session.desk.book.log().commit(&key)?.is_some();
        let is_repeated = is_known && file.added == 0;
        if is_broken || is_repeated || self.wanted.dry_run {
            self.session.forget();
        } else {
            let imported = FileImported {
                name: file.name.clone(),
                sha256,
                kind: self.kind,
                format,
                rows: file.rows,
                added: file.added,
                unchanged: file.unchanged,
                refused: file.refused,
                vouched: file.vouched,
                by: self.session.desk.identity.analyst.clone(),
            };
            let fresh = crate::staging::fresh_commit_id(&self.session.desk.rim.entropy()?)?;
            let key = self.wanted.key.clone().unwrap_or(if is_known { fresh } else { key });
            let typed = typed(sha256, self.kind, self.wanted);
            let (commit, positions) = self.session.finish(imported, key, &typed)?;
            (file.commit, file.positions) = (Some(commit), positions);
        }
        self.waiting.into_iter().for_each(&mut *self.told);
        Ok(file)
    }

    /// Says of every row that would have brought something that others kept it from it.
    fn hold_back(&mut self) {
        for row in &mut self.waiting {
            if row.result == RowResult::Added {
                row.result = RowResult::Refused;
                row.why = Some("nothing is recorded, since other rows were refused".to_owned());
                row.created = Vec::new();
            }
        }
        self.counts.refused += self.counts.added;
        self.counts.added = 0;
    }
}

/// Returns the id of the commit that records the import of a file.
fn import_key(sha256: Digest, kind: ImportKind) -> Result<CommitId, DeskError> {
    let kind = serde_json::to_string(&kind).unwrap_or_default();
    let key = format!("import/{}/{sha256}", kind.trim_matches('"'));
    CommitId::try_from(key).map_err(|error| DeskError::Invalid(error.to_string()))
}
