//! What happens to a case as a whole, as rows.

use counterclaim_desk::answers::{BackedUp, Diagnosis, Erasure, HealthShown, Rebuilt, Restored};
use serde_json::Value;

use crate::answer::{Answer, Rows};
use crate::sheet::Sheet;
use counterclaim_desk::Zone;

/// Rows of a name and a value.
fn pairs(title: &str, pairs: &[(&str, String)]) -> Rows {
    let rows = pairs.iter().map(|(name, value)| vec![(*name).to_owned(), value.clone()]).collect();
    Rows(Sheet { asked: None, title: title.to_owned(), columns: vec!["what", "value"], rows })
}

impl Answer for BackedUp {
    fn rows(&self, _zone: Zone) -> Rows {
        let mut rows = vec![
            ("position", self.head.to_string()),
            ("bytes of the log copied", self.log_bytes.to_string()),
            ("evidence copied", self.evidence.to_string()),
        ];
        if self.segments_redacted > 0 || self.evidence_erased > 0 {
            rows.push(("segments erased in", self.segments_redacted.to_string()));
            rows.push(("evidence erased", self.evidence_erased.to_string()));
        }
        pairs("Backup", &rows)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        Ok(vec![serde_json::to_value(self)?])
    }
}

impl Answer for Restored {
    fn rows(&self, _zone: Zone) -> Rows {
        let evidence = self.evidence.to_string();
        let rows = [
            ("events", self.head.to_string()),
            ("root", self.root.to_string()),
            ("evidence read through", evidence),
        ];
        pairs("Restored", &rows)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        Ok(vec![serde_json::to_value(self)?])
    }
}

impl Answer for Rebuilt {
    fn rows(&self, _zone: Zone) -> Rows {
        pairs("Rebuilt", &[("events", self.head.to_string())])
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        Ok(vec![serde_json::to_value(self)?])
    }
}

impl Answer for Diagnosis {
    fn rows(&self, _zone: Zone) -> Rows {
        let row = |finding: &counterclaim_desk::answers::Diagnosed| {
            let health = match finding.health {
                HealthShown::Well => "well",
                HealthShown::Notable => "note",
                HealthShown::Ill => "ILL",
            };
            let (topic, found) = (finding.topic.clone(), finding.found.clone());
            vec![topic, health.to_owned(), found, finding.advice.clone()]
        };
        Rows(Sheet {
            asked: None,
            title: "Doctor".to_owned(),
            columns: vec!["what", "is", "value", "advice"],
            rows: self.findings.iter().map(row).collect(),
        })
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        self.findings.iter().map(serde_json::to_value).collect()
    }
}

impl Answer for Erasure {
    fn rows(&self, zone: Zone) -> Rows {
        let row = |what: &str, which: String, more: String| vec![what.to_owned(), which, more];
        let mut rows = Vec::new();
        for event in &self.events {
            let about =
                format!("{} in {}, {}", event.name, event.stream, zone.full(event.recorded_at));
            rows.push(row("event", event.position.to_string(), about));
        }
        for digest in &self.evidence {
            rows.push(row("evidence", digest.to_string(), "removed".to_owned()));
        }
        for capture in &self.captures_redacted {
            let why = "its page holds the words: bytes and text are removed".to_owned();
            rows.push(row("capture", capture.clone(), why));
        }
        if self.links_left > 0 {
            let why = "tie a claim that is no longer there, and count for nothing".to_owned();
            rows.push(row("links", self.links_left.to_string(), why));
        }
        for what in &self.out_of_reach {
            rows.push(row("out of reach", String::new(), what.clone()));
        }
        let title = match (self.dry_run, self.recorded) {
            (true, _) => "Would be erased".to_owned(),
            (false, Some(position)) if self.replayed => {
                format!("Erased before, under this key; recorded at position {position}")
            }
            (false, Some(position)) => format!("Erased; recorded at position {position}"),
            (false, None) => "Nothing to erase".to_owned(),
        };
        Rows(Sheet { asked: None, title, columns: vec!["what", "which", "why"], rows })
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        Ok(vec![serde_json::to_value(self)?])
    }
}
