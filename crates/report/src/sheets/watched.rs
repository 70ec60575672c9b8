//! What came of polling pages: a line for each poll, and rows for each page.

use counterclaim_desk::Zone;
use counterclaim_desk::answers::{PollOutcome, PollReport, Watched};
use serde_json::Value;

use crate::answer::{Answer, Rows};
use crate::phrase::count;
use crate::sheet::Sheet;

/// Writes one poll as one line for a person.
pub fn poll_line(poll: &PollReport, zone: Zone) -> String {
    let next = match poll.next {
        Some(next) => format!("next at {}", zone.full(next)),
        None => "not polled again".to_owned(),
    };
    format!("{} {}: {}; {next}", zone.full(poll.at), poll.url, sentence(&poll.outcome))
}

/// Says what came of a poll.
fn sentence(outcome: &PollOutcome) -> String {
    match outcome {
        PollOutcome::Read { page } => format!(
            "{} added, {} unchanged, {}, {}; {} and {} proposed",
            page.added,
            page.unchanged,
            count(page.revised, "new version"),
            count(page.faults.len(), "fault"),
            count(page.claims, "claim"),
            count(page.links, "link"),
        ),
        PollOutcome::NotModified => "not modified".to_owned(),
        PollOutcome::Failed { why } => format!("failed: {why}"),
        PollOutcome::NotRecorded { why } => format!("fetched, but not recorded: {why}"),
        PollOutcome::Disallowed => "robots.txt does not allow it; nothing was fetched".to_owned(),
        PollOutcome::RobotsSilent { why } => {
            format!("robots.txt does not answer ({why}); nothing was fetched")
        }
        PollOutcome::HeldOff => {
            "the wait after the last answer is not over; nothing was fetched".to_owned()
        }
        PollOutcome::Gone { status } => format!("gone for good (status {status})"),
    }
}

impl Answer for PollReport {
    fn rows(&self, zone: Zone) -> Rows {
        let mut watched = Watched::default();
        watched.add(self);
        watched.rows(zone)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        Ok(vec![serde_json::to_value(self)?])
    }
}

impl Answer for Watched {
    fn rows(&self, zone: Zone) -> Rows {
        let rows = self.pages.iter().map(|page| {
            let numbers = [
                page.polls,
                page.changed,
                page.added,
                page.revised,
                page.claims,
                page.links,
                page.faults,
                page.failures,
            ];
            let mut row = vec![page.url.clone()];
            row.extend(numbers.iter().map(ToString::to_string));
            row.push(page.last.name().replace('_', " "));
            row.push(page.next.map(|next| zone.full(next)).unwrap_or_default());
            row
        });
        let columns = vec![
            "page",
            "polls",
            "changed",
            "added",
            "new versions",
            "claims",
            "links",
            "faults",
            "failures",
            "last",
            "next",
        ];
        Rows(Sheet { asked: None, title: "Watched".to_owned(), columns, rows: rows.collect() })
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        self.pages.iter().map(serde_json::to_value).collect()
    }
}
