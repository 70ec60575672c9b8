//! One route as an operation of the description: what it takes, what it brings, what it answers.

use serde_json::{Map, Value, json};

use super::change;
use crate::problem::KINDS;
use crate::route::{Body, Parameter, Role, Route, Schema, of_suffix};

/// What every question takes.
pub(crate) const CLOCKS: &[Parameter] = &[
    Parameter {
        name: "as_of",
        means: "Only what was recorded up to this log position, or by this time.",
        schema: Schema::AsOf,
    },
    Parameter {
        name: "public_by",
        means: "Only what had been published by this time.",
        schema: Schema::Time,
    },
    Parameter {
        name: "count",
        means: "What enters standing and counts: checked statements only, or unchecked proposals too.",
        schema: Schema::OneOf(&["checked", "all"]),
    },
    Parameter {
        name: "tz",
        means: "The zone of printed times (Europe/Vienna, +02:00); data is always in UTC.",
        schema: Schema::Text,
    },
];

/// How wide a table of text may be.
const WIDTH: Parameter = Parameter {
    name: "width",
    means: "Columns of a plain text answer.",
    schema: Schema::Number(0, 65_535),
};

/// What every route may answer with.
const ANY: &[u16] = &[400, 401, 403, 406, 429, 500, 503];
/// What a route may answer with that takes a body.
const WITH_BODY: &[u16] = &[408, 413, 415];

/// Returns a route as an operation.
pub(super) fn operation(route: &Route) -> Value {
    let mut operation = json!({
        "operationId": route.name,
        "summary": route.means,
        "description": description(route),
        "tags": [tag(route)],
        "parameters": parameters(route),
        "responses": responses(route),
        "security": security(route),
    });
    if let Some(body) = &route.body {
        operation["requestBody"] = request(body);
    }
    operation
}

/// Returns what groups the route with others.
pub(super) fn tag(route: &Route) -> &'static str {
    match route.path.split('/').nth(1) {
        None | Some("") => "case",
        Some(first) => first,
    }
}

fn description(route: &Route) -> String {
    let suffixes: Vec<String> = route.forms.iter().map(|form| format!("`.{form}`")).collect();
    let forms = match suffixes.len() {
        1 => String::new(),
        _ => format!(
            " Its form is chosen by `Accept`, or by a suffix of the path: {}.",
            suffixes.join(", ")
        ),
    };
    format!("Needs the role {}.{forms}", route.needs)
}

fn security(route: &Route) -> Value {
    let mut ways = vec![json!({ "bearer": [] }), json!({ "session": [] })];
    if route.needs == Role::Reader {
        // On a loopback address whoever shows nothing reads.
        ways.push(json!({}));
    }
    Value::Array(ways)
}

/// Returns every parameter of a route with where it stands.
pub(crate) fn taken(route: &Route) -> Vec<(&'static str, &'static Parameter)> {
    let is_in_path = |name: &str| route.path.contains(&format!("{{{name}}}"));
    let place = |parameter: &Parameter| if is_in_path(parameter.name) { "path" } else { "query" };
    let own = route.takes.iter().map(|parameter| (place(parameter), parameter));
    let clocks = CLOCKS.iter().filter(|_| route.asks).map(|clock| ("query", clock));
    let width = route.forms.contains(&"txt") && (route.asks || route.method == "POST");
    let width = width.then_some(("query", &WIDTH));
    let headers = route.heeds.iter().map(|header| ("header", header));
    own.chain(clocks).chain(width).chain(headers).collect()
}

fn parameters(route: &Route) -> Value {
    let parameter = |(place, parameter): (&str, &Parameter)| {
        let mut out = json!({
            "name": parameter.name,
            "in": place,
            "description": parameter.means,
            "schema": schema(parameter.schema),
        });
        if place == "path" {
            out["required"] = true.into();
            out["schema"]["minLength"] = 1.into();
        }
        out
    };
    taken(route).into_iter().map(parameter).collect()
}

/// Returns what a parameter looks like.
pub(crate) fn schema(schema: Schema) -> Value {
    match schema {
        Schema::Text => json!({ "type": "string" }),
        Schema::Number(least, most) => {
            json!({ "type": "integer", "minimum": least, "maximum": most })
        }
        Schema::Time => {
            json!({ "type": "string", "examples": ["2031-06-14T10:00:00Z", "2031-06-14"] })
        }
        Schema::AsOf => json!({ "type": "string", "examples": ["151", "2031-06-14T10:00:00Z"] }),
        Schema::OneOf(words) => json!({ "type": "string", "enum": words }),
        Schema::Texts => json!({ "type": "array", "items": { "type": "string" } }),
    }
}

fn request(body: &Body) -> Value {
    let mut content = Map::new();
    for media in body.media {
        let schema = match (*media, body.schema) {
            ("application/json", Some(schema)) => schema(),
            ("application/x-www-form-urlencoded", Some(_)) => change::form(),
            ("application/x-www-form-urlencoded" | "multipart/form-data", None) => {
                json!({ "type": "object" })
            }
            _ => json!({}),
        };
        content.insert((*media).to_owned(), json!({ "schema": schema }));
    }
    let means = format!("{} At most {} bytes.", body.means, body.most);
    json!({ "description": means, "content": content, "required": true })
}

/// Returns the media types of the answer.
fn media(route: &Route) -> Map<String, Value> {
    let bare = |media: &str| media.split(';').next().unwrap_or_default().to_owned();
    let mut content = Map::new();
    for media in route.media {
        content.insert((*media).to_owned(), json!({ "schema": { "type": "string" } }));
    }
    if !content.is_empty() {
        return content;
    }
    for form in route.forms.iter().filter_map(|suffix| of_suffix(suffix)) {
        let schema = match (form.suffix, route.gives) {
            ("json", Some(gives)) => gives(),
            ("json" | "jsonld" | "cytoscape" | "xlsx", _) => json!({}),
            _ => json!({ "type": "string" }),
        };
        content.insert(bare(form.media), json!({ "schema": schema }));
    }
    content
}

/// Returns every status that a route may answer with, and why.
pub(crate) fn statuses(route: &Route) -> Vec<(u16, String)> {
    let mut all: Vec<(u16, String)> = vec![(200, "The answer.".to_owned())];
    if route.asks {
        all.push((304, "Nothing has changed since the answer with this `ETag`.".to_owned()));
    }
    all.extend(route.statuses.iter().map(|(status, why)| (*status, (*why).to_owned())));
    let common = ANY.iter().chain(WITH_BODY.iter().filter(|_| route.body.is_some()));
    let in_path = [404].iter().filter(|_| route.path.contains('{'));
    for status in common.chain(in_path) {
        if !all.iter().any(|(own, _)| own == status) {
            let kind = KINDS.iter().find(|kind| kind.told().0.as_u16() == *status);
            all.push((*status, kind.map_or("", |kind| kind.told().2).to_owned() + "."));
        }
    }
    all.sort_by_key(|(status, _)| *status);
    all
}

fn responses(route: &Route) -> Value {
    let mut responses = Map::new();
    for (status, why) in statuses(route) {
        let mut response = json!({ "description": why });
        match status {
            200 | 201 => response["content"] = media(route).into(),
            300..400 => {}
            _ => {
                response["content"] = json!({
                    "application/problem+json": {
                        "schema": { "$ref": "#/components/schemas/Problem" },
                    },
                    "text/html": { "schema": { "type": "string" } },
                });
            }
        }
        responses.insert(status.to_string(), response);
    }
    Value::Object(responses)
}
