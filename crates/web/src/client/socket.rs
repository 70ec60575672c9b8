//! The line to a server on this machine: the socket in its case. It exists only while a server lives; a
//! file left over from one that was killed refuses, and is noticed by that.

use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, LazyBuffers, NextTimeout, Transport,
};

use crate::socket;

/// Calls whoever listens at the socket of a case. Nobody does if it is not there, or left over.
///
/// # Errors
/// If the socket is there and this process may not use it.
pub(super) fn call(case: &Path) -> io::Result<Option<UnixStream>> {
    match socket::connect(case) {
        Ok(stream) => Ok(Some(stream)),
        Err(error) if is_absent(error.kind()) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Returns whether an error says that nobody listens.
fn is_absent(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::NotFound | ErrorKind::ConnectionRefused | ErrorKind::NotADirectory)
}

/// Hands out the line that was opened to find out whether somebody listens, and no other: who listened
/// then is asked, or nobody.
pub(super) struct ByLine(Mutex<Option<UnixStream>>);

impl ByLine {
    pub(super) fn new(line: UnixStream) -> Self {
        Self(Mutex::new(Some(line)))
    }
}

impl fmt::Debug for ByLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ByLine")
    }
}

impl Connector for ByLine {
    type Out = Line;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        _: Option<()>,
    ) -> Result<Option<Line>, Error> {
        let stream = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let stream = stream.ok_or_else(|| io::Error::from(ErrorKind::NotConnected))?;
        let config = details.config;
        let buffers = LazyBuffers::new(config.input_buffer_size(), config.output_buffer_size());
        Ok(Some(Line { stream, buffers }))
    }
}

/// An open line.
pub(super) struct Line {
    stream: UnixStream,
    buffers: LazyBuffers,
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Line")
    }
}

impl Transport for Line {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        let timeout = timeout.for_write();
        self.stream.set_write_timeout(timeout.not_zero().map(|left| *left))?;
        let written = self.stream.write_all(&self.buffers.output()[..amount]);
        written.map_err(|error| in_time(error, timeout))
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        let timeout = timeout.for_read();
        self.stream.set_read_timeout(timeout.not_zero().map(|left| *left))?;
        let room = self.buffers.input_append_buf();
        let amount = self.stream.read(room).map_err(|error| in_time(error, timeout))?;
        self.buffers.input_appended(amount);
        Ok(amount > 0)
    }

    fn is_open(&mut self) -> bool {
        // Asked before a line is used again: who listens says nothing until asked.
        let asked = self.stream.set_nonblocking(true).and_then(|()| self.stream.read(&mut [0]));
        let is_silent = asked.is_err_and(|error| error.kind() == ErrorKind::WouldBlock);
        is_silent && self.stream.set_nonblocking(false).is_ok()
    }
}

/// Tells a line that was silent for too long from one that broke.
fn in_time(error: io::Error, timeout: NextTimeout) -> Error {
    if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) {
        return Error::Timeout(timeout.reason);
    }
    error.into()
}

/// The socket has no address to look up.
#[derive(Debug)]
pub(super) struct NoNames;

impl Resolver for NoNames {
    fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let mut none = self.empty();
        none.push((std::net::Ipv4Addr::LOCALHOST, 0).into());
        Ok(none)
    }
}
