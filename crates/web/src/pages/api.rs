//! The API for people: every address with what it takes, brings and answers, from the same table as
//! `/openapi.json`.

use askama::Template;

use crate::call::Call;
use crate::chrome::Chrome;
use crate::describe::{changes_told, statuses, taken};
use crate::problem::{KINDS, Problem};
use crate::reply::Reply;
use crate::route::{Parameter, Route, Schema, get, routes};

pub(super) const ROUTES: &[Route] =
    &[get("/api", "api", "The API, for people to read.", api).of_server().forms(&["html"])];

#[derive(Template)]
#[template(path = "api.html")]
struct ApiPage {
    chrome: Chrome,
    routes: Vec<Route>,
    changes: Vec<(&'static str, &'static str, Vec<String>)>,
    problems: Vec<(u16, &'static str, &'static str, u8)>,
}

impl ApiPage {
    fn taken(&self, route: &Route) -> Vec<(&'static str, &'static Parameter)> {
        let own = taken(route).into_iter();
        own.filter(|(_, parameter)| !self.is_clock(parameter)).collect()
    }

    fn is_clock(&self, parameter: &Parameter) -> bool {
        matches!(parameter.name, "as_of" | "public_by" | "count" | "tz" | "width")
    }

    fn statuses(&self, route: &Route) -> Vec<(u16, String)> {
        let told = statuses(route).into_iter();
        told.filter(|(status, _)| route.statuses.iter().any(|(own, _)| own == status)).collect()
    }

    fn looks(&self, parameter: &Parameter) -> String {
        match parameter.schema {
            Schema::Text => "text".to_owned(),
            Schema::Number(least, u64::MAX) => format!("a number from {least}"),
            Schema::Number(least, most) => format!("a number from {least} to {most}"),
            Schema::Time => "a time or date".to_owned(),
            Schema::AsOf => "a log position or a time".to_owned(),
            Schema::OneOf(words) => words.join(", "),
            Schema::Texts => "text, several times".to_owned(),
        }
    }
}

fn api(call: &Call<'_>) -> Result<Reply, Problem> {
    let mut routes = routes().to_vec();
    routes.retain(|route| route.path != "/assets/{name}");
    routes.sort_by_key(|route| (route.path, route.method));
    let problem = |(status, code, title, exit): (axum::http::StatusCode, _, _, _)| {
        (status.as_u16(), code, title, exit)
    };
    call.page(&ApiPage {
        chrome: call.chrome("API", None),
        routes,
        changes: changes_told(),
        problems: KINDS.iter().map(|kind| problem(kind.told())).collect(),
    })
}
