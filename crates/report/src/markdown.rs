//! Documents as Markdown (CommonMark with pipe tables). Nothing from a page can become markup.

use crate::document::{Block, Document, Inline, Line, Table, marked};

/// Renders a document.
pub(crate) fn markdown(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        render(block, &mut out);
        out.push('\n');
    }
    // A file without pages has one foot: whoever comes to the end has read what the head said long ago.
    if let Some(draft) = &document.draft {
        out.push_str(&format!("**{}.**\n\n", escape(draft)));
    }
    out
}

fn render(block: &Block, out: &mut String) {
    match block {
        Block::Heading(level, line) => {
            out.push_str(&format!("{} {}\n", "#".repeat(usize::from(*level)), inline(line)));
        }
        Block::Paragraph(line) => out.push_str(&format!("{}\n", inline(line))),
        Block::List(items) => {
            items.iter().for_each(|item| out.push_str(&format!("- {}\n", inline(item))))
        }
        Block::Numbered(items) => {
            for (number, item) in items.iter().enumerate() {
                out.push_str(&format!("{}. {}\n", number + 1, inline(item)));
            }
        }
        Block::Table(each) => table(each, out),
        Block::Picture(picture) => {
            out.push_str(&format!("*Picture, in HTML and PDF: {}*\n", escape(&picture.title)));
        }
    }
}

fn table(table: &Table, out: &mut String) {
    if let Some(caption) = &table.caption {
        out.push_str(&format!("{}\n\n", opens_nothing(escape(caption))));
    }
    let cells: Vec<String> = table.header.iter().map(|name| escape(name)).collect();
    out.push_str(&format!("| {} |\n|{}\n", cells.join(" | "), "---|".repeat(cells.len())));
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(inline).collect();
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
}

fn inline(line: &Line) -> String {
    opens_nothing(line.iter().map(piece).collect())
}

fn piece(piece: &Inline) -> String {
    match piece {
        Inline::Text(text) => escape(text),
        Inline::Strong(text) => format!("**{}**", escape(text)),
        Inline::Words(words) => escape(&marked(words)),
        Inline::Code(code) => format!("`{}`", code.replace(['`', '\n', '|'], " ")),
        Inline::Label(label) => format!("**{}**", escape(label)),
        Inline::Refer(label) => escape(label),
        Inline::Break => "<br>".to_owned(),
    }
}

/// Escapes whatever Markdown could take for markup, and drops control and direction characters.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' | '&' => {
                out.extend(['\\', c])
            }
            '\n' | '\t' | '\r' => out.push(' '),
            c if is_hidden(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// Keeps a line that begins with a page's word from opening a list, heading or rule. "#3" opens nothing.
fn opens_nothing(line: String) -> String {
    let mut letters = line.chars();
    match (letters.next(), letters.next()) {
        (Some('+' | '-' | '='), _) | (Some('#'), None | Some(' ' | '#')) => format!("\\{line}"),
        _ => line,
    }
}

/// Returns whether a character changes how others look without being seen itself.
pub(crate) fn is_hidden(c: char) -> bool {
    // Joiners (U+200C, U+200D) stay: words of many languages are other words without them.
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
