//! Puts the parts of a brief in order.

use counterclaim_desk::answers::Brief;

use super::{accounts, head, rest, summary};
use crate::document::Document;
use crate::phrase::Print;
use counterclaim_desk::Zone;

/// How much of a brief is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Length {
    /// Everything, down to each statement.
    #[default]
    Full,
    /// Up to the statements.
    Short,
}

/// Returns the brief as a document.
pub(crate) fn document(brief: &Brief, zone: Zone, length: Length) -> Document {
    let texts = brief.pages.iter().map(|page| page.text).collect();
    let print = Print { zone, main_day: head::main_day(brief, zone), texts };
    let mut out = Document { title: title(brief), ..Document::default() };
    head::head(brief, &print, &mut out);
    summary::summary(brief, &mut out);
    accounts::rejections(brief, &print, &mut out);
    accounts::contradictions(brief, &print, &mut out);
    rest::figures(brief, &print, &mut out);
    rest::confirmed(brief, &print, &mut out);
    rest::unanswered(brief, &print, &mut out);
    rest::look_first(brief, &print, &mut out);
    if length == Length::Full {
        rest::statements(brief, &print, &mut out);
    }
    out
}

fn title(brief: &Brief) -> String {
    match brief.pages.len() {
        0 | 1 => "Brief: who says what on this page".to_owned(),
        several => format!("Brief: who says what on these {several} pages"),
    }
}
