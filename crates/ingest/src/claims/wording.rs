//! How the page carries a proposition and whose words it gives. Only what stands wholly within
//! quotation marks in running text is ever the speaker's wording; headlines are the outlet's.

use counterclaim_model::{Form, Wording};

use super::propositions::Proposition;
use super::trimming::is_quote;
use crate::{Place, Quoting, Span, Text, Utterance};

/// Returns form and wording of a proposition of `utterance`.
pub(super) fn manner(
    text: &Text,
    utterance: &Utterance,
    proposition: &Proposition,
) -> (Form, Wording) {
    let quoted = match utterance.quoting {
        Quoting::Whole => Quoting::Whole,
        Quoting::Nothing => Quoting::Nothing,
        Quoting::Parts => quoting(text, utterance, proposition),
    };
    match (utterance.place, quoted) {
        (Place::Headline, Quoting::Nothing) => (Form::Headline, Wording::Outlet),
        (Place::Headline, Quoting::Whole | Quoting::Parts) => (Form::Headline, Wording::Mixed),
        (Place::Body, Quoting::Whole) => (Form::Direct, Wording::Speaker),
        (Place::Body, Quoting::Parts) => (Form::Mixed, Wording::Mixed),
        (Place::Body, Quoting::Nothing) => (Form::Indirect, Wording::Outlet),
    }
}

/// How much of the proposition lies between marks, counting them from the start of its piece.
fn quoting(text: &Text, utterance: &Utterance, proposition: &Proposition) -> Quoting {
    let mut inside = false;
    let (mut quoted, mut bare) = (0u32, 0u32);
    for piece in &utterance.content {
        for (nth, letter) in text.slice(*piece).chars().enumerate() {
            let at = piece.start + nth as u32;
            if is_quote(letter) {
                inside = opens(letter).unwrap_or(!inside);
            } else if letter.is_alphanumeric() && holds(proposition, at) {
                if inside { quoted += 1 } else { bare += 1 }
            }
        }
    }
    match (quoted, bare) {
        (0, _) => Quoting::Nothing,
        (_, 0) => Quoting::Whole,
        _ => Quoting::Parts,
    }
}

fn opens(mark: char) -> Option<bool> {
    match mark {
        '“' | '«' | '„' => Some(true),
        '”' | '»' => Some(false),
        _ => None,
    }
}

fn holds(proposition: &[Span], at: u32) -> bool {
    proposition.iter().any(|span| span.start <= at && at < span.end)
}
