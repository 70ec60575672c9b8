//! Checkpoints and proofs as rows, and the line that says which log an answer rests on.

use counterclaim_desk::answers::{CheckpointShown, LogHead, ProofChecked, ProofMade};
use serde_json::Value;

use crate::answer::{Answer, Rows};
use crate::sheet::Sheet;
use counterclaim_desk::Zone;

/// Returns size, root and last checkpoint of the log in one sentence.
pub fn log_head(head: &LogHead) -> String {
    let signed = match &head.checkpoint {
        None => "not signed".to_owned(),
        Some(signed) if signed.size == head.size => format!("signed by {}", signed.origin),
        Some(signed) => format!("signed up to {} by {}", signed.size, signed.origin),
    };
    format!("Log of {} events, root {}, {signed}.", head.size, head.root)
}

impl Answer for CheckpointShown {
    fn rows(&self, _zone: Zone) -> Rows {
        let rows = vec![vec![self.origin.clone(), self.size.to_string(), self.root.to_string()]];
        sheet("Checkpoint", vec!["origin", "size", "root"], rows)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        Ok(vec![serde_json::to_value(self)?])
    }
}

impl Answer for ProofMade {
    fn rows(&self, _zone: Zone) -> Rows {
        let rows = self.proof.lines().map(|line| vec![line.to_owned()]).collect();
        sheet("Proof", vec!["line"], rows)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        Ok(vec![serde_json::to_value(self)?])
    }
}

impl Answer for ProofChecked {
    fn rows(&self, zone: Zone) -> Rows {
        let mut rows = Vec::new();
        let mut row = |what: &str, value: String| rows.push(vec![what.to_owned(), value]);
        match &self.failed {
            None => row("result", "it holds".to_owned()),
            Some(failed) => row("result", format!("it does NOT hold: {failed}")),
        }
        if let Some(event) = &self.event {
            row("position", event.position.to_string());
            row("event", format!("{} (version {})", event.name, event.type_version));
            row("stream", format!("{}, version {}", event.stream, event.stream_version));
            row(
                "recorded",
                format!(
                    "{} by {} with {}",
                    zone.full(event.recorded_at),
                    event.analyst,
                    event.agent
                ),
            );
            row("commit", event.commit.clone());
            let payload = event.payload.as_ref().map(Value::to_string);
            row(
                "payload",
                payload.unwrap_or_else(|| {
                    format!("not disclosed; salted hash {}", event.payload_hash)
                }),
            );
        }
        if let (Some(from), Some(signed)) = (self.from, &self.checkpoint) {
            row("grown", format!("from {from} to {} events, nothing before changed", signed.size));
        }
        if let Some(signed) = &self.checkpoint {
            row(
                "checkpoint",
                format!(
                    "{} events, root {}, signed by {}",
                    signed.size, signed.root, signed.origin
                ),
            );
        }
        sheet("Check of a proof", vec!["what", "found"], rows)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        Ok(vec![serde_json::to_value(self)?])
    }
}

fn sheet(title: &str, columns: Vec<&'static str>, rows: Vec<Vec<String>>) -> Rows {
    Rows(Sheet { asked: None, title: title.to_owned(), columns, rows })
}
