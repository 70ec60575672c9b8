//! The lines of a text dump at which its posts begin: which of all stamps are those of posts, and where
//! headlines stand that are printed above their stamps. The reader of text feeds cuts at them.

use counterclaim_model::Moment;

use super::furniture::is_furniture;
use super::lines::{Line, ends_a_sentence};
use super::stamp::{Stamp, ago, closing_stamp, date_line, stamp};

/// Printed lines at the top in which a masthead can stand.
pub(super) const TOP: usize = 4;
/// Fewest bare stamps ("22:55 Shots heard") that make a feed: prose may begin with a time, too.
const FEWEST_BARE: usize = 3;
/// Longest headline above a stamp, in code points.
const HEADLINE: usize = 160;

/// A line with a stamp.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// The line of the stamp.
    pub(super) line: usize,
    /// The line at which the post begins: that of the stamp, or of a headline above it.
    pub(super) from: usize,
    /// Where on the line words end that stand before the stamp and belong to the post.
    pub(super) before: Option<usize>,
    pub(super) stamp: Stamp,
}

/// How a page prints its stamps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// After a bullet.
    Bullets,
    /// On lines of their own.
    Alone,
    /// Before the first words of the post, with a dash or colon between.
    Inline,
    /// Before the first words of the post, with nothing but a blank between.
    Bare,
    /// At the end of a line, after a byline or a headline.
    Closing,
    /// As time passed: "2h ago".
    Ago,
}

/// The marks of a page.
pub(super) struct Marks {
    pub(super) masthead: Option<Mark>,
    pub(super) layout: Layout,
    pub(super) marks: Vec<Mark>,
}

/// Finds the stamps that posts begin with; none if the page has none that make it a feed.
pub(super) fn marks(text: &str, lines: &[Line]) -> Option<Marks> {
    let mut marks = all(text, lines, stamp);
    let masthead = masthead(&mut marks);
    // A time of change says nothing of the beginning of a post, unless nothing else is printed.
    keep_unless_all(&mut marks, |mark| !mark.stamp.updated);
    keep_unless_all(&mut marks, |mark| !mark.stamp.doubtful);
    if let Some(layout) = layout(&marks) {
        let model = marks.iter().find(|mark| layout_of(&mark.stamp) == layout)?.stamp.clone();
        marks.retain(|mark| belongs(mark, layout, &model));
        if layout == Layout::Alone {
            raise(text, lines, &mut marks);
        }
        return Some(Marks { masthead, layout, marks });
    }
    let (closing, marks) = (closing(text, lines), all(text, lines, ago));
    if closing.len() >= 2 {
        return Some(Marks { masthead, layout: Layout::Closing, marks: closing });
    }
    (marks.len() >= 2).then_some(Marks { masthead, layout: Layout::Ago, marks })
}

fn all(text: &str, lines: &[Line], read: impl Fn(&str) -> Option<Stamp>) -> Vec<Mark> {
    let marked = lines.iter().enumerate().filter_map(|(line, printed)| {
        let stamp = read(printed.words(text))?;
        Some(Mark { line, from: line, before: None, stamp })
    });
    marked.collect()
}

fn keep_unless_all(marks: &mut Vec<Mark>, is_kept: impl Fn(&Mark) -> bool) {
    if marks.iter().any(&is_kept) {
        marks.retain(is_kept);
    }
}

/// Takes the masthead out of the marks: a whole date with time at the top of the page, in a form that
/// the stamps below do not have.
fn masthead(marks: &mut Vec<Mark>) -> Option<Mark> {
    let first = marks.first().filter(|mark| mark.line < TOP)?;
    let dated = whole(&first.stamp).is_some() && first.stamp.rest.is_none() && !first.stamp.bullet;
    let others =
        marks.get(1).is_none_or(|next| next.stamp.date.is_none() && next.stamp.exact.is_none());
    let alone = marks.len() == 1 && !first.stamp.glued;
    (dated && others && !alone).then(|| marks.remove(0))
}

/// Returns the moment of a stamp that prints date, year, time and zone.
pub(super) fn whole(stamp: &Stamp) -> Option<Moment> {
    let local = stamp.date?.whole()?.and_time(stamp.time);
    stamp.zone?.zone.instant(local).map(Moment::minute)
}

fn layout_of(stamp: &Stamp) -> Layout {
    match (stamp.bullet, stamp.rest) {
        (true, _) => Layout::Bullets,
        (false, None) => Layout::Alone,
        (false, Some(_)) if stamp.bare => Layout::Bare,
        (false, Some(_)) => Layout::Inline,
    }
}

/// Returns whether a stamp is one of posts in `layout`. A page that mostly prints them before words also
/// prints some alone, and the other way round: those that can be nothing else, and print what the `model`
/// does, are of posts all the same. What an embedded post of another site prints is not.
fn belongs(mark: &Mark, layout: Layout, model: &Stamp) -> bool {
    let own = layout_of(&mark.stamp);
    let alike = [Layout::Alone, Layout::Inline];
    let same = mark.stamp.zone.is_some() == model.zone.is_some()
        && mark.stamp.date.is_some() == model.date.is_some();
    own == layout || mark.stamp.sure && same && alike.contains(&own) && alike.contains(&layout)
}

/// Returns how the page prints its stamps. One bare time on a line makes no feed; one bullet, or one
/// time with a.m., p.m. or zone, does.
fn layout(marks: &[Mark]) -> Option<Layout> {
    let of = |layout: Layout| marks.iter().filter(move |mark| layout_of(&mark.stamp) == layout);
    if of(Layout::Bullets).next().is_some() {
        return Some(Layout::Bullets);
    }
    let (alone, inline) = (of(Layout::Alone).count(), of(Layout::Inline).count());
    let bare = of(Layout::Bare).count();
    if bare >= FEWEST_BARE && bare > alone + inline {
        return Some(Layout::Bare);
    }
    let (layout, count) =
        if alone >= inline { (Layout::Alone, alone) } else { (Layout::Inline, inline) };
    let doubtful = of(layout).any(|mark| mark.stamp.doubtful);
    let fewest = if doubtful { 3 } else { 2 };
    (count >= fewest || of(layout).any(|mark| mark.stamp.sure)).then_some(layout)
}

/// Lets posts begin with the headline above their stamp, where every stamp has one and is followed by
/// whole sentences, as on pages that print headline, stamp, text.
fn raise(text: &str, lines: &[Line], marks: &mut [Mark]) {
    let headed = |mark: &Mark| {
        let above = mark.line.checked_sub(1).and_then(|above| lines.get(above));
        let below = lines.get(mark.line + 1).map(|line| line.words(text));
        above.is_some_and(|line| is_headline(line.words(text)))
            && below.is_some_and(|words| ends_a_sentence(words) || words.chars().count() > HEADLINE)
    };
    if marks.len() < 2 || !marks.iter().all(headed) {
        return;
    }
    // Under one headline alone the first post begins with that of the page.
    let first = marks.first().map_or(0, |mark| mark.line);
    let above = lines[..first].iter().filter(|line| is_headline(line.words(text))).count();
    for mark in marks.iter_mut().skip(usize::from(above < 2)) {
        mark.from = mark.line - 1;
    }
}

fn is_headline(words: &str) -> bool {
    words.chars().take(HEADLINE + 1).count() <= HEADLINE
        && !ends_a_sentence(words)
        && !is_furniture(words)
        && date_line(words).is_none()
        && stamp(words).is_none()
}

/// Returns the stamps at the ends of lines.
fn closing(text: &str, lines: &[Line]) -> Vec<Mark> {
    let marked = lines.iter().enumerate().filter_map(|(line, printed)| {
        let (stamp, before) = closing_stamp(printed.words(text))?;
        Some(Mark { line, from: line, before, stamp })
    });
    marked.collect()
}
