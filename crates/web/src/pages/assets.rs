//! The style sheet and the one script. They are part of the program, and change with it only: their
//! address carries their hash.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use axum::http::header;
use counterclaim_report::PICTURE_STYLE;

use crate::call::Call;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::{Parameter, Route, Schema, get};

/// The style sheet: that of the pages, and that of the pictures on them.
static STYLE: LazyLock<String> =
    LazyLock::new(|| format!("{}\n{PICTURE_STYLE}", include_str!("../../assets/style.css")));
const SCRIPT: &str = include_str!("../../assets/desk.js");
const ICON: &str = include_str!("../../assets/icon.svg");

/// What stands for this build in the addresses of style sheet and script.
static BUILD: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = DefaultHasher::new();
    (STYLE.as_str(), SCRIPT, ICON).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
});

pub(super) const ROUTES: &[Route] = &[get(
    "/assets/{name}",
    "asset",
    "The style sheet, the script and the icon of the pages.",
    asset,
)
.of_server()
.forms(&["html", "svg"])
.media(&["text/css", "text/javascript", "image/svg+xml"])
.takes(&[Parameter { name: "name", means: "Which.", schema: Schema::Text }])
.statuses(&[(404, "There is none of this name.")])];

fn asset(call: &Call<'_>) -> Result<Reply, Problem> {
    let (media, text) = match (call.named("name"), call.form.suffix) {
        ("style.css", _) => ("text/css; charset=utf-8", STYLE.as_str()),
        ("desk.js", _) => ("text/javascript; charset=utf-8", SCRIPT),
        ("icon", "svg") => ("image/svg+xml", ICON),
        (other, _) => return Err(Problem::not_found(format!("there is no asset {other:?}"))),
    };
    let kept = if call.value("v") == Some(build()) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    Ok(Reply::whole(media, text).header(header::CACHE_CONTROL, kept))
}

/// Returns what stands for this build in the addresses of style sheet and script.
pub(crate) fn build() -> &'static str {
    &BUILD
}
