//! Many statements over time: a column for each hour, day or longer, counted instead of drawn one by one.

use counterclaim_desk::{Instant, Status};

use super::canvas::{Anchor, Canvas, Drawing, WIDTH};
use super::clock::{Scale, Step, instant, local};
use super::style::{AXIS, HOLLOW, LABEL, MARK};
use super::timeline::{Dated, Lane, lane};
use crate::phrase::count;

const HEAD: f64 = 40.0;
const COLUMN: f64 = 48.0;

/// Returns the finest step that leaves room for its columns.
pub(super) fn step(from: Instant, to: Instant) -> Step {
    [Step::Minutes(60), Step::Days(1), Step::Days(7), Step::Months(1), Step::Months(12)]
        .into_iter()
        .find(|step| has_room(*step, from, to))
        .unwrap_or(Step::Months(12))
}

/// Returns whether a stretch has no more columns of a step than there is room for.
fn has_room(step: Step, from: Instant, to: Instant) -> bool {
    let mut at = step.floor(from.naive_utc());
    for _ in 0..140 {
        at = step.next(at);
        if at > to.naive_utc() {
            return true;
        }
    }
    false
}

/// Returns where the last lane ends.
pub(super) fn height(columns: &[Vec<Bin<'_, '_>>]) -> f64 {
    let highest = columns.iter().map(|lane| most(lane)).max().unwrap_or(1);
    HEAD + columns.iter().map(|lane| deep(most(lane), highest)).sum::<f64>()
}

/// Returns the number of statements in a lane's highest column.
fn most(lane: &[Bin<'_, '_>]) -> usize {
    lane.iter().map(|bin| bin.statements.len()).max().unwrap_or(0)
}

/// Returns how much room a lane takes: its name, a number, and its highest column to the common measure.
fn deep(own: usize, highest: usize) -> f64 {
    44.0 + COLUMN * own as f64 / highest.max(1) as f64
}

/// Returns every lane's columns.
pub(super) fn columns<'a, 'b>(
    lanes: &'b [Lane<'a>],
    step: Step,
    drawing: &Drawing<'_>,
) -> Vec<Vec<Bin<'a, 'b>>> {
    lanes.iter().map(|lane| bins(lane, step, drawing)).collect()
}

/// Says that statements are counted, not drawn.
pub(super) fn told(step: Step, drawn: usize) -> String {
    format!(
        "{} are too many to draw one by one: each column counts one {}, filled what a person has \
         checked, hollow what nobody has; the number is that of the party's highest column.",
        count(drawn, "statement"),
        step.name()
    )
}

/// The statements of a party in one step of time.
pub(super) struct Bin<'a, 'b> {
    from: Instant,
    to: Instant,
    statements: Vec<&'b Dated<'a>>,
}

/// Draws every lane's columns, all to one measure.
pub(super) fn draw(
    lanes: &[Lane<'_>],
    step: Step,
    scale: &Scale,
    drawing: &Drawing<'_>,
    canvas: &mut Canvas,
) {
    let columns = columns(lanes, step, drawing);
    let highest = columns.iter().map(|lane| most(lane)).max().unwrap_or(1);
    let mut ground = HEAD;
    for (each, bins) in lanes.iter().zip(&columns) {
        let own = most(bins);
        lane(each, 0, ground, canvas);
        ground += deep(own, highest);
        let mut is_told = false;
        for bin in bins {
            let tells = !is_told && bin.statements.len() == own;
            is_told |= tells;
            column(bin, &each.party, (ground, highest, tells), scale, drawing, canvas);
        }
        canvas.line((8.0, ground), (WIDTH - 8.0, ground), AXIS);
    }
}

fn bins<'a, 'b>(lane: &'b Lane<'a>, step: Step, drawing: &Drawing<'_>) -> Vec<Bin<'a, 'b>> {
    let mut out: Vec<Bin<'a, 'b>> = Vec::new();
    for dated in &lane.statements {
        if let Some(last) = out.last_mut().filter(|bin| dated.at < bin.to && dated.at >= bin.from) {
            last.statements.push(dated);
            continue;
        }
        let begins = step.floor(local(drawing.zone, dated.at));
        let from = instant(drawing.zone, begins);
        let to = instant(drawing.zone, step.next(begins)).max(dated.at);
        out.push(Bin { from, to, statements: vec![dated] });
    }
    out
}

fn column(
    bin: &Bin<'_, '_>,
    party: &str,
    (ground, highest, tells): (f64, usize, bool),
    scale: &Scale,
    drawing: &Drawing<'_>,
    canvas: &mut Canvas,
) {
    let all = bin.statements.len();
    let is_checked = |each: &&&Dated<'_>| each.card.status == Status::Checked;
    let checked = bin.statements.iter().filter(is_checked).count();
    let (left, right) = (scale.x(bin.from), scale.x(bin.to));
    let wide = (right - left - 1.0).max(1.5);
    let high = |number: usize| COLUMN * number as f64 / highest as f64;
    let first = bin.statements.iter().find_map(|each| (drawing.label)(each.card.id));
    let to = bin.statements.iter().find_map(|each| (drawing.to)(each.card.id));
    let title = format!(
        "{party}, {} to {}: {}, {checked} checked{}",
        drawing.zone.full(bin.from),
        drawing.zone.full(bin.to),
        count(all, "statement"),
        first.as_ref().map(|name| format!("; the first is {name}")).unwrap_or_default()
    );
    canvas.part(&title, to.as_deref(), |canvas| {
        if checked > 0 {
            canvas.rect((left, ground - high(checked)), (wide, high(checked)), MARK);
        }
        if all > checked {
            canvas.rect((left, ground - high(all)), (wide, high(all - checked)), HOLLOW);
        }
        let name = all.to_string();
        if tells {
            let middle = left + wide / 2.0;
            canvas.text((middle, ground - high(all) - 3.0), LABEL, Anchor::Middle, &name);
        }
    });
}
