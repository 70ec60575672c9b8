//! The frame of a line: checksum, space, JSON, newline. Written by the writer, undone by everything
//! that reads segments.

/// Longest line, in bytes: what a reader has to hold in memory at once.
pub(crate) const MAX_LINE: u64 = 32 * 1024 * 1024;

/// Digits of the checksum.
pub(crate) const CHECKSUM: usize = 8;

/// What stands behind the checksum of every line, whatever its version.
pub(crate) const OPENING: &[u8] = b" {\"v\":";

/// Puts a frame around JSON that contains no newline; returns its checksum too.
pub(crate) fn frame(json: &str) -> (u32, Vec<u8>) {
    let checksum = crc32c::crc32c(json.as_bytes());
    (checksum, format!("{checksum:08x} {json}\n").into_bytes())
}

/// Returns checksum and JSON of a line, or what is wrong with its frame.
pub(crate) fn unframe(line: &[u8]) -> Result<(u32, &[u8]), &'static str> {
    let line = line.strip_suffix(b"\n").ok_or("line is incomplete")?;
    let (digits, rest) = line.split_at_checked(CHECKSUM).ok_or("line has no checksum")?;
    let json = rest.strip_prefix(b" ").ok_or("line has no checksum")?;
    let checksum = checksum(digits).ok_or("line has no checksum")?;
    if crc32c::crc32c(json) != checksum {
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
