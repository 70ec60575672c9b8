//! `/whole/…`: answers whole, as the command line prints them, each one question to the desk. What a page
//! shows it gives as data too, a part at a time and with limits where a case is large; here there are none.

use counterclaim_desk::answers::{ClaimRecord, PieceKind};
use counterclaim_desk::{AsOf, Position};

use crate::call::{Call, as_of};
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::{DATA, Parameter, Route, Schema, get};

/// What a command ends with that finds a difference.
const DIFFERS: u8 = 1;

const CLAIM: Parameter = Parameter {
    name: "claim",
    means: "Id of a claim, or a unique beginning of it.",
    schema: Schema::Text,
};
const CLAIMS: Parameter =
    Parameter { name: "claim", means: "Only these claims.", schema: Schema::Texts };
const ACTOR: Parameter =
    Parameter { name: "actor", means: "Name, alias or id.", schema: Schema::Text };
const PARTY: Parameter =
    Parameter { name: "party", means: "Name, alias or id.", schema: Schema::Text };
const PARTIES: Parameter = Parameter {
    name: "party",
    means: "Names, aliases or ids; two or more.",
    schema: Schema::Texts,
};
const MATTER: Parameter =
    Parameter { name: "matter", means: "Slug of a matter.", schema: Schema::Text };
const WHERE: Parameter = Parameter {
    name: "where",
    means: "Only what fits: words `party:NAME`, `speaker:NAME`, `matter:SLUG`, `modality:NAME`, \
            `form:NAME`, or plain words.",
    schema: Schema::Text,
};
const QUERY: Parameter = Parameter { name: "q", means: "The words.", schema: Schema::Text };
const AFTER: Parameter = Parameter {
    name: "after",
    means: "Only what was recorded behind this position.",
    schema: Schema::Number(0, u64::MAX),
};
const SINCE: Parameter = Parameter {
    name: "since",
    means: "The earlier point: what was recorded behind it is told.",
    schema: Schema::AsOf,
};
const NUMBER: Parameter = Parameter {
    name: "post",
    means: "Only proposals of the post with this number.",
    schema: Schema::Number(1, u32::MAX as u64),
};
const POST: Parameter = Parameter {
    name: "post",
    means: "Id of a post, or a unique beginning of it.",
    schema: Schema::Text,
};
const FROM: Parameter = Parameter {
    name: "from",
    means: "With `to`: which two of its wordings, counted from 1; else the last two.",
    schema: Schema::Number(1, u64::MAX),
};
const TO: Parameter =
    Parameter { name: "to", means: "The other of the two.", schema: Schema::Number(1, u64::MAX) };

const MISSING: (u16, &str) = (404, "What is named is not there.");
const SEVERAL: (u16, &str) = (422, "A name may mean several things, or a value does not fit.");

pub(super) const ROUTES: &[Route] = &[
    get("/whole/view/{actor}", "whole_statements", "Everything an actor or party said.", view)
        .forms(DATA)
        .takes(&[ACTOR])
        .statuses(&[MISSING, SEVERAL]),
    get("/whole/cite/{claim}", "whole_citation", "One paste-ready line for a claim.", cite)
        .for_agents()
        .forms(DATA)
        .takes(&[CLAIM])
        .statuses(&[MISSING, SEVERAL]),
    get("/whole/reviews/{claim}", "whole_reviews", "Persons' ratings of a claim.", reviews)
        .forms(DATA)
        .takes(&[CLAIM])
        .statuses(&[MISSING, SEVERAL]),
    get("/whole/standing", "whole_standing", "Where claims stand, and why.", standing)
        .for_agents()
        .forms(DATA)
        .takes(&[CLAIMS, WHERE])
        .statuses(&[MISSING, SEVERAL]),
    get("/whole/compare", "whole_compare", "Parties side by side, matter by matter.", compare)
        .forms(DATA)
        .takes(&[PARTIES, MATTER])
        .statuses(&[MISSING, SEVERAL]),
    get("/whole/contradictions", "whole_contradictions", "Who contradicts whom.", contradictions)
        .forms(DATA),
    get("/whole/timeline", "whole_timeline", "Every statement by publication.", timeline)
        .forms(DATA),
    get("/whole/figures", "whole_figures", "Every figure with whose it is.", figures).forms(DATA),
    get("/whole/matrix", "whole_matrix", "Who objects to whom, added up by party.", matrix)
        .forms(DATA),
    get(
        "/whole/unanswered/{party}",
        "whole_unanswered",
        "What a party did not answer.",
        unanswered,
    )
    .forms(DATA)
    .takes(&[PARTY])
    .statuses(&[MISSING, SEVERAL]),
    get("/whole/versions/{matter}", "whole_versions", "What can be told together.", versions)
        .forms(DATA)
        .takes(&[MATTER])
        .statuses(&[MISSING, SEVERAL]),
    get("/whole/search", "whole_search", "Statements that contain all the words.", search)
        .forms(DATA)
        .takes(&[QUERY]),
    get("/whole/log", "whole_log", "Recorded events.", log)
        .for_agents()
        .forms(DATA)
        .takes(&[AFTER]),
    get("/whole/changes", "whole_changes", "What became different since.", changes)
        .for_agents()
        .forms(DATA)
        .takes(&[SINCE]),
    get("/whole/queue", "whole_queue", "Proposals that wait to be checked.", queue)
        .forms(DATA)
        .takes(&[NUMBER, WHERE]),
    get("/whole/posts/{post}", "whole_post", "A post in its wordings.", post)
        .for_agents()
        .forms(DATA)
        .takes(&[POST, FROM, TO])
        .statuses(&[MISSING, SEVERAL]),
];

fn view(call: &Call<'_>) -> Result<Reply, Problem> {
    call.data(&call.ask(|desk| desk.view(call.named("actor"), call.question))?)
}

/// As text, the line alone: nothing stands around what is to be pasted.
fn cite(call: &Call<'_>) -> Result<Reply, Problem> {
    let citation = call.ask(|desk| desk.cite(call.named("claim"), call.question))?;
    match call.form.suffix {
        "txt" => Ok(Reply::whole(call.form.media, format!("{}\n", citation.line))),
        _ => call.data(&citation),
    }
}

fn reviews(call: &Call<'_>) -> Result<Reply, Problem> {
    let record: ClaimRecord = call.ask(|desk| desk.claim(call.named("claim"), call.question))?;
    call.data(&record.reviews)
}

fn standing(call: &Call<'_>) -> Result<Reply, Problem> {
    let claims = call.values("claim");
    call.data(&call.ask(|desk| desk.standings(&claims, call.value("where"), call.question))?)
}

fn compare(call: &Call<'_>) -> Result<Reply, Problem> {
    let parties = call.values("party");
    call.data(&call.ask(|desk| desk.compare(&parties, call.value("matter"), call.question))?)
}

fn contradictions(call: &Call<'_>) -> Result<Reply, Problem> {
    call.data(&call.ask(|desk| desk.contradictions(call.question)))
}

fn timeline(call: &Call<'_>) -> Result<Reply, Problem> {
    call.data(&call.ask(|desk| desk.timeline(call.question)))
}

fn figures(call: &Call<'_>) -> Result<Reply, Problem> {
    call.data(&call.ask(|desk| desk.figures(call.question)))
}

fn matrix(call: &Call<'_>) -> Result<Reply, Problem> {
    call.data(&call.ask(|desk| desk.matrix(call.question)))
}

fn unanswered(call: &Call<'_>) -> Result<Reply, Problem> {
    call.data(&call.ask(|desk| desk.unanswered(call.named("party"), call.question))?)
}

fn versions(call: &Call<'_>) -> Result<Reply, Problem> {
    call.data(&call.ask(|desk| desk.versions(call.named("matter"), call.question))?)
}

fn search(call: &Call<'_>) -> Result<Reply, Problem> {
    let query = call.value("q").unwrap_or_default();
    call.data(&call.ask(|desk| desk.search(query, call.question))?)
}

fn log(call: &Call<'_>) -> Result<Reply, Problem> {
    let after = Position(call.parsed("after")?.unwrap_or(0));
    call.data(&call.ask(|desk| desk.log(after, call.question))?)
}

fn changes(call: &Call<'_>) -> Result<Reply, Problem> {
    let since = call.value("since").map(as_of).transpose();
    let since = since.map_err(|why| Problem::parameter("since", why))?;
    let since = since.unwrap_or(AsOf::Position(Position::START));
    let found = call.ask(|desk| desk.changes(desk.position_of(since), call.question))?;
    call.data(&found)
}

fn queue(call: &Call<'_>) -> Result<Reply, Problem> {
    let number = call.parsed("post")?;
    call.data(&call.ask(|desk| desk.queue_where(number, call.value("where"), call.question))?)
}

fn post(call: &Call<'_>) -> Result<Reply, Problem> {
    let between = match (call.parsed("from")?, call.parsed("to")?) {
        (Some(from), Some(to)) => Some((from, to)),
        (None, None) => None,
        (Some(_), None) => return Err(Problem::parameter("from", "it needs `to` beside it")),
        (None, Some(_)) => return Err(Problem::parameter("to", "it needs `from` beside it")),
    };
    let found = call.ask(|desk| desk.post(call.named("post"), between, call.question))?;
    let reply = call.data(&found)?;
    let mut pieces = found.difference.iter().flat_map(|found| &found.pieces);
    Ok(match pieces.any(|piece| piece.kind != PieceKind::Same) {
        true => reply.ends_with(DIFFERS),
        false => reply,
    })
}
