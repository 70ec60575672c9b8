//! How wide text will be, before anybody has set it: an estimate on the safe side for the plain sans
//! serifs that pictures name. Text that does not fit is wrapped, and cut with an ellipsis.

/// Advance widths of the printable ASCII characters in a common sans serif, in hundredths of the size.
const ADVANCE: [u8; 95] = [
    28, 28, 36, 56, 56, 89, 67, 19, 33, 33, 39, 58, 28, 33, 28, 28, 56, 56, 56, 56, 56, 56, 56, 56,
    56, 56, 28, 28, 58, 58, 58, 56, 102, 67, 67, 72, 72, 67, 61, 78, 72, 28, 50, 67, 56, 83, 72,
    78, 67, 78, 72, 67, 61, 72, 67, 94, 67, 67, 61, 28, 28, 28, 47, 56, 33, 56, 56, 50, 56, 56, 28,
    56, 56, 22, 22, 50, 22, 83, 56, 56, 56, 56, 33, 50, 28, 56, 50, 72, 50, 50, 50, 33, 26, 33, 58,
];

/// Wider fonts than the one measured are met too.
const SAFETY: f64 = 1.12;

/// Returns the width of a text at a size.
pub(super) fn width(words: &str, size: f64) -> f64 {
    words.chars().map(advance).sum::<f64>() * size * SAFETY / 100.0
}

fn advance(c: char) -> f64 {
    let code = c as u32;
    let ascii = code.checked_sub(0x20).and_then(|at| ADVANCE.get(at as usize));
    match (ascii, code) {
        (Some(width), _) => f64::from(*width),
        (None, 0x300..=0x36f | 0x591..=0x5bd | 0x64b..=0x65f | 0x200c | 0x200d) => 0.0,
        (None, 0x2e80..=0xa4cf | 0xac00..=0xd7ff | 0xf900..=0xfaff | 0xfe30..=0xfe6f) => 100.0,
        (None, 0xff00..=0xff60 | 0x1f000..=0x3ffff) => 100.0,
        (None, _) if c.is_uppercase() => 76.0,
        (None, _) => 62.0,
    }
}

/// Cuts a text to a width; what is cut is told by an ellipsis.
pub(super) fn fit(words: &str, size: f64, most: f64) -> String {
    if width(words, size) <= most {
        return words.to_owned();
    }
    let mut kept: String = words.to_owned();
    while !kept.is_empty() {
        kept.pop();
        let cut = format!("{}…", kept.trim_end());
        if width(&cut, size) <= most {
            return cut;
        }
    }
    "…".to_owned()
}

/// Wraps a text into lines of a width, and says whether all of it is in them.
pub(super) fn wrap(words: &str, size: f64, most: f64, lines: usize) -> (Vec<String>, bool) {
    let mut out: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(words) {
        let longer = format!("{line}{piece}");
        if width(longer.trim_end(), size) <= most {
            line = longer;
            continue;
        }
        if !line.trim().is_empty() {
            out.push(line.trim_end().to_owned());
        }
        line = piece.trim_start().to_owned();
        // A word longer than a line goes on in the next.
        while width(line.trim_end(), size) > most {
            let head = head_of(&line, size, most);
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
        out.push(fit(&rest, size, most));
    }
    (out, whole)
}

/// Returns as much of a word as fits, one character at least.
fn head_of(word: &str, size: f64, most: f64) -> String {
    let mut head = String::new();
    for c in word.chars() {
        head.push(c);
        if head.chars().count() > 1 && width(&head, size) > most {
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
    use super::{fit, width, wrap};

    #[test]
    fn what_is_fitted_fits() {
        let names =
            ["Nagorno-Karabakh authorities", "Абвгдежзик", "一二三四五六七八", "WWWWWWWWW", ""];
        for name in names {
            for most in [20.0, 47.0, 90.0, 400.0] {
                assert!(width(&fit(name, 12.0, most), 12.0) <= most, "{name} {most}");
                let (lines, whole) = wrap(name, 12.0, most, 3);
                assert!(lines.len() <= 3 && lines.iter().all(|line| width(line, 12.0) <= most));
                let kept = lines.concat().chars().filter(|c| *c != ' ').count();
                assert!(!whole || kept == name.chars().filter(|c| *c != ' ').count(), "{name}");
            }
        }
    }
}
