//! Documents as Typst source. Whatever comes from a page stands in string literals, never in markup, so
//! that no character of it can be code; what a string cannot show is dropped as in every other format.

use std::collections::BTreeSet;

use crate::columns::{is_short, plain, shares};
use crate::document::{Block, Document, Inline, Line, Picture, Table, marked};
use crate::markdown::is_hidden;

/// The head of every file: page, font, and the few functions that the body calls. The font ships inside
/// Typst, so that the same source gives the same pages anywhere; letters it does not have are taken from
/// the others that ship (Arabic, Armenian, Georgian, Devanagari), and then from the system's where Typst
/// may use them. Compiled to PDF/UA-1, a letter that no font has is an error and not an empty box.
const HEAD: &str = r##"
#set text(font: "Libertinus Serif", fallback: true, size: 10pt, lang: "en", hyphenate: false)
#set par(leading: 0.58em, spacing: 0.85em)
#set smartquote(enabled: false)
#set list(marker: "–", indent: 0.3em, body-indent: 0.6em)
#set heading(numbering: none)
#show heading: set block(above: 1.5em, below: 0.75em, sticky: true)
#show heading.where(level: 1): set text(size: 18pt)
#show heading.where(level: 1): set block(above: 1em, below: 0.9em)
#show heading.where(level: 2): set text(size: 13pt)
#show heading.where(level: 2): it => block(
  width: 100%, above: 2em, below: 0.9em, sticky: true, stroke: (top: 0.8pt), inset: (top: 5pt), it.body,
)
#show heading.where(level: 3): set text(size: 10.5pt)
#show link: set text(fill: rgb("#1f4068"))
#show figure.where(kind: table): set figure.caption(position: top)
#show figure.where(kind: table): set block(breakable: true)
#show figure.caption: set text(size: 8.5pt)
#show figure: set align(left)
#show figure.caption: set align(left)
#show outline.entry: set text(size: 9pt)
#show outline.entry: set block(above: 0.5em)
#let strong-words(words) = text(weight: "bold", words)
#let outlet-words(words) = text(style: "italic", words)
#let code-words(words) = text(font: ("DejaVu Sans Mono",), size: 0.8em, words)
#let labelled(name) = [#text(weight: "bold", size: 0.85em, name)#label(name)]
#let label-again(name) = text(weight: "bold", size: 0.85em, name)
#let refer(name) = link(label(name), text(size: 0.85em, name))
#let cell(body) = block(breakable: false, body)
#let long-cell(body) = body
#let column-name(words) = text(weight: "bold", size: 0.94em, words)
#let plain-table(columns, size, header, parts, ..cells) = block(width: 100%, breakable: parts, text(size: size, {
  set par(spacing: 0.75em)
  table(
    columns: columns, align: left + top, inset: (x: 3pt, y: 4pt),
    stroke: (x, y) => (bottom: if y == 0 and header.len() > 0 { 0.8pt } else { 0.4pt + rgb("#cfcbc0") }),
    ..if header.len() > 0 { (table.header(repeat: true, ..header.map(column-name)),) },
    ..cells,
  )
}))
#let drawing(svg, width, title) = figure(
  image(bytes(svg), format: "svg", width: width, alt: title), caption: title, supplement: none,
  numbering: none, outlined: false,
)
"##;

/// A word longer than this may be broken anywhere; no line is wide enough for a hash.
const LONG_WORD: usize = 24;

/// A row of more lines may go on on the next page; any other stays together.
const MOST_LINES: f64 = 30.0;

/// Width of the text, in points.
const COLUMN: f64 = 498.0;

/// Renders a document.
pub(crate) fn typst(document: &Document) -> String {
    let (title, head, draft, foot) = (
        string(&document.title),
        string(&document.running_title()),
        document.draft.as_deref().map(string),
        document.foot.as_deref().map(string),
    );
    let mut out = format!("#set document(title: {title}, date: auto)\n");
    out.push_str(&format!(
        "#set page(\n  paper: \"a4\", margin: (x: 17mm, top: 22mm, bottom: 24mm),\n  \
         header: {{ set text(size: 7.5pt); grid(columns: (1fr, 1fr), text(fill: luma(35%), {head}), \
         align(right, text(weight: \"bold\", fill: rgb(\"#7a1212\"), {}))) }},\n  \
         footer: context {{ set text(size: 7.5pt, fill: luma(35%)); grid(columns: (1fr, auto), gutter: 8pt, \
         {}, counter(page).display(\"1 of 1\", both: true)) }},\n)\n",
        draft.as_deref().unwrap_or("\"\""),
        foot.as_deref().unwrap_or("\"\""),
    ));
    out.push_str(HEAD);
    let mut writer = Writer::new(document);
    if !document.blocks.iter().any(|block| matches!(block, Block::Heading(1, _))) {
        out.push_str(&format!("#heading(level: 1, {title})\n"));
    }
    if let Some(draft) = &draft {
        out.push_str(&format!(
            "#block(stroke: 1pt + rgb(\"#7a1212\"), inset: 6pt, width: 100%, text(weight: \"bold\", {draft}))\n"
        ));
    }
    document.blocks.iter().for_each(|block| writer.block(block, &mut out));
    out
}

/// Writes blocks; knows which labels stand somewhere and which it has written.
struct Writer {
    labels: BTreeSet<String>,
    written: BTreeSet<String>,
    level: u8,
    outlined: bool,
}

impl Writer {
    fn new(document: &Document) -> Self {
        let pieces = document.blocks.iter().flat_map(Block::lines).flatten();
        let sections =
            document.blocks.iter().filter(|block| matches!(block, Block::Heading(2, _))).count();
        let labels = pieces.filter_map(|piece| match piece {
            Inline::Label(label) => Some(label.clone()),
            Inline::Text(_)
            | Inline::Strong(_)
            | Inline::Words(_)
            | Inline::Code(_)
            | Inline::Refer(_)
            | Inline::Break => None,
        });
        Self {
            labels: labels.collect(),
            written: BTreeSet::new(),
            level: 0,
            outlined: sections < 3,
        }
    }

    fn block(&mut self, block: &Block, out: &mut String) {
        match block {
            Block::Heading(level, line) => self.heading(*level, line, out),
            Block::Paragraph(line) => out.push_str(&format!("#par({})\n", self.line(line))),
            Block::List(items) => self.list("list", items, out),
            Block::Numbered(items) => self.list("enum", items, out),
            Block::Table(table) => self.table(table, out),
            Block::Picture(picture) => drawing(picture, out),
        }
    }

    fn heading(&mut self, level: u8, line: &Line, out: &mut String) {
        let least = if self.level == 0 { 1 } else { 2 };
        let level = level.clamp(least, (self.level + 1).clamp(least, 6));
        self.level = level;
        if level == 2 && !self.outlined {
            self.outlined = true;
            out.push_str("#v(0.6em)\n#outline(title: none, target: heading.where(level: 2))\n");
        }
        out.push_str(&format!("#heading(level: {level}, {})\n", self.line(line)));
    }

    fn list(&mut self, kind: &str, items: &[Line], out: &mut String) {
        let items: Vec<String> = items.iter().map(|item| self.line(item)).collect();
        if !items.is_empty() {
            out.push_str(&format!("#{kind}(\n  {},\n)\n", items.join(",\n  ")));
        }
    }

    fn table(&mut self, table: &Table, out: &mut String) {
        let names_rows = table.names_rows();
        let header: String = if names_rows {
            String::new()
        } else {
            table.header.iter().map(|name| format!("{}, ", string(name))).collect()
        };
        if let Some(caption) = &table.caption {
            out.push_str(&format!(
                "#block(sticky: true, below: 0.5em, text(weight: \"bold\", size: 9pt, {}))\n",
                string(caption)
            ));
        }
        let size = match table.header.len() {
            0..=4 => 8.8,
            5..=6 => 8.2,
            7 => 7.6,
            _ => 6.8,
        };
        let widths: Vec<f64> = shares(table, size).iter().map(|share| share * COLUMN).collect();
        let columns = widths.iter().map(|width| format!("{width:.0}fr, ")).collect::<String>();
        let parts = !is_short(table);
        out.push_str(&format!("#plain-table(({columns}), {size}pt, ({header}), {parts},\n"));
        for row in &table.rows {
            // A letter is about half as wide as it is high.
            let high = |(line, width): (&Line, &f64)| {
                plain(line).chars().count() as f64 * size / 2.0 / width
            };
            let is_long = row.iter().zip(&widths).map(high).any(|lines| lines > MOST_LINES);
            out.push_str("  ");
            for (column, line) in row.iter().enumerate() {
                let line = self.cell(line);
                let call = if is_long { "long-cell" } else { "cell" };
                match (column, names_rows) {
                    (0, true) => out.push_str(&format!("strong({call}({line})), ")),
                    (_, _) => out.push_str(&format!("{call}({line}), ")),
                }
            }
            out.push('\n');
        }
        out.push_str(")\n");
    }

    /// Returns a cell as one expression; its lines are paragraphs, parted by a little more than lines are.
    fn cell(&mut self, line: &Line) -> String {
        let pieces: Vec<String> = line
            .iter()
            .map(|piece| match piece {
                Inline::Break => "parbreak()".to_owned(),
                Inline::Text(_)
                | Inline::Strong(_)
                | Inline::Words(_)
                | Inline::Code(_)
                | Inline::Label(_)
                | Inline::Refer(_) => self.piece(piece),
            })
            .collect();
        if pieces.is_empty() { "[]".to_owned() } else { format!("{{ {} }}", pieces.join("; ")) }
    }

    /// Returns a line as one expression.
    fn line(&mut self, line: &Line) -> String {
        let pieces: Vec<String> = line.iter().map(|piece| self.piece(piece)).collect();
        if pieces.is_empty() { "[]".to_owned() } else { format!("{{ {} }}", pieces.join("; ")) }
    }

    fn piece(&mut self, piece: &Inline) -> String {
        match piece {
            Inline::Text(text) => format!("[#{}]", string(text)),
            Inline::Strong(text) => format!("strong-words({})", string(text)),
            Inline::Code(code) => format!("code-words({})", string(code)),
            Inline::Label(label) if self.written.insert(label.clone()) => {
                format!("labelled({})", string(label))
            }
            Inline::Label(label) => format!("label-again({})", string(label)),
            Inline::Refer(label) if self.labels.contains(label) => {
                format!("refer({})", string(label))
            }
            Inline::Refer(label) => format!("[#{}]", string(label)),
            Inline::Break => "linebreak()".to_owned(),
            Inline::Words(words) => match words.marks {
                counterclaim_desk::answers::Marks::Speaker => {
                    format!("[#{}]", string(&marked(words)))
                }
                counterclaim_desk::answers::Marks::Outlet => {
                    format!("outlet-words({})", string(&marked(words)))
                }
            },
        }
    }
}

fn drawing(picture: &Picture, out: &mut String) {
    let svg = literal(&picture.svg);
    let width = share(&picture.svg);
    out.push_str(&format!("#drawing({svg}, {width:.1}%, {})\n", string(&picture.title)));
}

/// Returns the share of the column that a picture takes, in per cent: all pictures to one measure, and
/// none so high that its heading does not fit on the page with it.
fn share(svg: &str) -> f64 {
    let measure = |name: &str| -> Option<f64> {
        let value = svg.split_once(name)?.1;
        value.split('"').next()?.parse().ok()
    };
    let (wide, high) =
        (measure(" width=\"").unwrap_or(760.0), measure(" height=\"").unwrap_or(1.0));
    (wide / 760.0).min(1.28 * wide / high.max(1.0)).min(1.0) * 100.0
}

/// Returns text as a string literal: one line, nothing hidden, and long words with places to break at.
fn string(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut run = 0;
    for c in text.chars() {
        match c {
            '\n' | '\t' | '\r' => shown.push(' '),
            c if is_hidden(c) => continue,
            c => shown.push(c),
        }
        run = if c.is_whitespace() || c == '-' { 0 } else { run + 1 };
        if run >= LONG_WORD {
            shown.push('\u{200b}');
            run = LONG_WORD - 8;
        }
    }
    literal(&shown)
}

/// Returns a string literal. Typst knows two characters with a meaning inside one; line breaks are written
/// as escapes so that every call stays on its line.
fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
