//! What was recorded, for ever.
//!
//! A log holds the commits of one case: each a run of events that becomes visible whole, each event at
//! a dense [`Position`] from 1. It can be read and appended to; there is no function that changes or
//! removes anything. Evidence (captured bytes and texts) lies beside it under its SHA-256.
//!
//! It is **not** a database: it knows no queries but "behind this position" and "this stream", it does
//! not interpret events, and it does not decide anything. What may be recorded is decided by
//! [`counterclaim_model::decide`]; a [`Commit`] takes nothing but its result.
//!
//! # Durability
//! [`FileLog`] acknowledges a commit after `fdatasync`. Truth is plain text (`FORMAT.md` defines it byte
//! by byte); the index beside it, in sled, answers faster and is rebuilt at the slightest doubt.
//! [`MemoryLog`] keeps nothing.
//!
//! # What it proves
//! Every event is a leaf of a Merkle tree whose root is signed ([`FileLog::sign`]). Whoever kept a
//! [`SignedCheckpoint`] can tell, with a proof and the verifier's key alone, that an event was recorded
//! before it, and that nothing recorded before it was changed or taken away since. It proves neither
//! that a statement is true, nor that everything was recorded that should have been, nor when; and
//! while no witness has signed the same checkpoints, one who holds the key could show different logs to
//! different people.
//!
//! # Limits
//! | what | limit |
//! |---|---|
//! | commit | 16 MiB as a line ([`MAX_COMMIT_BYTES`]), at least one event |
//! | segment | rolled at 64 MiB |
//! | writers | one per case, held by a lock; any number of readers |
//! | time | microseconds, UTC; never decreasing along the log |
//! | index | at most 16,384 events or 64 MiB behind while open, 256 events and 1 MiB after a clean close |
//! | memory | what the index lacks, and 2 bytes per commit; 15 bytes per event where there can be no index |
//! | memory of a fold | two runs of lines for each core, decoded: a run has 1 MiB and its last line |
//!
//! # Example
//! ```
//! use counterclaim_log::{AppendError, Commit, EventLog, MemoryLog, ReadLog};
//! use counterclaim_model::{
//!     Actor, ActorKind, CaseId, Command, CommitHeader, Digest, Position, State, decide,
//! };
//!
//! let actor = Actor {
//!     id: Actor::id_of(ActorKind::State, "Ostrevia"),
//!     kind: ActorKind::State,
//!     name: "Ostrevia".into(),
//!     basis: "page".into(),
//! };
//! let commit = Commit {
//!     header: CommitHeader {
//!         id: "intake-1".to_owned().try_into()?,
//!         recorded_at: "2031-03-04T05:06:07Z".parse()?,
//!         analyst: "ida".into(),
//!         agent: "example@1".into(),
//!         correlation: None,
//!         causation: None,
//!     },
//!     request: Digest([1; 32]),
//!     decided: decide(&State::default(), Command::AddActor(actor), &[])?,
//!     entropy: [7; 32],
//! };
//!
//! let mut log = MemoryLog::new(CaseId::derive(&["harbour"]));
//! let appended = log.append(commit.clone())?;
//! assert_eq!(appended.commit.last, Position(1));
//!
//! // The same request again is answered with what it did the first time.
//! assert!(matches!(log.append(commit), Err(AppendError::AlreadyDone(_))));
//!
//! for entry in log.read(Position::START) {
//!     assert_eq!(entry?.name, "actor.added");
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Modules, in reading order
//! | module | holds |
//! |---|---|
//! | `event_log` | the two doors: reading and appending |
//! | `commit`, `entry`, `error` | what goes in, what comes out, what can go wrong |
//! | `staging`, `ahead`, `encode` | a group of commits on its way in: judged, given places, made lines |
//! | `tip`, `record`, `content` | what the next commit must fit; a commit as all backends keep it |
//! | `memory` | the log in memory |
//! | `group` | many threads at one log: what waits together is written together |
//! | `stored`, `files` | shapes on disk; writer, reader, recovery, verification |
//! | `catalogue`, `index`, `follower` | what is known without reading: by heart, and in sled; the thread that fills it |
//! | `cores` | how many there are to spread work over |
//! | `salt`, `tree` | what proofs rest on: salts, leaves, Merkle hashes; proofs and their check |
//! | `note` | signed notes, keys, checkpoints and proof files |
//! | `verify` | the whole log and what lies beside it, looked at for damage |
//! | `life` | backup, restore, rebuild, doctor, and erasure by redaction |
//! | `moving` | a case from one log into another, of whatever backend |
//! | `dump` | NDJSON out, and back into an empty log |
//! | `cluster` | with the feature of that name: the log as a stream on NATS, and a copy beside each node |

mod ahead;
mod catalogue;
#[cfg(feature = "cluster")]
mod cluster;
mod commit;
mod content;
mod cores;
mod dump;
mod encode;
mod entry;
mod error;
mod event_log;
mod files;
mod follower;
mod group;
mod hash;
mod index;
mod life;
mod memory;
mod moving;
mod note;
mod record;
mod salt;
mod seeded;
mod staging;
mod stored;
mod tip;
mod tree;
mod verify;

#[cfg(feature = "cluster")]
pub use cluster::{
    Access, Acknowledgement, BadAddress, Durability, Reaching, ReplicaSync, Role, StreamAddress,
    StreamLog, server_config,
};
pub use commit::{Appended, Commit, CommitSummary};
pub use content::Content;
pub use counterclaim_model::Position;
pub use dump::{DumpError, LoadError, Restored, dump, load};
pub use entry::{Entry, NoEvent};
pub use error::{AppendError, Disproof, LogError, ProveError};
pub use event_log::{Entries, EventLog, ReadLog};
pub use files::{
    Begun, CaseFile, Cut, Disclosure, FileLog, FileReader, Follow, IndexFate, Indexing,
    MAX_EVIDENCE_BYTES, Recovery, TreeHead, Tuning, last_checkpoint,
};
pub use group::{Bell, Gather, SharedLog};
pub use life::{
    BackedUp, BackupError, EraseError, Erased, Finding, Health, Rebuilt, RestoreError, backup,
    doctor, erase, rebuild, restore,
};
pub use memory::MemoryLog;
pub use moving::{MoveError, Moved, move_into};
pub use note::{
    BadKey, BadLeaf, BadNote, Checkpoint, Checkpoints, ConsistencyProof, Disclosed, InclusionProof,
    LeafBytes, Note, Proof, Sealed, Signature, SignedCheckpoint, Signer, Verifier,
};
pub use salt::{NotASalt, Salt};
pub use seeded::seeded;
pub use staging::MAX_COMMIT_BYTES;
pub use tree::{
    HashFile, HashView, Hashes, ProofError, Tree, check_consistency, check_inclusion, consistency,
    inclusion, root, tree,
};
pub use verify::{IndexChecked, Problem, Verified, verify, verify_all, verify_deep};
