//! Three servers that are killed and stopped while commits go in: what was acknowledged is there, once, and in
//! its place, whatever happened to whoever acknowledged it.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use counterclaim_log::{AppendError, EventLog, ReadLog, StreamLog, tree};

use super::node::{begin, fresh_name, open};
use super::servers::{Servers, Syncing};
use crate::way::{actor, all, commit, scratch};

/// What one writer was told: ids in the order in which they were acknowledged, each with its position.
type Acknowledged = Vec<(String, u64)>;

/// How the servers are treated while writers write.
#[derive(Clone, Copy, Debug)]
enum Harm {
    KillTheLeader,
    FreezeTheLeader,
    KillAll,
}

/// Writes until told to stop. Whatever is unknown is asked for again under the same id, as any caller must.
fn write(mut log: StreamLog, writer: usize, is_over: &AtomicBool) -> Acknowledged {
    let mut acknowledged = Vec::new();
    let mut number = 0;
    while !is_over.load(Ordering::Relaxed) {
        let id = format!("{writer}-{number}");
        match log.append(commit(&id, 1, actor(&format!("Office {id}")))) {
            Ok(appended) => {
                acknowledged.push((id, appended.commit.first.0));
                number += 1;
            }
            Err(AppendError::AlreadyDone(known)) => {
                acknowledged.push((id, known.first.0));
                number += 1;
            }
            Err(
                AppendError::Overtaken { .. }
                | AppendError::Poisoned
                | AppendError::Unknown { .. }
                | AppendError::Unreadable(_),
            ) => {
                // No answer in time is no harm: one asks again.
                let _ = log.catch_up();
            }
            Err(other) => panic!("{id}: {other}"),
        }
    }
    acknowledged
}

fn harm(servers: &Servers, case: &str, harm: Harm) {
    let leader = servers.leader(case).unwrap_or(0);
    match harm {
        Harm::KillTheLeader => {
            servers.kill(leader);
            thread::sleep(Duration::from_secs(3));
            servers.restart(leader);
        }
        Harm::FreezeTheLeader => {
            servers.freeze(leader);
            thread::sleep(Duration::from_secs(6));
            servers.thaw(leader);
        }
        Harm::KillAll => {
            (0..servers.count()).for_each(|index| servers.kill(index));
            (0..servers.count()).for_each(|index| servers.restart(index));
        }
    }
    servers.wait_until_ready();
    thread::sleep(Duration::from_secs(2));
}

/// Lets `writers` write while the servers suffer, then counts.
#[expect(clippy::print_stdout, reason = "the counts are what the campaign is run for")]
fn nothing_is_lost_doubled_or_reordered(writers: usize, harms: &[Harm]) {
    let servers = Servers::start(3, &[Syncing::Lazily]);
    let (case, scratch) = (fresh_name(), scratch());
    let at = |name: String| scratch.path().join(name);
    drop(begin(&servers, &case, &at("first".to_owned())));
    let is_over = AtomicBool::new(false);
    let told: Vec<Acknowledged> = thread::scope(|scope| {
        let handles: Vec<_> = (0..writers)
            .map(|writer| {
                let log = open(&servers, &case, &at(writer.to_string()));
                let is_over = &is_over;
                scope.spawn(move || write(log, writer, is_over))
            })
            .collect();
        thread::sleep(Duration::from_secs(1));
        harms.iter().for_each(|one| harm(&servers, &case, *one));
        is_over.store(true, Ordering::Relaxed);
        handles.into_iter().map(|handle| handle.join().expect("no writer panics")).collect()
    });

    // A node without a disk, and one that was there all along.
    let (fresh, old) =
        (open(&servers, &case, &at("new".to_owned())), open(&servers, &case, &at("0".to_owned())));
    let entries = all(&fresh);
    assert_eq!(entries, all(&old));
    assert_eq!(tree(&fresh).expect("it reads"), tree(&old).expect("it reads"));
    assert_eq!(entries.last().map_or(0, |entry| entry.position.0), fresh.head().0);
    let ids: Vec<_> = entries.iter().map(|entry| entry.commit.id.to_string()).collect();
    let doubled = ids.len() - ids.iter().collect::<BTreeSet<_>>().len();
    let (mut lost, mut reordered) = (0, 0);
    for (id, position) in told.iter().flatten() {
        match ids.iter().position(|found| found == id) {
            None => lost += 1,
            Some(place) if place as u64 + 1 != *position => reordered += 1,
            Some(_) => {}
        }
    }
    let acknowledged: usize = told.iter().map(Vec::len).sum();
    println!(
        "{harms:?}, {writers} writers: {acknowledged} acknowledged, {} recorded, \
         {lost} lost, {doubled} doubled, {reordered} out of place",
        ids.len()
    );
    assert_eq!((lost, doubled, reordered), (0, 0, 0));
    assert!(acknowledged > 0, "somebody wrote something");
}

#[test]
fn a_leader_that_is_killed_takes_nothing_with_it() {
    nothing_is_lost_doubled_or_reordered(2, &[Harm::KillTheLeader]);
}

#[test]
fn a_leader_that_stops_and_comes_back_brings_nothing_of_its_own() {
    nothing_is_lost_doubled_or_reordered(2, &[Harm::FreezeTheLeader]);
}

#[test]
fn all_servers_killed_at_once_come_back_with_everything() {
    nothing_is_lost_doubled_or_reordered(2, &[Harm::KillAll]);
}

#[test]
fn eight_writers_and_every_harm_in_turn() {
    let is_full = std::env::var_os("COUNTERCLAIM_CAMPAIGN").is_some_and(|on| on == "full");
    let rounds = if is_full { 6 } else { 1 };
    let harms = [Harm::KillTheLeader, Harm::FreezeTheLeader, Harm::KillAll];
    nothing_is_lost_doubled_or_reordered(8, &harms.repeat(rounds));
}
