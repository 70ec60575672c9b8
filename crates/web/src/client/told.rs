//! What a server answers: notes for the person, and a body that is read as it comes.

use std::io::{self, Read, Write};

use percent_encoding::percent_decode_str;
use ureq::http::Response;
use ureq::{Body, BodyReader};

/// The header that carries a note for the person: what the command line prints on standard error.
pub(crate) const NOTE: &str = "counterclaim-note";

/// The header that says how the command line is to end, where that is not 0 though all went well.
pub(crate) const ENDS_WITH: &str = "counterclaim-exit-code";

/// The header that says how much of a report was checked.
pub(crate) const REPORTED: &str = "counterclaim-report";

/// The header that says at which address a case is served.
pub(crate) const SERVED_AT: &str = "counterclaim-served-at";

/// An answer.
pub struct Told {
    response: Response<Body>,
}

impl Told {
    pub(super) fn of(response: Response<Body>) -> Self {
        Self { response }
    }

    /// Returns what is for the person and not part of the answer.
    pub fn notes(&self) -> Vec<String> {
        let notes = self.response.headers().get_all(NOTE).into_iter();
        let read = |note: &ureq::http::HeaderValue| {
            let plain = note.to_str().unwrap_or_default();
            percent_decode_str(plain).decode_utf8_lossy().into_owned()
        };
        notes.map(read).collect()
    }

    /// Returns how the command line is to end: 0 unless the answer is that something differs, or was
    /// refused in part.
    pub fn exit_code(&self) -> u8 {
        self.header(ENDS_WITH).and_then(|code| code.parse().ok()).unwrap_or(0)
    }

    /// Returns how much of a report was checked, and as of when.
    pub fn reported(&self) -> Option<String> {
        self.header(REPORTED).map(str::to_owned)
    }

    /// Returns a header.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.response.headers().get(name)?.to_str().ok()
    }

    /// Writes the body as it comes, without holding it. Returns its length.
    ///
    /// # Errors
    /// If the line breaks, or `out` takes no more.
    pub fn write_to(self, out: &mut dyn Write) -> io::Result<u64> {
        io::copy(&mut self.reader(), out)
    }

    /// Returns the whole body, if it is no longer than this.
    ///
    /// # Errors
    /// If the line breaks.
    pub fn bytes_up_to(self, most: u64) -> io::Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        let read = self.reader().take(most.saturating_add(1)).read_to_end(&mut bytes)?;
        Ok((read as u64 <= most).then_some(bytes))
    }

    /// Returns the whole body.
    ///
    /// # Errors
    /// If the line breaks.
    pub fn bytes(self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.reader().read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn reader(self) -> BodyReader<'static> {
        self.response.into_body().into_reader()
    }
}
