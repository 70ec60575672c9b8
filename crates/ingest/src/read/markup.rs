//! HTML as a flat run of tags and text, in one pass and constant memory, and runs of it as paragraphs.
//! A tree is not built on purpose: nesting 100,000 deep costs parsers of trees quadratic time, and the
//! readers of pages only need to know where they are, not what stands above.

use super::entities::decode;

/// A piece of markup. Comments and declarations are skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text with its entities as they stand.
    Text(&'a str),
    /// An opening tag.
    Open(Tag<'a>),
    /// A closing tag, by name.
    Close(&'a str),
    /// What an element holds whose content is no markup: scripts, styles, titles.
    Raw(&'a str),
}

/// An opening tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// The name as written; compare with [`Tag::is`].
    pub(super) name: &'a str,
    attributes: &'a str,
}

impl Tag<'_> {
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Returns the value of an attribute, entities decoded.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '=' || c == '/');
            let (own, after) = rest.split_at(end.unwrap_or(rest.len()));
            if own.is_empty() && !after.starts_with('=') {
                return None;
            }
            let mut value = "";
            rest = after.trim_start();
            if let Some(given) = rest.strip_prefix('=') {
                (value, rest) = value_at(given.trim_start());
            }
            if own.eq_ignore_ascii_case(name) {
                return Some(decode(value));
            }
        }
    }
}

/// Splits an attribute's value from what follows it.
fn value_at(words: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = words.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    words.split_at(words.find(|c: char| c.is_ascii_whitespace()).unwrap_or(words.len()))
}

/// Elements whose content is no markup.
const RAW: [&str; 7] = ["script", "style", "title", "textarea", "xmp", "iframe", "noembed"];

/// A walk over the pieces of a page. Every byte is looked at a constant number of times.
pub(super) struct Pieces<'a> {
    source: &'a str,
    at: usize,
    raw: Option<&'a str>,
}

/// Walks over `source`.
pub(super) fn pieces(source: &str) -> Pieces<'_> {
    Pieces { source, at: 0, raw: None }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if let Some(name) = self.raw.take() {
            let end = self.at + end_of_raw(&self.source[self.at..], name);
            let content = &self.source[self.at..end];
            self.at = end;
            return Some(Piece::Raw(content));
        }
        loop {
            let rest = self.source.get(self.at..).filter(|rest| !rest.is_empty())?;
            let Some(inner) = rest.strip_prefix('<') else {
                let end = rest.find('<').unwrap_or(rest.len());
                self.at += end;
                return Some(Piece::Text(&rest[..end]));
            };
            if let Some(comment) = inner.strip_prefix("!--") {
                let end = comment.find("-->").map_or(comment.len(), |end| end + 3);
                self.at += rest.len() - comment.len() + end;
            } else if inner.starts_with(['!', '?']) {
                self.at += rest.find('>').map_or(rest.len(), |end| end + 1);
            } else if let Some(closed) = inner.strip_prefix('/') {
                let end = closed.find('>').unwrap_or(closed.len());
                self.at += (2 + end + 1).min(rest.len());
                return Some(Piece::Close(&closed[..name_length(closed)]));
            } else if inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
                return Some(self.open(inner));
            } else {
                self.at += 1;
                return Some(Piece::Text("<"));
            }
        }
    }
}

impl<'a> Pieces<'a> {
    fn open(&mut self, inner: &'a str) -> Piece<'a> {
        let name = &inner[..name_length(inner)];
        let end = name.len() + end_of_tag(&inner[name.len()..]);
        self.at += (1 + end + 1).min(inner.len() + 1);
        let tag = Tag { name, attributes: &inner[name.len()..end] };
        if RAW.iter().any(|raw| tag.is(raw)) {
            self.raw = Some(name);
        }
        Piece::Open(tag)
    }
}

fn name_length(words: &str) -> usize {
    words
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == ':'))
        .unwrap_or(words.len())
}

/// Returns where a tag ends: at its `>`, which may also stand in quoted values.
fn end_of_tag(words: &str) -> usize {
    let mut quote = None;
    let mut value = false;
    for (at, byte) in words.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return at,
            (None, b'"' | b'\'') if value => quote = Some(byte),
            (None, _) => value = byte == b'=' || value && byte.is_ascii_whitespace(),
        }
    }
    words.len()
}

/// Returns where the content of a raw element ends: before its closing tag, or with the page.
fn end_of_raw(words: &str, name: &str) -> usize {
    let mut from = 0;
    while let Some(at) = words[from..].find("</").map(|at| from + at) {
        let head = words.get(at + 2..at + 2 + name.len());
        if head.is_some_and(|head| head.eq_ignore_ascii_case(name)) {
            return at;
        }
        from = at + 2;
    }
    words.len()
}

/// Returns whether an element begins and ends a paragraph.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block))
}

const BLOCKS: [&str; 38] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "td",
    "th",
    "tr",
    "ul",
    "template",
];

/// Returns the paragraphs of a run of markup, or of plain text, where each line is one.
pub(super) fn paragraphs(source: &str) -> Vec<String> {
    let marked = source.contains('<');
    let blocks = marked
        && pieces(source).any(|piece| matches!(piece, Piece::Open(tag) if is_block(tag.name)));
    if !blocks {
        let plain = |line: &str| if marked { inline(line) } else { fold(&decode(line)) };
        return source.split(['\n', '\r']).map(plain).filter(|line| !line.is_empty()).collect();
    }
    let mut paragraphs = Vec::new();
    let mut open = String::new();
    for piece in pieces(source) {
        match piece {
            Piece::Text(words) => open.push_str(&decode(words)),
            Piece::Open(Tag { name, .. }) | Piece::Close(name) if is_block(name) => {
                paragraphs.push(fold(&std::mem::take(&mut open)));
            }
            Piece::Open(_) | Piece::Close(_) | Piece::Raw(_) => {}
        }
    }
    paragraphs.push(fold(&open));
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// Returns the words of a run of markup as one line.
pub(super) fn inline(source: &str) -> String {
    let mut line = String::new();
    for piece in pieces(source) {
        match piece {
            Piece::Text(words) => line.push_str(&decode(words)),
            Piece::Open(tag) if is_block(tag.name) => line.push(' '),
            Piece::Open(_) | Piece::Close(_) | Piece::Raw(_) => {}
        }
    }
    fold(&line)
}

/// Folds white space as HTML does: a no-break space is a character like others, save at the ends.
pub(super) fn fold(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    for word in words.split([' ', '\t', '\n', '\r', '\u{c}']).filter(|word| !word.is_empty()) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_reduced_to_paragraphs() {
        let check =
            |source: &str, expected: &[&str]| assert_eq!(paragraphs(source), expected, "{source}");
        check("One\n\nTwo &amp; three", &["One", "Two & three"]);
        check(
            "<p>“One”<br>two&nbsp;</p>\n<p title='a>b'>th<b>ree</b></p>",
            &["“One”", "two", "three"],
        );
        check(
            "<a href=\"x\">One</a> &quot;two&#8221; &unknown; &#x110000; &",
            &["One \"two” &unknown; \u{fffd} &"],
        );
        check("a < b <script>if (a</b>) {}</script><!-- no --><i", &["a < b"]);
        check("<p", &[]);
        check("</", &[]);
    }

    #[test]
    fn attributes_are_found_however_quoted() {
        let source = "<meta a = 'x y' Content=\"1 &lt; 2\" b=c/d empty>";
        let Some(Piece::Open(tag)) = pieces(source).next() else { panic!("no tag in {source}") };
        assert_eq!(tag.attribute("content").as_deref(), Some("1 < 2"));
        assert_eq!(tag.attribute("A").as_deref(), Some("x y"));
        assert_eq!(tag.attribute("b").as_deref(), Some("c/d"));
        assert_eq!(tag.attribute("empty").as_deref(), Some(""));
        assert_eq!(tag.attribute("none"), None);
    }
}
