//! Keys of the one tree, and numbers in its values. All keys of a step stand together and behind those of
//! the step before, so that sled only ever writes at its end; the shapes may change with any build, since
//! a stranger's index is simply rebuilt.

use super::lost::IndexLost;

/// Key of the hash of the seal that belongs to what is here.
pub(crate) const MARK: &[u8] = b"m";

/// What the keys of all steps begin with.
const STEP: u8 = b's';

/// The parts of a step, in the order of their keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// First and last position and number of commits.
    Extent = 0,
    /// Names of the streams that no earlier step has.
    Streams = 1,
    /// Hashes of commit ids, sorted, with the first positions of their commits.
    Ids = 2,
    /// Where every 256th commit begins.
    Blocks = 3,
    /// Positions per stream.
    Postings = 4,
}

/// Returns the key of one value of a step; `rest` tells it from the others of its part.
pub(crate) fn key(step: u32, part: Part, rest: &[u8]) -> Vec<u8> {
    let mut key = vec![STEP];
    key.extend_from_slice(&step.to_be_bytes());
    key.push(part as u8);
    key.extend_from_slice(rest);
    key
}

/// Returns what stands behind step and part for the posting of a stream that begins with a version.
pub(crate) fn posting(stream: u32, version: u64) -> [u8; 12] {
    let mut rest = [0; 12];
    rest[..4].copy_from_slice(&stream.to_be_bytes());
    rest[4..].copy_from_slice(&version.to_be_bytes());
    rest
}

/// Returns step and part of a key, if it is one of a step.
pub(crate) fn parts(key: &[u8]) -> Option<(u32, Part)> {
    let (step, rest) = key.strip_prefix(&[STEP])?.split_first_chunk()?;
    let part = match rest.first()? {
        0 => Part::Extent,
        1 => Part::Streams,
        2 => Part::Ids,
        3 => Part::Blocks,
        4 => Part::Postings,
        _ => return None,
    };
    Some((u32::from_be_bytes(*step), part))
}

/// Appends a number in groups of seven bits, lowest first, the high bit set on all but the last (LEB128).
pub(crate) fn push(value: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        value.push(number as u8 | 0x80);
        number >>= 7;
    }
    value.push(number as u8);
}

/// Takes a number off the front of a value.
pub(crate) fn pull(value: &mut &[u8]) -> Result<u64, IndexLost> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = value.split_first().ok_or_else(IndexLost::unreadable)?;
        *value = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(number);
        }
    }
    Err(IndexLost::unreadable())
}
