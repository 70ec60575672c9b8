//! A stream that is not what it was: every message is held against everything before it, so a fork, a gap or
//! an altered replica shows, and nothing of it is taken.

use async_nats::jetstream::Context;
use async_nats::jetstream::message::PublishMessage;
use async_nats::jetstream::object_store;
use async_nats::jetstream::stream::Config;
use counterclaim_log::{CaseFile, LogError, ReadLog, StreamLog};
use counterclaim_model::{CaseId, Position};
use tokio::runtime::Runtime;

use super::node::{begin, fresh_name, open, reaching, shared};
use super::servers::Servers;
use crate::way::{actor, all, append, commit, fill, scratch};

/// Somebody at the servers who knows nothing of our rules.
struct Stranger {
    runtime: Runtime,
    context: Context,
}

impl Stranger {
    fn at(servers: &Servers) -> Self {
        let runtime = Runtime::new().expect("there are threads");
        let address = servers.address("x");
        let address = address.strip_suffix("/x").expect("so it ends").to_owned();
        let client = runtime.block_on(async_nats::connect(address)).expect("they are there");
        let context = runtime.block_on(async { async_nats::jetstream::new(client) });
        Self { runtime, context }
    }

    /// Copies a case's stream message by message, as `change` has it; `None` leaves one out.
    fn copy(
        &self,
        from: &str,
        to: &str,
        change: impl Fn(u64, PublishMessage, Vec<u8>) -> Option<PublishMessage>,
    ) {
        self.runtime.block_on(async {
            let mut old = self.stream(from).await;
            let info = old.info().await.expect("it answers").clone();
            let rename = |subject: &String| subject.replace(from, to);
            let config = Config {
                name: format!("counterclaim_{to}"),
                subjects: info.config.subjects.iter().map(rename).collect(),
                ..info.config
            };
            self.context.create_stream(config).await.expect("the name is free");
            let bucket = format!("counterclaim_{to}");
            let bucket = object_store::Config { bucket, ..object_store::Config::default() };
            self.context.create_object_store(bucket).await.expect("the name is free");
            for sequence in 1..=info.state.last_sequence {
                let message = old.get_raw_message(sequence).await.expect("it is there");
                let mut copied = PublishMessage::build().payload(message.payload.clone());
                if let Some(before) = message.headers.get("Counterclaim-Before") {
                    copied = copied.header("Counterclaim-Before", before.as_str());
                }
                let Some(changed) = change(sequence, copied, message.payload.to_vec()) else {
                    continue;
                };
                let subject = rename(&message.subject.to_string());
                let sent = self.context.send_publish(subject, changed);
                sent.await.expect("it is sent").await.expect("it is taken");
            }
        });
    }

    async fn stream(&self, case: &str) -> async_nats::jetstream::stream::Stream {
        self.context.get_stream(format!("counterclaim_{case}")).await.expect("it is there")
    }
}

/// Writes the line anew with another name in it, and a checksum that is right.
fn forged(line: &[u8]) -> Vec<u8> {
    let text = String::from_utf8(line.to_vec()).expect("it is text");
    let json = text[9..].trim_end().replace("Office", "0ffice");
    format!("{:08x} {json}\n", crc32c::crc32c(json.as_bytes())).into_bytes()
}

#[test]
fn an_altered_commit_shows_at_the_next_one() {
    let (servers, case, scratch) = (shared(), fresh_name(), scratch());
    let (dir, forgery) = (scratch.path().join("copy"), fresh_name());
    let mut log = begin(&servers, &case, &dir);
    fill(&mut log, 6);
    drop(log);
    let change = |sequence, message: PublishMessage, bytes: Vec<u8>| {
        Some(if sequence == 3 { message.payload(forged(&bytes).into()) } else { message })
    };
    Stranger::at(&servers).copy(&case, &forgery, change);

    // To a new node everything up to the forgery reads well; the next message gives it away.
    let fresh = StreamLog::open(&reaching(&servers, &forgery), &scratch.path().join("fresh"));
    let Err(LogError::BadMessage { sequence: 4, what, .. }) = fresh else { panic!("{fresh:?}") };
    assert!(what.contains("history was altered, or has forked"), "{what}");

    // Whoever has a copy keeps the true history, and does not read it again: the end is the same.
    let kept = open(&servers, &forgery, &dir);
    assert!(all(&kept).iter().all(|entry| !format!("{entry:?}").contains("0ffice")));
}

#[test]
fn a_copy_and_a_stream_with_another_end_part() {
    let (servers, case, scratch) = (shared(), fresh_name(), scratch());
    let (dir, forgery) = (scratch.path().join("copy"), fresh_name());
    let mut log = begin(&servers, &case, &dir);
    fill(&mut log, 4);
    let head = log.head();
    drop(log);
    let change = |sequence, message: PublishMessage, bytes: Vec<u8>| {
        Some(if sequence == 5 { message.payload(forged(&bytes).into()) } else { message })
    };
    Stranger::at(&servers).copy(&case, &forgery, change);
    let parted = StreamLog::open(&reaching(&servers, &forgery), &dir);
    let Err(LogError::HistoriesPart { what, .. }) = parted else { panic!("{parted:?}") };
    assert!(what.contains("is another"), "{what}");

    // A stream that lost its end is no better.
    let shorter = fresh_name();
    let change = |sequence, message, _| (sequence < 5).then_some(message);
    Stranger::at(&servers).copy(&case, &shorter, change);
    let parted = StreamLog::open(&reaching(&servers, &shorter), &dir);
    let Err(LogError::HistoriesPart { what, .. }) = parted else { panic!("{parted:?}") };
    assert!(what.contains(&format!("ends at position {head}")), "{what}");
}

#[test]
fn a_strangers_message_is_not_taken_and_what_came_before_is() {
    let (servers, case, scratch) = (shared(), fresh_name(), scratch());
    let mut log = begin(&servers, &case, &scratch.path().join("one"));
    fill(&mut log, 2);
    let stranger = Stranger::at(&servers);
    let subject = format!("counterclaim.{case}.commit");
    stranger.runtime.block_on(async {
        let sent = stranger.context.publish(subject, "hello".into()).await;
        sent.expect("it is sent").await.expect("the servers take anything");
    });
    let head = log.head();
    let bad = log.catch_up();
    assert!(matches!(bad, Err(LogError::BadMessage { sequence: 4, .. })), "{bad:?}");
    assert_eq!(log.head(), head);
    let other = StreamLog::open(&reaching(&servers, &case), &scratch.path().join("two"));
    assert!(matches!(other, Err(LogError::BadMessage { sequence: 4, .. })), "{other:?}");
}

#[test]
fn a_stream_that_is_no_case_or_could_lose_something_is_refused() {
    let (servers, scratch) = (shared(), scratch());
    let stranger = Stranger::at(&servers);
    let name = fresh_name();
    let none = StreamLog::open(&reaching(&servers, &name), scratch.path());
    assert!(matches!(none, Err(LogError::NotACase { .. })), "{none:?}");
    let loose = Config {
        name: format!("counterclaim_{name}"),
        subjects: vec![format!("counterclaim.{name}.case"), format!("counterclaim.{name}.commit")],
        ..Config::default()
    };
    stranger.runtime.block_on(stranger.context.create_stream(loose)).expect("the name is free");
    let refused = StreamLog::open(&reaching(&servers, &name), scratch.path());
    let Err(LogError::Unfit { what, .. }) = refused else { panic!("{refused:?}") };
    assert!(what.contains("lets go of old messages") || what.contains("be deleted"), "{what}");
}

#[test]
fn a_directory_with_another_case_is_left_alone_and_a_name_is_given_once() {
    let (servers, case, scratch) = (shared(), fresh_name(), scratch());
    let mut log = begin(&servers, &case, &scratch.path().join("one"));
    append(&mut log, commit("first", 1, actor("Harbour Office")));
    let other = CaseFile::new(CaseId::derive(&["another"]), "Another".into());
    let taken = StreamLog::create(&reaching(&servers, &case), &scratch.path().join("two"), &other);
    assert!(matches!(taken, Err(LogError::AlreadyACase { .. })), "{taken:?}");

    let second = fresh_name();
    let dir = scratch.path().join("other");
    StreamLog::create(&reaching(&servers, &second), &dir, &other).expect("the name is free");
    let mixed = StreamLog::open(&reaching(&servers, &case), &dir);
    assert!(matches!(mixed, Err(LogError::AlreadyACase { .. })), "{mixed:?}");
    assert_eq!(open(&servers, &case, &scratch.path().join("three")).head(), Position(1));
}
