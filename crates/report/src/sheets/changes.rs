//! What a change led to, as rows.

use std::collections::BTreeMap;

use counterclaim_desk::answers::{Citation, Ingested, Submitted};
use serde_json::Value;

use crate::answer::{Answer, Rows};
use crate::sheet::Sheet;
use counterclaim_desk::Zone;

/// Most things that are named; JSON has all.
const SHOWN: usize = 4;

impl Answer for Submitted {
    fn rows(&self, _zone: Zone) -> Rows {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for event in &self.events {
            *counts.entry(event).or_default() += 1;
        }
        let events: Vec<String> = counts
            .iter()
            .map(
                |(name, count)| {
                    if *count == 1 { (*name).to_owned() } else { format!("{count} × {name}") }
                },
            )
            .collect();
        let result = match (&self.positions, self.replayed, self.dry_run) {
            (Some((first, last)), true, _) => format!("done before, at {first} to {last}"),
            (Some((first, last)), false, _) if first == last => format!("recorded at {first}"),
            (Some((first, last)), false, _) => format!("recorded at {first} to {last}"),
            (None, _, true) => "would be recorded".to_owned(),
            (None, _, false) => "nothing to record: it is so already".to_owned(),
        };
        let commit = self.commit.as_ref().map(ToString::to_string).unwrap_or_default();
        let things = match self.things.as_slice() {
            few if few.len() <= SHOWN => few.join(", "),
            many => format!("{} and {} more", many[..SHOWN].join(", "), many.len() - SHOWN),
        };
        let columns = vec!["result", "events", "what", "commit"];
        Rows(Sheet {
            asked: None,
            title: "Recorded".to_owned(),
            columns,
            rows: vec![vec![result, events.join(", "), things, commit]],
        })
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        Ok(vec![serde_json::to_value(self)?])
    }
}

impl Answer for Ingested {
    fn rows(&self, _zone: Zone) -> Rows {
        let rows = self
            .pages
            .iter()
            .map(|page| {
                let numbers = [
                    page.posts,
                    page.added,
                    page.unchanged,
                    page.revised,
                    page.claims,
                    page.links,
                    page.events,
                    page.faults.len(),
                ];
                let mut row = vec![page.page.clone(), page.outlet.clone()];
                row.extend(numbers.iter().map(ToString::to_string));
                row
            })
            .collect();
        let columns = vec![
            "page",
            "outlet",
            "posts",
            "added",
            "unchanged",
            "new versions",
            "claims",
            "links",
            "events",
            "faults",
        ];
        Rows(Sheet { asked: None, title: "Ingested".to_owned(), columns, rows })
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        self.pages.iter().map(serde_json::to_value).collect()
    }
}

impl Answer for Citation {
    fn rows(&self, _zone: Zone) -> Rows {
        Rows(Sheet {
            asked: None,
            title: "Citation".to_owned(),
            columns: vec!["citation"],
            rows: vec![vec![self.line.clone()]],
        })
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        Ok(vec![serde_json::to_value(self)?])
    }
}
