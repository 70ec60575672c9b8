//! A text as lines and paragraphs, by bytes. The readers of text dumps and plain articles work on these.

use std::ops::Range;

use super::found::Note;

/// Most printed lines taken from one text; what follows is left out with a fault.
pub(super) const MAX_LINES: usize = 400_000;

/// The byte order mark, which counts as a code point of the text but is no part of its first line.
const MARK: char = '\u{feff}';

/// A printed line: no white space at its ends, never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) range: Range<usize>,
    /// Code points of white space before it.
    pub(super) indent: u32,
    /// Whether an empty line, or the beginning of the text, stands before it.
    pub(super) after_gap: bool,
}

impl Line {
    pub(super) fn words<'a>(&self, text: &'a str) -> &'a str {
        &text[self.range.clone()]
    }
}

/// Returns the printed lines of `text`. Line feeds and carriage returns end lines.
pub(super) fn lines(text: &str, notes: &mut Vec<Note>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut gap = true;
    let mut start = if text.starts_with(MARK) { MARK.len_utf8() } else { 0 };
    while start < text.len() {
        let end = text[start..].find(['\n', '\r']).map_or(text.len(), |at| start + at);
        let printed = text[start..end].trim();
        if printed.is_empty() {
            // The second half of "\r\n" is no empty line.
            let half = text[start..].starts_with('\n') && text[..start].ends_with('\r');
            gap = gap || !half;
        } else if lines.len() == MAX_LINES {
            notes.push(Note::new(
                start,
                format!("the text has more than {MAX_LINES} lines; what follows was left out"),
            ));
            break;
        } else {
            let indent = text[start..end].len() - text[start..end].trim_start().len();
            let spaces = text[start..start + indent].chars().count();
            let from = start + indent;
            lines.push(Line {
                range: from..from + printed.len(),
                indent: u32::try_from(spaces).unwrap_or(u32::MAX),
                after_gap: gap,
            });
            gap = false;
        }
        start = end + 1;
    }
    lines
}

/// Returns whether a text is broken at a right margin, as mail and old dumps are, so that a paragraph is
/// a block between empty lines; in all other dumps each line is a paragraph.
pub(super) fn is_wrapped(text: &str, lines: &[Line]) -> bool {
    let length = |line: &Line| line.words(text).chars().take(121).count();
    let broken = lines.windows(2).filter(|pair| !pair[1].after_gap).collect::<Vec<_>>();
    let full = broken.iter().filter(|pair| length(&pair[0]) > 50).count();
    broken.len() >= 3
        && full * 10 >= broken.len() * 7
        && lines.iter().all(|line| length(line) <= 120)
}

/// Returns the paragraphs made of `lines`.
pub(super) fn paragraphs(lines: &[Line], wrapped: bool) -> Vec<Range<usize>> {
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    for line in lines {
        match paragraphs.last_mut() {
            Some(last) if wrapped && !line.after_gap => last.end = line.range.end,
            _ => paragraphs.push(line.range.clone()),
        }
    }
    paragraphs
}

/// Returns whether `words` end as a sentence does.
pub(super) fn ends_a_sentence(words: &str) -> bool {
    let closing =
        ['"', '\'', '”', '’', '»', '«', ')', ']', '」', '』', '）', '\u{200e}', '\u{200f}'];
    let inner = words.trim_end_matches(closing);
    // Full stops and question marks of other scripts are ends of sentences too.
    inner.ends_with(['.', '!', '?', '…', '。', '！', '？', '｡', '．', '؟', '۔', '।', '։', '።'])
}
