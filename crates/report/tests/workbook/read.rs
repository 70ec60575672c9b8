//! A reader of workbooks that knows nothing of the writer: archive, rows, cells.

use std::collections::BTreeMap;
use std::io::Read;

/// Returns a part of a workbook, found by the archive's own list.
pub(crate) fn part(archive: &[u8], name: &str) -> String {
    let number = |at: usize, bytes: usize| {
        archive[at..at + bytes].iter().rev().fold(0_usize, |sum, byte| sum << 8 | *byte as usize)
    };
    let end = archive.len() - 22;
    assert_eq!(&archive[end..end + 4], b"PK\x05\x06");
    let mut at = number(end + 16, 4);
    for _ in 0..number(end + 10, 2) {
        assert_eq!(&archive[at..at + 4], b"PK\x01\x02");
        let (packed, size) = (number(at + 20, 4), number(at + 24, 4));
        let length = number(at + 28, 2);
        if &archive[at + 46..at + 46 + length] == name.as_bytes() {
            let local = number(at + 42, 4);
            let data = local + 30 + number(local + 26, 2) + number(local + 28, 2);
            let mut text = String::new();
            let mut reader = flate2::read::DeflateDecoder::new(&archive[data..data + packed]);
            reader.read_to_string(&mut text).expect("the part unpacks");
            assert_eq!(text.len(), size);
            let mut crc = flate2::Crc::new();
            crc.update(text.as_bytes());
            assert_eq!(crc.sum() as usize, number(at + 16, 4));
            return text;
        }
        at += 46 + length + number(at + 30, 2) + number(at + 32, 2);
    }
    panic!("the workbook has no {name}");
}

/// Cells by the letters of their columns.
type Cells = BTreeMap<String, String>;

/// Returns the header, column by column, and the rows below it.
pub(crate) fn rows(xml: &str) -> (Vec<(String, String)>, Vec<Cells>) {
    let mut rows = xml.split("<row ").skip(1).map(cells);
    let header = rows.next().expect("a sheet has a header");
    (header.into_iter().collect(), rows.collect())
}

fn cells(row: &str) -> Cells {
    let mut cells = Cells::new();
    for cell in row.split("<c ").skip(1) {
        let place = between(cell, "r=\"", "\"").expect("a cell has a place");
        let column = place.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
        let text = between(cell, "<t xml:space=\"preserve\">", "</t>")
            .or_else(|| between(cell, "<t>", "</t>"))
            .or_else(|| between(cell, "<v>", "</v>"));
        let text = unescaped(text.expect("a cell says something"));
        let text = if cell.contains("t=\"b\"") { (text == "1").to_string() } else { text };
        cells.insert(column, text);
    }
    cells
}

fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    let (_, behind) = text.split_once(open)?;
    behind.split_once(close).map(|(inside, _)| inside)
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#13;", "\r")
        .replace("&amp;", "&")
        .replace("_x005F_", "_")
}
