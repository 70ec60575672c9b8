//! The door of this crate: a desk goes in, and a running server comes back.

use std::io;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use counterclaim_desk::{Desk, Signer};
use tokio::net::{TcpListener, UnixListener};
use tokio::runtime::Runtime;
use tokio::sync::watch;

use super::holdings::Server;
use super::listening::{listen, listen_here};
use super::{answering, signing};
use crate::access::{Access, Secret, Sessions, Tokens, hosts, is_only_here};
use crate::route::routes;

/// How a case is served.
#[derive(Debug)]
pub struct ServeOptions {
    /// The address to listen on; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Further names under which the server is reached, as behind a proxy: `desk.example.org`.
    pub hosts: Vec<String>,
    /// The directory of the case, if it is on disk: its tokens, and the socket for the command line.
    pub case: Option<PathBuf>,
    /// Who the person at this machine is: recorded with what they change.
    pub owner: String,
    /// What signs checkpoints, if the case is signed and the key at hand.
    pub signer: Option<Signer>,
}

/// Why a case is not served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The address.
    #[error("cannot listen on {0}")]
    Address(SocketAddr, #[source] io::Error),
    /// The socket in the case.
    #[error("cannot make the socket {}", .0.display())]
    Socket(PathBuf, #[source] io::Error),
    /// The machine gives no threads, or no randomness.
    #[error("the machine does not give what a server needs")]
    Machine(#[source] io::Error),
}

/// A server that runs.
pub struct Serving {
    runtime: Runtime,
    server: Arc<Server>,
    address: SocketAddr,
    login: Secret,
    socket: Option<PathBuf>,
    signer: Option<Arc<Signer>>,
    end: watch::Sender<bool>,
}

/// Serves a case until [`Serving::end`].
///
/// # Errors
/// See [`ServeError`].
pub fn serve(desk: Desk, options: ServeOptions) -> Result<Serving, ServeError> {
    let ServeOptions { listen: wanted, hosts: further, case, owner, signer } = options;
    let runtime = Runtime::new().map_err(ServeError::Machine)?;
    let bound = runtime.block_on(TcpListener::bind(wanted));
    let listener = bound.map_err(|error| ServeError::Address(wanted, error))?;
    let address = listener.local_addr().map_err(|error| ServeError::Address(wanted, error))?;
    let login = Secret::fresh().map_err(|error| ServeError::Machine(io::Error::other(error)))?;
    let access = Access {
        tokens: case.as_deref().map(Tokens::of),
        sessions: Sessions::default(),
        login: login.hash(),
        owner,
        cookie: format!("counterclaim-{}", address.port()),
        is_open_to_read: is_only_here(address.ip()),
        hosts: hosts(address, &further),
    };
    let signer = signer.map(Arc::new);
    let server = Arc::new(Server::over(desk, access, signer.clone()));
    let router = answering::router(Arc::clone(&server), routes());
    let (end, ends) = watch::channel(false);
    runtime.spawn(listen(listener, router.clone(), ends.clone()));
    let socket = case.map(|case| case.join("server.sock"));
    if let Some(path) = &socket {
        let _inside = runtime.enter();
        let listener = own_socket(path).map_err(|error| ServeError::Socket(path.clone(), error))?;
        runtime.spawn(listen_here(listener, router, ends));
    }
    if let Some(signer) = &signer {
        runtime.spawn(signing::sign_on(Arc::clone(&server), Arc::clone(signer)));
    }
    Ok(Serving { runtime, server, address, login, socket, signer, end })
}

/// Makes the socket, for the owner of the case alone. One that is there is left over from a server that
/// did not end in order: whoever holds the lock of the case is the only one.
fn own_socket(path: &Path) -> io::Result<UnixListener> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let listener = UnixListener::bind(path)?;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?;
    Ok(listener)
}

impl Serving {
    /// Returns the address it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the address of the first page.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Returns the address that logs the person at this machine in, good as long as the server runs.
    pub fn login_url(&self) -> String {
        format!("http://{}/login?secret={}", self.address, self.login.reveal())
    }

    /// Waits until the process is told to end (Ctrl-C, or `SIGTERM`).
    ///
    /// # Errors
    /// If the machine lets nobody wait for signals.
    pub fn wait(&self) -> io::Result<()> {
        use tokio::signal::unix::{SignalKind, signal};
        self.runtime.block_on(async {
            let mut terminate = signal(SignalKind::terminate())?;
            tokio::select! {
                interrupted = tokio::signal::ctrl_c() => interrupted,
                _ = terminate.recv() => Ok(()),
            }
        })
    }

    /// Lets answers that are under way end, signs, takes the socket away, and gives the desk back, if
    /// nobody holds it any more.
    pub fn end(self) -> Option<Desk> {
        let Self { runtime, server, socket, signer, end, .. } = self;
        if let Some(socket) = socket {
            let _ = std::fs::remove_file(socket);
        }
        let _ = end.send(true);
        if let Some(signer) = signer {
            runtime.block_on(signing::sign(&server, &signer));
        }
        runtime.shutdown_timeout(Duration::from_secs(5));
        Arc::into_inner(server).and_then(Server::into_desk)
    }
}
