//! The log as rows.

use counterclaim_desk::answers::{IndexShown, LogPage, Verified};
use serde_json::Value;

use crate::answer::{Answer, Rows};
use crate::sheet::Sheet;
use counterclaim_desk::Zone;

impl Answer for LogPage {
    fn rows(&self, zone: Zone) -> Rows {
        let rows = self
            .entries
            .iter()
            .map(|entry| {
                vec![
                    entry.position.to_string(),
                    zone.full(entry.recorded_at),
                    entry.analyst.clone(),
                    entry.stream.clone(),
                    entry.name.clone(),
                    entry.commit.clone(),
                ]
            })
            .collect();
        let columns = vec!["position", "recorded", "analyst", "stream", "event", "commit"];
        Rows(Sheet { asked: None, title: "Log".to_owned(), columns, rows })
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        self.entries.iter().map(serde_json::to_value).collect()
    }
}

impl Answer for Verified {
    fn rows(&self, _zone: Zone) -> Rows {
        let mut rows: Vec<Vec<String>> = self
            .problems
            .iter()
            .map(|problem| vec![problem.place.clone(), problem.what.clone()])
            .collect();
        let result = if rows.is_empty() { "nothing wrong found" } else { "see above" };
        rows.push(vec!["events".to_owned(), self.size.to_string()]);
        if self.erased > 0 {
            rows.push(vec!["events erased".to_owned(), self.erased.to_string()]);
        }
        if self.deep {
            rows.push(vec!["evidence read".to_owned(), self.evidence.to_string()]);
        }
        if let Some(index) = self.index {
            rows.push(vec!["index".to_owned(), told(index)]);
        }
        rows.push(vec!["root".to_owned(), self.root.to_string()]);
        let signed = match &self.checkpoint {
            Some(signed) => format!("{} events, by {}", signed.size, signed.origin),
            None => "never".to_owned(),
        };
        rows.push(vec!["signed".to_owned(), signed]);
        rows.push(vec!["result".to_owned(), result.to_owned()]);
        Rows(Sheet {
            asked: None,
            title: "Check of the log".to_owned(),
            columns: vec!["place", "what"],
            rows,
        })
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        Ok(vec![serde_json::to_value(self)?])
    }
}

fn told(index: IndexShown) -> String {
    match index {
        IndexShown::None => "there is none yet".to_owned(),
        IndexShown::Busy => "not looked at: somebody writes the case".to_owned(),
        IndexShown::Problems => "see above".to_owned(),
        IndexShown::Agrees { position } => format!("agrees with the log up to {position}"),
    }
}
