//! What pages of long lists have in common: the query, which part of the list, and the way to its
//! neighbours.

use axum::http::header;
use counterclaim_desk::query::Query;
use counterclaim_desk::{Counted, Cursor, MOST, Order, PAGE, Slice};

use crate::call::Call;
use crate::problem::{Kind, Problem};
use crate::reply::Reply;
use crate::route::{Parameter, Schema};

/// The query.
pub(super) const QUERY: Parameter = Parameter {
    name: "q",
    means: "What to look for, in the query language: words, \"phrases\", and KEY:VALUE, with - before what is not meant; keys: \
            party, speaker, matter, outlet, about, status, standing, modality, form, wording, grounds, \
            relation, has, before, after, id.",
    schema: Schema::Text,
};
/// Where the page begins.
pub(super) const CURSOR: Parameter = Parameter {
    name: "cursor",
    means: "Where the page begins: as an answer before gave it.",
    schema: Schema::Text,
};
/// How many rows.
pub(super) const LIMIT: Parameter =
    Parameter { name: "limit", means: "How many rows.", schema: Schema::Number(1, MOST as u64) };
/// In which order.
pub(super) const SORT: Parameter = Parameter {
    name: "sort",
    means: "In which order.",
    schema: Schema::OneOf(&["newest", "oldest", "latest_recorded", "first_recorded"]),
};

/// Reads the query, if the call has one.
///
/// # Errors
/// If it is none: where, and what was meant perhaps.
pub(super) fn query(call: &Call<'_>) -> Result<Query, Problem> {
    let text = call.value("q").unwrap_or_default();
    Query::parse(text).map_err(|error| Problem::new(Kind::Invalid, error.to_string()))
}

/// Reads which part of the list is asked for.
///
/// # Errors
/// If a parameter makes no sense: which, and why.
pub(super) fn slice(call: &Call<'_>) -> Result<Slice, Problem> {
    let limit = call.parsed::<usize>("limit")?.unwrap_or(PAGE);
    if !(1..=MOST).contains(&limit) {
        return Err(Problem::parameter("limit", format!("{limit} is not from 1 to {MOST}")));
    }
    let order = match call.value("sort") {
        None => Order::default(),
        Some(name) => Order::from_name(name).ok_or_else(|| {
            let known: Vec<&str> = Order::ALL.iter().map(|order| order.name()).collect();
            Problem::parameter("sort", format!("{name:?} is no order ({})", known.join(", ")))
        })?,
    };
    Ok(Slice { cursor: call.parsed::<Cursor>("cursor")?, limit, order, counted: Counted::Facets })
}

/// Returns the address of this page with another cursor.
pub(super) fn turned(call: &Call<'_>, cursor: Option<Cursor>) -> Option<String> {
    let cursor = cursor?.to_string();
    Some(call.address.with("", &[("cursor", &cursor)]))
}

/// Returns the address of this page with another query, from the beginning of its list.
pub(super) fn asked_for(call: &Call<'_>, query: &str) -> String {
    call.address.with("", &[("q", query), ("cursor", "")])
}

/// Says where the next page is, to programs that read headers.
pub(super) fn linked(reply: Reply, call: &Call<'_>, next: Option<Cursor>) -> Reply {
    let Some(next) = next.map(|cursor| cursor.to_string()) else { return reply };
    let suffix = if call.wants_page() { "" } else { call.form.suffix };
    let address = call.address.with(suffix, &[("cursor", &next)]);
    reply.header(header::LINK, &format!("<{address}>; rel=\"next\""))
}
