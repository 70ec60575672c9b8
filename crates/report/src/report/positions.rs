//! How firmly the words are the party's, and its position by matter with the other side beside it.

use counterclaim_desk::answers::{
    Card, Firmness, Named, ReportChange, ReportClash, ReportMatter, ReportPair, ReportParty,
    ReportSubject,
};
use counterclaim_desk::{ClaimId, Modality};

use super::finder::Finder;
use crate::document::{Document, Inline, Line, strong, text};
use crate::phrase::{count, counted, join};
use crate::picture;

/// Most statements of one side that a cell quotes; all stand in full further down.
const QUOTED: usize = 3;

/// Writes how firmly the words are each party's.
pub(super) fn firmness(finder: &Finder<'_>, out: &mut Document) {
    for party in &finder.report.parties {
        out.heading(2, format!("How firmly the words are those of {}", party.party.name));
        let all = format!("Of {}", count(party.statements.all, "statement"));
        out.table(&[&all, "Number"], firm_rows(&party.firmness));
        out.paragraph(who_spoke(party));
        if party.firmness.through_others > 0 {
            out.paragraph(vec![text(format!(
                "Besides, {} known only through others: listed last, never quoted as the party's, and in none of \
                 these numbers.",
                counted(party.firmness.through_others, "statement is", "statements are")
            ))]);
        }
    }
}

fn firm_rows(firm: &Firmness) -> Vec<Vec<Line>> {
    let kinds = [
        (firm.quoted, "quoted as the speaker's words (original language not stated)"),
        (
            firm.partly_quoted,
            "partly quoted: the outlet's sentence with words of the speaker in it",
        ),
        (firm.outlet_words, "in the outlet's words only"),
        (firm.headline_only, "headline only: nothing to quote"),
        (firm.by_hand, "recorded by hand, without words from a page"),
    ];
    let row =
        |(number, what): (usize, &str)| vec![vec![text(what)], vec![text(number.to_string())]];
    kinds.into_iter().filter(|(number, _)| *number > 0).map(row).collect()
}

fn who_spoke(party: &ReportParty) -> Line {
    let spoke = party.spoke.iter().map(|row| {
        let name = match (&row.role, row.speaker == party.party) {
            (_, true) => "nobody named, only the party".to_owned(),
            (Some(role), false) if !row.speaker.name.contains(role.as_str()) => {
                format!("{}, {role}", row.speaker.name)
            }
            (Some(_) | None, false) => row.speaker.name.clone(),
        };
        format!("{name} {}", row.statements)
    });
    let spoke: Vec<String> = spoke.collect();
    let spoke = if spoke.is_empty() { "nobody".to_owned() } else { spoke.join(" · ") };
    vec![strong("Who spoke:"), text(format!(" {spoke}."))]
}

/// Writes the position by matter.
pub(super) fn positions(finder: &Finder<'_>, out: &mut Document) {
    let report = finder.report;
    out.heading(
        2,
        match report.subject {
            ReportSubject::Party => "Position by matter, with the other side",
            ReportSubject::Compare => "Positions by matter, side by side",
            ReportSubject::Matter | ReportSubject::Case => "Who says what, by matter",
        },
    );
    if report.matters.is_empty() {
        out.paragraph(vec![text("No statement in this material.")]);
        return;
    }
    let names: Vec<&str> = report.parties.iter().map(|party| party.party.name.as_str()).collect();
    let beside = if names.is_empty() { "Who says what" } else { "Beside it" };
    let header: Vec<&str> =
        ["Matter"].into_iter().chain(names).chain([beside, "Between them"]).collect();
    let rows = report.matters.iter().map(|matter| matter_row(finder, matter)).collect();
    out.table(&header, rows);
    out.paragraph(vec![text(
        "A cell quotes at most three statements of a party; where several others speak, one of each, and four of \
         them. What links tie to another comes first, then denials and charges, then the speaker's own words before \
         paraphrase, then by time. Everything stands in full further down.",
    )]);
}

fn matter_row(finder: &Finder<'_>, matter: &ReportMatter) -> Vec<Line> {
    let mut row = vec![vec![strong(matter.title.clone())]];
    for claims in &matter.own {
        row.push(match claims.as_slice() {
            [] => vec![strong("no statement on it in this material")],
            claims => quoted(finder, claims, QUOTED),
        });
    }
    row.push(beside(finder, &matter.beside));
    row.push(between(finder, matter));
    row
}

/// Returns what everybody else says: at least one statement of each party, as far as three go.
fn beside(finder: &Finder<'_>, parties: &[(Named, Vec<ClaimId>)]) -> Line {
    if parties.is_empty() {
        return vec![text("nobody else speaks on it in this material")];
    }
    let mut line = Line::new();
    let (shown, rest) = parties.split_at(parties.len().min(4));
    let each = if shown.len() > 1 { 1 } else { QUOTED };
    for (index, (party, claims)) in shown.iter().enumerate() {
        if index > 0 {
            line.push(Inline::Break);
        }
        line.push(strong(format!("{}:", party.name)));
        line.push(text(" "));
        line.extend(quoted(finder, claims, each));
    }
    if !rest.is_empty() {
        let names: Vec<String> =
            rest.iter().map(|(party, claims)| format!("{} {}", party.name, claims.len())).collect();
        line.push(Inline::Break);
        line.push(text(format!("and {}", join(&names))));
    }
    line
}

/// Returns statements in short, the most telling first, and how many more there are.
fn quoted(finder: &Finder<'_>, claims: &[ClaimId], most: usize) -> Line {
    let mut ordered: Vec<ClaimId> = claims.to_vec();
    ordered.sort_by_key(|claim| rank(finder, *claim));
    let mut line = Line::new();
    for (index, claim) in ordered.iter().take(most).enumerate() {
        if index > 0 {
            line.push(Inline::Break);
        }
        line.extend(finder.short_of_party(*claim));
    }
    if let Some(more) = ordered.get(most..).filter(|more| !more.is_empty()) {
        line.push(Inline::Break);
        line.push(text(format!("and {} more: ", more.len())));
        line.extend(finder.refer_all(&more[..more.len().min(8)]));
        if more.len() > 8 {
            line.push(text(", …"));
        }
    }
    line
}

/// What comes first in a cell: what is tied to another statement, then denials and charges, then the
/// speaker's own words; of equals the earlier, as the claims are given.
fn rank(finder: &Finder<'_>, claim: ClaimId) -> (bool, u8, bool) {
    let Some(card) = finder.card(claim) else { return (true, u8::MAX, true) };
    let telling = match card.modality {
        Modality::Denies => 0,
        Modality::Accuses => 1,
        Modality::Asserts | Modality::Demands => 2,
        Modality::Announces | Modality::Promises => 3,
        Modality::Predicts | Modality::Hopes => 4,
    };
    let quotes =
        card.words.iter().any(|words| words.marks == counterclaim_desk::answers::Marks::Speaker);
    (finder.links_of(claim).is_empty(), telling, !quotes)
}

fn between(finder: &Finder<'_>, matter: &ReportMatter) -> Line {
    if matter.between.is_empty() {
        return vec![text("nothing recorded between them")];
    }
    let mut line = Line::new();
    for (index, each) in matter.between.iter().enumerate() {
        if index > 0 {
            line.push(Inline::Break);
        }
        line.push(text(each.told.clone()));
        if !each.claims.is_empty() {
            line.push(text(": "));
            line.extend(finder.refer_all(&each.claims));
        }
    }
    line
}

/// Draws when each party spoke; every statement stands in words further down.
pub(super) fn timeline(finder: &Finder<'_>, out: &mut Document) {
    let cards = finder.report.statements.iter().map(|each| &each.card);
    let cards: Vec<&Card> = cards.filter(|card| !card.is_known_through_others()).collect();
    let drawn = finder.picture("timeline", |drawing| picture::timeline(&cards, drawing));
    if let Some(drawn) = drawn {
        out.heading(2, "Who spoke when");
        out.blocks.push(drawn);
    }
}

/// Writes what a party said later on what it had said, and where its statements may seem to clash.
pub(super) fn changes(finder: &Finder<'_>, out: &mut Document) {
    let report = finder.report;
    out.heading(2, "Changes of position, and statements that seem to clash");
    let changes = report.changes.iter().map(|change| changed(finder, change)).collect();
    led("Changes of position in this period:", "none found.", changes, out);
    let clashes = report.clashes.iter().map(|clash| clashed(finder, clash)).collect();
    led("Recorded contradictions within one party:", "none.", clashes, out);
    let alike: Vec<Line> =
        report.no_clashes.iter().map(|pair| looked_alike(finder, pair)).collect();
    if !alike.is_empty() {
        led("Looked like a clash and recorded as none, with the reason:", "", alike, out);
    }
}

/// Writes a list under what leads it in, or that there is nothing.
fn led(lead: &str, nothing: &str, items: Vec<Line>, out: &mut Document) {
    if items.is_empty() {
        out.paragraph(vec![strong(lead), text(format!(" {nothing}"))]);
    } else {
        out.paragraph(vec![strong(lead)]);
        out.list(items);
    }
}

fn changed(finder: &Finder<'_>, change: &ReportChange) -> Line {
    let mut line = finder.short_with_party(change.later);
    line.push(text(match change.kind {
        "corrects" => " puts right ",
        "updates" => " brings up to date ",
        "retracts" => " takes back ",
        _ => " was taken back where it stands: ",
    }));
    line.extend(finder.short(change.earlier));
    let link = change.link.and_then(|link| finder.link(link));
    line.extend(link.and_then(|link| finder.unchecked(link.status)));
    line
}

fn clashed(finder: &Finder<'_>, clash: &ReportClash) -> Line {
    let mut line = both(finder, clash.one, clash.other);
    if let Some(link) = finder.link(clash.link) {
        line.push(text(format!(": {}", link.reason)));
        line.extend(finder.unchecked(link.status));
    }
    line
}

fn looked_alike(finder: &Finder<'_>, pair: &ReportPair) -> Line {
    let mut line = both(finder, pair.one, pair.other);
    line.push(text(format!(": {}", pair.reason)));
    line
}

fn both(finder: &Finder<'_>, one: ClaimId, other: ClaimId) -> Line {
    let mut line = finder.short_with_party(one);
    line.push(text(" / "));
    line.extend(finder.short_with_party(other));
    line
}
