//! Pages of long answers as rows: each like the answer it is a part of.

use counterclaim_desk::Zone;
use counterclaim_desk::answers::{
    ComparePage, Comparison, ComparisonRow, Contradictions, PairsPage,
};
use serde_json::Value;

use crate::answer::{Answer, Rows};

impl Answer for ComparePage {
    fn rows(&self, zone: Zone) -> Rows {
        let row = |row: &counterclaim_desk::answers::CompareRow| ComparisonRow {
            matter: row.matter.clone(),
            title: row.title.clone(),
            sides: row.sides.iter().map(|side| side.statements.clone()).collect(),
            between: row.between.clone(),
        };
        let shown = Comparison {
            asked: self.asked.clone(),
            parties: self.parties.clone(),
            rows: self.rows.iter().map(row).collect(),
        };
        shown.rows(zone)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        self.rows.iter().map(serde_json::to_value).collect()
    }
}

impl Answer for PairsPage {
    fn rows(&self, zone: Zone) -> Rows {
        let shown = Contradictions {
            asked: self.asked.clone(),
            pairs: self.pairs.clone(),
            left_out: Vec::new(),
            circles: Vec::new(),
        };
        shown.rows(zone)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        self.pairs.iter().map(serde_json::to_value).collect()
    }
}
