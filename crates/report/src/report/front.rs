//! The front page: what it is about, from when, from whom, on which clocks, and how much is checked.

use counterclaim_desk::Position;
use counterclaim_desk::answers::{Report, ReportParty, ReportSource, ReportSubject};

use super::finder::Finder;
use crate::caption::parameters;
use crate::document::{Block, Document, Inline, Line, strong, text};
use crate::phrase::{count, counted, join};

/// Returns the title.
pub(super) fn title(report: &Report) -> String {
    let names: Vec<String> = report.parties.iter().map(|party| party.party.name.clone()).collect();
    let on = report.matter_title.as_ref().map(|title| format!(" on: {title}")).unwrap_or_default();
    match report.subject {
        ReportSubject::Party => {
            format!("{}: what it said{on}, and what was said against it", join(&names))
        }
        ReportSubject::Compare => format!("{} side by side{on}", join(&names)),
        ReportSubject::Matter => {
            format!("{}: who says what", report.matter_title.clone().unwrap_or_default())
        }
        ReportSubject::Case => format!("{}: who says what", report.case_title),
    }
}

/// Returns what stands on every page while something is unchecked.
pub(super) fn draft(report: &Report) -> Option<String> {
    let of = |of: counterclaim_desk::answers::CheckedOf| format!("{} of {}", of.checked, of.all);
    report.is_draft.then(|| {
        format!(
            "DRAFT: {} statements and {} links checked by a person",
            of(report.statements_checked),
            of(report.links_checked)
        )
    })
}

/// Returns what stands at the foot of every page: that it is a part, and what it rests on.
pub(super) fn foot(report: &Report) -> String {
    let root = report.basis.root.map(|root| format!(" · root {}", short_root(&root.to_string())));
    let standing = report.basis.standing.as_ref();
    let only = standing.map(|word| format!(" · FILTERED: only what stands as {word}"));
    format!(
        "{}{} · log position {}{} · check with verify-report",
        report.case_title,
        only.unwrap_or_default(),
        report.basis.as_of.0,
        root.unwrap_or_default()
    )
}

/// Says of what part of the case it is, and what is not in it; none if it is of the whole.
fn part(finder: &Finder<'_>) -> Option<Line> {
    let (report, zone, basis) = (finder.report, finder.zone(), &finder.report.basis);
    let limits: Vec<String> = [
        basis.standing.as_ref().map(|word| format!("statements that stand as {word}")),
        report.matter_title.as_ref().map(|title| format!("the matter {title}")),
        basis.from.map(|from| format!("what was published from {}", zone.full(from))),
        basis.to.map(|to| format!("what was published before {}", zone.full(to))),
    ]
    .into_iter()
    .flatten()
    .collect();
    if limits.is_empty() {
        return None;
    }
    let told = format!("FILTERED: only {}.", join(&limits));
    if basis.standing.is_none() {
        return Some(vec![
            strong(told),
            text(" What lies outside is not in it, and may answer what is."),
        ]);
    }
    let (whose, beside) = match report.subject {
        ReportSubject::Party => (" of the party", "what others say beside them"),
        ReportSubject::Compare => (" of the parties", "what others say beside them"),
        ReportSubject::Matter | ReportSubject::Case => ("", "what links tie to them"),
    };
    let out = counted(report.left_out, "statement", "statements");
    Some(vec![
        strong(told),
        text(format!(
            " {out}{whose} within the other limits stand otherwise, or are unchecked and stand nowhere, and are \
             left out; {beside} is in it however it stands. This is no picture of all that was said."
        )),
    ])
}

/// Writes the front page.
pub(super) fn front(finder: &Finder<'_>, out: &mut Document) {
    let report = finder.report;
    out.heading(1, out.title.clone());
    let checked = match draft(report) {
        Some(draft) => strong(format!("{draft}.")),
        None if report.statements.is_empty() => strong("No statement in this material."),
        None => strong("Every statement and link in it is checked by a person."),
    };
    out.paragraph(vec![
        checked,
        text(
            " A report on attributions, not on facts: \"checked\" means that the words are rightly put down to \
             their speaker. Listing a statement does not endorse it; a missing reply is not an admission.",
        ),
    ]);
    out.blocks.extend(part(finder).map(Block::Paragraph));
    let mut rows = vec![
        row("Case, matter", case_line(report)),
        row("Published", published(finder)),
        row("Known to us as of", recorded(finder)),
        row("Read from", read_from(finder)),
    ];
    rows.extend(report.parties.iter().map(|party| counted_as(party, report)));
    rows.push(row("Beside it", beside(report)));
    rows.push(row("Method, parameters", method(report)));
    out.table(&["", ""], rows);
    out.paragraph(vec![text(how_to_read(report))]);
}

fn how_to_read(report: &Report) -> String {
    let none = report.statements_checked.checked + report.links_checked.checked == 0;
    let unchecked = match (report.is_draft, none) {
        (true, true) => " · nothing in this draft is checked",
        (true, false) => " · [unchecked] read by machine, not yet checked by a person",
        (false, _) => "",
    };
    let labels = match report.subject {
        ReportSubject::Party => {
            "S1 a statement of the party, B1 one beside it; both stand in full further down"
        }
        ReportSubject::Compare => {
            "S1 a statement of one of the parties, B1 one beside them; both stand in full further down"
        }
        ReportSubject::Matter | ReportSubject::Case => "S1 a statement, in full further down",
    };
    let third = match report.evidence.len() {
        0 | 1 => "#3 third post from the top of the page",
        _ => "B#3 third post from the top of page B of the evidence list",
    };
    format!(
        "How to read: \"…\" the page gives these as the speaker's words (translated? the page does not say) · \
         ‹…› the outlet's wording, not the speaker's · (H) headline only, no text under it · {labels} · {third} · \
         numbers hold for this report only, claim ids for ever{unchecked}."
    )
}

fn row(name: &str, value: Line) -> Vec<Line> {
    vec![vec![text(name)], value]
}

fn case_line(report: &Report) -> Line {
    let matter = match &report.matter_title {
        Some(title) => title.clone(),
        None => "all matters".to_owned(),
    };
    vec![text(format!("{} · {matter}", report.case_title))]
}

fn published(finder: &Finder<'_>) -> Line {
    let (report, zone) = (finder.report, finder.zone());
    let mut out = match report.span {
        Some((first, last)) => format!("{} to {}", zone.moment(first), zone.moment(last)),
        None => "nothing dated".to_owned(),
    };
    if report.undated > 0 {
        out.push_str(&format!(", and {} without a date", count(report.undated, "statement")));
    }
    let basis = &report.basis;
    let limits: Vec<String> = [
        basis.from.map(|from| format!("from {}", zone.full(from))),
        basis.to.map(|to| format!("before {}", zone.full(to))),
        basis.public_by.map(|by| format!("public by {}", zone.full(by))),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !limits.is_empty() {
        out.push_str(&format!(". Asked for: {}", limits.join(", ")));
    }
    vec![text(out)]
}

fn recorded(finder: &Finder<'_>) -> Line {
    let report = finder.report;
    let Position(position) = report.basis.as_of;
    let mut line = vec![text(format!("log position {position}"))];
    if let Some(at) = report.asked.recorded_at {
        line.push(text(format!(", recorded {}", finder.zone().full(at))));
    }
    if let Some(root) = &report.basis.root {
        line.push(text(" · root "));
        line.push(Inline::Code(short_root(&root.to_string())));
    }
    match &report.basis.checkpoint {
        Some(note) => line.push(text(signed(note))),
        None => line.push(text(" · no signed checkpoint reaches here")),
    }
    line.push(text(" · check with "));
    line.push(Inline::Code("counterclaim verify-report FILE".to_owned()));
    line
}

/// Says whose checkpoint it is, and how far it reaches: the first two lines of the note.
fn signed(note: &str) -> String {
    let mut lines = note.lines();
    let (origin, size) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    format!(" · checkpoint at {size} signed as {origin}")
}

/// Returns as much of a root as people compare by eye; the whole of it stands in the evidence list.
fn short_root(root: &str) -> String {
    root.chars().take(16).chain(['…']).collect()
}

fn read_from(finder: &Finder<'_>) -> Line {
    let report = finder.report;
    let (pages, sources) = (report.evidence.len(), &report.sources);
    let named: Vec<String> = sources.iter().map(source).collect();
    if pages == 0 {
        return vec![text("no captured page")];
    }
    let mut line = vec![
        strong(format!("{} of {}", count(pages, "capture"), count(sources.len(), "outlet"))),
        text(format!(" ({})", named.join("; "))),
    ];
    let captured = report.evidence.iter().filter_map(|piece| piece.captured);
    if let Some(last) = captured.max_by_key(|moment| moment.at) {
        line.push(text(format!(
            ". Last captured {}: later edits to posts cannot be seen",
            finder.zone().moment(last)
        )));
    }
    if let [only] = sources.as_slice() {
        line.push(text(format!(
            ". Everything passed through {}, all sides included: no count here is corroboration by another outlet",
            only.outlet
        )));
    }
    line
}

fn source(source: &ReportSource) -> String {
    let owner = source.owner.clone().unwrap_or_else(|| "owner not recorded".to_owned());
    let rated = source.reliability.map(|letter| format!("reliability {letter}"));
    format!(
        "{}: {owner}, {}",
        source.outlet,
        rated.unwrap_or_else(|| "reliability not rated".into())
    )
}

fn counted_as(party: &ReportParty, report: &Report) -> Vec<Line> {
    let name = &party.party.name;
    let speakers: Vec<String> = party
        .spoke
        .iter()
        .filter(|row| row.speaker != party.party)
        .map(|row| row.speaker.name.clone())
        .collect();
    let mut line = vec![text(match speakers.len() {
        0 => format!("{name} itself"),
        1..=8 => format!("{name} itself; {}", join(&speakers)),
        more => format!(
            "{name} itself; {} and {} more, listed below",
            speakers[..8].join(", "),
            more - 8
        ),
    })];
    let listed = |party: &&(counterclaim_desk::answers::Named, String)| {
        !report.parties.iter().any(|own| own.party == party.0)
    };
    for (other, reason) in party.aligned.iter().filter(listed) {
        line.push(text(". "));
        line.push(strong("Not"));
        line.push(text(format!(
            " counted: {}, recorded as aligned with it ({reason})",
            other.name
        )));
    }
    row(&format!("Spoke for {name} here"), line)
}

fn beside(report: &Report) -> Line {
    let beside = report.statements.iter().filter(|statement| !statement.is_own).count();
    let basis = &report.basis;
    let is_part = basis.from.is_some() || basis.to.is_some() || basis.standing.is_some();
    vec![text(match report.subject {
        ReportSubject::Case | ReportSubject::Matter if is_part => {
            "everybody, as far as the limits above reach".to_owned()
        }
        ReportSubject::Case | ReportSubject::Matter => {
            "everybody who speaks in the captures read, unfiltered".to_owned()
        }
        ReportSubject::Party | ReportSubject::Compare => format!(
            "{} of all other parties on the same matters or about the party, {}",
            counted(beside, "statement", "statements"),
            match (report.basis.from, report.basis.to) {
                (None, None) => "unfiltered",
                (_, _) => "all that were published in the period asked for",
            }
        ),
    })]
}

fn method(report: &Report) -> Line {
    let counts = if report.asked.counts_unchecked {
        "unchecked statements and links count too"
    } else {
        "unchecked statements and links are shown and count for nothing"
    };
    vec![text(format!(
        "{counts}. {} More under Method and limits",
        parameters(&report.asked.parameters)
    ))]
}
