//! The door of this crate: a desk goes in, and a running server comes back.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use counterclaim_desk::{Desk, Signer};
use tokio::net::{TcpListener, UnixListener};
use tokio::runtime::Runtime;
use tokio::sync::watch;

use super::holdings::Server;
use super::journal::Journal;
use super::listening::{listen, listen_here};
use super::{answering, signing};
use crate::access::{Access, Secret, Sessions, TokenError, Tokens, hosts, is_only_here};
use crate::route::routes;
use crate::socket;

/// How a case is served.
#[derive(Debug)]
pub struct ServeOptions {
    /// The address to listen on; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Further names under which the server is reached, as behind a proxy: `desk.example.org`. If there are
    /// any, whoever reads must show a token too.
    pub hosts: Vec<String>,
    /// The directory of the case, if it is on disk: its tokens, and the socket for the command line.
    pub case: Option<PathBuf>,
    /// Who the person at this machine is: recorded with what they change.
    pub owner: String,
    /// What signs checkpoints, if the case is signed and the key at hand.
    pub signer: Option<Signer>,
    /// What is said of calls, and to whom.
    pub journal: Journal,
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
    /// The tokens of the case.
    #[error(transparent)]
    Tokens(#[from] TokenError),
    /// Others reach the address, and nobody could come in.
    #[error(
        "{address} is reached from elsewhere, and nobody has a token yet: make one first, with \
         `counterclaim token add NAME --role ROLE --case {}`",
        .case.display()
    )]
    NoToken {
        /// The address.
        address: SocketAddr,
        /// The directory of the case.
        case: PathBuf,
    },
    /// The machine gives no threads, or no randomness.
    #[error("the machine does not give what a server needs")]
    Machine(#[source] io::Error),
}

/// What told a server to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// A person, by Ctrl-C.
    Interrupted,
    /// The machine, or whoever manages its services (`SIGTERM`).
    Terminated,
}

/// A server that runs.
pub struct Serving {
    runtime: Runtime,
    server: Arc<Server>,
    address: SocketAddr,
    login: Secret,
    case: Option<PathBuf>,
    signer: Option<Arc<Signer>>,
    end: watch::Sender<bool>,
}

/// Serves a case until [`Serving::end`].
///
/// # Errors
/// See [`ServeError`].
pub fn serve(desk: Desk, options: ServeOptions) -> Result<Serving, ServeError> {
    let ServeOptions { listen: wanted, hosts: further, case, owner, signer, journal } = options;
    may_be_reached(wanted, case.as_deref())?;
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
        // Whoever comes through a proxy on this machine comes from this machine too.
        is_open_to_read: is_only_here(address.ip()) && further.is_empty(),
        hosts: hosts(address, &further),
    };
    let signer = signer.map(Arc::new);
    let server = Arc::new(Server::over(desk, access, signer.clone(), journal));
    let router = answering::router(Arc::clone(&server), routes());
    let (end, ends) = watch::channel(false);
    runtime.spawn(listen(listener, router.clone(), ends.clone()));
    if let Some(case) = &case {
        let failed = |error| ServeError::Socket(socket::place(case), error);
        let owner = socket::listen(case).map_err(failed)?;
        let _inside = runtime.enter();
        let listener = UnixListener::from_std(owner.listener).map_err(failed)?;
        runtime.spawn(listen_here(listener, owner.uid, router, ends));
    }
    if let Some(signer) = &signer {
        runtime.spawn(signing::sign_on(Arc::clone(&server), Arc::clone(signer)));
    }
    Ok(Serving { runtime, server, address, login, case, signer, end })
}

/// Holds off a server that others reach and nobody could use.
fn may_be_reached(address: SocketAddr, case: Option<&Path>) -> Result<(), ServeError> {
    let Some(case) = case.filter(|_| !is_only_here(address.ip())) else { return Ok(()) };
    match Tokens::of(case).all()?.is_empty() {
        true => Err(ServeError::NoToken { address, case: case.to_owned() }),
        false => Ok(()),
    }
}

/// Waits until the process is told to end, and returns by whom.
///
/// # Errors
/// If the machine lets nobody wait for signals.
pub(crate) async fn told_to_end() -> io::Result<Ended> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted.map(|()| Ended::Interrupted),
        _ = terminate.recv() => Ok(Ended::Terminated),
    }
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

    /// Waits until the process is told to end, and returns by whom.
    ///
    /// # Errors
    /// If the machine lets nobody wait for signals.
    pub fn wait(&self) -> io::Result<Ended> {
        self.runtime.block_on(told_to_end())
    }

    /// Lets answers that are under way end, signs, takes the socket away, and gives the desk back, if
    /// nobody holds it any more.
    pub fn end(self) -> Option<Desk> {
        let Self { runtime, server, case, signer, end, .. } = self;
        if let Some(case) = case {
            let _ = socket::remove(&case);
        }
        let _ = end.send(true);
        if let Some(signer) = signer {
            runtime.block_on(signing::sign(&server, &signer));
        }
        runtime.shutdown_timeout(Duration::from_secs(5));
        Arc::into_inner(server).and_then(Server::into_desk)
    }
}
