//! What a caller says beside what is wanted: in whose name, which revision they saw, the idempotency key,
//! whether it is only to be tried, and where a browser goes on. Every door that writes reads it here.

use counterclaim_desk::{CommitId, Identity, Position};

use crate::address::with_query;
use crate::call::Call;
use crate::problem::{Kind, Problem};
use crate::route::{Parameter, Schema};

/// The parameter by which nothing is recorded.
pub(super) const DRY_RUN: Parameter = Parameter {
    name: "dry_run",
    means: "Decide, but record nothing: the answer says what would be recorded.",
    schema: Schema::OneOf(&["true", "false"]),
};

/// Names of commits that the desk itself gives: a caller's key cannot be one of them, or whoever may only
/// propose could keep a file or page from ever being taken in.
const OWN_KEYS: [&str; 2] = ["import/", "reading/"];

/// Longest address that a browser is sent back to.
const LONGEST_BACK: usize = 2_048;

/// Longest name of a program.
const LONGEST_AGENT: usize = 120;

/// Which revisions of a thing a caller takes for the present one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// Whatever it is.
    Any,
    /// One of these. None, if what was given can be no revision.
    OneOf(Vec<Position>),
}

impl Seen {
    /// Reads a list of tags, as `If-Match` has them: `"151"`, `W/"151"`, `*`.
    ///
    /// # Errors
    /// If it is no list of tags.
    pub(super) fn of_tags(text: &str) -> Result<Self, Problem> {
        if text.trim() == "*" {
            return Ok(Self::Any);
        }
        let mut revisions = Vec::new();
        for tag in text.split(',').map(str::trim) {
            let tag = tag.strip_prefix("W/").unwrap_or(tag);
            let inner = tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"'));
            let Some(inner) = inner else {
                let why = format!("{tag:?} is no revision in quotation marks (\"151\"), and not *");
                return Err(Problem::parameter("If-Match", why));
            };
            revisions.extend(inner.parse().ok().map(Position));
        }
        Ok(Self::OneOf(revisions))
    }

    /// Reads the field of a form or object: a position, or `*`. Blank says nothing.
    ///
    /// # Errors
    /// If it is neither.
    pub(super) fn of_field(text: &str) -> Result<Option<Self>, Problem> {
        match text.trim() {
            "" => Ok(None),
            "*" => Ok(Some(Self::Any)),
            number => {
                let read = number.trim_matches('"').parse().map(Position);
                let why = || format!("{number:?} is no revision: a log position, or *");
                read.map(|revision| Some(Self::OneOf(vec![revision])))
                    .map_err(|_| Problem::parameter("revision", why()))
            }
        }
    }
}

/// Returns what `If-Match` says, if it is there.
///
/// # Errors
/// If it is no list of tags.
pub(super) fn if_match(call: &Call<'_>) -> Result<Option<Seen>, Problem> {
    let given = call.headers.get("if-match");
    let text = given.map(|value| value.to_str().unwrap_or("?"));
    text.map(Seen::of_tags).transpose()
}

/// Returns the idempotency key, if one is given. Quotation marks around it are not part of it.
///
/// # Errors
/// If it is no key, or one of the desk's own.
pub(super) fn key(call: &Call<'_>) -> Result<Option<CommitId>, Problem> {
    const NAME: &str = "Idempotency-Key";
    let Some(given) = call.headers.get("idempotency-key") else { return Ok(None) };
    let text =
        given.to_str().map_err(|_| Problem::parameter(NAME, "it is not plain ASCII"))?.trim();
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    if OWN_KEYS.iter().any(|own| inner.starts_with(own)) {
        let why = format!("keys that begin with {} are the desk's own", OWN_KEYS.join(" or "));
        return Err(Problem::parameter(NAME, why));
    }
    let key = CommitId::try_from(inner.to_owned());
    key.map(Some).map_err(|why| Problem::parameter(NAME, why))
}

/// Returns whether nothing is to be recorded.
///
/// # Errors
/// If the parameter is neither yes nor no.
pub(super) fn is_dry_run(call: &Call<'_>) -> Result<bool, Problem> {
    flag(call, DRY_RUN.name)
}

/// Returns whether a parameter says yes.
///
/// # Errors
/// If it is neither yes nor no.
pub(super) fn flag(call: &Call<'_>, name: &str) -> Result<bool, Problem> {
    match call.value(name) {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(other) => {
            Err(Problem::parameter(name, format!("{other:?} is neither true nor false")))
        }
    }
}

/// Returns in whose name the call is made.
///
/// # Errors
/// If nobody said who they are.
pub(crate) fn identity(call: &Call<'_>) -> Result<Identity, Problem> {
    let name = call.visitor.name.clone();
    let unknown = || Problem::new(Kind::Unauthenticated, "say who you are, to record something");
    name.map(Identity::analyst).ok_or_else(unknown)
}

/// Returns who records, with the program that asks for it if it says its name.
///
/// # Errors
/// If what it says is no name of a program.
pub(super) fn agent(call: &Call<'_>, by: Identity) -> Result<Identity, Problem> {
    let Some(given) = call.headers.get("counterclaim-agent") else { return Ok(by) };
    let name = given.to_str().unwrap_or_default();
    if name.is_empty() || name.len() > LONGEST_AGENT || !name.bytes().all(|b| b.is_ascii_graphic())
    {
        let why =
            format!("it is no name of a program (1 to {LONGEST_AGENT} printable ASCII characters)");
        return Err(Problem::parameter("Counterclaim-Agent", why));
    }
    Ok(Identity { agent: name.to_owned(), ..by })
}

/// Returns where a browser goes on: the path it named, if that is one of this server, telling what was
/// recorded. Anything else leads to the first page; nobody is sent elsewhere.
pub(crate) fn back(named: Option<&str>, recorded: Option<Position>) -> String {
    let named = named.filter(|named| is_path_here(named)).unwrap_or("/");
    let (address, place) = match named.split_once('#') {
        Some((address, place)) => (address, Some(place)),
        None => (named, None),
    };
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let mut query: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .filter(|(name, _)| name != "done")
        .collect();
    query.push(("done".to_owned(), recorded.unwrap_or(Position::START).to_string()));
    let query = query.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let place = place.map(|place| format!("#{place}")).unwrap_or_default();
    format!("{}{place}", with_query(path, query))
}

/// Returns whether text is a path of this server. What browsers take for another host (`//`, `/\`), and
/// what cannot stand in a header, is not.
pub(super) fn is_path_here(text: &str) -> bool {
    let mut bytes = text.bytes();
    text.len() <= LONGEST_BACK
        && bytes.next() == Some(b'/')
        && bytes.next() != Some(b'/')
        && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

#[cfg(test)]
mod tests {
    use counterclaim_desk::Position;

    use super::{Seen, back};

    #[test]
    fn nobody_is_sent_to_another_server() {
        let named = [
            "/claims/1f?count=all&done=3#standing",
            "//elsewhere.example/",
            "/\\elsewhere.example/",
            "https://elsewhere.example/",
            "/a\r\nset-cookie: x",
            "javascript:alert(1)",
        ];
        let all = named.map(|named| back(Some(named), Some(Position(151))));
        insta::assert_snapshot!(all.join("\n"), @r"
        /claims/1f?count=all&done=151#standing
        /?done=151
        /?done=151
        /?done=151
        /?done=151
        /?done=151
        ");
    }

    #[test]
    fn revisions_come_as_tags_and_as_fields() {
        let tags = ["\"151\"", "W/\"151\", \"152\"", "*", "\"151-9f\"", "151"];
        let told = tags.map(|tags| match Seen::of_tags(tags) {
            Ok(seen) => format!("{tags}: {seen:?}"),
            Err(problem) => format!("{tags}: {}", problem.detail),
        });
        insta::assert_snapshot!(told.join("\n"), @r#"
        "151": OneOf([Position(151)])
        W/"151", "152": OneOf([Position(151), Position(152)])
        *: Any
        "151-9f": OneOf([])
        151: If-Match: "151" is no revision in quotation marks ("151"), and not *
        "#);
        assert_eq!(Seen::of_field(" "), Ok(None));
        assert_eq!(Seen::of_field("151"), Ok(Some(Seen::OneOf(vec![Position(151)]))));
        assert!(Seen::of_field("-1").is_err());
    }
}
