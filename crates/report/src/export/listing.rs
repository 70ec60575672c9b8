//! What is listed beside claims: links, figures, actors, matters, ratings. Each says its columns and
//! fills its cells; every format takes them the same way.

use counterclaim_desk::answers::{ActorRow, ClaimRow, LinkCard, MatterRow, Named};
use counterclaim_desk::{Figure, Period};

use super::cell::Cell;
use super::json::Json;
use super::parts;

/// A row of a list.
#[derive(Clone, Copy)]
pub struct Listed<'l>(pub(crate) &'l dyn Row);

impl<'l> Listed<'l> {
    /// A row of [`LINKS`].
    pub fn link(link: &'l LinkCard) -> Self {
        Self(link)
    }

    /// A row of [`ACTORS`].
    pub fn actor(actor: &'l ActorRow) -> Self {
        Self(actor)
    }

    /// A row of [`MATTERS`].
    pub fn matter(matter: &'l MatterRow) -> Self {
        Self(matter)
    }
}

/// Something that is a row of a list.
pub(crate) trait Row {
    /// Puts what a column of the list has for this into a cell.
    fn put(&self, column: &str, cell: &mut dyn Cell);
}

/// A list: its name, and its columns with a width that suits them, in letters.
#[derive(Clone, Copy, Debug)]
pub struct List {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [(&'static str, u16)],
}

impl List {
    /// Returns the columns with these names, in this order.
    ///
    /// # Errors
    /// A sentence that names what is unknown and what is known.
    pub(crate) fn several(&self, names: &[String]) -> Result<Vec<(&'static str, u16)>, String> {
        let mut columns = Vec::new();
        for name in names {
            match self.columns.iter().find(|(column, _)| column == name) {
                Some(column) => columns.push(*column),
                None if name == "all" => columns.extend(self.columns),
                None => {
                    let known: Vec<&str> = self.columns.iter().map(|(column, _)| *column).collect();
                    return Err(format!(
                        "no field of {} is called {name:?}; there are {}, and all",
                        self.name,
                        known.join(", ")
                    ));
                }
            }
        }
        Ok(columns)
    }
}

/// Links between claims.
pub const LINKS: List = List {
    name: "links",
    columns: &[
        ("id", 14),
        ("from", 14),
        ("relation", 16),
        ("to", 14),
        ("basis", 10),
        ("cue", 24),
        ("reason", 60),
        ("status", 10),
        ("by", 20),
        ("checked_by", 20),
        ("weight_percent", 10),
        ("stated_in", 14),
        ("confidence", 10),
        ("flags", 20),
        ("recorded", 21),
        ("revision", 10),
    ],
};

impl Row for LinkCard {
    fn put(&self, column: &str, cell: &mut dyn Cell) {
        match column {
            "id" => cell.id(self.id.uuid()),
            "from" => cell.id(self.from.uuid()),
            "relation" => cell.word(self.relation.name()),
            "to" => cell.id(self.to.uuid()),
            "basis" => cell.word(self.basis.name()),
            "cue" => text(self.cue.as_deref(), cell),
            "reason" => cell.text(&self.reason),
            "status" => cell.word(self.status.name()),
            "by" => cell.text(&self.by),
            "checked_by" => text(self.checked_by.as_deref(), cell),
            "weight_percent" => cell.whole(self.weight_percent.into()),
            "stated_in" => match self.stated_in {
                Some(claim) => cell.id(claim.uuid()),
                None => cell.none(),
            },
            "confidence" => match self.confidence {
                Some(confidence) => cell.whole(confidence.into()),
                None => cell.none(),
            },
            "flags" => cell.list(&mut self.flags.iter().map(String::as_str)),
            "recorded" => cell.time(self.recorded),
            "revision" => cell.whole(self.revision.0),
            _ => cell.none(),
        }
    }
}

/// Actors and for whom they speak.
pub const ACTORS: List = List {
    name: "actors",
    columns: &[
        ("id", 14),
        ("name", 30),
        ("kind", 14),
        ("aliases", 40),
        ("speaks_for", 40),
        ("aligned", 30),
        ("alias_periods", 20),
        ("statements", 10),
        ("basis", 20),
    ],
};

impl Row for ActorRow {
    fn put(&self, column: &str, cell: &mut dyn Cell) {
        match column {
            "id" => match self.actor.id {
                Some(id) => cell.id(id.uuid()),
                None => cell.none(),
            },
            "name" => cell.text(&self.actor.name),
            "kind" => match self.actor.kind {
                Some(kind) => cell.word(kind.name()),
                None => cell.none(),
            },
            "aliases" => cell.json(&|json| {
                json.array(|json| self.aliases.iter().for_each(|alias| json.text(alias)));
            }),
            "speaks_for" => cell.json(&|json| {
                json.array(|json| {
                    for ((named, role, period), basis) in
                        self.speaks_for.iter().zip(&self.speaks_for_basis)
                    {
                        json.object(|json| {
                            somebody(json, named);
                            json.key("basis");
                            json.text(basis);
                            json.key("role");
                            json.text_or_null(role.as_deref());
                            within(json, *period);
                        });
                    }
                });
            }),
            "aligned" if self.aligned.is_empty() => cell.none(),
            "aligned" => cell.json(&|json| {
                json.array(|json| {
                    for (named, period, reason) in &self.aligned {
                        json.array(|json| {
                            json.object(|json| somebody(json, named));
                            json.object(|json| within(json, *period));
                            json.text(reason);
                        });
                    }
                });
            }),
            "alias_periods" if self.alias_periods.is_empty() => cell.none(),
            "alias_periods" => cell.json(&|json| {
                json.array(|json| {
                    for period in &self.alias_periods {
                        json.object(|json| within(json, *period));
                    }
                });
            }),
            "statements" => cell.whole(self.statements as u64),
            "basis" => cell.text(&self.basis),
            _ => cell.none(),
        }
    }
}

/// Writes who somebody is, inside an object.
fn somebody(json: &mut Json, named: &Named) {
    json.key("id");
    match named.id {
        Some(id) => json.quoted(|out| super::text::id!(out, id)),
        None => json.null(),
    }
    json.key("name");
    json.text(&named.name);
    json.key("kind");
    json.text_or_null(named.kind.map(|kind| kind.name()));
}

fn within(json: &mut Json, period: Period) {
    for (key, end) in [("from", period.from), ("until", period.until)] {
        json.key(key);
        match end {
            Some(at) => json.instant(at),
            None => json.null(),
        }
    }
}

/// Matters.
pub const MATTERS: List =
    List { name: "matters", columns: &[("matter", 30), ("title", 60), ("statements", 10)] };

impl Row for MatterRow {
    fn put(&self, column: &str, cell: &mut dyn Cell) {
        match column {
            "matter" => cell.text(self.matter.as_str()),
            "title" => cell.text(&self.title),
            "statements" => cell.whole(self.statements as u64),
            _ => cell.none(),
        }
    }
}

/// A figure with the claim it stands in.
pub(crate) struct FigureOfClaim<'r> {
    /// The claim.
    pub(crate) row: &'r ClaimRow<'r>,
    /// Its number among the claim's figures, counted from 1.
    pub(crate) number: usize,
    /// The figure.
    pub(crate) figure: &'r Figure,
}

/// Figures, claim by claim.
pub const FIGURES: List = List {
    name: "figures",
    columns: &[
        ("claim", 14),
        ("number", 8),
        ("measure", 16),
        ("counts", 20),
        ("whose", 20),
        ("place", 20),
        ("period", 20),
        ("as_of", 21),
        ("low", 10),
        ("best", 10),
        ("high", 10),
        ("qualifier", 16),
        ("qualifier_by", 12),
        ("words", 30),
        ("variants", 30),
        ("party", 24),
        ("speaker", 24),
        ("outlet", 24),
        ("published", 21),
        ("status", 10),
    ],
};

impl Row for FigureOfClaim<'_> {
    fn put(&self, column: &str, cell: &mut dyn Cell) {
        let Self { row, number, figure } = self;
        let amount = |amount: Option<_>, cell: &mut dyn Cell| match amount {
            Some(amount) => cell.amount(amount),
            None => cell.none(),
        };
        match column {
            "claim" => cell.id(row.id.uuid()),
            "number" => cell.whole(*number as u64),
            "measure" => cell.text(&figure.measure),
            "counts" => text(figure.counts.as_deref(), cell),
            "whose" => text(figure.whose.as_deref(), cell),
            "place" => text(figure.place.as_deref(), cell),
            "period" => text(figure.period.as_deref(), cell),
            "as_of" => match figure.as_of {
                Some(as_of) => cell.time(as_of.at),
                None => cell.none(),
            },
            "low" => amount(figure.low, cell),
            "best" => amount(figure.best, cell),
            "high" => amount(figure.high, cell),
            "qualifier" => text(figure.qualifier.as_deref(), cell),
            "qualifier_by" => match figure.qualifier_by {
                Some(voice) => cell.word(voice.name()),
                None => cell.none(),
            },
            "words" => text(figure.anchor.as_ref().map(|anchor| anchor.quote.as_str()), cell),
            "variants" => cell.json(&|json| {
                json.array(|json| {
                    for variant in &figure.variants {
                        parts::variant(json, &variant.text, variant.by.name());
                    }
                });
            }),
            "party" => text(row.party.id.map(|_| &*row.party.name), cell),
            "speaker" => text(row.speaker.id.map(|_| &*row.speaker.name), cell),
            "outlet" => text(row.place().and_then(|place| place.outlet), cell),
            "published" => match row.times.published {
                Some(moment) => cell.time(moment.at),
                None => cell.none(),
            },
            "status" => cell.word(row.status.name()),
            _ => cell.none(),
        }
    }
}

fn text(text: Option<&str>, cell: &mut dyn Cell) {
    match text {
        Some(text) => cell.text(text),
        None => cell.none(),
    }
}
