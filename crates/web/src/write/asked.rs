//! The body of a request for change: one change or a list of them, as JSON, or one as the fields of a
//! form; each with the revision that was seen, and for a form with where the browser goes on.

use counterclaim_desk::change::QueueDecide;
use counterclaim_desk::{AsOf, Change};
use serde_json::{Map, Value};

use super::caller::Seen;
use crate::call::Call;
use crate::problem::{Kind, Problem};

/// Most changes in one request.
pub(super) const MOST: usize = 256;

/// Fields of a form that are not the change's own.
const BESIDE: [&str; 3] = ["revision", "back", "dry_run"];

/// Fields of a form in which the address of a claim is as good as its id.
const CLAIMS: [&str; 6] = ["claim", "claims", "from", "to", "refutes", "confirms"];

/// A change with the revision that was seen of the thing it changes.
#[derive(Clone, Debug)]
pub(super) struct AskedFor {
    /// The change.
    pub(super) change: Change,
    /// The revision, if it is said.
    pub(super) seen: Option<Seen>,
}

/// What a body asks for.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// The changes, recorded together or not at all.
    pub(super) changes: Vec<AskedFor>,
    /// Whether they came as a list.
    pub(super) is_list: bool,
}

/// Returns the fields of the form that came with a call; nothing if it brought no form.
pub(super) fn form(call: &Call<'_>) -> Option<Vec<(String, String)>> {
    let media = call.header("content-type")?.split(';').next()?.trim();
    let is_form = media.eq_ignore_ascii_case("application/x-www-form-urlencoded");
    is_form.then(|| form_urlencoded::parse(&call.body).into_owned().collect())
}

impl Asked {
    /// Reads the fields of a form.
    ///
    /// # Errors
    /// Which field does not fit.
    pub(super) fn of_form(fields: &[(String, String)]) -> Result<Self, Problem> {
        let seen = fields.iter().rev().find(|(name, _)| name == "revision");
        let seen = seen.map_or(Ok(None), |(_, text)| Seen::of_field(text))?;
        let offered = fields.iter().any(|(name, _)| name.starts_with("was."));
        let fields = without_unchanged(fields);
        if offered && !fields.iter().any(|(name, _)| name.starts_with("set.")) {
            let why = "nothing is changed: every field is as it was";
            return Err(Problem::new(Kind::Invalid, why));
        }
        let own = fields.iter().filter(|(name, _)| !BESIDE.contains(&name.as_str()));
        let own = own.map(|(name, value)| (name.as_str(), of_address(name, value)));
        Ok(Self { changes: vec![AskedFor::of(Change::from_form(own)?, seen)], is_list: false })
    }

    /// Reads JSON: a change, or `{"changes": […]}`.
    ///
    /// # Errors
    /// Which field does not fit.
    pub(super) fn of_json(body: &[u8]) -> Result<Self, Problem> {
        let value: Value = serde_json::from_slice(body)
            .map_err(|why| Problem::new(Kind::Usage, format!("the body is no JSON: {why}")))?;
        let Value::Object(mut fields) = value else {
            let why = "the body is an object: a change, or {\"changes\": [...]}";
            return Err(Problem::new(Kind::Invalid, why));
        };
        let Some(list) = fields.remove("changes") else {
            return Ok(Self { changes: vec![AskedFor::of_fields(fields)?], is_list: false });
        };
        if let Some(other) = fields.keys().next() {
            let why = format!("{other:?} stands beside a list of changes, where nothing else may");
            return Err(Problem::new(Kind::Invalid, why));
        }
        let Value::Array(list) = list else {
            return Err(Problem::new(Kind::Invalid, "changes is a list"));
        };
        if list.is_empty() || list.len() > MOST {
            let why = format!("a list has 1 to {MOST} changes, and this one {}", list.len());
            return Err(Problem::new(Kind::Invalid, why));
        }
        let read = |(at, value)| match value {
            Value::Object(fields) => AskedFor::of_fields(fields).map_err(|problem| Problem {
                detail: format!("changes[{at}]: {}", problem.detail),
                ..problem
            }),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_) => {
                Err(Problem::new(Kind::Invalid, format!("changes[{at}] is no object")))
            }
        };
        let changes = list.into_iter().enumerate().map(read).collect::<Result<_, _>>()?;
        Ok(Self { changes, is_list: true })
    }
}

impl AskedFor {
    fn of(change: Change, seen: Option<Seen>) -> Self {
        // A decision on a queue says by `as_of` what was seen of it.
        let shown = if let Change::QueueDecide(QueueDecide {
            as_of: AsOf::Position(shown), ..
        }) = &change
        {
            Some(Seen::OneOf(vec![*shown]))
        } else {
            None
        };
        Self { seen: seen.or(shown), change }
    }

    fn of_fields(mut fields: Map<String, Value>) -> Result<Self, Problem> {
        let seen = match fields.remove("revision") {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Seen::of_field(&text)?,
            Some(Value::Number(number)) => Seen::of_field(&number.to_string())?,
            Some(_) => {
                let why = "it is a log position, or \"*\"";
                return Err(Problem::parameter("revision", why));
            }
        };
        Ok(Self::of(Change::from_value(Value::Object(fields))?, seen))
    }

    /// Returns whether the revision must be said: something that is there is set anew, or decided on.
    pub(super) fn needs_revision(&self) -> bool {
        self.change.alters() || matches!(self.change, Change::QueueDecide(_))
    }
}

/// Makes of the fields of a page's form those of the change: a `set.role` that is as the page said it was
/// (`was.role`) is no change; a finding's claim is what it refutes or confirms; lines end as they do
/// everywhere.
fn without_unchanged(fields: &[(String, String)]) -> Vec<(String, String)> {
    let plain = |text: &str| text.replace("\r\n", "\n");
    let of = |name: &str| fields.iter().find(|(own, _)| own == name).map(|(_, value)| plain(value));
    let finding = of("finding");
    let own = |(name, value): &(String, String)| {
        let value = plain(value);
        let field = name.strip_prefix("set.");
        let was = field.and_then(|field| of(&format!("was.{field}")));
        if name.starts_with("was.") || name == "finding" || was.is_some_and(|was| was == value) {
            return None;
        }
        match &finding {
            Some(relation) if name == "claim" => Some((relation.clone(), value)),
            _ => Some((name.clone(), value)),
        }
    };
    fields.iter().filter_map(own).collect()
}

/// Returns the ids in place of the addresses of claims that were pasted.
fn of_address(name: &str, value: &str) -> String {
    if !CLAIMS.contains(&name) || !value.contains("/claims/") {
        return value.to_owned();
    }
    let id = |word: &str| match word.rsplit_once("/claims/") {
        Some((_, rest)) => {
            rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
        }
        None => word.to_owned(),
    };
    value.split_whitespace().map(id).collect::<Vec<String>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Asked, of_address, without_unchanged};

    #[test]
    fn what_a_page_offered_and_nobody_changed_is_not_asked_for() {
        let fields = [
            ("set.role", "spokeswoman"),
            ("was.role", "spokeswoman"),
            ("set.statement", "The pier\r\nis closed."),
            ("was.statement", "The pier is open."),
            ("finding", "refutes"),
            ("claim", "1f0c"),
        ];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        insta::assert_debug_snapshot!(without_unchanged(&fields), @r#"
        [
            (
                "set.statement",
                "The pier\nis closed.",
            ),
            (
                "refutes",
                "1f0c",
            ),
        ]
        "#);
    }

    #[test]
    fn the_address_of_a_claim_is_as_good_as_its_id() {
        let pasted = "http://127.0.0.1:8080/claims/1f0c-22?as_of=3#standing 77aa";
        assert_eq!(of_address("to", pasted), "1f0c-22 77aa");
        assert_eq!(of_address("reason", pasted), pasted);
    }

    #[test]
    fn what_is_no_change_is_told_with_its_place() {
        let bodies = [
            "{",
            "[]",
            "{}",
            r#"{"changes":[]}"#,
            r#"{"changes":[{"change":"claim_check","claim":"1f"},{"change":"claim_chek"}]}"#,
            r#"{"changes":[{"change":"claim_check","claim":"1f"}],"dry_run":true}"#,
            r#"{"change":"claim_check","claim":"1f","revision":"new"}"#,
        ];
        let told = bodies.map(|body| match Asked::of_json(body.as_bytes()) {
            Ok(asked) => format!("{} changes", asked.changes.len()),
            Err(problem) => {
                let (status, ..) = problem.kind.told();
                format!("{} {:.100}", status.as_u16(), problem.detail)
            }
        });
        insta::assert_snapshot!(told.join("\n"), @r#"
        400 the body is no JSON: EOF while parsing an object at line 1 column 1
        422 the body is an object: a change, or {"changes": [...]}
        422 it is not said which change: change is one of claim_add, claim_correct, claim_withdraw, claim_check,
        422 a list has 1 to 256 changes, and this one 0
        422 changes[1]: "claim_chek" is no change (claim_add, claim_correct, claim_withdraw, claim_check, claim_
        422 "dry_run" stands beside a list of changes, where nothing else may
        400 revision: "new" is no revision: a log position, or *
        "#);
    }
}
