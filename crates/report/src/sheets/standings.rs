//! Where claims stand, as rows: the word, both axes, why, and the lines behind it.

use counterclaim_desk::answers::{StandingRow, Standings, Step};
use serde_json::Value;

use crate::answer::{Answer, Rows, clocks};
use crate::caption::CARRIED;
use crate::phrase::{said, short, status};
use crate::sheet::Sheet;
use counterclaim_desk::Zone;

const COLUMNS: [&str; 12] = [
    "id", "party", "speaker", "words", "standing", "dispute", "support", "for", "against", "why",
    "lines", "status",
];

impl Answer for Standings {
    fn rows(&self, zone: Zone) -> Rows {
        let asked = format!("{} {CARRIED}", clocks(&self.asked, zone));
        Rows(Sheet {
            asked: Some(asked),
            title: "Standing (computed from recorded links; no verdict)".to_owned(),
            columns: COLUMNS.to_vec(),
            rows: self.rows.iter().map(row).collect(),
        })
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        self.rows.iter().map(serde_json::to_value).collect()
    }
}

fn row(row: &StandingRow) -> Vec<String> {
    let card = &row.card;
    let mut cells =
        vec![short(card.id), card.party.name.clone(), card.speaker.name.clone(), said(card)];
    match &card.standing {
        Some(standing) => cells.extend([
            standing.word.clone(),
            standing.dispute.unwrap_or("no dispute axis").to_owned(),
            standing.support.to_owned(),
            standing.lines_for.to_string(),
            standing.lines_against.to_string(),
            std::iter::once(&standing.sentence)
                .chain(&standing.notes)
                .chain(row.without.iter().map(|without| &without.sentence))
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(" "),
            lines(row),
        ]),
        None => {
            let not_counted = "none: nobody has checked it (--count all counts it)".to_owned();
            cells.push(not_counted);
            cells.extend(std::iter::repeat_n(String::new(), 6));
        }
    }
    cells.push(status(card.status).to_owned());
    cells
}

/// Returns every line from its origin to the one that testifies.
fn lines(row: &StandingRow) -> String {
    let path = |line: &Vec<Step>| {
        line.iter().map(|step| step.told.as_str()).collect::<Vec<_>>().join(" → ")
    };
    let told = |side: &str, lines: &[Vec<Step>]| {
        let paths: Vec<String> = lines.iter().map(path).collect();
        (!paths.is_empty()).then(|| format!("{side}: {}", paths.join("; ")))
    };
    // Where one line is left, the sentence names what it passes.
    let cut: Vec<&str> = row.cut.iter().map(|point| point.told.as_str()).collect();
    let cut = (cut.len() > 1).then(|| format!("would take to fail: {}", cut.join(" and ")));
    let sides = [told("for", &row.lines_for), told("against", &row.lines_against), cut];
    sides.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
