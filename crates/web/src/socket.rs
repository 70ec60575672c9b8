//! The socket in a case, by which the command line comes in: where it is, for both of its ends.
//!
//! The system takes about a hundred bytes of path for a socket and no more, and a case may lie deeper
//! than that: it is then named by way of its folder, held open.

use std::fs::{self, File};
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};

/// Its name in the directory of the case.
const NAME: &str = "server.sock";

/// The longest path every system takes.
const LONGEST: usize = 100;

/// Returns where the socket of a case is.
pub(crate) fn place(case: &Path) -> PathBuf {
    case.join(NAME)
}

/// Lets `work` have the socket's path, short enough for the system.
fn reached<T>(case: &Path, work: impl FnOnce(&Path) -> io::Result<T>) -> io::Result<T> {
    let path = place(case);
    if path.as_os_str().len() <= LONGEST {
        return work(&path);
    }
    let folder = File::open(case)?;
    work(&PathBuf::from(format!("/proc/self/fd/{}/{NAME}", folder.as_raw_fd())))
}

/// Calls whoever listens.
///
/// # Errors
/// The system's: refused, if the socket is left over from a server that did not end in order.
pub(crate) fn connect(case: &Path) -> io::Result<UnixStream> {
    reached(case, |path| UnixStream::connect(path))
}

/// The server's end.
pub(crate) struct Owned {
    /// Where calls come in. It does not wait for them.
    pub(crate) listener: UnixListener,
    /// Whose it is: nobody else is let in, whatever the file's permissions said for a moment.
    pub(crate) uid: u32,
}

/// Makes the socket, for the owner of the case alone. One that is there is left over from a server that
/// did not end in order: whoever holds the lock of the case is the only one.
///
/// # Errors
/// The system's.
pub(crate) fn listen(case: &Path) -> io::Result<Owned> {
    remove(case)?;
    let listener = reached(case, |path| UnixListener::bind(path))?;
    fs::set_permissions(place(case), fs::Permissions::from_mode(0o600))?;
    listener.set_nonblocking(true)?;
    Ok(Owned { listener, uid: fs::metadata(place(case))?.uid() })
}

/// Takes the socket away.
///
/// # Errors
/// The system's.
pub(crate) fn remove(case: &Path) -> io::Result<()> {
    match fs::remove_file(place(case)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{connect, listen, remove};

    #[test]
    fn a_case_that_lies_deep_has_its_socket_too() {
        let scratch = tempfile::tempdir().expect("a folder");
        let case = scratch.path().join("deep".repeat(30)).join("er".repeat(40));
        std::fs::create_dir_all(&case).expect("made");
        let owned = listen(&case).expect("listens");
        assert!(connect(&case).is_ok());
        drop(owned);
        let refused = connect(&case).expect_err("nobody listens");
        assert_eq!(refused.kind(), std::io::ErrorKind::ConnectionRefused);
        remove(&case).expect("removed");
    }
}
