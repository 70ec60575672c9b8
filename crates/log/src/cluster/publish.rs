//! One commit on its way into the stream. Whatever the cluster answers, or does not answer, it ends in one
//! of three ways: recorded, overtaken, or honestly unknown.

use std::io;
use std::time::Duration;

use async_nats::jetstream::Context;
use async_nats::jetstream::context::PublishErrorKind;
use async_nats::jetstream::message::PublishMessage;
use async_nats::jetstream::stream::Stream;
use tokio::time::{sleep, timeout};

use super::link;
use super::trouble::{BREATH, Trouble};

/// How a publication ended.
#[derive(Debug)]
pub(super) enum Settled {
    /// The message stands where it should.
    Recorded,
    /// Another message stands there, so this one never will: its condition cannot hold any more.
    Overtaken,
    /// Nobody knows: the message may still arrive, and then only where it should.
    Unknown(io::Error),
}

/// Where a message is to stand.
#[derive(Debug)]
pub(super) struct Publication<'a> {
    pub(super) context: Context,
    pub(super) stream: &'a Stream,
    pub(super) subject: String,
    /// Its number in the stream.
    pub(super) sequence: u64,
}

impl Publication<'_> {
    /// Publishes a message until it is known what became of it, or `patience` ends.
    ///
    /// The same message may go out several times. At most one can be taken: all of them demand to be number
    /// `sequence`, and carry the same id. So trying again is always safe, and a look at what stands at
    /// `sequence` is always the last word.
    pub(super) async fn settle(
        &self,
        make: impl Fn() -> PublishMessage,
        bytes: &[u8],
        patience: Duration,
    ) -> Settled {
        let mut last = None;
        let tries = async {
            loop {
                match self.attempt(make()).await {
                    Attempt::Taken => return Settled::Recorded,
                    Attempt::Look(cause) => last = Some(cause),
                }
                match link::message(self.stream, self.sequence).await {
                    Ok(found) if found.bytes == bytes => return Settled::Recorded,
                    Ok(_) => return Settled::Overtaken,
                    // Nothing stands there yet: neither this nor another.
                    Err(Trouble::Absent) => {}
                    Err(Trouble::Passing(cause)) => last = Some(cause),
                }
                sleep(BREATH).await;
            }
        };
        match timeout(patience, tries).await {
            Ok(settled) => settled,
            Err(_) => Settled::Unknown(last.unwrap_or_else(|| io::ErrorKind::TimedOut.into())),
        }
    }

    async fn attempt(&self, message: PublishMessage) -> Attempt {
        let sent = self.context.send_publish(self.subject.clone(), message).await;
        let answered = match sent {
            Ok(answer) => answer.await,
            Err(error) => Err(error),
        };
        match answered {
            // A repeated id was taken some other time, perhaps for another message: look.
            Ok(taken) if !taken.duplicate && taken.sequence == self.sequence => Attempt::Taken,
            Ok(taken) => Attempt::Look(io::Error::other(format!(
                "the stream has this id already, at message {}",
                taken.sequence
            ))),
            Err(error) => Attempt::Look(match error.kind() {
                PublishErrorKind::TimedOut => io::Error::new(io::ErrorKind::TimedOut, error),
                PublishErrorKind::StreamNotFound
                | PublishErrorKind::WrongLastMessageId
                | PublishErrorKind::WrongLastSequence
                | PublishErrorKind::BrokenPipe
                | PublishErrorKind::MaxAckPending
                | PublishErrorKind::MaxPayloadExceeded
                | PublishErrorKind::Other => io::Error::other(error),
            }),
        }
    }
}

/// What one try came to.
enum Attempt {
    /// It was taken, here and now.
    Taken,
    /// The stream must be looked at.
    Look(io::Error),
}
