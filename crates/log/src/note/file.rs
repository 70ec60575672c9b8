//! `CASE/checkpoints`: every checkpoint of a case, each as a signed note and an empty line behind it.
//! The one writer appends and syncs; readers pass over a note that is not whole yet.

use std::fs::{File, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use super::checkpoint::SignedCheckpoint;
use super::key::Verifier;
use super::signed::{BadNote, DASH};
use crate::LogError;
use crate::files::sync_dir;

/// How much of the end is read in search of the last checkpoint, at first.
const TAIL: u64 = 16 * 1024;

/// The checkpoints of a case.
#[derive(Clone, Debug)]
pub struct Checkpoints {
    path: PathBuf,
}

/// One note as it stands in the file.
struct Piece<'a> {
    /// Bytes from where reading began.
    offset: usize,
    bytes: &'a [u8],
}

impl Piece<'_> {
    fn open(&self, verifier: &Verifier) -> Result<SignedCheckpoint, BadNote> {
        let text = std::str::from_utf8(self.bytes).map_err(|_| BadNote::Form("it is no text"))?;
        SignedCheckpoint::open(text, verifier)
    }
}

impl Checkpoints {
    /// The file at `path`; where there is none, there are no checkpoints.
    pub fn at(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    /// Returns the last checkpoint whose signature holds. Checkpoints only grow, so it is the largest.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn last(&self, verifier: &Verifier) -> Result<Option<SignedCheckpoint>, LogError> {
        let mut window = TAIL;
        loop {
            let Some((bytes, is_whole)) = self.tail(window)? else { return Ok(None) };
            let (pieces, _) = pieces(&bytes);
            let found = pieces.iter().rev().find_map(|piece| piece.open(verifier).ok());
            if found.is_some() || is_whole {
                return Ok(found);
            }
            window = window.saturating_mul(4);
        }
    }

    /// Returns all checkpoints in order, with the byte each begins at; one that does not hold as what is
    /// wrong with it. An incomplete last one is not there yet.
    ///
    /// # Errors
    /// The file cannot be read.
    #[expect(clippy::type_complexity, reason = "a list of places with what stands there")]
    pub fn all(
        &self,
        verifier: &Verifier,
    ) -> Result<Vec<(u64, Result<SignedCheckpoint, BadNote>)>, LogError> {
        let Some((bytes, _)) = self.tail(u64::MAX)? else { return Ok(Vec::new()) };
        let (pieces, _) = pieces(&bytes);
        Ok(pieces.iter().map(|piece| (piece.offset as u64, piece.open(verifier))).collect())
    }

    /// Returns the size up to which the log is known to have been durable, by its last checkpoint; 0
    /// without one.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn durable_size(&self, verifier: &Verifier) -> Result<u64, LogError> {
        Ok(self.last(verifier)?.map_or(0, |signed| signed.size()))
    }

    /// Appends a checkpoint, in place of a note that was never finished. Returns once it is durable.
    ///
    /// # Errors
    /// It cannot be written.
    pub(crate) fn append(&self, signed: &SignedCheckpoint) -> Result<(), LogError> {
        let whole = match self.tail(u64::MAX)? {
            Some((bytes, _)) => pieces(&bytes).1 as u64,
            None => 0,
        };
        let write = || {
            let mut options = OpenOptions::new();
            let file = options.write(true).create(true).truncate(false).open(&self.path)?;
            file.set_len(whole)?;
            file.write_all_at(format!("{signed}\n").as_bytes(), whole)?;
            file.sync_all()
        };
        write().map_err(LogError::io(&self.path))?;
        if whole == 0 {
            sync_dir(self.path.parent().expect("a file that was just written lies somewhere"))?;
        }
        Ok(())
    }

    /// Returns at most the last `window` bytes, and whether that is all.
    fn tail(&self, window: u64) -> Result<Option<(Vec<u8>, bool)>, LogError> {
        let read = || -> std::io::Result<_> {
            let file = File::open(&self.path)?;
            let length = file.metadata()?.len();
            let from = length.saturating_sub(window);
            let mut bytes = vec![0; usize::try_from(length - from).unwrap_or(usize::MAX)];
            file.read_exact_at(&mut bytes, from)?;
            Ok((bytes, from == 0))
        };
        match read() {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(LogError::io(&self.path)(error)),
        }
    }
}

/// Takes notes apart: a text, an empty line, lines of signatures, an empty line. What does not follow
/// this order is a piece of its own, to be named as no note. Returns also where the last whole note ends.
fn pieces(file: &[u8]) -> (Vec<Piece<'_>>, usize) {
    let mut pieces = Vec::new();
    let (mut whole, mut text, mut part) = (0, 0, 0);
    for end in (2..=file.len()).filter(|end| file[end - 2..*end] == *b"\n\n") {
        if end - part < 2 {
            continue; // a third newline in a row belongs to what follows
        }
        if file[part..].starts_with(DASH.as_bytes()) {
            if whole < text {
                pieces.push(Piece { offset: whole, bytes: &file[whole..text] });
            }
            // The empty line behind it belongs to the file, not to the note.
            pieces.push(Piece { offset: text, bytes: &file[text..end - 1] });
            whole = end;
            text = end;
        } else {
            text = part;
        }
        part = end;
    }
    (pieces, whole)
}
