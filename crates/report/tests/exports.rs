//! Hostile text in every field of a claim, through every format of an export and back: nothing of it
//! becomes a formula, markup or an end of anything, and what comes back is what went in.

mod workbook;

use chrono::{DateTime, Utc};
use counterclaim_desk::answers::Card;
use counterclaim_desk::change::QueueDecide;
use counterclaim_desk::{
    ChangeOptions, Command, Desk, FixedRim, Identity, IngestOptions, Page, Question, Request,
    Review, ReviewId, Told, Wanted,
};
use counterclaim_report::export::{ClaimColumn, RowFormat, RowStyle, claims};
use counterclaim_report::linked::{Base, Linked, claim_reviews, json_ld, turtle};
use counterclaim_report::{Format, Style, render};
use serde_json::{Value, json};

/// Strings that mean something to one of the formats. Each is short of the others.
const HOSTILE: [&str; 14] = [
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "'=1",
    "</script><script>alert(1)</script><!-- ]]> &amp; &lt;b&gt; -->",
    "*b* _x0041_ `c` [a](javascript:alert(1)) | # $x$ ~~s~~",
    "#set page(width: 1pt) \\u{41} #eval(\"1\")",
    "He said \"no\", 'never'; and left\\",
    "\u{202e}gnp.exe\u{202c} \u{2067}abc\u{2069} \u{200b}\u{feff} שלום مرحبا 🚀",
    "a nul\u{0} a bell\u{7} an escape\u{1b}[31m a c1 \u{85} and \u{fffe}",
    "one\r\nline\u{2028}and\u{2029}more",
    "<urn:x> <urn:y> \"\"\"z\"\"\" . @prefix a: <b> .",
];

fn time() -> DateTime<Utc> {
    DateTime::from_timestamp(1_930_000_000, 123_456_000).expect("a sane time")
}

/// Returns a case in which every field that a page or a tool can fill holds each of the strings once.
fn hostile() -> Desk {
    let mut desk = Desk::in_memory(Box::new(FixedRim::at(time())), Identity::analyst("Ada <b>"))
        .expect("memory takes a case");
    let page = Page {
        bytes: format!("FICTION. <b>Live</b> =1\n\n{}\n", HOSTILE.join("\n\n")).into_bytes(),
        source: Some(format!("=Wire {}", HOSTILE[6])),
        url: Some("https://x.example/> <urn:a> .\"\u{202e}".to_owned()),
        ..Page::default()
    };
    desk.ingest("page", &page, &IngestOptions::default()).expect("it is a page");
    let read = |desk: &Desk| desk.log(Default::default(), Question::default()).expect("it reads");
    let text = read(&desk)
        .entries
        .iter()
        .map(|entry| serde_json::to_value(entry).expect("an entry is JSON"))
        .find(|entry| entry["type"] == "capture.recorded")
        .expect("the capture is recorded")["payload"]["text"]
        .clone();
    let lines: Vec<String> = HOSTILE
        .iter()
        .enumerate()
        .map(|(number, text_of)| line(number, text_of, &text).to_string())
        .collect();
    desk.propose(&lines.join("\n"), None, false).expect("the proposals fit the page");
    let all = Question::default().counting_all();
    let check = QueueDecide { check: vec!["all".to_owned()], ..QueueDecide::default() };
    desk.change(&check.into(), ChangeOptions::default()).expect("a person may check them");
    let reviews = desk.timeline(all).statements.into_iter().zip(HOSTILE.into_iter().cycle()).map(
        |(card, text)| {
            let (by, scale) = (format!("{text}\u{1}"), text.to_owned());
            Command::AddReview(Review {
                id: ReviewId::derive(&[&card.id.to_string()]),
                claim: card.id,
                by,
                scale,
                rating: text.to_owned(),
                reason: Some(text.to_owned()),
                published: None,
            })
        },
    );
    desk.submit(Request::of(reviews.collect())).expect("a person may rate them");
    desk
}

fn line(number: usize, text: &str, digest: &Value) -> Value {
    let quoted = text.trim().lines().next().unwrap_or_default();
    json!({
        "kind": "claim", "page": 0, "post": 1, "id": format!("h{number}"), "text_sha256": digest,
        "statement": text, "quote": [quoted], "speaker": format!("{text} speaker"),
        "speaker_kind": "organisation", "role": text, "party": format!("{text} party"),
        "venue": text, "relayed_by": format!("{text} relayer"),
        "about": [{ "actor": format!("{text} about"), "role": "accused" }],
        "figures": [{ "measure": text, "counts": text, "whose": text, "place": text, "period": text,
            "qualifier": text, "qualifier_by": "outlet", "low": -3, "best": 4.5, "high": null,
            "variants": [{ "text": text, "by": "outlet" }] }],
        "flags": [text], "confidence": 0.5, "rule": format!("{text}@1"), "language": text,
    })
}

fn exported(desk: &Desk, format: RowFormat, style: &RowStyle) -> Vec<u8> {
    let wanted = Wanted { told: Told::Sentences, ..Wanted::default() };
    let every = desk.every(&wanted, Question::default()).expect("nothing is named");
    let mut out = Vec::new();
    let written = claims(&every, format, style, &mut out, &mut |_| {}).expect("memory takes it");
    assert!(written.rows >= HOSTILE.len());
    out
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("it is UTF-8")
}

fn all_fields() -> RowStyle {
    let fields = ClaimColumn::ALL.iter().map(|column| column.name().to_owned()).collect();
    RowStyle { fields: Some(fields), recorded: Some(time()), ..RowStyle::default() }
}

/// Flat rows: the reference for everything with cells.
fn rows(desk: &Desk) -> Vec<Value> {
    let lines = text(exported(desk, RowFormat::Ndjson, &all_fields()));
    lines.split('\n').filter(|line| !line.is_empty()).map(parsed).collect()
}

fn parsed(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"))
}

/// What is not to be seen in a file that people open: it turns text around, or is no text.
fn controls(c: char) -> bool {
    let is_text = matches!(c, '\n' | '\r' | '\t');
    !is_text && c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}

fn inert(text: &str) -> String {
    text.chars().map(|c| if controls(c) { '\u{fffd}' } else { c }).collect()
}

/// A value of a flat row as a cell has it.
fn told(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(words) if words.iter().all(Value::is_string) && !words.is_empty() => {
            let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
            words.join(" ")
        }
        Value::Array(empty) if empty.is_empty() => String::new(),
        other @ (Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
            other.to_string()
        }
    }
}

/// Whether two cells say the same: as text, or as JSON where the cell holds that.
fn same(cell: &str, value: &Value) -> bool {
    cell == inert(&told(value))
        || !value.is_string()
            && serde_json::from_str::<Value>(cell).is_ok_and(|read| read == *value)
}

#[test]
fn records_are_cards_and_more() {
    let desk = hostile();
    let lines = text(exported(&desk, RowFormat::Ndjson, &RowStyle::default()));
    assert!(!lines.contains(|c| controls(c) || c == '<'), "something is not escaped");
    let lines: Vec<Value> = lines.trim_end().split('\n').map(parsed).collect();
    let cards: Vec<Card> = desk.timeline(Question::default()).statements;
    assert_eq!(lines.len(), cards.len());
    for (line, card) in lines.iter().zip(&cards) {
        let card = serde_json::to_value(card).expect("a card is JSON");
        for (key, value) in card.as_object().expect("a card is an object") {
            assert_eq!(&line[key], value, "{key}");
        }
    }
    let array = parsed(&text(exported(&desk, RowFormat::Json, &RowStyle::default())));
    assert_eq!(array.as_array(), Some(&lines));
    for string in HOSTILE {
        let found = lines.iter().find(|line| line["statement"] == string).expect("it came through");
        assert_eq!(found["role"], string);
        assert_eq!(found["figures_exact"][0]["whose"], string);
        assert_eq!(found["reviews"].as_array().map(Vec::len), Some(1));
    }
}

#[test]
fn cells_of_csv_come_back_and_compute_nothing() {
    let desk = hostile();
    let rows = rows(&desk);
    let guarded = text(exported(&desk, RowFormat::Csv, &all_fields()));
    assert!(!guarded.contains(controls));
    let mut reader = csv::Reader::from_reader(guarded.as_bytes());
    let header = reader.headers().expect("there is a header").clone();
    let mut cells = 0;
    for (record, row) in reader.records().zip(&rows) {
        for (name, cell) in header.iter().zip(&record.expect("every row is whole")) {
            let blank =
                |c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{fffd}');
            let begins = cell.trim_start_matches(blank).chars().next();
            assert!(!matches!(begins, Some('=' | '+' | '-' | '@')), "{name}: {cell:?}");
            let bare = cell.strip_prefix('\'').filter(|bare| same(bare, &row[name]));
            assert!(same(bare.unwrap_or(cell), &row[name]), "{name}: {cell:?}, {}", row[name]);
            cells += 1;
        }
    }
    assert_eq!(cells, rows.len() * ClaimColumn::ALL.len());
    let raw = text(exported(&desk, RowFormat::Csv, &RowStyle { raw: true, ..all_fields() }));
    let mut reader = csv::Reader::from_reader(raw.as_bytes());
    for (record, row) in reader.records().zip(&rows) {
        let record = record.expect("every row is whole");
        assert_eq!(record.get(1), row["statement"].as_str());
    }
}

#[test]
fn cells_of_a_workbook_come_back_as_text_and_numbers() {
    let desk = hostile();
    let rows = rows(&desk);
    let bytes = exported(&desk, RowFormat::Xlsx, &all_fields());
    assert_eq!(bytes, exported(&desk, RowFormat::Xlsx, &all_fields()), "the same bytes each time");
    let xml = workbook::part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(!xml.contains("<f>") && !xml.contains("<script") && !xml.contains(controls));
    assert!(xml.contains("state=\"frozen\"") && xml.contains("<autoFilter ref=\"A1:"));
    let (header, read) = workbook::rows(&xml);
    assert_eq!(read.len(), rows.len());
    for (cells, row) in read.iter().zip(&rows) {
        for (column, name) in &header {
            let cell = cells.get(column).cloned().unwrap_or_default();
            assert!(same(&cell, &row[name]), "{name}: {cell:?}, {}", row[name]);
        }
    }
}

#[test]
fn linked_data_holds_every_string_and_ends_nowhere_else() {
    let desk = hostile();
    let question = Question::default();
    let every = desk.every(&Wanted::default(), question).expect("nothing is named");
    let linked = Linked { desk: &desk, every: &every, question, base: &Base::default() };
    let mut out = Vec::new();
    json_ld(&linked, &mut out).expect("memory takes it");
    let document = text(out);
    assert!(!document.contains(|c| controls(c) || c == '<'), "something is not escaped");
    let document = parsed(&document);
    let texts = |graph: &Value, key: &str| -> Vec<String> {
        let nodes = graph["@graph"].as_array().expect("a graph is a list").iter();
        nodes.filter_map(|node| node[key].as_str().map(str::to_owned)).collect()
    };
    let mut out = Vec::new();
    turtle(&linked, &mut out).expect("memory takes it");
    let strings = literals(&text(out));
    let mut out = Vec::new();
    claim_reviews(&every, &Base::default(), false, &mut out).expect("memory takes it");
    let reviews = text(out);
    let reviews: Vec<Value> = reviews.lines().map(parsed).collect();
    assert!(reviews.len() >= HOSTILE.len());
    for string in HOSTILE {
        assert!(texts(&document[0], "text").contains(&string.to_owned()), "{string:?}");
        assert!(texts(&document[1], "cc:role").contains(&string.to_owned()), "{string:?}");
        assert!(strings.contains(&string.to_owned()), "{string:?}");
        let rated = |review: &&Value| review["reviewRating"]["alternateName"] == string;
        let review = reviews.iter().find(rated).expect("the rating came through");
        assert_eq!(review["reviewRating"]["ratingExplanation"], string);
    }
}

/// Reads Turtle as far as strings and names go, and returns the strings. Outside of them only what is
/// written here may stand.
fn literals(turtle: &str) -> Vec<String> {
    assert!(!turtle.contains(controls), "a control character");
    let mut strings = Vec::new();
    let mut rest = turtle.chars();
    while let Some(c) = rest.next() {
        match c {
            '<' => {
                let name: String = rest.by_ref().take_while(|c| *c != '>').collect();
                let is_name = |c: char| c > ' ' && !"<>\"{}|^`\\".contains(c);
                assert!(name.chars().all(is_name), "a name that is none: {name:?}");
            }
            '"' => strings.push(literal(&mut rest)),
            c => {
                let usual = c.is_ascii_alphanumeric() || " \n@:/#.,;^[]-".contains(c);
                assert!(usual, "{c:?} stands outside of strings and names");
            }
        }
    }
    strings
}

fn literal(rest: &mut std::str::Chars<'_>) -> String {
    let mut string = String::new();
    while let Some(c) = rest.next() {
        match c {
            '"' => break,
            '\n' | '\r' => panic!("a string goes over the end of a line: {string:?}"),
            '\\' => string.push(match rest.next().expect("an escape has a letter") {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => {
                    let digits: String = rest.by_ref().take(4).collect();
                    let number = u32::from_str_radix(&digits, 16).expect("digits");
                    char::from_u32(number).expect("a character")
                }
                c => c,
            }),
            c => string.push(c),
        }
    }
    string
}

#[test]
fn lists_for_people_hold_no_markup() {
    let desk = hostile();
    let cards = desk.timeline(Question::default()).statements;
    // What is no character is harmless to people.
    let seen = |c: char| controls(c) && !matches!(c, '\u{fffe}' | '\u{ffff}');
    let written = |format| {
        render(&cards, Style { format, ..Style::default() }).expect("a list has this form")
    };
    let html = written(Format::Html);
    assert!(!html.contains("<script") && !html.contains(seen), "{html}");
    let markdown = written(Format::Markdown);
    assert!(!markdown.contains(seen));
    let rows: Vec<&str> = markdown.lines().filter(|line| line.starts_with("| ")).collect();
    assert_eq!(rows.len(), cards.len() + 1, "a cell broke out of its row");
    for row in rows {
        let bare = row.replace("\\|", "");
        assert_eq!(bare.matches('|').count(), 10, "{row}");
        let unescaped = bare.replace("\\<", "").replace("\\[", "").replace("\\`", "");
        assert!(!unescaped.contains(['<', '[', '`']), "{row}");
    }
    assert!(!written(Format::Table).contains(seen));
}
