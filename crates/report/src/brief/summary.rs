//! The summary of a brief: what is given and, as plainly, what is not.

use counterclaim_desk::answers::Brief;

use crate::document::{Document, Line, strong, text};
use crate::phrase::{count, counted, join};

/// Writes the summary.
pub(super) fn summary(brief: &Brief, out: &mut Document) {
    out.heading(2, "In short");
    let lines = [
        rejections(brief),
        contradictions(brief),
        figures(brief),
        corroboration(brief),
        unanswered(brief),
    ];
    out.list(lines.to_vec());
}

fn rejections(brief: &Brief) -> Line {
    let given = &brief.given;
    if given.rejections == 0 && given.confirmations == 0 {
        return vec![text(
            "The page itself reports no denial and no confirmation of anything named.",
        )];
    }
    vec![
        text("The page itself reports "),
        strong(counted(given.rejections, "denial or rejection", "denials or rejections")),
        text(" of something named and "),
        strong(count(given.confirmations, "confirmation")),
        text(". A denial is a statement, not a refutation."),
    ]
}

fn contradictions(brief: &Brief) -> Line {
    if brief.contradictions.is_empty() {
        return vec![text("No possible contradiction between parties was paired.")];
    }
    let mut matters: Vec<String> =
        brief.contradictions.iter().filter_map(|pair| pair.matter.clone()).collect();
    matters.sort();
    matters.dedup();
    vec![
        strong(count(brief.given.contradictions, "possible contradiction")),
        text(" between parties (machine, unchecked)"),
        text(if matters.is_empty() { String::new() } else { format!(": {}", join(&matters)) }),
        text(". Both sides could be wrong."),
    ]
}

fn figures(brief: &Brief) -> Line {
    if brief.figures.is_empty() {
        return vec![text("No figures were found.")];
    }
    vec![
        text(format!("{} in section 3. ", count(brief.figures.len(), "figure"))),
        strong("None of one side is set against one of another"),
        text(": measure, whose, place and period would all have to be known to be the same."),
    ]
}

fn corroboration(brief: &Brief) -> Line {
    let outlets = match brief.outlets.as_slice() {
        [one] => format!(" Everything came through one outlet, {one}."),
        several => format!(" What was read came through {}.", count(several.len(), "outlet")),
    };
    match brief.given.corroborated {
        0 => vec![strong("No statement counts as corroborated."), text(outlets)],
        some => {
            let verb = if some == 1 { "is" } else { "are" };
            vec![
                strong(count(some, "statement")),
                text(format!(" {verb} reported from more than one origin.{outlets}")),
            ]
        }
    }
}

fn unanswered(brief: &Brief) -> Line {
    match brief.given.unanswered {
        0 => vec![text(
            "Every accusation against somebody named has a statement of theirs on the same matter.",
        )],
        some => vec![
            strong(counted(some, "accusation or demand", "accusations or demands")),
            text(
                " against somebody named without a reply in what was read (section 5). That is a gap in the material, not an admission.",
            ),
        ],
    }
}
