//! A reading that no commit could hold, cut into several: whole posts with what was read in them, each
//! part standing on those before it. Whoever is interrupted between two parts reads the page again and
//! adds the posts that are missing. Used by `ingest`.

use std::collections::BTreeMap;

use counterclaim_log::MAX_COMMIT_BYTES;
use counterclaim_model::{ClaimId, Command, PostId};

use crate::error::DeskError;

/// Bytes of commands that go into one commit: half of what its line may have.
pub(crate) const PART_BYTES: u64 = MAX_COMMIT_BYTES / 2;

/// Bytes that an event has in a line beside what its command says, at most: names, hashes, places.
const BESIDE: u64 = 512;

/// Commands with their weight in bytes.
#[derive(Default)]
struct Part {
    commands: Vec<Command>,
    bytes: u64,
}

impl Part {
    fn add(&mut self, command: Command, bytes: u64) {
        self.commands.push(command);
        self.bytes += bytes;
    }

    fn join(&mut self, other: Self) {
        self.commands.extend(other.commands);
        self.bytes += other.bytes;
    }
}

/// Cuts the commands of a reading into parts of about `most` bytes; one part if that holds them all. A
/// single post that has more is a part of its own, for the log to refuse by name.
pub(crate) fn parts(commands: Vec<Command>, most: u64) -> Result<Vec<Vec<Command>>, DeskError> {
    let weighed = commands.into_iter().map(|command| {
        let bytes = weight(&command)?;
        Ok((command, bytes))
    });
    let weighed = weighed.collect::<Result<Vec<_>, DeskError>>()?;
    if weighed.iter().map(|(_, bytes)| bytes).sum::<u64>() <= most {
        return Ok(vec![weighed.into_iter().map(|(command, _)| command).collect()]);
    }
    let (head, posts) = by_post(weighed);
    let mut parts = vec![head];
    for post in posts {
        match parts.last_mut() {
            Some(part) if part.bytes + post.bytes <= most => part.join(post),
            _ => parts.push(post),
        }
    }
    Ok(parts.into_iter().map(|part| part.commands).collect())
}

fn weight(command: &Command) -> Result<u64, DeskError> {
    let json = serde_json::to_vec(command);
    json.map(|json| json.len() as u64 + BESIDE)
        .map_err(|error| DeskError::Invalid(error.to_string()))
}

/// Puts every post together with its claims, and with the links whose later end is in it. Everything that
/// is of no post comes first: source and capture, actors, matters.
fn by_post(weighed: Vec<(Command, u64)>) -> (Part, Vec<Part>) {
    let (mut head, mut posts) = (Part::default(), Vec::<Part>::new());
    let mut places: BTreeMap<PostId, usize> = BTreeMap::new();
    let mut claims: BTreeMap<ClaimId, usize> = BTreeMap::new();
    for (command, bytes) in weighed {
        let place = if let Command::RecordPost { post, .. } = &command {
            let place = *places.entry(post.id).or_insert(posts.len());
            if place == posts.len() {
                posts.push(Part::default());
            }
            Some(place)
        } else if let Command::ProposeClaim { claim, .. } = &command {
            let post = claim.sighting.as_ref().and_then(|sighting| places.get(&sighting.post));
            claims.extend(post.map(|place| (claim.id, *place)));
            post.copied()
        } else if let Command::ProposeLink { link, .. } = &command {
            claims.get(&link.from).max(claims.get(&link.to)).copied()
        } else {
            None
        };
        place.and_then(|place| posts.get_mut(place)).unwrap_or(&mut head).add(command, bytes);
    }
    (head, posts)
}
