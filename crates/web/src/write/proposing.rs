//! What a proposer may bring: pages, and proposals of any tool. Neither decides anything: a person checks
//! what comes of them.

use axum::http::StatusCode;
use counterclaim_desk::{
    CapturedFrom, HTTP_MESSAGE, IngestOptions, MAX_PAGE, Page, Reread, from_message, moment,
};

use super::caller::{self, DRY_RUN};
use super::changes::told;
use crate::call::Call;
use crate::describe;
use crate::problem::{Kind, Problem};
use crate::reply::Reply;
use crate::route::{Body, DATA, Parameter, Role, Route, Schema, post};

/// Most bytes of a batch of proposals.
const LARGEST_BATCH: usize = 16 << 20;

/// Most bytes that a response has before its page.
const LONGEST_HEAD: usize = 64 << 10;

const NAME: Parameter = Parameter {
    name: "name",
    means: "What to call the page in what is answered.",
    schema: Schema::Text,
};
const URL: Parameter = Parameter {
    name: "url",
    means: "The address the page was had from (http or https).",
    schema: Schema::Text,
};
const FINAL_URL: Parameter = Parameter {
    name: "final_url",
    means: "The address that redirects led to, if it was fetched.",
    schema: Schema::Text,
};
const SOURCE: Parameter = Parameter {
    name: "source",
    means: "Name of the outlet; the page's own word for it otherwise.",
    schema: Schema::Text,
};
const CAPTURED_AT: Parameter = Parameter {
    name: "captured_at",
    means: "When the page was captured; what its masthead says otherwise.",
    schema: Schema::Time,
};
const REREAD: Parameter = Parameter {
    name: "reread",
    means: "Read known posts for claims again, as after a change of the reader.",
    schema: Schema::OneOf(&["true", "false"]),
};

pub(super) const ROUTES: &[Route] = &[
    post(
        "/ingest",
        "ingest",
        "Reads a page and proposes the claims found in it. The same text again adds nothing.",
        ingest,
    )
    .needs(Role::Proposer)
    .forms(&["json"])
    .takes(&[NAME, URL, FINAL_URL, SOURCE, CAPTURED_AT, REREAD, DRY_RUN])
    .heeds(&[describe::IDEMPOTENCY_KEY])
    .body(Body {
        media: &["*/*"],
        most: MAX_PAGE + LONGEST_HEAD,
        means: "The bytes of the page, with its own media type. Or, as `application/http;msgtype=response`, \
                the response it came in, its body decoded: then status and headers are kept too.",
        schema: None,
    })
    .gives(describe::page_ingested)
    .statuses(&[
        (201, "Recorded: capture, posts and proposals."),
        (409, "The key stands for another request."),
        (422, "It cannot be recorded."),
    ]),
    post(
        "/proposals",
        "propose",
        "Proposes claims and links, in lines as `extract` prints them. Every quote is held against the \
         captured text; a batch with a refused line is refused whole, and the line is named.",
        propose,
    )
    .needs(Role::Proposer)
    .forms(DATA)
    .for_agents()
    .takes(&[DRY_RUN])
    .heeds(&[describe::IDEMPOTENCY_KEY, describe::AGENT])
    .body(Body {
        media: &["application/x-ndjson", "application/ndjson", "application/jsonl"],
        most: LARGEST_BATCH,
        means: "One JSON object a line: claims and links.",
        schema: Some(describe::proposal),
    })
    .gives(describe::submitted)
    .statuses(&[
        (201, "Recorded as proposals."),
        (404, "Something that is named is not there."),
        (409, "It is in conflict with what was recorded, or the key stands for another request."),
        (422, "Lines were refused; they are named, and nothing was recorded."),
    ]),
];

fn ingest(call: &Call<'_>) -> Result<Reply, Problem> {
    let by = caller::identity(call)?;
    let page = page(call)?;
    let name = call.value("name").or(page.address()).unwrap_or("the page sent").to_owned();
    let options = IngestOptions {
        reread: if caller::flag(call, REREAD.name)? { Reread::Yes } else { Reread::No },
        dry_run: caller::is_dry_run(call)?,
        key: caller::key(call)?,
    };
    let ingested = call.server.ingest(by, &name, &page, &options)?;
    let status = if ingested.events > 0 { StatusCode::CREATED } else { StatusCode::OK };
    let json = serde_json::to_vec_pretty(&ingested)
        .map_err(|error| Problem::new(Kind::Damaged, format!("no JSON form: {error}")))?;
    Ok(Reply::whole(call.form.media, json).status(status))
}

/// Returns the page that came with the call.
fn page(call: &Call<'_>) -> Result<Page, Problem> {
    let address = |name| call.value(name).map(|url| web_address(name, url)).transpose();
    let (url, final_url) = (address(URL.name)?, address(FINAL_URL.name)?);
    let captured = call.value(CAPTURED_AT.name).map(moment).transpose();
    let captured = captured.map_err(|why| Problem::parameter(CAPTURED_AT.name, why))?;
    if call.body.is_empty() {
        return Err(Problem::new(Kind::Usage, "there is no page in the body"));
    }
    let sent = sent(call)?;
    let from = if sent.status.is_some() { CapturedFrom::Fetch } else { CapturedFrom::Option };
    Ok(Page {
        url,
        final_url,
        captured_at: captured.map(|at| (at, from)),
        source: call.value(SOURCE.name).map(str::to_owned),
        ..sent
    })
}

/// Returns what the body alone says of the page.
fn sent(call: &Call<'_>) -> Result<Page, Problem> {
    let media = call.header("content-type");
    let essence = |media: &str| media.split(';').next().unwrap_or_default().trim().to_lowercase();
    if media.is_some_and(|media| essence(media) == essence(HTTP_MESSAGE)) {
        return from_message(&call.body)
            .map_err(|why| Problem::new(Kind::Usage, format!("no page in the body: {why}")));
    }
    let media = media.map(|media| ("content-type".to_owned(), media.to_owned()));
    let (bytes, headers) = (call.body.clone(), media.into_iter().collect());
    Ok(Page { bytes, headers, ..Page::default() })
}

/// Returns an address if it is one of the web.
///
/// # Errors
/// If it is none.
pub(crate) fn web_address(name: &str, text: &str) -> Result<String, Problem> {
    let is_web = ["https://", "http://"].iter().any(|scheme| {
        text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    let is_plain = text.bytes().all(|byte| byte > b' ' && byte != 0x7f);
    if is_web && is_plain {
        return Ok(text.to_owned());
    }
    Err(Problem::parameter(name, format!("{text:?} is no address of the web (https://…)")))
}

fn propose(call: &Call<'_>) -> Result<Reply, Problem> {
    let by = caller::agent(call, caller::identity(call)?)?;
    let lines = std::str::from_utf8(&call.body)
        .map_err(|why| Problem::new(Kind::Usage, format!("the body is no UTF-8: {why}")))?;
    let (key, dry_run) = (caller::key(call)?, caller::is_dry_run(call)?);
    let propose = |desk: &mut counterclaim_desk::Desk| {
        desk.in_the_name_of(by, |desk| desk.propose(lines, key, dry_run))
    };
    told(call, &call.server.alone(propose)?)
}
