//! Ratings of claims that a page carries as microdata (`itemscope itemtype="https://schema.org/ClaimReview"`),
//! put into the shape of JSON-LD, so that whoever reads the one reads the other.

use serde_json::{Map, Value};

use super::entities::decode;
use super::markup::{Piece, Tag, fold, pieces};

/// Most ratings that are taken from one page, and most properties of one item.
const MOST: usize = 256;

/// Elements that hold nothing and are never closed.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Returns the items of type `ClaimReview` in `source`, in page order.
pub(super) fn claim_reviews(source: &str) -> Vec<Value> {
    // Most pages have none, and are not walked for it.
    if !source.contains("itemtype") || !source.contains("ClaimReview") {
        return Vec::new();
    }
    let mut walk = Walk::default();
    for piece in pieces(source) {
        match piece {
            Piece::Text(words) => walk.text(&decode(words)),
            Piece::Open(tag) => walk.open(tag),
            Piece::Close(name) => walk.close(name),
            Piece::Raw(_) => {}
        }
    }
    while let Some(element) = walk.open.pop() {
        walk.end(element);
    }
    walk.found
}

#[derive(Default)]
struct Walk<'a> {
    open: Vec<Element<'a>>,
    found: Vec<Value>,
    /// How many of the open elements are items; outside of one nothing is gathered.
    items: usize,
}

/// An open element.
struct Element<'a> {
    name: &'a str,
    /// The properties it is the value of.
    properties: Vec<String>,
    /// What it holds, if it is an item.
    item: Option<Map<String, Value>>,
    words: String,
}

impl<'a> Walk<'a> {
    fn text(&mut self, words: &str) {
        let gathers = |element: &&mut Element<'_>| !element.properties.is_empty();
        // A property's words go to the innermost property around them, and from there outwards.
        if let Some(element) = self.open.iter_mut().rev().find(gathers) {
            element.words.push_str(words);
        }
    }

    fn open(&mut self, tag: Tag<'a>) {
        let scope = tag.attribute("itemscope").is_some();
        let is_review =
            || tag.attribute("itemtype").is_some_and(|kinds| kinds.contains("ClaimReview"));
        if self.items == 0 && !(scope && is_review()) {
            return;
        }
        let properties = tag.attribute("itemprop").unwrap_or_default();
        let properties: Vec<String> = properties.split_whitespace().map(str::to_owned).collect();
        let item = scope.then(|| {
            let kinds = tag.attribute("itemtype").unwrap_or_default();
            let kind = kinds.split_whitespace().next().unwrap_or_default();
            let kind = kind.rsplit(['/', '#']).next().unwrap_or_default();
            Map::from_iter([("@type".to_owned(), Value::from(kind))])
        });
        if !properties.is_empty()
            && item.is_none()
            && let Some(value) = given(&tag)
        {
            self.note(&properties, Value::from(value));
            if !VOID.iter().any(|name| tag.is(name)) {
                self.push(tag.name, Vec::new(), None);
            }
            return;
        }
        if !VOID.iter().any(|name| tag.is(name)) {
            self.push(tag.name, properties, item);
        }
    }

    fn push(&mut self, name: &'a str, properties: Vec<String>, item: Option<Map<String, Value>>) {
        self.items += usize::from(item.is_some());
        self.open.push(Element { name, properties, item, words: String::new() });
    }

    /// Ends the innermost element of this name and what was left open in it.
    fn close(&mut self, name: &str) {
        let is = |element: &Element<'_>| element.name.eq_ignore_ascii_case(name);
        let Some(at) = self.open.iter().rposition(is) else { return };
        while self.open.len() > at {
            if let Some(element) = self.open.pop() {
                self.end(element);
            }
        }
    }

    fn end(&mut self, element: Element<'_>) {
        let Element { properties, item, words, .. } = element;
        self.items -= usize::from(item.is_some());
        match item {
            Some(item) if self.items == 0 && self.found.len() < MOST => {
                self.found.push(Value::Object(item));
            }
            Some(_) if self.items == 0 => {}
            Some(item) => self.note(&properties, Value::Object(item)),
            None if !properties.is_empty() => {
                let words = fold(&words);
                self.text(&words);
                self.note(&properties, Value::from(words));
            }
            None => {}
        }
    }

    /// Gives the innermost open item a value.
    fn note(&mut self, properties: &[String], value: Value) {
        let Some(item) = self.open.iter_mut().rev().find_map(|element| element.item.as_mut())
        else {
            return;
        };
        for property in properties {
            if value.as_str().is_some_and(str::is_empty) || item.len() >= MOST {
                continue;
            }
            match item.get_mut(property) {
                None => {
                    item.insert(property.clone(), value.clone());
                }
                Some(Value::Array(all)) if all.len() < MOST => all.push(value.clone()),
                Some(Value::Array(_)) => {}
                Some(first) => *first = Value::Array(vec![first.take(), value.clone()]),
            }
        }
    }
}

/// Returns the value that an element gives as an attribute.
fn given(tag: &Tag<'_>) -> Option<String> {
    let by = [
        ("meta", "content"),
        ("a", "href"),
        ("link", "href"),
        ("img", "src"),
        ("time", "datetime"),
        ("data", "value"),
        ("meter", "value"),
    ];
    let own = by.iter().find(|(name, _)| tag.is(name))?;
    // Some sites give a machine's value on any element.
    tag.attribute(own.1).filter(|value| !value.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_properties_and_words_become_objects() {
        let page = r#"<p>Before</p><div itemscope itemtype="https://schema.org/ClaimReview">
            <meta itemprop="datePublished" content="2031-06-15">
            <p>We looked at: <q itemprop="claimReviewed">The bridge at <b>Pell</b> is&nbsp;gone</q>.</p>
            <div itemprop="author" itemscope itemtype="http://schema.org/Organization">
              <a itemprop="url" href="https://check.example/">site</a><span itemprop="name">Sill Check</span></div>
            <div itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating">
              <span itemprop="ratingValue">2</span> of <span itemprop="bestRating">5</span>:
              <b itemprop="alternateName">Mostly false</b></div>
            </div><span itemprop="name">Somebody else</span>"#;
        let found = claim_reviews(page);
        assert_eq!(found.len(), 1);
        let review = &found[0];
        assert_eq!(review["@type"], "ClaimReview");
        assert_eq!(review["datePublished"], "2031-06-15");
        assert_eq!(review["claimReviewed"], "The bridge at Pell is\u{a0}gone");
        assert_eq!(review["author"]["name"], "Sill Check");
        assert_eq!(review["author"]["url"], "https://check.example/");
        assert_eq!(review["reviewRating"]["ratingValue"], "2");
        assert_eq!(review["reviewRating"]["alternateName"], "Mostly false");
        assert_eq!(review.get("name"), None);
        // What never closes ends with the page.
        let open = "<div itemscope itemtype='ClaimReview'><p itemprop=claimReviewed>Words";
        assert_eq!(claim_reviews(open)[0]["claimReviewed"], "Words");
        assert!(claim_reviews("<div itemscope itemtype='Review'></div>").is_empty());
    }
}
