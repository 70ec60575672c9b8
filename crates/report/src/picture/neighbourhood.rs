//! What speaks to one contested statement: objections to its left, confirmations and what it rests on
//! to its right, each in words, each a link to where it stands.

use std::collections::BTreeSet;

use counterclaim_desk::answers::{Card, LinkCard, Words};
use counterclaim_desk::{ClaimId, Effect, Moment, Precision, Status};

use super::canvas::{Anchor, Canvas, Drawing, WIDTH};
use super::measure::{bold, fit, plain, width, wrap};
use super::style::{
    AGAINST, AGAINST_HEAD, AGAINST_WORDS, BESIDE, BESIDE_HEAD, CARD, FOCUS, FOR, FOR_HEAD,
    FOR_WORDS, INK, LABEL, Role, SOFT, STRONG,
};
use super::timeline::title;
use crate::document::{Picture, marked};
use crate::graph::label;
use crate::phrase::{count, said, status};

/// So many stand on either side.
const MOST: usize = 6;
const BOX: f64 = 190.0;
const HEIGHT: f64 = 116.0;
const GAP: f64 = 14.0;
/// Lines of words in a box.
const LINES: usize = 3;
const TOP: f64 = 12.0;

/// A statement beside the one in the middle.
struct Neighbour<'a> {
    card: &'a Card,
    link: &'a LinkCard,
    /// Whether it speaks to the one in the middle, and not the other way.
    comes_in: bool,
}

/// Which side of the middle a column stands on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// Draws what objects to a statement and what confirms it: `tied` are the links to and from it, each with
/// the statement at its other end. Nothing where nothing is tied to it.
pub(crate) fn neighbourhood(
    middle: &Card,
    tied: &[(&LinkCard, &Card)],
    drawing: &Drawing<'_>,
) -> Option<Picture> {
    let (against, beside) = around(middle.id, tied);
    if against.is_empty() && beside.is_empty() {
        return None;
    }
    let rows = against.len().min(MOST).max(beside.len().min(MOST)).max(1);
    let bottom = TOP + (HEIGHT + GAP) * rows as f64;
    // A side without anything on it takes no room.
    let second = (WIDTH - BOX) / 2.0;
    let left = if against.is_empty() { 8.0 } else { second };
    let right = if against.is_empty() { second } else { WIDTH - BOX - 8.0 };
    let wide = if beside.is_empty() { left + BOX + 8.0 } else { right + BOX + 8.0 };
    let centre = (left, TOP + ((HEIGHT + GAP) * rows as f64 - GAP - HEIGHT) / 2.0);
    let mut canvas = Canvas::new();
    column(&against, Side::Left, 8.0, centre, rows, drawing, &mut canvas);
    column(&beside, Side::Right, right, centre, rows, drawing, &mut canvas);
    card(middle, centre, FOCUS, drawing, &mut canvas);
    let told = told(&against, &beside, drawing);
    let mut end = bottom;
    for line in wrap(&told, plain(10.5), wide - 16.0, 6).0 {
        canvas.text((8.0, end + 8.0), SOFT, Anchor::Start, &line);
        end += 14.0;
    }
    let name = (drawing.label)(middle.id).map(|name| format!("{name}: ")).unwrap_or_default();
    let title =
        format!("{name}what objects to a statement of {}, and what confirms it", middle.party.name);
    let described = described(middle, &against, &beside, &told);
    Some(canvas.finish(drawing, (wide, end + 6.0), &title, &described))
}

/// Returns who objects, and who confirms or is tied to it otherwise, each in order of publication.
fn around<'a>(
    middle: ClaimId,
    tied: &[(&'a LinkCard, &'a Card)],
) -> (Vec<Neighbour<'a>>, Vec<Neighbour<'a>>) {
    let (mut against, mut confirms, mut others) = (Vec::new(), Vec::new(), Vec::new());
    let mut seen = BTreeSet::new();
    for (link, card) in tied.iter().filter(|(_, card)| card.id != middle) {
        let comes_in = link.to == middle;
        if !seen.insert((card.id, link.relation, comes_in)) {
            continue;
        }
        let each = Neighbour { card, link, comes_in };
        match link.relation.effect() {
            Effect::Symmetric | Effect::Directed => against.push(each),
            Effect::Confirm => confirms.push(each),
            Effect::Provenance
            | Effect::SameNode
            | Effect::Supersedes
            | Effect::TakesBack
            | Effect::Shown => others.push(each),
        }
    }
    let mut beside = in_order(confirms);
    beside.extend(in_order(others));
    (in_order(against), beside)
}

fn in_order(mut list: Vec<Neighbour<'_>>) -> Vec<Neighbour<'_>> {
    list.sort_by_key(|each| each.card.times.published.map(|moment| moment.at));
    list
}

fn column(
    all: &[Neighbour<'_>],
    side: Side,
    x: f64,
    centre: (f64, f64),
    rows: usize,
    drawing: &Drawing<'_>,
    canvas: &mut Canvas,
) {
    let drawn = all.len().min(MOST);
    let above = (HEIGHT + GAP) * (rows - drawn) as f64 / 2.0;
    for (number, each) in all.iter().take(MOST).enumerate() {
        let at = (x, TOP + above + (HEIGHT + GAP) * number as f64);
        let port = HEIGHT * (number as f64 + 1.0) / (drawn as f64 + 1.0);
        arrow(each, side, at, (centre.0, centre.1 + port), canvas);
        card(each.card, at, CARD, drawing, canvas);
    }
}

/// Draws the line between two boxes with its word on it.
fn arrow(each: &Neighbour<'_>, side: Side, at: (f64, f64), port: (f64, f64), canvas: &mut Canvas) {
    let (line, head, words) = look(each);
    let y = at.1 + HEIGHT / 2.0;
    let ((x, turn), target) = match side {
        Side::Left => ((at.0 + BOX, 1.0), port.0),
        Side::Right => ((at.0, -1.0), port.0 + BOX),
    };
    let relation = label::relation(each.link.relation);
    let both = each.link.relation.effect() == Effect::Symmetric;
    let (near, far) = (each.comes_in || both, !each.comes_in || both);
    let start = if far { x + 7.0 * turn } else { x };
    let end = if near { target - 7.0 * turn } else { target };
    let bend = (x + target) / 2.0;
    let path = format!(
        "M{start:.1} {y:.1}C{bend:.1} {y:.1} {bend:.1} {:.1} {end:.1} {:.1}",
        port.1, port.1
    );
    canvas.path(&path, line);
    if near {
        point((target, port.1), turn, head, canvas);
    }
    if far {
        point((x, y), -turn, head, canvas);
    }
    let most = (target - x).abs() - 12.0;
    let name = fit(&relation, bold(10.5), most.max(40.0));
    let anchor = if turn > 0.0 { Anchor::Start } else { Anchor::End };
    canvas.text((x + 6.0 * turn, y - 6.0), words, anchor, &name);
    if each.link.status != Status::Checked {
        canvas.text((x + 10.0 * turn, y + 14.0), LABEL, anchor, status(each.link.status));
    }
}

fn point((x, y): (f64, f64), turn: f64, role: Role, canvas: &mut Canvas) {
    let back = x - 8.0 * turn;
    canvas
        .path(&format!("M{x:.1} {y:.1}L{back:.1} {:.1}L{back:.1} {:.1}z", y - 4.0, y + 4.0), role);
}

fn look(each: &Neighbour<'_>) -> (Role, Role, Role) {
    match each.link.relation.effect() {
        Effect::Symmetric | Effect::Directed => (AGAINST, AGAINST_HEAD, AGAINST_WORDS),
        Effect::Confirm => (FOR, FOR_HEAD, FOR_WORDS),
        Effect::Provenance
        | Effect::SameNode
        | Effect::Supersedes
        | Effect::TakesBack
        | Effect::Shown => (BESIDE, BESIDE_HEAD, SOFT),
    }
}

/// Draws a statement: label and party, who and when, the words in their marks, how it stands.
fn card(card: &Card, (x, y): (f64, f64), role: Role, drawing: &Drawing<'_>, canvas: &mut Canvas) {
    let name = (drawing.label)(card.id);
    let to = (drawing.to)(card.id);
    canvas.part(&title(card, name.as_deref(), drawing), to.as_deref(), |canvas| {
        canvas.rect((x, y), (BOX, HEIGHT), role);
        let most = BOX - 16.0;
        let label = name.as_deref().unwrap_or_default();
        let room = most - width(label, plain(10.5)) - 8.0;
        canvas.text(
            (x + 8.0, y + 16.0),
            STRONG,
            Anchor::Start,
            &fit(&card.party.name, bold(12.0), room),
        );
        canvas.text((x + BOX - 8.0, y + 16.0), SOFT, Anchor::End, label);
        let speaker = (card.speaker != card.party).then(|| card.speaker.name.clone());
        let when = card.times.published.map(|moment| when(moment, drawing));
        let when = when.unwrap_or_default();
        let room = most - width(&when, plain(10.5)) - 8.0;
        let speaker = fit(speaker.as_deref().unwrap_or_default(), plain(10.5), room);
        let who = if speaker.is_empty() { when } else { format!("{speaker}, {when}") };
        canvas.text((x + 8.0, y + 31.0), SOFT, Anchor::Start, who.trim_end_matches(", "));
        for (number, line) in words(card, most).iter().enumerate() {
            canvas.text((x + 8.0, y + 47.0 + 14.0 * number as f64), INK, Anchor::Start, line);
        }
        let standing = card.standing.as_ref().map(|standing| standing.word.as_str());
        let unchecked = (card.status != Status::Checked).then(|| status(card.status));
        let (above, below) = if card.is_known_through_others() {
            let both: Vec<&str> = unchecked.into_iter().chain(standing).collect();
            ("known through others", both.join(" · "))
        } else {
            (unchecked.unwrap_or_default(), standing.unwrap_or_default().to_owned())
        };
        for (below, words) in [(22.0, above), (7.0, below.as_str())] {
            if !words.is_empty() {
                let at = (x + 8.0, y + HEIGHT - below);
                canvas.text(at, SOFT, Anchor::Start, &fit(words, plain(10.5), most));
            }
        }
    });
}

/// Returns a time as short as a box needs it; the title has the whole.
fn when(moment: Moment, drawing: &Drawing<'_>) -> String {
    match moment.precision {
        Precision::Hour | Precision::Minute | Precision::Second => {
            format!("{} {}", drawing.zone.short_date(moment.at), drawing.zone.time(moment.at))
        }
        Precision::Day | Precision::Month | Precision::Year => drawing.zone.moment(moment),
    }
}

/// Returns the words over three lines at most. What is cut is cut between the marks, so that they still
/// say whose the rest is.
fn words(card: &Card, most: f64) -> Vec<String> {
    let pieces: Vec<String> = card.words.iter().map(marked).collect();
    let all = if pieces.is_empty() { card.statement.clone() } else { pieces.join(" … ") };
    let (whole, fits) = wrap(&label::visible(&all), plain(12.0), most, LINES);
    let Some(first) = card.words.first().filter(|_| !fits) else { return whole };
    let text: Vec<char> = first.text.chars().collect();
    let mut kept = text.len().min(160);
    while kept > 0 {
        let cut: String = text.iter().take(kept).collect();
        let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(front, _)| front);
        let cut = marked(&Words { text: format!("{cut} […]"), marks: first.marks });
        let (wrapped, fits) = wrap(&label::visible(&cut), plain(12.0), most, LINES);
        if fits {
            return wrapped;
        }
        kept = kept.saturating_sub(3);
    }
    whole
}

fn told(against: &[Neighbour<'_>], beside: &[Neighbour<'_>], drawing: &Drawing<'_>) -> String {
    let mut out = vec!["An objection is a statement, not a refutation.".to_owned()];
    let is_open = |each: &Neighbour<'_>| each.link.status != Status::Checked;
    if against.iter().chain(beside).any(is_open) {
        out.push("Links that nobody has checked count for nothing.".to_owned());
    }
    for (all, what) in [(against, "on the side of objections"), (beside, "on the other side")] {
        if all.len() > MOST {
            out.push(format!("{} more {what}, not drawn.", all.len() - MOST));
        }
    }
    out.push(format!("Times: {}.", drawing.zone.name()));
    out.join(" ")
}

fn described(
    middle: &Card,
    against: &[Neighbour<'_>],
    beside: &[Neighbour<'_>],
    told: &str,
) -> String {
    let one = |each: &Neighbour<'_>| {
        let relation = label::relation(each.link.relation);
        let other = format!("{}: {}", each.card.party.name, said(each.card));
        let relation = match each.link.status {
            Status::Checked => relation,
            open @ (Status::Proposed | Status::Rejected | Status::Withdrawn) => {
                format!("{relation} ({})", status(open))
            }
        };
        if each.comes_in {
            format!("{other} {relation} it.")
        } else {
            format!("It {relation} {other}.")
        }
    };
    let all: Vec<String> = against.iter().chain(beside).take(2 * MOST).map(one).collect();
    format!(
        "In the middle, {}: {}. {} around it. {} {told}",
        middle.party.name,
        said(middle),
        count(against.len() + beside.len(), "statement"),
        all.join(" ")
    )
}
