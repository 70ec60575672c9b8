//! Lists of statements as rows.

use counterclaim_desk::answers::{
    ActorRow, ActorView, Asked, Card, ClaimRecord, Comparison, Figures, FoundClaims, MatterRow,
    Queue, ReviewShown, Timeline, UnansweredBy,
};
use serde_json::Value;

use crate::answer::{Answer, Rows, clocks};
use crate::caption::CARRIED;
use crate::document::marked;
use crate::phrase::{Print, Texts, count, form, said, short, status, verb};
use crate::sheet::Sheet;
use counterclaim_desk::Zone;

const COLUMNS: [&str; 9] =
    ["id", "published", "place", "party", "speaker", "how", "words", "standing", "status"];

pub(super) fn sheet<'a>(
    title: &str,
    cards: impl IntoIterator<Item = &'a Card>,
    zone: Zone,
) -> Rows {
    let rows = cards.into_iter().map(|card| row(card, zone)).collect();
    Rows(Sheet { asked: None, title: title.to_owned(), columns: COLUMNS.to_vec(), rows })
}

fn row(card: &Card, zone: Zone) -> Vec<String> {
    let main_day = card.times.published.map(|moment| zone.day(moment.at));
    let print = Print { zone, main_day, texts: Texts::default() };
    vec![
        short(card.id),
        card.times.published.map(|moment| zone.moment(moment)).unwrap_or_default(),
        print.place(card),
        card.party.name.clone(),
        card.speaker.name.clone(),
        format!("{}, {}", verb(card.modality), form(card.form)),
        said(card),
        card.standing.as_ref().map(|standing| standing.word.clone()).unwrap_or_default(),
        status(card.status).to_owned(),
    ]
}

/// Puts the clocks the answer was given on below it.
pub(super) fn on(mut rows: Rows, asked: &Asked, zone: Zone) -> Rows {
    rows.0.asked = Some(clocks(asked, zone));
    rows
}

/// The same below a list of counts: what is counted is reports, and they were chosen.
pub(super) fn counted(rows: Rows, asked: &Asked, more: Option<String>, zone: Zone) -> Rows {
    let mut rows = on(rows, asked, zone);
    if let Some(line) = &mut rows.0.asked {
        more.iter().map(String::as_str).chain([CARRIED]).for_each(|one| {
            line.push(' ');
            line.push_str(one);
        });
    }
    rows
}

pub(super) fn values<T: serde::Serialize>(items: &[T]) -> serde_json::Result<Vec<Value>> {
    items.iter().map(serde_json::to_value).collect()
}

impl Answer for Timeline {
    fn rows(&self, zone: Zone) -> Rows {
        on(sheet("Timeline", &self.statements, zone), &self.asked, zone)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        values(&self.statements)
    }
}

impl Answer for FoundClaims {
    fn rows(&self, zone: Zone) -> Rows {
        on(sheet(&format!("Search: {}", self.query), &self.statements, zone), &self.asked, zone)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        values(&self.statements)
    }
}

impl Answer for ActorView {
    fn rows(&self, zone: Zone) -> Rows {
        let cards = self.statements.iter().chain(&self.known_through_others);
        on(sheet(&self.actor.actor.name, cards, zone), &self.asked, zone)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        values(&self.statements)
    }
}

impl Answer for Queue {
    fn rows(&self, zone: Zone) -> Rows {
        let mut rows = sheet("Queue", &self.claims, zone);
        let links = self.links.iter().map(|link| {
            let how = format!("{} ({:?})", link.relation.name(), link.basis).to_lowercase();
            let ends = format!("{} {} {}", short(link.from), link.relation.name(), short(link.to));
            let empty = String::new;
            vec![
                short(link.id),
                empty(),
                "link".to_owned(),
                empty(),
                empty(),
                how,
                format!("{ends}: {}", link.reason),
                empty(),
                status(link.status).to_owned(),
            ]
        });
        rows.0.rows.extend(links);
        on(rows, &self.asked, zone)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        let mut items = values(&self.claims)?;
        items.extend(values(&self.links)?);
        Ok(items)
    }
}

impl Answer for Comparison {
    fn rows(&self, zone: Zone) -> Rows {
        let mut rows = Vec::new();
        for matter in &self.rows {
            for (party, cards) in self.parties.iter().zip(&matter.sides) {
                if cards.is_empty() {
                    rows.push(vec![
                        matter.title.clone(),
                        party.name.clone(),
                        String::new(),
                        "no statement on it in this material".to_owned(),
                        String::new(),
                        String::new(),
                    ]);
                }
                for card in cards {
                    let when =
                        card.times.published.map(|moment| zone.moment(moment)).unwrap_or_default();
                    let between: Vec<String> = matter
                        .between
                        .iter()
                        .filter(|link| link.from == card.id || link.to == card.id)
                        .map(|link| format!("{} ({})", link.relation.name(), status(link.status)))
                        .collect();
                    rows.push(vec![
                        matter.title.clone(),
                        party.name.clone(),
                        when,
                        format!("{}: {}", card.speaker.name, said(card)),
                        between.join(", "),
                        status(card.status).to_owned(),
                    ]);
                }
            }
        }
        let names: Vec<String> = self.parties.iter().map(|party| party.name.clone()).collect();
        let columns = vec!["matter", "party", "published", "statement", "between them", "status"];
        let rows = Rows(Sheet { asked: None, title: names.join(" / "), columns, rows });
        on(rows, &self.asked, zone)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        values(&self.rows)
    }
}

impl Answer for UnansweredBy {
    fn rows(&self, zone: Zone) -> Rows {
        let mut rows = sheet("", self.items.iter().map(|item| &item.card), zone);
        let span = self.span.map_or_else(String::new, |(from, to)| {
            format!(", from {} to {}", zone.full(from), zone.full(to))
        });
        let captures = count(self.asked.captures, "capture");
        rows.0.title = if self.items.is_empty() {
            format!("{}: nothing unanswered found in the {captures} read{span}", self.party.name)
        } else {
            format!(
                "{}: no statement found in the {captures} read{span}: a gap in our material",
                self.party.name
            )
        };
        if !self.unaddressed.is_empty() {
            rows.0.title.push_str(&format!(
                "; {} more on matters it spoke on, with no statement found that speaks to them",
                self.unaddressed.len()
            ));
        }
        counted(rows, &self.asked, None, zone)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        values(&self.items)
    }
}

impl Answer for Figures {
    fn rows(&self, zone: Zone) -> Rows {
        let rows = self
            .rows
            .iter()
            .map(|row| {
                let words: Vec<String> =
                    row.words.iter().chain(&row.variants).map(marked).collect();
                let when =
                    row.card.times.published.map(|moment| zone.moment(moment)).unwrap_or_default();
                vec![
                    row.what.clone(),
                    row.scope.clone(),
                    row.value.clone(),
                    words.join(" · "),
                    row.card.party.name.clone(),
                    row.card.speaker.name.clone(),
                    when,
                    row.compared.clone().unwrap_or_default(),
                    short(row.card.id),
                    status(row.card.status).to_owned(),
                ]
            })
            .collect();
        let columns = vec![
            "what",
            "whose, where, when",
            "value",
            "words",
            "party",
            "speaker",
            "published",
            "set against others",
            "id",
            "status",
        ];
        let rows = Rows(Sheet { asked: None, title: "Figures".to_owned(), columns, rows });
        counted(rows, &self.asked, None, zone)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        values(&self.rows)
    }
}

impl Answer for ClaimRecord {
    fn rows(&self, zone: Zone) -> Rows {
        let mut rows: Vec<Vec<String>> = Vec::new();
        rows.extend(
            COLUMNS
                .iter()
                .zip(row(&self.card, zone))
                .map(|(name, value)| vec![(*name).to_owned(), value]),
        );
        let mut add = |name: &str, value: String| rows.push(vec![name.to_owned(), value]);
        if let Some(standing) = &self.card.standing {
            add("why", standing.sentence.clone());
            standing.notes.iter().for_each(|note| add("note on standing", note.clone()));
        }
        if let Some((by, evidence)) = &self.finding {
            add("finding", format!("by {by}: {}", evidence.join("; ")));
        }
        for (link, other) in &self.links {
            let ends = if link.from == self.card.id { "to" } else { "from" };
            add(
                "link",
                format!(
                    "{} {ends} {} {}: {}",
                    link.relation.name(),
                    other.party.name,
                    said(other),
                    link.reason
                ),
            );
        }
        for review in &self.reviews {
            add("review", format!("{} on {}: {}", review.by, review.scale, review.rating));
        }
        for (by, text) in &self.notes {
            add("note", format!("{by}: {text}"));
        }
        for line in &self.history {
            add(
                "history",
                format!(
                    "{} {} {}: {}",
                    line.position,
                    zone.full(line.recorded_at),
                    line.analyst,
                    line.what
                ),
            );
        }
        let (title, columns) = (format!("Claim {}", short(self.card.id)), vec!["field", "value"]);
        on(Rows(Sheet { asked: None, title, columns, rows }), &self.asked, zone)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        Ok(vec![serde_json::to_value(self)?])
    }
}

impl Answer for Vec<ActorRow> {
    fn rows(&self, _zone: Zone) -> Rows {
        let rows = self
            .iter()
            .map(|row| {
                let speaks: Vec<String> = row
                    .speaks_for
                    .iter()
                    .map(|(named, role, _)| {
                        role.as_ref().map_or_else(
                            || named.name.clone(),
                            |role| format!("{} ({role})", named.name),
                        )
                    })
                    .collect();
                let kind = row.actor.kind.map_or("", |kind| kind.name());
                vec![
                    row.actor.id.map(short).unwrap_or_default(),
                    row.actor.name.clone(),
                    kind.to_owned(),
                    row.aliases.join("; "),
                    speaks.join("; "),
                    row.statements.to_string(),
                    row.basis.clone(),
                ]
            })
            .collect();
        let columns = vec!["id", "name", "kind", "aliases", "speaks for", "statements", "basis"];
        Rows(Sheet { asked: None, title: "Actors".to_owned(), columns, rows })
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        values(self)
    }
}

impl Answer for Vec<MatterRow> {
    fn rows(&self, _zone: Zone) -> Rows {
        let rows = self
            .iter()
            .map(|row| vec![row.matter.to_string(), row.title.clone(), row.statements.to_string()])
            .collect();
        Rows(Sheet {
            asked: None,
            title: "Matters".to_owned(),
            columns: vec!["matter", "title", "statements"],
            rows,
        })
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        values(self)
    }
}

impl Answer for Vec<Card> {
    fn rows(&self, zone: Zone) -> Rows {
        sheet("Claims", self, zone)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        values(self)
    }
}

impl Answer for Vec<ReviewShown> {
    fn rows(&self, zone: Zone) -> Rows {
        let row = |review: &ReviewShown| {
            vec![
                zone.full(review.recorded_at),
                review.by.clone(),
                review.scale.clone(),
                review.rating.clone(),
                review.reason.clone().unwrap_or_default(),
            ]
        };
        let columns = vec!["recorded", "by", "scale", "rating", "why"];
        Rows(Sheet {
            asked: None,
            title: "Reviews".to_owned(),
            columns,
            rows: self.iter().map(row).collect(),
        })
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        values(self)
    }
}
