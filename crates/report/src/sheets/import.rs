//! What importing a file led to, as rows.

use counterclaim_desk::Zone;
use counterclaim_desk::answers::{ImportedFile, ImportedRow, RowResult};
use serde_json::Value;

use crate::answer::{Answer, Rows};
use crate::phrase::count;
use crate::sheet::Sheet;

impl Answer for ImportedFile {
    fn rows(&self, _zone: Zone) -> Rows {
        let columns = vec!["row", "what", "result", "id", "why"];
        let rows = self.results.iter().map(row).collect();
        Rows(Sheet { asked: Some(imported(self)), title: self.name.clone(), columns, rows })
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        self.results.iter().map(serde_json::to_value).collect()
    }
}

/// Returns what became of a file, in a sentence or two.
pub fn imported(file: &ImportedFile) -> String {
    let ImportedFile { name, sha256, added, unchanged, refused, .. } = file;
    if file.replayed {
        let places = file.positions.map(|(first, last)| format!(", at {first} to {last}"));
        return format!("{name}: imported before under this key{}.", places.unwrap_or_default());
    }
    let rows = count(usize::try_from(file.rows).unwrap_or(usize::MAX), "row");
    let recorded = match (file.positions, file.dry_run) {
        (_, true) => "Nothing is recorded: this is what would be.".to_owned(),
        (Some((first, last)), false) if first == last => format!("Recorded at {first}."),
        (Some((first, last)), false) => format!("Recorded at {first} to {last}."),
        (None, false) if *refused > 0 => "Nothing is recorded.".to_owned(),
        (None, false) => "Nothing to record: it was imported before.".to_owned(),
    };
    format!(
        "{name} (sha256 {sha256}): {rows}, {added} added, {unchanged} unchanged, {refused} refused. {recorded}"
    )
}

fn row(row: &ImportedRow) -> Vec<String> {
    let result = match row.result {
        RowResult::Added => "added",
        RowResult::Unchanged => "unchanged",
        RowResult::Refused => "refused",
    };
    let created = (!row.created.is_empty()).then(|| format!("with {}", row.created.join(", ")));
    let told: Vec<String> = row.why.iter().chain(&row.notes).cloned().chain(created).collect();
    vec![
        row.at.to_string(),
        row.what.to_owned(),
        result.to_owned(),
        row.id.as_deref().map(short).unwrap_or_default(),
        told.join("; "),
    ]
}

/// Returns as much of an id as is typed; a slug is no longer than it is.
fn short(id: &str) -> String {
    let is_uuid = id.len() == 36 && id.bytes().filter(|byte| *byte == b'-').count() == 4;
    if is_uuid { id.chars().take(8).collect() } else { id.to_owned() }
}
