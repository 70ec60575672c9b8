//! The desk for agents, over standard input and output. Nothing else is printed there: what a person is
//! told goes to standard error.

use std::process::ExitCode;
use std::sync::Arc;

use counterclaim_web::{AgentsOptions, CaseFor, Desks, Ended, serve_agents};

use super::case;
use super::proof::sign_on_close;
use super::serve::INTERRUPTED;
use crate::args::McpArgs;
use crate::place::Place;
use crate::print;

/// Serves agents until their host says no more.
pub(super) fn mcp(args: &McpArgs) -> anyhow::Result<ExitCode> {
    let case = match args.case.place()? {
        Place::There(client) if !client.is_here() => CaseFor::Address(client),
        // Whether a server holds it is found out for each call.
        Place::There(_) | Place::Here => CaseFor::Directory(Desks {
            case: args.case.directory()?.to_owned(),
            note: Arc::new(print::note),
            before_closing: Box::new(sign_on_close),
        }),
    };
    let by = case::identity(args.by.as_deref()).analyst;
    Ok(match serve_agents(AgentsOptions { case, by })? {
        None | Some(Ended::Terminated) => ExitCode::SUCCESS,
        Some(Ended::Interrupted) => ExitCode::from(INTERRUPTED),
    })
}
