//! The shape of a gazetteer or actors file, as documented at the top of `data/gazetteer.toml`. Read by
//! [`Gazetteer`](super::Gazetteer) only; a misspelt field is an error, not a silent gap.

use serde::Deserialize;

use super::Status;

/// A whole file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct File {
    pub(super) version: Option<u32>,
    pub(super) ambiguous: Vec<String>,
    pub(super) states: Vec<StateLine>,
    pub(super) organisations: Vec<OrganisationLine>,
    pub(super) persons: Vec<PersonLine>,
    pub(super) outlets: Vec<OutletLine>,
    pub(super) institutions: Vec<InstitutionLine>,
    pub(super) offices: Vec<OfficeLine>,
    pub(super) ranks: Vec<String>,
    pub(super) unnamed: Vec<UnnamedLine>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StateLine {
    pub(super) name: String,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    #[serde(default)]
    pub(super) adjectives: Vec<String>,
    pub(super) capital: Option<String>,
    #[serde(default)]
    pub(super) status: Status,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OrganisationLine {
    pub(super) name: String,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    #[serde(default)]
    pub(super) adjectives: Vec<String>,
    pub(super) speaks_for: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonLine {
    pub(super) name: String,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    pub(super) speaks_for: Option<String>,
    pub(super) role: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OutletLine {
    pub(super) name: String,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    pub(super) owned_by: Option<String>,
    pub(super) from: Option<String>,
    pub(super) until: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InstitutionLine {
    pub(super) name: String,
    pub(super) forms: Vec<String>,
    #[serde(default)]
    pub(super) after: After,
    pub(super) is: Option<Is>,
    pub(super) of: Option<String>,
    #[serde(default)]
    pub(super) part: bool,
    pub(super) with_president: Option<String>,
}

/// What stands before an institution in its canonical name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum After {
    #[default]
    Adjective,
    Name,
}

/// What an institution's phrase really means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Is {
    State,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OfficeLine {
    pub(super) name: String,
    pub(super) forms: Vec<String>,
    pub(super) of: super::Seat,
    pub(super) body: Option<String>,
    pub(super) field: Option<String>,
    pub(super) class: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnnamedLine {
    pub(super) name: String,
    pub(super) forms: Vec<String>,
}
