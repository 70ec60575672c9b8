//! Parties side by side, matter by matter: what they say of the same thing, what of it is linked, by whom,
//! and whether anybody has checked that.

use askama::Template;
use counterclaim_desk::MatterId;
use counterclaim_desk::answers::{Comparison, MatterCount, Named, PartyStatements};

use super::facing::{Row, facing};
use super::filters::{MATTER, PAGE, Part};
use crate::address::{Address, part};
use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::{LIST, Parameter, Route, Schema, get};

/// Matters of a page.
const MATTERS: usize = 8;

/// More columns than this nobody can read.
const PARTIES: usize = 4;

const PARTY: Parameter = Parameter {
    name: "party",
    means: "A party: name, alias or id. Two, three or four of them.",
    schema: Schema::Texts,
};

pub(super) const ROUTES: &[Route] = &[get(
    "/compare",
    "compare",
    "Parties side by side, matter by matter, with the links between their statements. With fewer than two \
     parties, a page to choose them.",
    compare,
)
.takes(&[PARTY, MATTER, PAGE])
.forms(LIST)
.statuses(&[
    (404, "There is no such party or matter."),
    (422, "Several parties have that name, or fewer than two are named."),
])];

#[derive(Template)]
#[template(path = "compare.html")]
struct ComparePage<'p> {
    chrome: Chrome,
    here: Address,
    choose: Choose,
    /// Nothing while parties are chosen.
    shown: Option<Shown<'p>>,
}

impl ComparePage<'_> {
    /// Returns the address of this comparison on one matter.
    fn only(&self, matter: &MatterId) -> String {
        self.here.with("", &[("matter", matter.as_str()), ("page", "")])
    }
}

/// What is shown of a comparison.
struct Shown<'p> {
    heads: Vec<Head<'p>>,
    rows: Vec<Row<'p>>,
    part: Part,
    /// All matters, objections, and how many of these nobody has checked.
    sums: (usize, usize, usize),
    is_one_matter: bool,
}

/// The head of a column.
struct Head<'p> {
    letter: char,
    party: &'p Named,
    statements: usize,
}

/// What there is to choose from.
struct Choose {
    parties: Vec<PartyStatements>,
    matters: Vec<MatterCount>,
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
        let named: Vec<&Named> =
            self.parties.iter().map(|row| &row.party).filter(|party| party.id.is_some()).collect();
        let mut out = Vec::new();
        for (at, one) in named.iter().take(4).enumerate() {
            for other in named.iter().take(4).skip(at + 1) {
                if let (Some(first), Some(second)) = (one.id, other.id) {
                    let address = format!("/compare?party={first}&party={second}");
                    out.push((*one, *other, address));
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
        let choose = choices(call, parties)?;
        let asked = call.ask(|desk| desk.asked(call.question));
        let here = call.address.clone();
        let chrome = call.chrome("Compare parties", Some(&asked));
        return call.page(&ComparePage { chrome, here, choose, shown: None });
    }
    let matter = call.value("matter");
    let comparison = call.ask(|desk| desk.compare(&parties, matter, call.question))?;
    different(&comparison)?;
    if !call.wants_page() {
        return call.data(&comparison);
    }
    let names: Vec<&str> = comparison.parties.iter().map(|party| party.name.as_str()).collect();
    let title = format!("{}: side by side", joined(&names));
    let page = ComparePage {
        here: call.address.clone(),
        choose: choices(call, names.iter().map(|name| (*name).to_owned()).collect())?,
        shown: Some(shown(call, &comparison)?),
        chrome: call.chrome(title, Some(&comparison.asked)),
    };
    call.page(&page)
}

/// Refuses a party beside itself.
fn different(comparison: &Comparison) -> Result<(), Problem> {
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

fn shown<'p>(call: &Call<'_>, comparison: &'p Comparison) -> Result<Shown<'p>, Problem> {
    let part = Part::of(call, MATTERS, comparison.rows.len())?;
    let statements = |side: usize| {
        let sides = comparison.rows.iter().flat_map(|row| &row.sides[side]);
        sides.map(|card| card.id).collect::<std::collections::BTreeSet<_>>().len()
    };
    let heads = comparison.parties.iter().enumerate();
    let heads = heads.map(|(side, party)| Head {
        letter: letter(side),
        party,
        statements: statements(side),
    });
    let objections = || {
        let between = comparison.rows.iter().flat_map(|row| &row.between);
        between.filter(|link| super::ties::is_objection(link))
    };
    let unchecked = objections().filter(|link| !super::ties::is_checked(link)).count();
    Ok(Shown {
        heads: heads.collect(),
        rows: facing(part.cut(&comparison.rows)),
        sums: (comparison.rows.len(), objections().count(), unchecked),
        is_one_matter: call.value("matter").is_some(),
        part,
    })
}

fn choices(call: &Call<'_>, chosen: Vec<String>) -> Result<Choose, Problem> {
    let overview = call.ask(|desk| desk.overview(call.question))?;
    Ok(Choose {
        parties: overview.parties,
        matters: overview.matters,
        chosen,
        matter: call.value("matter").unwrap_or_default().to_owned(),
    })
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
