//! Documents as one HTML file: no script, no other file, right in light, dark and print.

use crate::document::{Block, Document, Inline, Line, Table, marked};
use crate::markdown::is_hidden;
use counterclaim_desk::answers::Marks;

const STYLE: &str = "\
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:1rem 0}
th,td{border:1px solid;padding:.3rem .5rem;text-align:left;vertical-align:top}
q{quotes:none}
.outlet{font-style:italic}
@media print{body{max-width:none;margin:0}table{break-inside:auto}tr{break-inside:avoid}}
";

/// Renders a document.
pub(crate) fn html(document: &Document) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n",
        escape(&document.title)
    );
    document.blocks.iter().for_each(|block| render(block, &mut out));
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn render(block: &Block, out: &mut String) {
    match block {
        Block::Heading(level, line) => {
            out.push_str(&format!("<h{level}>{}</h{level}>\n", inline(line)))
        }
        Block::Paragraph(line) => out.push_str(&format!("<p>{}</p>\n", inline(line))),
        Block::List(items) => list("ul", items, out),
        Block::Numbered(items) => list("ol", items, out),
        Block::Table(each) => table(each, out),
        Block::Picture(picture) => out.push_str(&format!("<figure>{}</figure>\n", picture.svg)),
    }
}

fn list(tag: &str, items: &[Line], out: &mut String) {
    out.push_str(&format!("<{tag}>\n"));
    items.iter().for_each(|item| out.push_str(&format!("<li>{}</li>\n", inline(item))));
    out.push_str(&format!("</{tag}>\n"));
}

fn table(table: &Table, out: &mut String) {
    out.push_str("<table>\n");
    if let Some(caption) = &table.caption {
        out.push_str(&format!("<caption>{}</caption>\n", escape(caption)));
    }
    if !table.names_rows() {
        let names = table.header.iter();
        let cells: String =
            names.map(|name| format!("<th scope=\"col\">{}</th>", escape(name))).collect();
        out.push_str(&format!("<thead><tr>{cells}</tr></thead>\n"));
    }
    out.push_str("<tbody>\n");
    for row in &table.rows {
        let cell = |(column, line): (usize, &Line)| match (column, table.names_rows()) {
            (0, true) => format!("<th scope=\"row\">{}</th>", inline(line)),
            (_, _) => format!("<td>{}</td>", inline(line)),
        };
        let cells: String = row.iter().enumerate().map(cell).collect();
        out.push_str(&format!("<tr>{cells}</tr>\n"));
    }
    out.push_str("</tbody>\n</table>\n");
}

fn inline(line: &Line) -> String {
    line.iter().map(piece).collect()
}

fn piece(piece: &Inline) -> String {
    match piece {
        Inline::Text(text) => escape(text),
        Inline::Strong(text) => format!("<strong>{}</strong>", escape(text)),
        Inline::Code(code) => format!("<code>{}</code>", escape(code)),
        Inline::Label(label) => format!("<span id=\"{0}\">{0}</span>", escape(label)),
        Inline::Refer(label) => format!("<a href=\"#{0}\">{0}</a>", escape(label)),
        Inline::Break => "<br>".to_owned(),
        Inline::Words(words) => match words.marks {
            Marks::Speaker => format!("<q dir=\"auto\">{}</q>", escape(&marked(words))),
            Marks::Outlet => {
                format!("<span class=\"outlet\" dir=\"auto\">{}</span>", escape(&marked(words)))
            }
        },
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push(' '),
            c if is_hidden(c) => {}
            c => out.push(c),
        }
    }
    out
}
