//! The page around a document: head, draft, contents, foot. One file: no script, no other file, right on
//! a screen, in the dark, in forced colours and on paper.

use std::collections::HashSet;

use super::blocks::Blocks;
use super::escape::{css_string, escape};
use super::style::STYLE;
use crate::columns::plain;
use crate::document::{Block, Document, Inline, Line};
use crate::picture;

/// The least number of sections that a list of contents is worth.
const WORTH: usize = 3;

/// Nothing may be loaded, and nothing may run, even if something slipped in.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Renders a document.
pub(crate) fn html(document: &Document) -> String {
    let pictures = document.blocks.iter().any(|block| matches!(block, Block::Picture(_)));
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{}</title>\n<style>\n{STYLE}{}{}{}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#main\">Skip to the text</a>\n",
        escape(&document.title),
        if pictures { picture::STYLE } else { "" },
        widths(),
        margins(document)
    );
    if let Some(draft) = &document.draft {
        out.push_str(&format!("<header class=\"draft\"><p>{}</p></header>\n", escape(draft)));
    }
    out.push_str("<main id=\"main\">\n");
    body(document, &mut out);
    out.push_str("</main>\n");
    if let Some(foot) = &document.foot {
        out.push_str(&format!("<footer class=\"foot\"><p>{}</p></footer>\n", escape(foot)));
    }
    out.push_str("</body>\n</html>\n");
    out
}

/// Writes the blocks, the list of contents before the first section.
fn body(document: &Document, out: &mut String) {
    let titled = document.blocks.iter().any(|block| matches!(block, Block::Heading(1, _)));
    if !titled {
        out.push_str(&format!("<h1>{}</h1>\n", escape(&document.title)));
    }
    let sections: Vec<&Line> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading(2, line) => Some(line),
            Block::Heading(_, _)
            | Block::Paragraph(_)
            | Block::List(_)
            | Block::Numbered(_)
            | Block::Table(_)
            | Block::Picture(_) => None,
        })
        .collect();
    let mut blocks = Blocks::new(labels(document));
    let mut listed = sections.len() < WORTH;
    for block in &document.blocks {
        if !listed && matches!(block, Block::Heading(2, _)) {
            contents(&sections, out);
            listed = true;
        }
        blocks.write(block, out);
    }
}

fn contents(sections: &[&Line], out: &mut String) {
    out.push_str("<nav class=\"contents\" aria-label=\"Contents\">\n<ul>\n");
    for (number, line) in sections.iter().enumerate() {
        let name = plain(line);
        out.push_str(&format!(
            "<li><a href=\"#section-{}\">{}</a></li>\n",
            number + 1,
            escape(&name)
        ));
    }
    out.push_str("</ul>\n</nav>\n");
}

/// Returns every label that stands somewhere, so that a reference leads nowhere but there.
fn labels(document: &Document) -> HashSet<String> {
    let lines = document.blocks.iter().flat_map(Block::lines);
    let label = |piece: &Inline| match piece {
        Inline::Label(label) => Some(label.clone()),
        Inline::Text(_)
        | Inline::Strong(_)
        | Inline::Words(_)
        | Inline::Code(_)
        | Inline::Refer(_)
        | Inline::Break => None,
    };
    lines.flatten().filter_map(label).collect()
}

/// Returns the classes of column widths.
fn widths() -> String {
    let one = |half: u32| format!(".w-{0}{{width:{0}%}}", half * 2);
    let all: String = (2..=50).map(one).collect();
    format!("{all}\n")
}

/// Returns what stands in the margins of every printed page: the draft above, what the document rests on
/// and the number of the page below.
fn margins(document: &Document) -> String {
    let draft = document.draft.as_deref().map(css_string).unwrap_or_default();
    let foot = document.foot.as_deref().map(css_string).unwrap_or_default();
    let title = css_string(&document.running_title());
    format!(
        "@page{{@top-left{{content:\"{title}\"}}@top-right{{content:\"{draft}\"}}\
         @bottom-left{{content:\"{foot}\"}}}}\n"
    )
}
