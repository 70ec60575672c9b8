//! The binary `counterclaim`: who said what, when, through whom, and who contradicts them.
//!
//! Arguments in, one call to the desk, an answer out: data to standard output, everything else to
//! standard error. What can go wrong becomes words, a hint and an exit code in `problem`.

mod args;
#[cfg(feature = "cluster")]
mod cluster;
mod commands;
mod keys;
mod pages;
mod pdf;
mod place;
mod print;
mod problem;
mod whole;

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;

/// Pages and exports make many small things that live for a moment, on all cores: see the decisions.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let arguments = match args::Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return print::usage(&error),
    };
    match commands::run(&arguments) {
        Ok(code) => code,
        Err(error) => problem::report(&error),
    }
}
