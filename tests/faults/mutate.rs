//! Changes to valid bytes that a hostile or broken writer might make: bits, pieces, numbers at their
//! limits, nesting without end. Called by the fuzzed readers.

use crate::chance::Chance;

/// Numbers that readers get wrong.
const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "-1",
    "1",
    "255",
    "65535",
    "65536",
    "4294967295",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775809",
    "1e400",
    "1.5",
    "00",
    "99999999999999999999999999999999999999",
];

/// Pieces that readers get wrong.
const PIECES: &[&[u8]] = &[
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\n",
    b"\n\n",
    b"\r\n",
    b"\0",
    b" ",
    b"null",
    b"\"\\ud800\"",
    b"\\u0000",
    b"\xff\xfe",
    b"\xe2\x80\x94 ",
    b"\xf0\x9f\x92\xa5",
    b"{\"v\":",
    b"\"v\":1,",
    b"= ",
    b"+",
    b"/../",
    b"99999999999999999999",
];

/// Returns `valid` with one to five changes; now and then one piece of it comes from `other`.
pub(crate) fn mutated(valid: &[u8], other: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = valid.to_vec();
    for _ in 0..1 + chance.below(5) {
        change(&mut bytes, other, chance);
    }
    bytes
}

fn change(bytes: &mut Vec<u8>, other: &[u8], chance: &mut Chance) {
    let place = chance.below(bytes.len() + 1);
    let end = place + chance.below((bytes.len() - place).min(64) + 1);
    match chance.below(11) {
        0 | 1 => {
            if let Some(byte) = bytes.get_mut(place) {
                *byte ^= 1 << chance.below(8);
            }
        }
        2 => bytes.truncate(place),
        3 => drop(bytes.drain(place..end)),
        4 | 5 => number(bytes, chance),
        6 => insert(bytes, place, PIECES[chance.below(PIECES.len())]),
        7 => {
            let piece = bytes[place..end].to_vec();
            insert(bytes, chance.below(bytes.len() + 1), &piece);
        }
        8 => {
            let from = chance.below(other.len() + 1);
            let to = from + chance.below((other.len() - from).min(512) + 1);
            bytes.splice(place..end, other[from..to].iter().copied());
        }
        9 => {
            let brackets: &[u8] = if chance.once_in(2) { b"[" } else { b"{\"a\":" };
            insert(bytes, place, &brackets.repeat(1 + chance.below(20_000)));
        }
        _ => insert(bytes, place, &vec![chance.bits() as u8; chance.below(70_000)]),
    }
}

/// Puts a number at its limits in the place of another.
fn number(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let from = chance.below(bytes.len() + 1);
    let Some(begin) = bytes[from..].iter().position(u8::is_ascii_digit).map(|at| from + at) else {
        return;
    };
    let length = bytes[begin..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = NUMBERS[chance.below(NUMBERS.len())].bytes();
    bytes.splice(begin..begin + length, number);
}

fn insert(bytes: &mut Vec<u8>, place: usize, piece: &[u8]) {
    bytes.splice(place..place, piece.iter().copied());
}
