//! The head of a brief: what was read, when, through whom, and how to read the marks.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use counterclaim_desk::answers::{Brief, BriefPage};

use crate::document::{Document, Line, strong, text};
use crate::phrase::{Print, count, letter};
use counterclaim_desk::Zone;

/// Returns the day on which most statements were published, in the zone of the document.
pub(super) fn main_day(brief: &Brief, zone: Zone) -> Option<NaiveDate> {
    let mut days: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    let cards = brief.sections.iter().flat_map(|section| &section.cards);
    for published in cards.filter_map(|card| card.times.published) {
        *days.entry(zone.day(published.at)).or_default() += 1;
    }
    days.into_iter().max_by_key(|(_, statements)| *statements).map(|(day, _)| day)
}

/// Writes the head.
pub(super) fn head(brief: &Brief, print: &Print, out: &mut Document) {
    out.heading(1, out.title.clone());
    let checked = match brief.given.checked {
        0 => "no person has checked it".to_owned(),
        checked => {
            format!("a person has checked {checked} of {} statements", brief.given.statements)
        }
    };
    out.paragraph(vec![
        strong("This is not a finding."),
        text(" It lists who is reported to have said what. Read by machine; "),
        strong(checked),
        text(". Do not publish from it without opening the post."),
    ]);
    let mut rows = Vec::new();
    for (index, page) in brief.pages.iter().enumerate() {
        let name = if brief.pages.len() > 1 {
            format!("Page {}", letter(index).to_uppercase())
        } else {
            "Page".to_owned()
        };
        rows.extend(page_rows(&name, page, print));
    }
    rows.push(vec![vec![text("Outlet")], outlets(brief)]);
    rows.push(vec![vec![text("Statements")], statements(brief)]);
    if let Some(log) = &brief.log {
        rows.push(vec![vec![text("Recorded")], vec![text(crate::sheets::log_head(log))]]);
    }
    out.table(&["", ""], rows);
    out.paragraph(vec![text(how_to_read(brief, print))]);
}

fn page_rows(name: &str, page: &BriefPage, print: &Print) -> Vec<Vec<Line>> {
    let row = |name: &str, value: String| vec![vec![text(name)], vec![text(value)]];
    let title =
        page.title.clone().or_else(|| page.url.clone()).unwrap_or_else(|| "untitled".to_owned());
    let mut rows = vec![row(name, format!("{title} ({})", page.outlet))];
    rows.push(row("Posts", posts(page, print)));
    rows.push(row("Captured", captured(page, print)));
    if !page.faults.is_empty() {
        rows.push(row("Not understood", page.faults.join("; ")));
    }
    rows
}

fn posts(page: &BriefPage, print: &Print) -> String {
    let mut out = page.posts.to_string();
    if let (Some(first), Some(last)) = (page.first, page.last) {
        out.push_str(&format!(", {} to {}", print.zone.moment(first), print.zone.moment(last)));
    }
    if page.days.len() > 1 {
        let days: Vec<String> =
            page.days.iter().map(|(day, posts)| format!("{posts} on {}", day_name(day))).collect();
        // Days are counted where the page stamps: in UTC, whatever zone the times are printed in.
        let zone = if print.zone == Zone::default() { "" } else { " GMT" };
        out.push_str(&format!(" ({}{zone})", days.join(", ")));
    }
    if page.introduction {
        out.push_str(", and an undated introduction");
    }
    out
}

fn day_name(day: &str) -> String {
    day.parse::<NaiveDate>().map_or_else(|_| day.to_owned(), |day| day.format("%-d %b").to_string())
}

fn captured(page: &BriefPage, print: &Print) -> String {
    let Some(captured) = page.captured else {
        return "time of capture not known".to_owned();
    };
    let mut out = print.zone.moment(captured);
    if let Some(last) = page.last {
        let days = (captured.at - last.at).num_days();
        if days >= 1 {
            out.push_str(&format!(
                ", {} after the last post. Posts may have been edited in between: this shows the wording at capture",
                count(usize::try_from(days).unwrap_or(0), "day")
            ));
        }
    }
    out
}

fn outlets(brief: &Brief) -> Line {
    let owners: Vec<String> = brief
        .pages
        .iter()
        .filter_map(|page| page.owner.as_ref().map(|owner| format!("{}: {owner}", page.outlet)))
        .collect();
    let mut line = match brief.outlets.as_slice() {
        [one] => vec![
            strong(format!("{one}, for every line below, all sides included")),
            text(". No other outlet was read"),
        ],
        several => vec![text(several.join(", "))],
    };
    if !owners.is_empty() {
        line.push(text(format!(" (source list: {})", owners.join("; "))));
    }
    line
}

fn statements(brief: &Brief) -> Line {
    let mut parties: Vec<String> =
        brief.parties.iter().map(|row| format!("{} {}", row.party.name, row.statements)).collect();
    let counted: usize = brief.parties.iter().map(|row| row.statements).sum();
    if let Some(others) = brief.given.statements.checked_sub(counted).filter(|others| *others > 0) {
        parties.push(format!("known only through others {others}"));
    }
    vec![text(format!("{}: {}", brief.given.statements, parties.join(" · ")))]
}

fn how_to_read(brief: &Brief, print: &Print) -> String {
    let day = print
        .main_day
        .map_or_else(String::new, |day| format!(" ({} unless said)", day.format("%-d %B")));
    let letters = if brief.pages.len() > 1 { "B#3 = third post of page B · " } else { "" };
    format!(
        "How to read: \"…\" the page gives these as the speaker's words (translated? the page does not say) · \
         ‹…› the page's wording, not the speaker's · (H) headline only, no text under it · #3 22:55 = third post from \
         the top, time it was posted{day} in {}, not when it was said · {letters}page = the page itself makes the link · \
         machine = a pairing proposed by rule.",
        print.zone.name()
    )
}
