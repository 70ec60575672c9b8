//! Sections 1 and 2 of a brief: denied as the page tells it, and paired by rule.

use counterclaim_desk::answers::{Brief, Card, LeftOutPair, PairedAccounts, StatedRejection};

use counterclaim_desk::Status;

use crate::document::{Document, Line, outlet_words, strong, text};
use crate::phrase::{Print, count, letter, who, words};

/// Writes what the page itself reports as denied or rejected.
pub(super) fn rejections(brief: &Brief, print: &Print, out: &mut Document) {
    out.heading(2, "1. Denied or rejected, as the page tells it (page)");
    if brief.rejections.is_empty() {
        out.paragraph(vec![text("Nothing.")]);
    }
    let rows = brief.rejections.iter().map(|row| rejection(row, print)).collect();
    out.table(
        &[
            "Post",
            "Who",
            "In which words",
            "What is rejected",
            "Who had said it",
            "The page's verb",
        ],
        rows,
    );
    if brief.rejections.iter().any(|row| row.link.cue.is_some()) {
        out.paragraph(vec![text(
            "Whatever verb the page uses, these are recorded as denials or rejections: a denial is a statement, not a refutation.",
        )]);
    }
    if !brief.unprompted_denials.is_empty() {
        out.paragraph(vec![text("Denials that name no accuser on the page:")]);
        out.list(brief.unprompted_denials.iter().map(|card| statement(card, print)).collect());
    }
}

fn rejection(row: &StatedRejection, print: &Print) -> Vec<Line> {
    let cue = row.link.cue.clone().map_or_else(Vec::new, |cue| vec![outlet_words(cue)]);
    vec![
        vec![text(print.place(&row.denial))],
        who(&row.denial),
        words(&row.denial),
        words(&row.denied),
        accuser(&row.denied),
        cue,
    ]
}

fn accuser(card: &Card) -> Line {
    if card.speaker.id.is_none() { vec![text("not said")] } else { who(card) }
}

/// Writes the pairs that a rule put beside each other, and those it left out.
pub(super) fn contradictions(brief: &Brief, print: &Print, out: &mut Document) {
    out.heading(2, "2. Possible contradictions (machine, unchecked)");
    if brief.contradictions.is_empty() {
        out.paragraph(vec![text("None was paired.")]);
    }
    for (index, pair) in brief.contradictions.iter().enumerate() {
        paired(index, pair, print, out);
    }
    left_out(brief, print, out);
}

/// Most groups of left-out pairs that are printed; JSON has all.
const LEFT_OUT_SHOWN: usize = 12;

/// Writes pairs that looked like contradictions and are none, those with one statement and reason
/// together.
fn left_out(brief: &Brief, print: &Print, out: &mut Document) {
    let mut groups: Vec<(&LeftOutPair, Vec<&Card>)> = Vec::new();
    for pair in &brief.left_out {
        let same = |(first, _): &&mut (&LeftOutPair, Vec<&Card>)| {
            first.one.id == pair.one.id && first.reason == pair.reason
        };
        match groups.iter_mut().find(same) {
            Some((_, others)) => others.push(&pair.other),
            None => groups.push((pair, vec![&pair.other])),
        }
    }
    if groups.is_empty() {
        return;
    }
    out.paragraph(vec![
        strong("Looked alike and left out"),
        text(" (no contradiction recorded, with the reason):"),
    ]);
    let shown = groups.iter().take(LEFT_OUT_SHOWN);
    let mut items: Vec<Line> =
        shown.map(|(pair, others)| left_out_line(pair, others, print)).collect();
    if let Some(more) = groups.len().checked_sub(LEFT_OUT_SHOWN).filter(|more| *more > 0) {
        items.push(vec![text(format!(
            "and {} more (all with --format json)",
            count(more, "such group")
        ))]);
    }
    out.list(items);
}

fn left_out_line(pair: &LeftOutPair, others: &[&Card], print: &Print) -> Line {
    let mut line = short_statement(&pair.one, print);
    line.push(text(" / "));
    match others {
        [one] => line.extend(short_statement(one, print)),
        several => {
            let places: Vec<String> = several
                .iter()
                .map(|card| format!("{} {}", card.party.name, print.place(card)))
                .collect();
            line.push(text(places.join(", ")));
        }
    }
    line.push(text(format!(": {}", pair.reason)));
    line
}

fn paired(index: usize, pair: &PairedAccounts, print: &Print, out: &mut Document) {
    let title = pair.matter.clone().unwrap_or_else(|| "no matter assigned".to_owned());
    out.heading(3, format!("2{}. {title}", letter(index)));
    let mut one = statement(&pair.one, print);
    if !pair.likewise.is_empty() {
        let places: Vec<String> = pair.likewise.iter().map(|card| print.place(card)).collect();
        one.push(text(format!(" · said again {}, counted once", places.join(", "))));
    }
    let mut why =
        vec![text("Paired because "), text(pair.link.reason.trim_end_matches('.').to_owned())];
    let checked = if pair.link.status == Status::Checked { "checked" } else { "not checked" };
    why.push(text(format!(". Pairing {checked}; ")));
    why.push(strong("both could be wrong."));
    out.list(vec![one, statement(&pair.other, print), why]);
}

/// Returns a statement on one line: party, speaker, place, words.
pub(super) fn statement(card: &Card, print: &Print) -> Line {
    let mut line = vec![strong(card.party.name.clone())];
    if card.speaker != card.party {
        line.push(text(format!(" · {}", card.speaker.name)));
        if let Some(role) = &card.role {
            line.push(text(format!(", {role}")));
        }
    }
    if let Some(venue) = &card.venue {
        line.push(text(format!(", {venue}")));
    }
    if let Some(relayer) = &card.relayed_by {
        line.push(text(format!(", as told by {}", relayer.name)));
    }
    line.push(text(format!(", {}: ", print.place(card))));
    line.extend(words(card));
    line
}

fn short_statement(card: &Card, print: &Print) -> Line {
    let mut line = vec![text(format!("{} {}: ", card.party.name, print.place(card)))];
    line.extend(words(card));
    line
}
