//! Evidence: captured bytes and texts, each a file under the SHA-256 of what it holds, packed where that
//! pays. Written durably before the event that names it; checked against its name whenever it is read.

use std::fs::{self, File};
use std::io::{BufReader, ErrorKind, sink};
use std::path::{Path, PathBuf};

use counterclaim_model::Digest;

use super::durable::{make_dir, sync_dir, write_file};
use super::pack::{MAX_EVIDENCE_BYTES, Packing, Unpacked, pack, unpack};
use crate::LogError;
use crate::hash::sha256;

/// Both ways a piece may lie there, in the order in which they are looked for.
const PACKINGS: [Packing; 2] = [Packing::Gzip, Packing::Plain];

/// Returns `evidence/ab/cdef….gz`, or without the ending where it lies plain.
fn path(evidence: &Path, digest: &Digest, packing: Packing) -> PathBuf {
    let name = digest.to_string();
    let (shelf, rest) = name.split_at(2);
    let ending = match packing {
        Packing::Gzip => ".gz",
        Packing::Plain => "",
    };
    evidence.join(shelf).join(format!("{rest}{ending}"))
}

/// Returns where the piece lies; none if it does not.
pub(crate) fn find(evidence: &Path, digest: &Digest) -> Option<PathBuf> {
    let paths = PACKINGS.iter().map(|packing| path(evidence, digest, *packing));
    paths.into_iter().find(|path| path.is_file())
}

/// Keeps `bytes`, once. A damaged file of the same name is put right: the bytes are at hand.
pub(crate) fn put(evidence: &Path, bytes: &[u8]) -> Result<Digest, LogError> {
    let digest = sha256(&[bytes]);
    if bytes.len() as u64 > MAX_EVIDENCE_BYTES {
        let (bytes, limit) = (bytes.len() as u64, MAX_EVIDENCE_BYTES);
        return Err(LogError::EvidenceTooLarge { bytes, limit });
    }
    if let Ok(Some(_)) = check(evidence, &digest) {
        return Ok(digest);
    }
    let (packing, packed) = pack(bytes).map_err(LogError::io(evidence))?;
    let path = path(evidence, &digest, packing);
    make_dir(path.parent().expect("a piece of evidence lies on a shelf"))?;
    write_file(&path, &packed)?;
    Ok(digest)
}

/// Returns the bytes, if they are kept and are what their name says.
pub(crate) fn get(evidence: &Path, digest: &Digest) -> Result<Option<Vec<u8>>, LogError> {
    let mut bytes = Vec::new();
    Ok(read(evidence, digest, |packing, file| {
        bytes.clear();
        unpack(packing, file, &mut bytes)
    })?
    .map(|_| bytes))
}

/// Reads a piece through and returns its number of bytes, if it is kept and is what its name says.
pub(crate) fn check(evidence: &Path, digest: &Digest) -> Result<Option<u64>, LogError> {
    read(evidence, digest, |packing, file| unpack(packing, file, &mut sink()))
}

/// Reads the piece in whichever packing is sound; complains about the first that is not.
fn read(
    evidence: &Path,
    digest: &Digest,
    mut unpack: impl FnMut(Packing, BufReader<File>) -> std::io::Result<Unpacked>,
) -> Result<Option<u64>, LogError> {
    let mut flaw = None;
    for packing in PACKINGS {
        let path = path(evidence, digest, packing);
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(LogError::io(&path)(error)),
        };
        let what = match unpack(packing, BufReader::with_capacity(64 * 1024, file)) {
            Ok(unpacked) if unpacked.digest == *digest => return Ok(Some(unpacked.length)),
            Ok(unpacked) => format!("its bytes hash to {}", unpacked.digest),
            Err(error) if is_content(error.kind()) => format!("it cannot be unpacked: {error}"),
            Err(error) => return Err(LogError::io(&path)(error)),
        };
        flaw = flaw.or(Some(what));
    }
    match flaw {
        Some(what) => Err(LogError::EvidenceDamaged { digest: *digest, what }),
        None => Ok(None),
    }
}

/// Tells what is wrong with the bytes from what is wrong with the machine.
fn is_content(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::InvalidData | ErrorKind::InvalidInput | ErrorKind::UnexpectedEof)
}

/// Removes a piece, durably. Only erasure does that. Returns whether there was one.
pub(crate) fn remove(evidence: &Path, digest: &Digest) -> Result<bool, LogError> {
    let mut removed = false;
    for packing in PACKINGS {
        let path = path(evidence, digest, packing);
        for path in [path.with_extension("new"), path] {
            match fs::remove_file(&path) {
                Ok(()) => removed = true,
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(LogError::io(&path)(error)),
            }
        }
    }
    if removed {
        let name = digest.to_string();
        sync_dir(&evidence.join(&name[..2]))?;
    }
    Ok(removed)
}

/// What lies in the evidence directory, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shelves {
    /// Files whose names are hashes, in order of the hashes.
    pub(crate) pieces: Vec<(Digest, PathBuf)>,
    /// Everything else: half-written files, and what somebody put there.
    pub(crate) strays: Vec<PathBuf>,
}

/// Lists the evidence directory; reads no file.
pub(crate) fn list(evidence: &Path) -> Result<Shelves, LogError> {
    let mut shelves = Shelves::default();
    if !evidence.exists() {
        return Ok(shelves);
    }
    for shelf in entries(evidence)? {
        if !shelf.is_dir() {
            shelves.strays.push(shelf);
            continue;
        }
        for path in entries(&shelf)? {
            match digest_of(&shelf, &path) {
                Some(digest) => shelves.pieces.push((digest, path)),
                None => shelves.strays.push(path),
            }
        }
    }
    Ok(shelves)
}

fn entries(dir: &Path) -> Result<Vec<PathBuf>, LogError> {
    let listed = fs::read_dir(dir).map_err(LogError::io(dir))?;
    let paths = listed.map(|entry| entry.map(|entry| entry.path()));
    let mut paths = paths.collect::<Result<Vec<_>, _>>().map_err(LogError::io(dir))?;
    paths.sort();
    Ok(paths)
}

fn digest_of(shelf: &Path, path: &Path) -> Option<Digest> {
    let (shelf, name) = (shelf.file_name()?.to_str()?, path.file_name()?.to_str()?);
    let rest = name.strip_suffix(".gz").unwrap_or(name);
    (shelf.len() == 2).then(|| format!("{shelf}{rest}").parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bomb_is_refused_and_bytes_behind_the_end_are_damage() {
        let dir = tempfile::tempdir().expect("there is room");
        let bytes = b"Lunmark denies. ".repeat(64);
        let digest = put(dir.path(), &bytes).expect("there is room");
        let path = path(dir.path(), &digest, Packing::Gzip);
        let packed = fs::read(&path).expect("it is there");
        assert!(packed.len() * 4 < bytes.len(), "{} of {}", packed.len(), bytes.len());

        fs::write(&path, [&packed[..], b"x"].concat()).expect("it is written");
        let refused = get(dir.path(), &digest).expect_err("there is a byte behind the end");
        assert!(refused.to_string().contains("behind its end"), "{refused}");

        let encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        let mut bomb = encoder;
        for _ in 0..=MAX_EVIDENCE_BYTES >> 20 {
            std::io::Write::write_all(&mut bomb, &vec![0; 1 << 20]).expect("it fits");
        }
        fs::write(&path, bomb.finish().expect("it fits")).expect("it is written");
        let refused = get(dir.path(), &digest).expect_err("it unpacks to too much");
        assert!(refused.to_string().contains("more than"), "{refused}");
    }

    #[test]
    fn what_does_not_shrink_lies_plain_and_a_scan_tells_strays() {
        let dir = tempfile::tempdir().expect("there is room");
        let short = put(dir.path(), b"short").expect("there is room");
        let long = put(dir.path(), &[7; 4_096]).expect("there is room");
        fs::write(dir.path().join("ab.new"), b"half").expect("it is written");
        let shelves = list(dir.path()).expect("it can be listed");
        let mut kept = [short, long];
        kept.sort();
        assert_eq!(shelves.pieces.iter().map(|(digest, _)| *digest).collect::<Vec<_>>(), kept);
        assert_eq!(shelves.strays, [dir.path().join("ab.new")]);
        assert_eq!(find(dir.path(), &short), Some(path(dir.path(), &short, Packing::Plain)));
        assert_eq!(find(dir.path(), &long), Some(path(dir.path(), &long, Packing::Gzip)));
        assert!(remove(dir.path(), &long).expect("it can be removed"));
        assert_eq!(find(dir.path(), &long), None);
    }
}
