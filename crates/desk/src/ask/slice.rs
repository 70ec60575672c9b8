//! Which part of a list is asked for: how many rows, in which order, after which; and the cursor that leads
//! from one page to the next.

use std::fmt;
use std::str::FromStr;

use counterclaim_model::Position;
use serde::{Serialize, Serializer};

use super::question::{AsOf, Question};
use crate::desk::Desk;
use crate::error::DeskError;

/// Rows of a page, if nobody says how many.
pub const PAGE: usize = 50;

/// The most rows of a page.
pub const MOST: usize = 1_000;

/// A part of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
    /// Where it begins; none is the beginning of the list.
    pub cursor: Option<Cursor>,
    /// How many rows, from 1 to 1,000.
    pub limit: usize,
    /// In which order. A cursor brings its own.
    pub order: Order,
    /// What is counted beside.
    pub counted: Counted,
}

impl Default for Slice {
    fn default() -> Self {
        Self { cursor: None, limit: PAGE, order: Order::Newest, counted: Counted::Facets }
    }
}

/// The order of a list. Of equal times, what was recorded later counts as later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// Published last first.
    #[default]
    Newest,
    /// Published first first.
    Oldest,
    /// Recorded last first.
    LatestRecorded,
    /// Recorded first first.
    FirstRecorded,
}

impl Order {
    /// Every order.
    pub const ALL: [Order; 4] =
        [Self::Newest, Self::Oldest, Self::LatestRecorded, Self::FirstRecorded];

    /// Returns the stable name, as it stands in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::LatestRecorded => "latest_recorded",
            Self::FirstRecorded => "first_recorded",
        }
    }

    /// Returns the order with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.name() == name)
    }

    pub(super) fn is_by_publication(self) -> bool {
        matches!(self, Self::Newest | Self::Oldest)
    }

    pub(super) fn is_downwards(self) -> bool {
        matches!(self, Self::Newest | Self::LatestRecorded)
    }

    fn letter(self) -> char {
        match self {
            Self::Newest => 'n',
            Self::Oldest => 'o',
            Self::LatestRecorded => 'l',
            Self::FirstRecorded => 'f',
        }
    }
}

/// What is counted beside the rows of a page. Rows cost what a page shows; counts, what the list holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Counted {
    /// Nothing.
    Nothing,
    /// How many there are.
    Total,
    /// How many there are, and how many of each party, matter and so on.
    #[default]
    Facets,
}

/// Rows of which it is asked together whether they fit.
const TOGETHER: usize = 256;

/// A row's place in an order.
pub(super) type Place = (i64, u32);

/// Whether a page lies behind a row or before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Way {
    Behind,
    Before,
}

/// Where a page begins. It keeps the position its list was asked at: the pages that follow are asked there
/// too, so that nothing is shown twice or left out because something was recorded meanwhile.
///
/// Its text is to be handed back as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cursor {
    pub(super) as_of: Position,
    pub(super) order: Order,
    pub(super) way: Way,
    pub(super) place: Place,
}

impl Cursor {
    /// Returns the position its list is asked at.
    pub fn as_of(self) -> Position {
        self.as_of
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = if self.way == Way::Behind { 'b' } else { 'a' };
        let (at, number) = self.place;
        let (letter, as_of) = (self.order.letter(), self.as_of.0);
        write!(f, "{letter}{way}{as_of:x}.{:x}.{number:x}", at.cast_unsigned())
    }
}

impl FromStr for Cursor {
    type Err = DeskError;

    fn from_str(text: &str) -> Result<Self, DeskError> {
        let read = || {
            let (order, rest) = (text.get(..1)?, text.get(1..)?);
            let order = Order::ALL.into_iter().find(|known| order.starts_with(known.letter()))?;
            let way = match rest.get(..1)? {
                "b" => Way::Behind,
                "a" => Way::Before,
                _ => return None,
            };
            let mut parts = rest.get(1..)?.split('.');
            let mut digits = || u64::from_str_radix(parts.next()?, 16).ok();
            let (as_of, at, number) = (digits()?, digits()?, digits()?);
            let place = (at.cast_signed(), u32::try_from(number).ok()?);
            let cursor = Self { as_of: Position(as_of), order, way, place };
            // One text for one cursor, and nothing behind it.
            (cursor.to_string() == text).then_some(cursor)
        };
        read().ok_or_else(|| {
            let why = "leave it out to begin with the first page";
            DeskError::Invalid(format!("{text:?} is no cursor of a page: {why}"))
        })
    }
}

impl Serialize for Cursor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Slice {
    /// Returns the limit.
    ///
    /// # Errors
    /// If it is 0, or more than `most`.
    pub(super) fn rows(&self, most: usize) -> Result<usize, DeskError> {
        if (1..=most).contains(&self.limit) {
            return Ok(self.limit);
        }
        Err(DeskError::Invalid(format!("a page has from 1 to {most} rows, not {}", self.limit)))
    }

    /// Returns the order in force.
    pub(super) fn order(&self) -> Order {
        self.cursor.map_or(self.order, |cursor| cursor.order)
    }
}

impl Desk {
    /// Returns the question as it was when the list was asked for first.
    ///
    /// # Errors
    /// If the cursor is of a longer log than this.
    pub(super) fn pinned(&self, slice: &Slice, question: Question) -> Result<Question, DeskError> {
        match slice.cursor {
            Some(cursor) if cursor.as_of > self.views.head() => {
                let (at, head) = (cursor.as_of, self.views.head());
                let why = format!("the cursor is of position {at}, and the log ends at {head}");
                Err(DeskError::Invalid(why))
            }
            // A page at the head leads to pages at the same place, whatever is recorded meanwhile.
            Some(Cursor { as_of, .. }) => Ok(Question { as_of: AsOf::Position(as_of), ..question }),
            None => Ok(question),
        }
    }
}

/// Returns the place of a row in an order; `public_from` is in microseconds.
pub(super) fn place(order: Order, public_from: i64, number: u32) -> Place {
    let at = if order.is_by_publication() { public_from } else { 0 };
    (at, number)
}

/// The rows of a page, with the cursors to those around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut<T> {
    pub(super) rows: Vec<T>,
    pub(super) next: Option<Cursor>,
    pub(super) previous: Option<Cursor>,
}

/// Cuts the page out of a list. Costs what the list holds, once, and sorting the page.
pub(super) fn cut(rows: Vec<Place>, slice: &Slice, limit: usize, as_of: Position) -> Cut<u32> {
    cut_where(rows, slice, limit, as_of, limit + 1, <[Place]>::to_vec)
}

/// Cuts the page out of the rows of a list that `fit` lets through, some at a time. As many as `most` are looked at; if these are not enough
/// for a page, the next begins where looking ended.
pub(super) fn cut_where(
    mut rows: Vec<Place>,
    slice: &Slice,
    limit: usize,
    as_of: Position,
    most: usize,
    fit: impl Fn(&[Place]) -> Vec<Place>,
) -> Cut<u32> {
    let order = slice.order();
    let way = slice.cursor.map_or(Way::Behind, |cursor| cursor.way);
    // The page is next to the cursor, on whichever side of it.
    let is_upwards = order.is_downwards() == (way == Way::Before);
    let nearest =
        |one: &Place, other: &Place| if is_upwards { one.cmp(other) } else { other.cmp(one) };
    let all = rows.len();
    if let Some(cursor) = slice.cursor {
        rows.retain(|place| nearest(&cursor.place, place).is_lt());
    }
    // Something lies on the other side of the cursor, its own row included.
    let is_beyond = all > rows.len();
    let is_longer = rows.len() > most;
    if is_longer {
        rows.select_nth_unstable_by(most, nearest);
        rows.truncate(most);
    }
    rows.sort_unstable_by(nearest);
    let looked_to = rows.last().copied();
    let mut fitting = Vec::new();
    for some in rows.chunks(TOGETHER) {
        fitting.extend(fit(some));
        if fitting.len() > limit {
            break;
        }
    }
    let mut rows = fitting;
    let is_full = rows.len() > limit;
    rows.truncate(limit);
    let ahead = match is_full {
        true => rows.last().copied(),
        false => looked_to.filter(|_| is_longer),
    };
    let behind = slice.cursor.filter(|_| is_beyond).map(|cursor| cursor.place);
    let behind = behind.map(|place| rows.first().copied().unwrap_or(place));
    let other_way = if way == Way::Behind { Way::Before } else { Way::Behind };
    let cursor = |way, place: Option<Place>| place.map(|place| Cursor { as_of, order, way, place });
    let (ahead, behind) = (cursor(way, ahead), cursor(other_way, behind));
    if way == Way::Before {
        rows.reverse();
    }
    let (next, previous) = if way == Way::Behind { (ahead, behind) } else { (behind, ahead) };
    Cut { rows: rows.into_iter().map(|(_, number)| number).collect(), next, previous }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(cursor: Option<Cursor>, order: Order, limit: usize) -> Cut<u32> {
        let rows = (0..7u32).map(|number| (i64::from(number % 3), number)).collect();
        cut(rows, &Slice { cursor, order, ..Slice::default() }, limit, Position(9))
    }

    #[test]
    fn pages_lead_forth_and_back() {
        let first = page(None, Order::Newest, 3);
        assert_eq!((first.rows.as_slice(), first.previous), (&[5, 2, 4][..], None));
        let second = page(first.next, Order::Oldest, 3);
        assert_eq!(second.rows, [1, 6, 3], "a cursor brings its order");
        let third = page(second.next, Order::Newest, 3);
        assert_eq!((third.rows.as_slice(), third.next), (&[0][..], None));
        let back = page(third.previous, Order::Newest, 3);
        assert_eq!(back, Cut { previous: second.previous, ..second.clone() });
        assert_eq!(page(back.previous, Order::Newest, 3).rows, first.rows);
        assert_eq!(page(None, Order::FirstRecorded, 7).next, None);
    }

    #[test]
    fn a_cursor_is_its_text() {
        let at = (-5, 77);
        let cursor =
            Cursor { as_of: Position(300), order: Order::Oldest, way: Way::Before, place: at };
        assert_eq!(cursor.to_string().parse::<Cursor>().expect("it is one"), cursor);
        for wrong in ["", "x", "nb", "nb1.2", "nb1.2.3.4", "nb01.2.3", "nz1.2.3", "ñb1.2.3"] {
            assert!(wrong.parse::<Cursor>().is_err(), "{wrong:?}");
        }
    }
}
