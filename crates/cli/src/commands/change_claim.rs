//! Claims, findings, links, reviews, notes and requests for comment by hand: arguments to changes.

use std::process::ExitCode;

use counterclaim_desk::change::{
    ClaimAdd, ClaimCorrect, ClaimWithdraw, CommentAdd, FindingAdd, LinkAdd, LinkWithdraw, NoteAdd,
    ReviewAdd,
};

use counterclaim_web::client::Target;

use super::ask;
use super::change::change;
use crate::args::{
    ClaimChange, CommentChange, FindingChange, LinkChange, NoteChange, ReviewChange,
};
use crate::problem::Usage;

pub(super) fn claim(claim: &ClaimChange) -> anyhow::Result<ExitCode> {
    match claim.clone() {
        ClaimChange::Add { statement, speaker, kind, modality, matters, said, case, write } => {
            let kind = kind.parse()?;
            change(&case, &write, ClaimAdd { statement, speaker, kind, modality, matters, said })
        }
        ClaimChange::Show { claim, ask } => {
            let target = Target::of(&["claims", &claim]);
            ask::ask(&ask, target, |desk, question| desk.claim(&claim, question))
        }
        ClaimChange::Correct { claim, set, reason, case, write } => {
            change(&case, &write, ClaimCorrect { claim, set, reason })
        }
        ClaimChange::Withdraw { claim, reason, case, write } => {
            change(&case, &write, ClaimWithdraw { claim, reason })
        }
    }
}

pub(super) fn finding(finding: &FindingChange) -> anyhow::Result<ExitCode> {
    let FindingChange::Add { statement, refutes, confirms, evidence, reason, case, write } =
        finding.clone();
    change(&case, &write, FindingAdd { statement, refutes, confirms, evidence, reason })
}

pub(super) fn link(link: &LinkChange) -> anyhow::Result<ExitCode> {
    match link.clone() {
        LinkChange::Add { from, relation, to, reason, weight, case, write } => {
            change(&case, &write, LinkAdd { from, relation, to, reason, weight })
        }
        LinkChange::Withdraw { link, reason, case, write } => {
            change(&case, &write, LinkWithdraw { link, reason })
        }
    }
}

pub(super) fn review(review: &ReviewChange) -> anyhow::Result<ExitCode> {
    match review.clone() {
        ReviewChange::Add { claim, scale, rating, reason, case, write } => {
            change(&case, &write, ReviewAdd { claim, scale, rating, reason })
        }
        ReviewChange::List { claim, ask } => {
            let target = Target::of(&["whole", "reviews", &claim]);
            ask::ask(&ask, target, |desk, question| Ok(desk.claim(&claim, question)?.reviews))
        }
    }
}

pub(super) fn note(note: &NoteChange) -> anyhow::Result<ExitCode> {
    let NoteChange::Add { claim, text, case, write } = note.clone();
    change(&case, &write, NoteAdd { claim, text })
}

pub(super) fn comment(comment: &CommentChange) -> anyhow::Result<ExitCode> {
    let CommentChange::Add { claim, asked, replied, case, write } = comment.clone();
    let replied = match replied.as_str() {
        "none" => None,
        time => Some(crate::args::time(time).map_err(Usage)?),
    };
    change(&case, &write, CommentAdd { claim, asked, replied })
}
