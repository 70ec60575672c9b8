//! The only file that prints. A reader that stops listening (`| head`) ends the program quietly.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

/// Writes data to standard output.
///
/// # Errors
/// If standard output fails for another reason than that nobody listens any more.
pub(crate) fn data(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
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

/// Returns the width of the terminal on standard output, if there is one and it says.
pub(crate) fn width() -> Option<u16> {
    if !io::stdout().is_terminal() {
        return None;
    }
    std::env::var("COLUMNS").ok()?.parse().ok()
}
