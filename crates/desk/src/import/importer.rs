//! An import under way: rows are understood, decided, put off where they need others, and told of.

use std::collections::BTreeMap;

use counterclaim_model::{
    ClaimId, Digest, Event, FileImported, ImportFormat, ImportKind, MatterId,
};

use super::desired::{Completeness, ImportWanted, Vouching};
use super::door::{import_key, typed};
use super::draft::{Draft, ExpectedParty, Verdict};
use super::known::identity_of;
use super::people::People;
use super::reviews::Reviewed;
use super::row::{Given, Row};
use super::session::{NotTaken, Session};
use super::told::told;
use super::words::Texts;
use crate::answers::{ImportedFile, ImportedRow, RowResult};
use crate::error::DeskError;

/// Results that wait for what they say to be recorded, at most.
const WAITING: usize = 1_024;

/// How many rows came to what.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
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

    pub(super) fn file(
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
    /// What makes a claim itself, of claims that are not recorded yet.
    pub(super) fresh: BTreeMap<ClaimId, String>,
    /// Titles of matters that are not recorded yet.
    pub(super) fresh_matters: BTreeMap<MatterId, String>,
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
    pub(super) fn new(
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
            fresh: BTreeMap::new(),
            fresh_matters: BTreeMap::new(),
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
    pub(super) fn row(&mut self, (at, row): Given) -> Result<(), DeskError> {
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
    pub(super) fn settle(&mut self) -> Result<(), DeskError> {
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
        self.note(&events);
        notes.extend(party.and_then(|party| self.other_party(&party)));
        let (created, mut more) = told(&events, id.as_deref(), &self.people, self.session.desk);
        notes.append(&mut more);
        let is_same = events.is_empty() && !has_begun;
        let result = if is_same { RowResult::Unchanged } else { RowResult::Added };
        self.tell(ImportedRow { at, what: self.what(), result, id, why: None, notes, created })
    }

    /// Remembers what views do not show before it is recorded.
    fn note(&mut self, events: &[Event]) {
        for event in events {
            if let Event::ClaimProposed(new) = event {
                self.fresh.insert(new.claim.id, identity_of(&new.claim));
            }
            if let Event::ClaimRecorded(new) = event {
                self.fresh.insert(new.id, identity_of(new));
            }
            if let Event::MatterAdded(matter) = event {
                self.fresh_matters.insert(matter.id.clone(), matter.title.clone());
            }
            if let Event::ReviewRecorded(review) = event {
                self.reviewed.fresh.insert(review.id);
            }
        }
    }

    /// Forgets what is not recorded.
    pub(super) fn forget(self) {
        self.session.forget();
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
            self.fresh.clear();
            self.fresh_matters.clear();
            self.waiting.drain(..).for_each(&mut *self.told);
        }
        Ok(())
    }

    /// Records what is left, and the import.
    pub(super) fn finish(
        mut self,
        sha256: Digest,
        format: ImportFormat,
    ) -> Result<ImportedFile, DeskError> {
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
