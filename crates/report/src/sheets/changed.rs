//! What became different between two positions, as rows.

use counterclaim_desk::Zone;
use counterclaim_desk::answers::{Changes, ClaimTold};
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
            let statement = claim.map(|claim| claim.statement.as_str()).filter(|s| !s.is_empty());
            let told = match statement {
                Some(statement) => format!("{}. {statement}", item.told),
                None => item.told.clone(),
            };
            rows.push(vec![
                item.position.to_string(),
                zone.full(item.recorded_at),
                item.by.clone(),
                stable(&item.kind).replace('_', " "),
                told,
                item.reason.clone().unwrap_or_default(),
                claim.map(|claim| short(claim.id)).unwrap_or_default(),
            ]);
        }
        for changed in &self.standings {
            let before = changed.before.as_deref().unwrap_or("did not count");
            let after = changed.after.as_deref().unwrap_or("does not count");
            let ClaimTold { id, who, statement } = &changed.claim;
            rows.push(vec![
                String::new(),
                String::new(),
                String::new(),
                "standing".to_owned(),
                format!("{who}: {before} → {after}. {statement}"),
                changed.why.clone(),
                short(id),
            ]);
        }
        let columns = vec!["position", "recorded", "by", "change", "words", "why", "id"];
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
