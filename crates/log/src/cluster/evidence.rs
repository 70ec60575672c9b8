//! Evidence of a case on a cluster: objects in a bucket, each under the SHA-256 of its bytes. What was
//! fetched is kept beside the copy of the log, so that it is fetched once.

use std::fmt;
use std::path::{Path, PathBuf};

use async_nats::jetstream::object_store::{GetErrorKind, InfoErrorKind, ObjectStore};
use async_nats::jetstream::stream::{Config, DiscardPolicy, StorageType};
use counterclaim_model::Digest;
use tokio::io::AsyncReadExt;

use super::link::Link;
use super::trouble::Trouble;
use crate::LogError;
use crate::files::MAX_EVIDENCE_BYTES;
use crate::files::evidence;
use crate::hash::sha256;

/// The bucket, and the shelves beside the copy.
pub(super) struct Bucket {
    store: ObjectStore,
    kept: PathBuf,
}

impl Bucket {
    /// Makes the bucket, if it is not there yet.
    pub(super) fn create(link: &Link, replicas: usize) -> Result<(), LogError> {
        link.create(&bucket(&link.address().stream(), replicas)).map(|_| ())
    }

    /// Finds the bucket; `kept` is the directory of what was fetched.
    pub(super) fn open(link: &Link, kept: &Path) -> Result<Self, LogError> {
        let bucket = link.address().stream();
        if link.stream(&format!("OBJ_{bucket}"))?.is_none() {
            let what = format!("it has no bucket {bucket} for the evidence");
            return Err(LogError::Unfit { address: link.address().to_string(), what });
        }
        let context = link.context();
        let store = link.certainly(async || {
            context.get_object_store(&bucket).await.map_err(Trouble::passing)
        })?;
        Ok(Self { store, kept: kept.to_owned() })
    }

    /// Keeps bytes in the bucket, and beside the copy. Returns once the cluster has acknowledged all of them.
    pub(super) fn put(&self, link: &Link, bytes: &[u8]) -> Result<Digest, LogError> {
        let digest = sha256(&[bytes]);
        if bytes.len() as u64 > MAX_EVIDENCE_BYTES {
            let (bytes, limit) = (bytes.len() as u64, MAX_EVIDENCE_BYTES);
            return Err(LogError::EvidenceTooLarge { bytes, limit });
        }
        link.certainly(async || put(&self.store, &digest, bytes).await)?;
        evidence::put(&self.kept, bytes)
    }

    /// Returns the bytes with this hash, if the cluster has them; an object that is something else is an
    /// error.
    pub(super) fn get(&self, link: &Link, digest: &Digest) -> Result<Option<Vec<u8>>, LogError> {
        if let Ok(Some(bytes)) = evidence::get(&self.kept, digest) {
            return Ok(Some(bytes));
        }
        let name = digest.to_string();
        let got = link.patiently(async || get(&self.store, &name).await)?;
        let Some(bytes) = got else { return Ok(None) };
        let found = sha256(&[&bytes]);
        if found != *digest {
            let what = format!("the cluster's bytes hash to {found}");
            return Err(LogError::EvidenceDamaged { digest: *digest, what });
        }
        evidence::put(&self.kept, &bytes)?;
        Ok(Some(bytes))
    }
}

/// Returns the set-up of a bucket. Unlike one that the client makes by itself, it is always asked by way of
/// its leader: a replica that is behind would say that a piece is not there.
fn bucket(name: &str, replicas: usize) -> Config {
    Config {
        name: format!("OBJ_{name}"),
        description: Some("evidence of a case of counterclaim".to_owned()),
        subjects: vec![format!("$O.{name}.C.>"), format!("$O.{name}.M.>")],
        storage: StorageType::File,
        discard: DiscardPolicy::New,
        num_replicas: replicas,
        max_messages: -1,
        max_messages_per_subject: -1,
        max_bytes: -1,
        max_message_size: -1,
        max_consumers: -1,
        deny_delete: true,
        // The client marks the last description of an object by a roll-up.
        allow_rollup: true,
        ..Config::default()
    }
}

async fn put(store: &ObjectStore, digest: &Digest, bytes: &[u8]) -> Result<(), Trouble> {
    let name = digest.to_string();
    match store.info(&name).await {
        Ok(there) if !there.deleted && there.size == bytes.len() => return Ok(()),
        Ok(_) => {}
        Err(error) if error.kind() == InfoErrorKind::NotFound => {}
        Err(error) => return Err(Trouble::passing(error)),
    }
    let mut reader = bytes;
    store.put(name.as_str(), &mut reader).await.map(|_| ()).map_err(Trouble::passing)
}

async fn get(store: &ObjectStore, name: &str) -> Result<Vec<u8>, Trouble> {
    let mut object = store.get(name).await.map_err(|error| match error.kind() {
        GetErrorKind::NotFound => Trouble::Absent,
        GetErrorKind::InvalidName
        | GetErrorKind::ConsumerCreate
        | GetErrorKind::BucketLink
        | GetErrorKind::Other
        | GetErrorKind::TimedOut => Trouble::passing(error),
    })?;
    let mut bytes = Vec::new();
    object.read_to_end(&mut bytes).await.map_err(Trouble::Passing)?;
    Ok(bytes)
}

impl fmt::Debug for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bucket").field("kept", &self.kept).finish_non_exhaustive()
    }
}
