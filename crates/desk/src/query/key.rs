//! The keys of the query language, with the values of those that have a fixed list.
//! One table each: what is parsed, suggested and shown beside a list comes from here.

/// What stands before the colon of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// For whom it was said: name, alias or id of the actor at the top.
    Party,
    /// Who says it.
    Speaker,
    /// What is in dispute, by its slug.
    Matter,
    /// The source that carries it.
    Outlet,
    /// Whom it is about, or whose people.
    About,
    /// Whether a person has looked at it.
    Status,
    /// Where it stands: a stable name of either axis.
    Standing,
    /// What the speaker does with it.
    Modality,
    /// How the page carries it.
    Form,
    /// Whose words the page gives.
    Wording,
    /// How the speaker is said to know.
    Grounds,
    /// A live link of this type leads from or to it.
    Relation,
    /// Something is there: figures, a link, a rating, a remark, a finding.
    Has,
    /// Published before.
    Before,
    /// Published then or later.
    After,
    /// The id begins so.
    Id,
}

const STATUSES: &[&str] = &["proposed", "checked", "rejected", "withdrawn"];
const STANDINGS: &[&str] = &[
    "uncontested",
    "upheld",
    "contested",
    "refuted",
    "origin_fallen",
    "retracted",
    "uncorroborated",
    "unsourced",
    "echoed",
    "corroborated",
];
const MODALITIES: &[&str] =
    &["asserts", "denies", "accuses", "demands", "promises", "hopes", "announces", "predicts"];
const FORMS: &[&str] = &["direct", "indirect", "mixed", "headline", "implied"];
const WORDINGS: &[&str] = &["speaker", "outlet", "mixed"];
const GROUNDS: &[&str] =
    &["witnessed", "told", "document", "imagery", "official_statement", "not_stated"];
const RELATIONS: &[&str] = &[
    "confirms",
    "denies",
    "contradicts",
    "refutes",
    "rests_on",
    "repeats",
    "corrects",
    "updates",
    "retracts",
    "rejects",
    "qualifies",
    "consistent_with",
];
const THINGS: &[&str] = &["figures", "links", "review", "note", "finding"];

impl Key {
    /// Every key, in the order in which help lists them.
    pub const ALL: [Key; 16] = [
        Self::Party,
        Self::Speaker,
        Self::Matter,
        Self::Outlet,
        Self::About,
        Self::Status,
        Self::Standing,
        Self::Modality,
        Self::Form,
        Self::Wording,
        Self::Grounds,
        Self::Relation,
        Self::Has,
        Self::Before,
        Self::After,
        Self::Id,
    ];

    /// Returns the key as it is typed, without the colon.
    pub fn name(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Speaker => "speaker",
            Self::Matter => "matter",
            Self::Outlet => "outlet",
            Self::About => "about",
            Self::Status => "status",
            Self::Standing => "standing",
            Self::Modality => "modality",
            Self::Form => "form",
            Self::Wording => "wording",
            Self::Grounds => "grounds",
            Self::Relation => "relation",
            Self::Has => "has",
            Self::Before => "before",
            Self::After => "after",
            Self::Id => "id",
        }
    }

    /// Returns what it asks for, in a sentence for people.
    pub fn means(self) -> &'static str {
        match self {
            Self::Party => "For whom it was said: name, alias or id of the party.",
            Self::Speaker => "Who says it: name, alias or id.",
            Self::Matter => "What is in dispute, by the slug in the matter's address.",
            Self::Outlet => "The source that carries it, by name or id.",
            Self::About => "Whom it is about: who is accused, described, addressed or harmed.",
            Self::Status => "Whether a person has looked at it.",
            Self::Standing => "Where it stands, by the name of either axis.",
            Self::Modality => "What the speaker does with it.",
            Self::Form => "How the page carries it.",
            Self::Wording => "Whose words the page gives.",
            Self::Grounds => "How the speaker is said to know.",
            Self::Relation => "A link of this kind leads from it or to it.",
            Self::Has => "Something is there: figures, links, a rating, a note, a finding.",
            Self::Before => "Published before this date (2031-06-14), month or year.",
            Self::After => "Published on this date or later.",
            Self::Id => "The id begins so.",
        }
    }

    /// Returns the key with this name, however it is capitalised.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.name().eq_ignore_ascii_case(name))
    }

    /// Returns the values it takes; empty where names, dates or ids are given.
    pub fn values(self) -> &'static [&'static str] {
        match self {
            Self::Status => STATUSES,
            Self::Standing => STANDINGS,
            Self::Modality => MODALITIES,
            Self::Form => FORMS,
            Self::Wording => WORDINGS,
            Self::Grounds => GROUNDS,
            Self::Relation => RELATIONS,
            Self::Has => THINGS,
            Self::Party
            | Self::Speaker
            | Self::Matter
            | Self::Outlet
            | Self::About
            | Self::Before
            | Self::After
            | Self::Id => &[],
        }
    }

    /// Returns whether it takes a date.
    pub fn is_dated(self) -> bool {
        matches!(self, Self::Before | Self::After)
    }
}

/// Returns the known word nearest to what was typed, if one is near enough to be meant.
pub(super) fn nearest(typed: &str, known: &[&'static str]) -> Option<&'static str> {
    let typed = typed.to_lowercase();
    let far = |word: &str| {
        let begins = typed.len() >= 2 && word.starts_with(&typed);
        if begins { 1 } else { distance(&typed, word) }
    };
    let near = known.iter().map(|word| (far(word), *word)).min()?;
    (near.0 <= 1 + typed.chars().count() / 3).then_some(near.1)
}

/// Returns by how many letters two words differ: put in, left out, exchanged.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (down, letter) in one.chars().enumerate() {
        let mut corner = row[0];
        row[0] = down + 1;
        for (across, compared) in other.iter().enumerate() {
            let exchanged = corner + usize::from(letter != *compared);
            corner = row[across + 1];
            row[across + 1] = exchanged.min(row[across] + 1).min(corner + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use counterclaim_graph::{Dispute, Support};
    use counterclaim_model::Relation;

    use super::*;

    #[test]
    fn values_are_the_stable_names_of_model_and_graph() {
        use Dispute::{Contested, OriginFallen, Refuted, Retracted, Uncontested, Upheld};
        use Support::{Corroborated, Echoed, Uncorroborated, Unsourced};
        let disputes = [Uncontested, Upheld, Contested, Refuted, OriginFallen, Retracted];
        let supports = [Uncorroborated, Unsourced, Echoed, Corroborated];
        let axes = disputes.map(Dispute::name).into_iter().chain(supports.map(Support::name));
        assert_eq!(axes.collect::<Vec<_>>(), STANDINGS);
        assert_eq!(Relation::ALL.map(Relation::name).as_slice(), RELATIONS);
    }

    #[test]
    fn what_is_nearly_typed_is_offered() {
        let keys: Vec<_> = Key::ALL.iter().map(|key| key.name()).collect();
        assert_eq!(nearest("prty", &keys), Some("party"));
        assert_eq!(nearest("outlets", &keys), Some("outlet"));
        assert_eq!(nearest("mod", &keys), Some("modality"));
        assert_eq!(nearest("zzzzz", &keys), None);
    }
}
