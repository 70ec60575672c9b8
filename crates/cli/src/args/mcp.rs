//! The desk for agents.

use clap::Args;

use super::root::CaseArgs;

#[derive(Debug, Args)]
pub(crate) struct McpArgs {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// Who lets the agent propose: recorded with its proposals. At an address the token says.
    #[arg(long, env = "COUNTERCLAIM_BY", value_name = "NAME")]
    pub(crate) by: Option<String>,
}
