//! What is in dispute: every matter, one matter with what each party says on it, and its competing versions.

use askama::Template;
use counterclaim_desk::ClaimId;
use counterclaim_desk::answers::{
    Asked, Card, DisputeShown, LinkCard, MatterPage, MatterRow, VersionShown, VersionsShown, Window,
};

use super::filters::{PAGE, Part, page_number};
use super::ties::{Tie, is_settled, rank};
use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::{LIST, Parameter, Route, Schema, get};

/// Matters of a page.
const MATTERS: usize = 100;

/// Statements of each party that a page shows.
const SHOWN: usize = 10;

/// Links, figures and the like that a page shows.
const TIES: usize = 30;

/// Undisputed statements that a page of versions shows.
const UNDISPUTED: usize = 50;

/// The most of them that may be asked for.
const MOST: u64 = 200;

const SLUG: Parameter =
    Parameter { name: "matter", means: "Slug of the matter.", schema: Schema::Text };
const EACH: Parameter = Parameter {
    name: "each",
    means: "How many statements of each party to show.",
    schema: Schema::Number(1, MOST),
};
const MISSING: &[(u16, &str)] =
    &[(404, "There is no such matter."), (422, "No matter can have this slug.")];

pub(super) const ROUTES: &[Route] = &[
    get("/matters", "matters", "What is in dispute, with the number of statements.", matters)
        .for_agents()
        .takes(&[PAGE])
        .forms(LIST),
    get("/matters/{matter}", "matter", "One matter: what each party says on it.", matter)
        .for_agents()
        .takes(&[SLUG, EACH])
        .forms(LIST)
        .statuses(MISSING),
    get(
        "/matters/{matter}/versions",
        "versions",
        "Competing versions of one matter: what can be told together.",
        versions,
    )
    .for_agents()
    .takes(&[SLUG])
    .forms(LIST)
    .statuses(MISSING),
];

#[derive(Template)]
#[template(path = "matters.html")]
struct MattersPage<'p> {
    chrome: Chrome,
    rows: &'p [MatterRow],
    part: Part,
}

#[derive(Template)]
#[template(path = "matter.html")]
struct OneMatter<'p> {
    chrome: Chrome,
    shown: &'p MatterPage,
    /// Links between the statements shown, what disproves or contradicts first, with both statements.
    ties: Vec<(Tie<'p>, &'p Card, &'p Card)>,
    /// Address of the comparison of the two parties that say most.
    compare: Option<String>,
    /// The same page with more statements of each party, if there are more.
    more: Option<String>,
}

#[derive(Template)]
#[template(path = "versions.html")]
struct VersionsPage<'p> {
    chrome: Chrome,
    shown: &'p VersionsShown,
}

impl VersionsPage<'_> {
    /// Returns the first statements among these.
    fn cards<'d>(&self, dispute: &'d DisputeShown, claims: &[ClaimId]) -> Vec<&'d Card> {
        let among = dispute.statements.iter().filter(|card| claims.contains(&card.id));
        among.take(SHOWN).collect()
    }

    /// Returns what a version is called: whose story it is, or who tells it.
    fn told_by(&self, version: &VersionShown) -> String {
        match &version.story_of {
            Some(party) => format!("The story of {}", party.name),
            None => {
                let names: Vec<&str> =
                    version.parties.iter().map(|party| party.name.as_str()).collect();
                format!("Told by {}", names.join(", "))
            }
        }
    }
}

fn matters(call: &Call<'_>) -> Result<Reply, Problem> {
    page_number(call)?;
    let (asked, mut rows): (Asked, Vec<MatterRow>) =
        call.ask(|desk| (desk.asked(call.question), desk.matters(call.question)));
    if !call.wants_page() {
        return call.data(&rows);
    }
    rows.sort_by(|one, other| (other.statements, &one.title).cmp(&(one.statements, &other.title)));
    let part = Part::of(call, MATTERS, rows.len())?;
    let chrome = call.chrome("Matters", Some(&asked));
    call.page(&MattersPage { chrome, rows: part.cut(&rows), part })
}

fn matter(call: &Call<'_>) -> Result<Reply, Problem> {
    let each = call.parsed::<u64>("each")?;
    if each.is_some_and(|each| !(1..=MOST).contains(&each)) {
        return Err(Problem::parameter("each", format!("it is from 1 to {MOST}")));
    }
    let each = each.map_or(SHOWN, |each| usize::try_from(each).unwrap_or(SHOWN));
    let slug = call.named("matter");
    let shown = call.ask(|desk| desk.matter_page(slug, Window::first(each), call.question))?;
    if !call.wants_page() {
        return call.data(&shown);
    }
    let is_cut = shown.sides.iter().any(|side| side.more > 0) && each < MOST as usize;
    let more = (each * 5).min(MOST as usize).to_string();
    let ids: Vec<_> = shown.sides.iter().filter_map(|side| side.party.party.id).collect();
    let matter = &shown.matter.matter;
    let page = OneMatter {
        compare: match ids.as_slice() {
            [one, other, ..] => Some(format!("/compare?party={one}&party={other}&matter={matter}")),
            _ => None,
        },
        more: is_cut.then(|| call.address.with("", &[("each", &more)])),
        ties: ties(&shown),
        chrome: call.chrome(shown.matter.title.clone(), Some(&shown.asked)),
        shown: &shown,
    };
    call.page(&page)
}

/// Returns the links between the statements shown.
fn ties(shown: &MatterPage) -> Vec<(Tie<'_>, &Card, &Card)> {
    let cards = || shown.sides.iter().flat_map(|side| &side.statements);
    let card = |claim: ClaimId| cards().find(|card| card.id == claim);
    let mut links: Vec<&LinkCard> = shown.links.iter().collect();
    links.sort_by_key(|link| (rank(link.relation), link.recorded, link.id));
    let tied = links.into_iter().filter_map(|link| {
        let (from, to) = (card(link.from)?, card(link.to)?);
        let is_settled = is_settled(from, to);
        Some((Tie { link, from: String::new(), to: String::new(), is_settled }, from, to))
    });
    tied.collect()
}

fn versions(call: &Call<'_>) -> Result<Reply, Problem> {
    let shown = call.ask(|desk| desk.versions(call.named("matter"), call.question))?;
    let title = format!("{}: competing versions", shown.title);
    call.answer(&shown, || VersionsPage {
        chrome: call.chrome(title, Some(&shown.asked)),
        shown: &shown,
    })
}
