//! What a file is, told from its beginning: how it is written, and what its rows are.

use counterclaim_model::{ImportFormat, ImportKind};
use serde_json::Value;

/// What the rows of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowsOf {
    /// Rows that can be imported into a case.
    Kind(ImportKind),
    /// The events of a whole case, which become a case of their own.
    Events,
}

/// What is known of a file from its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) format: Option<ImportFormat>,
    pub(super) rows: Option<RowsOf>,
    /// What stands between the cells of a table.
    pub(super) delimiter: u8,
    /// Whether lines end as on Windows.
    pub(super) has_returns: bool,
}

/// The keys by which rows are known, most telling first: all of them must be there.
const MARKS: &[(&[&str], RowsOf)] = &[
    (&["@type"], RowsOf::Kind(ImportKind::ClaimReview)),
    (&["@graph"], RowsOf::Kind(ImportKind::ClaimReview)),
    (&["@context"], RowsOf::Kind(ImportKind::ClaimReview)),
    (&["stream", "payload"], RowsOf::Events),
    (&["relation", "from", "to"], RowsOf::Kind(ImportKind::Links)),
    (&["what", "card"], RowsOf::Kind(ImportKind::Figures)),
    (&["claim", "measure"], RowsOf::Kind(ImportKind::Figures)),
    (&["rows", "series"], RowsOf::Kind(ImportKind::Figures)),
    (&["statement"], RowsOf::Kind(ImportKind::Claims)),
    (&["asked", "statements"], RowsOf::Kind(ImportKind::Claims)),
    (&["aliases", "speaks_for"], RowsOf::Kind(ImportKind::Actors)),
    (&["actor", "basis"], RowsOf::Kind(ImportKind::Actors)),
    (&["matter", "title"], RowsOf::Kind(ImportKind::Matters)),
];

/// Looks at the beginning of a file.
pub(super) fn look(start: &[u8]) -> Look {
    let first = start.iter().find(|byte| !byte.is_ascii_whitespace());
    let told = |format, keys: &[String]| Look {
        format: Some(format),
        rows: rows_of(keys.iter().map(String::as_str)),
        delimiter: b',',
        has_returns: false,
    };
    match first {
        None => Look { format: None, rows: None, delimiter: b',', has_returns: false },
        Some(b'<') => Look {
            format: Some(ImportFormat::JsonLd),
            rows: Some(RowsOf::Kind(ImportKind::ClaimReview)),
            delimiter: b',',
            has_returns: false,
        },
        Some(b'[') => told(ImportFormat::Json, &first_keys(start)),
        Some(b'{') if is_by_line(start) => told(ImportFormat::Ndjson, &first_keys(start)),
        Some(b'{') => told(ImportFormat::Json, &first_keys(start)),
        Some(_) => table(start),
    }
}

/// Tells what the rows of a file are from its first bytes; none if they do not say.
pub fn rows_of_file(start: &[u8]) -> Option<RowsOf> {
    look(start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start)).rows
}

fn rows_of<'k>(keys: impl Iterator<Item = &'k str> + Clone) -> Option<RowsOf> {
    let has = |wanted: &&str| keys.clone().any(|key| key == *wanted);
    MARKS.iter().find(|(marks, _)| marks.iter().all(has)).map(|(_, rows)| *rows)
}

/// Returns whether the first line is an object of its own, with another line behind it.
fn is_by_line(start: &[u8]) -> bool {
    let mut lines = start.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let (Some(first), Some(_)) = (lines.next(), lines.next()) else { return false };
    serde_json::from_slice::<Value>(first).is_ok_and(|value| value.is_object())
}

/// Tells the columns of a table: whatever splits its header into the most names that are known.
fn table(start: &[u8]) -> Look {
    let header = start.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty());
    let columns = |delimiter: u8| {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .from_reader(header.unwrap_or_default());
        let mut record = csv::StringRecord::new();
        let is_read = reader.read_record(&mut record).unwrap_or_default();
        let names = record.iter().map(|name| name.trim().to_owned());
        if is_read { names.collect::<Vec<String>>() } else { Vec::new() }
    };
    let known = |names: &[String]| {
        let marks: Vec<&str> = MARKS.iter().flat_map(|(marks, _)| marks.iter().copied()).collect();
        names.iter().filter(|name| marks.contains(&name.as_str())).count()
    };
    let ways = [b',', b';', b'\t'].map(|delimiter| (delimiter, columns(delimiter)));
    let best = ways.iter().max_by_key(|(delimiter, names)| (known(names), *delimiter == b','));
    let (delimiter, names) = best.map_or((b',', &[][..]), |(at, names)| (*at, names.as_slice()));
    let rows = rows_of(names.iter().map(String::as_str));
    let has_returns = header.is_some_and(|line| line.ends_with(b"\r"));
    Look { format: rows.map(|_| ImportFormat::Csv), rows, delimiter, has_returns }
}

/// Returns the keys of the first object, of an array if it stands in one, as far as the beginning goes.
fn first_keys(start: &[u8]) -> Vec<String> {
    let (mut keys, mut depth) = (Vec::new(), 0_u32);
    let mut at = 0;
    while let Some(byte) = start.get(at) {
        match byte {
            b'"' => {
                let end = end_of_string(start, at);
                let rest = start.get(end..).unwrap_or_default().trim_ascii_start();
                if depth == 1 && rest.first() == Some(&b':') {
                    let key = start.get(at..end).and_then(|key| serde_json::from_slice(key).ok());
                    keys.extend(key);
                }
                at = end;
                continue;
            }
            b'{' => depth += 1,
            // The array that the first object stands in is no level.
            b'[' if depth > 0 => depth += 1,
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            _ => {}
        }
        at += 1;
    }
    keys
}

/// Returns the byte behind the string that begins at `at`.
fn end_of_string(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'\\' => end += 2,
            b'"' => return end + 1,
            _ => end += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(start: &str) -> (Option<ImportFormat>, Option<RowsOf>) {
        let look = look(start.as_bytes());
        (look.format, look.rows)
    }

    #[test]
    fn files_are_known_by_their_beginning() {
        let kind = |kind| Some(RowsOf::Kind(kind));
        let (json, ndjson) = (Some(ImportFormat::Json), Some(ImportFormat::Ndjson));
        let claim = r#"{"id":"x","statement":"a \"b\" {","words":[{"relation":1}],"from":1}"#;
        assert_eq!(told(&format!("{claim}\n{claim}\n")), (ndjson, kind(ImportKind::Claims)));
        assert_eq!(told(claim), (json, kind(ImportKind::Claims)));
        assert_eq!(told(&format!(" [\r\n{claim}")), (json, kind(ImportKind::Claims)));
        assert_eq!(told(r#"{"asked":{"x":1},"rows":[{"#), (json, None));
        assert_eq!(told("[]"), (json, None));
        assert_eq!(told(""), (None, None));
        assert_eq!(
            told("statement;speaker\n"),
            (Some(ImportFormat::Csv), kind(ImportKind::Claims))
        );
        assert_eq!(told("id,from,relation,to"), (Some(ImportFormat::Csv), kind(ImportKind::Links)));
        assert_eq!(told("some words\n"), (None, None));
        assert_eq!(told("{\"case\":1,\"stream\":2,\"payload\":{}}"), (json, Some(RowsOf::Events)));
        assert_eq!(told("<html>"), (Some(ImportFormat::JsonLd), kind(ImportKind::ClaimReview)));
        assert_eq!(told("{\"@context\":\"x\""), (json, kind(ImportKind::ClaimReview)));
    }
}
