//! One route as data: from it come the server's own table and the published description of the API, so
//! that the two cannot part.

use std::fmt;
use std::str::FromStr;

use crate::call::Call;
use crate::problem::Problem;
use crate::reply::Reply;

/// What answers a call. It runs on a thread of its own and may take its time.
pub(crate) type Handler = fn(&Call<'_>) -> Result<Reply, Problem>;

/// What somebody may do. Each may do what those before it may.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Reads.
    #[default]
    Reader,
    /// Proposes, too: pages, claims and links that a person checks.
    Proposer,
    /// Records and decides, too.
    Analyst,
    /// Signs, too, and whatever else concerns the case as a whole.
    Owner,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 4] = [Self::Reader, Self::Proposer, Self::Analyst, Self::Owner];

    /// Returns the name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Proposer => "proposer",
            Self::Analyst => "analyst",
            Self::Owner => "owner",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|role| role.name() == name)
            .ok_or_else(|| format!("{name:?} is no role (reader, proposer, analyst, owner)"))
    }
}

/// What a parameter's value looks like, in the words of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Schema {
    /// Any text.
    Text,
    /// A whole number from the first to the second.
    Number(u64, u64),
    /// A time (RFC 3339), or a date.
    Time,
    /// A position of the log, or a time.
    AsOf,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Text, and it may be given several times.
    Texts,
}

/// A parameter of a route.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parameter {
    /// Its name in the address.
    pub(crate) name: &'static str,
    /// What it means.
    pub(crate) means: &'static str,
    /// What it looks like.
    pub(crate) schema: Schema,
}

/// What a call may bring with it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Body {
    /// The media types taken.
    pub(crate) media: &'static [&'static str],
    /// Most bytes.
    pub(crate) most: usize,
    /// What it is.
    pub(crate) means: &'static str,
    /// The JSON Schema of it if it is JSON, or of one of its lines.
    pub(crate) schema: Option<fn() -> serde_json::Value>,
}

/// One address.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Route {
    /// `GET` or `POST`.
    pub(crate) method: &'static str,
    /// The path, with parameters in braces.
    pub(crate) path: &'static str,
    /// Its name in the description of the API.
    pub(crate) name: &'static str,
    /// What it is for, in a sentence.
    pub(crate) means: &'static str,
    /// The parameters, beside those that every question takes. Those of the path come first.
    pub(crate) takes: &'static [Parameter],
    /// The headers that it heeds, beside those that every route does.
    pub(crate) heeds: &'static [Parameter],
    /// The forms in which the answer can be had.
    pub(crate) forms: &'static [&'static str],
    /// The media types of the answer, where they are not those of its forms.
    pub(crate) media: &'static [&'static str],
    /// Whether it is a question to the case: it takes both clocks, and nothing but the log's growth
    /// changes the answer.
    pub(crate) asks: bool,
    /// Whether it waits for a turn to work: all do but what must tell of a server that is busy.
    pub(crate) waits: bool,
    /// Who may.
    pub(crate) needs: Role,
    /// Whether agents are offered it as a tool.
    pub(crate) is_tool: bool,
    /// What it may bring with it.
    pub(crate) body: Option<Body>,
    /// The JSON Schema of the answer as JSON, where it is told.
    pub(crate) gives: Option<fn() -> serde_json::Value>,
    /// The statuses it may answer with beside those that every route may.
    pub(crate) statuses: &'static [(u16, &'static str)],
    /// What answers.
    pub(crate) handler: Handler,
}

/// A question to the case.
pub(crate) const fn get(
    path: &'static str,
    name: &'static str,
    means: &'static str,
    handler: Handler,
) -> Route {
    Route {
        method: "GET",
        path,
        name,
        means,
        takes: &[],
        heeds: &[],
        forms: super::form::ITEM,
        media: &[],
        asks: true,
        waits: true,
        needs: Role::Reader,
        is_tool: false,
        body: None,
        gives: None,
        statuses: &[],
        handler,
    }
}

/// Something that changes the case.
pub(crate) const fn post(
    path: &'static str,
    name: &'static str,
    means: &'static str,
    handler: Handler,
) -> Route {
    Route { method: "POST", asks: false, needs: Role::Analyst, ..get(path, name, means, handler) }
}

impl Route {
    /// The same, with these parameters.
    pub(crate) const fn takes(self, takes: &'static [Parameter]) -> Self {
        Self { takes, ..self }
    }

    /// The same, in these forms.
    pub(crate) const fn forms(self, forms: &'static [&'static str]) -> Self {
        Self { forms, ..self }
    }

    /// The same, answering in these media types.
    pub(crate) const fn media(self, media: &'static [&'static str]) -> Self {
        Self { media, ..self }
    }

    /// The same, about the server and not the case.
    pub(crate) const fn of_server(self) -> Self {
        Self { asks: false, ..self }
    }

    /// The same, answered at once, however many wait for their turn: it asks nothing of the case, and is no
    /// work.
    pub(crate) const fn at_once(self) -> Self {
        Self { waits: false, ..self }
    }

    /// The same, as a tool of agents: what reads, and what only proposes.
    pub(crate) const fn for_agents(self) -> Self {
        Self { is_tool: true, ..self }
    }

    /// The same, for these and above.
    pub(crate) const fn needs(self, needs: Role) -> Self {
        Self { needs, ..self }
    }

    /// The same, with a body.
    pub(crate) const fn body(self, body: Body) -> Self {
        Self { body: Some(body), ..self }
    }

    /// The same, heeding these headers.
    pub(crate) const fn heeds(self, heeds: &'static [Parameter]) -> Self {
        Self { heeds, ..self }
    }

    /// The same, with the schema of its answer.
    pub(crate) const fn gives(self, gives: fn() -> serde_json::Value) -> Self {
        Self { gives: Some(gives), ..self }
    }

    /// The same, with further statuses.
    pub(crate) const fn statuses(self, statuses: &'static [(u16, &'static str)]) -> Self {
        Self { statuses, ..self }
    }
}
