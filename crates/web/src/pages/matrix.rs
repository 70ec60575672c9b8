//! Party against party: who objects to whom and who confirms whom, drawn and as a table.

use askama::Template;
use counterclaim_desk::answers::{MatrixCell, MatrixShown};
use counterclaim_report::pictures::{self, Drawn};

use super::filters::{PAGE, Part, page_number};
use super::pictures::drawn;
use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::{LIST, Route, get};

/// Rows of a page.
const ROWS: usize = 100;

pub(super) const ROUTES: &[Route] = &[get(
    "/matrix",
    "matrix",
    "Party against party: recorded objections and confirmations, added up.",
    matrix,
)
.for_agents()
.takes(&[PAGE])
.forms(LIST)];

#[derive(Template)]
#[template(path = "matrix.html")]
struct MatrixPage<'p> {
    chrome: Chrome,
    picture: Option<Drawn>,
    cells: &'p [MatrixCell],
    part: Part,
}

impl MatrixPage<'_> {
    /// Returns the address that shows the statements behind a cell.
    fn behind(&self, cell: &MatrixCell) -> Option<String> {
        let (from, to) = (cell.from.id?, cell.to.id?);
        let path = if cell.is_itself {
            format!("/actors/{from}")
        } else {
            format!("/compare?party={from}&party={to}")
        };
        Some(self.chrome.to(&path))
    }
}

fn matrix(call: &Call<'_>) -> Result<Reply, Problem> {
    page_number(call)?;
    let shown: MatrixShown = call.ask(|desk| desk.matrix(call.question));
    if !call.wants_page() {
        return call.data(&shown);
    }
    let chrome = call.chrome("Matrix", Some(&shown.asked));
    let part = Part::of(call, ROWS, shown.cells.len())?;
    let page = MatrixPage {
        picture: drawn(&chrome, "matrix", |page| pictures::matrix(&shown, page)),
        cells: part.cut(&shown.cells),
        part,
        chrome,
    };
    call.page(&page)
}
