//! What is new since a position or a time: standings that read otherwise first, then what was recorded.

use askama::Template;
use counterclaim_desk::answers::{ChangedItem, ChangedKind, ChangedStanding, Changes};
use counterclaim_desk::{AsOf, Position};

use crate::call::{Call, as_of};
use crate::chrome::Chrome;
use crate::problem::{Kind, Problem};
use crate::reply::Reply;
use crate::route::{LIST, Parameter, Route, Schema, get};

/// Events that are told where nobody says since when.
const LATEST: u64 = 50;

/// Events of each group that are told on the page.
const SHOWN: usize = 100;

/// Events beyond which the page does not go: each is read, and the claims they touch weighed.
const MOST: u64 = 20_000;

const SINCE: Parameter = Parameter {
    name: "since",
    means: "The earlier point: what was recorded behind this position, or after this time, is told. \
            Without it, the last 50 events.",
    schema: Schema::AsOf,
};

pub(super) const ROUTES: &[Route] =
    &[get("/changes", "changes", "What is new since a position or a time.", changes)
        .takes(&[SINCE])
        .forms(LIST)
        .statuses(&[(422, "More was recorded since than is told at once.")])];

#[derive(Template)]
#[template(path = "changes.html")]
struct ChangesPage<'p> {
    chrome: Chrome,
    shown: &'p Changes,
    typed: String,
    groups: Vec<Group<'p>>,
    standings: &'p [ChangedStanding],
}

/// What was recorded of one sort.
struct Group<'p> {
    sort: Sort,
    items: Vec<&'p ChangedItem>,
    /// How many there are.
    all: usize,
}

/// Sorts of changes, in the order in which they are told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Corrections,
    Decisions,
    Claims,
    Links,
    Pages,
    Others,
}

impl Sort {
    const ALL: [Self; 6] =
        [Self::Corrections, Self::Decisions, Self::Claims, Self::Links, Self::Pages, Self::Others];

    fn of(kind: ChangedKind) -> Self {
        use ChangedKind as Kind;
        match kind {
            Kind::ClaimCorrected
            | Kind::ClaimWithdrawn
            | Kind::LinkWithdrawn
            | Kind::ContentErased
            | Kind::ActorSplit
            | Kind::Erased => Self::Corrections,
            Kind::ClaimChecked
            | Kind::ClaimRejected
            | Kind::LinkChecked
            | Kind::LinkRejected
            | Kind::QueueDecided => Self::Decisions,
            Kind::ClaimProposed
            | Kind::ClaimRecorded
            | Kind::FindingRecorded
            | Kind::ClaimSighted => Self::Claims,
            Kind::LinkProposed | Kind::LinkAdded => Self::Links,
            Kind::CaptureNew | Kind::PostNew | Kind::PostRevised | Kind::FileImported => {
                Self::Pages
            }
            Kind::CaseOpened
            | Kind::SourceNew
            | Kind::SourceRated
            | Kind::SourceOwned
            | Kind::ActorNew
            | Kind::ActorAliased
            | Kind::ActorSpeaksFor
            | Kind::ActorAligned
            | Kind::ActorMerged
            | Kind::MatterNew
            | Kind::MatterAssigned
            | Kind::MatterUnassigned
            | Kind::MatterMerged
            | Kind::ReviewRecorded
            | Kind::NoteRecorded
            | Kind::CommentRequested
            | Kind::Unknown => Self::Others,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Corrections => "Set right, withdrawn, erased",
            Self::Decisions => "Checked and rejected",
            Self::Claims => "New claims",
            Self::Links => "New links",
            Self::Pages => "New pages, posts and wordings",
            Self::Others => "Everything else",
        }
    }

    /// Returns what its heading is called in the address.
    fn id(self) -> &'static str {
        match self {
            Self::Corrections => "corrections",
            Self::Decisions => "decisions",
            Self::Claims => "claims",
            Self::Links => "links",
            Self::Pages => "pages",
            Self::Others => "others",
        }
    }
}

fn changes(call: &Call<'_>) -> Result<Reply, Problem> {
    let since = call.value("since").map(as_of).transpose();
    let since = since.map_err(|why| Problem::parameter("since", why))?;
    let (since, until) = call.ask(|desk| {
        let until = desk.position_of(call.question.as_of);
        let latest = AsOf::Position(Position(until.0.saturating_sub(LATEST)));
        (desk.position_of(since.unwrap_or(latest)).min(until), until)
    });
    if until.0 - since.0 > MOST {
        return Err(Problem::new(
            Kind::Invalid,
            format!(
                "since: {} events were recorded since then, and {MOST} are told at once: give a later \
                 point, or an earlier one as as_of, or use `counterclaim changes`",
                until.0 - since.0
            ),
        ));
    }
    let shown = call.ask(|desk| desk.changes(since, call.question))?;
    call.answer(&shown, || ChangesPage {
        chrome: call.chrome("Changes", Some(&shown.asked)),
        typed: call.value("since").map_or_else(|| since.to_string(), str::to_owned),
        groups: groups(&shown.items),
        standings: &shown.standings[..shown.standings.len().min(SHOWN)],
        shown: &shown,
    })
}

/// Puts what was recorded in groups, of each the latest first.
fn groups(items: &[ChangedItem]) -> Vec<Group<'_>> {
    let group = |sort| {
        let items: Vec<&ChangedItem> =
            items.iter().rev().filter(|item| Sort::of(item.kind) == sort).collect();
        Group { sort, all: items.len(), items: items.into_iter().take(SHOWN).collect() }
    };
    Sort::ALL.into_iter().map(group).filter(|group| group.all > 0).collect()
}
