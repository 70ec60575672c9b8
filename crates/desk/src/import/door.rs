//! The door: a file in, every row's result out, and the import recorded.

use std::io::{BufReader, Read, Seek, SeekFrom, Write};

use counterclaim_model::{CommitId, Digest, ImportFormat, ImportKind};

use super::desired::{Completeness, ImportWanted};
use super::importer::{Counts, Importer};
use super::input::Input;
use super::row::Given;
use super::session::{Mode, Session};
use super::sniff::{Look, RowsOf, look};
use super::{array, ld, lines, table};
use crate::answers::{ImportedFile, ImportedRow};
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
                importer.forget();
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
pub(super) fn typed(sha256: Digest, kind: ImportKind, wanted: &ImportWanted) -> String {
    format!("import {sha256} {kind:?} {:?} {:?}", wanted.vouching, wanted.completeness)
}

/// Returns the id of the commit that records the import of a file.
pub(super) fn import_key(sha256: Digest, kind: ImportKind) -> Result<CommitId, DeskError> {
    let kind = serde_json::to_string(&kind).unwrap_or_default();
    let key = format!("import/{}/{sha256}", kind.trim_matches('"'));
    CommitId::try_from(key).map_err(|error| DeskError::Invalid(error.to_string()))
}
