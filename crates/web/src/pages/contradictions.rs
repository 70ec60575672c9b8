//! Who objects to whom: each pair with why it was paired, by whom, and whether anybody checked that; what was
//! considered and is none; and statements that object to each other in circles.

use askama::Template;
use counterclaim_desk::Relation;
use counterclaim_desk::answers::{Card, Contradictions, LinkCard, PairsPage};
use counterclaim_desk::query::Query;
use counterclaim_desk::{Counted, Cursor, Order, Slice};

use super::filters::{CURSOR, PAGE, Part, Turn, is_large, page_number};
use super::ties::{Tie, is_checked, is_settled};
use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::{LIST, Parameter, Route, Schema, get};

/// Pairs of a page.
const PAIRS: usize = 25;

/// Pairs that were left out and circles that a page shows.
const OTHERS: usize = 50;

const RELATION: Parameter = Parameter {
    name: "relation",
    means: "Only pairs of which one does this to the other.",
    schema: Schema::OneOf(&["refutes", "contradicts", "denies", "rejects"]),
};

const STATUS: Parameter = Parameter {
    name: "status",
    means: "Only links that somebody checked, or that nobody did.",
    schema: Schema::OneOf(&["checked", "proposed"]),
};

pub(super) const ROUTES: &[Route] = &[get(
    "/contradictions",
    "contradictions",
    "Pairs of statements that object to each other, pairs that only look so with the reason, and circles.",
    contradictions,
).for_agents()
.takes(&[RELATION, STATUS, PAGE, CURSOR])
.forms(LIST)
.statuses(&[(422, "The case is too large to choose kinds of pairs, or the cursor is of a longer log.")])];

#[derive(Template)]
#[template(path = "contradictions.html")]
struct ContradictionsPage<'p> {
    chrome: Chrome,
    answer: &'p Contradictions,
    kinds: Vec<Kind>,
    statuses: Vec<Kind>,
    pairs: Vec<Pair<'p>>,
    /// How many there are.
    total: usize,
    turn: Turn,
    /// Whether the case is too large for kinds, circles and what was left out.
    is_large: bool,
    /// Whether only some pairs are asked for.
    is_narrowed: bool,
}

/// A kind of pair with how many there are.
struct Kind {
    told: &'static str,
    count: usize,
    is_chosen: bool,
    address: String,
}

/// Two statements with the link between them.
struct Pair<'p> {
    one: &'p Card,
    other: &'p Card,
    tie: Tie<'p>,
    labels: [String; 2],
}

const KINDS: [(Relation, &str); 4] = [
    (Relation::Refutes, "disproved by a finding"),
    (Relation::Contradicts, "contradict each other"),
    (Relation::Denies, "only denied"),
    (Relation::Rejects, "a demand, promise or hope rejected"),
];

fn contradictions(call: &Call<'_>) -> Result<Reply, Problem> {
    let relation = one_of(call, "relation", &KINDS.map(|(relation, _)| relation.name()))?;
    let status = one_of(call, "status", &["checked", "proposed"])?;
    page_number(call)?;
    let cursor = call.parsed::<Cursor>("cursor")?;
    if is_large(call) {
        if relation.is_some() || status.is_some() {
            super::filters::not_too_large(call, "leave `relation` and `status` out")?;
        }
        return a_page(call, cursor);
    }
    let mut answer = call.ask(|desk| desk.contradictions(call.question));
    let all: Vec<LinkCard> = answer.pairs.iter().map(|(link, _, _)| link.clone()).collect();
    answer.pairs.retain(|(link, _, _)| {
        relation.is_none_or(|name| link.relation.name() == name)
            && status.is_none_or(|name| (name == "checked") == is_checked(link))
    });
    if !call.wants_page() {
        return call.data(&answer);
    }
    let part = Part::of(call, PAIRS, answer.pairs.len())?;
    let page = ContradictionsPage {
        chrome: call.chrome("Contradictions", Some(&answer.asked)),
        kinds: kinds(call, &all, relation),
        statuses: statuses(call, &all, status),
        pairs: (part.first + 1..).zip(part.cut(&answer.pairs)).map(pair).collect(),
        is_narrowed: relation.is_some() || status.is_some(),
        total: part.total,
        turn: part.turn("Pairs"),
        is_large: false,
        answer: &answer,
    };
    call.page(&page)
}

/// Answers for a case too large to be read as a whole: pairs by cursor, and nothing else.
fn a_page(call: &Call<'_>, cursor: Option<Cursor>) -> Result<Reply, Problem> {
    let slice =
        Slice { cursor, limit: PAIRS, order: Order::LatestRecorded, counted: Counted::Total };
    let query = Query::default();
    let shown: PairsPage =
        call.ask(|desk| desk.contradictions_page(&query, &slice, call.question))?;
    if !call.wants_page() {
        return call.data(&shown);
    }
    let total = shown.total.unwrap_or(shown.pairs.len());
    let told = format!("{} of {total} pairs", shown.pairs.len());
    let answer = Contradictions {
        asked: shown.asked,
        pairs: shown.pairs,
        left_out: Vec::new(),
        circles: Vec::new(),
    };
    let page = ContradictionsPage {
        chrome: call.chrome("Contradictions", Some(&answer.asked)),
        kinds: Vec::new(),
        statuses: Vec::new(),
        pairs: (1..).zip(&answer.pairs).map(pair).collect(),
        total,
        turn: Turn::by_cursors(call, shown.previous, shown.next, told),
        is_large: true,
        is_narrowed: false,
        answer: &answer,
    };
    call.page(&page)
}

/// Returns the value of a parameter that is one of a few words.
fn one_of<'c>(call: &'c Call<'_>, name: &str, words: &[&str]) -> Result<Option<&'c str>, Problem> {
    match call.value(name) {
        Some(value) if !words.contains(&value) => {
            let why = format!("{value:?} is none of {}", words.join(", "));
            Err(Problem::parameter(name, why))
        }
        value => Ok(value),
    }
}

fn kinds(call: &Call<'_>, links: &[LinkCard], chosen: Option<&str>) -> Vec<Kind> {
    let kind = |(relation, told): (Relation, &'static str)| {
        let is_chosen = chosen == Some(relation.name());
        let value = if is_chosen { "" } else { relation.name() };
        Kind {
            told,
            count: links.iter().filter(|link| link.relation == relation).count(),
            is_chosen,
            address: call.address.with("", &[("relation", value), ("page", "")]),
        }
    };
    KINDS.into_iter().map(kind).filter(|kind| kind.count > 0 || kind.is_chosen).collect()
}

fn statuses(call: &Call<'_>, links: &[LinkCard], chosen: Option<&str>) -> Vec<Kind> {
    let kind = |(name, told): (&'static str, &'static str)| {
        let is_chosen = chosen == Some(name);
        let value = if is_chosen { "" } else { name };
        Kind {
            told,
            count: links.iter().filter(|link| (name == "checked") == is_checked(link)).count(),
            is_chosen,
            address: call.address.with("", &[("status", value), ("page", "")]),
        }
    };
    [("checked", "checked by a person"), ("proposed", "unchecked")].into_iter().map(kind).collect()
}

fn pair((number, (link, one, other)): (usize, &(LinkCard, Card, Card))) -> Pair<'_> {
    let labels = ["A", "B"].map(|side| format!("{side}{number}"));
    let is_settled = is_settled(one, other);
    let tie = Tie { link, from: labels[0].clone(), to: labels[1].clone(), is_settled };
    Pair { one, other, tie, labels }
}
