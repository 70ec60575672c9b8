//! Where a proposal's words stand: spans are checked against the captured text, or found in the post.

use counterclaim_ingest::{Span, Text};
use counterclaim_model::{Form, PostVersion, Wording};

use crate::answers::{ClaimLine, Offsets};

/// Returns where the quote stands: the spans given, if the text says the same there, or else the one
/// place of the post that says it.
pub(super) fn content_spans(
    text: &Text,
    line: &ClaimLine,
    version: &PostVersion,
) -> Result<Vec<Span>, String> {
    let post = Span::new(version.start, version.end);
    if line.quote.is_empty() {
        return Err("quote: a proposal needs the exact words".to_owned());
    }
    if line.content_spans.is_empty() {
        return line.quote.iter().map(|quote| only_place(text, post, quote)).collect();
    }
    let spans = places(text, &line.content_spans, "content_spans")?;
    if spans.len() != line.quote.len() {
        return Err(format!("{} quotes, but {} content_spans", line.quote.len(), spans.len()));
    }
    for (span, quote) in spans.iter().zip(&line.quote) {
        if text.slice(*span) != quote {
            return Err(format!(
                "the text at {}-{} is not the quote {quote:?}",
                span.start, span.end
            ));
        }
        if !post.contains(*span) {
            return Err(format!("{}-{} is outside post {}", span.start, span.end, line.post));
        }
    }
    Ok(spans)
}

fn only_place(text: &Text, post: Span, quote: &str) -> Result<Span, String> {
    let words = text.slice(post);
    let offset = text.byte(post.start);
    let mut found = words.match_indices(quote);
    match (found.next(), found.next()) {
        (Some((at, _)), None) => Ok(text.span(offset + at, offset + at + quote.len())),
        (None, _) => Err(format!("the quote {quote:?} is not in the post")),
        (Some(_), Some(_)) => {
            Err(format!("the quote {quote:?} is more than once in the post: give content_spans"))
        }
    }
}

/// Returns offsets as spans of the text.
pub(super) fn places(text: &Text, offsets: &[Offsets], what: &str) -> Result<Vec<Span>, String> {
    let place = |(start, end): &Offsets| {
        if start < end && *end <= text.len() {
            Ok(Span::new(*start, *end))
        } else {
            Err(format!(
                "{what}: {start}-{end} is no place in a text of {} code points",
                text.len()
            ))
        }
    };
    offsets.iter().map(place).collect()
}

/// Refuses words given as the speaker's own that do not stand within quotation marks on the page.
pub(super) fn own_words(
    text: &Text,
    version: &PostVersion,
    content: &[Span],
    form: Form,
    wording: Wording,
) -> Result<(), String> {
    if wording != Wording::Speaker {
        return Ok(());
    }
    if form != Form::Direct {
        return Err("wording: only a direct quotation is in the speaker's own words".to_owned());
    }
    let post = Span::new(version.start, version.end);
    match content.iter().find(|span| !is_quoted(text, post, **span)) {
        Some(span) => Err(format!(
            "wording: the words at {}-{} are not within quotation marks: they are the outlet's",
            span.start, span.end
        )),
        None => Ok(()),
    }
}

/// Returns whether a place lies within quotation marks. Marks are paired within a line of the text,
/// whatever their shape: pages open with one kind and close with another.
pub(crate) fn is_quoted(text: &Text, post: Span, span: Span) -> bool {
    let mut inside = false;
    let mut since = post.start;
    for (at, letter) in (post.start..post.end).zip(text.slice(post).chars()) {
        let was = inside;
        inside = match letter {
            '\n' => false,
            '“' | '«' => true,
            '”' | '»' => false,
            '"' => !inside,
            _ => inside,
        };
        if was != inside {
            if was && since <= span.start && span.end <= at + 1 {
                return true;
            }
            since = at;
        }
    }
    inside && since <= span.start && span.end <= post.end
}

/// Refuses variants of figures that the post does not say: they are printed as exact words.
pub(super) fn spoken_variants(
    text: &Text,
    version: &PostVersion,
    line: &ClaimLine,
) -> Result<(), String> {
    let post = text.slice(Span::new(version.start, version.end));
    let variants = line.figures.iter().flat_map(|figure| &figure.variants);
    match variants.into_iter().find(|variant| !post.contains(&variant.text)) {
        Some(variant) => {
            Err(format!("figures.variants: {:?} is not in post {}", variant.text, line.post))
        }
        None => Ok(()),
    }
}
