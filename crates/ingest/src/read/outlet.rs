//! The outlet's own name, as its text gives it: in datelines ("CARVEL (Harbour Wire) -") or in the
//! invitation to follow its feed. Hosts of addresses are the last resort.

use std::collections::BTreeMap;

use super::lines::Line;

/// Bytes of a paragraph in which a dateline can stand.
const DATELINE: usize = 96;

/// Returns the outlet named by the text, if it names one.
pub(super) fn outlet(text: &str, lines: &[Line]) -> Option<String> {
    lines
        .iter()
        .find_map(|line| followed(line.words(text)))
        .map(str::to_owned)
        .or_else(|| most_frequent(lines.iter().filter_map(|line| dateline(line.words(text)))))
}

/// Returns the host of an address without `www.`.
pub(super) fn host(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (!host.is_empty()).then(|| host.to_owned())
}

/// "Follow Harbour Wire's Live Feed to Find Out More!"
fn followed(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("Follow ").filter(|rest| rest.len() < DATELINE)?;
    let end = rest.find("'s Live Feed").or_else(|| rest.find("’s Live Feed"))?;
    Some(&rest[..end])
}

/// "CARVEL (Harbour Wire) - …": a place in capitals, the outlet, a dash.
fn dateline(line: &str) -> Option<&str> {
    let open = line.bytes().take(DATELINE).position(|byte| byte == b'(')?;
    let close = open + line.bytes().skip(open).take(DATELINE).position(|byte| byte == b')')?;
    let place = line[..open].trim_end();
    // "MANCHESTER, N.H." and "COLUMBIA, Ost." both occur: only the first word must be in capitals.
    let first = place.split([' ', ',']).next().unwrap_or_default();
    let capitals = first.chars().count() >= 2
        && first.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
        && first.starts_with(char::is_uppercase);
    let dash = line[close + 1..].trim_start().starts_with(['-', '–', '—']);
    let name = line[open + 1..close].trim();
    (capitals && dash && place.len() <= 48 && !name.is_empty()).then_some(name)
}

/// Returns the most frequent name; of equals the first in alphabetical order.
fn most_frequent<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    let most = counts.values().copied().max()?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(name, _)| name.to_owned())
}
