//! How a piece of evidence lies on the disk: as gzip (RFC 1952) where that saves a tenth, plain where it
//! does not. Both can be read with tools that every machine has. Only [`evidence`](super::evidence) comes
//! here.

use std::io::{self, Read, Write};

use counterclaim_model::Digest;
use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};

/// Most bytes that one piece may have, unpacked: 256 MiB. What claims to be more is not unpacked further.
pub const MAX_EVIDENCE_BYTES: u64 = 256 << 20;

/// How the bytes of a file are to be read; told by the file's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    /// One gzip member, nothing behind it. The name ends in `.gz`.
    Gzip,
    /// The bytes themselves.
    Plain,
}

/// Returns what to write for `bytes`, and how it is packed.
pub(super) fn pack(bytes: &[u8]) -> io::Result<(Packing, Vec<u8>)> {
    let room = Vec::with_capacity(bytes.len() / 4 + 64);
    let mut encoder = GzEncoder::new(room, Compression::new(6));
    encoder.write_all(bytes)?;
    let packed = encoder.finish()?;
    let pays = packed.len() < bytes.len() - bytes.len() / 10;
    Ok(if pays { (Packing::Gzip, packed) } else { (Packing::Plain, bytes.to_owned()) })
}

/// What unpacking a file came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unpacked {
    /// SHA-256 of the bytes.
    pub(super) digest: Digest,
    /// Their number.
    pub(super) length: u64,
}

/// Unpacks `file` into `out`, and hashes as it goes; never more than the limit, whatever the file says.
pub(super) fn unpack(
    packing: Packing,
    file: impl io::BufRead,
    out: &mut impl Write,
) -> io::Result<Unpacked> {
    match packing {
        Packing::Plain => pour(file, out),
        Packing::Gzip => {
            let mut decoder = GzDecoder::new(file);
            let unpacked = pour(&mut decoder, out)?;
            let mut behind = decoder.into_inner();
            if !behind.fill_buf()?.is_empty() {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "bytes behind its end"));
            }
            Ok(unpacked)
        }
    }
}

/// Copies and hashes up to the limit.
fn pour(from: impl Read, out: &mut impl Write) -> io::Result<Unpacked> {
    let mut from = from.take(MAX_EVIDENCE_BYTES + 1);
    let (mut hasher, mut length) = (Sha256::new(), 0);
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let count = match from.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        length += count as u64;
        if length > MAX_EVIDENCE_BYTES {
            let what = format!("more than {MAX_EVIDENCE_BYTES} bytes once unpacked");
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        hasher.update(&buffer[..count]);
        out.write_all(&buffer[..count])?;
    }
    Ok(Unpacked { digest: Digest(hasher.finalize().into()), length })
}
