//! Figures: those that may be set against each other drawn over time, and every one in a table with what
//! came of comparing it.

use askama::Template;
use counterclaim_desk::answers::{FigureRow, Figures, SeriesShown};
use counterclaim_report::pictures::{self, Drawn};

use super::filters::{FROM, Filter, MATTER, PAGE, PARTY, Part, TO, not_too_large, page_number};
use super::pictures::drawn;
use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::{LIST, Route, get};

/// Pictures of a page.
const PICTURES: usize = 12;

/// Rows of a page.
const ROWS: usize = 100;

pub(super) const ROUTES: &[Route] = &[get(
    "/figures",
    "figures",
    "Every figure, and those that may be compared set against each other.",
    figures,
)
.for_agents()
.takes(&[PARTY, MATTER, FROM, TO, PAGE])
.forms(LIST)
.statuses(&[
    (404, "There is no such party or matter."),
    (422, "Several parties have that name, or the case is too large to be shown as a whole."),
])];

#[derive(Template)]
#[template(path = "figures.html")]
struct FiguresPage<'p> {
    chrome: Chrome,
    typed: [String; 2],
    is_narrowed: bool,
    pictures: Vec<Drawn>,
    /// Series that are not drawn for want of room.
    not_drawn: usize,
    rows: &'p [FigureRow],
    part: Part,
}

fn figures(call: &Call<'_>) -> Result<Reply, Problem> {
    page_number(call)?;
    let filter = Filter::of(call)?;
    not_too_large(call, "open a matter, or use `counterclaim figures`")?;
    let answer: Figures = call.ask(|desk| {
        let mut answer = desk.figures(call.question);
        if !filter.is_empty() {
            let mut cards: Vec<_> = answer.rows.iter().map(|row| row.card.clone()).collect();
            filter.keep(desk, &mut cards)?;
            let kept: std::collections::BTreeSet<_> = cards.iter().map(|card| card.id).collect();
            answer.rows.retain(|row| kept.contains(&row.card.id));
            // What a figure is compared with stays in its series, whoever said it.
            let is_of = |series: &SeriesShown| series.rows.iter().any(|r| kept.contains(&r.claim));
            answer.series.retain(is_of);
        }
        Ok::<_, Problem>(answer)
    })?;
    if !call.wants_page() {
        return call.data(&answer);
    }
    let chrome = call.chrome("Figures", Some(&answer.asked));
    let part = Part::of(call, ROWS, answer.rows.len())?;
    let draw = |(number, series): (usize, &SeriesShown)| {
        drawn(&chrome, &format!("figures-{number}"), |page| pictures::figures(series, page))
    };
    let mut all = (1..).zip(&answer.series).filter(|(_, series)| series.rows.len() > 1);
    let pictures: Vec<Drawn> = all.by_ref().filter_map(draw).take(PICTURES).collect();
    let not_drawn = all.count();
    let page = FiguresPage {
        pictures,
        not_drawn,
        typed: ["party", "matter"].map(|name| call.value(name).unwrap_or_default().to_owned()),
        is_narrowed: !filter.is_empty(),
        rows: part.cut(&answer.rows),
        part,
        chrome,
    };
    call.page(&page)
}
