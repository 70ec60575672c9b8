//! What the fields of forms offer: each value by its stable name, with the word a reader knows it by.

use counterclaim_desk::answers::Card;
use counterclaim_desk::{Form, Grounds, MatterId, Modality, Precision, Relation, Wording};
use counterclaim_report::words;

/// A value: stable name, word.
pub(crate) type Choice = (&'static str, String);

/// Returns what a speaker may do with a statement.
pub(crate) fn modalities() -> Vec<Choice> {
    Modality::ALL.map(|one| (one.name(), words::verb(one).to_owned())).to_vec()
}

/// Returns how a page may carry a statement.
pub(crate) fn forms() -> Vec<Choice> {
    Form::ALL.map(|one| (one.name(), words::form(one).to_owned())).to_vec()
}

/// Returns whose the words may be.
pub(crate) fn wordings() -> Vec<Choice> {
    let word = |one| match one {
        Wording::Speaker => "the speaker's own words",
        Wording::Outlet => "the outlet's wording",
        Wording::Mixed => "both",
    };
    Wording::ALL.map(|one| (one.name(), word(one).to_owned())).to_vec()
}

/// Returns how a speaker may be said to know.
pub(crate) fn grounds() -> Vec<Choice> {
    let word = |one| words::grounds(one).unwrap_or("not said");
    Grounds::ALL.map(|one| (one.name(), word(one).to_owned())).to_vec()
}

/// Returns what a person may link two statements by. That one refutes another is a finding.
pub(crate) fn relations() -> Vec<Choice> {
    let drawn = Relation::ALL.into_iter().filter(|one| *one != Relation::Refutes);
    drawn.map(|one| (one.name(), words::relation(one))).collect()
}

/// Returns the fields of a claim that are one text, with their values: stable name, what a reader calls it,
/// value.
pub(crate) fn texts(card: &Card) -> Vec<(&'static str, &'static str, String)> {
    let or_none = |text: &Option<String>| text.clone().unwrap_or_default();
    let speaker = if card.speaker.id.is_some() { card.speaker.name.clone() } else { String::new() };
    let relayed_by = card.relayed_by.as_ref().map(|named| named.name.clone()).unwrap_or_default();
    let said = card.times.said.map(|said| match said.precision {
        Precision::Second | Precision::Minute | Precision::Hour => said.at.to_rfc3339(),
        Precision::Day | Precision::Month | Precision::Year => said.at.date_naive().to_string(),
    });
    vec![
        ("speaker", "Who says it (empty if the page does not say)", speaker),
        ("role", "In which role", or_none(&card.role)),
        ("relayed_by", "As told by", relayed_by),
        (
            "asserted_at",
            "When it was said (date, or 2031-06-04T14:00:00Z)",
            said.unwrap_or_default(),
        ),
        ("language", "Language of the words (en, de)", or_none(&card.language)),
    ]
}

/// Returns the fields of a claim that are one of several values: stable name, what a reader calls it,
/// present value, values.
pub(crate) fn fields(card: &Card) -> Vec<(&'static str, &'static str, &'static str, Vec<Choice>)> {
    vec![
        ("modality", "What the speaker does", card.modality.name(), modalities()),
        ("form", "How the page carries it", card.form.name(), forms()),
        ("wording", "Whose words the page gives", card.wording.name(), wordings()),
        ("grounds", "How the speaker knows", card.grounds.name(), grounds()),
    ]
}

/// Returns the slugs of the matters that a claim belongs to, with their titles.
pub(crate) fn matters(card: &Card) -> Vec<(&MatterId, &str)> {
    card.matters.iter().zip(card.matter_titles.iter().map(String::as_str)).collect()
}

/// Returns a link's type as a verb.
pub(crate) fn relation(relation: &Relation) -> String {
    words::relation(*relation)
}
