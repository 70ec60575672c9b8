//! The only file that prints. A reader that stops listening (`| head`) ends the program quietly.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

/// Writes data to standard output.
///
/// # Errors
/// If standard output fails for another reason than that nobody listens any more.
pub(crate) fn data(text: &str) -> io::Result<()> {
    bytes(text.as_bytes())
}

/// Writes bytes to standard output.
///
/// # Errors
/// As [`data`].
pub(crate) fn bytes(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Lets `write` stream data to standard output.
///
/// # Errors
/// Whatever `write` returns, unless nobody listens any more.
pub(crate) fn stream<T>(write: impl FnOnce(&mut Out) -> anyhow::Result<T>) -> anyhow::Result<()> {
    let mut out = Out { inner: io::BufWriter::new(io::stdout().lock()), closed: false };
    let written = write(&mut out);
    if out.closed { Ok(()) } else { written.map(|_| ()) }
}

/// Standard output that notices when nobody listens any more.
pub(crate) struct Out {
    inner: io::BufWriter<io::StdoutLock<'static>>,
    closed: bool,
}

impl Out {
    fn noticing<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        self.closed |= matches!(&result, Err(error) if error.kind() == io::ErrorKind::BrokenPipe);
        result
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let result = self.inner.write(bytes);
        self.noticing(result)
    }

    fn flush(&mut self) -> io::Result<()> {
        let result = self.inner.flush();
        self.noticing(result)
    }
}

/// Writes a line for the person to standard error. Whether it arrives changes nothing.
pub(crate) fn note(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Prints what is wrong with the arguments, or the help that was asked for.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    let _ = error.print();
    // Exit code 2 for wrong usage, 0 for help and version.
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// Returns whether a person watches standard error.
pub(crate) fn is_watched() -> bool {
    io::stderr().is_terminal()
}

/// Returns whether a person reads standard output.
pub(crate) fn is_read() -> bool {
    io::stdout().is_terminal()
}

/// Returns the width of the terminal on standard output, if there is one and it says.
pub(crate) fn width() -> Option<u16> {
    if !io::stdout().is_terminal() {
        return None;
    }
    std::env::var("COLUMNS").ok()?.parse().ok()
}
