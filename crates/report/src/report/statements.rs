//! Every statement in full, by matter: words, speaker, outlet, the four times, standing, and what speaks
//! to it beside it.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_desk::answers::{Card, LinkCard, ReportMatter, ReportStatement};
use counterclaim_desk::{ClaimId, Status};

use super::finder::{Finder, said, speaker};
use crate::document::{Document, Inline, Line, strong, text};
use crate::phrase::{form, join, short, stable, status, verb};
use crate::words::{grounds, seen_from};

/// Writes every statement.
pub(super) fn statements(finder: &Finder<'_>, out: &mut Document) {
    let report = finder.report;
    out.heading(2, format!("Every statement, by matter ({})", report.statements.len()));
    out.paragraph(vec![text(
        "A statement may belong to several matters; it stands in full under the first of them and is referred to \
         under the others. Beside each stands what links tie to it, whoever says it. What is unchecked has no standing: \
         it counts for nothing.",
    )]);
    if report.statements.is_empty() {
        return;
    }
    let usual = Usual::in_report(finder);
    out.paragraph(vec![text(usual.told())]);
    let mut printed = BTreeSet::new();
    for matter in &report.matters {
        section(finder, matter, &usual, &mut printed, out);
    }
    through_others(finder, &usual, out);
}

fn section(
    finder: &Finder<'_>,
    matter: &ReportMatter,
    usual: &Usual,
    printed: &mut BTreeSet<ClaimId>,
    out: &mut Document,
) {
    let own = matter.own.iter().flatten();
    let beside = matter.beside.iter().flat_map(|(_, claims)| claims);
    let all: Vec<ClaimId> = own.chain(beside).copied().collect();
    let (fresh, before): (Vec<ClaimId>, Vec<ClaimId>) =
        all.into_iter().partition(|claim| printed.insert(*claim));
    out.heading(3, matter.title.clone());
    let rows = fresh.iter().filter_map(|claim| finder.statement(*claim));
    out.table(&HEADER, rows.map(|statement| row(finder, statement, usual)).collect());
    if !before.is_empty() {
        let mut line = vec![text("Also on this matter, in full above: ")];
        line.extend(finder.refer_all(&before));
        line.push(text("."));
        out.paragraph(line);
    }
}

const HEADER: [&str; 4] =
    ["No.", "Who, and in which words", "Where and when", "Standing, and what speaks to it"];

/// Writes what is known only through others, apart: it is nobody's own word.
fn through_others(finder: &Finder<'_>, usual: &Usual, out: &mut Document) {
    let known = finder.report.statements.iter().filter(|each| each.card.is_known_through_others());
    let rows: Vec<Vec<Line>> = known.map(|statement| row(finder, statement, usual)).collect();
    if rows.is_empty() {
        return;
    }
    out.heading(3, "Known only through others");
    out.paragraph(vec![text(
        "Somebody else denies, confirms or describes these. They are nobody's own words here and are in no count of \
         a party's statements.",
    )]);
    out.table(&HEADER, rows);
}

fn row(finder: &Finder<'_>, statement: &ReportStatement, usual: &Usual) -> Vec<Line> {
    let card = &statement.card;
    vec![
        vec![Inline::Label(statement.label.clone()), Inline::Break, text(checked(card.status))],
        words(card),
        place(finder, statement, usual),
        standing(finder, statement),
    ]
}

/// Returns whether a row is checked. What is not says of itself that it is of a draft: on a screen no page
/// begins above it that would.
fn checked(state: Status) -> String {
    match state {
        Status::Proposed => format!("DRAFT: {}", status(state)),
        Status::Checked | Status::Rejected | Status::Withdrawn => status(state).to_owned(),
    }
}

fn words(card: &Card) -> Line {
    let mut line = vec![strong(card.party.name.clone())];
    if card.speaker != card.party || card.role.is_some() || card.venue.is_some() {
        line.push(text(format!(" · {}", speaker(card))));
    }
    line.push(text(match card.finding {
        Some(_) => " finds:".to_owned(),
        // No page here has it from them.
        None if card.is_known_through_others() => ", as others tell it:".to_owned(),
        None => format!(" {}, {}:", verb(card.modality), form(card.form)),
    }));
    line.push(Inline::Break);
    line.extend(said(card));
    for detail in details(card) {
        line.push(Inline::Break);
        line.push(text(detail));
    }
    line
}

/// Returns what else the page says of the utterance: on what ground, of whom, and what stays open.
fn details(card: &Card) -> Vec<String> {
    let mut details: Vec<String> =
        grounds(card.grounds).map(|grounds| format!("Grounds: {grounds}.")).into_iter().collect();
    let about: Vec<String> = card
        .about
        .iter()
        .map(|about| format!("{} ({})", about.actor.name, stable(&about.role)))
        .collect();
    if !about.is_empty() {
        details.push(format!("About {}.", join(&about)));
    }
    let candidates: Vec<String> = card.candidates.iter().map(|named| named.name.clone()).collect();
    if !candidates.is_empty() {
        details.push(format!("Who speaks is open: {}.", candidates.join(" or ")));
    }
    // What a checker should look at first is nothing to a reader of what is checked.
    let flags = card.flags.iter().filter(|_| card.status == Status::Proposed);
    // Said of the words already.
    let flags = flags.filter(|flag| *flag != "known_through_others");
    details.extend(flags.map(|flag| format!("Look at this: {}.", flag.replace('_', " "))));
    details
}

fn place(finder: &Finder<'_>, statement: &ReportStatement, usual: &Usual) -> Line {
    let (card, zone) = (&statement.card, finder.zone());
    let outlet = card.outlet.clone().unwrap_or_else(|| "recorded by hand".to_owned());
    let mut lines = vec![match &card.place {
        Some(place) if place.number == 0 => format!("{outlet}, introduction"),
        Some(place) => format!("{outlet}, post #{}", place.number),
        None => outlet,
    }];
    let times = &card.times;
    lines.extend(times.said.map(|said| format!("said {}", zone.moment(said))));
    lines.push(match times.published {
        Some(published) => format!("published {}", zone.moment(published)),
        None => "published: not dated".to_owned(),
    });
    let unusual = Usual::of(card, finder);
    if unusual.captured != usual.captured {
        lines.push(unusual.captured);
    }
    if unusual.recorded != usual.recorded {
        lines.push(unusual.recorded);
    }
    if let Some(place) = &card.place {
        let text = finder.print.text_of(place);
        let of = if usual.text == text { String::new() } else { format!(" of {text}") };
        lines.push(format!("characters {} to {}{of}", place.start, place.end));
    }
    for (outlet, published) in &statement.also_carried {
        let when = published.map(|moment| format!(", {}", zone.moment(moment)));
        lines.push(format!("also carried by {outlet}{}", when.unwrap_or_default()));
    }
    lines.push(format!("claim {}", short(card.id)));
    let mut line = Line::new();
    for (index, each) in lines.into_iter().enumerate() {
        if index > 0 {
            line.push(Inline::Break);
        }
        line.push(text(each));
    }
    line
}

/// What most statements of a report share, and so is said once above them.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Usual {
    captured: String,
    recorded: String,
    text: String,
}

impl Usual {
    fn of(card: &Card, finder: &Finder<'_>) -> Self {
        let zone = finder.zone();
        Self {
            captured: match card.times.captured {
                Some(captured) => format!("captured {}", zone.moment(captured)),
                None => "captured: not known".to_owned(),
            },
            recorded: format!("recorded {}", zone.full(card.times.recorded)),
            text: card.place.as_ref().map(|place| finder.print.text_of(place)).unwrap_or_default(),
        }
    }

    /// Returns what is most frequent; of equals the first in the alphabet.
    fn in_report(finder: &Finder<'_>) -> Self {
        let mut often: BTreeMap<Self, usize> = BTreeMap::new();
        for statement in &finder.report.statements {
            *often.entry(Self::of(&statement.card, finder)).or_default() += 1;
        }
        let most = often.into_iter().min_by_key(|(_, times)| std::cmp::Reverse(*times));
        most.map(|(usual, _)| usual).unwrap_or_default()
    }

    fn told(&self) -> String {
        let text = if self.text.is_empty() {
            String::new()
        } else {
            format!(", characters counted in {}", self.text)
        };
        format!(
            "Unless a row says otherwise: {}, {}{text}; the page does not state when it was said.",
            self.captured, self.recorded
        )
    }
}

fn standing(finder: &Finder<'_>, statement: &ReportStatement) -> Line {
    let mut line = match &statement.card.standing {
        Some(standing) => {
            let notes: String = standing.notes.iter().map(|note| format!(" {note}")).collect();
            vec![strong(standing.word.clone()), text(format!(". {}{notes}", standing.sentence))]
        }
        None => Line::new(),
    };
    for link in finder.links_of(statement.card.id) {
        if !line.is_empty() {
            line.push(Inline::Break);
        }
        line.extend(tie(finder, link, statement.card.id));
    }
    for (at, review) in statement.reviews.iter().enumerate() {
        if statement.is_replaced(at) {
            continue;
        }
        let earlier = statement.reviews.iter().take(at).filter(|one| one.is_by_the_same(review));
        let earlier: Vec<&str> = earlier.map(|one| one.rating.as_str()).collect();
        let before = match earlier.is_empty() {
            true => String::new(),
            false => format!(", earlier {}", earlier.join(", then ")),
        };
        line.push(Inline::Break);
        let (rating, scale, by) = (&review.rating, &review.scale, &review.by);
        line.push(text(format!("Rated {rating} ({scale}) by {by}{before}")));
    }
    line
}

/// Returns one link from the point of view of one of its ends, with the words at the other.
fn tie(finder: &Finder<'_>, link: &LinkCard, from_here: ClaimId) -> Line {
    let is_from = link.from == from_here;
    let other = if is_from { link.to } else { link.from };
    let (does, done) = seen_from(link.relation);
    let mut line = vec![text(if is_from { does } else { done })];
    line.extend(finder.unchecked(link.status));
    line.push(text(" "));
    line.extend(finder.short_with_party(other));
    line
}
