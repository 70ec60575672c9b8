//! The marks of words in stable names. All other values have their names in the model.

use counterclaim_desk::Voice;
use counterclaim_desk::answers::Marks;

/// Returns the marks of words that somebody chose.
pub(crate) fn marks_of(voice: Voice) -> &'static str {
    marks(match voice {
        Voice::Speaker => Marks::Speaker,
        Voice::Outlet => Marks::Outlet,
    })
}

pub(crate) fn marks(marks: Marks) -> &'static str {
    match marks {
        Marks::Speaker => "speaker",
        Marks::Outlet => "outlet",
    }
}
