//! A claim in full: the words and where they stand, who said them through whom, where it stands and why,
//! what speaks for and against it, and what became of it here.

use askama::Template;
use counterclaim_desk::answers::ClaimRecord;

use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::{Parameter, Route, Schema, get};

const CLAIM: Parameter = Parameter {
    name: "claim",
    means: "Id of the claim, or a unique beginning of it.",
    schema: Schema::Text,
};

pub(super) const ROUTES: &[Route] = &[get("/claims/{claim}", "claim", "One claim in full.", claim)
    .takes(&[CLAIM])
    .statuses(&[(404, "There is no such claim."), (422, "Several claims begin so.")])];

#[derive(Template)]
#[template(path = "claim.html")]
struct ClaimPage<'p> {
    chrome: Chrome,
    record: &'p ClaimRecord,
}

fn claim(call: &Call<'_>) -> Result<Reply, Problem> {
    let record = call.ask(|desk| desk.claim(call.named("claim"), call.question))?;
    let title = format!("{}: {}", record.card.speaker.name, record.card.statement);
    let page = || ClaimPage { chrome: call.chrome(title, Some(&record.asked)), record: &record };
    Ok(call.answer(&record, page)?.revision(record.card.revision))
}
