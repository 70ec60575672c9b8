//! Who wrote an article: the authors of its JSON-LD, or else the line that a page prints under the headline
//! ("By Ada Lindqvist"). The reader of main texts asks.

use serde_json::Value;

use super::linked::unwrapped;
use super::markup::inline;

/// How many paragraphs from the top a byline is looked for.
pub(super) const NEAR_TOP: usize = 8;

/// Longest byline, in bytes: longer lines that begin with "By" are sentences.
const LONGEST: usize = 80;

/// Most authors that are named.
const MOST: usize = 8;

/// Returns the names of the authors of an article, in its order.
pub(super) fn authors(article: &Value) -> Option<String> {
    let given = ["author", "creator"].iter().find_map(|field| article.get(*field))?;
    let given = unwrapped(given);
    let several = given.as_array();
    let all = several.into_iter().flatten().chain(several.is_none().then_some(given));
    let mut names: Vec<String> = Vec::new();
    for name in all.filter_map(name).take(MOST) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}

fn name(author: &Value) -> Option<String> {
    let author = unwrapped(author);
    let named = author.get("name").map(unwrapped).unwrap_or(author);
    let named = named.as_array().map_or(Some(named), |all| all.first())?;
    // An address or an id names nobody.
    let name = inline(named.as_str()?);
    (!name.is_empty() && !name.contains("://")).then_some(name)
}

/// Returns who is named in a line that is a byline and nothing else.
pub(super) fn printed_byline(line: &str) -> Option<String> {
    let rest = ["By ", "BY ", "Written by ", "by "].iter().find_map(|by| line.strip_prefix(by))?;
    let rest = rest.split(['|', '•', '·']).next().unwrap_or(rest).trim();
    let is_name = |word: &str| {
        matches!(word, "and" | "de" | "van" | "von" | "al" | "der" | "for" | "in")
            || word.starts_with(char::is_uppercase)
    };
    let fits = line.len() <= LONGEST
        && !rest.is_empty()
        && !rest.ends_with(['.', '?', '!', ':'])
        && rest.split([' ', ',']).filter(|word| !word.is_empty()).all(is_name);
    fits.then(|| rest.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn authors_are_named_and_addresses_are_none() {
        let both =
            json!({ "author": [{ "name": "Ada Lindqvist" }, "Osk Perrin", { "@id": "#x" }] });
        assert_eq!(authors(&both).as_deref(), Some("Ada Lindqvist, Osk Perrin"));
        assert_eq!(authors(&json!({ "author": "https://wire.example/ada" })), None);
        assert_eq!(
            authors(&json!({ "creator": { "name": ["Ona Hale"] } })).as_deref(),
            Some("Ona Hale")
        );
    }

    #[test]
    fn a_line_that_begins_like_one_is_no_byline() {
        let named = |line: &str| printed_byline(line);
        assert_eq!(
            named("By Ada Lindqvist and Osk Perrin").as_deref(),
            Some("Ada Lindqvist and Osk Perrin")
        );
        assert_eq!(named("By Ada Lindqvist | 14 June 2031").as_deref(), Some("Ada Lindqvist"));
        assert_eq!(named("By Friday the bridge was closed."), None);
        assert_eq!(named("By nightfall the town was empty"), None);
    }
}
