//! The whole description: OpenAPI 3.1, made from the table of routes that is served, so that the two
//! cannot part.

use serde_json::{Map, Value, json};

use super::operation::operation;
use super::{answers, change};
use crate::call::Call;
use crate::problem::{KINDS, Problem};
use crate::reply::Reply;
use crate::route::{Route, get, routes};

pub(crate) const ROUTES: &[Route] = &[get(
    "/openapi",
    "openapi",
    "This description (OpenAPI 3.1), made from the table of addresses that is served.",
    openapi,
)
.of_server()
.forms(&["json"])];

fn openapi(call: &Call<'_>) -> Result<Reply, Problem> {
    let cookie = &call.server.access.cookie;
    let document = document(routes(), cookie);
    Ok(Reply::whole(call.form.media, format!("{document:#}\n")))
}

/// Returns the description of routes; `cookie` is the name of the session's.
pub(super) fn document(routes: &[Route], cookie: &str) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for route in routes {
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        path[route.method.to_lowercase()] = operation(route);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Counterclaim",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Who said what, when, through whom, and who contradicts them. Every page is also \
                data at the same address with another suffix (`/claims.json`). Every question takes both \
                clocks: `as_of` (what was recorded) and `public_by` (what had been published). Standing is \
                computed from recorded links and is no verdict.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "schemas": schemas(),
            "securitySchemes": {
                "bearer": {
                    "type": "http", "scheme": "bearer",
                    "description": "A token that `counterclaim token add` made, or the secret of the login \
                        address that `serve` printed.",
                },
                "session": { "type": "apiKey", "in": "cookie", "name": cookie },
            },
        },
    })
}

fn schemas() -> Map<String, Value> {
    let mut schemas = change::each();
    let reference = |name: &String| format!("#/components/schemas/{name}");
    let names: Vec<String> = schemas.keys().cloned().collect();
    let all: Vec<Value> = names.iter().map(|name| json!({ "$ref": reference(name) })).collect();
    let mapping: Map<String, Value> =
        names.iter().map(|name| (name.clone(), reference(name).into())).collect();
    schemas.insert(
        "Change".to_owned(),
        json!({
            "oneOf": all,
            "discriminator": { "propertyName": "change", "mapping": mapping },
        }),
    );
    let codes = KINDS.map(|kind| kind.told().1);
    schemas.insert("Problem".to_owned(), answers::problem(&codes));
    schemas
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::document;
    use crate::route::{Role, routes};

    #[test]
    fn every_route_is_described_once_with_its_parameters() {
        let routes = routes();
        let described = document(routes, "session");
        let (mut names, mut places) = (BTreeSet::new(), BTreeSet::new());
        for route in routes {
            assert!(names.insert(route.name), "{} names two operations", route.name);
            let place = (route.method, route.path);
            assert!(places.insert(place), "{place:?} is there twice");
            let operation = &described["paths"][route.path][route.method.to_lowercase()];
            assert_eq!(operation["operationId"], route.name);
            let named = |name: &str| {
                let all = operation["parameters"].as_array().expect("a list");
                all.iter().filter(|parameter| parameter["name"] == name).count()
            };
            let in_path = route.path.split('{').skip(1).filter_map(|part| part.split('}').next());
            for name in in_path {
                assert_eq!(named(name), 1, "{}: {name} is not described", route.path);
            }
            assert_eq!(named("as_of"), usize::from(route.asks), "{}", route.path);
            let writes = route.method == "POST";
            let is_open = matches!(route.path, "/login" | "/logout");
            assert!(
                !writes || is_open || route.needs > Role::Reader,
                "{} lets readers write",
                route.path
            );
        }
    }

    #[test]
    fn a_change_is_described_with_what_it_demands() {
        let described = document(routes(), "session");
        let change = &described["paths"]["/changes"]["post"];
        let statuses: Vec<&str> = change["responses"]
            .as_object()
            .expect("an object")
            .keys()
            .map(String::as_str)
            .collect();
        insta::assert_snapshot!(statuses.join(" "), @"200 201 303 400 401 403 404 406 408 409 412 413 415 422 428 429 500 503");
        insta::assert_snapshot!(described["components"]["schemas"]["claim_withdraw"], @r#"{"additionalProperties":false,"description":"Withdraw a claim: our mistake, not the speaker's retraction.","properties":{"change":{"const":"claim_withdraw"},"claim":{"description":"The claim: id or unique prefix.","type":"string"},"reason":{"description":"Why, for the record.","type":"string"},"revision":{"description":"The revision seen of what is changed, as `If-Match` says it; or *.","minimum":0,"type":["integer","string","null"]}},"required":["change","claim","reason"],"type":"object"}"#);
    }
}
