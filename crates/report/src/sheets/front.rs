//! The front of a case, one matter, and one event of the log, as rows.

use counterclaim_desk::Zone;
use counterclaim_desk::answers::{LogEntryPage, MatterPage, Overview};
use serde_json::Value;

use super::claims::{counted, sheet, values};
use crate::answer::{Answer, Rows};
use crate::phrase::{count, said, short};
use crate::sheet::Sheet;

impl Answer for Overview {
    fn rows(&self, zone: Zone) -> Rows {
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut add = |what: &str, value: String| rows.push(vec![what.to_owned(), value]);
        let counts = &self.counts;
        add("statements", format!("{} checked, {} unchecked", counts.checked, counts.proposed));
        add(
            "links",
            format!("{} checked, {} unchecked", counts.links_checked, counts.links_proposed),
        );
        add("waiting", count(counts.queue(), "proposal"));
        let captures = count(counts.captures, "capture");
        add("read", format!("{captures} of {}", count(counts.sources, "source")));
        for row in &self.parties {
            let (name, checked, proposed) = (&row.party.name, row.checked, row.proposed);
            add("party", format!("{name}: {checked} checked, {proposed} unchecked"));
        }
        for row in &self.matters {
            let (title, checked, proposed) = (&row.title, row.checked, row.proposed);
            add("matter", format!("{title}: {checked} checked, {proposed} unchecked"));
        }
        for (card, many) in &self.contested {
            let many = count(*many, "objection");
            add("contested", format!("{}: {} ({many})", card.speaker.name, said(card)));
        }
        for card in &self.newest {
            let when = card.times.published.map(|moment| format!(", {}", zone.moment(moment)));
            let who = &card.speaker.name;
            add("newest", format!("{who}{}: {}", when.unwrap_or_default(), said(card)));
        }
        if let Some(last) = &self.last {
            let at = zone.full(last.recorded_at);
            add("last recorded", format!("{} at {}, {at}, {}", last.event, last.position, last.by));
        }
        if let Some(log) = &self.log {
            add("log", format!("{} events, root {}", log.size, log.root));
        }
        let columns = vec!["what", "value"];
        let rows = Rows(Sheet { asked: None, title: self.title.clone(), columns, rows });
        counted(rows, &self.asked, None, zone)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        Ok(vec![serde_json::to_value(self)?])
    }
}

impl Answer for MatterPage {
    fn rows(&self, zone: Zone) -> Rows {
        let cards = self.sides.iter().flat_map(|side| &side.statements);
        let more: usize = self.sides.iter().map(|side| side.more).sum();
        let told = format!(
            "{}; {} and {} among what is read; {more} more statements.",
            count(self.links.len(), "link"),
            count(self.figures.len(), "figure"),
            count(self.unanswered.len(), "unanswered charge")
        );
        counted(sheet(&self.matter.title, cards, zone), &self.asked, Some(told), zone)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        values(&self.sides)
    }
}

impl Answer for LogEntryPage {
    fn rows(&self, zone: Zone) -> Rows {
        let (entry, commit) = (&self.entry, &self.commit);
        let payload = match (&entry.payload, &entry.erased) {
            (Some(payload), _) => payload.to_string(),
            (None, Some(hash)) => format!("erased; its hash is {hash}"),
            (None, None) => String::new(),
        };
        let proof = match (&self.proof, &self.no_proof) {
            (Some(proof), _) => proof.clone(),
            (None, Some(why)) => format!("none: {why}"),
            (None, None) => String::new(),
        };
        let rows = [
            ("position", format!("{} of {}", entry.position, self.head)),
            ("event", format!("{}, version {}", entry.name, entry.type_version)),
            ("stream", format!("{}, its {}.", entry.stream, entry.stream_version)),
            (
                "recorded",
                format!("{}, {}, {}", zone.full(entry.recorded_at), entry.analyst, entry.agent),
            ),
            ("commit", format!("{}, {} to {}", short(&commit.id), commit.first, commit.last)),
            ("payload", payload),
            ("leaf", self.leaf.to_string()),
            ("proof", proof),
        ];
        let rows = rows.map(|(what, value)| vec![what.to_owned(), value]).to_vec();
        let title = format!("Event {}", entry.position);
        Rows(Sheet { asked: None, title, columns: vec!["what", "value"], rows })
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        Ok(vec![serde_json::to_value(self)?])
    }
}
