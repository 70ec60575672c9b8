//! A document with everything in it, and words that try everything, in HTML and Typst. To look with
//! eyes: `COUNTERCLAIM_PICTURES=/tmp/pictures cargo test -p counterclaim-report formats`.

use chrono::{TimeZone, Utc};
use counterclaim_desk::answers::{Card, LinkCard, Marks, Words};
use counterclaim_desk::{Desk, FixedRim, Identity, IngestOptions, Page, Question, Zone};

use crate::document::{Block, Document, Inline, Table, strong, text};
use crate::html::html;
use crate::phrase;
use crate::picture::{Drawing, matrix, neighbourhood, timeline};
use crate::typst::typst;

const PAGES: [&[u8]; 2] = [
    include_bytes!("../../../data/sample/harbour-wire-live.txt"),
    include_bytes!("../../../data/sample/aldmoor-bulletin-live.html"),
];

/// Words that mean something in HTML, CSS, Typst or to a terminal.
const HOSTILE: [&str; 12] = [
    "#panic(\"no\") $x$ *bold* _it_ `raw` // c /* d */",
    "</style><script>alert(1)</script><b onclick=x>",
    "\\\" ; #import \"/etc/passwd\" \\u{41} \\",
    "@S1 <S1> [x] {y} = Heading\n= Heading\n- item",
    "\u{0}\u{7}\u{1b}[31m\u{202e}right\u{202c}\u{2028}line",
    "\"quoted\" ‹outlet› ‘single’ -- --- ~ ...",
    "&lt;&#39;&amp; <!-- --> ]]>",
    "b6bfcefeb32fbb3ab49c80c9d129434c4c52b7993309f78271b7678bcde7c772",
    "Απόψε Сегодня Hôtel žluťoučký",
    "הם אמרו לא",
    "قالوا لا",
    "https://example.org/a?b=c&d=e#f",
];

fn page_words(text: &str, marks: Marks) -> Inline {
    Inline::Words(Words { text: text.to_owned(), marks })
}

fn hostile() -> Document {
    let mut document = Document {
        title: format!("Title {}", HOSTILE.join(" ")),
        draft: Some(format!("DRAFT {}", HOSTILE[1])),
        foot: Some(format!("Foot {} {}", HOSTILE[2], HOSTILE[7])),
        blocks: Vec::new(),
    };
    document.heading(1, HOSTILE[0]);
    for (number, words) in HOSTILE.iter().enumerate() {
        document.heading(if number == 2 { 5 } else { 2 }, *words);
        let line = vec![
            Inline::Label("S1".to_owned()),
            Inline::Refer("S1".to_owned()),
            Inline::Refer("S99".to_owned()),
            text(*words),
            strong(*words),
            Inline::Break,
            page_words(words, Marks::Speaker),
            page_words(words, Marks::Outlet),
            Inline::Code((*words).to_owned()),
        ];
        document.paragraph(line.clone());
        document.list(vec![line.clone(), vec![]]);
        document.blocks.push(Block::Numbered(vec![line.clone()]));
        document.blocks.push(Block::Table(Table {
            caption: Some((*words).to_owned()),
            header: vec![(*words).to_owned(), "b".to_owned()],
            rows: vec![vec![line.clone(), line]],
        }));
    }
    document
}

/// The sample as a report would be: draft, foot, labels, references, tables, pictures.
fn rich() -> Document {
    let at = Utc.with_ymd_and_hms(2031, 6, 16, 8, 0, 0).single().expect("a time");
    let desk = Desk::in_memory(Box::new(FixedRim::at(at)), Identity::analyst("Ada"))
        .expect("the sample has it");
    let mut desk = desk
        .with_actors(include_str!("../../../data/sample/actors.toml"))
        .expect("the sample has it");
    for bytes in PAGES {
        let page = Page { bytes: bytes.to_vec(), ..Page::default() };
        desk.ingest("sample", &page, &IngestOptions::default()).expect("the sample has it");
    }
    let question = Question::default().counting_all();
    let cards = desk.timeline(question).statements;
    let graph = desk.graph(question);
    let zone = Zone::default();
    let name = |id| cards.iter().position(|card| card.id == id).map(|at| format!("S{}", at + 1));
    let to = |id| name(id).map(|name| format!("#{name}"));
    let drawing = |prefix| Drawing { prefix, zone, label: &name, to: &to };
    let mut document = Document {
        title: "Ostrevia: what it said, and what was said against it".to_owned(),
        draft: Some(format!("DRAFT: 0 of {} statements checked by a person.", cards.len())),
        foot: Some(
            "Demo (fiction) · log position 193, recorded Mon 16 Jun 2031 08:00 GMT · root \
             b6bfcefeb32fbb3ab49c80c9d129434c4c52b7993309f78271b7678bcde7c772 · check with `verify-report`"
                .to_owned(),
        ),
        blocks: Vec::new(),
    };
    document.heading(1, document.title.clone());
    document.paragraph(vec![text(
        "A report on attributions, not on facts. Listing a statement does not endorse it; a missing \
         reply is not an admission.",
    )]);
    let row = |name: &str, words: &str| vec![vec![text(name)], vec![text(words)]];
    document.table(
        &["", ""],
        vec![
            row("Case, matter", "Demo (fiction) · all matters"),
            row("Known to us as of", "log position 193, recorded Mon 16 Jun 2031 08:00 GMT"),
            row("Read from", "2 captures of 2 pages of 2 outlets"),
        ],
    );
    document.heading(2, "Over time");
    let all: Vec<&Card> = cards.iter().collect();
    document.blocks.extend(timeline(&all, &drawing("time")).map(Block::Picture));
    document.heading(2, "Who objects to whom");
    let parties = matrix(&desk.matrix(question), &drawing("matrix"));
    document.blocks.extend(parties.map(Block::Picture));
    document.heading(2, "What is contested");
    for (number, card) in cards.iter().enumerate().skip(28).take(10) {
        let prefix = format!("near-{number}");
        let drawing = Drawing { prefix: &prefix, zone, label: &name, to: &to };
        let tied: Vec<(&LinkCard, &Card)> = graph
            .edges
            .iter()
            .filter_map(|edge| {
                let (from, to) = (&graph.nodes[edge.from].card, &graph.nodes[edge.to].card);
                let other = if from.id == card.id { to } else { from };
                (from.id == card.id || to.id == card.id).then_some((&edge.link, other))
            })
            .collect();
        if let Some(picture) = neighbourhood(card, &tied, &drawing) {
            document.heading(3, format!("Statement {}", number + 1));
            document.blocks.push(Block::Picture(picture));
        }
    }
    document.heading(2, "Every statement");
    let print = phrase::Print { zone, ..phrase::Print::default() };
    let rows = cards.iter().enumerate().map(|(number, card)| {
        let mut who = phrase::who(card);
        who.push(Inline::Break);
        who.push(Inline::Refer(format!("S{}", (number + 7) % cards.len() + 1)));
        vec![
            vec![Inline::Label(format!("S{}", number + 1))],
            vec![text(print.place(card))],
            who,
            phrase::words(card),
            vec![text(card.standing.as_ref().map_or("", |each| &each.sentence))],
            vec![text(phrase::status(card.status))],
        ]
    });
    let header = ["No.", "Place", "Who", "In which words", "Standing", "Status"];
    document.table(&header, rows.collect());
    document
}

/// Keeps a file where somebody wants to look at it.
fn kept(name: &str, bytes: String) -> String {
    if let Ok(folder) = std::env::var("COUNTERCLAIM_PICTURES") {
        std::fs::create_dir_all(&folder).expect("the folder can be written");
        std::fs::write(format!("{folder}/{name}"), &bytes).expect("the folder can be written");
    }
    bytes
}

#[test]
fn nothing_of_a_page_becomes_markup_or_style() {
    let page = kept("hostile.html", html(&hostile()));
    for never in ["<script", "<b ", "<!--", "\u{202e}", "\u{0}", "\u{1b}"] {
        assert!(!page.contains(never), "{never:?}");
    }
    assert_eq!(page.matches("<style").count(), 1);
    assert_eq!(page.matches("</style").count(), 1);
    assert_eq!(page.matches("<h1>").count(), 1);
    assert_eq!(page.matches("id=\"S1\"").count(), 1, "an id stands once");
    assert!(!page.contains("#S99"), "no reference leads nowhere");
    assert!(page.contains("&lt;/style&gt;&lt;script&gt;"), "words are kept");
}

#[test]
fn typst_sees_strings_only() {
    let source = kept("hostile.typ", typst(&hostile()));
    // Outside string literals stands nothing but our own code.
    let mut outside = String::new();
    let (mut inside, mut escaped) = (false, false);
    for c in source.chars() {
        match (inside, escaped, c) {
            (true, true, _) => escaped = false,
            (true, false, '\\') => escaped = true,
            (_, false, '"') => inside = !inside,
            (false, _, c) => outside.push(c),
            (true, _, _) => {}
        }
    }
    assert!(!inside);
    for word in ["panic", "import", "script", "bold", "alert", "onclick", "Απόψε", "example", "@S1"]
    {
        assert!(!outside.contains(word), "{word}");
    }
    assert!(!source.contains(['\u{0}', '\u{202e}', '\u{1b}', '\u{2028}']));
}

#[test]
fn a_report_reads_alike_in_both() {
    let document = rich();
    let (page, source) = (kept("rich.html", html(&document)), kept("rich.typ", typst(&document)));
    assert!(page.matches("<svg").count() >= 4, "pictures");
    assert_eq!(page.matches("<svg").count(), source.matches("#drawing(").count());
    assert!(page.contains("<nav class=\"contents\"") && source.contains("#outline("));
    for words in document.blocks.iter().flat_map(Block::lines).flatten() {
        if let Inline::Words(words) = words {
            let line = crate::document::marked(words);
            assert!(source.contains(&line.replace('\\', "\\\\").replace('"', "\\\"")), "{line}");
        }
    }
}
