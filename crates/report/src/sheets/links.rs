//! Links and contradictions as rows.

use counterclaim_desk::Basis;
use counterclaim_desk::answers::{Contradictions, LinkCard};
use serde_json::{Value, json};

use super::claims::counted;
use crate::answer::{Answer, Rows};
use crate::phrase::{said, short, status};
use crate::sheet::Sheet;
use counterclaim_desk::Zone;

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Stated => "page",
        Basis::Inferred => "machine or person",
    }
}

impl Answer for Contradictions {
    fn rows(&self, zone: Zone) -> Rows {
        let mut rows: Vec<Vec<String>> = self
            .pairs
            .iter()
            .map(|(link, from, to)| {
                vec![
                    short(link.id),
                    format!("{}: {}", from.party.name, said(from)),
                    link.relation.name().to_owned(),
                    format!("{}: {}", to.party.name, said(to)),
                    basis(link.basis).to_owned(),
                    link.reason.clone(),
                    status(link.status).to_owned(),
                ]
            })
            .collect();
        rows.extend(self.left_out.iter().map(|pair| {
            vec![
                String::new(),
                format!("{}: {}", pair.one.party.name, said(&pair.one)),
                "left out".to_owned(),
                format!("{}: {}", pair.other.party.name, said(&pair.other)),
                "machine or person".to_owned(),
                pair.reason.clone(),
                "no contradiction recorded".to_owned(),
            ]
        }));
        rows.extend(self.circles.iter().map(|circle| {
            vec![
                String::new(),
                circle.shortest.join(" → "),
                "in a circle".to_owned(),
                format!("{} statements", circle.claims.len()),
                "computed".to_owned(),
                "each objects to the next, and the last to the first".to_owned(),
                String::new(),
            ]
        }));
        let columns = vec!["id", "one", "relation", "other", "drawn by", "why", "status"];
        let rows = Rows(Sheet { asked: None, title: "Contradictions".to_owned(), columns, rows });
        counted(rows, &self.asked, None, zone)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        let pair = |(link, from, to): &(LinkCard, _, _)| {
            Ok(json!({ "link": link, "from": from, "to": to }))
        };
        self.pairs.iter().map(pair).collect()
    }
}

impl Answer for Vec<LinkCard> {
    fn rows(&self, _zone: Zone) -> Rows {
        let rows = self
            .iter()
            .map(|link| {
                vec![
                    short(link.id),
                    short(link.from),
                    link.relation.name().to_owned(),
                    short(link.to),
                    basis(link.basis).to_owned(),
                    link.cue.as_ref().map(|cue| format!("‹{cue}›")).unwrap_or_default(),
                    link.reason.clone(),
                    link.by.clone(),
                    status(link.status).to_owned(),
                ]
            })
            .collect();
        let columns =
            vec!["id", "from", "relation", "to", "drawn by", "cue", "why", "by", "status"];
        Rows(Sheet { asked: None, title: "Links".to_owned(), columns, rows })
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        self.iter().map(serde_json::to_value).collect()
    }
}
