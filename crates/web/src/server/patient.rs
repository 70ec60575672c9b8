//! A connection that gives up on whoever takes nothing any more: what is to be sent must get on, or it costs
//! memory and a thread for as long as somebody likes.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// A connection whose writes may stand still for so long and no longer.
pub(super) struct Patient<S> {
    inner: S,
    patience: Duration,
    /// Runs while a write stands still.
    stuck: Option<Pin<Box<Sleep>>>,
}

impl<S> Patient<S> {
    /// A connection whose writes may stand still for `patience`.
    pub(super) fn new(inner: S, patience: Duration) -> Self {
        Self { inner, patience, stuck: None }
    }

    fn patiently<T>(
        &mut self,
        context: &mut Context<'_>,
        polled: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if polled.is_ready() {
            self.stuck = None;
            return polled;
        }
        let patience = self.patience;
        let stuck = self.stuck.get_or_insert_with(|| Box::pin(sleep(patience)));
        let gone = || io::Error::new(io::ErrorKind::TimedOut, "nothing is taken any more");
        stuck.as_mut().poll(context).map(|()| Err(gone()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().inner).poll_read(context, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let own = self.get_mut();
        let polled = Pin::new(&mut own.inner).poll_write(context, bytes);
        own.patiently(context, polled)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let own = self.get_mut();
        let polled = Pin::new(&mut own.inner).poll_write_vectored(context, pieces);
        own.patiently(context, polled)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let own = self.get_mut();
        let polled = Pin::new(&mut own.inner).poll_flush(context);
        own.patiently(context, polled)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let own = self.get_mut();
        let polled = Pin::new(&mut own.inner).poll_shutdown(context);
        own.patiently(context, polled)
    }
}

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;
    use std::time::{Duration, Instant};

    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::Patient;

    #[test]
    fn who_takes_nothing_is_given_up_and_who_is_slow_is_not() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        runtime.expect("a runtime").block_on(async {
            let patience = Duration::from_millis(100);
            let (ours, mut theirs) = duplex(8);
            let mut ours = Patient::new(ours, patience);
            let slow = tokio::spawn(async move {
                for _ in 0..8 {
                    tokio::time::sleep(patience / 2).await;
                    let mut taken = [0; 8];
                    theirs.read_exact(&mut taken).await.expect("it is sent");
                }
                theirs
            });
            ours.write_all(&[7; 64]).await.expect("it gets on");
            let theirs = slow.await.expect("it ends");
            let began = Instant::now();
            let stuck = ours.write_all(&[7; 64]).await.expect_err("nobody takes it");
            assert_eq!(stuck.kind(), ErrorKind::TimedOut);
            assert!(began.elapsed() >= patience);
            drop(theirs);
        });
    }
}
