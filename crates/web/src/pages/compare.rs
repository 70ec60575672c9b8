//! Parties side by side, matter by matter: what they say of the same thing, what of it is linked, by whom,
//! and whether anybody has checked that.

use askama::Template;
use counterclaim_desk::answers::{ComparePage, Named, ToCompare};
use counterclaim_desk::query::{Key, Query, Term};
use counterclaim_desk::{Counted, Cursor, Desk, MatterId, Order, Slice};

use super::facing::{Row, facing};
use super::filters::{CURSOR, MATTER, Turn};
use crate::address::{Address, part};
use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::{LIST, Parameter, Route, Schema, get};

/// Matters of a page.
const MATTERS: usize = 8;

/// Matters of a page of data, if nobody says how many, and the most of any.
const MOST: usize = 50;

/// Names that a field offers, at most.
const OFFERED: usize = 100;

/// More columns than this nobody can read.
const PARTIES: usize = 4;

const PARTY: Parameter = Parameter {
    name: "party",
    means: "A party: name, alias or id. Two, three or four of them.",
    schema: Schema::Texts,
};

const QUERY: Parameter =
    Parameter { name: "q", means: "Only statements that this query finds.", schema: Schema::Text };

const LIMIT: Parameter =
    Parameter { name: "limit", means: "How many matters.", schema: Schema::Number(1, MOST as u64) };

pub(super) const ROUTES: &[Route] = &[get(
    "/compare",
    "compare",
    "Parties side by side, matter by matter, with the links between their statements. With fewer than two \
     parties, a page to choose them.",
    compare,
).for_agents()
.takes(&[PARTY, MATTER, QUERY, CURSOR, LIMIT])
.forms(LIST)
.statuses(&[
    (404, "There is no such party or matter."),
    (422, "Several parties have that name, or fewer than two are named."),
])];

#[derive(Template)]
#[template(path = "compare.html")]
struct SideBySide<'p> {
    chrome: Chrome,
    here: Address,
    choose: Choose,
    /// Nothing while parties are chosen.
    shown: Option<Shown<'p>>,
}

impl SideBySide<'_> {
    /// Returns the address of this comparison on one matter.
    fn only(&self, matter: &MatterId) -> String {
        self.here.with("", &[("matter", matter.as_str()), ("cursor", "")])
    }
}

/// What is shown of a comparison.
struct Shown<'p> {
    heads: Vec<Head<'p>>,
    rows: Vec<Row<'p>>,
    turn: Turn,
    /// All matters; objections on this page, and how many of these nobody has checked.
    sums: (usize, usize, usize),
    is_one_matter: bool,
}

/// The head of a column.
struct Head<'p> {
    letter: char,
    party: &'p Named,
}

/// What there is to choose from.
struct Choose {
    names: ToCompare,
    /// Those who say most, where nobody is chosen yet.
    most: Vec<Named>,
    /// What is chosen.
    chosen: Vec<String>,
    matter: String,
}

impl Choose {
    /// Returns what stands in a field.
    fn at(&self, number: usize) -> &str {
        self.chosen.get(number).map_or("", String::as_str)
    }

    /// Returns the pairs of those who say most.
    fn pairs(&self) -> Vec<(&Named, &Named, String)> {
        let mut out = Vec::new();
        for (at, one) in self.most.iter().enumerate() {
            for other in self.most.iter().skip(at + 1) {
                if let (Some(first), Some(second)) = (one.id, other.id) {
                    let address = format!("/compare?party={first}&party={second}");
                    out.push((one, other, address));
                }
            }
        }
        out
    }
}

fn compare(call: &Call<'_>) -> Result<Reply, Problem> {
    let parties = call.values("party");
    if parties.len() > PARTIES {
        return Err(Problem::parameter("party", format!("{PARTIES} at most stand side by side")));
    }
    if parties.len() < 2 && call.wants_page() {
        let most = call.ask(|desk| desk.parties(call.question));
        let most = most.rows.into_iter().map(|row| row.party).filter(|party| party.id.is_some());
        let choose = Choose { most: most.take(4).collect(), ..choices(call, parties) };
        let asked = call.ask(|desk| desk.asked(call.question));
        let here = call.address.clone();
        let mut chrome = call.chrome("Compare parties", Some(&asked));
        // Nothing is compared yet, so there are no data of it.
        chrome.others.clear();
        return call.page(&SideBySide { chrome, here, choose, shown: None });
    }
    let (query, slice) = (query_of(call)?, slice(call)?);
    let ask = |desk: &Desk| desk.compare_page(&parties, &query, &slice, call.question);
    let comparison = call.ask(ask)?;
    different(&comparison)?;
    if !call.wants_page() {
        return call.data(&comparison);
    }
    let names: Vec<&str> = comparison.parties.iter().map(|party| party.name.as_str()).collect();
    let title = format!("{}: side by side", joined(&names));
    let page = SideBySide {
        here: call.address.clone(),
        choose: choices(call, names.iter().map(|name| (*name).to_owned()).collect()),
        shown: Some(shown(call, &comparison)),
        chrome: call.chrome(title, Some(&comparison.asked)),
    };
    call.page(&page)
}

/// Refuses a party beside itself.
fn different(comparison: &ComparePage) -> Result<(), Problem> {
    let parties = &comparison.parties;
    let again = (1..parties.len()).find(|at| parties[..*at].contains(&parties[*at]));
    match again {
        Some(at) => {
            let why = format!("{} is named twice, or speaks for the other", parties[at].name);
            Err(Problem::parameter("party", why))
        }
        None => Ok(()),
    }
}

/// Returns what of the statements is compared.
fn query_of(call: &Call<'_>) -> Result<Query, Problem> {
    let text = call.value("q").unwrap_or_default();
    let query = Query::parse(text).map_err(|why| Problem::parameter("q", why))?;
    let Some(matter) = call.value("matter") else { return Ok(query) };
    let term = Term::of(Key::Matter, matter).map_err(|why| Problem::parameter("matter", why))?;
    Ok(query.with(term))
}

fn slice(call: &Call<'_>) -> Result<Slice, Problem> {
    let usual = if call.wants_page() { MATTERS } else { MOST };
    let limit = call.parsed::<usize>("limit")?.unwrap_or(usual);
    if !(1..=MOST).contains(&limit) {
        return Err(Problem::parameter("limit", format!("it is from 1 to {MOST}")));
    }
    let cursor = call.parsed::<Cursor>("cursor")?;
    Ok(Slice { cursor, limit, order: Order::default(), counted: Counted::Nothing })
}

fn shown<'p>(call: &Call<'_>, comparison: &'p ComparePage) -> Shown<'p> {
    let heads = comparison.parties.iter().enumerate();
    let objections = || {
        let between = comparison.rows.iter().flat_map(|row| &row.between);
        between.filter(|link| super::ties::is_objection(link))
    };
    let unchecked = objections().filter(|link| !super::ties::is_checked(link)).count();
    let told = format!("{} of {} matters", comparison.rows.len(), comparison.total);
    Shown {
        heads: heads.map(|(side, party)| Head { letter: letter(side), party }).collect(),
        rows: facing(&comparison.rows),
        sums: (comparison.total, objections().count(), unchecked),
        is_one_matter: call.value("matter").is_some(),
        turn: Turn::by_cursors(call, comparison.previous, comparison.next, told),
    }
}

fn choices(call: &Call<'_>, chosen: Vec<String>) -> Choose {
    Choose {
        names: call.ask(|desk| desk.to_compare(OFFERED, call.question)),
        most: Vec::new(),
        chosen,
        matter: call.value("matter").unwrap_or_default().to_owned(),
    }
}

/// Returns the path of the competing versions of a matter.
pub(crate) fn versions(matter: &MatterId) -> String {
    format!("/matters/{}/versions", part(&matter.to_string()))
}

/// Returns the query that finds what a party says on a matter.
pub(crate) fn query(party: &Named, matter: &Option<MatterId>) -> String {
    let party = party.id.map(|id| format!("party:{id}")).unwrap_or_default();
    let matter = matter.as_ref().map(|matter| format!(" matter:{matter}")).unwrap_or_default();
    format!("{party}{matter}").trim().to_owned()
}

/// Returns the query that finds what a party says on one matter.
pub(crate) fn query_on(party: &Named, matter: &MatterId) -> String {
    query(party, &Some(matter.clone()))
}

/// Returns the letter of a column.
pub(super) fn letter(side: usize) -> char {
    char::from(b'A' + u8::try_from(side % 26).unwrap_or_default())
}

fn joined(names: &[&str]) -> String {
    match names {
        [front @ .., last] if !front.is_empty() => format!("{} and {last}", front.join(", ")),
        names => names.join(", "),
    }
}
