//! What was uploaded and shown, and waits for a person to say that it be taken in. It waits on disk, in
//! files without names, a while; and only whoever brought it gets it back.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::access::Secret;

/// How long something waits.
const LASTS: Duration = Duration::from_secs(60 * 60);

/// Most that waits at once; the oldest gives way.
const MOST: usize = 16;

/// What was uploaded, as it is to be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Upload {
    /// What the person calls it.
    pub(crate) name: String,
    /// The bytes.
    pub(crate) bytes: Vec<u8>,
    /// The fields of the form it came with.
    pub(crate) fields: Vec<(String, String)>,
    /// Headers worth keeping, and the address, of a page that was fetched: address, final address.
    pub(crate) fetched: Option<Fetched>,
    /// The media type told with it.
    pub(crate) media: Option<String>,
}

/// What is known of a page that was fetched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fetched {
    /// Address after redirects.
    pub(crate) final_url: Option<String>,
    /// HTTP status.
    pub(crate) status: Option<u16>,
    /// HTTP headers.
    pub(crate) headers: Vec<(String, String)>,
    /// When it was fetched (RFC 3339).
    pub(crate) at: String,
}

impl Upload {
    /// Returns a field of the form, if it is filled in.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        let field = self.fields.iter().rev().find(|(own, _)| own == name);
        field.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }
}

struct Kept {
    id: String,
    by: String,
    since: Instant,
    file: File,
    upload: Upload,
}

/// Everything that waits.
#[derive(Default)]
pub(crate) struct Waiting {
    kept: Mutex<VecDeque<Kept>>,
}

impl Waiting {
    /// Keeps an upload for a person, and returns the name by which they get it back.
    ///
    /// # Errors
    /// If there is no room on disk, or no randomness.
    pub(crate) fn keep(&self, by: &str, mut upload: Upload) -> io::Result<String> {
        let id = Secret::fresh().map_err(io::Error::other)?.reveal().to_owned();
        let mut file = tempfile::tempfile()?;
        file.write_all(&std::mem::take(&mut upload.bytes))?;
        let (by, since) = (by.to_owned(), Instant::now());
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|one| one.since.elapsed() < LASTS);
        while kept.len() >= MOST {
            kept.pop_front();
        }
        kept.push_back(Kept { id: id.clone(), by, since, file, upload });
        Ok(id)
    }

    /// Gives an upload back to whoever brought it. It waits on, until [`forget`](Self::forget).
    ///
    /// # Errors
    /// If it cannot be read back.
    pub(crate) fn find(&self, id: &str, by: &str) -> io::Result<Option<Upload>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|one| one.since.elapsed() < LASTS);
        let Some(one) = kept.iter_mut().find(|one| one.id == id && one.by == by) else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        one.file.seek(SeekFrom::Start(0))?;
        one.file.read_to_end(&mut bytes)?;
        Ok(Some(Upload { bytes, ..one.upload.clone() }))
    }

    /// Forgets an upload that was taken in.
    pub(crate) fn forget(&self, id: &str) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|one| one.id != id);
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, Upload, Waiting};

    fn upload(name: &str) -> Upload {
        let (name, bytes) = (name.to_owned(), name.as_bytes().to_vec());
        Upload { name, bytes, fields: Vec::new(), fetched: None, media: None }
    }

    #[test]
    fn only_whoever_brought_it_gets_it_back_and_the_oldest_gives_way() {
        let waiting = Waiting::default();
        let id = waiting.keep("ida", upload("page")).expect("there is room");
        assert_eq!(waiting.find(&id, "bo").expect("read"), None);
        assert_eq!(waiting.find(&id, "ida").expect("read"), Some(upload("page")));
        assert_eq!(waiting.find(&id, "ida").expect("read"), Some(upload("page")));
        for number in 0..MOST {
            waiting.keep("bo", upload(&number.to_string())).expect("there is room");
        }
        assert_eq!(waiting.find(&id, "ida").expect("read"), None);
    }
}
