//! What a commit's events say, as it will be stored: the dearest part of an append, and one that needs
//! nothing but the event. Called where a commit gets its place; a commit of many events is spread over
//! the cores.

use std::panic::resume_unwind;
use std::thread::{self, Builder};

use counterclaim_model::{Event, Stream};

use crate::cores::cores;
use crate::staging::MAX_COMMIT_BYTES;
use crate::{Content, Salt};

/// Events that are worth a thread of their own: encoding them takes several times as long as starting one.
const SHARE: usize = 48;

/// Why there is nothing to store.
#[derive(Debug)]
pub(crate) enum Unencoded {
    /// The payloads alone are longer than a commit may be.
    TooLarge,
    /// An event has no JSON form.
    Json(serde_json::Error),
}

/// Encodes the events of a commit, each with the salt that follows from the commit's entropy. Stops once
/// no commit could hold them, so that memory stays bounded whatever is asked for.
pub(crate) fn encode(
    events: &[(Stream, Event)],
    entropy: &[u8; 32],
) -> Result<Vec<Content>, Unencoded> {
    let threads = cores().min(events.len() / SHARE);
    let contents = match threads {
        0 | 1 => share(0, events, entropy)?,
        threads => spread(threads, events, entropy)?,
    };
    let bytes: u64 = contents.iter().filter_map(Content::payload).map(|one| one.len() as u64).sum();
    if bytes > MAX_COMMIT_BYTES { Err(Unencoded::TooLarge) } else { Ok(contents) }
}

/// Encodes equal shares side by side, one of them here, and here too what no thread can be had for.
fn spread(
    threads: usize,
    events: &[(Stream, Event)],
    entropy: &[u8; 32],
) -> Result<Vec<Content>, Unencoded> {
    let size = events.len().div_ceil(threads);
    let mut shares = (0..).step_by(size).zip(events.chunks(size));
    let first = shares.next();
    thread::scope(|scope| {
        let others: Vec<_> = shares
            .map(|(begin, events)| {
                let work = move || share(begin, events, entropy);
                Builder::new().spawn_scoped(scope, work).map_err(|_| work)
            })
            .collect();
        let mut contents = match first {
            Some((begin, events)) => share(begin, events, entropy)?,
            None => Vec::new(),
        };
        for other in others {
            let mut other = match other {
                Ok(thread) => thread.join().unwrap_or_else(|cause| resume_unwind(cause))?,
                Err(work) => work()?,
            };
            contents.append(&mut other);
        }
        Ok(contents)
    })
}

/// Encodes consecutive events, of which the first is the commit's event number `begin`.
fn share(
    begin: usize,
    events: &[(Stream, Event)],
    entropy: &[u8; 32],
) -> Result<Vec<Content>, Unencoded> {
    let (mut scratch, mut bytes) = (Vec::new(), 0);
    let mut contents = Vec::with_capacity(events.len());
    for (index, (_, event)) in (begin as u32..).zip(events) {
        scratch.clear();
        event.write_payload(&mut scratch).map_err(Unencoded::Json)?;
        bytes += scratch.len() as u64;
        if bytes > MAX_COMMIT_BYTES {
            return Err(Unencoded::TooLarge);
        }
        let payload = String::from_utf8(scratch.clone()).expect("JSON is written as UTF-8");
        contents.push(Content::Kept { salt: Salt::derive(entropy, index), payload });
    }
    Ok(contents)
}

#[cfg(test)]
mod tests {
    use counterclaim_model::{Actor, ActorKind};

    use super::*;

    fn events(count: usize, name: &str) -> Vec<(Stream, Event)> {
        let event = |number: usize| {
            let (kind, name) = (ActorKind::Organisation, format!("{name} {number}"));
            let id = Actor::id_of(kind, &name);
            (Stream::Actors, Event::ActorAdded(Actor { id, kind, name, basis: "page".into() }))
        };
        (0..count).map(event).collect()
    }

    #[test]
    fn shares_make_the_same_as_one_after_another() {
        for count in [0, 1, SHARE, 2 * SHARE + 1, 10 * SHARE + 7] {
            let events = events(count, "Harbour Office");
            let whole = share(0, &events, &[7; 32]).expect("it fits");
            assert_eq!(encode(&events, &[7; 32]).expect("it fits"), whole);
            for threads in 2..5.min(count) {
                assert_eq!(spread(threads, &events, &[7; 32]).expect("it fits"), whole);
            }
        }
    }

    #[test]
    fn too_many_bytes_are_refused_however_they_are_shared_out() {
        // Each share fits a commit, all of them together do not.
        let events = events(600, &"x".repeat(32 << 10));
        assert!(matches!(encode(&events, &[7; 32]), Err(Unencoded::TooLarge)));
    }
}
