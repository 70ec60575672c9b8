//! Who rejects and who confirms whom, as the pages tell it or persons drew it, and added up by party.

use counterclaim_desk::answers::{Card, LinkCard, MatrixCell, ReportReply};
use counterclaim_desk::{Effect, Relation};

use super::finder::Finder;
use crate::caption::CARRIED;
use crate::document::{Document, Line, outlet_words, text};
use crate::phrase::count;

/// Writes who rejects and confirms whom.
pub(super) fn replies(finder: &Finder<'_>, out: &mut Document) {
    let report = finder.report;
    out.heading(2, "Who rejects whom, who confirms whom");
    out.heading(3, "Denied or rejected");
    listed(finder, &report.rejections, "rejects", out);
    out.heading(3, "Contradicting each other");
    listed(finder, &report.contradictions, "contradicts", out);
    out.heading(3, "Refuted by findings of named persons");
    listed(finder, &report.refutations, "refutes", out);
    out.heading(3, "Confirmed");
    listed(finder, &report.confirmations, "confirms", out);
    out.paragraph(vec![text(
        "Whatever verb the page uses, it is recorded as a denial, a rejection or a confirmation: a denial is a statement, \
         not a refutation. Of two that contradict each other, both may be wrong.",
    )]);
    matrix(finder, out);
    contested(finder, out);
}

/// Most statements around which a picture is drawn.
const DRAWN: usize = 3;

/// Draws what speaks to those statements of the parties that have most said against them. All of it stands in words
/// beside each statement too.
fn contested(finder: &Finder<'_>, out: &mut Document) {
    let mut most: Vec<(usize, &Card)> = finder
        .report
        .statements
        .iter()
        .filter(|each| each.is_own && !each.card.is_known_through_others())
        .map(|each| (objections(finder, &each.card), &each.card))
        .filter(|(objections, _)| *objections > 0)
        .collect();
    // The sort is stable: of equals, the one said first.
    most.sort_by_key(|(objections, _)| std::cmp::Reverse(*objections));
    if most.is_empty() {
        return;
    }
    out.heading(3, "Statements with most said against them");
    for (number, (_, card)) in most.iter().take(DRAWN).enumerate() {
        let links = finder.links_of(card.id).iter();
        let tied = links.filter_map(|link| {
            let other = if link.from == card.id { link.to } else { link.from };
            Some((*link, finder.card(other)?))
        });
        let tied: Vec<_> = tied.collect();
        let drawn = finder.picture(&format!("around-{number}"), |drawing| {
            crate::picture::neighbourhood(card, &tied, drawing)
        });
        out.blocks.extend(drawn);
    }
}

/// Returns how often something is said against a statement: what it says against others is no objection
/// to it.
fn objections(finder: &Finder<'_>, card: &Card) -> usize {
    let against = |link: &&&LinkCard| match link.relation.effect() {
        Effect::Symmetric => link.to == card.id || link.relation == Relation::Contradicts,
        Effect::Directed => link.to == card.id,
        Effect::Shown => link.to == card.id && link.relation == Relation::Rejects,
        Effect::Confirm
        | Effect::Provenance
        | Effect::SameNode
        | Effect::Supersedes
        | Effect::TakesBack => false,
    };
    finder.links_of(card.id).iter().filter(against).count()
}

fn listed(finder: &Finder<'_>, replies: &[ReportReply], verb: &str, out: &mut Document) {
    if replies.is_empty() {
        out.paragraph(vec![text("Nothing recorded in this material.")]);
        return;
    }
    let row = |reply: &ReportReply| {
        let link = finder.link(reply.link);
        let cue = link.and_then(|link| link.cue.clone());
        let mut how: Line = match cue {
            Some(cue) => vec![outlet_words(cue)],
            None => vec![text(link.map_or_else(String::new, |link| link.reason.clone()))],
        };
        how.extend(link.and_then(|link| finder.unchecked(link.status)));
        how.extend(link.and_then(|link| finder.unchecked_row(link.status)));
        vec![finder.short_with_party(reply.from), how, finder.short_with_party(reply.to)]
    };
    out.table(
        &["Statement", "The page's verb, or why", &format!("What it {verb}")],
        replies.iter().map(row).collect(),
    );
}

fn matrix(finder: &Finder<'_>, out: &mut Document) {
    let matrix = &finder.report.matrix;
    out.heading(3, "Added up by party");
    let basis = &finder.report.basis;
    let is_part = basis.matter.is_some()
        || basis.from.is_some()
        || basis.to.is_some()
        || basis.standing.is_some();
    if matrix.cells.is_empty() {
        let what = if matrix.asked.counts_unchecked {
            "No link between parties is recorded."
        } else {
            "No checked link between parties is recorded; unchecked ones count for nothing."
        };
        out.paragraph(vec![text(what)]);
        return;
    }
    let drawn = finder.picture("matrix", |drawing| crate::picture::matrix(matrix, drawing));
    out.blocks.extend(drawn);
    let row = |cell: &MatrixCell| {
        vec![
            vec![text(cell.from.name.clone())],
            vec![text(cell.kind)],
            vec![text(if cell.is_itself { "itself".to_owned() } else { cell.to.name.clone() })],
            vec![text(format!(
                "{} to {} of {}",
                count(cell.links, "link"),
                cell.targets,
                count(cell.of, "statement")
            ))],
        ]
    };
    out.table(
        &["Who", "does what", "to whom", "How often"],
        matrix.cells.iter().map(row).collect(),
    );
    let over = if is_part { "Added up over the statements of this report only. " } else { "" };
    out.paragraph(vec![text(format!(
        "{over}{CARRIED} A zero is a gap in this material, not agreement."
    ))]);
}
