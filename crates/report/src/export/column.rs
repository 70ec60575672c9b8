//! The columns of `export claims`: their names, and what stands in them. The table in `FORMATS.md` says
//! the same for readers.

use counterclaim_desk::answers::{ClaimRow, NamedRow, PlaceRow};
use counterclaim_desk::{Moment, Told};

use super::cell::Cell;
use super::parts;

macro_rules! columns {
    ($($column:ident = $name:literal,)*) => {
        /// A column of `export claims`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ClaimColumn {
            $(#[doc = concat!("`", $name, "`")] $column,)*
        }

        impl ClaimColumn {
            /// Every column, in the order in which they are written.
            pub const ALL: &[ClaimColumn] = &[$(Self::$column,)*];

            /// Returns the name, as given to `--fields` and as it stands in the header.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$column => $name,)*
                }
            }
        }
    };
}

columns! {
    Id = "id",
    Statement = "statement",
    Words = "words",
    Quotes = "quotes",
    TextSha256 = "text_sha256",
    Speaker = "speaker",
    SpeakerId = "speaker_id",
    SpeakerKind = "speaker_kind",
    Role = "role",
    Phrase = "phrase",
    Party = "party",
    PartyId = "party_id",
    Candidates = "candidates",
    RelayedBy = "relayed_by",
    RelayedById = "relayed_by_id",
    Outlet = "outlet",
    Venue = "venue",
    Url = "url",
    Headline = "headline",
    Post = "post",
    PostNumber = "post_number",
    Said = "said",
    SaidPrecision = "said_precision",
    Published = "published",
    PublishedPrecision = "published_precision",
    Captured = "captured",
    CapturedPrecision = "captured_precision",
    Recorded = "recorded",
    Modality = "modality",
    Form = "form",
    Wording = "wording",
    Language = "language",
    Translated = "translated",
    Attribution = "attribution",
    Grounds = "grounds",
    Cue = "cue",
    About = "about",
    Figures = "figures",
    Matters = "matters",
    MatterTitles = "matter_titles",
    Sightings = "sightings",
    SeenElsewhere = "seen_elsewhere",
    Sighted = "sighted",
    Status = "status",
    Standing = "standing",
    Sentence = "sentence",
    Dispute = "dispute",
    Support = "support",
    LinesFor = "lines_for",
    LinesAgainst = "lines_against",
    Flags = "flags",
    Confidence = "confidence",
    Rule = "rule",
    FindingBy = "finding_by",
    Evidence = "evidence",
    Finding = "finding",
    Revision = "revision",
}

impl ClaimColumn {
    /// The columns a person reads: what a workbook shows unless others are asked for.
    pub const READ: &[ClaimColumn] = &[
        Self::Id,
        Self::Published,
        Self::PublishedPrecision,
        Self::Party,
        Self::Speaker,
        Self::Role,
        Self::Modality,
        Self::Form,
        Self::Words,
        Self::Statement,
        Self::Outlet,
        Self::Headline,
        Self::Url,
        Self::RelayedBy,
        Self::Said,
        Self::Captured,
        Self::Recorded,
        Self::Matters,
        Self::Sightings,
        Self::Status,
        Self::Standing,
        Self::Sentence,
        Self::Flags,
        Self::Revision,
    ];

    /// Returns the column with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|column| column.name() == name)
    }

    /// Returns the columns with these names, in this order; `all` is every one of them.
    ///
    /// # Errors
    /// A sentence that names what is unknown and what is known.
    pub fn several(names: &[String]) -> Result<Vec<Self>, String> {
        let mut columns = Vec::new();
        for name in names {
            match Self::named(name) {
                Some(column) => columns.push(column),
                None if name == "all" => columns.extend(Self::ALL),
                None => {
                    let known: Vec<&str> = Self::ALL.iter().map(|column| column.name()).collect();
                    return Err(format!(
                        "no field of a claim is called {name:?}; there are {}, and all",
                        known.join(", ")
                    ));
                }
            }
        }
        Ok(columns)
    }

    /// Returns how much of a standing must be told for these columns.
    pub fn told(columns: &[Self]) -> Told {
        let needs = |column: &Self| {
            if matches!(column, Self::Sentence) {
                Told::Why
            } else if matches!(
                column,
                Self::Standing
                    | Self::Dispute
                    | Self::Support
                    | Self::LinesFor
                    | Self::LinesAgainst
            ) {
                Told::Words
            } else {
                Told::Nothing
            }
        };
        columns.iter().map(needs).max().unwrap_or_default()
    }

    /// Returns the width that suits a reader, in letters.
    pub(crate) fn width(self) -> u16 {
        if matches!(self, Self::Statement | Self::Words | Self::Sentence) {
            60
        } else if matches!(self, Self::Quotes | Self::Headline | Self::Url | Self::Figures) {
            40
        } else if matches!(self, Self::Said | Self::Published | Self::Captured | Self::Recorded) {
            21
        } else if matches!(self, Self::Party | Self::Speaker | Self::Outlet | Self::Standing) {
            24
        } else {
            14
        }
    }

    /// Puts what the column has for this claim into a cell.
    pub(crate) fn put(self, row: &ClaimRow<'_>, cell: &mut impl Cell) {
        let place = row.place();
        match self {
            Self::Id => cell.id(row.id.uuid()),
            Self::Statement => cell.text(row.statement),
            Self::Words => match place {
                Some(place) => cell.words(place.pieces, row.marks),
                None => cell.none(),
            },
            Self::Quotes => match place {
                Some(place) => cell.json(&|json| parts::quotes(json, place.pieces, row.marks)),
                None => cell.none(),
            },
            Self::TextSha256 => match place {
                Some(place) => cell.digest(&place.text),
                None => cell.none(),
            },
            Self::Speaker => name(&row.speaker, cell),
            Self::SpeakerId => actor(&row.speaker, cell),
            Self::SpeakerKind => word(row.speaker.kind.map(|kind| kind.name()), cell),
            Self::Role => text(row.role, cell),
            Self::Phrase => text(row.phrase, cell),
            Self::Party => name(&row.party, cell),
            Self::PartyId => actor(&row.party, cell),
            Self::Candidates => some_json(!row.candidates.is_empty(), cell, &|json| {
                json.array(|json| row.candidates.iter().for_each(|one| parts::named(json, one)));
            }),
            Self::RelayedBy => text(row.relayed_by.as_ref().map(|one| &*one.name), cell),
            Self::RelayedById => match &row.relayed_by {
                Some(relayer) => actor(relayer, cell),
                None => cell.none(),
            },
            Self::Outlet => text(place.and_then(|place| place.outlet), cell),
            Self::Venue => text(place.and_then(|place| place.venue), cell),
            Self::Url => text(place.and_then(|place| place.url), cell),
            Self::Headline => text(place.and_then(|place| place.headline), cell),
            Self::Post => match place {
                Some(place) => cell.id(place.post.uuid()),
                None => cell.none(),
            },
            Self::PostNumber => whole(place.and_then(|place| place.number), cell),
            Self::Said => time(row.times.said, cell),
            Self::SaidPrecision => precision(row.times.said, cell),
            Self::Published => time(row.times.published, cell),
            Self::PublishedPrecision => precision(row.times.published, cell),
            Self::Captured => time(row.times.captured, cell),
            Self::CapturedPrecision => precision(row.times.captured, cell),
            Self::Recorded => cell.time(row.times.recorded),
            Self::Modality => cell.word(row.modality.name()),
            Self::Form => cell.word(row.form.name()),
            Self::Wording => cell.word(row.wording.name()),
            Self::Language => text(row.language, cell),
            Self::Translated => match row.translated {
                Some(translated) => cell.truth(translated),
                None => cell.none(),
            },
            Self::Attribution => cell.word(row.attribution.name()),
            Self::Grounds => cell.word(row.grounds.name()),
            Self::Cue => text(place.and_then(first_cue), cell),
            Self::About => some_json(!row.about.is_empty(), cell, &|json| parts::about(json, row)),
            Self::Figures => some_json(!row.figures.is_empty(), cell, &|json| {
                parts::figures(json, row.figures);
            }),
            Self::Matters => {
                cell.list(&mut row.matters.iter().map(|matter| matter.as_str()));
            }
            Self::MatterTitles => some_json(!row.matter_titles.is_empty(), cell, &|json| {
                parts::matter_titles(json, row);
            }),
            Self::Sightings => cell.whole(row.places.len() as u64),
            Self::SeenElsewhere => some_json(row.places.len() > 1, cell, &|json| {
                json.array(|json| {
                    row.places.iter().skip(1).for_each(|place| parts::place(json, place, row));
                });
            }),
            Self::Sighted => {
                some_json(!row.places.is_empty(), cell, &|json| parts::sighted(json, row));
            }
            Self::Status => cell.word(row.status.name()),
            Self::Standing => text(row.standing.as_ref().map(|standing| &*standing.word), cell),
            Self::Sentence => text(row.standing.as_ref().map(|standing| &*standing.sentence), cell),
            Self::Dispute => word(row.standing.as_ref().and_then(|one| one.dispute), cell),
            Self::Support => word(row.standing.as_ref().map(|one| one.support), cell),
            Self::LinesFor => whole(row.standing.as_ref().map(|one| one.lines_for), cell),
            Self::LinesAgainst => whole(row.standing.as_ref().map(|one| one.lines_against), cell),
            Self::Flags => cell.list(&mut row.flags.iter().map(String::as_str)),
            Self::Confidence => whole(row.confidence.map(u32::from), cell),
            Self::Rule => text(row.rule, cell),
            Self::FindingBy => text(row.finding.as_ref().map(|finding| finding.by), cell),
            Self::Evidence => match &row.finding {
                Some(finding) => cell.json(&|json| parts::evidence(json, finding.evidence)),
                None => cell.none(),
            },
            Self::Finding => match &row.finding {
                Some(finding) => cell.json(&|json| parts::finding(json, finding)),
                None => cell.none(),
            },
            Self::Revision => cell.whole(row.revision.0),
        }
    }
}

/// Returns the cue in the page's words.
pub(crate) fn first_cue<'r>(place: &PlaceRow<'r>) -> Option<&'r str> {
    place.cue.first().map(|anchor| anchor.quote.as_str())
}

/// Puts a name, unless it is that of nobody: "nobody named" would come back as a name.
fn name(named: &NamedRow<'_>, cell: &mut impl Cell) {
    text(named.id.map(|_| &*named.name), cell);
}

fn actor(named: &NamedRow<'_>, cell: &mut impl Cell) {
    match named.id {
        Some(id) => cell.id(id.uuid()),
        None => cell.none(),
    }
}

fn text(text: Option<&str>, cell: &mut impl Cell) {
    match text {
        Some(text) => cell.text(text),
        None => cell.none(),
    }
}

fn word(word: Option<&'static str>, cell: &mut impl Cell) {
    match word {
        Some(word) => cell.word(word),
        None => cell.none(),
    }
}

fn whole(number: Option<u32>, cell: &mut impl Cell) {
    match number {
        Some(number) => cell.whole(number.into()),
        None => cell.none(),
    }
}

fn time(moment: Option<Moment>, cell: &mut impl Cell) {
    match moment {
        Some(moment) => cell.time(moment.at),
        None => cell.none(),
    }
}

fn precision(moment: Option<Moment>, cell: &mut impl Cell) {
    word(moment.map(|moment| moment.precision.name()), cell);
}

fn some_json(is_some: bool, cell: &mut impl Cell, fill: &dyn Fn(&mut super::json::Json)) {
    if is_some { cell.json(fill) } else { cell.none() }
}
