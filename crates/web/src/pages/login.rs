//! Logging in and out: a browser shows the secret of the login address, or a token, and holds a session.

use askama::Template;
use axum::http::header;

use crate::access::Secret;
use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::{Body, Parameter, Role, Route, Schema, get, post};

/// What a form of a page sends.
const FORM: Body = Body {
    media: &["application/x-www-form-urlencoded"],
    most: 4 << 10,
    means: "The fields of the form.",
    schema: None,
};

pub(super) const ROUTES: &[Route] = &[
    get("/login", "login", "A form for a token; with a secret, logs in.", login)
        .of_server()
        .forms(&["html"])
        .takes(&[Parameter {
            name: "secret",
            means: "The secret of the login address that the server printed.",
            schema: Schema::Text,
        }])
        .statuses(&[(303, "Logged in: on to the first page."), (401, "The secret is none.")]),
    post("/login", "log_in", "Logs a browser in by a token.", log_in)
        .needs(Role::Reader)
        .forms(&["html"])
        .body(FORM)
        .statuses(&[(303, "Logged in: on to the first page."), (401, "The token is none.")]),
    post("/logout", "log_out", "Ends the session.", log_out)
        .needs(Role::Reader)
        .forms(&["html"])
        .body(FORM)
        .statuses(&[(303, "Logged out: on to the first page.")]),
];

#[derive(Template)]
#[template(path = "login.html")]
struct LoginPage {
    chrome: Chrome,
}

fn login(call: &Call<'_>) -> Result<Reply, Problem> {
    match call.value("secret") {
        Some(secret) => open(call, &Secret::shown(secret)),
        None => call.page(&LoginPage { chrome: call.chrome("Log in", None) }),
    }
}

fn log_in(call: &Call<'_>) -> Result<Reply, Problem> {
    let token = call.field("token").unwrap_or_default();
    open(call, &Secret::shown(token.trim()))
}

fn open(call: &Call<'_>, secret: &Secret) -> Result<Reply, Problem> {
    let session = call.guarded(|access| access.log_in(secret))?;
    Ok(Reply::see_other("/").header(header::SET_COOKIE, &cookie(call, session.reveal(), 43_200)))
}

fn log_out(call: &Call<'_>) -> Result<Reply, Problem> {
    let access = &call.server.access;
    if let Some(held) = call.header("cookie").and_then(|cookies| access.held(cookies)) {
        access.sessions.close(&held);
    }
    Ok(Reply::see_other("/").header(header::SET_COOKIE, &cookie(call, "", 0)))
}

/// Returns what a browser keeps: no script reads it, and it goes with no call that another site makes.
fn cookie(call: &Call<'_>, value: &str, seconds: u32) -> String {
    let is_secure = call.header("x-forwarded-proto") == Some("https");
    let secure = if is_secure { "; Secure" } else { "" };
    let name = &call.server.access.cookie;
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}")
}
