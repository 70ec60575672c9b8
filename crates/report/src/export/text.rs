//! Small things written fast and always the same way: ids, digests, times, whole numbers. What the
//! standard way does by formatting machinery costs more here than everything else in a row.

use counterclaim_desk::{Digest, Instant};

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Writes a UUID with hyphens.
macro_rules! id {
    ($out:expr, $id:expr) => {{
        let mut digits = [0; 36];
        let text: &str = $id.uuid().as_hyphenated().encode_lower(&mut digits);
        $out.extend_from_slice(text.as_bytes());
    }};
}

pub(crate) use id;

/// Writes the digits of a digest.
pub(crate) fn digest(out: &mut Vec<u8>, digest: &Digest) {
    let mut digits = [0; 64];
    for (two, byte) in digits.chunks_exact_mut(2).zip(digest.0) {
        two.copy_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    }
    out.extend_from_slice(&digits);
}

/// Writes a whole number.
pub(crate) fn whole(out: &mut Vec<u8>, mut number: u64) {
    let mut digits = [b'0'; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// Writes a time as RFC 3339 in UTC, with as many digits of a second as there are.
pub(crate) fn instant(out: &mut Vec<u8>, at: Instant) {
    let seconds = at.timestamp();
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil(days);
    if !(0..=9999).contains(&year) {
        let told = at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true);
        return out.extend_from_slice(told.as_bytes());
    }
    let (year, rest) = (year as u32, rest as u32);
    let mut text = *b"0000-00-00T00:00:00";
    let parts = [year / 100, year % 100, month, day, rest / 3600, rest / 60 % 60, rest % 60];
    for (at, number) in [0, 2, 5, 8, 11, 14, 17].into_iter().zip(parts) {
        text[at] += (number / 10 % 10) as u8;
        text[at + 1] += (number % 10) as u8;
    }
    out.extend_from_slice(&text);
    fraction(out, at.timestamp_subsec_nanos());
    out.push(b'Z');
}

fn fraction(out: &mut Vec<u8>, nanoseconds: u32) {
    let (digits, mut number) = match nanoseconds {
        0 => return,
        n if n % 1_000_000 == 0 => (3, n / 1_000_000),
        n if n % 1_000 == 0 => (6, n / 1_000),
        n => (9, n),
    };
    let mut text = [b'0'; 9];
    for digit in text[..digits].iter_mut().rev() {
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
    }
    out.push(b'.');
    out.extend_from_slice(&text[..digits]);
}

/// Returns year, month and day of a day counted from 1 January 1970, in the Gregorian calendar. Years
/// are counted from March here, so that the day that is sometimes there is the last.
fn civil(days: i64) -> (i64, u32, u32) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let leap_days = day_of_era / 1_460 - day_of_era / 36_524 + day_of_era / 146_096;
    let year = (day_of_era - leap_days) / 365;
    let day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
    let march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march + 2) / 5 + 1;
    let month = if march < 10 { march + 3 } else { march - 9 };
    (era * 400 + year + i64::from(month <= 2), month as u32, day as u32)
}

/// Returns whether a character controls what is around it: inert only where it is written as an escape,
/// or replaced. Line ends and tabs are text.
pub(crate) fn is_control(c: char) -> bool {
    match c {
        '\n' | '\r' | '\t' => false,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}' => true,
        c => c.is_control(),
    }
}

/// What a byte is to those who write it; a text is all that its bytes are.
pub(crate) mod class {
    /// Parts cells or rows of CSV.
    pub(crate) const PARTS: u8 = 1;
    /// A quotation mark.
    pub(crate) const MARK: u8 = 2;
    /// Neither printable ASCII nor a line end or tab.
    pub(crate) const STRANGE: u8 = 4;
    /// Not written as it is in a string of JSON, or looked at more closely.
    pub(crate) const ESCAPED: u8 = 8;
    /// Not printable ASCII.
    pub(crate) const UNPRINTED: u8 = 16;
}

/// The classes of every byte. Cells are short, and a look into a table is made as fast for a few bytes as
/// comparisons of many at once are for long texts.
static CLASSES: [u8; 256] = {
    use class::{ESCAPED, MARK, PARTS, STRANGE, UNPRINTED};

    let mut classes = [0; 256];
    let mut at = 0;
    while at < 256 {
        let byte = at as u8;
        let is_printed = byte >= b' ' && byte <= b'~';
        if !is_printed {
            classes[at] |= UNPRINTED | ESCAPED;
        }
        if !is_printed && !matches!(byte, b'\n' | b'\r' | b'\t') {
            classes[at] |= STRANGE;
        }
        if matches!(byte, b',' | b'\n' | b'\r' | b';' | b'"') {
            classes[at] |= PARTS;
        }
        if matches!(byte, b'"' | b'\\' | b'<') {
            classes[at] |= ESCAPED;
        }
        if byte == b'"' {
            classes[at] |= MARK;
        }
        at += 1;
    }
    classes
};

/// Returns the classes of a byte.
pub(crate) fn class_of(byte: u8) -> u8 {
    CLASSES[usize::from(byte)]
}

/// Returns the classes of all bytes together, as far as cells of CSV ask for them.
pub(crate) fn classes(bytes: &[u8]) -> u8 {
    let (long, rest) = bytes.as_chunks::<TOGETHER>();
    let all = long.iter().fold(0, |all, bytes| all | classes_together(bytes));
    rest.iter().fold(all, |all, byte| all | class_of(*byte))
}

/// As many bytes are looked at together, without a branch or a table: a processor has room for them.
const TOGETHER: usize = 16;

fn classes_together(bytes: &[u8; TOGETHER]) -> u8 {
    let is = |yes: bool, class: u8| if yes { class } else { 0 };
    bytes.iter().fold(0, |all, byte| {
        let byte = *byte;
        let is_parting = (byte == b',') | (byte == b'\n') | (byte == b'\r') | (byte == b';');
        let is_mark = byte == b'"';
        let is_tab = (byte == b'\n') | (byte == b'\r') | (byte == b'\t');
        let is_printed = byte.wrapping_sub(b' ') < 95;
        all | is(is_parting | is_mark, class::PARTS)
            | is(is_mark, class::MARK)
            | is(!(is_printed | is_tab), class::STRANGE)
    })
}

/// Returns how many bytes from the first on are written as they are in a string of JSON.
pub(crate) fn as_they_are(bytes: &[u8]) -> usize {
    let (long, _) = bytes.as_chunks::<TOGETHER>();
    let is_escaped = |byte: u8| {
        let is_printed = byte.wrapping_sub(b' ') < 95;
        u8::from(!is_printed | (byte == b'"') | (byte == b'\\') | (byte == b'<'))
    };
    let runs = long.iter().take_while(|b| b.iter().fold(0, |any, b| any | is_escaped(*b)) == 0);
    let passed = runs.count() * TOGETHER;
    let is_unusual = |byte: &u8| class_of(*byte) & class::ESCAPED != 0;
    let rest = bytes.get(passed..).unwrap_or_default();
    passed + rest.iter().position(is_unusual).unwrap_or(rest.len())
}

/// Returns whether text has none of these in it, nor anything that is not plain ASCII.
pub(crate) fn is_plain(text: &str) -> bool {
    classes(text.as_bytes()) & class::STRANGE == 0
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, SecondsFormat, TimeZone, Utc};

    use super::*;

    #[test]
    fn times_are_written_as_the_library_writes_them() {
        let mut seconds = -62_167_219_200;
        let mut step = 1;
        while seconds < 253_402_300_799 {
            let nanoseconds = (seconds as u32 % 4) * 1_002_003 % 1_000_000_000;
            let at: DateTime<Utc> =
                Utc.timestamp_opt(seconds, nanoseconds).single().expect("a time");
            let mut out = Vec::new();
            instant(&mut out, at);
            let expected = at.to_rfc3339_opts(SecondsFormat::AutoSi, true);
            assert_eq!(String::from_utf8_lossy(&out), expected);
            step = (step * 31) % 40_000_003;
            seconds += step;
        }
    }

    #[test]
    fn many_bytes_are_told_apart_as_one_is() {
        for byte in 0..=u8::MAX {
            for place in [0, 15, 16, 30, 33] {
                let mut bytes = [b'a'; 34];
                bytes[place] = byte;
                let asked = class::PARTS | class::MARK | class::STRANGE;
                assert_eq!(classes(&bytes) & asked, class_of(byte) & asked, "{byte} at {place}");
                let is_escaped = class_of(byte) & class::ESCAPED != 0;
                assert_eq!(as_they_are(&bytes), if is_escaped { place } else { 34 }, "{byte}");
            }
        }
    }

    #[test]
    fn numbers_have_all_their_digits() {
        for number in [0, 7, 10, 1_048_576, u64::MAX] {
            let mut out = Vec::new();
            whole(&mut out, number);
            assert_eq!(out, number.to_string().into_bytes());
        }
    }
}
