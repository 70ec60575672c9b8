//! The queue: proposals that wait for a person, grouped by the post they were read from, with the words
//! marked in it; and the forms by which they are decided on, one by one or all that are shown.

use std::collections::BTreeMap;

use askama::Template;
use counterclaim_desk::answers::{Card, LinkCard, PartOfClaim, Queue, Section, Segment};
use counterclaim_desk::{ClaimId, Desk, Portion, PostId, Question};

use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::{LIST, Parameter, Route, Schema, get};

/// Items on one page.
const SHOWN: usize = 30;

const PARAMETERS: &[Parameter] = &[
    Parameter {
        name: "where",
        means: "Only claims that fit: words, and party:, speaker:, matter:, modality: or form: with a value \
                after it.",
        schema: Schema::Text,
    },
    Parameter {
        name: "post",
        means: "Only claims of the post with this number on its page.",
        schema: Schema::Number(0, u32::MAX as u64),
    },
    Parameter {
        name: "from",
        means: "The page begins behind as many items; data has all of them.",
        schema: Schema::Number(0, u32::MAX as u64),
    },
];

pub(super) const ROUTES: &[Route] =
    &[get("/queue", "queue", "Proposals that wait to be checked.", queue)
        .for_agents()
        .forms(LIST)
        .takes(PARAMETERS)
        .statuses(&[(422, "The query makes no sense.")])];

#[derive(Template)]
#[template(path = "queue.html")]
struct QueuePage<'p> {
    chrome: Chrome,
    query: String,
    post: Option<u32>,
    claims: usize,
    links: usize,
    groups: Vec<Group<'p>>,
    linked: Vec<Linked<'p>>,
    /// Ids of everything shown.
    shown: String,
    shown_count: usize,
    /// Up to where it was looked at.
    as_of: String,
    back: String,
    first: usize,
    next: Option<String>,
    previous: Option<String>,
}

/// Proposals of one post.
struct Group<'p> {
    /// The first of them: all have their place in common.
    head: &'p Card,
    /// The post, with their words marked.
    section: Option<Section>,
    items: Vec<Item<'p>>,
}

/// A proposal.
struct Item<'p> {
    card: &'p Card,
    /// Where the browser goes on to once it is decided on: to the next.
    back: String,
}

/// A proposed link with its two ends.
struct Linked<'p> {
    link: &'p LinkCard,
    from: Option<Card>,
    to: Option<Card>,
    back: String,
}

impl Item<'_> {
    /// Returns whether the statement says more than the words that stand above it.
    fn is_worded_otherwise(&self) -> bool {
        let words: Vec<&str> = self.card.words.iter().map(|words| words.text.trim()).collect();
        words.join(" ") != self.card.statement.trim()
    }
}

impl Group<'_> {
    /// Returns what a stretch of the post is of the proposals: the class of its mark.
    fn part(&self, segment: &Segment) -> &'static str {
        let waits = |claim: &ClaimId| self.items.iter().any(|item| item.card.id == *claim);
        let own = segment.claims.iter().filter(|(claim, _)| waits(claim));
        let parts: Vec<PartOfClaim> = own.map(|(_, part)| *part).collect();
        let has = |part| parts.contains(&part);
        if has(PartOfClaim::SpeakersWords) {
            "words"
        } else if has(PartOfClaim::OutletsWording) {
            "wording"
        } else if has(PartOfClaim::SpeakerPhrase) {
            "source"
        } else if has(PartOfClaim::Cue) {
            "cue"
        } else {
            ""
        }
    }
}

fn queue(call: &Call<'_>) -> Result<Reply, Problem> {
    let query = call.value("where");
    let post = call.parsed::<u32>("post")?;
    let from = call.parsed::<u32>("from")?.unwrap_or(0) as usize;
    let queue = call.ask(|desk| desk.queue_where(post, query, call.question))?;
    if !call.wants_page() {
        return call.data(&queue);
    }
    let chrome = call.chrome("Queue", Some(&queue.asked));
    let claims: Vec<&Card> = queue.claims.iter().skip(from).take(SHOWN).collect();
    let room = SHOWN - claims.len();
    let links = queue.links.iter().skip(from.saturating_sub(queue.claims.len())).take(room);
    let links: Vec<&LinkCard> = links.collect();
    let all = queue.claims.len() + queue.links.len();
    let at = |from: usize| call.address.with("", &[("from", &from.to_string()), ("done", "")]);
    let ids = claims.iter().map(|card| card.id.to_string());
    let shown: Vec<String> = ids.chain(links.iter().map(|link| link.id.to_string())).collect();
    let (groups, linked) = call.ask(|desk| {
        (
            groups(desk, &claims, &chrome, call.question),
            ends(desk, &links, &queue, &chrome, call.question),
        )
    });
    let page = QueuePage {
        query: query.unwrap_or_default().to_owned(),
        post,
        claims: queue.claims.len(),
        links: queue.links.len(),
        groups,
        linked,
        shown_count: shown.len(),
        shown: shown.join(" "),
        as_of: queue.asked.as_of.to_string(),
        back: chrome.here.clone(),
        first: from + 1,
        next: (from + SHOWN < all).then(|| at(from + SHOWN)),
        previous: (from > 0).then(|| at(from.saturating_sub(SHOWN))),
        chrome,
    };
    call.page(&page)
}

/// Groups claims by the post they were read from, in the order in which the posts come up.
fn groups<'p>(
    desk: &Desk,
    claims: &[&'p Card],
    chrome: &Chrome,
    question: Question,
) -> Vec<Group<'p>> {
    let mut order: Vec<Option<PostId>> = Vec::new();
    let mut by_post: BTreeMap<Option<PostId>, Vec<&'p Card>> = BTreeMap::new();
    for card in claims.iter().copied() {
        let post = card.place.as_ref().map(|place| place.post);
        if !by_post.contains_key(&post) {
            order.push(post);
        }
        by_post.entry(post).or_default().push(card);
    }
    let in_order: Vec<&Card> =
        order.iter().flat_map(|post| by_post[post].iter().copied()).collect();
    let next = |card: &Card| {
        let at = in_order.iter().position(|other| other.id == card.id)?;
        in_order.get(at + 1).map(|next| format!("{}#c-{}", chrome.here, next.id))
    };
    let group = |post: &Option<PostId>| {
        let cards = &by_post[post];
        let item = |card: &&'p Card| Item {
            card,
            back: next(card).unwrap_or_else(|| chrome.here.clone()),
        };
        let head = *cards.first()?;
        Some(Group {
            head,
            section: section(desk, head, question),
            items: cards.iter().map(item).collect(),
        })
    };
    order.iter().filter_map(group).collect()
}

/// Returns the post a claim stands in, as captured.
fn section(desk: &Desk, card: &Card, question: Question) -> Option<Section> {
    let place = card.place.as_ref()?;
    let portion = Portion::Post(place.post);
    let capture = desk.capture(&place.capture.to_string(), portion, question).ok()?;
    capture.sections.into_iter().next()
}

/// Returns links with the statements at both ends.
fn ends<'p>(
    desk: &Desk,
    links: &[&'p LinkCard],
    queue: &Queue,
    chrome: &Chrome,
    question: Question,
) -> Vec<Linked<'p>> {
    let card = |id: ClaimId| {
        let waits = queue.claims.iter().find(|card| card.id == id).cloned();
        waits.or_else(|| desk.claim(&id.to_string(), question).ok().map(|record| record.card))
    };
    let linked = |(at, link): (usize, &&'p LinkCard)| {
        let next = links.get(at + 1).map(|next| format!("{}#l-{}", chrome.here, next.id));
        let back = next.unwrap_or_else(|| chrome.here.clone());
        Linked { link, from: card(link.from), to: card(link.to), back }
    };
    links.iter().enumerate().map(linked).collect()
}
