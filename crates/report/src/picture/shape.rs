//! Shapes that are told apart without colour, and what they stand for.

use counterclaim_desk::{Form, Modality};

/// A shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    /// Round.
    Circle,
    /// Four sides, standing flat.
    Square,
    /// Four sides, standing on a corner.
    Diamond,
    /// Six sides.
    Hexagon,
    /// A house: a roof over a square.
    House,
    /// Three sides, a corner above.
    Triangle,
    /// Three sides, a corner below.
    Funnel,
}

impl Shape {
    /// The shapes of parties, in the order in which they are given out.
    pub(super) const OF_PARTIES: [Shape; 7] = [
        Self::Circle,
        Self::Square,
        Self::Triangle,
        Self::Diamond,
        Self::Hexagon,
        Self::Funnel,
        Self::House,
    ];

    /// Returns the outline as path data, around a centre, of about the same area for every shape.
    pub(super) fn outline(self, (x, y): (f64, f64), radius: f64) -> String {
        let corners: &[(f64, f64)] = match self {
            Self::Circle => {
                return format!(
                    "M{:.1} {y:.1}a{radius} {radius} 0 1 0 {:.1} 0a{radius} {radius} 0 1 0 {:.1} 0z",
                    x - radius,
                    2.0 * radius,
                    -2.0 * radius
                );
            }
            Self::Square => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
            Self::Diamond => &[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)],
            Self::Hexagon => {
                &[(-0.6, -0.98), (0.6, -0.98), (1.15, 0.0), (0.6, 0.98), (-0.6, 0.98), (-1.15, 0.0)]
            }
            Self::House => &[(0.0, -1.25), (1.0, -0.35), (1.0, 1.0), (-1.0, 1.0), (-1.0, -0.35)],
            Self::Triangle => &[(0.0, -1.3), (1.2, 0.95), (-1.2, 0.95)],
            Self::Funnel => &[(0.0, 1.3), (1.2, -0.95), (-1.2, -0.95)],
        };
        let points: Vec<String> = corners
            .iter()
            .map(|(dx, dy)| format!("{:.1} {:.1}", x + dx * radius, y + dy * radius))
            .collect();
        format!("M{}z", points.join("L"))
    }

    /// Returns the shape of a form.
    pub(super) fn of(form: Form) -> Self {
        match form {
            Form::Direct => Self::Circle,
            Form::Mixed => Self::Hexagon,
            Form::Indirect => Self::Square,
            Form::Headline => Self::House,
            Form::Implied => Self::Diamond,
        }
    }
}

/// Returns the letter of what a speaker does with a statement, and the word it is for.
pub(super) fn letter(modality: Modality) -> (&'static str, &'static str) {
    match modality {
        Modality::Asserts => ("S", "says"),
        Modality::Denies => ("D", "denies"),
        Modality::Accuses => ("A", "accuses"),
        Modality::Demands => ("W", "wants (demands)"),
        Modality::Promises => ("P", "promises"),
        Modality::Hopes => ("H", "hopes"),
        Modality::Announces => ("N", "announces"),
        Modality::Predicts => ("F", "foretells"),
    }
}
