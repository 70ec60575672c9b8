//! A post: all its wordings in order, what differs between them word by word, and what was drawn from it.

use askama::Template;
use counterclaim_desk::answers::{
    ClaimOfPost, DifferencePiece, PieceKind, PostPage, WordingDifference,
};

use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::{LIST, Parameter, Route, Schema, get};

/// Most pairs of neighbours whose difference is shown at once: the last ones.
const PAIRS: usize = 8;

const POST: Parameter = Parameter {
    name: "post",
    means: "Id of the post, or a unique beginning of it.",
    schema: Schema::Text,
};
const FROM: Parameter = Parameter {
    name: "from",
    means: "With `to`: which two of its wordings are set against each other, counted from 1.",
    schema: Schema::Number(1, u64::MAX),
};
const TO: Parameter =
    Parameter { name: "to", means: "The other of the two.", schema: Schema::Number(1, u64::MAX) };

pub(super) const ROUTES: &[Route] =
    &[get("/posts/{post}", "post", "A post in its wordings, with what differs.", post)
        .takes(&[POST, FROM, TO])
        .forms(LIST)
        .statuses(&[
            (404, "There is no such post."),
            (422, "Several posts begin so, or it has no such wording."),
        ])];

#[derive(Template)]
#[template(path = "post.html")]
struct OnePost<'p> {
    chrome: Chrome,
    shown: &'p PostPage,
    title: String,
    differences: Vec<Difference>,
    /// Pairs of neighbours whose difference is left out, the oldest.
    left_out: usize,
    /// The two wordings that were asked for, as typed in the form.
    chosen: (usize, usize),
}

/// What differs between two wordings, with the number of words in words.
struct Difference {
    found: WordingDifference,
    gone: usize,
    added: usize,
}

impl Difference {
    fn of(found: WordingDifference) -> Self {
        let words = |kind| {
            let pieces = found.pieces.iter().filter(|piece| piece.kind == kind);
            pieces.map(|piece| piece.text.split_whitespace().count()).sum()
        };
        Self { gone: words(PieceKind::Gone), added: words(PieceKind::Added), found }
    }

    /// Says how much differs.
    fn told(&self) -> String {
        let words = |number: usize| match number {
            1 => "1 word".to_owned(),
            number => format!("{number} words"),
        };
        match (self.gone, self.added) {
            (0, 0) => "No word differs.".to_owned(),
            (gone, 0) => format!("{} taken out.", words(gone)),
            (0, added) => format!("{} put in.", words(added)),
            (gone, added) => format!("{} taken out, {} put in.", words(gone), words(added)),
        }
    }
}

impl OnePost<'_> {
    fn is_gone(&self, piece: &DifferencePiece) -> bool {
        piece.kind == PieceKind::Gone
    }

    fn is_added(&self, piece: &DifferencePiece) -> bool {
        piece.kind == PieceKind::Added
    }

    /// Returns the claims that were drawn from a wording.
    fn drawn_from(&self, version: &usize) -> Vec<&ClaimOfPost> {
        self.shown.claims.iter().filter(|claim| claim.versions.contains(version)).collect()
    }

    /// Says where the words of a claim stand.
    fn stands(&self, claim: &ClaimOfPost) -> String {
        let latest = match claim.stands_in_latest {
            Some(true) => "its words stand in the latest",
            Some(false) => "its words do not stand in the latest any more",
            None => "the latest is not kept",
        };
        let numbers: Vec<String> = claim.versions.iter().map(usize::to_string).collect();
        match self.shown.versions.len() {
            1 => String::new(),
            _ if numbers.is_empty() => format!("From no wording that is kept; {latest}."),
            _ => format!("Drawn from wording {}; {latest}.", numbers.join(", ")),
        }
    }
}

fn post(call: &Call<'_>) -> Result<Reply, Problem> {
    let between = match (call.parsed("from")?, call.parsed("to")?) {
        (Some(from), Some(to)) => Some((from, to)),
        (None, None) => None,
        (Some(_), None) => return Err(Problem::parameter("from", "it needs `to` beside it")),
        (None, Some(_)) => return Err(Problem::parameter("to", "it needs `from` beside it")),
    };
    let shown = call.ask(|desk| desk.post(call.named("post"), between, call.question))?;
    if !call.wants_page() {
        return call.data(&shown);
    }
    let all = shown.versions.len();
    let (differences, left_out) = match between {
        Some(_) => (shown.difference.clone().into_iter().map(Difference::of).collect(), 0),
        None => (neighbours(call, &shown)?, all.saturating_sub(1 + PAIRS)),
    };
    let latest = shown.versions.last();
    let headline = latest.and_then(|version| version.headline.clone());
    let title = headline.unwrap_or_else(|| match latest {
        Some(version) if version.number > 0 => format!("Post {}", version.number),
        Some(_) | None => "Introduction".to_owned(),
    });
    let page = OnePost {
        chrome: call.chrome(title.clone(), Some(&shown.asked)),
        title,
        differences,
        left_out,
        chosen: between.unwrap_or((all.saturating_sub(1).max(1), all)),
        shown: &shown,
    };
    call.page(&page)
}

/// Returns what differs between each wording and the one behind it, for the last ones.
fn neighbours(call: &Call<'_>, shown: &PostPage) -> Result<Vec<Difference>, Problem> {
    let all = shown.versions.len();
    let mut found = Vec::new();
    let first = all.saturating_sub(PAIRS).max(1);
    for from in first..all {
        let known =
            shown.difference.iter().find(|known| (known.from, known.to) == (from, from + 1));
        let difference = match known {
            Some(known) => Some(known.clone()),
            None => {
                let id = shown.id.to_string();
                let between = Some((from, from + 1));
                call.ask(|desk| desk.post(&id, between, call.question))?.difference
            }
        };
        found.extend(difference.map(Difference::of));
    }
    Ok(found)
}
