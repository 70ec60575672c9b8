//! The two axes of a standing, each with the stable names that stand in JSON.
//! Everything above the core speaks of standing in these words.

use super::label::Label;

/// Where a statement stands in dispute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dispute {
    /// Nothing counted objects to it.
    Uncontested,
    /// It was objected to, and every objection fell.
    Upheld,
    /// An objection is open.
    Contested,
    /// Something that stands refutes it.
    Refuted,
    /// What it rests on fell.
    OriginFallen,
    /// It was taken back.
    Retracted,
}

impl Dispute {
    /// Returns the place of a statement labelled so, by whether statements attack it, and whether one of
    /// those stands.
    pub(crate) fn of(label: Option<Label>, is_attacked: bool, is_refuted: bool) -> Self {
        match label {
            None => Self::Retracted,
            Some(Label::Undecided) => Self::Contested,
            Some(Label::Out) if is_refuted => Self::Refuted,
            Some(Label::Out) => Self::OriginFallen,
            Some(Label::In) if is_attacked => Self::Upheld,
            Some(Label::In) => Self::Uncontested,
        }
    }

    /// Returns the stable name, as it stands in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Uncontested => "uncontested",
            Self::Upheld => "upheld",
            Self::Contested => "contested",
            Self::Refuted => "refuted",
            Self::OriginFallen => "origin_fallen",
            Self::Retracted => "retracted",
        }
    }
}

/// What speaks for a statement besides itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Support {
    /// Nothing counted confirms it.
    Uncorroborated,
    /// It stands, but leads back to no origin.
    Unsourced,
    /// It is confirmed, but all of it is one line.
    Echoed,
    /// Two or more independent lines lead to it.
    Corroborated,
}

impl Support {
    /// Returns the support of a statement with so many lines. One that stands by its own word, and to
    /// which no line leads, has no source.
    pub(crate) fn of(lines: usize, has_reports: bool, stands_by_its_word: bool) -> Self {
        match lines {
            2.. => Self::Corroborated,
            1 if has_reports => Self::Echoed,
            0 if stands_by_its_word => Self::Unsourced,
            _ => Self::Uncorroborated,
        }
    }

    /// Returns the stable name, as it stands in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Uncorroborated => "uncorroborated",
            Self::Unsourced => "unsourced",
            Self::Echoed => "echoed",
            Self::Corroborated => "corroborated",
        }
    }
}
