//! The page that says what would be recorded, for a form that was only to be tried.

use askama::Template;
use counterclaim_desk::answers::Submitted;

use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::Problem;
use crate::reply::Reply;

#[derive(Template)]
#[template(path = "recorded.html")]
struct RecordedPage<'p> {
    chrome: Chrome,
    submitted: &'p Submitted,
    back: Option<&'p str>,
}

/// Returns the page that says what would be recorded.
///
/// # Errors
/// If it cannot be written.
pub(super) fn recorded(
    call: &Call<'_>,
    submitted: &Submitted,
    back: Option<&str>,
) -> Result<Reply, Problem> {
    let back = back.filter(|back| super::caller::is_path_here(back));
    let chrome = call.chrome("What would be recorded", None);
    let chrome = Chrome { others: Vec::new(), ..chrome };
    call.page(&RecordedPage { chrome, submitted, back })
}
