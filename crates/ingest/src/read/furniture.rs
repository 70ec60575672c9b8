//! Furniture of pages: what is printed around posts and is no part of them (buttons, credits, rules,
//! footers). The readers of text leave it out of bodies and introductions.

/// Returns whether a line is furniture wherever it stands.
pub(super) fn is_furniture(line: &str) -> bool {
    let plain = line.trim_end_matches(|last: char| !last.is_alphanumeric());
    if plain.is_empty() {
        return true;
    }
    if line.len() > 160 {
        return false;
    }
    let lower = plain.to_lowercase();
    EXACT.contains(&lower.as_str())
        || CREDITS.contains(&plain)
        || BEGINNINGS.iter().any(|beginning| lower.starts_with(beginning))
        || lower.starts_with("follow ") && lower.contains(" live feed")
        || is_byline(line)
}

/// Returns whether a line names who wrote or sent what follows: "By Jane Doe", "From Harbour Wire's Jane
/// Doe in Carvel". Nothing but names may stand in it.
fn is_byline(line: &str) -> bool {
    let Some(names) = ["By ", "From ", "Posted by "].iter().find_map(|by| line.strip_prefix(by))
    else {
        return false;
    };
    let words: Vec<&str> = names.split_whitespace().take(16).collect();
    let is_name = |word: &&str| word.starts_with(char::is_uppercase);
    let names = words.iter().filter(|word| is_name(word)).count();
    line.len() <= 96
        && !line.ends_with(['.', '!', '?', ':'])
        && (2..16).contains(&words.len())
        && names >= 2
        && words.iter().all(|word| is_name(word) || ["and", "in", "for", "at"].contains(word))
}

/// Returns whether a line begins the footer after the last post.
pub(super) fn begins_footer(line: &str) -> bool {
    titled(line).is_some() || line.starts_with("Community standards")
}

/// Returns the title in a footer line that repeats it ("Live Updates: …").
pub(super) fn titled(line: &str) -> Option<&str> {
    ["Live Updates: ", "LIVE UPDATES: ", "Live Blog: ", "Live: "]
        .iter()
        .any(|beginning| line.starts_with(beginning))
        .then_some(line)
}

/// Returns the bytes of `line` without a picture credit at its end ("… says. / Photo: Agency").
pub(super) fn without_credit(line: &str) -> usize {
    [" / Photo:", " (Photo:", " Photograph:", " [Photo:"]
        .iter()
        .find_map(|credit| line.find(credit))
        .unwrap_or(line.len())
}

const EXACT: &[&str] = &[
    "read more",
    "listen live",
    "get short url",
    "new messages",
    "more updates",
    "loading",
    "advertisement",
    "share",
    "tweet",
    "share on facebook",
    "share on twitter",
    "copy link",
    "facebook",
    "twitter",
    "subscribe",
    "sign up",
    "related articles",
    "more to follow",
    "key event",
    "newest first",
    "oldest first",
    "community standards",
    "community standardsdiscussion",
    "discussion",
    "comments",
    "view comments",
    "show more",
    "load more",
    "live",
];

const BEGINNINGS: &[&str] =
    &["scroll down and refresh", "read more:", "photo:", "click here to", "share this"];

const CREDITS: &[&str] =
    &["AA", "AFP", "AP", "EPA", "TASS", "RIA", "Reuters", "REUTERS", "Getty Images", "Anadolu"];
