//! A text with places in it. Every place is a span of Unicode code points, since that is what anchors
//! are made of; bytes never leave this file.

use counterclaim_model::Anchor;

/// Words of context kept on each side of a quotation, in code points.
const CONTEXT: u32 = 32;

/// A stretch of a text: code points, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

impl Span {
    /// A span from `start` to `end`.
    pub fn new(start: u32, end: u32) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Returns the number of code points.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Returns whether there is nothing in it.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Returns whether the two share a code point.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns the smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// The text read from a page, addressed by code points.
#[derive(Clone, Debug)]
pub struct Text {
    text: String,
    /// Byte offset of every 64th code point, so that a place is found in constant time.
    marks: Vec<u32>,
    length: u32,
}

const STRIDE: usize = 64;

impl Text {
    /// Takes a text. Texts of 4 GiB and more are cut there; readers refuse such pages long before.
    pub fn new(text: String) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut length = 0;
        for (count, (byte, _)) in text.char_indices().enumerate() {
            if count % STRIDE == 0 {
                marks.push(byte as u32);
            }
            length = count as u32 + 1;
        }
        Self { text, marks, length }
    }

    /// Returns the whole text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the number of code points.
    pub fn len(&self) -> u32 {
        self.length
    }

    /// Returns whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Returns the words at `span`; what lies beyond the end is left out.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[self.byte(span.start)..self.byte(span.end)]
    }

    /// Returns the byte offset of a code point.
    pub fn byte(&self, point: u32) -> usize {
        if point >= self.length {
            return self.text.len();
        }
        let mark = point as usize / STRIDE;
        let start = self.marks[mark] as usize;
        let rest = point as usize % STRIDE;
        if self.is_plain(mark) {
            return start + rest;
        }
        self.text[start..]
            .char_indices()
            .nth(rest)
            .map_or(self.text.len(), |(byte, _)| start + byte)
    }

    /// Returns the code point that a byte offset falls in; beyond the end, the length.
    pub fn point(&self, byte: usize) -> u32 {
        if byte >= self.text.len() {
            return self.length;
        }
        let mark = self.marks.partition_point(|mark| *mark as usize <= byte).saturating_sub(1);
        let start = self.marks[mark] as usize;
        if self.is_plain(mark) {
            return (mark * STRIDE + byte - start) as u32;
        }
        let within =
            self.text[start..].char_indices().take_while(|(at, _)| start + at <= byte).count();
        (mark * STRIDE + within.saturating_sub(1)) as u32
    }

    /// Whether all code points from a mark to the next take one byte each.
    fn is_plain(&self, mark: usize) -> bool {
        let start = self.marks[mark] as usize;
        match self.marks.get(mark + 1) {
            Some(next) => *next as usize - start == STRIDE,
            None => self.text.len() - start == self.length as usize - mark * STRIDE,
        }
    }

    /// Returns the span of the bytes from `start` to `end`.
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.point(start), self.point(end))
    }

    /// Returns `span` without white space at its ends.
    pub fn trim(&self, span: Span) -> Span {
        let words = self.slice(span);
        let front = words.chars().take_while(|c| c.is_whitespace()).count() as u32;
        let back = words.chars().rev().take_while(|c| c.is_whitespace()).count() as u32;
        if front >= span.len() {
            Span::new(span.start, span.start)
        } else {
            Span::new(span.start + front, span.end - back)
        }
    }

    /// Returns the anchor of `span`: the exact words with up to 32 code points around them.
    pub fn anchor(&self, span: Span) -> Anchor {
        let before = Span::new(span.start.saturating_sub(CONTEXT), span.start);
        let after = Span::new(span.end, span.end.saturating_add(CONTEXT).min(self.length));
        Anchor {
            quote: self.slice(span).to_owned(),
            prefix: self.slice(before).to_owned(),
            suffix: self.slice(after).to_owned(),
            start: span.start,
            end: span.end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_code_points() {
        let text = Text::new(format!("{}“é”с", "ж".repeat(200)));
        let quote = Span::new(200, 203);
        assert_eq!(text.slice(quote), "“é”");
        assert_eq!(text.span(text.byte(200), text.byte(203)), quote);
        assert_eq!(text.len(), 204);
        assert_eq!(text.slice(Span::new(203, 999)), "с");
        assert_eq!(text.anchor(quote).suffix, "с");
        assert_eq!(text.anchor(quote).prefix.chars().count(), 32);
    }

    #[test]
    fn every_point_leads_back() {
        let text = Text::new("a\u{a0}“b” ж\n".repeat(40));
        for point in 0..text.len() {
            assert_eq!(text.point(text.byte(point)), point);
        }
    }
}
