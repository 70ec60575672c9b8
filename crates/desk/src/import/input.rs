//! The bytes of a file on their way in: hashed as they are read, looked at before they are understood,
//! and never more than one row of them at a time.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use counterclaim_model::Digest;
use sha2::{Digest as _, Sha256};

/// Bytes of one row, at most.
pub(super) const ROW_BYTES: u64 = 4 << 20;

/// Bytes that are looked at to tell what a file is.
const LOOK: usize = 64 << 10;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// A file being read.
pub(super) struct Input<'r> {
    inner: &'r mut dyn Read,
    hash: Sha256,
    /// What was looked at and not yet handed out.
    start: Vec<u8>,
    at: usize,
    budget: Budget,
}

/// How many bytes may still be read before the row that is being read is too long.
#[derive(Clone)]
pub(super) struct Budget(Rc<Cell<u64>>);

impl Budget {
    /// Begins a row.
    pub(super) fn renew(&self) {
        self.0.set(ROW_BYTES);
    }

    /// Takes away the limit, for a file that is read whole.
    pub(super) fn lift(&self, bytes: u64) {
        self.0.set(bytes);
    }

    fn spend(&self, bytes: usize) -> io::Result<()> {
        match self.0.get().checked_sub(bytes as u64) {
            Some(left) => {
                self.0.set(left);
                Ok(())
            }
            None => Err(io::Error::other("a row is too long (the limit is 4 MiB)")),
        }
    }
}

impl<'r> Input<'r> {
    /// Begins to read, up to the end of the first line at least.
    ///
    /// # Errors
    /// The reader's own.
    pub(super) fn new(inner: &'r mut dyn Read) -> io::Result<Self> {
        let budget = Budget(Rc::new(Cell::new(ROW_BYTES)));
        let mut input = Self { inner, hash: Sha256::new(), start: Vec::new(), at: 0, budget };
        let mut part = vec![0; LOOK];
        while input.start.len() < LOOK || !input.start.contains(&b'\n') {
            let read = input.pull(&mut part)?;
            if read == 0 || input.start.len() as u64 > ROW_BYTES {
                break;
            }
            input.start.extend(part.iter().take(read));
        }
        if input.start.starts_with(BOM) {
            input.at = BOM.len();
        }
        Ok(input)
    }

    /// Returns what the file begins with, a byte order mark left out.
    pub(super) fn look(&self) -> &[u8] {
        self.start.get(self.at..).unwrap_or_default()
    }

    /// Returns the handle by which a reader says that a row begins.
    pub(super) fn budget(&self) -> Budget {
        self.budget.clone()
    }

    /// Reads what is left, and returns the hash of all of it.
    ///
    /// # Errors
    /// The reader's own.
    pub(super) fn finish(mut self) -> io::Result<Digest> {
        let mut part = vec![0; LOOK];
        while self.pull(&mut part)? > 0 {}
        Ok(Digest(self.hash.finalize().into()))
    }

    fn pull(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = loop {
            match self.inner.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => break result?,
            }
        };
        self.hash.update(buffer.get(..read).unwrap_or_default());
        Ok(read)
    }
}

impl Read for Input<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let waiting = self.look();
        let read = if waiting.is_empty() {
            self.start = Vec::new();
            self.at = 0;
            self.pull(buffer)?
        } else {
            let read = waiting.len().min(buffer.len());
            buffer.iter_mut().zip(waiting).for_each(|(to, from)| *to = *from);
            self.at += read;
            read
        };
        self.budget.spend(read)?;
        Ok(read)
    }
}
