//! How one comes to a case on a cluster (`nats://HOST/CASE`). Secrets come from a file or the environment,
//! never from an argument, which everybody on this machine could read.
#![cfg(feature = "cluster")]

use std::path::PathBuf;

use clap::{Args, Subcommand};
use counterclaim_desk::Acknowledgement;

use super::root::CaseArgs;

/// For a case on a cluster.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct ClusterArgs {
    /// For a case on a cluster: directory of this machine's copy of it, which can be thrown away; else below the
    /// user's cache.
    #[arg(long, value_name = "DIR", env = "COUNTERCLAIM_COPY")]
    pub(crate) copy: Option<PathBuf>,
    /// For a case on a cluster: credentials file to come in with; else COUNTERCLAIM_NATS_USER and
    /// COUNTERCLAIM_NATS_PASSWORD, if they are set.
    #[arg(long, value_name = "FILE", env = "COUNTERCLAIM_NATS_CREDS")]
    pub(crate) nats_creds: Option<PathBuf>,
    /// For a case on a cluster: a server's monitoring port, which says when it syncs; once for each server.
    #[arg(
        long,
        value_name = "HOST:PORT",
        env = "COUNTERCLAIM_NATS_MONITORS",
        value_delimiter = ','
    )]
    pub(crate) monitor: Vec<String>,
    /// For a case on a cluster: what an acknowledgement must be proved to be worth, or nothing is done:
    /// buffered, fsync, replicated, replicated-fsync.
    #[arg(long, value_name = "LEVEL", env = "COUNTERCLAIM_REQUIRE")]
    pub(crate) require: Option<Acknowledgement>,
}

/// What has to be done for a cluster to hold a case.
#[derive(Debug, Subcommand)]
pub(crate) enum ClusterCommand {
    /// Print what belongs into every server's configuration before `init nats://HOST/CASE`: syncing before it
    /// acknowledges, and users of whom none can delete, purge or change what holds the case. Connects to nothing.
    Init {
        /// Address of the case that will be: nats://HOST[,HOST…]/CASE.
        address: String,
    },
}

/// What is done with a case as a whole, wherever it is.
#[derive(Debug, Subcommand)]
pub(crate) enum CaseCommand {
    /// Move a case from a directory to a cluster, back, or from one stream to a fresh one: event by event, with
    /// its evidence, held against each other by the root. What it is moved from stays as it is; what was
    /// interrupted goes on.
    Move {
        #[command(flatten)]
        case: CaseArgs,
        /// Where to: a directory, or nats://HOST/CASE.
        #[arg(long, value_name = "DIR|URL")]
        to: PathBuf,
    },
}
