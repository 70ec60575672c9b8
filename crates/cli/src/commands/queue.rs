//! The queue: what waits to be checked, and what is done with it.

use std::process::ExitCode;

use counterclaim_desk::change::{QueueAmend, QueueDecide};

use counterclaim_web::client::Target;

use super::ask;
use super::change::change;
use crate::args::QueueArgs;

/// Shows the queue, or decides on what is in it.
pub(super) fn queue(args: &QueueArgs) -> anyhow::Result<ExitCode> {
    let reason = args.reason.clone();
    if let Some(claim) = args.amend.clone() {
        let amend = QueueAmend { claim, set: args.set.clone(), reason };
        return change(&args.ask.case, &args.write(), amend);
    }
    let question = args.ask.question();
    if args.check.is_empty() && args.reject.is_empty() {
        let (post, matching) = (args.post, args.matching.as_deref());
        let target = Target::of(&["whole", "queue"]).maybe("post", post).maybe("where", matching);
        return ask::ask(&args.ask, target, |desk, question| {
            desk.queue_where(post, matching, question)
        });
    }
    let decide = QueueDecide {
        check: args.check.clone(),
        reject: args.reject.clone(),
        reason,
        post: args.post,
        matching: args.matching.clone(),
        as_of: question.as_of,
        public_by: question.public_by,
    };
    change(&args.ask.case, &args.write(), decide)
}
