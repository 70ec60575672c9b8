//! What became different between two positions, as rows.

use counterclaim_desk::Zone;
use counterclaim_desk::answers::Changes;
use serde_json::Value;

use super::claims::on;
use crate::answer::{Answer, Rows};
use crate::phrase::{count, short, stable};
use crate::sheet::Sheet;

impl Answer for Changes {
    fn rows(&self, zone: Zone) -> Rows {
        let mut rows: Vec<Vec<String>> = Vec::new();
        for item in &self.items {
            let claim = item.of.claim.as_ref();
            let statement = claim.map(|claim| claim.statement.clone()).unwrap_or_default();
            let why = item.reason.clone().unwrap_or_default();
            let id = claim.map(|claim| short(claim.id));
            rows.push(vec![
                item.position.to_string(),
                zone.full(item.recorded_at),
                item.by.clone(),
                stable(&item.kind).replace('_', " "),
                item.told.clone(),
                statement,
                why,
                id.unwrap_or_default(),
            ]);
        }
        for changed in &self.standings {
            let word =
                |word: &Option<String>| word.clone().unwrap_or_else(|| "did not count".to_owned());
            let now = changed.after.clone().unwrap_or_else(|| "does not count".to_owned());
            rows.push(vec![
                String::new(),
                String::new(),
                String::new(),
                "standing".to_owned(),
                format!("{}: {} → {now}", changed.claim.who, word(&changed.before)),
                changed.claim.statement.clone(),
                changed.why.clone(),
                short(changed.claim.id),
            ]);
        }
        let columns =
            vec!["position", "recorded", "by", "change", "what", "statement", "why", "id"];
        let title = format!(
            "Since position {}: {} recorded, {} otherwise",
            self.since,
            count(self.items.len(), "event"),
            count(self.standings.len(), "standing")
        );
        on(Rows(Sheet { asked: None, title, columns, rows }), &self.asked, zone)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        let mut items = super::claims::values(&self.items)?;
        items.extend(super::claims::values(&self.standings)?);
        Ok(items)
    }
}
