//! The line to a cluster, and the small runtime it lives on. Everything above it is written as if nothing
//! had to be waited for; here is where one waits.

use std::fmt;
use std::pin::pin;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::task::{self, Poll, Wake, Waker};
use std::time::Duration;

use async_nats::jetstream::context::GetStreamErrorKind;
use async_nats::jetstream::stream::{Config, Info, Stream};
use async_nats::jetstream::{Context, ErrorCode};
use async_nats::{Client, ConnectOptions, ServerInfo};
use tokio::runtime::{Builder, Runtime};

use super::address::{Access, StreamAddress};
use super::message::Received;
use super::trouble::{Trouble, patiently, unreached};
use crate::LogError;

/// A single question is given up after this, and asked again: its answer may have been lost with a leader.
const ONE_TRY: Duration = Duration::from_secs(2);

/// A line to a cluster.
pub(super) struct Link {
    /// Gone only while it is dropped.
    runtime: Option<Runtime>,
    client: Client,
    context: Context,
    address: StreamAddress,
    /// How long something that may go better is tried.
    patience: Duration,
}

impl Link {
    /// Connects, within `patience`.
    pub(super) fn open(
        address: &StreamAddress,
        access: &Access,
        patience: Duration,
    ) -> Result<Self, LogError> {
        let failed = |source| unreached(address, source);
        let runtime =
            Builder::new_multi_thread().worker_threads(1).enable_all().build().map_err(failed)?;
        let options = options(access).map_err(failed)?.connection_timeout(ONE_TRY);
        let connect = patiently(patience, async || {
            options.clone().connect(address.servers()).await.map_err(Trouble::passing)
        });
        let connected = block_on(&runtime, connect).map_err(failed)?;
        let client = connected.ok_or_else(|| failed(std::io::ErrorKind::NotConnected.into()))?;
        // It begins work of its own, which must find the runtime.
        let mut context = block_on(&runtime, async { async_nats::jetstream::new(client.clone()) });
        context.set_timeout(ONE_TRY);
        let (runtime, address) = (Some(runtime), address.clone());
        Ok(Self { runtime, client, context, address, patience })
    }

    /// Waits for something to be done. May be called from any thread, also from one of another runtime.
    pub(super) fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        let runtime = self.runtime.as_ref();
        block_on(runtime.expect("there is a runtime until the link is dropped"), work)
    }

    /// Tries again and again, while patience lasts, what may go better in a moment; `None` if what is looked
    /// for is not there.
    pub(super) fn patiently<T>(
        &self,
        attempt: impl AsyncFnMut() -> Result<T, Trouble>,
    ) -> Result<Option<T>, LogError> {
        let done = self.wait(patiently(self.patience, attempt));
        done.map_err(|source| unreached(&self.address, source))
    }

    pub(super) fn address(&self) -> &StreamAddress {
        &self.address
    }

    pub(super) fn context(&self) -> Context {
        self.context.clone()
    }

    pub(super) fn patience(&self) -> Duration {
        self.patience
    }

    /// Returns what the server at the other end says of itself.
    pub(super) fn server(&self) -> ServerInfo {
        self.client.server_info()
    }

    /// Something at this address could not be reached.
    pub(super) fn unreached(&self, source: std::io::Error) -> LogError {
        unreached(&self.address, source)
    }

    /// Returns the stream of this name; `None` if there is none.
    pub(super) fn stream(&self, name: &str) -> Result<Option<Stream>, LogError> {
        self.patiently(async || {
            self.context.get_stream(name).await.map_err(|error| match error.kind() {
                GetStreamErrorKind::JetStream(told)
                    if told.error_code() == ErrorCode::STREAM_NOT_FOUND =>
                {
                    Trouble::Absent
                }
                GetStreamErrorKind::JetStream(_)
                | GetStreamErrorKind::EmptyName
                | GetStreamErrorKind::Request
                | GetStreamErrorKind::InvalidStreamName => Trouble::passing(error),
            })
        })
    }

    /// Makes a stream, or finds it as it is wanted.
    pub(super) fn create(&self, config: &Config) -> Result<Stream, LogError> {
        self.certainly(async || {
            self.context.create_stream(config.clone()).await.map_err(Trouble::passing)
        })
    }

    /// Asks the stream's leader how it stands.
    pub(super) fn info(&self, stream: &Stream) -> Result<Info, LogError> {
        self.certainly(async || stream.get_info().await.map_err(Trouble::passing))
    }

    /// Asks the stream's leader for one message; `None` if it has none of this number.
    pub(super) fn message(
        &self,
        stream: &Stream,
        sequence: u64,
    ) -> Result<Option<Received>, LogError> {
        self.patiently(async || message(stream, sequence).await)
    }

    /// As [`patiently`](Self::patiently), for what is there or cannot be reached.
    pub(super) fn certainly<T>(
        &self,
        attempt: impl AsyncFnMut() -> Result<T, Trouble>,
    ) -> Result<T, LogError> {
        let done = self.patiently(attempt)?;
        done.ok_or_else(|| self.unreached(std::io::ErrorKind::NotFound.into()))
    }
}

/// Asks once for a message. The leader answers, never a replica that may be behind it.
pub(super) async fn message(stream: &Stream, sequence: u64) -> Result<Received, Trouble> {
    use async_nats::jetstream::stream::RawMessageErrorKind;
    match stream.get_raw_message(sequence).await {
        Ok(message) => Ok(Received::of(message)),
        Err(error) => Err(match error.kind() {
            RawMessageErrorKind::NoMessageFound => Trouble::Absent,
            RawMessageErrorKind::InvalidSubject
            | RawMessageErrorKind::JetStream(_)
            | RawMessageErrorKind::Other => Trouble::passing(error),
        }),
    }
}

/// Waits on this very thread, while the runtime's own moves what is waited for: so it works wherever it is
/// called, and what is waited for may borrow.
fn block_on<T>(runtime: &Runtime, work: impl Future<Output = T>) -> T {
    let _inside = runtime.enter();
    let mut work = pin!(work);
    let sleeper = Arc::new(Sleeper::default());
    let waker = Waker::from(Arc::clone(&sleeper));
    let mut cx = task::Context::from_waker(&waker);
    loop {
        match work.as_mut().poll(&mut cx) {
            Poll::Ready(done) => return done,
            Poll::Pending => sleeper.sleep(),
        }
    }
}

/// A thread that waits. It has a flag of its own: that of the standard library is anybody's on this thread,
/// and whoever else waited meanwhile would take the wake-up along.
#[derive(Default)]
struct Sleeper {
    is_woken: Mutex<bool>,
    woken: Condvar,
}

impl Sleeper {
    fn sleep(&self) {
        let is_woken = self.is_woken.lock().unwrap_or_else(PoisonError::into_inner);
        let mut is_woken = self
            .woken
            .wait_while(is_woken, |is_woken| !*is_woken)
            .unwrap_or_else(PoisonError::into_inner);
        *is_woken = false;
    }
}

impl Wake for Sleeper {
    fn wake(self: Arc<Self>) {
        *self.is_woken.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.woken.notify_one();
    }
}

fn options(access: &Access) -> std::io::Result<ConnectOptions> {
    let options = ConnectOptions::new().name("counterclaim");
    match access {
        Access::Open => Ok(options),
        Access::Token(token) => Ok(options.token(token.clone())),
        Access::User { name, password } => {
            Ok(options.user_and_password(name.clone(), password.clone()))
        }
        Access::Credentials(text) => options.credentials(text),
    }
}

/// A runtime must not be dropped where another one runs; so it is let go.
impl Drop for Link {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Link").field("address", &self.address).finish_non_exhaustive()
    }
}
