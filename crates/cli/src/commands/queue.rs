//! The queue: what waits to be checked, and what is done with it.

use std::process::ExitCode;

use counterclaim_desk::QueueAction;

use super::ask;
use super::case::open_to_read;
use super::change::change;
use crate::args::QueueArgs;

/// Shows the queue, or decides on what is in it.
pub(super) fn queue(args: &QueueArgs) -> anyhow::Result<ExitCode> {
    if let Some(claim) = &args.amend {
        return change(&args.ask.case, &args.write(), |desk| {
            Ok(desk.amend(claim, &args.set, &args.reason)?)
        });
    }
    let (action, ids) = match (args.check.as_slice(), args.reject.as_slice()) {
        ([], []) => {
            let desk = open_to_read(&args.ask.case)?;
            return ask::show(
                &desk.queue_where(args.post, args.matching.as_deref(), args.ask.question())?,
                &args.ask,
            );
        }
        ([], ids) => (QueueAction::Reject, ids),
        (ids, _) => (QueueAction::Check, ids),
    };
    change(&args.ask.case, &args.write(), |desk| {
        let queue = desk.queue_where(args.post, args.matching.as_deref(), args.ask.question())?;
        Ok(desk.decide_queue(action, ids, &queue, &query(args), &args.reason, args.post)?)
    })
}

/// Returns the query as it is recorded with a batch decision.
fn query(args: &QueueArgs) -> String {
    let post = args.post.map(|number| format!("post {number}"));
    let parts: Vec<String> = post.into_iter().chain(args.matching.clone()).collect();
    parts.join(", ")
}
