//! Commands about a case as a whole: checks, copies, repair, erasure.

use std::process::ExitCode;

use counterclaim_desk::{Desk, ErasureWanted, Position, SystemRim};
use counterclaim_report::{Answer, render};

use super::ask;
use super::case::identity;
use crate::args::{CaseAndForm, CopyArgs, EraseArgs, VerifyArgs};
use crate::print;

/// What a check exits with that found something.
const FOUND: u8 = 1;

fn show(answer: &impl Answer, form: &CaseAndForm) -> anyhow::Result<ExitCode> {
    print::data(&render(answer, form.style())?)?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn verify(args: &VerifyArgs) -> anyhow::Result<ExitCode> {
    let verified = counterclaim_desk::verify(args.ask.case.directory()?, args.deep)?;
    ask::show(&verified, &args.ask)?;
    Ok(if verified.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(FOUND) })
}

pub(super) fn doctor(form: &CaseAndForm) -> anyhow::Result<ExitCode> {
    let diagnosis = counterclaim_desk::doctor(form.case.directory()?)?;
    show(&diagnosis, form)?;
    Ok(if diagnosis.is_ill() { ExitCode::from(FOUND) } else { ExitCode::SUCCESS })
}

pub(super) fn backup(args: &CopyArgs) -> anyhow::Result<ExitCode> {
    show(&counterclaim_desk::backup(args.case.case.directory()?, &args.dir)?, &args.case)
}

pub(super) fn restore(args: &CopyArgs) -> anyhow::Result<ExitCode> {
    show(&counterclaim_desk::restore(&args.dir, args.case.case.directory()?)?, &args.case)
}

pub(super) fn rebuild(form: &CaseAndForm) -> anyhow::Result<ExitCode> {
    show(&counterclaim_desk::rebuild(form.case.directory()?)?, form)
}

pub(super) fn erase(args: &EraseArgs) -> anyhow::Result<ExitCode> {
    let dir = args.case.case.directory()?;
    let wanted = ErasureWanted {
        positions: args.positions.iter().copied().map(Position).collect(),
        claims: args.claim.clone(),
        evidence: args.evidence.iter().copied().collect(),
        keep_captures: args.keep_captures,
        reason: args.reason.clone(),
        by: args.by.clone(),
        key: args.idempotency_key.clone(),
        dry_run: args.dry_run,
    };
    // What would go can be looked at beside whoever writes.
    let desk = if args.dry_run {
        Desk::open_to_read(dir, Box::new(SystemRim))?
    } else {
        Desk::open(dir, Box::new(SystemRim), identity(Some(&args.by)))?
    };
    desk.notices().iter().for_each(|notice| print::note(notice));
    show(&desk.erase(dir, &wanted)?, &args.case)
}
