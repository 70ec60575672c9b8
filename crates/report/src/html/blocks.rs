//! Blocks and lines as HTML. Headings come in order whatever the document does; every table and picture
//! can be reached, named and scrolled by keyboard.

use std::collections::HashSet;

use super::escape::{breaking, escape, escape_into};
use crate::columns::{is_short, plain, shares};
use crate::document::{Block, Inline, Line, Picture, Table, marked};
use counterclaim_desk::answers::Marks;

/// Writes the blocks of one document, in order.
pub(super) struct Blocks {
    /// Labels that stand somewhere.
    labels: HashSet<String>,
    /// Labels written so far: an id stands once.
    written: HashSet<String>,
    level: u8,
    sections: usize,
    /// The last heading: what a table without a caption is called by.
    heading: String,
    tables: usize,
    pictures: usize,
}

impl Blocks {
    /// Begins a document with these labels in it.
    pub(super) fn new(labels: HashSet<String>) -> Self {
        Self {
            labels,
            written: HashSet::new(),
            level: 0,
            sections: 0,
            heading: String::new(),
            tables: 0,
            pictures: 0,
        }
    }

    /// Writes a block.
    pub(super) fn write(&mut self, block: &Block, out: &mut String) {
        match block {
            Block::Heading(level, line) => self.heading(*level, line, out),
            Block::Paragraph(line) => {
                out.push_str("<p>");
                self.line(line, out);
                out.push_str("</p>\n");
            }
            Block::List(items) => self.list("ul", items, out),
            Block::Numbered(items) => self.list("ol", items, out),
            Block::Table(table) => self.table(table, out),
            Block::Picture(picture) => self.picture(picture, out),
        }
    }

    fn heading(&mut self, level: u8, line: &Line, out: &mut String) {
        // One title, and no level left out on the way down.
        let least = if self.level == 0 { 1 } else { 2 };
        let level = level.clamp(least, (self.level + 1).clamp(least, 6));
        self.level = level;
        self.heading = plain(line);
        let id = if level == 2 {
            self.sections += 1;
            format!(" id=\"section-{}\"", self.sections)
        } else {
            String::new()
        };
        out.push_str(&format!("<h{level}{id}>"));
        self.line(line, out);
        out.push_str(&format!("</h{level}>\n"));
    }

    fn list(&mut self, tag: &str, items: &[Line], out: &mut String) {
        out.push_str(&format!("<{tag}>\n"));
        for item in items {
            out.push_str("<li>");
            self.line(item, out);
            out.push_str("</li>\n");
        }
        out.push_str(&format!("</{tag}>\n"));
    }

    fn table(&mut self, table: &Table, out: &mut String) {
        self.tables += 1;
        let name = table.caption.as_ref().unwrap_or(&self.heading);
        let name = escape(&format!("Table {}: {name}", self.tables));
        let columns = table.header.len();
        let kind = if table.names_rows() { " names" } else { "" };
        let short = if is_short(table) { " short" } else { "" };
        // What is wider than the screen scrolls by itself, and by keyboard since it takes the focus.
        out.push_str(&format!(
            "<div class=\"scroll{short} columns-{}\" role=\"region\" tabindex=\"0\" aria-label=\"{name}\">\n\
             <table class=\"of-{columns}{kind}\">\n",
            columns.min(9)
        ));
        if let Some(caption) = &table.caption {
            out.push_str(&format!("<caption>{}</caption>\n", escape(caption)));
        }
        if !table.names_rows() {
            out.push_str(&widths(table));
            let names = table.header.iter();
            let cells: String = names.map(|name| column_name(name)).collect();
            out.push_str(&format!("<thead><tr>{cells}</tr></thead>\n"));
        }
        out.push_str("<tbody>\n");
        for row in &table.rows {
            out.push_str("<tr>");
            for (column, line) in row.iter().enumerate() {
                let (open, close) = match (column, table.names_rows()) {
                    (0, true) => ("<th scope=\"row\">", "</th>"),
                    (_, _) => ("<td>", "</td>"),
                };
                out.push_str(open);
                self.cell(line, out);
                out.push_str(close);
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table>\n</div>\n");
    }

    fn picture(&mut self, picture: &Picture, out: &mut String) {
        self.pictures += 1;
        let (number, title) = (self.pictures, escape(&picture.title));
        let links = picture.svg.matches("<a ").count();
        let skip = if links > 5 {
            format!(
                "<a class=\"skip\" href=\"#behind-{number}\">Skip the picture ({links} links)</a>\n"
            )
        } else {
            String::new()
        };
        out.push_str(&format!(
            "<figure>\n{skip}<div class=\"scroll picture-frame\" role=\"region\" tabindex=\"0\" \
             aria-label=\"Picture {number}: {title}\">\n{}</div>\n\
             <figcaption id=\"behind-{number}\" tabindex=\"-1\">{title}</figcaption>\n</figure>\n",
            picture.svg
        ));
    }

    fn line(&mut self, line: &[Inline], out: &mut String) {
        line.iter().for_each(|piece| self.piece(piece, out));
    }

    /// Writes what stands in a cell; its lines are parted by a little more than lines of one sentence.
    fn cell(&mut self, line: &Line, out: &mut String) {
        if !line.contains(&Inline::Break) {
            return self.line(line, out);
        }
        for part in line.split(|piece| *piece == Inline::Break) {
            out.push_str("<div>");
            self.line(part, out);
            out.push_str("</div>");
        }
    }

    fn piece(&mut self, piece: &Inline, out: &mut String) {
        let mut element = |open: &str, text: &str, close: &str| {
            out.push_str(open);
            breaking(text, out);
            out.push_str(close);
        };
        match piece {
            Inline::Text(text) => element("", text, ""),
            Inline::Strong(text) => element("<strong>", text, "</strong>"),
            Inline::Code(code) => element("<code>", code, "</code>"),
            Inline::Label(label) => {
                out.push_str("<span class=\"label\"");
                let label_text = escape(label);
                if self.written.insert(label.clone()) {
                    out.push_str(&format!(" id=\"{label_text}\""));
                }
                out.push_str(&format!(">{label_text}</span>"));
            }
            Inline::Refer(label) if self.labels.contains(label) => {
                out.push_str("<a class=\"refer\" href=\"#");
                escape_into(label, out);
                out.push_str("\">");
                escape_into(label, out);
                out.push_str("</a>");
            }
            Inline::Refer(label) => escape_into(label, out),
            Inline::Break => out.push_str("<br>"),
            Inline::Words(words) => match words.marks {
                Marks::Speaker => element("<q dir=\"auto\">", &marked(words), "</q>"),
                Marks::Outlet => {
                    element("<span class=\"outlet\" dir=\"auto\">", &marked(words), "</span>");
                }
            },
        }
    }
}

/// Returns the head of a column. One without a name is no head.
fn column_name(name: &str) -> String {
    if name.is_empty() {
        "<td></td>".to_owned()
    } else {
        format!("<th scope=\"col\">{}</th>", escape(name))
    }
}

/// Returns the columns with their widths, as classes in steps of two per cent.
fn widths(table: &Table) -> String {
    let one =
        |share: f64| format!("<col class=\"w-{:.0}\">", (share * 50.0).round().max(2.0) * 2.0);
    let all: String = shares(table, 9.0).into_iter().map(one).collect();
    format!("<colgroup>{all}</colgroup>\n")
}
