//! The reader of text dumps of live pages: finds the stamps, cuts the text into introduction, posts and
//! footer, and has them dated. The door tries it on every text before it takes the text for an article.

use std::ops::Range;

use counterclaim_model::Moment;

use super::calendar::PrintedDate;
use super::dating::{Known, Stamped, date};
use super::found::{Draft, Found, MAX_POSTS, Note, Order, fold};
use super::furniture::{begins_footer, is_furniture, titled, without_credit};
use super::lines::{Line, ends_a_sentence, is_wrapped, paragraphs};
use super::marks::{Layout, Mark, Marks, TOP, marks, whole};
use super::outlet::outlet;
use super::post::{Heading, words};
use super::stamp::{date_line, stamp};
use super::zone::{Printed, zone_at};

/// Reads `text` as a feed; `None` if it has no stamps that make it one.
pub(super) fn feed(
    text: &str,
    lines: &[Line],
    known: &Known,
    title: Option<&str>,
) -> Option<Found> {
    let mut found = Found { reader: "live-text@1", ..Found::default() };
    let Marks { masthead, layout, mut marks } = marks(text, lines)?;
    let beyond = marks.get(MAX_POSTS).map(|mark| mark.line);
    if let Some(line) = beyond {
        let at = lines[line].range.start;
        found.notes.push(Note::new(
            at,
            format!("the page has more than {MAX_POSTS} posts; the rest was left out"),
        ));
        marks.truncate(MAX_POSTS);
    }
    let first = marks.first()?.from;
    let body = Body { text, lines, wrapped: is_wrapped(text, lines), layout };
    let head = &lines[masthead.as_ref().map_or(0, |mark| mark.line + 1)..first];
    let end =
        beyond.unwrap_or_else(|| body.end_after(marks.last().map_or(first, |mark| mark.line)));
    found.title = body.title(head, &lines[end..]).or_else(|| title.map(str::to_owned));
    found.source = outlet(text, lines);
    found.masthead = masthead.as_ref().and_then(|mark| whole(&mark.stamp));
    let known = Known {
        zone: masthead
            .and_then(|mark| mark.stamp.zone)
            .or_else(|| announced(text, head))
            .or(known.zone),
        captured: known.captured.or(found.masthead.map(|moment| moment.at)),
        cut: end == lines.len()
            && !lines.last().is_some_and(|line| ends_a_sentence(line.words(text))),
        ..known.clone()
    };
    let (stamps, mut posts) = body.posts(&marks, end);
    if layout == Layout::Ago {
        let what = "the stamps say how long ago, not when; posts were left undated";
        found.notes.push(Note::new(lines[first].range.start, what));
    } else {
        found.order = date(text, &stamps, &mut posts, &known, &mut found.notes);
    }
    if known.cut {
        found.notes.push(Note::new(
            text.len(),
            "the text ends without the end of a sentence or a footer; posts may be missing below",
        ));
    }
    found.posts.extend(body.introduction(head, found.title.as_deref()));
    found.posts.extend(posts);
    Some(found)
}

/// Returns the masthead of a page that is no feed: only one whose date is glued to its zone, since any
/// other date on top of an article may be that of the article.
pub(super) fn masthead_alone(text: &str, lines: &[Line]) -> Option<(usize, Moment)> {
    lines.iter().take(TOP).enumerate().find_map(|(index, line)| {
        let stamp = stamp(line.words(text)).filter(|stamp| stamp.glued && stamp.rest.is_none())?;
        Some((index, whole(&stamp)?))
    })
}

/// Returns the zone that the head of a page announces for all times ("all times EDT").
fn announced(text: &str, head: &[Line]) -> Option<Printed> {
    head.iter().find_map(|line| {
        let words = line.words(text);
        let lower = words.to_ascii_lowercase();
        let rest = &words[lower.find("all times")? + "all times".len()..];
        // "all times EDT", "all times are in GMT", "all times local (UTC+3)".
        let starts = rest.match_indices([' ', '(']).take(5);
        starts.map(|(at, blank)| &rest[at + blank.len()..]).find_map(zone_at)
    })
}

/// The lines of a page and how they are laid out.
struct Body<'a> {
    text: &'a str,
    lines: &'a [Line],
    wrapped: bool,
    layout: Layout,
}

impl Body<'_> {
    /// Returns the line after the last post: the first of a footer, or the end of the text. A footer
    /// begins with the title of the page, or where lines after a bullet are no further in than it is.
    fn end_after(&self, last: usize) -> usize {
        let bullet = self.lines[last].indent;
        let inner = self.lines.get(last + 1).is_some_and(|line| line.indent > bullet);
        let footer = |line: &Line| {
            begins_footer(line.words(self.text))
                || self.layout == Layout::Bullets && inner && line.indent <= bullet
        };
        let rest = &self.lines[last + 1..];
        rest.iter().position(footer).map_or(self.lines.len(), |at| last + 1 + at)
    }

    /// Returns the title: the footer's, or the first line of the head if it looks like one.
    fn title(&self, head: &[Line], footer: &[Line]) -> Option<String> {
        let below = footer.iter().find_map(|line| titled(line.words(self.text)));
        below.map(str::to_owned).or_else(|| {
            let first = head.iter().find(|line| !is_furniture(line.words(self.text)))?;
            let words = first.words(self.text);
            let alone = head
                .iter()
                .filter(|line| line.range.start > first.range.start)
                .all(|line| line.after_gap || line.range.start > first.range.end);
            (alone && first.indent == 0 && words.chars().take(201).count() <= 200)
                .then(|| fold(words))
        })
    }

    /// Returns the standing introduction: the prose before the first stamp.
    fn introduction(&self, head: &[Line], title: Option<&str>) -> Option<Draft> {
        let mut draft = Draft { introduction: true, ..Draft::default() };
        let mut printed: Vec<String> = Vec::new();
        for paragraph in paragraphs(head, self.wrapped) {
            let shown = &self.text[paragraph.clone()];
            let end = paragraph.start + without_credit(shown);
            let words = &self.text[paragraph.start..end];
            let folded = fold(words);
            if is_furniture(shown) || date_line(shown).is_some() || printed.contains(&folded) {
                continue;
            }
            if draft.headline.is_none() && printed.is_empty() && Some(folded.as_str()) == title {
                draft.headline = Some(paragraph.start..end);
            } else if ends_a_sentence(words) || words.ends_with(':') {
                draft.paragraphs.push(paragraph.start..end);
            }
            if printed.len() < TOP * 8 {
                printed.push(folded);
            }
        }
        let last = draft.paragraphs.last()?.end;
        let first = draft.headline.as_ref().or(draft.paragraphs.first())?.start;
        draft.span = first..last;
        Some(draft)
    }

    /// Cuts the lines up to `end` into posts, one per mark.
    fn posts(&self, marks: &[Mark], end: usize) -> (Vec<Stamped>, Vec<Draft>) {
        let mut heading = self.heading(&self.lines[..marks.first().map_or(0, |mark| mark.from)]);
        let mut stamps = Vec::with_capacity(marks.len());
        let mut posts = Vec::with_capacity(marks.len());
        for (index, mark) in marks.iter().enumerate() {
            let next = marks.get(index + 1).map_or(end, |next| next.from);
            let line = &self.lines[mark.line];
            stamps.push(Stamped { stamp: mark.stamp.clone(), heading, at: line.range.start });
            let own = &self.lines[mark.line + 1..next];
            posts.push(self.post(mark, own));
            heading = self.heading(own).or(heading);
        }
        (stamps, posts)
    }

    /// Returns the last heading of a day among `lines`.
    fn heading(&self, lines: &[Line]) -> Option<PrintedDate> {
        lines.iter().rev().find_map(|line| date_line(line.words(self.text)))
    }

    fn post(&self, mark: &Mark, own: &[Line]) -> Draft {
        let line = &self.lines[mark.line];
        let at = line.range.start;
        let start = self.lines[mark.from].range.start;
        let mut lines = self.lines[mark.from..mark.line].to_vec();
        lines.reserve(own.len() + 1);
        if let Some(before) = mark.before {
            lines.push(Line { range: at..at + before, ..line.clone() });
        }
        if let Some(rest) = mark.stamp.rest {
            lines.push(Line { range: at + rest..line.range.end, ..line.clone() });
        }
        lines.extend(own.iter().cloned());
        let heading =
            if self.layout == Layout::Bullets { Heading::Usual } else { Heading::Unfinished };
        let words = words(self.text, &lines, heading, self.wrapped);
        let end = own
            .iter()
            .rev()
            .find(|line| date_line(line.words(self.text)).is_none())
            .map_or(line.range.end, |line| line.range.end);
        let printed: Range<usize> = at + mark.stamp.printed.start..at + mark.stamp.printed.end;
        Draft {
            span: start..end,
            stamp: Some(self.text[printed].to_owned()),
            headline: words.headline,
            paragraphs: words.paragraphs,
            ..Draft::default()
        }
    }
}

/// Returns the order in which a page runs by dates of its posts, newest first if it does not show.
pub(super) fn order(posts: &[Draft]) -> Order {
    let mut dated = posts.iter().filter_map(|post| post.published).map(|moment| moment.at);
    let first = dated.next();
    let last = dated.next_back().or(first);
    if first < last { Order::OldestFirst } else { Order::NewestFirst }
}
