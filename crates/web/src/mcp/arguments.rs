//! From the arguments of a tool to what is asked of the case. What makes no sense is told by its name; what
//! is not known is not passed over, or a slip of the pen would widen a question without a word.

use serde_json::{Map, Value, json};

use super::refusal::Refusal;
use super::tool::{self, KEY, LIMIT, PROPOSALS, ROWS, SKIP};
use super::wanted::Wanted;
use crate::describe::{self, PROPOSED};
use crate::route::{Parameter, Route, Schema};

/// What an agent gives with a call.
pub(super) type Arguments = Map<String, Value>;

/// Which rows of an answer's lists are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rows {
    /// Rows to pass over.
    pub(super) skip: usize,
    /// Rows to show.
    pub(super) limit: usize,
}

/// Reads the arguments of a tool. `program` is who calls it.
///
/// # Errors
/// Which argument makes no sense, and why.
pub(super) fn read(
    route: &'static Route,
    arguments: &Arguments,
    program: &str,
) -> Result<(Wanted, Rows), Refusal> {
    let parameters = tool::parameters(route);
    known(route, &parameters, arguments)?;
    let (named, query, headers, body) = (Vec::new(), Vec::new(), Vec::new(), String::new());
    let mut wanted = Wanted { route, named, query, headers, body };
    let mut rows = Rows { skip: 0, limit: usize::try_from(ROWS).unwrap_or(usize::MAX) };
    for parameter in &parameters {
        let name = parameter.name;
        let values = match arguments.get(name) {
            None | Some(Value::Null) => Vec::new(),
            Some(value) => values(parameter, value)?,
        };
        let is_in_path = tool::is_in_path(route, name);
        if is_in_path && values.first().is_none_or(|value| value.trim().is_empty()) {
            return Err(Refusal::argument(name, "it is needed, and cannot be empty"));
        }
        for value in values {
            match name {
                _ if is_in_path => wanted.named.push((name.to_owned(), value)),
                KEY => wanted.headers.push(("idempotency-key", value)),
                SKIP => rows.skip = value.parse().unwrap_or(usize::MAX),
                LIMIT if !tool::is_parted(route) => {
                    rows.limit = value.parse().unwrap_or(rows.limit)
                }
                _ => wanted.query.push((name.to_owned(), value)),
            }
        }
    }
    if tool::is_parted(route) && wanted.number(LIMIT).is_none() {
        wanted.set(LIMIT, ROWS);
    }
    if route.body.is_some() {
        wanted.body = proposals(arguments.get(PROPOSALS), program)?;
        wanted.headers.push(("counterclaim-agent", format!("mcp:{program}")));
    }
    Ok((wanted, rows))
}

/// Refuses arguments that the tool does not take.
fn known(route: &Route, parameters: &[Parameter], given: &Arguments) -> Result<(), Refusal> {
    let lines = route.body.as_ref().map(|_| PROPOSALS);
    let known: Vec<&str> = parameters.iter().map(|one| one.name).chain(lines).collect();
    match given.keys().find(|name| !known.contains(&name.as_str())) {
        Some(name) => {
            let why =
                format!("{} takes no such argument ({})", tool::name(route), known.join(", "));
            Err(Refusal::argument(name, why))
        }
        None => Ok(()),
    }
}

/// Returns an argument as it stands in an address.
fn values(parameter: &Parameter, value: &Value) -> Result<Vec<String>, Refusal> {
    let name = parameter.name;
    let bad = |wanted: String| Err(Refusal::argument(name, format!("{value} is not {wanted}")));
    match (parameter.schema, value) {
        (Schema::Texts, Value::Array(all)) => {
            let texts: Option<Vec<&str>> = all.iter().map(Value::as_str).collect();
            match texts {
                Some(texts) => Ok(texts.into_iter().map(str::to_owned).collect()),
                None => bad("a list of texts".to_owned()),
            }
        }
        (Schema::OneOf(words), _) => {
            let word = value.as_bool().map(|yes| yes.to_string());
            let word = word.or_else(|| value.as_str().map(str::to_owned));
            match word.filter(|word| words.contains(&word.as_str())) {
                Some(word) => Ok(vec![word]),
                None => bad(format!("one of {}", words.join(", "))),
            }
        }
        (Schema::Number(least, most), _) => {
            let number = value.as_u64().or_else(|| value.as_str()?.trim().parse().ok());
            match number.filter(|number| (least..=most).contains(number)) {
                Some(number) => Ok(vec![number.to_string()]),
                None if most == u64::MAX => bad(format!("a whole number from {least}")),
                None => bad(format!("a whole number from {least} to {most}")),
            }
        }
        (Schema::Text | Schema::Texts | Schema::Time | Schema::AsOf, Value::String(text)) => {
            Ok(vec![text.clone()])
        }
        // A position is a number to most.
        (Schema::AsOf | Schema::Text, Value::Number(number)) => Ok(vec![number.to_string()]),
        (Schema::Text | Schema::Time | Schema::AsOf, _) => bad("text".to_owned()),
        (Schema::Texts, _) => bad("a list of texts".to_owned()),
    }
}

/// Returns proposals as lines. Each is marked with the program that makes it, whatever else it says of
/// its rule: whoever checks it sees that an agent read this.
fn proposals(given: Option<&Value>, program: &str) -> Result<String, Refusal> {
    let Some(Value::Array(all)) = given else {
        return Err(Refusal::argument(PROPOSALS, "it must be a list of claims and links"));
    };
    if all.is_empty() {
        return Err(Refusal::argument(PROPOSALS, "there is nothing in it"));
    }
    let described = describe::proposal();
    let mut lines = String::new();
    for (number, one) in all.iter().enumerate() {
        let named = |what: &str| format!("{PROPOSALS}[{number}]{what}");
        let Value::Object(fields) = one else {
            return Err(Refusal::argument(
                &named(""),
                "it must be a claim or a link, as an object",
            ));
        };
        let kind = fields.get("kind").and_then(Value::as_str).unwrap_or_default();
        let Some(at) = PROPOSED.iter().position(|own| *own == kind) else {
            let why = format!("it must be {}", PROPOSED.join(" or "));
            return Err(Refusal::argument(&named(".kind"), why));
        };
        let known = &described["anyOf"][at]["properties"];
        if let Some(name) = fields.keys().find(|name| known.get(name).is_none()) {
            let why = format!("a {kind} has no such field");
            return Err(Refusal::argument(&named(&format!(".{name}")), why));
        }
        lines.push_str(&marked(fields, kind, program).to_string());
        lines.push('\n');
    }
    Ok(lines)
}

/// Returns a proposal with what goes without saying, and with the program that makes it.
fn marked(fields: &Arguments, kind: &str, program: &str) -> Value {
    let mut line = fields.clone();
    let mut otherwise = |name: &str, value: Value| {
        line.entry(name).or_insert(value);
    };
    otherwise("page", 0.into());
    otherwise("confidence", json!(0.5));
    if kind == "link" {
        otherwise("basis", "inferred".into());
    }
    let rule = match fields.get("rule").and_then(Value::as_str).filter(|rule| !rule.is_empty()) {
        Some(rule) => format!("mcp:{program}/{rule}"),
        None => format!("mcp:{program}"),
    };
    line.insert("rule".to_owned(), rule.into());
    Value::Object(line)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Arguments, read};
    use crate::mcp::tool;

    fn asked(name: &str, arguments: &Value) -> String {
        let route = tool::of_name(name).expect("it is a tool");
        let given: Arguments = arguments.as_object().cloned().unwrap_or_default();
        match read(route, &given, "reader@1") {
            Ok((wanted, rows)) => format!(
                "{} +{} {} {:?}\n{}",
                wanted.target().text(),
                rows.skip,
                rows.limit,
                wanted.headers,
                wanted.body
            ),
            Err(refusal) => refusal.json()["detail"].as_str().unwrap_or_default().to_owned(),
        }
    }

    #[test]
    fn arguments_become_an_address() {
        let all = [
            ("overview", json!({})),
            ("claims", json!({ "q": "party:Ostrevia", "as_of": 20, "count": "all" })),
            ("compare", json!({ "party": ["Ostrevia", "Valdoria"], "limit": 3 })),
            ("claim", json!({ "claim": "../log", "public_by": "2031-06-14" })),
            ("log", json!({ "after": 7, "skip": 20, "limit": 5 })),
        ];
        let told = all.map(|(name, arguments)| asked(name, &arguments));
        insta::assert_snapshot!(told.join(""), @"
/.json +0 20 []
/claims.json?q=party%3AOstrevia&as_of=20&count=all&limit=20 +0 20 []
/compare.json?party=Ostrevia&party=Valdoria&limit=3 +0 20 []
/claims/..%2Flog.json?public_by=2031-06-14 +0 20 []
/whole/log.json?after=7 +20 5 []
");
    }

    #[test]
    fn what_makes_no_sense_is_named() {
        let all = [
            ("claim", json!({})),
            ("claims", json!({ "query": "party:Ostrevia" })),
            ("claims", json!({ "limit": 0 })),
            ("claims", json!({ "count": "most" })),
            ("claims", json!({ "public_by": 7 })),
            ("compare", json!({ "party": [1, 2] })),
            ("propose", json!({})),
            ("propose", json!({ "lines": [] })),
            ("propose", json!({ "lines": [{ "kind": "check" }] })),
            ("propose", json!({ "lines": [{ "kind": "link", "quotes": [] }] })),
        ];
        let told = all.map(|(name, arguments)| asked(name, &arguments));
        insta::assert_snapshot!(told.join("\n"), @r#"
claim: it is needed, and cannot be empty
query: claims takes no such argument (q, sort, limit, cursor, as_of, public_by, count)
limit: 0 is not a whole number from 1 to 1000
count: "most" is not one of checked, all
public_by: 7 is not text
party: [1,2] is not a list of texts
lines: it must be a list of claims and links
lines: there is nothing in it
lines[0].kind: it must be claim or link
lines[0].quotes: a link has no such field
"#);
    }

    #[test]
    fn a_proposal_carries_the_name_of_its_program_whatever_it_says() {
        let link = json!({ "kind": "link", "from": "a", "to": "b", "relation": "denies", "rule": "by-hand" });
        let arguments = json!({ "lines": [link], "dry_run": true, "idempotency_key": "k1" });
        insta::assert_snapshot!(asked("propose", &arguments), @r#"
/proposals.json?dry_run=true +0 20 [("idempotency-key", "k1"), ("counterclaim-agent", "mcp:reader@1")]
{"basis":"inferred","confidence":0.5,"from":"a","kind":"link","page":0,"relation":"denies","rule":"mcp:reader@1/by-hand","to":"b"}
"#);
    }
}
