//! The door of this module: a case goes in, and agents are served until their host says no more.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use counterclaim_desk::DeskError;
use rmcp::service::{ServerInitializeError, serve_server};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::runtime::Runtime;
use tokio::sync::Mutex;

use super::door::{Directory, Door};
use super::inside::Desks;
use super::lines::{inwards, outwards};
use super::tools::Tools;
use crate::client::Client;
use crate::server::{Ended, told_to_end};

/// Bytes that wait between the host and the protocol's library.
const WAITING: usize = 64 << 10;

/// How long calls that are under way may take when the process is told to end.
const PATIENCE: Duration = Duration::from_secs(2);

/// Where the case of agents is.
pub enum CaseFor {
    /// With a server at an address.
    Address(Client),
    /// In a directory: a server is asked while one holds it, and the files otherwise.
    Directory(Desks),
}

/// How agents are served.
pub struct AgentsOptions {
    /// Where the case is.
    pub case: CaseFor,
    /// In whose name is proposed; at an address the token says.
    pub by: String,
}

/// Why agents are not served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AgentsError {
    /// The case.
    #[error(transparent)]
    Case(#[from] DeskError),
    /// Standard input or output, or the machine gives no threads.
    #[error("cannot talk to the host of the agent")]
    Host(#[from] io::Error),
    /// The host begins otherwise than the protocol has it.
    #[error("the host of the agent does not begin as the protocol has it")]
    Handshake(#[source] Box<ServerInitializeError>),
}

/// Serves agents over standard input and output until the host says no more, or the process is told to
/// end: then returns by whom.
///
/// # Errors
/// See [`AgentsError`].
pub fn serve_agents(options: AgentsOptions) -> Result<Option<Ended>, AgentsError> {
    let door = match options.case {
        CaseFor::Address(client) => Door::Address(Box::new(client)),
        CaseFor::Directory(desks) => {
            Door::Directory(Box::new(Directory::new(desks.case.clone(), options.by, desks)))
        }
    };
    door.look()?;
    let runtime = Runtime::new()?;
    let ended = runtime.block_on(async {
        tokio::select! {
            served = talk(Tools::over(door), tokio::io::stdin(), tokio::io::stdout()) => {
                served.map(|()| None)
            }
            ended = told_to_end() => Ok(ended.map(Some)?),
        }
    });
    // A read of standard input that waits is not waited for.
    runtime.shutdown_timeout(PATIENCE);
    ended
}

/// Talks to a host until it says no more and everything is answered.
async fn talk(
    tools: Tools,
    input: impl AsyncRead + Unpin + Send + 'static,
    output: impl AsyncWrite + Unpin + Send + 'static,
) -> Result<(), AgentsError> {
    let (ours, theirs) = tokio::io::duplex(WAITING);
    let (from_library, to_library) = tokio::io::split(ours);
    let output = Arc::new(Mutex::new(output));
    let reading = tokio::spawn(inwards(input, to_library, Arc::clone(&output)));
    let writing = tokio::spawn(outwards(from_library, output));
    let served = match serve_server(tools, theirs).await {
        Ok(running) => {
            let ended = running.waiting().await;
            ended.map(|_| ()).map_err(|error| AgentsError::Host(io::Error::other(error)))
        }
        // A host that comes and goes without a word.
        Err(ServerInitializeError::ConnectionClosed(_)) => Ok(()),
        Err(error) => Err(AgentsError::Handshake(Box::new(error))),
    };
    reading.abort();
    let written = writing.await.map_err(io::Error::other)?;
    match written {
        // A host that no longer listens has ended.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        Ok(()) | Err(_) => served,
    }
}
