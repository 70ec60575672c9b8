//! The page of a problem: what, and what to do.

use askama::Template;

use crate::access::Visitor;
use crate::address::Address;
use crate::chrome::Chrome;
use crate::problem::Problem;
use crate::server::Server;

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'p> {
    chrome: Chrome,
    status: u16,
    title: &'static str,
    code: &'static str,
    detail: &'p str,
    /// Whether it was asked on another clock than now.
    is_of_then: bool,
}

/// Returns the page of a problem.
pub(crate) fn problem_page(
    server: &Server,
    address: &Address,
    visitor: &Visitor,
    problem: &Problem,
) -> Result<String, askama::Error> {
    let (status, code, title, _) = problem.kind.told();
    let chrome = Chrome::bare(server, address, visitor, title.to_owned());
    let is_of_then = ["as_of", "public_by"].iter().any(|clock| address.value(clock).is_some());
    let (status, detail) = (status.as_u16(), problem.detail.as_str());
    ProblemPage { chrome, status, title, code, detail, is_of_then }.render()
}
