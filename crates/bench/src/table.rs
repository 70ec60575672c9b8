//! Tables: the same rows for people (Markdown) and machines (JSON).

use serde_json::{Value, json};

/// A table with a title.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    title: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(title: &str, columns: &[&str]) -> Self {
        let columns = columns.iter().map(|column| (*column).to_owned()).collect();
        Self { title: title.to_owned(), columns, rows: Vec::new() }
    }

    /// Adds a row; what is missing at its end is left empty.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let mut row: Vec<String> = cells.into_iter().collect();
        row.resize(self.columns.len(), String::new());
        self.rows.push(row);
    }

    pub(crate) fn markdown(&self) -> String {
        let width = |column: usize| {
            let cells = self.rows.iter().chain([&self.columns]);
            cells.map(|row| row[column].chars().count()).max().unwrap_or_default()
        };
        let line = |cells: &[String]| {
            let padded = cells.iter().enumerate().map(|(n, cell)| format!("{cell:<0$}", width(n)));
            format!("| {} |\n", padded.collect::<Vec<_>>().join(" | "))
        };
        let rule: Vec<String> = (0..self.columns.len()).map(|n| "-".repeat(width(n))).collect();
        let rows: String = self.rows.iter().map(|row| line(row)).collect();
        format!("## {}\n\n{}{}{rows}", self.title, line(&self.columns), line(&rule))
    }
}

/// Returns tables as one JSON value: per table its title and its rows by column.
pub(crate) fn json(tables: &[Table]) -> Value {
    let row = |table: &Table, row: &Vec<String>| -> Value {
        table.columns.iter().cloned().zip(row.iter().map(|cell| json!(cell))).collect()
    };
    let table = |table: &Table| {
        let rows: Vec<Value> = table.rows.iter().map(|cells| row(table, cells)).collect();
        json!({ "title": table.title, "rows": rows })
    };
    json!({ "tables": tables.iter().map(table).collect::<Vec<_>>() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_reads_the_same_in_both_forms() {
        let mut table = Table::new("Labels", &["claims", "time"]);
        table.row(["10000".to_owned(), "1.00 ms".to_owned()]);
        let expected =
            "## Labels\n\n| claims | time    |\n| ------ | ------- |\n| 10000  | 1.00 ms |\n";
        assert_eq!(table.markdown(), expected);
        let expected = json!({ "tables": [{ "title": "Labels",
            "rows": [{ "claims": "10000", "time": "1.00 ms" }] }] });
        assert_eq!(json(&[table]), expected);
    }
}
