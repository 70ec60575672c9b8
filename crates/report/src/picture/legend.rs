//! What shapes and letters of a picture stand for, below it.

use super::canvas::{Anchor, Canvas, WIDTH};
use super::measure::{plain, width};
use super::shape::Shape;
use super::style::{HOLLOW, IN_HOLLOW, INK, MARK, ON_MARK, SOFT};

/// How a mark is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Its shape.
    pub(super) shape: Shape,
    /// The letter on it.
    pub(super) letter: &'static str,
    /// Whether a person has checked what it stands for.
    pub(super) is_checked: bool,
}

impl Mark {
    /// Draws it around a centre.
    pub(super) fn draw(self, (x, y): (f64, f64), canvas: &mut Canvas) {
        let (body, letter) = if self.is_checked { (MARK, ON_MARK) } else { (HOLLOW, IN_HOLLOW) };
        canvas.path(&self.shape.outline((x, y), 7.0), body);
        if !self.letter.is_empty() {
            let lower = match self.shape {
                Shape::House | Shape::Triangle => 4.2,
                Shape::Circle | Shape::Square | Shape::Diamond | Shape::Hexagon => 3.4,
                Shape::Funnel => 2.4,
            };
            canvas.text((x, y + lower), letter, Anchor::Middle, self.letter);
        }
    }
}

/// What a legend explains.
pub(super) enum Entry {
    /// A mark and its meaning.
    Mark(Mark, String),
    /// A letter and its meaning.
    Letter(&'static str, String),
}

/// Draws a legend and returns where it ends.
pub(super) fn draw(entries: &[Entry], top: f64, canvas: &mut Canvas) -> f64 {
    let (mut x, mut y) = (8.0, top);
    for entry in entries {
        let words = match entry {
            Entry::Mark(_, words) | Entry::Letter(_, words) => words,
        };
        let wide = 20.0 + width(words, plain(10.5)) + 14.0;
        if x > 8.0 && x + wide > WIDTH {
            (x, y) = (8.0, y + 19.0);
        }
        match entry {
            Entry::Mark(mark, _) => mark.draw((x + 8.0, y), canvas),
            Entry::Letter(letter, _) => {
                canvas.text((x + 8.0, y + 4.0), INK, Anchor::Middle, letter);
            }
        }
        canvas.text((x + 20.0, y + 3.8), SOFT, Anchor::Start, words);
        x += wide;
    }
    y + 14.0
}
