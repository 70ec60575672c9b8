//! The arguments of `export`: what, which of it, in which form.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use counterclaim_desk::{Instant, Sort, Status, Wanted};
use counterclaim_report::linked::Base;

use super::ask::When;
use super::root::CaseArgs;
use super::value::{named, time};

/// What is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportWhat {
    /// Statements with their attribution.
    Claims,
    /// Links between them.
    Links,
    /// Figures.
    Figures,
    /// Actors.
    Actors,
    /// Matters.
    Matters,
    /// The log itself, every event with its exact payload.
    Events,
    /// Ratings by persons, as schema.org ClaimReview.
    Claimreview,
    /// Claims, ratings and links as RDF.
    Turtle,
}

/// The form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// One JSON object a line.
    Ndjson,
    /// One JSON value.
    Json,
    /// Comma-separated values, guarded against formulas.
    Csv,
    /// A workbook.
    Xlsx,
    /// JSON-LD: schema.org, and the relations in a graph of their own.
    Jsonld,
    /// RDF as Turtle.
    Turtle,
    /// Columns for the terminal.
    Table,
    /// Markdown.
    Md,
    /// HTML.
    Html,
}

/// In which order claims come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum SortBy {
    /// By publication; of equal times by recording.
    #[default]
    Published,
    /// As they were recorded.
    Recorded,
    /// By party, and within it by publication.
    Party,
    /// By id.
    Id,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// What.
    pub(crate) what: ExportWhat,
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    #[command(flatten)]
    pub(crate) when: When,
    /// Form. Claims: ndjson, json, csv, xlsx, jsonld, turtle, table, md, html; links, figures, actors,
    /// matters: all but jsonld and turtle; claimreview: ndjson or json; events: ndjson, json or csv.
    #[arg(long)]
    pub(crate) format: Option<ExportFormat>,
    #[command(flatten)]
    pub(crate) which: Which,
    /// Columns, in this order, as `id,party,words`; `all` is every one. In ndjson and json rows are flat then.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(crate) fields: Option<Vec<String>>,
    /// CSV without the apostrophe before cells that a spreadsheet would compute: for programs only.
    #[arg(long)]
    pub(crate) csv_raw: bool,
    /// Linked data: names begin with this address instead of `urn:uuid:`.
    #[arg(long, value_name = "URL")]
    pub(crate) base: Option<Base>,
    /// Write into this file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Which claims.
#[derive(Clone, Debug, Args)]
pub(crate) struct Which {
    /// Only claims of this matter.
    #[arg(long, value_name = "SLUG")]
    pub(crate) matter: Option<String>,
    /// Only claims published then or later.
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub(crate) from: Option<Instant>,
    /// Only claims published before that.
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub(crate) to: Option<Instant>,
    /// Only claims that count for this party: name, alias or id.
    #[arg(long, value_name = "NAME")]
    pub(crate) party: Option<String>,
    /// Only claims with this standing: a name of either axis (`contested`, `echoed`), or words of it.
    #[arg(long, value_name = "WORDS")]
    pub(crate) standing: Option<String>,
    /// Only claims of this status: proposed, checked, rejected or withdrawn; the first two otherwise.
    #[arg(long, value_name = "STATUS", value_parser = named::<Status>)]
    pub(crate) status: Option<Status>,
    /// Order.
    #[arg(long, default_value = "published")]
    pub(crate) sort: SortBy,
}

impl Which {
    /// Returns the same for the desk.
    pub(crate) fn wanted(&self) -> Wanted {
        Wanted {
            ids: None,
            matter: self.matter.clone(),
            from: self.from,
            to: self.to,
            party: self.party.clone(),
            standing: self.standing.clone(),
            status: self.status,
            sort: match self.sort {
                SortBy::Published => Sort::Published,
                SortBy::Recorded => Sort::Recorded,
                SortBy::Party => Sort::Party,
                SortBy::Id => Sort::Id,
            },
            told: counterclaim_desk::Told::Nothing,
        }
    }

    /// Returns the filters as they were given, for whoever reads the export; none if there are none.
    pub(crate) fn told(&self) -> Option<String> {
        let at = |at: Instant| at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true);
        let status = self.status.map(|status| format!("{status:?}").to_lowercase());
        let told: Vec<String> = [
            ("matter", self.matter.clone()),
            ("from", self.from.map(at)),
            ("to", self.to.map(at)),
            ("party", self.party.clone()),
            ("standing", self.standing.clone()),
            ("status", status),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name} {}", value?)))
        .collect();
        (!told.is_empty()).then(|| told.join(", "))
    }
}
