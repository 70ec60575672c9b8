//! Phrases that every report shares: who speaks, in which words, where it stands.

use std::collections::HashMap;

use chrono::NaiveDate;
use counterclaim_desk::answers::{Card, FigureRow, PlaceShown};
use counterclaim_desk::{Digest, Form, Instant, Modality, Precision, Status};

use serde::Serialize;

use crate::document::{Inline, Line, marked, strong, text};
use counterclaim_desk::Zone;

/// How times and places are printed in one document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Print {
    /// The zone.
    pub(crate) zone: Zone,
    /// The day that is left out beside a time, since most posts are of that day.
    pub(crate) main_day: Option<NaiveDate>,
    /// The texts read, in order, where there are several: posts of the second are "B#3".
    pub(crate) texts: Texts,
}

/// The texts read, each with the first place it has in the list of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    places: HashMap<Digest, usize>,
    all: usize,
}

impl FromIterator<Digest> for Texts {
    fn from_iter<T: IntoIterator<Item = Digest>>(texts: T) -> Self {
        let mut found = Self::default();
        for (place, text) in texts.into_iter().enumerate() {
            found.places.entry(text).or_insert(place);
            found.all = place + 1;
        }
        found
    }
}

impl Print {
    /// Returns where a statement stands: "#9 16:38 (H)".
    pub(crate) fn place(&self, card: &Card) -> String {
        let mut out = match &card.place {
            Some(place @ PlaceShown { number: 0, .. }) => {
                format!("{} introduction", self.page(place)).trim_start().to_owned()
            }
            Some(place) => format!("{}#{}", self.page(place), place.number),
            None => "by hand".to_owned(),
        };
        if let Some(published) = card.times.published {
            out.push(' ');
            out.push_str(&match published.precision {
                Precision::Hour | Precision::Minute | Precision::Second => self.clock(published.at),
                Precision::Day | Precision::Month | Precision::Year => self.zone.moment(published),
            });
        }
        if card.is_headline_only() {
            out.push_str(" (H)");
        }
        out
    }

    /// Returns the letter of the page, where there are several.
    fn page(&self, place: &PlaceShown) -> String {
        match self.texts.places.get(&place.text) {
            Some(index) if self.texts.all > 1 => letter(*index).to_uppercase(),
            Some(_) | None => String::new(),
        }
    }

    /// Names the text a statement stands in by its page: the list of evidence has its hash. One that is not
    /// in that list is named by its hash.
    pub(crate) fn text_of(&self, place: &PlaceShown) -> String {
        let is_listed = self.texts.places.contains_key(&place.text);
        match (is_listed, self.page(place)) {
            (true, page) if page.is_empty() => "the text of the page".to_owned(),
            (true, page) => format!("the text of page {page}"),
            (false, _) => format!("text {}", short(place.text)),
        }
    }

    /// Returns time of day, with the date in front if it is not the main day.
    pub(crate) fn clock(&self, at: Instant) -> String {
        let time = self.zone.time(at);
        if self.main_day == Some(self.zone.day(at)) {
            time
        } else {
            format!("{} {time}", self.zone.short_date(at))
        }
    }
}

/// Returns who speaks: name, role, party in bold, relayer.
pub(crate) fn who(card: &Card) -> Line {
    let mut line = vec![text(card.speaker.name.clone())];
    if let Some(role) = card.role.as_ref().filter(|role| !card.speaker.name.contains(role.as_str()))
    {
        line.push(text(format!(", {role}")));
    }
    if card.party != card.speaker {
        line.push(text(", "));
        line.push(strong(card.party.name.clone()));
    }
    if let Some(relayer) = &card.relayed_by {
        line.push(text(format!(", as told by {}", relayer.name)));
    }
    if let Some(venue) = &card.venue {
        line.push(text(format!(" ({venue})")));
    }
    if card.status == Status::Proposed && !card.candidates.is_empty() {
        let names: Vec<&str> = card.candidates.iter().map(|named| named.name.as_str()).collect();
        line.push(text(format!(" (open: {})", names.join(" or "))));
    }
    line
}

/// Returns the exact words, each piece in its marks.
pub(crate) fn words(card: &Card) -> Line {
    let mut line = Line::new();
    for (index, piece) in card.words.iter().enumerate() {
        if index > 0 {
            line.push(text(" … "));
        }
        line.push(Inline::Words(piece.clone()));
    }
    if card.is_known_through_others() {
        line.push(text(" (known through others)"));
    }
    line
}

/// Returns the words in their marks, or the statement where there are none.
pub(crate) fn said(card: &Card) -> String {
    let pieces: Vec<String> = card.words.iter().map(marked).collect();
    let words = if pieces.is_empty() { card.statement.clone() } else { pieces.join(" … ") };
    if card.is_known_through_others() { format!("{words} (known through others)") } else { words }
}

/// Returns the modality as a verb with the speaker as its subject.
pub fn verb(modality: Modality) -> &'static str {
    match modality {
        Modality::Asserts => "says",
        Modality::Denies => "denies",
        Modality::Accuses => "accuses",
        Modality::Demands => "demands",
        Modality::Promises => "promises",
        Modality::Hopes => "hopes",
        Modality::Announces => "announces",
        Modality::Predicts => "predicts",
    }
}

/// Returns the form in a word or two.
pub fn form(form: Form) -> &'static str {
    match form {
        Form::Direct => "quoted",
        Form::Indirect => "paraphrase",
        Form::Mixed => "partly quoted",
        Form::Headline => "headline only",
        Form::Implied => "known through others",
    }
}

/// Returns the status in a word.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Proposed => "unchecked",
        Status::Checked => "checked",
        Status::Rejected => "rejected",
        Status::Withdrawn => "withdrawn by us",
    }
}

/// Returns the value of a figure with whatever qualifies it.
pub(crate) fn figure(row: &FigureRow) -> Line {
    let mut line = vec![text(row.value.clone()), text(": ")];
    for (index, words) in row.words.iter().chain(&row.variants).enumerate() {
        if index > 0 {
            line.push(text(" · "));
        }
        line.push(Inline::Words(words.clone()));
    }
    line
}

/// Returns "1 statement" or "3 statements".
pub(crate) fn count(number: usize, one: &str) -> String {
    counted(number, one, &format!("{one}s"))
}

/// Returns "1 denial or rejection" or "3 denials or rejections".
pub(crate) fn counted(number: usize, one: &str, several: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {several}") }
}

/// Joins words: "A, B and C".
pub(crate) fn join(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [front @ .., last] => format!("{} and {last}", front.join(", ")),
    }
}

/// Returns "a" for 0, "b" for 1, and "a2" after "z".
pub(crate) fn letter(index: usize) -> String {
    let letter = char::from(b'a' + (index % 26) as u8);
    if index < 26 { letter.to_string() } else { format!("{letter}{}", index / 26 + 1) }
}

/// Returns the first eight digits of an id: enough to find it again in any case of ordinary size.
pub(crate) fn short(id: impl std::fmt::Display) -> String {
    id.to_string().chars().take(8).collect()
}

/// Returns the stable name of a value, as it stands in JSON.
pub(crate) fn stable(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}
