//! What an acknowledgement is worth is proved, printed and enforced.

use counterclaim_log::{Acknowledgement, LogError, Reaching, ReplicaSync, StreamLog};

use super::node::{begin, fresh_name, reaching};
use super::servers::{Servers, Syncing};
use crate::way::{case_file, scratch};

fn open(reaching: &Reaching) -> Result<StreamLog, LogError> {
    let scratch = scratch();
    StreamLog::open(reaching, scratch.path()).map(|(log, _)| log)
}

#[test]
fn one_server_is_worth_what_its_disk_is() {
    let servers = Servers::start(1, &[Syncing::Always]);
    let (case, scratch) = (fresh_name(), scratch());
    let log = begin(&servers, &case, scratch.path());
    assert_eq!(log.durability().level, Acknowledgement::Buffered, "nobody said when it syncs");
    drop(log);
    let asked = Reaching { monitors: servers.monitors(), ..reaching(&servers, &case) };
    let log = open(&asked).expect("it opens");
    insta::assert_snapshot!(
        log.durability(),
        @"fsync; NATS 2.15.1, 1 server holds the stream; n1 syncs before it acknowledges"
    );
    let required = |level| Reaching { require: Some(level), ..asked.clone() };
    open(&required(Acknowledgement::Fsync)).expect("it is on disk");
    let refused = open(&required(Acknowledgement::Replicated)).expect_err("there is one server");
    assert!(
        refused.to_string().contains("`replicated` is required, and it is `fsync`"),
        "{refused}"
    );
}

#[test]
fn three_servers_are_worth_what_all_of_them_prove() {
    let servers = Servers::start(3, &[Syncing::Always, Syncing::Always, Syncing::Lazily]);
    let (case, scratch) = (fresh_name(), scratch());
    let asked = Reaching { monitors: servers.monitors(), ..reaching(&servers, &case) };
    let required = |level| Reaching { require: Some(level), ..asked.clone() };

    // A case that would not keep what is required is not begun.
    let strict = required(Acknowledgement::ReplicatedFsync);
    let refused = StreamLog::create(&strict, &scratch.path().join("none"), &case_file());
    let refused = refused.expect_err("one server syncs every two minutes").to_string();
    assert!(refused.contains("n3 syncs every 120 s"), "{refused}");
    assert!(matches!(open(&asked), Err(LogError::NotACase { .. })));

    let log = begin(&servers, &case, &scratch.path().join("one"));
    let durability = log.durability();
    assert_eq!((durability.level, durability.replicas), (Acknowledgement::Replicated, 3));
    assert!(durability.syncing.iter().all(|(_, sync)| *sync == ReplicaSync::Unknown));
    open(&required(Acknowledgement::Replicated)).expect("there are three servers");
    assert!(matches!(open(&strict), Err(LogError::Unfit { .. })));
}

#[test]
fn three_servers_that_sync_first_are_worth_the_most() {
    let servers = Servers::start(3, &[Syncing::Always]);
    let (case, scratch) = (fresh_name(), scratch());
    let asked = Reaching {
        monitors: servers.monitors(),
        require: Some(Acknowledgement::ReplicatedFsync),
        ..reaching(&servers, &case)
    };
    let log = StreamLog::create(&asked, scratch.path(), &case_file()).expect("all of them sync");
    assert_eq!(log.durability().level, Acknowledgement::ReplicatedFsync);
    // A monitoring port that answers nothing proves nothing, and is an error rather than a lower level.
    let gone = Reaching { monitors: vec!["127.0.0.1:9".to_owned()], ..asked };
    assert!(matches!(open(&gone), Err(LogError::Io { .. })));
}
