//! Competing figures over the time they hold at, with what each leaves possible: bars from least to
//! greatest, open where no end is stated. Parties differ by shape and are named beside their last value.

use counterclaim_desk::Instant;
use counterclaim_desk::answers::{SeriesRow, SeriesShown};

use super::canvas::{Anchor, Canvas, Drawing, WIDTH};
use super::clock::{Scale, ticks};
use super::legend::Mark;
use super::measure::{fit, plain, width};
use super::shape::Shape;
use super::style::{AXIS, INK, LABEL, OPEN, REACH, RULE, SOFT, TIE};
use crate::document::Picture;
use crate::phrase::count;

const TOP: f64 = 40.0;
const BOTTOM: f64 = 264.0;
const LEFT: f64 = 64.0;
/// Names of parties stand to the right of this.
const RIGHT: f64 = 560.0;

/// A figure with its place.
struct Placed<'a> {
    row: &'a SeriesRow,
    party: usize,
    x: f64,
    low: f64,
    best: Option<f64>,
    high: Option<f64>,
}

impl Placed<'_> {
    /// Returns the values that are stated: the best, or else the ends. "At most 40" is read at 40.
    fn stated(&self) -> Vec<f64> {
        match (self.best, self.high) {
            (Some(best), _) => vec![best],
            (None, Some(high)) if self.low <= 0.0 => vec![high],
            (None, Some(high)) => vec![self.low, high],
            (None, None) => vec![self.low],
        }
    }

    /// Returns where lines to it end: the middle of what is stated.
    fn value(&self) -> f64 {
        let stated = self.stated();
        stated.iter().sum::<f64>() / stated.len() as f64
    }
}

/// Draws a series; nothing where fewer than two of its figures have a place.
pub(crate) fn figures(series: &SeriesShown, drawing: &Drawing<'_>) -> Option<Picture> {
    let parties = parties(series);
    let (placed, axis) = placed(series, &parties, drawing);
    if placed.len() < 2 {
        return None;
    }
    let greatest = placed.iter().map(|each| each.high.unwrap_or(each.low).max(each.value()));
    let (top, step) = round_up(greatest.fold(0.0, f64::max));
    let y = |value: f64| BOTTOM - (BOTTOM - TOP) * value.max(0.0) / top;
    let mut canvas = Canvas::new();
    values(step, top, &y, &mut canvas);
    times(&axis, drawing, &mut canvas);
    ties(&placed, parties.len(), &y, &mut canvas);
    names(&placed, &parties, &y, &mut canvas);
    for (each, at) in placed.iter().zip(labels(&placed, &y)) {
        value(each, at, &parties, &y, drawing, &mut canvas);
    }
    let told = told(series, &placed);
    let lines = canvas.paragraph((8.0, BOTTOM + 58.0), SOFT, &told);
    let height = BOTTOM + 58.0 + 14.0 * lines as f64;
    let title = title(series);
    let described = format!("{} {told}", described(&placed, drawing));
    Some(canvas.finish(drawing, (WIDTH, height), &title, &described))
}

fn title(series: &SeriesShown) -> String {
    let what = series.counts.as_ref().map(|counts| format!(": {counts}")).unwrap_or_default();
    let period = series.period.as_ref().map(|period| format!(", {period}")).unwrap_or_default();
    format!("{}{what}, of {}, {}{period}", series.measure, series.whose, series.place)
}

fn parties(series: &SeriesShown) -> Vec<&str> {
    let mut out: Vec<&str> = Vec::new();
    for row in &series.rows {
        if !out.contains(&row.party.name.as_str()) {
            out.push(&row.party.name);
        }
    }
    out
}

/// What lies along the bottom: time, or one place where no time is stated.
enum Axis {
    Time(Instant, Instant, Scale),
    One(String),
}

fn placed<'a>(
    series: &'a SeriesShown,
    parties: &[&str],
    drawing: &Drawing<'_>,
) -> (Vec<Placed<'a>>, Axis) {
    let times: Vec<Instant> =
        series.rows.iter().filter_map(|row| row.as_of.map(|moment| moment.at)).collect();
    let axis = match (times.iter().min(), times.iter().max()) {
        (Some(from), Some(to)) if from < to => {
            Axis::Time(*from, *to, Scale::over(*from, *to, LEFT + 20.0, RIGHT - 40.0))
        }
        (_, _) => {
            let stated = series.rows.iter().find(|row| row.as_of.is_some());
            let stated = stated.map(|row| as_of(row, drawing)).or_else(|| series.period.clone());
            Axis::One(stated.unwrap_or_else(|| "time not stated".to_owned()))
        }
    };
    let all = series.rows.len().max(1) as f64;
    let mut out: Vec<Placed<'a>> = Vec::new();
    for (number, row) in series.rows.iter().enumerate() {
        let x = match (&axis, row.as_of) {
            (Axis::Time(_, _, scale), Some(moment)) => scale.x(moment.at),
            (Axis::Time(_, _, _), None) => LEFT + 8.0,
            (Axis::One(_), _) => LEFT + (RIGHT - LEFT - 60.0) * (number as f64 + 0.5) / all,
        };
        let Ok(low) = row.range.0.parse() else { continue };
        let party = parties.iter().position(|name| *name == row.party.name).unwrap_or(0);
        // Two figures of one time stand side by side.
        let beside = out.iter().filter(|other| (other.x - x).abs() < 16.0).count();
        out.push(Placed {
            row,
            party,
            x: x + 22.0 * beside as f64,
            low,
            best: number_of(row.best.as_deref()),
            high: number_of(row.range.1.as_deref()),
        });
    }
    (out, axis)
}

fn number_of(text: Option<&str>) -> Option<f64> {
    text?.parse().ok()
}

/// Returns a round number not below, and a round step that leads there.
fn round_up(greatest: f64) -> (f64, f64) {
    let greatest = if greatest > 0.0 { greatest * 1.12 } else { 1.0 };
    let mut step = 10_f64.powf((greatest / 5.0).log10().floor());
    for factor in [2.0, 2.5, 2.0] {
        if greatest / step > 6.0 {
            step *= factor;
        }
    }
    ((greatest / step).ceil() * step, step)
}

/// Returns a number with its thousands apart, as it is read.
fn readable(value: f64) -> String {
    let text = if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value}") };
    grouped(&text)
}

fn grouped(number: &str) -> String {
    let (whole, rest) = number.split_once('.').map_or((number, None), |(w, r)| (w, Some(r)));
    let digits = whole.chars().count();
    let mut out = String::new();
    for (at, c) in whole.chars().enumerate() {
        if at > 0 && (digits - at) % 3 == 0 && c.is_ascii_digit() && !out.ends_with('-') {
            out.push(',');
        }
        out.push(c);
    }
    rest.map_or(out.clone(), |rest| format!("{out}.{rest}"))
}

fn values(step: f64, top: f64, y: &impl Fn(f64) -> f64, canvas: &mut Canvas) {
    let mut value = 0.0;
    while value <= top + step / 2.0 {
        let role = if value == 0.0 { AXIS } else { RULE };
        canvas.line((LEFT, y(value)), (RIGHT, y(value)), role);
        canvas.text((LEFT - 8.0, y(value) + 4.0), SOFT, Anchor::End, &readable(value));
        value += step;
    }
}

fn times(axis: &Axis, drawing: &Drawing<'_>, canvas: &mut Canvas) {
    match axis {
        Axis::Time(from, to, scale) => {
            let mut free = 0.0;
            for tick in ticks(*from, *to, drawing.zone, 7) {
                let x = scale.x(tick.at);
                canvas.line((x, BOTTOM), (x, BOTTOM + 5.0), AXIS);
                canvas.text((x, BOTTOM + 18.0), SOFT, Anchor::Middle, &tick.name);
                if let Some(day) = tick.day.filter(|_| x - 14.0 > free) {
                    canvas.text((x - 14.0, BOTTOM + 34.0), INK, Anchor::Start, &day);
                    free = x + width(&day, plain(12.0));
                }
            }
            canvas.text((RIGHT, BOTTOM + 34.0), SOFT, Anchor::End, &drawing.zone.name());
        }
        Axis::One(words) => {
            let words = fit(words, plain(12.0), RIGHT - LEFT);
            canvas.text((LEFT, BOTTOM + 20.0), INK, Anchor::Start, &words);
        }
    }
}

/// Ties a party's figures together in order of time.
fn ties(placed: &[Placed<'_>], parties: usize, y: &impl Fn(f64) -> f64, canvas: &mut Canvas) {
    for party in 0..parties {
        let own: Vec<String> = placed
            .iter()
            .filter(|each| each.party == party && each.row.as_of.is_some())
            .map(|each| format!("{:.1} {:.1}", each.x, y(each.value())))
            .collect();
        if own.len() > 1 {
            canvas.path(&format!("M{}", own.join("L")), TIE);
        }
    }
}

/// Returns where every value is written: beside its mark, where nothing else is.
fn labels(placed: &[Placed<'_>], y: &impl Fn(f64) -> f64) -> Vec<(f64, f64)> {
    // Left, top, right, bottom of what is taken.
    let mut taken: Vec<[f64; 4]> = Vec::new();
    for each in placed {
        let tops = each.stated().into_iter().map(y);
        taken.extend(tops.map(|y| [each.x - 10.0, y - 9.0, each.x + 10.0, y + 9.0]));
        let top = each.high.map_or(TOP - 14.0, y);
        taken.push([each.x - 5.0, top, each.x + 5.0, y(each.low)]);
    }
    let mut out = Vec::with_capacity(placed.len());
    for each in placed {
        let (x, y, wide) = (each.x, y(each.value()), width(&short(each), plain(10.5)));
        let middle = x - wide / 2.0;
        let wanted = [
            (x + 12.0, y + 4.0),
            (x - 12.0 - wide, y + 4.0),
            (middle, y + 22.0),
            (middle, y - 13.0),
            (x + 12.0, y - 12.0),
            (x + 12.0, y + 20.0),
            (x - 12.0 - wide, y - 12.0),
            (x - 12.0 - wide, y + 20.0),
        ];
        let around = |(x, y): (f64, f64)| [x - 1.0, y - 10.0, x + wide + 1.0, y + 2.0];
        let is_free = |at: &&(f64, f64)| {
            let [left, top, right, bottom] = around(**at);
            let is_apart = |other: &[f64; 4]| {
                right < other[0] || left > other[2] || bottom < other[1] || top > other[3]
            };
            let is_inside = bottom < BOTTOM - 1.0 && left > LEFT && right < RIGHT;
            is_inside && taken.iter().all(is_apart)
        };
        let at = wanted.iter().find(is_free).copied().unwrap_or((x + 12.0, y + 4.0));
        taken.push(around(at));
        out.push(at);
    }
    out
}

fn value(
    each: &Placed<'_>,
    at: (f64, f64),
    parties: &[&str],
    y: &impl Fn(f64) -> f64,
    drawing: &Drawing<'_>,
    canvas: &mut Canvas,
) {
    let label = (drawing.label)(each.row.claim);
    let party = parties.get(each.party).copied().unwrap_or_default();
    let name = label.as_ref().map(|label| format!("{label}. ")).unwrap_or_default();
    let title = format!("{name}{party}, {}: {}", as_of(each.row, drawing), in_words(each.row));
    canvas.part(&title, (drawing.to)(each.row.claim).as_deref(), |canvas| {
        let x = each.x;
        match each.high {
            Some(high) if high > each.low => {
                canvas.line((x, y(each.low)), (x, y(high)), REACH);
                canvas.line((x - 5.0, y(high)), (x + 5.0, y(high)), REACH);
                canvas.line((x - 5.0, y(each.low)), (x + 5.0, y(each.low)), REACH);
            }
            Some(_) => {}
            None => {
                canvas.line((x, y(each.low)), (x, TOP - 6.0), OPEN);
                let (left, tip) = (x - 5.0, TOP - 14.0);
                canvas.path(
                    &format!(
                        "M{left:.1} {:.1}L{x:.1} {tip:.1}L{:.1} {:.1}",
                        tip + 8.0,
                        x + 5.0,
                        tip + 8.0
                    ),
                    REACH,
                );
            }
        }
        let mark = Mark { shape: shape(each.party), letter: "", is_checked: each.row.is_current };
        each.stated().into_iter().for_each(|value| mark.draw((x, y(value)), canvas));
        canvas.text(at, LABEL, Anchor::Start, &short(each));
    });
}

fn shape(party: usize) -> Shape {
    let shapes = Shape::OF_PARTIES;
    shapes.get(party % shapes.len()).copied().unwrap_or(Shape::Circle)
}

/// Returns the value as it stands at its mark.
fn short(each: &Placed<'_>) -> String {
    match (each.best, each.high) {
        (Some(best), _) => readable(best),
        (None, None) => format!("≥ {}", readable(each.low)),
        (None, Some(high)) if each.low <= 0.0 => format!("≤ {}", readable(high)),
        (None, Some(high)) => format!("{}–{}", readable(each.low), readable(high)),
    }
}

fn as_of(row: &SeriesRow, drawing: &Drawing<'_>) -> String {
    row.as_of.map_or_else(
        || "time not stated".to_owned(),
        |moment| format!("as of {}", drawing.zone.moment(moment)),
    )
}

fn in_words(row: &SeriesRow) -> String {
    let (low, high) = &row.range;
    let range = match high {
        Some(high) if high == low => grouped(low),
        Some(high) => format!("from {} to {}", grouped(low), grouped(high)),
        None => format!("{} or more, no upper end stated", grouped(low)),
    };
    let best = row.best.as_ref().filter(|best| *best != low || row.range.1.as_ref() != Some(low));
    let best = best.map(|best| format!("{}; ", grouped(best))).unwrap_or_default();
    let now = if row.is_current { "" } else { " (no longer stands as said)" };
    format!("{best}{range}{now}")
}

/// Names every party beside its last value; names that would touch move apart.
fn names(placed: &[Placed<'_>], parties: &[&str], y: &impl Fn(f64) -> f64, canvas: &mut Canvas) {
    let mut wanted: Vec<(f64, usize, f64)> = Vec::new();
    for party in 0..parties.len() {
        let own = placed.iter().filter(|each| each.party == party);
        let last = own.max_by(|one, other| one.x.total_cmp(&other.x));
        wanted.extend(last.map(|last| (y(last.value()), party, last.x)));
    }
    wanted.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    let needed = 18.0 * wanted.len() as f64;
    let mut free = TOP.min(BOTTOM - needed);
    for (number, (at, party, x)) in wanted.iter().enumerate() {
        let left = 18.0 * (wanted.len() - number - 1) as f64;
        let y = at.max(free).min((BOTTOM - left).max(free));
        free = y + 18.0;
        let path = format!(
            "M{:.1} {at:.1}L{:.1} {at:.1}L{:.1} {y:.1}",
            x + 10.0,
            RIGHT - 12.0,
            RIGHT + 4.0
        );
        canvas.path(&path, RULE);
        Mark { shape: shape(*party), letter: "", is_checked: true }.draw((RIGHT + 14.0, y), canvas);
        let name = parties.get(*party).copied().unwrap_or_default();
        let name = fit(name, plain(12.0), WIDTH - RIGHT - 32.0);
        canvas.text((RIGHT + 26.0, y + 4.0), INK, Anchor::Start, &name);
    }
}

fn told(series: &SeriesShown, placed: &[Placed<'_>]) -> String {
    let mut out = Vec::new();
    if placed.iter().any(|each| each.high.is_none()) {
        out.push("An arrow: no upper end is stated.".to_owned());
    }
    if placed.iter().any(|each| each.high.is_some_and(|high| high > each.low)) {
        out.push("A bar: from the least to the greatest that the words leave possible.".to_owned());
    }
    if placed.iter().any(|each| !each.row.is_current) {
        out.push("Hollow: taken back or replaced since.".to_owned());
    }
    let missing = series.rows.len() - placed.len();
    if missing > 0 {
        out.push(format!("Not placed: {}.", count(missing, "figure")));
    }
    out.push("Figures that differ are contrary: all of them may be wrong.".to_owned());
    out.join(" ")
}

fn described(placed: &[Placed<'_>], drawing: &Drawing<'_>) -> String {
    let one = |each: &Placed<'_>| {
        format!("{}, {}: {}.", each.row.party.name, as_of(each.row, drawing), in_words(each.row))
    };
    placed.iter().map(one).collect::<Vec<_>>().join(" ")
}
