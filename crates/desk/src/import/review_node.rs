//! A review in the words of schema.org, as the sites of fact-checkers and our own export write it: what of
//! it is taken, wherever a site puts it.

use std::str::FromStr;

use counterclaim_model::{ActorKind, Moment, OriginalRating, Precision};
use serde_json::Value;

use super::people::Who;
use super::sightings::Carried;

/// The type of a review.
pub(super) const REVIEW: &str = "ClaimReview";

/// The type of a statement.
pub(super) const STATEMENT: &str = "Claim";

/// What our own export names things by.
const OURS: &str = "urn:uuid:";

/// Returns whether a node has a type, be it one of several.
pub(super) fn has_type(node: &Value, name: &str) -> bool {
    types(node).any(|kind| kind.rsplit(['/', ':']).next() == Some(name))
}

fn types(node: &Value) -> impl Iterator<Item = &str> {
    let kinds = node.get("@type");
    let several = kinds.and_then(Value::as_array).into_iter().flatten();
    kinds.into_iter().chain(several).filter_map(Value::as_str)
}

/// Returns the id of a node.
pub(super) fn id_of(node: &Value) -> Option<&str> {
    node.get("@id").and_then(Value::as_str)
}

/// Returns the id that our own export gave a node, in its `@id` or `identifier`: bare, or under an address
/// of the publisher's with what it is an id of.
pub(super) fn own_id<T: FromStr>(node: &Value, what: &str) -> Option<T> {
    let identifier = node.get("identifier");
    let value = identifier.and_then(|identifier| identifier.get("value")).or(identifier);
    let given = [id_of(node), value.and_then(Value::as_str)];
    let under = format!("/{what}/");
    let uuid = |text: &str| {
        let bare = text.strip_prefix(OURS);
        bare.or_else(|| text.rsplit_once(&under).map(|(_, id)| id))?.parse().ok()
    };
    given.into_iter().flatten().find_map(uuid)
}

/// Returns a text of a node: as it is, or the first of several, or in a value object.
pub(super) fn text(node: &Value, field: &str) -> Option<String> {
    let value = node.get(field)?;
    let value = value.as_array().and_then(|all| all.first()).unwrap_or(value);
    let value = value.get("@value").unwrap_or(value);
    let written = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    };
    (!written.is_empty()).then_some(written)
}

/// Returns the nodes under a field, one or several.
pub(super) fn nodes<'v>(node: &'v Value, field: &str) -> Vec<&'v Value> {
    match node.get(field) {
        Some(Value::Array(all)) => all.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    }
}

/// Returns who is named under a field: the first, if several are.
pub(super) fn who(node: &Value, field: &str) -> Option<Who> {
    let named = nodes(node, field).into_iter().next()?;
    let name = named.as_str().map(|name| name.trim().to_owned()).or_else(|| text(named, "name"))?;
    let kind = types(named).find_map(kind_of);
    Some(Who { id: own_id(named, "actor"), name, kind }).filter(|who| !who.name.is_empty())
}

fn kind_of(name: &str) -> Option<ActorKind> {
    match name.rsplit(['/', ':']).next().unwrap_or(name) {
        "Person" => Some(ActorKind::Person),
        "Country" => Some(ActorKind::State),
        "NewsMediaOrganization" => Some(ActorKind::Outlet),
        other if other.ends_with("Organization") || other == "Corporation" => {
            Some(ActorKind::Organisation)
        }
        _ => None,
    }
}

/// Returns a time of a node, as finely as it is given.
///
/// # Errors
/// If it is none.
pub(super) fn moment(node: &Value, field: &str) -> Result<Option<Moment>, String> {
    let Some(written) = text(node, field) else { return Ok(None) };
    let padded = match written.len() {
        4 => (format!("{written}-01-01"), Some(Precision::Year)),
        7 => (format!("{written}-01"), Some(Precision::Month)),
        16 => (format!("{written}:00Z"), Some(Precision::Minute)),
        19 => (format!("{written}Z"), None),
        _ => (written.clone(), None),
    };
    let (text, precision) = padded;
    let moment = super::claims::moment(&text.replacen(' ', "T", 1))
        .map_err(|_| format!("{field}: {written:?} is no time"))?;
    Ok(Some(Moment { precision: precision.unwrap_or(moment.precision), ..moment }))
}

/// Returns the rating as it is written: of several, the one that is not our own reading of another.
pub(super) fn rating(node: &Value) -> Option<&Value> {
    let is_reading = |rating: &&Value| text(rating, "name").as_deref() == Some("normalised");
    nodes(node, "reviewRating").into_iter().find(|rating| rating.is_object() && !is_reading(rating))
}

/// Returns the name of the scale of a rating, if it says.
pub(super) fn scale(rating: &Value) -> Option<String> {
    let described = text(rating, "description");
    let described =
        described.and_then(|text| text.strip_prefix("on the scale ").map(str::to_owned));
    text(rating, "name").or_else(|| text(rating, "reviewAspect")).or(described)
}

/// Returns the words and numbers of a rating.
pub(super) fn original(rating: &Value) -> OriginalRating {
    OriginalRating {
        words: text(rating, "alternateName"),
        value: text(rating, "ratingValue"),
        best: text(rating, "bestRating"),
        worst: text(rating, "worstRating"),
    }
}

/// Returns the outlets that carried a statement, each address once.
///
/// # Errors
/// If one of them is dated by what is no time.
pub(super) fn carried(claim: &Value) -> Result<Vec<Carried>, String> {
    let mut carried: Vec<Carried> = Vec::new();
    for node in [nodes(claim, "firstAppearance"), nodes(claim, "appearance")].concat() {
        let given = node.as_str().map(str::to_owned);
        let url = given.or_else(|| text(node, "url"));
        let url = url.or_else(|| id_of(node).map(str::to_owned)).filter(|url| is_address(url));
        let outlet = who(node, "publisher").map(|who| who.name);
        let Some(outlet) = outlet.or_else(|| host(url.as_deref()?)) else { continue };
        let is_known = carried.iter().any(|known| known.url == url && known.outlet == outlet);
        if !is_known {
            let (headline, published) = (text(node, "headline"), moment(node, "datePublished")?);
            carried.push(Carried { outlet, url, headline, published });
        }
    }
    Ok(carried)
}

fn is_address(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

/// Returns the host of an address, which names an outlet where nothing else does.
pub(super) fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.split(':').next()?.trim_start_matches("www.");
    (!host.is_empty()).then(|| host.to_lowercase())
}
