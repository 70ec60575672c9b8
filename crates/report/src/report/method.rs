//! How it was made and what it cannot show, in plain words; and the captured pages with their hashes.

use counterclaim_desk::answers::ReportEvidence;

use super::finder::Finder;
use crate::caption::parameters;
use crate::document::{Document, Inline, Line, text};

const METHOD: [&str; 9] = [
    "A statement is recorded with who said it, for which party, through which outlet, when, and in which words. Speaker and \
     outlet are kept apart. A program proposes; a person checks. \"Checked\" means the attribution is right, not that the \
     statement is true.",
    "For which party somebody speaks is recorded with dates, and taken as of the day the words were said.",
    "Quotation marks stand only around words that the page gives as the speaker's own. Everything else is the outlet's \
     wording and stands in ‹single guillemets›. Line breaks within a quotation are printed as blanks; nothing else of it is \
     touched.",
    "Standing is computed from recorded links between statements. It says whether an objection is on record and how many \
     independent lines lead to a statement. It is not truth. Only a finding of a named person, with evidence, refutes.",
    "Corroboration counts origins, not outlets: what several outlets take from one origin is one line. Parties recorded as \
     aligned, and state outlets with their state, are one group.",
    "Pairings by rule compare statements on one matter; they are proposals and count only once a person has checked them.",
    "Two different figures are contrary, not contradictory, and are compared only where measure, whose, place and period are \
     known to be the same.",
    "\"No reply\" means that no statement was found in the captures read. What an outlet did not carry, and what was said \
     elsewhere, cannot be seen here. Counts carry what these outlets chose to carry.",
    "A page is read as it was captured. Posts edited before the capture show the later wording only.",
];

/// Writes method and limits.
pub(super) fn method(finder: &Finder<'_>, out: &mut Document) {
    let report = finder.report;
    out.heading(2, "Method and limits");
    let mut items: Vec<Line> = METHOD.iter().map(|line| vec![text(*line)]).collect();
    let counts = if report.asked.counts_unchecked {
        "Asked with --count all: unchecked statements and links entered standing and counts."
    } else {
        "Only checked statements and links entered standing and counts."
    };
    items.push(vec![text(format!("{counts} {}", parameters(&report.asked.parameters)))]);
    items.push(vec![text(format!(
        "Made by {}. The same log up to the same position, asked in the same way, gives the same bytes on any machine.",
        report.basis.made_by
    ))]);
    out.list(items);
}

/// Writes the captured pages with their hashes, and the state of the log.
pub(super) fn evidence(finder: &Finder<'_>, out: &mut Document) {
    let report = finder.report;
    out.heading(2, "Evidence");
    let rows =
        report.evidence.iter().enumerate().map(|(at, piece)| row(finder, at, piece)).collect();
    out.table(&["Page", "What", "Hashes (SHA-256)"], rows);
    let basis = &report.basis;
    let mut rows = vec![
        vec![vec![text("Case")], vec![Inline::Code(basis.case.to_string())]],
        vec![vec![text("Log position")], vec![text(basis.as_of.0.to_string())]],
    ];
    if let Some(root) = &basis.root {
        rows.push(vec![
            vec![text("Root of the log up to there")],
            vec![Inline::Code(root.to_string())],
        ]);
    }
    if let Some(note) = &basis.checkpoint {
        let lines = note.lines().filter(|line| !line.is_empty());
        let mut cell = Line::new();
        for (index, line) in lines.enumerate() {
            if index > 0 {
                cell.push(Inline::Break);
            }
            cell.push(Inline::Code(line.to_owned()));
        }
        rows.push(vec![vec![text("Signed checkpoint")], cell]);
    }
    out.table(&["", ""], rows);
}

fn row(finder: &Finder<'_>, at: usize, piece: &ReportEvidence) -> Vec<Line> {
    let zone = finder.zone();
    let page = crate::phrase::letter(at).to_uppercase();
    let title = piece.title.clone().unwrap_or_else(|| "untitled".to_owned());
    let mut what = vec![text(format!("{}: {title}", piece.outlet))];
    let mut more = |line: String| what.extend([Inline::Break, text(line)]);
    if let Some(url) = &piece.url {
        more(url.clone());
    }
    let posts = crate::phrase::count(piece.posts, "dated post");
    more(match piece.published {
        Some((first, last)) => {
            format!("{posts}, {} to {}", zone.moment(first), zone.moment(last))
        }
        None => posts,
    });
    more(match piece.captured {
        Some(captured) => format!("captured {}", zone.moment(captured)),
        None => "time of capture not known".to_owned(),
    });
    more(format!("read by {}", piece.reader));
    piece.faults.iter().for_each(|fault| more(format!("not understood {fault}")));
    vec![
        vec![text(page)],
        what,
        vec![
            text("page "),
            Inline::Code(piece.bytes.to_string()),
            Inline::Break,
            text("text "),
            Inline::Code(piece.text.to_string()),
        ],
    ]
}
