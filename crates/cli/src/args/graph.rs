//! Commands that ask the claims graph.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use counterclaim_desk::ScoreKind;
use counterclaim_report::{Format, GraphFormat};

use super::ask::{Ask, When};
use super::root::CaseArgs;
use crate::problem::Usage;

#[derive(Debug, Args)]
pub(crate) struct GraphArgs {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    #[command(flatten)]
    pub(crate) when: When,
    /// Form: dot, graphml, gexf, cytoscape, argdown, turtle, svg or json; tgf and apx hold the compiled
    /// graph of objections, with a map of its names on standard error.
    #[arg(long, default_value = "dot")]
    pub(crate) format: GraphFormat,
}

/// The optional number of `standing --graph`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScoreName {
    /// Quadratic energy over every edge.
    Qe,
    /// Quadratic energy over independent lines.
    QeLines,
}

impl ScoreName {
    pub(crate) fn kind(self) -> ScoreKind {
        match self {
            Self::Qe => ScoreKind::Qe,
            Self::QeLines => ScoreKind::QeLines,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct StandingArgs {
    /// Ids or unique prefixes; every claim that counts, if none is given.
    #[arg(value_name = "CLAIM")]
    pub(crate) claims: Vec<String>,
    /// Only claims that fit: words `party:NAME`, `speaker:NAME`, `matter:SLUG`, `modality:NAME`, `form:NAME`, or plain words.
    #[arg(long = "where", value_name = "EXPR")]
    pub(crate) matching: Option<String>,
    /// No case: a graph with `claims` and `edges` from this file (`-` for standard input) in, one JSON object out.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["claims", "matching", "as_of", "public_by"])]
    pub(crate) graph: Option<PathBuf>,
    /// With --graph: also a number for every claim. It is no probability and compares nothing across standings.
    #[arg(long, requires = "graph")]
    pub(crate) score: Option<ScoreName>,
    /// Directory of the case; or the address of the server that has it.
    #[arg(
        long,
        env = "COUNTERCLAIM_CASE",
        value_name = "DIR|URL",
        required_unless_present = "graph"
    )]
    pub(crate) case: Option<PathBuf>,
    /// For an address: the file with the token to show; else what COUNTERCLAIM_TOKEN holds.
    #[arg(long, value_name = "FILE")]
    pub(crate) token_file: Option<PathBuf>,
    #[cfg(feature = "cluster")]
    #[command(flatten)]
    pub(crate) cluster: super::cluster::ClusterArgs,
    #[command(flatten)]
    pub(crate) when: When,
    /// Form: table, json, ndjson, csv, md or html.
    #[arg(long, default_value = "table")]
    pub(crate) format: Format,
}

impl StandingArgs {
    /// Returns the same as a question to a case.
    ///
    /// # Errors
    /// If no case is named.
    pub(crate) fn ask(&self) -> Result<Ask, Usage> {
        let case =
            self.case.clone().ok_or_else(|| Usage("--case DIR names the case".to_owned()))?;
        Ok(Ask {
            case: CaseArgs {
                case,
                token_file: self.token_file.clone(),
                #[cfg(feature = "cluster")]
                cluster: self.cluster.clone(),
            },
            when: self.when,
            format: self.format,
        })
    }
}
