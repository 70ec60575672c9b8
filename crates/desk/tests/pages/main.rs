//! Pages against reading every claim: what a page shows is what going through all cards finds, at every place
//! of both clocks; and a list stays as it was while more is recorded.

mod pieces;
mod world;

use counterclaim_desk::answers::{ActorTab, Card, ClaimsPage};
use counterclaim_desk::query::{Key, Query, What};
use counterclaim_desk::{
    AsOf, ClaimId, Counted, Cursor, Desk, Form, Instant, Order, Position, Question, Slice, Status,
};
use world::{STATES, World, hour};

const QUERIES: [&str; 24] = [
    "",
    "harbour",
    "harbour -fire",
    "harb*",
    "\"twenty one\"",
    "twenty-one",
    "lake",
    "marsh night",
    "party:Valdoria",
    "party:Valdoria party:Ostrevia harbour",
    "-party:Valdoria",
    "party:\"nobody named\"",
    "speaker:\"Lena Marsh\"",
    "speaker:lake matter:convoy",
    "matter:convoy -matter:bridge",
    "outlet:Harbour",
    "about:Ostrevia modality:denies",
    "status:proposed status:rejected",
    "form:implied",
    "grounds:told",
    "has:note",
    "relation:denies",
    "has:links -relation:denies",
    "after:2031-06-10T11:00 before:2031-06-11T07:00",
];

/// Cuts text into words in another way than the product does.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|sign: char| !sign.is_alphanumeric());
    parts.filter(|part| !part.is_empty()).map(str::to_lowercase).collect()
}

/// Whether a card fits a query: by reading it.
fn fits(card: &Card, query: &Query, desk: &Desk, question: Question) -> bool {
    let says = |wanted: &str, is_open: bool| {
        let wanted = words(wanted);
        let sighted = card.sighted.iter().flat_map(|seen| &seen.content);
        let mut texts = vec![&card.statement, &card.speaker.name, &card.party.name];
        texts.extend(sighted.map(|anchor| &anchor.quote));
        texts.into_iter().any(|text| {
            words(text).windows(wanted.len()).any(|run| {
                let last = wanted.len() - 1;
                run[..last] == wanted[..last]
                    && (run[last] == wanted[last]
                        || is_open && run[last].starts_with(&wanted[last]))
            })
        })
    };
    let record = || desk.claim(&card.id.to_string(), question).expect("it is there");
    let links = || {
        let record = record();
        let live = record.links.into_iter().filter(|(link, _)| link.status.is_live());
        live.map(|(link, _)| link.relation.name()).collect::<Vec<_>>()
    };
    let named = |name: &str, wanted: &str| {
        words(name).windows(words(wanted).len()).any(|run| run == words(wanted))
    };
    let published = card.times.published.map(|moment| moment.at);
    let of = |key: Key, value: &str| match key {
        Key::Party => named(&card.party.name, value),
        Key::Speaker => named(&card.speaker.name, value),
        Key::Matter => card.matters.iter().any(|matter| matter.as_str() == value),
        Key::Outlet => card.sighted.iter().any(|seen| named(&seen.source.name, value)),
        Key::About => card
            .about
            .iter()
            .any(|one| named(&one.actor.name, value) || named(&one.party.name, value)),
        Key::Status => format!("{:?}", card.status).to_lowercase() == value,
        Key::Modality => format!("{:?}", card.modality).to_lowercase() == value,
        Key::Form => format!("{:?}", card.form).to_lowercase() == value,
        Key::Grounds => format!("{:?}", card.grounds).to_lowercase() == value,
        Key::Relation => links().contains(&value),
        Key::Has if value == "links" => !links().is_empty(),
        Key::Has => !record().notes.is_empty(),
        Key::Before => published.is_some_and(|at| at < hour(31)),
        Key::After => published.is_some_and(|at| at >= hour(11)),
        Key::Wording | Key::Standing | Key::Id => unreachable!("not asked for here"),
    };
    let mut groups: Vec<(Option<Key>, bool)> = Vec::new();
    for term in query.terms() {
        let fits = match term.what() {
            What::Word(text) | What::Phrase(text) => says(text, false),
            What::Begins(text) => says(text, true),
            What::Of(key, value) => of(*key, value),
        };
        let key = term.keyed().map(|(key, _)| key).filter(|_| !term.is_not());
        match groups.iter_mut().find(|(known, _)| key.is_some() && *known == key) {
            Some((_, any)) => *any |= fits,
            None => groups.push((key, fits != term.is_not())),
        }
    }
    groups.into_iter().all(|(_, fits)| fits)
}

/// Every card, whatever its status, in order of publication.
fn cards(desk: &Desk, question: Question) -> Vec<Card> {
    let statuses = [Status::Proposed, Status::Checked, Status::Rejected, Status::Withdrawn];
    let wanted = |status| counterclaim_desk::Wanted { status: Some(status), ..Default::default() };
    let ids = statuses
        .into_iter()
        .flat_map(|status| desk.every(&wanted(status), question).expect("nothing is named").ids());
    let all = ids.filter_map(|(id, _)| desk.claim(&id.to_string(), question).ok());
    all.map(|record| record.card).collect()
}

/// Walks through all pages and back again.
fn walked(desk: &Desk, query: &Query, order: Order, question: Question) -> Vec<ClaimId> {
    let page = |cursor: Option<Cursor>| -> ClaimsPage {
        let slice = Slice { cursor, limit: 9, order, counted: Counted::Total };
        desk.claims(query, &slice, question).expect("the names are known")
    };
    let ids = |page: &ClaimsPage| page.statements.iter().map(|card| card.id).collect::<Vec<_>>();
    let mut at = page(None);
    assert_eq!(at.previous, None);
    let mut forth = vec![ids(&at)];
    while let Some(next) = at.next {
        at = page(Some(next));
        forth.push(ids(&at));
    }
    let mut back = vec![ids(&at)];
    while let Some(previous) = at.previous {
        at = page(Some(previous));
        back.push(ids(&at));
    }
    back.reverse();
    assert_eq!(forth, back, "the way back is the way forth");
    let walked = forth.concat();
    assert_eq!(page(None).total, Some(walked.len()));
    walked
}

#[test]
fn pages_show_what_reading_every_claim_finds() {
    for seed in 0..3 {
        let mut world = World::new(seed);
        world.grow(90);
        let desk = &world.desk;
        let head = desk.asked(Question::default()).as_of.0;
        for (as_of, public_by) in
            [(head, None), (head * 2 / 3, None), (head / 2, Some(hour(22))), (head, Some(hour(30)))]
        {
            let as_of = AsOf::Position(Position(as_of));
            let question = Question { as_of, public_by, ..Question::default() };
            let all = cards(desk, question);
            for text in QUERIES {
                let query = Query::parse(text).expect("it is a query");
                let is_status_asked = query.values(Key::Status).next().is_some();
                let fit = |card: &&Card| {
                    (is_status_asked || card.status.is_live()) && fits(card, &query, desk, question)
                };
                let mut read: Vec<ClaimId> = all.iter().filter(fit).map(|card| card.id).collect();
                let mut found = walked(desk, &query, Order::Newest, question);
                let back: Vec<_> = walked(desk, &query, Order::Oldest, question);
                assert!(found.iter().rev().eq(&back), "{text}");
                found.sort_unstable();
                read.sort_unstable();
                assert_eq!(found, read, "{text:?} at {question:?}, seed {seed}");
            }
        }
    }
}

#[test]
fn facets_count_what_their_query_finds() {
    let mut world = World::new(3);
    world.grow(120);
    let (desk, question) = (&world.desk, Question::default());
    for text in ["", "harbour", "party:Valdoria", "matter:convoy status:checked"] {
        let query = Query::parse(text).expect("it is a query");
        let page = desk.claims(&query, &Slice::default(), question).expect("names are known");
        let total = page.total.expect("it was counted");
        for facet in &page.facets {
            assert!(facet.is_counted && facet.more == 0, "{}", facet.key);
            for value in &facet.values {
                let toggled = Query::parse(&value.query).expect("it is a query");
                let term = counterclaim_desk::query::Term::of(
                    Key::from_name(facet.key).expect("it is a key"),
                    &value.value,
                );
                let narrow = query.with(term.expect("it takes the value"));
                let found = desk.claims(&narrow, &Slice::default(), question).expect("as before");
                if value.is_chosen {
                    assert_eq!(found.total, Some(total));
                    assert!(toggled.terms().len() < query.terms().len());
                } else if query.values(Key::from_name(facet.key).expect("a key")).next().is_none() {
                    assert_eq!(found.total, Some(value.count), "{} {}", facet.key, value.value);
                    assert_eq!(toggled, narrow);
                }
            }
        }
    }
    let none =
        desk.claims(&Query::parse("party:Nordland").expect("a query"), &Slice::default(), question);
    assert_eq!(
        none.expect_err("nobody is called so").to_string(),
        "no party called \"Nordland\" in this case"
    );
}

#[test]
fn a_list_stays_as_it_was_while_more_is_recorded() {
    let mut world = World::new(8);
    world.grow(80);
    let query = Query::parse("harbour").expect("it is a query");
    let before = walked(&world.desk, &query, Order::Newest, Question::default());
    let slice = |cursor| Slice { cursor, limit: 4, ..Slice::default() };
    let page = |desk: &Desk, cursor| {
        desk.claims(&query, &slice(cursor), Question::default()).expect("names are known")
    };
    let mut at = page(&world.desk, None);
    let mut seen: Vec<ClaimId> = at.statements.iter().map(|card| card.id).collect();
    while let Some(next) = at.next {
        world.grow(15);
        let typed: Cursor = next.to_string().parse().expect("a cursor is its text");
        at = page(&world.desk, Some(typed));
        seen.extend(at.statements.iter().map(|card| card.id));
    }
    assert_eq!(seen, before);
    assert_ne!(walked(&world.desk, &query, Order::Newest, Question::default()), before);
}

#[test]
fn the_pages_of_actors_and_comparisons_are_the_views_in_parts() {
    let mut world = World::new(5);
    world.grow(140);
    let (desk, everything) = (&world.desk, Query::default());
    let whole = Slice { limit: 50, order: Order::Oldest, ..Slice::default() };
    let ids = |cards: &[Card]| cards.iter().map(|card| card.id).collect::<Vec<_>>();
    let limit: Option<Instant> = None;
    for name in STATES {
        let question = Question { public_by: limit, ..Question::default() };
        let view = desk.view(name, question).expect("it is known");
        let page = |tab| desk.actor_page(name, tab, &everything, &whole, question);
        let own = page(ActorTab::Statements).expect("it is known");
        assert_eq!(ids(&own.page.statements), ids(&view.statements));
        assert_eq!((&own.spoke, &own.actor), (&view.spoke, &view.actor));
        assert_eq!(own.by_status.iter().sum::<usize>(), own.tabs[0]);
        let about = page(ActorTab::About).expect("it is known");
        assert_eq!(ids(&about.page.statements), ids(&view.about_it));
        let through = page(ActorTab::KnownThroughOthers).expect("it is known").page;
        assert_eq!(ids(&through.statements), ids(&view.known_through_others));
        assert!(through.statements.iter().all(|card| card.form == Form::Implied));
    }
    let parties = [STATES[0].to_owned(), STATES[1].to_owned()];
    let compared = desk.compare(&parties, None, Question::default()).expect("they are known");
    let page = desk
        .compare_page(&parties, &everything, &Slice { limit: 50, ..whole }, Question::default())
        .expect("they are known");
    assert_eq!((page.total, page.rows.len()), (compared.rows.len(), compared.rows.len()));
    for row in &page.rows {
        let full = compared.rows.iter().find(|full| full.matter == row.matter);
        let full = full.expect("it is compared there too");
        for (side, all) in row.sides.iter().zip(&full.sides) {
            assert_eq!(side.total, all.len());
            assert!(side.statements.iter().all(|card| all.iter().any(|own| own.id == card.id)));
        }
        assert!(row.between.iter().all(|link| full.between.contains(link)));
    }
    let pairs = desk.contradictions(Question::default()).pairs;
    let paged = desk
        .contradictions_page(&everything, &Slice { limit: 1_000, ..whole }, Question::default())
        .expect("nothing is named");
    assert_eq!((paged.total, paged.pairs.len()), (Some(pairs.len()), pairs.len()));
    let queue = desk.queue(None, Question::default());
    let paged = desk.queue_page(&everything, &whole, Question::default()).expect("as before");
    assert_eq!((paged.page.total, paged.links), (Some(queue.claims.len()), queue.links.len()));
}
