//! Pages of long lists as rows: statements found, an actor's own, and the parties.

use counterclaim_desk::Zone;
use counterclaim_desk::answers::{ActorPage, ClaimsPage, Parties};
use serde_json::Value;

use super::claims::{counted, on, sheet, values};
use crate::answer::{Answer, Rows};
use crate::sheet::Sheet;

impl Answer for ClaimsPage {
    fn rows(&self, zone: Zone) -> Rows {
        let of = self.total.map(|total| format!(" ({} of {total})", self.statements.len()));
        let title = match self.query.as_str() {
            "" => format!("Claims{}", of.unwrap_or_default()),
            query => format!("Claims: {query}{}", of.unwrap_or_default()),
        };
        on(sheet(&title, &self.statements, zone), &self.asked, zone)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        values(&self.statements)
    }
}

impl Answer for ActorPage {
    fn rows(&self, zone: Zone) -> Rows {
        on(sheet(&self.actor.actor.name, &self.page.statements, zone), &self.asked, zone)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        values(&self.page.statements)
    }
}

impl Answer for Parties {
    fn rows(&self, zone: Zone) -> Rows {
        let rows = self.rows.iter().map(|row| {
            vec![row.party.name.clone(), row.checked.to_string(), row.proposed.to_string()]
        });
        let sheet = Sheet {
            asked: None,
            title: "Parties".to_owned(),
            columns: vec!["party", "checked", "unchecked"],
            rows: rows.collect(),
        };
        counted(Rows(sheet), &self.asked, None, zone)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        values(&self.rows)
    }
}
