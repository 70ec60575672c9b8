//! Pages that take several commits: recorded whole, cut short, read again.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::path::Path;

use counterclaim_model::Position;

use super::*;
use crate::{Identity, SystemRim};

/// So little that the sample page takes several commits.
const FEW: u64 = 30_000;

fn page() -> Page {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/sample");
    let bytes = fs::read(root.join("harbour-wire-live.txt")).expect("it ships");
    Page { bytes, source: Some("Harbour Wire".into()), ..Page::default() }
}

fn create(dir: &Path, part_bytes: u64) -> Desk {
    let desk = Desk::create(dir, "Sill", None, Box::new(SystemRim), Identity::analyst("ida"));
    Desk { part_bytes, ..desk.expect("an empty directory takes a case") }
}

fn ingest(desk: &mut Desk) -> PageIngested {
    desk.ingest("page", &page(), &IngestOptions::default()).expect("it can be recorded")
}

/// What was recorded, whatever the order: name and payload of every event but the case's own.
fn recorded(desk: &Desk) -> BTreeSet<(String, String)> {
    let entries = desk.book.log().read(Position(1)).map(|entry| entry.expect("it reads"));
    let told = |entry: counterclaim_log::Entry| {
        (entry.name.clone(), entry.content.payload().unwrap_or_default().to_owned())
    };
    entries.map(told).collect()
}

fn commits(desk: &Desk) -> usize {
    let entries = desk.book.log().read(Position(1)).map(|entry| entry.expect("it reads"));
    entries.map(|entry| entry.commit.id.clone()).collect::<BTreeSet<_>>().len()
}

#[test]
fn a_page_in_parts_is_the_same_page() {
    let (one, several) = (tempfile::tempdir(), tempfile::tempdir());
    let (one, several) = (one.expect("there is room"), several.expect("there is room"));
    let (mut one, mut several) = (create(one.path(), u64::MAX), create(several.path(), FEW));
    let (whole, parts) = (ingest(&mut one), ingest(&mut several));
    assert_eq!(
        (whole.events, whole.claims, whole.links),
        (parts.events, parts.claims, parts.links)
    );
    assert_eq!(recorded(&one), recorded(&several));
    assert!(commits(&one) == 1 && commits(&several) > 3, "{} commits", commits(&several));
    assert_eq!(ingest(&mut several).events, 0, "reading twice adds nothing");
}

#[test]
fn a_page_in_parts_is_read_again_like_any_other() {
    let scratch = tempfile::tempdir().expect("there is room");
    let mut desk = create(scratch.path(), FEW);
    let claims = ingest(&mut desk).claims;
    let named = desk.views.claims(Clock::NOW).map(|claim| claim.id).collect::<Vec<_>>();
    let reject = |claim: &counterclaim_model::ClaimId| Command::RejectClaim {
        claim: *claim,
        reason: "to see what reading again does".to_owned(),
    };
    desk.submit(Request::of(named.iter().map(reject).collect())).expect("it is allowed");
    for part_bytes in [FEW, u64::MAX] {
        desk.part_bytes = part_bytes;
        let options = IngestOptions { reread: Reread::Yes, ..IngestOptions::default() };
        let again = desk.ingest("page", &page(), &options).expect("it can be read again");
        assert_eq!((again.claims, again.events), (0, 0), "what was decided is left alone");
    }
    let more = Command::AddMatter(counterclaim_model::Matter {
        id: "bridge".parse().expect("it is a slug"),
        title: "The bridge".to_owned(),
    });
    for (part_bytes, count) in [(FEW, 1), (u64::MAX, 0)] {
        desk.part_bytes = part_bytes;
        let reading = read(&page());
        let taken = desk.record_reading(vec![more.clone()], &reading, &IngestOptions::default());
        assert_eq!(taken.expect("it is allowed").events.len(), count, "of {claims} claims");
    }
}

#[test]
fn a_page_whose_recording_was_cut_short_is_completed_when_it_is_read_again() {
    let whole = tempfile::tempdir().expect("there is room");
    let mut whole = create(whole.path(), u64::MAX);
    ingest(&mut whole);
    for lines in 2..5 {
        let scratch = tempfile::tempdir().expect("there is room");
        ingest(&mut create(scratch.path(), FEW));
        // The power fails while the parts are written: some lines of the group arrive.
        let segment = scratch.path().join("log/0000000000000001.log");
        let text = fs::read_to_string(&segment).expect("it is text");
        let length: usize = text.split_inclusive('\n').take(lines).map(str::len).sum();
        let file = OpenOptions::new().write(true).open(&segment).expect("it is there");
        file.set_len(length as u64 + 40).expect("it can be cut");
        fs::remove_dir_all(scratch.path().join("index")).expect("it had none yet");
        let desk = Desk::open(scratch.path(), Box::new(SystemRim), Identity::analyst("ida"));
        let mut desk = Desk { part_bytes: FEW, ..desk.expect("a torn tail is cut") };
        assert!(ingest(&mut desk).events > 0, "after {lines} lines");
        assert_eq!(recorded(&desk), recorded(&whole), "after {lines} lines");
        assert_eq!(ingest(&mut desk).events, 0, "reading twice adds nothing");
    }
}

/// An article that rates a claim, once as JSON-LD and once as microdata.
fn rating(markup: &str) -> Page {
    let words = format!(
        "<!doctype html><html lang=en><head><link rel=canonical href=\"https://check.example/pell\"></head><body>\
         <h1>Is the bridge at Pell gone?</h1><p>We went there and looked at it for a day.</p>{markup}</body></html>"
    );
    Page { bytes: words.into_bytes(), source: Some("Sill Check".into()), ..Page::default() }
}

#[test]
fn ratings_on_a_page_are_reviews_of_claims_that_wait_to_be_checked() {
    let linked = r##"<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
        {"@type":"ClaimReview","claimReviewed":"The bridge at Pell is gone","author":{"@id":"#us"},
         "itemReviewed":{"@type":"Claim","author":{"@type":"Person","name":"Osk Perrin"}},
         "reviewRating":{"@type":"Rating","ratingValue":2,"bestRating":5,"worstRating":1,"alternateName":"Mostly false"}},
        {"@id":"#us","@type":"Organization","name":"Sill Check"}]}</script>"##;
    let marked = r#"<div itemscope itemtype="https://schema.org/ClaimReview">
        <q itemprop="claimReviewed">The bridge at Pell is gone</q>
        <span itemprop="author" itemscope itemtype="https://schema.org/Organization">
          <b itemprop="name">Sill Check</b></span>
        <span itemprop="itemReviewed" itemscope itemtype="https://schema.org/Claim">
          <span itemprop="author" itemscope itemtype="https://schema.org/Person">
            <b itemprop="name">Osk Perrin</b></span></span>
        <span itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating">
          <meta itemprop="worstRating" content="1"><b itemprop="ratingValue">2</b>/<b itemprop="bestRating">5</b>
          <b itemprop="alternateName">Mostly false</b></span></div>"#;
    for markup in [linked, marked] {
        let dir = tempfile::tempdir().expect("there is room");
        let mut desk = create(dir.path(), u64::MAX);
        let options = IngestOptions::default();
        let page = rating(markup);
        let found = desk.ingest("page", &page, &options).expect("it can be recorded");
        assert_eq!(found.reviews, 1, "{:?}", found.faults);
        let rated: Vec<_> =
            desk.views.claims(Clock::NOW).filter(|at| !at.reviews.is_empty()).collect();
        let [claim] = rated.as_slice() else { panic!("{} claims are rated", rated.len()) };
        assert_eq!(claim.status, Status::Proposed);
        assert_eq!(claim.claim.statement, "The bridge at Pell is gone");
        let review = &claim.reviews[0].value;
        let published = review.published.as_ref().expect("it was published elsewhere");
        assert_eq!((review.by.as_str(), review.rating.as_str()), ("Sill Check", "Mostly false"));
        assert_eq!(published.url.as_deref(), Some("https://check.example/pell"));
        assert_eq!(published.original.value.as_deref(), Some("2"));
        assert_eq!(
            published.normalised.map(|share| share.value.to_string()).as_deref(),
            Some("0.25")
        );
        let recorded = recorded(&desk);
        assert_eq!(desk.ingest("page", &page, &options).expect("it is known").events, 0);
        assert_eq!(self::recorded(&desk), recorded);
    }
    // A rating without words or numbers is named, and the page is read all the same.
    let dir = tempfile::tempdir().expect("there is room");
    let mut desk = create(dir.path(), u64::MAX);
    let empty = r#"<div itemscope itemtype="https://schema.org/ClaimReview"><i itemprop="claimReviewed">X</i></div>"#;
    let found =
        desk.ingest("page", &rating(empty), &IngestOptions::default()).expect("it can be recorded");
    assert_eq!((found.posts, found.reviews), (1, 0));
    assert!(
        found.faults.iter().any(|fault| fault.contains("rating of a claim")),
        "{:?}",
        found.faults
    );
}

#[test]
fn a_rating_that_changes_under_the_same_text_is_recorded_after_the_one_before() {
    let rated = |words: &str, value: u8| {
        rating(&format!(
            r#"<script type="application/ld+json">{{"@type":"ClaimReview","claimReviewed":"The bridge at Pell is gone",
            "author":{{"@type":"Organization","name":"Sill Check"}},"reviewRating":{{"@type":"Rating",
            "ratingValue":{value},"bestRating":5,"worstRating":1,"alternateName":"{words}"}}}}</script>"#
        ))
    };
    let dir = tempfile::tempdir().expect("there is room");
    let mut desk = create(dir.path(), u64::MAX);
    let mut reviews = |page: &Page, dry_run: bool| {
        let options = IngestOptions { dry_run, ..IngestOptions::default() };
        let told = desk.ingest("page", page, &options).expect("it can be recorded");
        let claims = desk.views.claims(Clock::NOW).filter(|at| !at.reviews.is_empty());
        let history: Vec<String> =
            claims.flat_map(|at| at.reviews.iter().map(|at| at.value.rating.clone())).collect();
        (told.reviews, told.events > 0, history)
    };
    let (first, second) = (rated("Mostly false", 2), rated("False", 1));
    assert_eq!(reviews(&first, false), (1, true, vec!["Mostly false".to_owned()]));
    assert_eq!(reviews(&second, true), (1, false, vec!["Mostly false".to_owned()]));
    let both = vec!["Mostly false".to_owned(), "False".to_owned()];
    assert_eq!(reviews(&second, false), (1, true, both.clone()));
    assert_eq!(reviews(&second, false), (0, false, both), "what is known adds nothing");
}
