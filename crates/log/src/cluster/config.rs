//! How a stream must be set up to be a log, and the refusal of one that is not.

use std::time::Duration;

use async_nats::jetstream::stream::{
    Config, DiscardPolicy, PersistenceMode, RetentionPolicy, StorageType,
};

use super::address::StreamAddress;
use super::message::{CASE, COMMIT};

/// For how long a server tells a repeated message by its id alone. Longer than anybody waits for an answer.
pub(super) const DUPLICATES: Duration = Duration::from_secs(120);

/// Returns the set-up of a fresh stream.
pub(super) fn wanted(address: &StreamAddress, replicas: usize) -> Config {
    Config {
        name: address.stream(),
        description: Some("a case of counterclaim".to_owned()),
        subjects: vec![address.subject(CASE), address.subject(COMMIT)],
        storage: StorageType::File,
        retention: RetentionPolicy::Limits,
        discard: DiscardPolicy::New,
        num_replicas: replicas,
        max_messages: -1,
        max_messages_per_subject: -1,
        max_bytes: -1,
        max_message_size: -1,
        max_consumers: -1,
        duplicate_window: DUPLICATES,
        deny_delete: true,
        deny_purge: true,
        ..Config::default()
    }
}

/// Says what of a stream's set-up would let a log lose, change or reorder what it acknowledged.
pub(super) fn misfit(address: &StreamAddress, found: &Config) -> Option<&'static str> {
    let mut subjects = found.subjects.clone();
    subjects.sort();
    let checks = [
        (subjects != [address.subject(CASE), address.subject(COMMIT)], "has other subjects"),
        (found.storage != StorageType::File, "is kept in memory"),
        (found.retention != RetentionPolicy::Limits, "lets go of messages that were read"),
        (found.discard != DiscardPolicy::New, "lets go of old messages for new ones"),
        (!found.max_age.is_zero(), "lets go of messages with time"),
        (found.max_messages_per_subject > 0, "lets go of all but the last messages"),
        (!found.deny_delete, "lets messages be deleted"),
        (!found.deny_purge, "lets itself be purged"),
        (found.allow_rollup, "lets messages be rolled up"),
        (found.no_ack, "acknowledges nothing"),
        (found.persist_mode == Some(PersistenceMode::Async), "acknowledges what it did not write"),
        (found.mirror.is_some() || found.sources.is_some(), "is filled from other streams"),
        (found.subject_transform.is_some(), "renames subjects"),
        (found.allow_message_ttl, "lets messages name their own end"),
    ];
    checks.into_iter().find(|(is_wrong, _)| *is_wrong).map(|(_, what)| what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_that_could_lose_something_is_refused_with_the_reason() {
        let address: StreamAddress = "nats://n1/harbour".parse().expect("it is an address");
        let sound = wanted(&address, 3);
        assert_eq!(misfit(&address, &sound), None);
        let memory = Config { storage: StorageType::Memory, ..sound.clone() };
        assert_eq!(misfit(&address, &memory), Some("is kept in memory"));
        let loose = Config { deny_delete: false, ..sound.clone() };
        assert_eq!(misfit(&address, &loose), Some("lets messages be deleted"));
        let aging = Config { max_age: DUPLICATES, ..sound };
        assert_eq!(misfit(&address, &aging), Some("lets go of messages with time"));
    }
}
