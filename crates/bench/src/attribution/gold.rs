//! Attributions as they are labelled and as they are compared.

use super::words::{Cut, Place, Words};

/// An attribution as spans of code points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Quote {
    pub(super) source: Vec<Place>,
    pub(super) cue: Vec<Place>,
    pub(super) content: Vec<Place>,
}

/// A text with its attributions.
#[derive(Clone, Debug)]
pub(super) struct Document {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) quotes: Vec<Labelled>,
}

/// A labelled attribution, with whether it stands in a headline.
#[derive(Clone, Debug)]
pub(super) struct Labelled {
    pub(super) quote: Quote,
    pub(super) headline: bool,
}

/// The parts of an attribution, in the order in which tables name them.
pub(super) const ROLES: [&str; 3] = ["source", "cue", "content"];

/// An attribution as sets of words, in the order of [`ROLES`].
pub(super) type Sets = [Words; 3];

/// Returns the sets of words of `quote`.
pub(super) fn sets(cut: &Cut, quote: &Quote) -> Sets {
    [&quote.source, &quote.cue, &quote.content].map(|places| cut.at(places))
}

/// How the words are carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Direct,
    Mixed,
    Indirect,
}

/// Returns the form of a content: direct if every letter stands within double quotation marks, indirect if
/// it has no such mark.
pub(super) fn form(text: &[char], content: &[Place]) -> Form {
    let mut letters = Vec::new();
    for (start, end) in content {
        letters.extend(text.get(*start as usize..*end as usize).unwrap_or_default());
        letters.push(' ');
    }
    if !letters.iter().any(|letter| matches!(letter, '"' | '“' | '”')) {
        return Form::Indirect;
    }
    let (mut inside, mut bare) = (false, false);
    for letter in letters {
        match letter {
            '“' => inside = true,
            '”' => inside = false,
            '"' => inside = !inside,
            letter => bare |= letter.is_alphanumeric() && !inside,
        }
    }
    if bare { Form::Mixed } else { Form::Direct }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_from_the_marks() {
        for (text, expected) in [
            ("\"all of it,\"", Form::Direct),
            ("“all” “of it”", Form::Direct),
            ("that it is \"over\"", Form::Mixed),
            ("that it is over", Form::Indirect),
        ] {
            let letters: Vec<char> = text.chars().collect();
            assert_eq!(form(&letters, &[(0, letters.len() as u32)]), expected, "{text}");
        }
    }
}
