//! Serves a case: pages, the API, and the socket by which other commands come in.

use std::process::ExitCode;

use counterclaim_desk::Desk;
use counterclaim_web::{ServeOptions, serve as start};

use super::case;
use super::proof::signer_of;
use crate::args::ServeArgs;
use crate::print;

/// Serves a case until the process is told to end.
pub(super) fn serve(args: &ServeArgs) -> anyhow::Result<ExitCode> {
    let desk = case::open(&args.case, args.by.as_deref())?;
    serve_desk(desk, args)
}

/// Serves a desk that is open, and says where.
pub(super) fn serve_desk(desk: Desk, args: &ServeArgs) -> anyhow::Result<ExitCode> {
    let options = ServeOptions {
        listen: args.listen,
        hosts: args.hosts.clone(),
        case: Some(args.case.case.clone()),
        owner: case::identity(args.by.as_deref()).analyst,
        signer: signer_of(&desk),
    };
    let serving = start(desk, options)?;
    print::note(&format!("reading: {}", serving.url()));
    print::note(&format!("writing: {}", serving.login_url()));
    print::note("the second address logs you in: tell nobody. Ctrl-C ends the server.");
    serving.wait()?;
    serving.end();
    print::note("ended; everything acknowledged is in the log");
    Ok(ExitCode::SUCCESS)
}
