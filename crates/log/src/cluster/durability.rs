//! What an acknowledgement of this cluster is worth, proved and not assumed: what cannot be proved counts as
//! not given.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use async_nats::jetstream::stream::Info;

use super::link::Link;
use super::monitor::{self, Told};
use crate::LogError;

/// The oldest servers that are taken. Before, they ignore without a word what they do not know of a request.
const OLDEST: (u64, u64) = (2, 12);

/// What is true of a commit that was acknowledged. Each names what the commit survives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Acknowledgement {
    /// One server has it in memory: it survives the server being killed, not the machine.
    Buffered,
    /// One server has it on its disk: it survives the machine being switched off, not the loss of its disk.
    Fsync,
    /// A majority of at least three servers has it in memory: it survives the loss of any one of them, and
    /// not all machines being switched off within the same minutes.
    Replicated,
    /// A majority of at least three servers has it on disk: it survives all of them being switched off at
    /// once, and the loss of any one disk.
    ReplicatedFsync,
}

/// What was proved of a cluster when it was connected to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Durability {
    /// What an acknowledgement is worth.
    pub level: Acknowledgement,
    /// Version of the server at the other end.
    pub version: String,
    /// Servers that hold the stream.
    pub replicas: usize,
    /// What is known of each of them, by name.
    pub syncing: Vec<(String, ReplicaSync)>,
}

/// When a server that holds the stream syncs its disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplicaSync {
    /// Before it acknowledges.
    Always,
    /// Every so often.
    Every(Duration),
    /// Nobody said.
    Unknown,
}

impl Acknowledgement {
    const ALL: [Self; 4] = [Self::Buffered, Self::Fsync, Self::Replicated, Self::ReplicatedFsync];

    /// Returns its name: `replicated-fsync`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Buffered => "buffered",
            Self::Fsync => "fsync",
            Self::Replicated => "replicated",
            Self::ReplicatedFsync => "replicated-fsync",
        }
    }

    /// Returns whether everything `wanted` promises holds here too.
    pub fn covers(self, wanted: Self) -> bool {
        let (disk, copies) = self.parts();
        let (wanted_disk, wanted_copies) = wanted.parts();
        disk >= wanted_disk && copies >= wanted_copies
    }

    /// Returns whether it is on disk, and whether on several machines.
    fn parts(self) -> (bool, bool) {
        match self {
            Self::Buffered => (false, false),
            Self::Fsync => (true, false),
            Self::Replicated => (false, true),
            Self::ReplicatedFsync => (true, true),
        }
    }

    fn of(is_on_disk: bool, replicas: usize) -> Self {
        match (is_on_disk, replicas >= 3) {
            (false, false) => Self::Buffered,
            (true, false) => Self::Fsync,
            (false, true) => Self::Replicated,
            (true, true) => Self::ReplicatedFsync,
        }
    }
}

impl fmt::Display for Acknowledgement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Acknowledgement {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|level| level.name() == text).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            format!("{text:?} is no level of acknowledgement: it is one of {names}")
        })
    }
}

impl Durability {
    /// Refuses what is worth less than `wanted`, and says what is missing.
    pub(super) fn require(&self, wanted: Acknowledgement, link: &Link) -> Result<(), LogError> {
        if self.level.covers(wanted) {
            return Ok(());
        }
        let what = format!("`{wanted}` is required, and it is `{}`: {self}", self.level);
        Err(LogError::Unfit { address: link.address().to_string(), what })
    }
}

/// Says what was found, for people.
impl fmt::Display for Durability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { level, version, replicas, syncing } = self;
        let servers = if *replicas == 1 { "server holds" } else { "servers hold" };
        write!(f, "{level}; NATS {version}, {replicas} {servers} the stream")?;
        for (name, sync) in syncing {
            match sync {
                ReplicaSync::Always => write!(f, "; {name} syncs before it acknowledges")?,
                ReplicaSync::Every(time) => write!(f, "; {name} syncs every {} s", time.as_secs())?,
                ReplicaSync::Unknown => {
                    write!(f, "; when {name} syncs is not known: name its monitoring port")?;
                }
            }
        }
        Ok(())
    }
}

/// Refuses a server that is too old, and one that was not told to keep streams.
pub(super) fn refuse_unfit(link: &Link) -> Result<(), LogError> {
    let server = link.server();
    refuse_old(&server.version)
        .and_then(|()| match server.headers {
            true => Ok(()),
            false => Err("its server takes no headers".to_owned()),
        })
        .map_err(|what| LogError::Unfit { address: link.address().to_string(), what })
}

fn refuse_old(version: &str) -> Result<(), String> {
    let (major, minor) = OLDEST;
    let mut numbers = version.split(['.', '-']).map(|number| number.parse::<u64>().ok());
    match (numbers.next().flatten(), numbers.next().flatten()) {
        (Some(found_major), Some(found_minor)) if (found_major, found_minor) >= OLDEST => Ok(()),
        _ => Err(format!(
            "its server is NATS {version:?}, and {major}.{minor} is the oldest that is taken: \
             older ones silently ignore conditions of a request they do not know, and some lost \
             whole streams when they were killed"
        )),
    }
}

/// Finds out what an acknowledgement is worth, from the stream as its leader describes it and from the
/// monitoring ports of the servers that hold it.
pub(super) fn probe(link: &Link, info: &Info, monitors: &[String]) -> Result<Durability, LogError> {
    let mut answers = Vec::new();
    for place in monitors {
        let answer = link.wait(monitor::ask(place));
        let answer = answer.map_err(|source| LogError::Io { path: place.into(), source })?;
        refuse_old(&answer.version)
            .map_err(|what| LogError::Unfit { address: link.address().to_string(), what })?;
        answers.push(answer);
    }
    let server = link.server();
    let syncing = holders(info, &server.server_name)
        .into_iter()
        .map(|name| {
            let sync = syncs(&answers, &name);
            (name, sync)
        })
        .collect();
    Ok(judge(server.version, info.config.num_replicas, syncing))
}

/// Says what the facts amount to. Only if every server that holds the stream is known to sync first, an
/// acknowledgement is on disk: the majority that gave it may be any.
fn judge(version: String, replicas: usize, syncing: Vec<(String, ReplicaSync)>) -> Durability {
    let all_sync = syncing.iter().all(|(_, sync)| *sync == ReplicaSync::Always);
    let is_on_disk = all_sync && syncing.len() >= replicas;
    Durability { level: Acknowledgement::of(is_on_disk, replicas), version, replicas, syncing }
}

/// Returns the names of the servers that hold the stream, in order.
fn holders(info: &Info, connected: &str) -> Vec<String> {
    let mut names = Vec::new();
    if let Some(cluster) = &info.cluster {
        names.extend(cluster.leader.clone());
        names.extend(cluster.replicas.iter().map(|peer| peer.name.clone()));
    }
    if names.is_empty() {
        names.push(connected.to_owned());
    }
    names.sort();
    names
}

fn syncs(answers: &[Told], name: &str) -> ReplicaSync {
    match answers.iter().find(|told| told.server_name == name) {
        Some(told) if told.always_syncs() => ReplicaSync::Always,
        Some(told) => ReplicaSync::Every(told.every()),
        None => ReplicaSync::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Acknowledgement::{Buffered, Fsync, Replicated, ReplicatedFsync};

    #[test]
    fn a_level_covers_what_promises_no_more() {
        for level in Acknowledgement::ALL {
            assert!(level.covers(level) && level.covers(Buffered) && ReplicatedFsync.covers(level));
            assert_eq!(level.name().parse(), Ok(level));
        }
        assert!(!Replicated.covers(Fsync) && !Fsync.covers(Replicated));
        assert!("durable".parse::<Acknowledgement>().is_err());
    }

    #[test]
    fn old_servers_are_refused_with_the_reason() {
        for version in ["2.12.0", "2.15.1", "2.13.0-RC.2", "3.0.0"] {
            assert_eq!(refuse_old(version), Ok(()), "{version}");
        }
        for version in ["2.9.10", "2.11.9", "1.4.1", "", "devel"] {
            let why = refuse_old(version).expect_err("it is too old, or unknown");
            assert!(why.contains("2.12 is the oldest"), "{why}");
        }
    }

    #[test]
    fn on_disk_is_what_every_holder_was_proved_to_sync() {
        use ReplicaSync::{Always, Every, Unknown};
        let level = |replicas, syncs: &[ReplicaSync]| {
            let named = syncs.iter().enumerate().map(|(index, sync)| (index.to_string(), *sync));
            judge("2.15.1".to_owned(), replicas, named.collect()).level
        };
        let lazy = Every(Duration::from_secs(120));
        assert_eq!(level(3, &[Always, Always, Always]), ReplicatedFsync);
        assert_eq!(level(3, &[Always, Always, lazy]), Replicated);
        assert_eq!(level(3, &[Always, Always, Unknown]), Replicated);
        assert_eq!(level(3, &[Always, Always]), Replicated, "one replica was not named at all");
        assert_eq!(level(1, &[Always]), Fsync);
        assert_eq!(level(1, &[Unknown]), Buffered);
    }
}
