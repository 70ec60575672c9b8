//! Words of the templates: each value in the one word it has everywhere.

use counterclaim_desk::answers::{Card, Marks, Words};
use counterclaim_desk::{Form, Modality, Moment, Relation, Status, Zone};
use counterclaim_report::words;

/// Returns the modality as a verb with the speaker as its subject.
pub(crate) fn verb(modality: &Modality) -> &'static str {
    words::verb(*modality)
}

/// Returns the form in a word or two.
pub(crate) fn form(form: &Form) -> &'static str {
    words::form(*form)
}

/// Returns the status in a word.
pub(crate) fn status(status: &Status) -> &'static str {
    words::status(*status)
}

/// Returns a link's type as a verb.
pub(crate) fn relation(relation: &Relation) -> String {
    words::relation(*relation)
}

/// Returns whether words are the speaker's own, and so stand in quotation marks.
pub(crate) fn is_quoted(words: &Words) -> bool {
    words.marks == Marks::Speaker
}

/// Returns a moment no more precisely than it is known.
pub(crate) fn moment(moment: &Option<Moment>, zone: &Zone) -> String {
    moment.map_or_else(|| "undated".to_owned(), |moment| zone.moment(moment))
}

/// Returns whether a person has looked at the statement.
pub(crate) fn is_checked(card: &Card) -> bool {
    card.status == Status::Checked
}
