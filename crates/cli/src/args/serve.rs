//! Serving a case, and who may come in.

use std::net::SocketAddr;

use clap::Args;

use super::root::CaseArgs;

#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// Address to listen on. Whoever reaches any other than this machine's own must show a token.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7878")]
    pub(crate) listen: SocketAddr,
    /// A further name under which the server is reached, as behind a proxy. Everybody must show a token then.
    #[arg(long = "host", value_name = "NAME")]
    pub(crate) hosts: Vec<String>,
    /// Who you are: recorded with what you change.
    #[arg(long, env = "COUNTERCLAIM_BY", value_name = "NAME")]
    pub(crate) by: Option<String>,
    /// Tell of every call on standard error, one JSON object a line; else only of those turned away.
    #[arg(long)]
    pub(crate) log: bool,
    #[command(flatten)]
    pub(crate) case: CaseArgs,
}
