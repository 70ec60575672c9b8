//! Tools, made from routes: their names, their parameters, what their input looks like. There is no second
//! list; a route says itself that it is one.

use serde_json::{Map, Value, json};

use crate::describe::{self, CLOCKS};
use crate::route::{Parameter, Route, Schema, routes};

/// Rows of a list that are shown, if nobody says how many.
pub(super) const ROWS: u64 = 20;
/// Most rows of a list.
const MOST_ROWS: u64 = 500;

/// How many rows.
pub(super) const LIMIT: &str = "limit";
/// Which rows of a list that has no cursor.
pub(super) const SKIP: &str = "skip";
/// What is proposed.
pub(super) const PROPOSALS: &str = "lines";
/// The key under which something is done once.
pub(super) const KEY: &str = "idempotency_key";

/// Parameters that only pages or tables of text have a use for.
const NOT_FOR_DATA: [&str; 3] = ["page", "tz", "width"];

/// Rows of a list, where the route has no way of its own to part it.
const PARTED: [Parameter; 2] = [
    Parameter { name: LIMIT, means: "Rows of each list.", schema: Schema::Number(1, MOST_ROWS) },
    Parameter {
        name: SKIP,
        means: "Rows of each list to pass over.",
        schema: Schema::Number(0, u64::MAX),
    },
];

const KEYED: Parameter = Parameter {
    name: KEY,
    means: "Do this once: the same call under the same key gives the first result again.",
    schema: Schema::Text,
};

/// Returns every route that is a tool.
pub(super) fn offered() -> impl Iterator<Item = &'static Route> {
    routes().iter().filter(|route| route.is_tool)
}

/// Returns the tool of this name.
pub(super) fn of_name(name: &str) -> Option<&'static Route> {
    offered().find(|route| self::name(route) == name)
}

/// Returns the name of a tool: that of its route. Answers are bounded here, so none is called whole.
pub(super) fn name(route: &Route) -> &'static str {
    route.name.strip_prefix("whole_").unwrap_or(route.name)
}

/// Returns whether a tool changes the case.
pub(super) fn writes(route: &Route) -> bool {
    route.method != "GET"
}

/// Returns whether the route itself gives a list part by part.
pub(super) fn is_parted(route: &Route) -> bool {
    let takes = |name: &str| route.takes.iter().any(|parameter| parameter.name == name);
    takes(LIMIT) && takes("cursor")
}

/// Returns whether a parameter stands in the path of its route.
pub(super) fn is_in_path(route: &Route, name: &str) -> bool {
    route.path.contains(&format!("{{{name}}}"))
}

/// Returns the parameters of a tool, beside what is proposed.
pub(super) fn parameters(route: &Route) -> Vec<Parameter> {
    let own = route.takes.iter().chain(CLOCKS.iter().filter(|_| route.asks));
    let mut all: Vec<Parameter> =
        own.filter(|one| !NOT_FOR_DATA.contains(&one.name)).copied().collect();
    if writes(route) {
        all.push(KEYED);
    } else if !is_parted(route) {
        all.extend(PARTED.iter().filter(|one| !route.takes.iter().any(|own| own.name == one.name)));
    }
    all
}

/// Returns what the input of a tool looks like, as JSON Schema.
pub(super) fn input(route: &Route) -> Map<String, Value> {
    let parameters = parameters(route);
    let mut properties: Map<String, Value> =
        parameters.iter().map(|one| (one.name.to_owned(), looks(one))).collect();
    let mut needed: Vec<&str> = parameters
        .iter()
        .map(|parameter| parameter.name)
        .filter(|name| is_in_path(route, name))
        .collect();
    if let Some(body) = &route.body {
        let line = body.schema.map_or_else(|| json!({ "type": "object" }), |schema| schema());
        let means = format!("{} Each has a field `kind`.", body.means);
        let lines = json!({ "type": "array", "items": line, "minItems": 1, "description": means });
        properties.insert(PROPOSALS.to_owned(), lines);
        needed.push(PROPOSALS);
    }
    let input = json!({
        "type": "object", "properties": properties, "required": needed, "additionalProperties": false,
    });
    match input {
        Value::Object(input) => input,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Map::new()
        }
    }
}

/// Returns what a value of a parameter looks like.
fn looks(parameter: &Parameter) -> Value {
    let mut looks = match parameter.schema {
        Schema::OneOf(&["true", "false"]) => json!({ "type": "boolean" }),
        // The largest number there is cannot be read by everybody.
        Schema::Number(least, u64::MAX) => json!({ "type": "integer", "minimum": least }),
        Schema::Text
        | Schema::Number(..)
        | Schema::Time
        | Schema::AsOf
        | Schema::OneOf(_)
        | Schema::Texts => describe::schema(parameter.schema),
    };
    looks["description"] = parameter.means.into();
    if parameter.name == LIMIT {
        looks["default"] = ROWS.into();
    }
    looks
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{input, name, offered, writes};
    use crate::route::Role;

    #[test]
    fn tools_read_and_one_proposes() {
        let mut names = BTreeSet::new();
        for route in offered() {
            assert!(names.insert(name(route)), "{} names two tools", name(route));
            assert!(route.forms.contains(&"json"), "{} gives no JSON", route.path);
            assert!(route.needs <= Role::Proposer, "{} is not for agents", route.path);
        }
        let writing: Vec<&str> = offered().filter(|route| writes(route)).map(name).collect();
        assert_eq!(writing, ["propose"]);
    }

    #[test]
    fn every_question_takes_both_clocks_and_bounds_its_lists() {
        for route in offered().filter(|route| !writes(route)) {
            let input = input(route);
            for name in ["as_of", "public_by", "count", "limit"] {
                assert!(input["properties"].get(name).is_some(), "{}: {name}", route.name);
            }
            for name in ["tz", "width", "page"] {
                assert!(input["properties"].get(name).is_none(), "{}: {name}", route.name);
            }
        }
    }
}
