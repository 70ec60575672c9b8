//! Words of the templates: each value in the one word it has everywhere.

use counterclaim_desk::answers::{Card, Marks, Words};
use counterclaim_desk::{AboutRole, Form, Grounds, Instant, Modality, Moment, Status, Zone};
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

/// Returns how the speaker is said to know; nothing where that is not said.
pub(crate) fn grounds(grounds: &Grounds) -> Option<&'static str> {
    words::grounds(*grounds)
}

/// Returns in which role somebody stands in a statement about them.
pub(crate) fn role(role: &AboutRole) -> &'static str {
    words::role(*role)
}

/// Returns a time with weekday and date.
pub(crate) fn full(at: &Instant, zone: &Zone) -> String {
    zone.full(*at)
}

/// Returns whether words are the speaker's own, and so stand in quotation marks.
pub(crate) fn is_quoted(words: &Words) -> bool {
    words.marks == Marks::Speaker
}

/// Returns whether a statement denies what it carries: a figure in it is then no figure of its speaker.
pub(crate) fn is_denial(card: &Card) -> bool {
    card.modality == Modality::Denies
}

/// Returns an address of a page that a link may lead to: nothing but the web's own.
pub(crate) fn external(address: &Option<String>) -> Option<&str> {
    let address = address.as_deref()?;
    let is_web = ["https://", "http://"].iter().any(|scheme| {
        address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    is_web.then_some(address)
}

/// Returns a moment no more precisely than it is known.
pub(crate) fn moment(moment: &Option<Moment>, zone: &Zone) -> String {
    moment.map_or_else(|| "undated".to_owned(), |moment| zone.moment(moment))
}

/// Returns whether a person has looked at the statement.
pub(crate) fn is_checked(card: &Card) -> bool {
    card.status == Status::Checked
}

/// The orders of a list of statements, as typed and as told.
pub(crate) const ORDERS: &[(&str, &str)] = &[
    ("newest", "published last first"),
    ("oldest", "published first first"),
    ("latest_recorded", "recorded last first"),
    ("first_recorded", "recorded first first"),
];
