//! How wide text will be, before anybody has set it. Pictures name Arial and what looks like it, and where
//! none of these is, DejaVu Sans comes, which is a sixth wider: it is the one measured, so that nothing
//! collides in either. Text that does not fit is wrapped, and cut with an ellipsis.

/// Advance widths of the printable ASCII characters in DejaVu Sans, in hundredths of the size.
const PLAIN: [u8; 95] = [
    32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75,
    79, 61, 79, 70, 64, 62, 74, 69, 99, 69, 62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36,
    64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
];

/// The same in DejaVu Sans Bold.
const BOLD: [u8; 95] = [
    35, 46, 53, 84, 70, 101, 88, 31, 46, 46, 53, 84, 38, 42, 38, 37, 70, 70, 70, 70, 70, 70, 70,
    70, 70, 70, 40, 40, 84, 84, 84, 59, 100, 78, 77, 74, 84, 69, 69, 83, 84, 38, 38, 78, 64, 100,
    84, 86, 74, 86, 78, 73, 69, 82, 78, 111, 78, 73, 73, 46, 37, 46, 84, 50, 50, 68, 72, 60, 72,
    68, 44, 72, 72, 35, 35, 67, 35, 105, 72, 69, 72, 72, 50, 60, 48, 72, 66, 93, 65, 66, 59, 72,
    37, 72, 84,
];

/// What text is set in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Face {
    size: f64,
    ascii: &'static [u8; 95],
    /// Of other alphabets: capitals, small letters.
    others: (f64, f64),
}

/// Text of this size.
pub(super) const fn plain(size: f64) -> Face {
    Face { size, ascii: &PLAIN, others: (80.0, 68.0) }
}

/// Bold text of this size.
pub(super) const fn bold(size: f64) -> Face {
    Face { size, ascii: &BOLD, others: (90.0, 76.0) }
}

/// Returns the width of a text.
pub(super) fn width(words: &str, face: Face) -> f64 {
    words.chars().map(|c| advance(c, face)).sum::<f64>() * face.size / 100.0
}

fn advance(c: char, face: Face) -> f64 {
    let code = c as u32;
    let ascii = code.checked_sub(0x20).and_then(|at| face.ascii.get(at as usize));
    match (ascii, code) {
        (Some(width), _) => f64::from(*width),
        (None, 0x300..=0x36f | 0x591..=0x5bd | 0x64b..=0x65f | 0x200c | 0x200d) => 0.0,
        (None, 0x2e80..=0xa4cf | 0xac00..=0xd7ff | 0xf900..=0xfaff | 0xfe30..=0xfe6f) => 100.0,
        (None, 0xff00..=0xff60 | 0x1f000..=0x3ffff | 0x2014 | 0x2026) => 100.0,
        (None, _) if c.is_uppercase() => face.others.0,
        (None, _) => face.others.1,
    }
}

/// Cuts a text to a width; what is cut is told by an ellipsis.
pub(super) fn fit(words: &str, face: Face, most: f64) -> String {
    if width(words, face) <= most {
        return words.to_owned();
    }
    let mut kept: String = words.to_owned();
    while !kept.is_empty() {
        kept.pop();
        let cut = format!("{}…", kept.trim_end());
        if width(&cut, face) <= most {
            return cut;
        }
    }
    "…".to_owned()
}

/// Wraps a text into lines of a width, and says whether all of it is in them.
pub(super) fn wrap(words: &str, face: Face, most: f64, lines: usize) -> (Vec<String>, bool) {
    let mut out: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(words) {
        let longer = format!("{line}{piece}");
        if width(longer.trim_end(), face) <= most {
            line = longer;
            continue;
        }
        if !line.trim().is_empty() {
            out.push(line.trim_end().to_owned());
        }
        line = piece.trim_start().to_owned();
        // A word longer than a line goes on in the next.
        while width(line.trim_end(), face) > most {
            let head = head_of(&line, face, most);
            line = line.chars().skip(head.chars().count()).collect();
            out.push(head);
        }
    }
    if !line.trim().is_empty() {
        out.push(line.trim_end().to_owned());
    }
    let whole = out.len() <= lines;
    if !whole {
        let rest = out.split_off(lines.saturating_sub(1)).join(" ");
        out.push(fit(&rest, face, most));
    }
    (out, whole)
}

/// Returns as much of a word as fits, one character at least.
fn head_of(word: &str, face: Face, most: f64) -> String {
    let mut head = String::new();
    for c in word.chars() {
        head.push(c);
        if head.chars().count() > 1 && width(&head, face) > most {
            head.pop();
            break;
        }
    }
    head
}

/// Returns the pieces between which a line may end: behind blanks and hyphens.
fn pieces(words: &str) -> impl Iterator<Item = &str> {
    words.split_inclusive([' ', '-', '/'])
}

#[cfg(test)]
mod tests {
    use super::{bold, fit, plain, width, wrap};

    #[test]
    fn what_is_fitted_fits() {
        let names =
            ["Nagorno-Karabakh authorities", "Абвгдежзик", "一二三四五六七八", "WWWWWWWWW", ""];
        for name in names {
            let faces = [plain(12.0), bold(12.0)].into_iter();
            let widths = [20.0, 47.0, 90.0, 400.0];
            for (face, most) in faces.flat_map(|face| widths.map(|most| (face, most))) {
                assert!(width(&fit(name, face, most), face) <= most, "{name} {most}");
                let (lines, whole) = wrap(name, face, most, 3);
                assert!(lines.len() <= 3 && lines.iter().all(|line| width(line, face) <= most));
                let kept = lines.concat().chars().filter(|c| *c != ' ').count();
                assert!(!whole || kept == name.chars().filter(|c| *c != ' ').count(), "{name}");
            }
        }
    }
}
