//! What several pages take to show less: a party, a matter, a time, and which part of a long list.

use chrono::SecondsFormat;
use counterclaim_desk::answers::Card;
use counterclaim_desk::query::{Key, Query, Term};
use counterclaim_desk::{Cursor, Desk, Instant, MatterId};

use crate::call::{Call, time};
use crate::problem::{Kind, Problem};
use crate::route::{Parameter, Schema};

pub(super) const PARTY: Parameter = Parameter {
    name: "party",
    means: "Only of this party: name, alias or id.",
    schema: Schema::Text,
};
pub(super) const MATTER: Parameter =
    Parameter { name: "matter", means: "Only of this matter, by its slug.", schema: Schema::Text };
pub(super) const FROM: Parameter = Parameter {
    name: "from",
    means: "Only what was published then or later.",
    schema: Schema::Time,
};
pub(super) const TO: Parameter =
    Parameter { name: "to", means: "Only what was published before that.", schema: Schema::Time };
pub(super) const PAGE: Parameter = Parameter {
    name: "page",
    means: "Which part of a long list the page shows, from 1. Data is always whole.",
    schema: Schema::Number(1, MOST_PAGES as u64),
};

pub(super) const CURSOR: Parameter = Parameter {
    name: "cursor",
    means: "Which part of a long list, as the page or the data before it names it. It keeps the position of \
            the log that the list was asked at.",
    schema: Schema::Text,
};

const MOST_PAGES: usize = 1_000_000;

/// A log longer than this is of a case that no page reads as a whole.
const LARGE: u64 = 250_000;

/// What to show of all statements.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    pub(super) party: Option<String>,
    pub(super) matter: Option<String>,
    pub(super) from: Option<Instant>,
    pub(super) to: Option<Instant>,
}

impl Filter {
    /// Reads the filter of a call.
    ///
    /// # Errors
    /// Which time is none.
    pub(super) fn of(call: &Call<'_>) -> Result<Self, Problem> {
        let at = |name: &'static str| {
            let read = call.value(name).map(time).transpose();
            read.map_err(|why| Problem::parameter(name, why))
        };
        Ok(Self {
            party: call.value("party").map(str::to_owned),
            matter: call.value("matter").map(str::to_owned),
            from: at("from")?,
            to: at("to")?,
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.party.is_none() && self.matter.is_none() && self.from.is_none() && self.to.is_none()
    }

    /// Returns the filter as a query.
    ///
    /// # Errors
    /// Which value can be none.
    pub(super) fn query(&self) -> Result<Query, Problem> {
        let at = |at: Instant| at.to_rfc3339_opts(SecondsFormat::AutoSi, true);
        let terms = [
            ("party", Key::Party, self.party.clone()),
            ("matter", Key::Matter, self.matter.clone()),
            ("from", Key::After, self.from.map(at)),
            ("to", Key::Before, self.to.map(at)),
        ];
        let mut query = Query::default();
        for (name, key, value) in terms {
            let Some(value) = value else { continue };
            let term = Term::of(key, &value).map_err(|why| Problem::parameter(name, why))?;
            query = query.with(term);
        }
        Ok(query)
    }

    /// Keeps the statements that fit.
    ///
    /// # Errors
    /// If the party or the matter is none here, or the party several.
    pub(super) fn keep(&self, desk: &Desk, cards: &mut Vec<Card>) -> Result<(), Problem> {
        let party = self.party.as_deref().map(|name| desk.actor(name)).transpose()?;
        let matter = self.matter.as_deref().map(|slug| desk.matter_id(slug)).transpose()?;
        cards.retain(|card| {
            let published = card.times.published.map(|moment| moment.at);
            let is_of = |id| card.party.id == Some(id) || card.speaker.id == Some(id);
            party.is_none_or(is_of)
                && matter.as_ref().is_none_or(|matter: &MatterId| card.matters.contains(matter))
                && self.from.is_none_or(|from| published.is_some_and(|at| from <= at))
                && self.to.is_none_or(|to| published.is_some_and(|at| at < to))
        });
        Ok(())
    }
}

/// Which part of a list a page shows.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Entries of the whole list.
    pub(super) total: usize,
    /// Number of the first entry shown, from 0.
    pub(super) first: usize,
    size: usize,
    /// The part before it.
    pub(super) previous: Option<String>,
    /// The part behind it.
    pub(super) next: Option<String>,
}

impl Part {
    /// Reads which part of a list of `total` entries, `size` a page, a call asks for.
    ///
    /// # Errors
    /// If the number of the page is none.
    pub(super) fn of(call: &Call<'_>, size: usize, total: usize) -> Result<Self, Problem> {
        let number = call.parsed::<usize>("page")?.unwrap_or(1);
        if !(1..=MOST_PAGES).contains(&number) {
            return Err(Problem::parameter("page", format!("it is from 1 to {MOST_PAGES}")));
        }
        let first = (number - 1).saturating_mul(size).min(total);
        let at = |number: usize| match number {
            1 => call.address.with("", &[("page", "")]),
            number => call.address.with("", &[("page", &number.to_string())]),
        };
        // Behind the end, back leads to the end.
        let last = total.div_ceil(size).max(1);
        Ok(Self {
            total,
            first,
            size,
            previous: (number > 1).then(|| at((number - 1).min(last))),
            next: (first.saturating_add(size) < total).then(|| at(number + 1)),
        })
    }

    /// Returns the part of the list.
    pub(super) fn cut<'l, T>(&self, list: &'l [T]) -> &'l [T] {
        let end = self.first.saturating_add(self.size).min(list.len());
        list.get(self.first.min(end)..end).unwrap_or_default()
    }

    /// Returns the way to the parts around it: `what` is listed.
    pub(super) fn turn(&self, what: &str) -> Turn {
        let end = self.first.saturating_add(self.size).min(self.total);
        let told = if self.first < self.total {
            format!("{what} {} to {end} of {}", self.first + 1, self.total)
        } else {
            "the list ends before this".to_owned()
        };
        Turn { previous: self.previous.clone(), next: self.next.clone(), told }
    }
}

/// The way from one part of a long list to those around it.
#[derive(Clone, Debug)]
pub(super) struct Turn {
    pub(super) previous: Option<String>,
    pub(super) next: Option<String>,
    /// Which part this is.
    pub(super) told: String,
}

impl Turn {
    /// Returns the way to the pages that cursors lead to.
    pub(super) fn by_cursors(
        call: &Call<'_>,
        previous: Option<Cursor>,
        next: Option<Cursor>,
        told: String,
    ) -> Self {
        let at = |cursor: Cursor| {
            call.address.with("", &[("cursor", &cursor.to_string()), ("page", "")])
        };
        Self { previous: previous.map(at), next: next.map(at), told }
    }
}

/// Returns whether the case is too large for a page to read it as a whole.
pub(super) fn is_large(call: &Call<'_>) -> bool {
    call.server.head().0 > LARGE
}

/// Refuses what would read a whole case too large for a page.
///
/// # Errors
/// What to do instead.
pub(super) fn not_too_large(call: &Call<'_>, instead: &str) -> Result<(), Problem> {
    if !is_large(call) {
        return Ok(());
    }
    let why = format!("the case is too large to be read as a whole for this page: {instead}");
    Err(Problem::new(Kind::Invalid, why))
}
