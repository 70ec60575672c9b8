//! What stands between two tags of XML, as words: entities, CDATA, and HTML that somebody forgot to
//! escape. The reader of XML feeds hands it the source as it stands.

use super::super::entities::decode;
use super::entry::Words;

/// What the feed says the words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Declared {
    /// Text.
    Plain,
    /// HTML, escaped once more for its place in XML.
    Html,
    /// Markup that stands there as it is.
    Inline,
}

/// A stretch of source.
enum Stretch<'a> {
    /// Text and tags as XML has them.
    Source(&'a str),
    /// The inside of a CDATA section: characters that mean themselves.
    Literal(&'a str),
}

/// Returns the words in `source`.
pub(super) fn words(source: &str, declared: Declared) -> Words {
    let stretches = stretches(source);
    let tagged = stretches
        .iter()
        .any(|stretch| matches!(stretch, Stretch::Source(words) if has_a_tag(words)));
    let inline = declared == Declared::Inline || tagged;
    let mut words = String::with_capacity(source.len());
    for stretch in stretches {
        match stretch {
            Stretch::Source(source) if inline => words.push_str(source),
            Stretch::Source(source) => words.push_str(&decode(source)),
            Stretch::Literal(literal) => words.push_str(literal),
        }
    }
    match declared {
        Declared::Plain if !inline => Words::Plain(words),
        Declared::Plain | Declared::Html | Declared::Inline => Words::Markup(words),
    }
}

/// Returns the words in `source` as characters: addresses, times, identifiers.
pub(super) fn characters(source: &str) -> Option<String> {
    let read = stretches(source).into_iter().map(|stretch| match stretch {
        Stretch::Source(source) => decode(source),
        Stretch::Literal(literal) => literal.to_owned(),
    });
    let words = read.collect::<String>().trim().to_owned();
    (!words.is_empty()).then_some(words)
}

/// Parts the source at CDATA sections and comments; comments fall away.
fn stretches(source: &str) -> Vec<Stretch<'_>> {
    let mut stretches = Vec::new();
    let mut rest = source;
    while let Some(at) = rest.find("<!") {
        let (before, special) = rest.split_at(at);
        stretches.push(Stretch::Source(before));
        if let Some(inside) = special.strip_prefix("<![CDATA[") {
            let end = inside.find("]]>").unwrap_or(inside.len());
            stretches.push(Stretch::Literal(&inside[..end]));
            rest = inside.get(end + 3..).unwrap_or_default();
        } else {
            let end = special.strip_prefix("<!--").and_then(|inside| inside.find("-->"));
            let end = end.map_or_else(|| special.find('>').map(|at| at + 1), |at| Some(at + 7));
            rest = &special[end.unwrap_or(special.len())..];
        }
    }
    stretches.push(Stretch::Source(rest));
    stretches
}

fn has_a_tag(source: &str) -> bool {
    let mut parts = source.split('<').skip(1);
    parts.any(|part| part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'))
}
