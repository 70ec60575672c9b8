//! Commands that make and check reports.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use counterclaim_desk::{Instant, ReportWanted};
use counterclaim_report::{Format, ReportFormat, Schema};

use super::ask::When;
use super::root::CaseArgs;
use super::value::time;

#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// The party: name, alias or id. Several set parties side by side; none means everybody.
    #[arg(long = "party", value_name = "NAME")]
    pub(crate) parties: Vec<String>,
    /// Only this matter.
    #[arg(long, value_name = "SLUG")]
    pub(crate) matter: Option<String>,
    /// Only what was published at this time or later, and what is not dated.
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub(crate) from: Option<Instant>,
    /// Only what was published before this time, and what is not dated.
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub(crate) to: Option<Instant>,
    /// Only statements that stand so: a name of either axis (`contested`, `echoed`), or words of it. What is
    /// tied to them, and what others say beside them, is in it however it stands.
    #[arg(long, value_name = "WORDS")]
    pub(crate) standing: Option<String>,
    /// Refuse while anything in it is unchecked.
    #[arg(long = "final")]
    pub(crate) is_final: bool,
    /// Form: md, html, typ, pdf, csv (a set of files), xlsx, json, ndjson, jsonld or turtle; else what the
    /// name of the output ends in, else md.
    #[arg(long)]
    pub(crate) format: Option<ReportFormat>,
    /// Write to this file, or for csv to this directory; else to standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    #[command(flatten)]
    pub(crate) when: When,
}

impl ReportArgs {
    /// Returns the format: the one given, or the one that the name of the output ends in.
    pub(crate) fn format(&self) -> ReportFormat {
        let ending = || self.output.as_deref()?.extension()?.to_str()?.parse().ok();
        self.format.or_else(ending).unwrap_or_default()
    }

    /// Returns what is asked for.
    pub(crate) fn wanted(&self) -> ReportWanted {
        ReportWanted {
            parties: self.parties.clone(),
            matter: self.matter.clone(),
            from: self.from,
            to: self.to,
            standing: self.standing.clone(),
            is_final: self.is_final,
        }
    }
}

/// Of what there is a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOf {
    /// `report --format json`.
    Report,
    /// An item of `export claims --format json`.
    Claim,
}

impl SchemaOf {
    /// Returns the schema.
    pub(crate) fn schema(self) -> Schema {
        match self {
            Self::Report => Schema::Report,
            Self::Claim => Schema::Claim,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct VerifyReportArgs {
    /// The report; for csv, its directory.
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// Form of the result.
    #[arg(long, default_value = "table")]
    pub(crate) format: Format,
}
