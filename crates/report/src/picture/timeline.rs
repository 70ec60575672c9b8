//! Statements over time, a lane for each party: when each was published, how its words are carried,
//! what the speaker does with it, and whether a person has checked it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Duration;
use counterclaim_desk::answers::Card;
use counterclaim_desk::{Form, Instant, Modality, Precision, Status};

use super::bins;
use super::canvas::{Anchor, Canvas, Drawing, WIDTH};
use super::clock::{Scale, Tick, ticks};
use super::legend::{self, Entry, Mark};
use super::measure::{bold, fit, plain, width};
use super::packing;
use super::shape::{Shape, letter};
use super::style::{AXIS, INK, LABEL, PAPER, REACH, RULE, SOFT, STRONG};
use crate::document::Picture;
use crate::graph::label;
use crate::phrase::{count, form, join, said, status, verb};

/// More than this many statements are counted by hour, day or longer instead of drawn one by one.
const MOST: usize = 240;

/// So many rows a lane may have before statements are counted instead.
const DEEPEST: usize = 30;

/// More parties than this share the last lane.
const LANES: usize = 24;

const LEFT: f64 = 16.0;
const RIGHT: f64 = WIDTH - 48.0;
const HEAD: f64 = 40.0;
const ROW: f64 = 18.0;

/// A picture may be so high; on paper its letters become too small beyond.
const HIGHEST: f64 = 1_250.0;

/// A statement with its place in time.
pub(super) struct Dated<'a> {
    pub(super) card: &'a Card,
    /// When it was published, or the middle of the day that is known.
    pub(super) at: Instant,
    /// The whole day, where no more is known.
    day: Option<(Instant, Instant)>,
}

/// The statements of one party, in order of time.
pub(super) struct Lane<'a> {
    pub(super) party: String,
    pub(super) statements: Vec<Dated<'a>>,
}

/// Draws statements over time; nothing where fewer than two have a time.
pub(crate) fn timeline(cards: &[&Card], drawing: &Drawing<'_>) -> Option<Picture> {
    let lanes = lanes(cards);
    let times: Vec<Instant> = lanes.iter().flat_map(times_of).collect();
    if lanes.iter().map(|lane| lane.statements.len()).sum::<usize>() < 2 {
        return None;
    }
    let (from, to) = (*times.iter().min()?, *times.iter().max()?);
    let scale = Scale::over(from, to, LEFT, RIGHT);
    let mut packed = Vec::with_capacity(lanes.len());
    for lane in &lanes {
        let stretches: Vec<(f64, f64)> =
            lane.statements.iter().map(|each| stretch(each, &scale, drawing)).collect();
        packed.push(packing::rows(&stretches, name(lane).2 + 8.0));
    }
    let drawn: usize = packed.iter().map(|(rows, _)| rows.len()).sum();
    let deepest = packed.iter().map(|(_, rows)| *rows).max().unwrap_or(0);
    let rows = packed.iter().map(|(_, rows)| high(*rows)).sum::<f64>();
    let by_count = drawn > MOST || deepest > DEEPEST || rows > HIGHEST;

    let mut canvas = Canvas::new();
    let (bottom, counted) = if by_count {
        let step = bins::step(from, to);
        (bins::height(&bins::columns(&lanes, step, drawing)), Some(step))
    } else {
        (HEAD + rows, None)
    };
    axis(&ticks(from, to, drawing.zone, 12), &scale, bottom, drawing, &mut canvas);
    let mut end = bottom + 24.0;
    match counted {
        Some(step) => bins::draw(&lanes, step, &scale, drawing, &mut canvas),
        None => {
            one_by_one(&lanes, &packed, &scale, drawing, &mut canvas);
            end = legend::draw(&explained(&lanes), end, &mut canvas);
        }
    }
    let how = match counted {
        Some(step) => bins::told(step, drawn),
        None => "Filled: checked by a person; hollow: not checked.".to_owned(),
    };
    let told = [how, not_placed(cards)];
    let told = told.into_iter().filter(|each| !each.is_empty()).collect::<Vec<_>>().join(" ");
    if !told.is_empty() {
        end += 16.0 * canvas.paragraph((8.0, end + 8.0), SOFT, &told) as f64;
    }
    let parties: BTreeSet<&str> = cards
        .iter()
        .filter(|card| dated(card).is_some())
        .map(|card| card.party.name.as_str())
        .collect();
    let title = match lanes.as_slice() {
        [one] => format!("Statements of {} over time", one.party),
        _ => format!("Statements of {} parties over time", parties.len()),
    };
    let description = described(&lanes, (from, to), &told, drawing);
    Some(canvas.finish(drawing, (WIDTH, end + 8.0), &title, &description))
}

/// Returns a lane for each party, the one with most statements first, then by name; one for all others
/// where there are many.
fn lanes<'a>(cards: &[&'a Card]) -> Vec<Lane<'a>> {
    let mut parties: BTreeMap<&str, Vec<Dated<'a>>> = BTreeMap::new();
    for card in cards {
        if let Some(dated) = dated(card) {
            parties.entry(&card.party.name).or_default().push(dated);
        }
    }
    let mut lanes: Vec<Lane<'a>> = parties
        .into_iter()
        .map(|(party, statements)| Lane { party: party.to_owned(), statements })
        .collect();
    lanes.iter_mut().for_each(|lane| lane.statements.sort_by_key(|each| each.at));
    lanes.sort_by_key(|lane| std::cmp::Reverse(lane.statements.len()));
    if lanes.len() > LANES {
        let rest = lanes.split_off(LANES - 1);
        let party = format!("{} other parties", rest.len());
        let mut statements: Vec<Dated<'a>> =
            rest.into_iter().flat_map(|lane| lane.statements).collect();
        statements.sort_by_key(|each| each.at);
        lanes.push(Lane { party, statements });
    }
    lanes
}

/// Returns where in time a statement stands, if that is known to the day at least.
fn dated(card: &Card) -> Option<Dated<'_>> {
    let moment = card.times.published?;
    match moment.precision {
        Precision::Year | Precision::Month => None,
        Precision::Day => {
            let end = moment.at + Duration::hours(24);
            let at = moment.at + Duration::hours(12);
            Some(Dated { card, at, day: Some((moment.at, end)) })
        }
        Precision::Hour | Precision::Minute | Precision::Second => {
            Some(Dated { card, at: moment.at, day: None })
        }
    }
}

fn times_of(lane: &Lane<'_>) -> Vec<Instant> {
    let of = |each: &Dated<'_>| each.day.map_or([each.at; 2], |(from, to)| [from, to]);
    lane.statements.iter().flat_map(of).collect()
}

/// Returns what a mark with its label takes of its row.
fn stretch(dated: &Dated<'_>, scale: &Scale, drawing: &Drawing<'_>) -> (f64, f64) {
    let x = scale.x(dated.at);
    let name = (drawing.label)(dated.card.id).map_or(0.0, |name| width(&name, plain(10.5)) + 3.0);
    let (from, to) = (x - 10.0, x + 11.0 + name);
    dated.day.map_or((from, to), |(start, end)| (scale.x(start).min(from), scale.x(end).max(to)))
}

fn axis(ticks: &[Tick], scale: &Scale, bottom: f64, drawing: &Drawing<'_>, canvas: &mut Canvas) {
    canvas.text((WIDTH - 8.0, 12.0), SOFT, Anchor::End, &drawing.zone.name());
    let (mut free, mut free_above) = (0.0, 0.0);
    for tick in ticks {
        let x = scale.x(tick.at);
        canvas.line((x, HEAD - 8.0), (x, bottom), if tick.day.is_some() { AXIS } else { RULE });
        let wide = width(&tick.name, plain(10.5));
        if x - wide / 2.0 >= free {
            canvas.text((x, HEAD - 12.0), SOFT, Anchor::Middle, &tick.name);
            free = x + wide / 2.0 + 4.0;
        }
        if let Some(day) = &tick.day {
            let wide = width(day, plain(12.0));
            let start = (x - 10.0).max(2.0);
            if start >= free_above && start + wide < WIDTH - 110.0 {
                canvas.text((start, 12.0), INK, Anchor::Start, day);
                free_above = start + wide + 8.0;
            }
        }
    }
    canvas.line((LEFT - 8.0, HEAD - 8.0), (WIDTH - 8.0, HEAD - 8.0), AXIS);
}

/// Returns how much room a lane with so many rows takes.
fn high(rows: usize) -> f64 {
    8.0 + ROW * rows as f64
}

/// Returns a lane's name, how many statements are in it, and where both end.
fn name(lane: &Lane<'_>) -> (String, String, f64) {
    let name = fit(&lane.party, bold(12.0), 300.0);
    let unchecked =
        lane.statements.iter().filter(|each| each.card.status == Status::Proposed).count();
    let counted = match (lane.statements.len(), unchecked) {
        (all, 0) => all.to_string(),
        (all, unchecked) if all == unchecked => format!("{all}, unchecked"),
        (all, unchecked) => format!("{all}, of these {unchecked} unchecked"),
    };
    let end = 16.0 + width(&name, bold(12.0)) + width(&counted, plain(10.5));
    (name, counted, end)
}

/// Draws a lane's name at its upper left.
pub(super) fn lane(lane: &Lane<'_>, number: usize, top: f64, canvas: &mut Canvas) {
    if number > 0 {
        canvas.line((8.0, top), (WIDTH - 8.0, top), RULE);
    }
    let (name, counted, end) = name(lane);
    // A ground under the name, so that no line of the axis runs through it.
    canvas.rect((8.0, top + 4.0), (end - 8.0, 16.0), PAPER);
    canvas.text((10.0, top + 16.0), STRONG, Anchor::Start, &name);
    canvas.text((16.0 + width(&name, bold(12.0)), top + 16.0), SOFT, Anchor::Start, &counted);
}

fn one_by_one(
    lanes: &[Lane<'_>],
    packed: &[(Vec<usize>, usize)],
    scale: &Scale,
    drawing: &Drawing<'_>,
    canvas: &mut Canvas,
) {
    let mut top = HEAD;
    for (number, (each, (rows, depth))) in lanes.iter().zip(packed).enumerate() {
        lane(each, number, top, canvas);
        for (dated, row) in each.statements.iter().zip(rows) {
            statement(dated, top + 12.0 + ROW * *row as f64, scale, drawing, canvas);
        }
        top += high(*depth);
    }
}

fn statement(dated: &Dated<'_>, y: f64, scale: &Scale, drawing: &Drawing<'_>, canvas: &mut Canvas) {
    let (card, x) = (dated.card, scale.x(dated.at));
    let (name, to) = ((drawing.label)(card.id), (drawing.to)(card.id));
    canvas.part(&title(card, name.as_deref(), drawing), to.as_deref(), |canvas| {
        if let Some((from, to)) = dated.day {
            canvas.line((scale.x(from), y), (scale.x(to), y), REACH);
        }
        mark(card.form, card.modality, card.status).draw((x, y), canvas);
        if let Some(name) = &name {
            canvas.text((x + 11.0, y + 3.8), LABEL, Anchor::Start, name);
        }
    });
}

fn mark(form: Form, modality: Modality, status: Status) -> Mark {
    Mark {
        shape: Shape::of(form),
        letter: letter(modality).0,
        is_checked: status == Status::Checked,
    }
}

/// Returns a statement in one line: label, who, how, when, whether checked, and the words.
pub(super) fn title(card: &Card, name: Option<&str>, drawing: &Drawing<'_>) -> String {
    let name = name.map(|name| format!("{name}. ")).unwrap_or_default();
    format!(
        "{name}{}. {}, {}, {}: {}",
        label::who(card, drawing.zone),
        verb(card.modality),
        form(card.form),
        status(card.status),
        said(card)
    )
}

/// Returns what shapes and letters in use stand for.
fn explained(lanes: &[Lane<'_>]) -> Vec<Entry> {
    let cards = || lanes.iter().flat_map(|lane| &lane.statements).map(|dated| dated.card);
    let forms: BTreeSet<Form> = cards().map(|card| card.form).collect();
    let letters: BTreeSet<(&str, &str)> = cards().map(|card| letter(card.modality)).collect();
    let plain = |shape| Mark { shape, letter: "", is_checked: false };
    let mut out = Vec::new();
    for each in forms {
        out.push(Entry::Mark(plain(Shape::of(each)), form(each).to_owned()));
    }
    out.extend(letters.into_iter().map(|(letter, word)| Entry::Letter(letter, word.to_owned())));
    let days = lanes.iter().flat_map(|lane| &lane.statements).any(|each| each.day.is_some());
    if days {
        out.push(Entry::Letter("–", "only the day is known".to_owned()));
    }
    out
}

/// Returns what is not in the picture, and why.
fn not_placed(cards: &[&Card]) -> String {
    let without = cards.iter().filter(|card| card.times.published.is_none()).count();
    let coarse = cards.iter().filter(|card| dated(card).is_none()).count() - without;
    let mut out = Vec::new();
    if without > 0 {
        out.push(format!("{} without a date", count(without, "statement")));
    }
    if coarse > 0 {
        out.push(format!("{} dated by month or year only", count(coarse, "statement")));
    }
    if out.is_empty() { String::new() } else { format!("Not placed: {}.", join(&out)) }
}

fn described(
    lanes: &[Lane<'_>],
    (from, to): (Instant, Instant),
    told: &str,
    drawing: &Drawing<'_>,
) -> String {
    let of = |lane: &Lane<'_>| {
        let first = lane.statements.first().map(|each| drawing.zone.full(each.at));
        let last = lane.statements.last().map(|each| drawing.zone.full(each.at));
        let span = match (first, last) {
            (Some(first), Some(last)) if first != last => format!(", {first} to {last}"),
            (Some(first), _) => format!(", {first}"),
            (None, _) => String::new(),
        };
        format!("{}: {}{span}.", lane.party, count(lane.statements.len(), "statement"))
    };
    format!(
        "By time of publication, {} to {}. {} {told}",
        drawing.zone.full(from),
        drawing.zone.full(to),
        lanes.iter().map(of).collect::<Vec<_>>().join(" ")
    )
}
