//! Serves a case: pages, the API, and the socket by which other commands come in.

use std::process::ExitCode;

use counterclaim_desk::{Desk, ErrorKind};
use counterclaim_web::client::Client;
use counterclaim_web::{Ended, Journal, Logged, ServeOptions, serve as start};

use super::case;
use super::proof::signer_of;
use crate::args::ServeArgs;
use crate::print;
use crate::problem::Elsewhere;

/// What a program ends with that was interrupted, as shells have it.
pub(super) const INTERRUPTED: u8 = 130;

/// Serves a case until the process is told to end.
pub(super) fn serve(args: &ServeArgs) -> anyhow::Result<ExitCode> {
    let dir = args.case.directory()?;
    let opened = case::open(&args.case, args.by.as_deref());
    let desk = opened.map_err(|error| {
        let kind = error.downcast_ref().map(counterclaim_desk::DeskError::kind);
        let held = kind == Some(ErrorKind::Unavailable);
        let server = if held { Client::by_socket(dir).ok().flatten() } else { None };
        match server.and_then(|server| server.served_at()) {
            Some(address) => {
                Elsewhere::because(&format!("this case is served already, at {address}")).into()
            }
            None => error,
        }
    })?;
    serve_desk(desk, args)
}

/// Serves a desk that is open, and says where.
pub(super) fn serve_desk(desk: Desk, args: &ServeArgs) -> anyhow::Result<ExitCode> {
    let logged = if args.log { Logged::Every } else { Logged::Refused };
    let options = ServeOptions {
        listen: args.listen,
        hosts: args.hosts.clone(),
        case: Some(args.case.directory()?.to_owned()),
        owner: case::identity(args.by.as_deref()).analyst,
        signer: signer_of(&desk),
        journal: Journal { logged, line: Box::new(print::note) },
    };
    let serving = start(desk, options)?;
    print::note(&format!("reading: {}", serving.url()));
    print::note(&format!("writing: {}", serving.login_url()));
    print::note("the second address logs you in: tell nobody. Ctrl-C ends the server.");
    let ended = serving.wait()?;
    serving.end();
    print::note("ended; everything acknowledged is in the log");
    Ok(match ended {
        Ended::Interrupted => ExitCode::from(INTERRUPTED),
        Ended::Terminated => ExitCode::SUCCESS,
    })
}
