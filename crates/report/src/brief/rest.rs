//! Sections 3 to 6 of a brief and the statements behind them.

use counterclaim_desk::answers::{Brief, Card, MatterSection, StatedRejection};

use super::accounts::statement;
use crate::document::{Document, Inline, Line, strong, text};
use crate::phrase::{Print, figure, form, short, verb, who, words};

/// Writes the figures with whose they are.
pub(super) fn figures(brief: &Brief, print: &Print, out: &mut Document) {
    out.heading(2, "3. Figures: who counted what");
    if brief.figures.is_empty() {
        out.paragraph(vec![text("None found.")]);
        return;
    }
    let rows = brief
        .figures
        .iter()
        .map(|row| {
            let scope =
                if row.scope.is_empty() { "not said".to_owned() } else { row.scope.clone() };
            vec![
                vec![text(row.what.clone())],
                vec![text(scope)],
                figure(row),
                who(&row.card),
                vec![text(print.place(&row.card))],
            ]
        })
        .collect();
    out.table(
        &["What is counted", "Whose, where, when", "Figure and words", "Given by", "Post"],
        rows,
    );
    out.paragraph(vec![text(
        "Not set against each other: figures are compared only where measure, whose, place and period are known to be \
         the same. A party without a row gives no figure here; that is not zero.",
    )]);
}

/// Writes what is confirmed, announced, repeated, witnessed and said by the outlet itself.
pub(super) fn confirmed(brief: &Brief, print: &Print, out: &mut Document) {
    out.heading(2, "4. Confirmed, announced, said more than once");
    let mut items: Vec<Line> =
        brief.confirmations.iter().map(|row| confirmation(row, print)).collect();
    items.extend(brief.announcements.iter().map(|card| led("Announced", card, print)));
    for same in &brief.same_origin {
        let places: Vec<String> = same.cards.iter().map(|card| print.place(card)).collect();
        let mut line = vec![
            strong("Same origin, no corroboration"),
            text(": "),
            text(format!("{}, {}: ", same.origin.name, places.join(", "))),
        ];
        line.extend(same.cards.first().map(words).unwrap_or_default());
        items.push(line);
    }
    items.extend(
        brief
            .witnessed
            .iter()
            .map(|card| led("Seen or heard by the outlet's own people", card, print)),
    );
    items.extend(
        brief
            .own_voice
            .iter()
            .map(|card| led("The outlet's own voice, no source named", card, print)),
    );
    if items.is_empty() {
        out.paragraph(vec![text("Nothing.")]);
    }
    out.list(items);
}

fn confirmation(row: &StatedRejection, print: &Print) -> Line {
    let mut line = vec![strong("Confirmed (page)"), text(": ")];
    line.extend(statement(&row.denial, print));
    line.push(text(" confirms "));
    line.extend(words(&row.denied));
    if row.denied.speaker.id.is_some() {
        line.push(text(" of "));
        line.extend(who(&row.denied));
    }
    line
}

fn led(lead: &str, card: &Card, print: &Print) -> Line {
    let mut line = vec![strong(lead.to_owned()), text(": ")];
    line.extend(statement(card, print));
    line
}

/// Writes what has no reply in what was read.
pub(super) fn unanswered(brief: &Brief, print: &Print, out: &mut Document) {
    let last = brief.pages.iter().filter_map(|page| page.last).max_by_key(|moment| moment.at);
    let until = last.map_or_else(String::new, |last| format!(" (to {})", print.zone.moment(last)));
    out.heading(2, format!("5. No reply in what was read{until}"));
    if brief.unanswered.is_empty() {
        out.paragraph(vec![text("Nothing.")]);
        return;
    }
    let row = |item: &counterclaim_desk::answers::Unanswered| {
        let earlier: Vec<String> = item.earlier.iter().map(|card| print.place(card)).collect();
        let mut earlier = if earlier.is_empty() { "none".to_owned() } else { earlier.join(", ") };
        if item.more_earlier > 0 {
            earlier.push_str(&format!(" and {} before these", item.more_earlier));
        }
        vec![
            vec![text(item.party.name.clone())],
            who(&item.card),
            words(&item.card),
            vec![text(print.place(&item.card))],
            vec![text(earlier)],
        ]
    };
    let rows = brief.unanswered.iter().map(row).collect();
    out.table(
        &["Said of", "By", "What", "Post", "Earlier statements of theirs on the matter"],
        rows,
    );
}

/// Writes what a person should look at first.
pub(super) fn look_first(brief: &Brief, print: &Print, out: &mut Document) {
    out.heading(2, "6. Look at these yourself first");
    let items: Vec<Line> = brief
        .look_first
        .iter()
        .map(|look| {
            let mut places: Vec<String> = look.cards.iter().map(|card| print.place(card)).collect();
            places.dedup();
            vec![text(format!("{}: {}.", places.join(", "), look.why))]
        })
        .collect();
    if items.is_empty() {
        out.paragraph(vec![text("Nothing stands out.")]);
    } else {
        out.blocks.push(crate::document::Block::Numbered(items));
    }
}

/// Writes every statement, by matter.
pub(super) fn statements(brief: &Brief, print: &Print, out: &mut Document) {
    out.heading(2, format!("All statements, by matter ({})", brief.given.statements));
    out.paragraph(vec![text(
        "A statement may belong to several matters; it stands under the first.",
    )]);
    for section in &brief.sections {
        matter(section, print, out);
    }
    out.paragraph(vec![
        text("To check and keep them: "),
        Inline::Code("counterclaim init CASE".to_owned()),
        text(", "),
        Inline::Code("counterclaim ingest --case CASE PAGE".to_owned()),
        text(", then "),
        Inline::Code("counterclaim queue --case CASE".to_owned()),
        text("."),
    ]);
}

fn matter(section: &MatterSection, print: &Print, out: &mut Document) {
    out.heading(3, format!("{} ({})", section.title, section.cards.len()));
    let rows = section
        .cards
        .iter()
        .map(|card| {
            let mut said = words(card);
            // The common case goes without saying.
            if let Some(standing) =
                card.standing.as_ref().filter(|s| s.word != "no objection on record")
            {
                said.push(text(format!(" [{}]", standing.word)));
            }
            vec![
                vec![text(print.place(card))],
                who(card),
                vec![text(format!("{}, {}", verb(card.modality), form(card.form)))],
                said,
                vec![Inline::Code(short(card.id))],
            ]
        })
        .collect();
    out.table(&["Post", "Who", "How", "Words", "Id"], rows);
}
