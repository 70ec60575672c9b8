//! What a picture is drawn on: a few primitives that write SVG, each in a role. Every text is escaped
//! here and nowhere else.

use counterclaim_desk::{ClaimId, Zone};

use super::measure;
use super::style::{self, Role};
use crate::document::Picture;
use crate::graph::label::visible;
use crate::graph::xml::text as escaped;

/// Width of every picture, in its own units: about a column of text at twelve to the line.
pub(super) const WIDTH: f64 = 760.0;

/// What every picture needs beside its answer.
#[derive(Clone, Copy)]
pub(crate) struct Drawing<'a> {
    /// What its ids begin with; different for every picture of a page.
    pub(crate) prefix: &'a str,
    /// The zone times are printed in.
    pub(crate) zone: Zone,
    /// The label under which a statement stands on the page ("S12"), where it does.
    pub(crate) label: &'a dyn Fn(ClaimId) -> Option<String>,
    /// The address that a statement's mark leads to ("#S12"), where it leads somewhere.
    pub(crate) to: &'a dyn Fn(ClaimId) -> Option<String>,
}

/// Where a text begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A picture being drawn.
pub(super) struct Canvas {
    body: String,
    has_links: bool,
}

impl Canvas {
    /// An empty one.
    pub(super) fn new() -> Self {
        Self { body: String::new(), has_links: false }
    }

    /// Writes a line of text.
    pub(super) fn text(&mut self, (x, y): (f64, f64), role: Role, anchor: Anchor, words: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        self.body.push_str(&format!(
            "<text class=\"{}\" x=\"{x:.1}\" y=\"{y:.1}\"{anchor} {}>{}</text>\n",
            role.class,
            role.plain,
            escaped(&visible(words))
        ));
    }

    /// Writes a text over several lines of this width, and returns how many they are.
    pub(super) fn paragraph(&mut self, (x, y): (f64, f64), role: Role, words: &str) -> usize {
        let (lines, _) = measure::wrap(words, measure::plain(10.5), WIDTH - x - 8.0, 12);
        for (number, line) in lines.iter().enumerate() {
            self.text((x, y + 14.0 * number as f64), role, Anchor::Start, line);
        }
        lines.len()
    }

    /// Draws a box.
    pub(super) fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), role: Role) {
        self.body.push_str(&format!(
            "<rect class=\"{}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" \
             height=\"{height:.1}\" {}/>\n",
            role.class, role.plain
        ));
    }

    /// Draws a straight line.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), role: Role) {
        let path = format!("M{:.1} {:.1}L{:.1} {:.1}", from.0, from.1, to.0, to.1);
        self.path(&path, role);
    }

    /// Draws a path.
    pub(super) fn path(&mut self, data: &str, role: Role) {
        self.body
            .push_str(&format!("<path class=\"{}\" d=\"{data}\" {}/>\n", role.class, role.plain));
    }

    /// Draws a part with a title of its own; a link to this address, if there is one.
    pub(super) fn part(&mut self, title: &str, to: Option<&str>, draw: impl FnOnce(&mut Self)) {
        let title = escaped(&visible(title));
        match to {
            Some(address) => {
                self.has_links = true;
                let address = escaped(address);
                self.body.push_str(&format!("<a href=\"{address}\"><title>{title}</title>\n"));
                draw(self);
                self.body.push_str("</a>\n");
            }
            None => {
                self.body.push_str(&format!("<g><title>{title}</title>\n"));
                draw(self);
                self.body.push_str("</g>\n");
            }
        }
    }

    /// Returns the finished picture.
    pub(super) fn finish(
        self,
        drawing: &Drawing<'_>,
        (width, height): (f64, f64),
        title: &str,
        description: &str,
    ) -> Picture {
        // What holds links is read part by part; everything else is one image with its description.
        let role = if self.has_links { "group" } else { "img" };
        let (height, prefix) = (height.ceil(), escaped(drawing.prefix));
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"picture\" role=\"{role}\" \
             viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" \
             aria-labelledby=\"{prefix}-title\" aria-describedby=\"{prefix}-desc\" \
             font-family=\"Arial, Liberation Sans, Helvetica, Noto Sans, DejaVu Sans, Libertinus Serif, \
             sans-serif\">\n<title id=\"{prefix}-title\">{}</title>\n<desc id=\"{prefix}-desc\">{}</desc>\n\
             <rect class=\"{}\" width=\"{width:.0}\" height=\"{height:.0}\" {}/>\n{}</svg>\n",
            escaped(&visible(title)),
            escaped(&visible(description)),
            style::PAPER.class,
            style::PAPER.plain,
            self.body
        );
        Picture { title: title.to_owned(), svg }
    }
}
