//! A report before it has a format: headings, paragraphs, lists and tables of marked words. Every
//! format renders these few shapes, so that marks and escapes are decided in one place each.

use counterclaim_desk::answers::{Marks, Words};

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Inline {
    /// Our own words, or a name.
    Text(String),
    /// Our own words, stressed.
    Strong(String),
    /// Exact words from a page, in the marks they must be printed in.
    Words(Words),
    /// Anything a machine reads: an id, a command.
    Code(String),
    /// A label that can be referred to ("S12"), printed where it stands.
    Label(String),
    /// A reference to a label.
    Refer(String),
    /// The line goes on below.
    Break,
}

/// A line of pieces.
pub(crate) type Line = Vec<Inline>;

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    /// A heading; 1 is the title.
    Heading(u8, Line),
    /// A paragraph.
    Paragraph(Line),
    /// A list without order.
    List(Vec<Line>),
    /// A list with order.
    Numbered(Vec<Line>),
    /// A table.
    Table(Table),
    /// A picture. Whatever it shows stands in words or a table beside it too.
    Picture(Picture),
}

impl Block {
    /// Returns every line in it.
    pub(crate) fn lines(&self) -> Vec<&Line> {
        match self {
            Self::Heading(_, line) | Self::Paragraph(line) => vec![line],
            Self::List(items) | Self::Numbered(items) => items.iter().collect(),
            Self::Table(table) => table.rows.iter().flatten().collect(),
            Self::Picture(_) => Vec::new(),
        }
    }
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Table {
    /// What it shows; the heading above it says it where there is none.
    pub(crate) caption: Option<String>,
    /// Names of the columns. If all are empty, the first cell of every row is the row's name.
    pub(crate) header: Vec<String>,
    /// The rows, each as long as the header.
    pub(crate) rows: Vec<Vec<Line>>,
}

impl Table {
    /// Returns whether the rows have names and the columns none.
    pub(crate) fn names_rows(&self) -> bool {
        self.header.iter().all(String::is_empty)
    }
}

/// A drawing that stands by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Picture {
    /// What it is, for those who do not see it too.
    pub(crate) title: String,
    /// The SVG element.
    pub(crate) svg: String,
}

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Document {
    /// The title, for the file.
    pub(crate) title: String,
    /// What stands on every page while it is a draft.
    pub(crate) draft: Option<String>,
    /// What stands at the foot of every page: what the document rests on.
    pub(crate) foot: Option<String>,
    /// The parts in order.
    pub(crate) blocks: Vec<Block>,
}

impl Document {
    pub(crate) fn heading(&mut self, level: u8, text: impl Into<String>) {
        self.blocks.push(Block::Heading(level, vec![Inline::Text(text.into())]));
    }

    pub(crate) fn paragraph(&mut self, line: Line) {
        self.blocks.push(Block::Paragraph(line));
    }

    /// Returns the title as short as the head of a page needs it.
    pub(crate) fn running_title(&self) -> String {
        let mut letters = self.title.chars();
        let short: String = letters.by_ref().take(60).collect();
        if letters.next().is_some() { format!("{}…", short.trim_end()) } else { short }
    }

    /// Adds a list, unless there is nothing in it.
    pub(crate) fn list(&mut self, items: Vec<Line>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }

    /// Adds a table, unless there is nothing in it.
    pub(crate) fn table(&mut self, header: &[&str], rows: Vec<Vec<Line>>) {
        if !rows.is_empty() {
            let header = header.iter().map(|name| (*name).to_owned()).collect();
            self.blocks.push(Block::Table(Table { caption: None, header, rows }));
        }
    }
}

/// A piece of our own words.
pub(crate) fn text(words: impl Into<String>) -> Inline {
    Inline::Text(words.into())
}

/// A stressed piece.
pub(crate) fn strong(words: impl Into<String>) -> Inline {
    Inline::Strong(words.into())
}

/// Words of the outlet.
pub(crate) fn outlet_words(words: impl Into<String>) -> Inline {
    Inline::Words(Words { text: words.into(), marks: Marks::Outlet })
}

/// Puts exact words between the marks that say whose they are. Only a speaker's words ever stand in
/// quotation marks. Line breaks of the page become blanks; nothing else is touched.
pub(crate) fn marked(words: &Words) -> String {
    let mut out = String::with_capacity(words.text.len() + 6);
    marked_into(words, &mut out);
    out
}

/// Writes exact words between their marks, as [`marked`] gives them.
pub(crate) fn marked_into(words: &Words, out: &mut String) {
    let (open, close) = match words.marks {
        Marks::Speaker => ('"', '"'),
        Marks::Outlet => ('‹', '›'),
    };
    out.push(open);
    for (number, word) in words.text.split_whitespace().enumerate() {
        if number > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.push(close);
}
