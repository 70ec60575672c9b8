//! The report as rows and columns: one sheet a kind of thing, for spreadsheets and scripts.

use std::collections::BTreeSet;

use counterclaim_desk::answers::{Card, LinkCard, Report, ReportStatement};
use counterclaim_desk::{Moment, Zone};

use super::finder::Finder;
use super::front;
use super::recipe::{ROW, Recipe};
use crate::document::marked;
use crate::phrase::{form, join, stable, status, verb};
use crate::sheet::Sheet;

/// Returns the sheets by name, in the order in which they are read.
pub(super) fn sheets(
    report: &Report,
    recipe: &Recipe,
    zone: Zone,
) -> serde_json::Result<Vec<(&'static str, Sheet)>> {
    let finder = Finder::new(report, zone);
    let mut sheets = vec![
        ("claims", claims(&finder)),
        ("links", links(&finder)),
        ("figures", figures(&finder)),
        ("actors", actors(report)),
        ("evidence", evidence(&finder)),
        ("method", method(report, recipe)?),
    ];
    sheets.iter_mut().for_each(|(_, sheet)| mark(sheet, report));
    Ok(sheets)
}

/// Lets every row say by itself whether it is of a draft: rows are copied out of their sheet.
fn mark(sheet: &mut Sheet, report: &Report) {
    let word = if report.is_draft { "DRAFT" } else { "checked" };
    sheet.columns.push("report");
    sheet.rows.iter_mut().for_each(|row| row.push(word.to_owned()));
}

fn sheet(title: &str, columns: &[&'static str], rows: Vec<Vec<String>>) -> Sheet {
    Sheet { title: title.to_owned(), asked: None, columns: columns.to_vec(), rows }
}

fn claims(finder: &Finder<'_>) -> Sheet {
    let columns = [
        "no",
        "side",
        "party",
        "speaker",
        "role",
        "relayed_by",
        "outlet",
        "venue",
        "modality",
        "form",
        "words",
        "statement",
        "said",
        "published",
        "captured",
        "recorded",
        "post",
        "headline",
        "start",
        "end",
        "text_sha256",
        "grounds",
        "about",
        "matters",
        "standing",
        "why",
        "links",
        "ratings",
        "finding_by",
        "evidence",
        "status",
        "claim",
    ];
    let rows = finder.report.statements.iter().map(|each| claim(finder, each)).collect();
    sheet("Claims", &columns, rows)
}

fn claim(finder: &Finder<'_>, each: &ReportStatement) -> Vec<String> {
    let (card, zone) = (&each.card, finder.zone());
    let named = |named: &Option<counterclaim_desk::answers::Named>| {
        named.as_ref().map(|named| named.name.clone()).unwrap_or_default()
    };
    let when = |moment: Option<Moment>| moment.map(|at| zone.moment(at)).unwrap_or_default();
    let place = card.place.as_ref();
    let standing = card.standing.as_ref();
    let ties = finder.links_of(card.id).iter().map(|link| tie(finder, link, card));
    let ratings = each.reviews.iter().map(|r| format!("{} ({}) by {}", r.rating, r.scale, r.by));
    let about =
        card.about.iter().map(|about| format!("{} ({})", about.actor.name, stable(&about.role)));
    let finding = card.finding.as_ref();
    let evidence =
        finding.iter().flat_map(|finding| &finding.evidence).map(|item| item.title.clone());
    vec![
        each.label.clone(),
        if each.is_own { "party" } else { "beside" }.to_owned(),
        card.party.name.clone(),
        card.speaker.name.clone(),
        card.role.clone().unwrap_or_default(),
        named(&card.relayed_by),
        card.outlet.clone().unwrap_or_default(),
        card.venue.clone().unwrap_or_default(),
        verb(card.modality).to_owned(),
        form(card.form).to_owned(),
        card.words.iter().map(marked).collect::<Vec<_>>().join(" … "),
        card.statement.clone(),
        when(card.times.said),
        when(card.times.published),
        when(card.times.captured),
        zone.full(card.times.recorded),
        place.map(|place| place.number.to_string()).unwrap_or_default(),
        place.and_then(|place| place.headline.clone()).unwrap_or_default(),
        place.map(|place| place.start.to_string()).unwrap_or_default(),
        place.map(|place| place.end.to_string()).unwrap_or_default(),
        place.map(|place| place.text.to_string()).unwrap_or_default(),
        stable(&card.grounds),
        about.collect::<Vec<_>>().join("; "),
        card.matters.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        standing.map(|standing| standing.word.clone()).unwrap_or_default(),
        standing.map(|standing| standing.sentence.clone()).unwrap_or_default(),
        ties.collect::<Vec<_>>().join("; "),
        ratings.collect::<Vec<_>>().join("; "),
        finding.map(|finding| finding.by.clone()).unwrap_or_default(),
        evidence.collect::<Vec<_>>().join("; "),
        status(card.status).to_owned(),
        card.id.to_string(),
    ]
}

fn tie(finder: &Finder<'_>, link: &LinkCard, card: &Card) -> String {
    let (way, other) = if link.from == card.id { ("to", link.to) } else { ("from", link.from) };
    let label = finder.statement(other).map(|each| each.label.clone()).unwrap_or_default();
    format!("{} {way} {label} ({})", link.relation.name(), status(link.status))
}

fn links(finder: &Finder<'_>) -> Sheet {
    let label = |id| finder.statement(id).map(|each| each.label.clone()).unwrap_or_default();
    let rows = finder.report.links.iter().map(|link| {
        vec![
            label(link.from),
            link.relation.name().to_owned(),
            label(link.to),
            stable(&link.basis),
            link.cue.clone().unwrap_or_default(),
            link.reason.clone(),
            link.by.clone(),
            link.weight_percent.to_string(),
            finder.zone().full(link.recorded),
            status(link.status).to_owned(),
            link.from.to_string(),
            link.to.to_string(),
            link.id.to_string(),
        ]
    });
    let columns = [
        "from",
        "relation",
        "to",
        "basis",
        "cue",
        "reason",
        "by",
        "weight_percent",
        "recorded",
        "status",
        "from_claim",
        "to_claim",
        "link",
    ];
    sheet("Links", &columns, rows.collect())
}

fn figures(finder: &Finder<'_>) -> Sheet {
    let rows = finder.report.figures.iter().map(|figure| {
        let statement = finder.statement(figure.claim);
        let card = statement.map(|statement| &statement.card);
        let text =
            |get: fn(&Card) -> &str| card.map(|card| get(card).to_owned()).unwrap_or_default();
        let words = figure.words.iter().chain(&figure.variants).map(marked);
        vec![
            statement.map(|statement| statement.label.clone()).unwrap_or_default(),
            figure.what.clone(),
            figure.scope.clone(),
            figure.value.clone(),
            words.collect::<Vec<_>>().join(" · "),
            text(|card| &card.party.name),
            text(|card| &card.speaker.name),
            figure.compared.clone(),
            text(|card| status(card.status)),
            figure.claim.to_string(),
        ]
    });
    let columns = [
        "no",
        "what",
        "whose_where_when",
        "value",
        "words",
        "party",
        "speaker",
        "compared",
        "status",
        "claim",
    ];
    sheet("Figures", &columns, rows.collect())
}

/// Everybody who speaks in the report, with the party spoken for.
fn actors(report: &Report) -> Sheet {
    let row = |card: &Card| {
        vec![
            card.speaker.name.clone(),
            card.speaker.kind.map(|kind| kind.name().to_owned()).unwrap_or_default(),
            card.party.name.clone(),
            card.speaker.id.map(|id| id.to_string()).unwrap_or_default(),
            card.party.id.map(|id| id.to_string()).unwrap_or_default(),
        ]
    };
    // Each once, and in order.
    let rows: BTreeSet<Vec<String>> =
        report.statements.iter().map(|each| row(&each.card)).collect();
    let rows = rows.into_iter().collect();
    sheet("Actors", &["actor", "kind", "party", "actor_id", "party_id"], rows)
}

fn evidence(finder: &Finder<'_>) -> Sheet {
    let zone = finder.zone();
    let when = |moment: Option<Moment>| moment.map(|at| zone.moment(at)).unwrap_or_default();
    let rows = finder.report.evidence.iter().map(|piece| {
        vec![
            piece.outlet.clone(),
            piece.title.clone().unwrap_or_default(),
            piece.url.clone().unwrap_or_default(),
            when(piece.captured),
            when(piece.published.map(|(first, _)| first)),
            when(piece.published.map(|(_, last)| last)),
            piece.posts.to_string(),
            piece.reader.clone(),
            piece.faults.join("; "),
            piece.bytes.to_string(),
            piece.text.to_string(),
        ]
    });
    let columns = [
        "outlet",
        "title",
        "url",
        "captured",
        "first_published",
        "last_published",
        "posts",
        "reader",
        "faults",
        "bytes_sha256",
        "text_sha256",
    ];
    sheet("Evidence", &columns, rows.collect())
}

fn method(report: &Report, recipe: &Recipe) -> serde_json::Result<Sheet> {
    let basis = &report.basis;
    let names: Vec<String> = report.parties.iter().map(|party| party.party.name.clone()).collect();
    let mut rows = vec![
        ("report", front::title(report)),
        (
            "draft",
            front::draft(report).unwrap_or_else(|| "no: everything in it is checked".to_owned()),
        ),
        ("case", report.case_title.clone()),
        ("parties", join(&names)),
        ("log_position", basis.as_of.0.to_string()),
        ("root", basis.root.map(|root| root.to_string()).unwrap_or_default()),
        ("made_by", basis.made_by.clone()),
        ("parameters", crate::caption::parameters(&report.asked.parameters)),
        (
            "marks",
            "\"…\" words the page gives as the speaker's; ‹…› the outlet's wording".to_owned(),
        ),
        ("counts", crate::caption::CARRIED.to_owned()),
    ];
    rows.push((ROW, recipe.line()?));
    let rows = rows.into_iter().map(|(name, value)| vec![name.to_owned(), value]).collect();
    Ok(sheet("Method", &["what", "value"], rows))
}
