//! Pictures for a page: each is one SVG element that takes its style from the page ([`PICTURE_STYLE`]) and
//! whose parts lead where the page says. The web's pages call it; a report draws its own.
//!
//! [`PICTURE_STYLE`]: crate::PICTURE_STYLE

use counterclaim_desk::answers::{Card, GraphShown, LinkCard, MatrixShown, SeriesShown};
use counterclaim_desk::{ClaimId, Zone};

use crate::document::Picture;
use crate::graph::svg;
use crate::picture::{self, Drawing};

/// A picture that was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// What it is, for those who do not see it too.
    pub title: String,
    /// The SVG element. Everything in it that comes from a page of the case is escaped.
    pub svg: String,
}

/// What every picture of a page needs beside its answer.
#[derive(Clone, Copy)]
pub struct OnPage<'a> {
    /// What its ids begin with; different for every picture of a page.
    pub prefix: &'a str,
    /// The zone times are printed in.
    pub zone: Zone,
    /// The address that a statement leads to, where it leads somewhere.
    pub to: &'a dyn Fn(ClaimId) -> Option<String>,
}

impl OnPage<'_> {
    fn draw(&self, draw: impl FnOnce(&Drawing<'_>) -> Option<Picture>) -> Option<Drawn> {
        let drawing =
            Drawing { prefix: self.prefix, zone: self.zone, label: &|_| None, to: self.to };
        draw(&drawing).map(drawn)
    }
}

/// Draws statements over time; counted by step where there are many. Nothing where fewer than two have a
/// time.
pub fn timeline(cards: &[&Card], page: &OnPage<'_>) -> Option<Drawn> {
    page.draw(|drawing| picture::timeline(cards, drawing))
}

/// Draws figures that were set against each other; nothing where fewer than two have a place.
pub fn figures(series: &SeriesShown, page: &OnPage<'_>) -> Option<Drawn> {
    page.draw(|drawing| picture::figures(series, drawing))
}

/// Draws party against party, those with most links; nothing where no link is recorded.
pub fn matrix(matrix: &MatrixShown, page: &OnPage<'_>) -> Option<Drawn> {
    page.draw(|drawing| picture::matrix(matrix, drawing))
}

/// Draws what speaks to one statement: `tied` are the links to and from it, each with the statement at its
/// other end. Nothing where nothing is tied to it.
pub fn neighbourhood(
    middle: &Card,
    tied: &[(&LinkCard, &Card)],
    page: &OnPage<'_>,
) -> Option<Drawn> {
    page.draw(|drawing| picture::neighbourhood(middle, tied, drawing))
}

/// Draws the claims graph in layers. It is as large as the graph: whoever calls this bounds that.
pub fn graph(graph: &GraphShown, page: &OnPage<'_>) -> Drawn {
    let look = svg::Look { prefix: page.prefix, style: None, to: page.to };
    drawn(svg::draw(graph, page.zone, &look))
}

fn drawn(picture: Picture) -> Drawn {
    Drawn { title: picture.title, svg: picture.svg }
}
