//! Matrix and versions as rows.

use counterclaim_desk::answers::{Card, MatrixShown, VersionShown, VersionsShown};
use serde_json::Value;

use super::claims::counted;
use crate::answer::{Answer, Rows};
use crate::phrase::{count, said, short};
use crate::sheet::Sheet;
use counterclaim_desk::Zone;

impl Answer for MatrixShown {
    fn rows(&self, zone: Zone) -> Rows {
        let row = |cell: &counterclaim_desk::answers::MatrixCell| {
            let kind = if cell.is_itself {
                format!("{} (itself)", cell.kind)
            } else {
                cell.kind.to_owned()
            };
            vec![
                cell.from.name.clone(),
                kind,
                cell.to.name.clone(),
                cell.links.to_string(),
                format!("{} of {}", cell.targets, cell.of),
                cell.weight.to_string(),
                cell.targets_out.to_string(),
            ]
        };
        let columns =
            vec!["party", "does", "to party", "links", "statements", "weight", "of these out now"];
        let title =
            "Matrix: recorded links from the row's statements to the other party's".to_owned();
        let rows = self.cells.iter().map(row).collect();
        let rows = Rows(Sheet { asked: None, title, columns, rows });
        counted(rows, &self.asked, None, zone)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        self.cells.iter().map(serde_json::to_value).collect()
    }
}

impl Answer for VersionsShown {
    fn rows(&self, zone: Zone) -> Rows {
        let mut rows: Vec<Vec<String>> = Vec::new();
        for (number, dispute) in self.disputes.iter().enumerate() {
            let name = match dispute.not_exhaustive {
                None => format!("{}", number + 1),
                Some(why) => format!("{} (not all: {why})", number + 1),
            };
            for (letter, version) in dispute.versions.iter().enumerate() {
                rows.extend(version_rows(&name, letter, version, &dispute.statements));
            }
            if let (true, Some((one, other))) = (dispute.versions.is_empty(), &dispute.camps) {
                for (camp, claims) in [("one camp", one), ("the other camp", other)] {
                    let cards = dispute.statements.iter().filter(|card| claims.contains(&card.id));
                    rows.extend(cards.map(|card| row(&name, camp, card, String::new())));
                }
            }
        }
        let undisputed = self.undisputed.iter();
        rows.extend(undisputed.map(|card| row("none", "every version", card, String::new())));
        let title = format!(
            "Versions of {}: what can be told together; none is called true ({})",
            self.title,
            count(self.disputes.len(), "dispute")
        );
        let columns =
            vec!["dispute", "version", "party", "statement", "id", "lines of the version"];
        let rows = Rows(Sheet { asked: None, title, columns, rows });
        let limits = format!(
            "Limits for each dispute: {} statements, {} versions, {} steps.",
            self.limits.statements, self.limits.versions, self.limits.steps
        );
        counted(rows, &self.asked, Some(limits), zone)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        self.disputes.iter().map(serde_json::to_value).collect()
    }
}

fn version_rows(
    dispute: &str,
    number: usize,
    version: &VersionShown,
    cards: &[Card],
) -> Vec<Vec<String>> {
    let name = match &version.story_of {
        Some(party) => format!("as {} tells it", party.name),
        None => crate::phrase::letter(number).to_uppercase(),
    };
    let holds = |card: &&Card| version.claims.contains(&card.id);
    let cards = cards.iter().filter(holds);
    cards.map(|card| row(dispute, &name, card, version.lines.to_string())).collect()
}

fn row(dispute: &str, version: &str, card: &Card, lines: String) -> Vec<String> {
    vec![
        dispute.to_owned(),
        version.to_owned(),
        card.party.name.clone(),
        said(card),
        short(card.id),
        lines,
    ]
}
