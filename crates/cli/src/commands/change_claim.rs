//! Claims, findings, links, reviews, notes and requests for comment by hand.

use std::process::ExitCode;

use counterclaim_desk::{
    ClaimForm, Command, CommentRequest, FindingForm, Moment, Precision, Relation,
};

use super::ask;
use super::case::open_to_read;
use super::change::{change, person};
use crate::args::{
    ClaimChange, CommentChange, FindingChange, LinkChange, NoteChange, ReviewChange,
};
use crate::problem::Usage;

pub(super) fn claim(claim: &ClaimChange) -> anyhow::Result<ExitCode> {
    match claim {
        ClaimChange::Add { statement, speaker, kind, modality, matters, said, case, write } => {
            let form = ClaimForm {
                statement: statement.clone(),
                speaker: speaker.clone(),
                kind: kind.clone(),
                modality: *modality,
                matters: matters.clone(),
                said: said.map(|at| Moment { at, precision: Precision::Second }),
            };
            change(case, write, |desk| Ok(desk.claim_by_hand(&form)?))
        }
        ClaimChange::Show { claim, ask } => {
            ask::show(&open_to_read(&ask.case)?.claim(claim, ask.question())?, ask)
        }
        ClaimChange::Correct { claim, set, reason, case, write } => {
            change(case, write, |desk| Ok(desk.amend(claim, set, reason)?))
        }
        ClaimChange::Withdraw { claim, reason, case, write } => change(case, write, |desk| {
            Ok(vec![Command::WithdrawClaim {
                claim: desk.claim_id(claim)?,
                reason: reason.clone(),
            }])
        }),
    }
}

pub(super) fn finding(finding: &FindingChange) -> anyhow::Result<ExitCode> {
    let FindingChange::Add { statement, refutes, confirms, evidence, reason, case, write } =
        finding;
    let (relation, target) = match (refutes, confirms) {
        (Some(claim), None) => (Relation::Refutes, claim),
        (None, Some(claim)) => (Relation::Confirms, claim),
        _ => return Err(Usage("a finding refutes or confirms one claim".to_owned()).into()),
    };
    let form = FindingForm {
        statement: statement.clone(),
        relation,
        target: target.clone(),
        evidence: evidence.clone(),
        by: person(write)?,
        reason: reason.clone(),
    };
    change(case, write, |desk| Ok(desk.finding_by_hand(form)?))
}

pub(super) fn link(link: &LinkChange) -> anyhow::Result<ExitCode> {
    match link {
        LinkChange::Add { from, relation, to, reason, weight, case, write } => {
            let by = person(write)?;
            change(case, write, |desk| {
                Ok(vec![desk.link_by_hand(from, *relation, to, reason.clone(), *weight, by)?])
            })
        }
        LinkChange::Withdraw { link, reason, case, write } => change(case, write, |desk| {
            Ok(vec![Command::WithdrawLink { link: desk.link_id(link)?, reason: reason.clone() }])
        }),
    }
}

pub(super) fn review(review: &ReviewChange) -> anyhow::Result<ExitCode> {
    match review {
        ReviewChange::Add { claim, scale, rating, reason, case, write } => {
            let by = person(write)?;
            change(case, write, |desk| {
                Ok(vec![desk.review_by_hand(
                    claim,
                    by,
                    scale.clone(),
                    rating.clone(),
                    reason.clone(),
                )?])
            })
        }
        ReviewChange::List { claim, ask } => {
            ask::show(&open_to_read(&ask.case)?.claim(claim, ask.question())?.reviews, ask)
        }
    }
}

pub(super) fn note(note: &NoteChange) -> anyhow::Result<ExitCode> {
    let NoteChange::Add { claim, text, case, write } = note;
    let by = person(write)?;
    change(case, write, |desk| Ok(vec![desk.note_by_hand(claim, by, text.clone())?]))
}

pub(super) fn comment(comment: &CommentChange) -> anyhow::Result<ExitCode> {
    let CommentChange::Add { claim, asked, replied, case, write } = comment;
    let replied = match replied.as_str() {
        "none" => None,
        time => Some(crate::args::time(time).map_err(Usage)?),
    };
    change(case, write, |desk| {
        let request = CommentRequest { claim: desk.claim_id(claim)?, asked: *asked, replied };
        Ok(vec![Command::RequestComment(request)])
    })
}
