//! The page after a form that was refused: why, and the form as it was filled in, to be put right and sent
//! again. Nothing that was typed is lost.

use askama::Template;

use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::{Kind, Problem};
use crate::reply::Reply;

/// Fields that are sent again as they are.
const KEPT: [&str; 7] = ["change", "back", "as_of", "dry_run", "claim", "claims", "link"];

/// Text longer than this gets more than one line.
const ONE_LINE: usize = 60;

#[derive(Template)]
#[template(path = "again.html")]
struct AgainPage<'p> {
    chrome: Chrome,
    title: &'static str,
    status: u16,
    code: &'static str,
    detail: &'p str,
    kept: Vec<(&'p str, String)>,
    typed: Vec<(&'p str, &'p str)>,
    back: Option<&'p str>,
    is_stale: bool,
    /// Whether it may be sent again from here: a decision on many is made anew, on what is shown anew.
    may_repeat: bool,
}

impl AgainPage<'_> {
    /// Returns whether a text has more than one line's room.
    fn is_long(&self, text: &str) -> bool {
        text.len() > ONE_LINE || text.contains('\n')
    }

    /// Returns the name of a field as a person reads it.
    fn named(&self, name: &str) -> String {
        name.trim_start_matches("set.").replace('_', " ")
    }
}

/// Returns the page that shows why a form was refused, and the form again.
///
/// # Errors
/// If it cannot be written.
pub(super) fn refused(
    call: &Call<'_>,
    fields: &[(String, String)],
    back: Option<&str>,
    problem: &Problem,
) -> Result<Reply, Problem> {
    let (status, code, title, _) = problem.kind.told();
    let is_kept = |name: &str| {
        let is_beside = name.starts_with("was.") || matches!(name, "check" | "reject" | "finding");
        KEPT.contains(&name) || is_beside
    };
    let mut kept: Vec<(&str, String)> = fields
        .iter()
        .filter(|(name, _)| is_kept(name))
        .map(|(name, value)| (name.as_str(), value.clone()))
        .collect();
    let revision = fields.iter().rev().find(|(name, _)| name == "revision");
    // Whoever sends it again has been told what it is at now.
    let revision = match problem.revision {
        Some(revision) => Some(revision.to_string()),
        None => revision.map(|(_, value)| value.clone()),
    };
    kept.extend(revision.map(|revision| ("revision", revision)));
    let typed = fields.iter().filter(|(name, _)| !is_kept(name) && name != "revision");
    // Only a place on this server is worth a link.
    let back = back.filter(|back| super::caller::is_path_here(back));
    let is_stale = problem.kind == Kind::Stale;
    let is_many = fields.iter().any(|(name, value)| name == "change" && value == "queue_decide");
    let chrome = Chrome { others: Vec::new(), ..call.chrome(title, None) };
    let page = AgainPage {
        chrome,
        title,
        status: status.as_u16(),
        code,
        detail: &problem.detail,
        kept,
        typed: typed.map(|(name, value)| (name.as_str(), value.as_str())).collect(),
        back,
        is_stale,
        may_repeat: !(is_stale && is_many),
    };
    Ok(call.page(&page)?.status(status))
}
