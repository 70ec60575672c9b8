//! Pictures on pages: their marks lead to claims, on the clocks of the page. Whoever draws them escapes what
//! is in them, so that templates put them in as they are.

use counterclaim_desk::ClaimId;
use counterclaim_report::pictures::OnPage;

use crate::chrome::Chrome;

/// Lets `draw` draw a picture for a page; `prefix` tells its ids from those of the page's other pictures.
pub(super) fn drawn<T>(chrome: &Chrome, prefix: &str, draw: impl FnOnce(&OnPage<'_>) -> T) -> T {
    let to = |claim: ClaimId| Some(chrome.claim(&claim));
    draw(&OnPage { prefix, zone: chrome.zone, to: &to })
}
