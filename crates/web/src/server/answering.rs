//! How a call is answered: who asks is found out, the body taken in, the handler let work on a thread of
//! its own, and whatever comes of it sent.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{RawPathParams, Request};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::Response;
use axum::routing::{MethodFilter, on};

use super::headers;
use super::holdings::Server;
use super::journal::Called;
use super::sending::{self, tag};
use crate::access::{Entry, Visitor};
use crate::address::Address;
use crate::call::{Call, question};
use crate::pages::problem_page;
use crate::problem::{Kind, Problem};
use crate::reply::Reply;
use crate::route::{Form, Route, accepted, part};

/// How long a call may take to bring its body.
const PATIENCE: Duration = Duration::from_secs(30);

/// What was asked, before anything of it was read.
struct Asked {
    route: &'static Route,
    address: Address,
    form: Option<&'static Form>,
    entry: Entry,
}

/// The form that the address itself named.
#[derive(Clone, Copy)]
struct Named(Option<&'static Form>);

/// Makes the table of addresses.
pub(super) fn router(server: Arc<Server>, routes: &'static [Route]) -> Router {
    let mut router = Router::new();
    for route in routes {
        let server = Arc::clone(&server);
        let handler = move |named: RawPathParams, request: Request| {
            answer(Arc::clone(&server), route, owned(&named), request)
        };
        let method = if route.method == "POST" { MethodFilter::POST } else { MethodFilter::GET };
        router = router.route(route.path, on(method, handler));
    }
    let missing = {
        let server = Arc::clone(&server);
        move |request: Request| refuse(Arc::clone(&server), request, Kind::NotFound)
    };
    let method = move |request: Request| refuse(Arc::clone(&server), request, Kind::Method);
    router.fallback(missing).method_not_allowed_fallback(method)
}

/// Parts the form from the address, before the address is looked up.
pub(super) fn parted(mut request: Request) -> Request {
    let (path, form) = part(request.uri().path());
    if form.is_some() {
        let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
        if let Ok(uri) = format!("{path}{query}").parse() {
            *request.uri_mut() = uri;
        }
    }
    request.extensions_mut().insert(Named(form));
    request
}

fn owned(named: &RawPathParams) -> Vec<(String, String)> {
    named.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// Answers what leads nowhere.
async fn refuse(server: Arc<Server>, request: Request, kind: Kind) -> Response {
    let path = request.uri().path();
    let problem = if kind == Kind::Method {
        Problem::new(kind, format!("{path} takes another method"))
    } else {
        Problem::new(kind, format!("there is no page {path}"))
    };
    let address = Address::of(request.uri(), Vec::new());
    let entry = came_in(&request);
    let began = Instant::now();
    let called = Called::of(request.method(), &address, named_form(&request), &entry);
    let visitor = server.access.visitor(&entry, request.method(), request.headers());
    let (visitor, problem) = match visitor {
        Ok(visitor) => (visitor, problem),
        Err(refusal) => (Visitor::anybody(), refusal),
    };
    let is_page = wants_page(request.headers(), None);
    let mut response = told(&server, &address, &visitor, &problem, is_page);
    headers::complete(response.headers_mut());
    let status = response.status().as_u16();
    server.metrics.count("none", status, Duration::ZERO);
    server.journal.tell(&called, (status, began.elapsed()), Some(&visitor), Some(&problem));
    response
}

/// Answers a call.
async fn answer(
    server: Arc<Server>,
    route: &'static Route,
    named: Vec<(String, String)>,
    request: Request,
) -> Response {
    let began = Instant::now();
    let address = Address::of(request.uri(), named);
    let asked_form = named_form(&request);
    let is_page = wants_page(request.headers(), asked_form);
    let entry = came_in(&request);
    let called = Called::of(request.method(), &address, asked_form, &entry);
    let visitor = let_in(&server, route, &entry, &request);
    let done = match &visitor {
        Ok(visitor) => {
            let asked = Asked { route, address: address.clone(), form: asked_form, entry };
            work(&server, asked, visitor.clone(), request).await
        }
        Err(problem) => Err(problem.clone()),
    };
    let known = visitor.as_ref().ok();
    let problem = done.as_ref().err().cloned();
    let mut response = done.unwrap_or_else(|problem| {
        let visitor = known.cloned().unwrap_or_else(Visitor::anybody);
        told(&server, &address, &visitor, &problem, is_page)
    });
    headers::complete(response.headers_mut());
    let (status, took) = (response.status().as_u16(), began.elapsed());
    server.metrics.count(route.name, status, took);
    server.journal.tell(&called, (status, took), known, problem.as_ref());
    response
}

/// Returns the form that the address itself named.
fn named_form(request: &Request) -> Option<&'static Form> {
    request.extensions().get::<Named>().and_then(|named| named.0)
}

/// Returns where a call came in.
fn came_in(request: &Request) -> Entry {
    let entry = request.extensions().get::<Entry>();
    entry.cloned().expect("whoever takes in connections says where")
}

/// Finds out who asks, and whether they may.
fn let_in(
    server: &Server,
    route: &Route,
    entry: &Entry,
    request: &Request,
) -> Result<Visitor, Problem> {
    let peer = match entry {
        Entry::Network(peer) => Some(peer.ip()),
        Entry::Socket => None,
    };
    if let Some(peer) = peer {
        server.limits.call(peer)?;
        if request.headers().contains_key(header::AUTHORIZATION) {
            server.limits.may_try(peer)?;
        }
    }
    // What says how the server is reveals nothing of the case, and is asked by who holds no token.
    let is_open = matches!(route.path, "/healthz" | "/readyz" | "/login" | "/assets/{name}");
    let visitor = match server.access.visitor(entry, request.method(), request.headers()) {
        Err(problem) if is_open && problem.kind == Kind::Unauthenticated => Ok(Visitor::anybody()),
        other => other,
    };
    let visitor = visitor.inspect_err(|problem| {
        let showed = request.headers().contains_key(header::AUTHORIZATION);
        if let Some(peer) = peer.filter(|_| showed && problem.kind == Kind::Unauthenticated) {
            server.limits.was_wrong(peer);
        }
    })?;
    if visitor.role < route.needs {
        let needed = route.needs;
        return Err(if visitor.name.is_none() {
            let why = format!(
                "this needs the role {needed}: open the login address that `serve` printed, or send \
                 `Authorization: Bearer TOKEN`"
            );
            Problem::new(Kind::Unauthenticated, why)
        } else {
            let why = format!("this needs the role {needed}, and yours is {}", visitor.role);
            Problem::new(Kind::Denied, why)
        });
    }
    Ok(visitor)
}

/// Lets the handler work.
async fn work(
    server: &Arc<Server>,
    asked: Asked,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Problem> {
    let Asked { route, address, form: asked_form, entry } = asked;
    let form = form(route, asked_form, request.headers())?;
    let question = question(&address)?;
    let (parts, body) = request.into_parts();
    let state = route.asks.then(|| tag(server, &address, form, &visitor));
    if let Some(tag) = &state {
        let known = parts.headers.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
        if known.is_some_and(|known| known.split(',').any(|known| known.trim() == tag)) {
            return Ok(sending::unchanged(tag));
        }
    }
    let body = taken(route, &parts.method, &parts.headers, body).await?;
    let permit = if route.waits { server.at_work.acquire().await.ok() } else { None };
    let working = Arc::clone(server);
    let headers = parts.headers;
    let done = tokio::task::spawn_blocking(move || {
        let server = &working;
        let call = Call { server, route, address, form, entry, visitor, headers, body, question };
        // A bug is answered as one; the server goes on.
        catch_unwind(AssertUnwindSafe(|| (route.handler)(&call)))
            .unwrap_or_else(|_| Err(Problem::new(Kind::Damaged, "this program has a bug here")))
    });
    let reply =
        done.await.map_err(|_| Problem::new(Kind::Damaged, "this program has a bug here"))?;
    drop(permit);
    let mut response = sending::send(server, reply?).await?;
    if let Some(tag) = state.as_deref().and_then(|tag| HeaderValue::from_str(tag).ok()) {
        response.headers_mut().entry(header::ETAG).or_insert(tag);
        response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept, cookie"));
    }
    Ok(response)
}

/// Returns the form of the answer.
fn form(
    route: &Route,
    asked: Option<&'static Form>,
    headers: &HeaderMap,
) -> Result<&'static Form, Problem> {
    let offered = || route.forms.join(", ");
    match asked {
        Some(form) if route.forms.contains(&form.suffix) => Ok(form),
        Some(form) => {
            let why = format!("{} is not offered here ({})", form.suffix, offered());
            Err(Problem::new(Kind::NotAcceptable, why))
        }
        None => {
            let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
            accepted(route.forms, accept).ok_or_else(|| {
                let why = format!("none of what you accept is offered here ({})", offered());
                Problem::new(Kind::NotAcceptable, why)
            })
        }
    }
}

/// Takes in the body, no more than the route takes and no longer than is patient.
async fn taken(
    route: &Route,
    method: &Method,
    headers: &HeaderMap,
    body: Body,
) -> Result<Vec<u8>, Problem> {
    let Some(wanted) = &route.body else { return Ok(Vec::new()) };
    if *method == Method::GET || *method == Method::HEAD {
        return Ok(Vec::new());
    }
    let media = headers.get(header::CONTENT_TYPE).and_then(|media| media.to_str().ok());
    let media = media.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    let is_taken = |own: &&str| own.eq_ignore_ascii_case(media) || *own == "*/*";
    if !wanted.media.iter().any(is_taken) {
        let why = format!("{media:?} is not taken here ({})", wanted.media.join(", "));
        return Err(Problem::new(Kind::MediaType, why));
    }
    let too_large = || {
        let why = format!("at most {} bytes are taken here", wanted.most);
        Problem::new(Kind::TooLarge, why)
    };
    let told = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if told.is_some_and(|length| length > wanted.most) {
        return Err(too_large());
    }
    match tokio::time::timeout(PATIENCE, to_bytes(body, wanted.most)).await {
        Ok(Ok(bytes)) => Ok(bytes.into()),
        Ok(Err(error)) if is_limit(&error) => Err(too_large()),
        Ok(Err(_)) => Err(Problem::new(Kind::Usage, "the body broke off")),
        Err(_) => Err(Problem::new(Kind::Timeout, "the body did not come in time")),
    }
}

/// Returns whether a body was refused for its length.
fn is_limit(error: &axum::Error) -> bool {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = cause {
        if error.to_string().contains("length limit exceeded") {
            return true;
        }
        cause = error.source();
    }
    false
}

/// Returns whether whoever asks looks at a page.
fn wants_page(headers: &HeaderMap, asked: Option<&'static Form>) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    match asked {
        Some(form) => form.suffix == "html",
        None => accept.is_some_and(|accept| accept.contains("text/html")),
    }
}

/// Tells a problem, as a page or as data.
fn told(
    server: &Server,
    address: &Address,
    visitor: &Visitor,
    problem: &Problem,
    is_page: bool,
) -> Response {
    let page =
        is_page.then(|| problem_page(server, address, visitor, problem)).and_then(Result::ok);
    let reply = match page {
        Some(page) => Reply::whole("text/html; charset=utf-8", page),
        None => Reply::whole("application/problem+json", problem.json(&address.path)),
    };
    let mut reply = reply.status(problem.status());
    if let Some(seconds) = problem.retry_after {
        reply = reply.header(header::RETRY_AFTER, &seconds.to_string());
    }
    if problem.kind == Kind::Unauthenticated {
        reply = reply.header(header::WWW_AUTHENTICATE, "Bearer realm=\"counterclaim\"");
    }
    sending::whole(reply)
}
