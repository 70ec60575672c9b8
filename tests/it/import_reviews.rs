//! Import of reviews: those of any site, and those of another case.

use counterclaim_tests::{Case, Scratch};
use serde_json::{Value, json};

use crate::import::{import, rows, told};

/// A page of an invented fact-checker.
const CHECKED: &str = r#"<!doctype html><html><head><title>FICTION</title>
<script type="application/ld+json">
{"@context":"https://schema.org","@graph":[
 {"@type":"WebPage","name":"Checks"},
 {"@type":["Claim"],"@id":"https://desk.example/claims/1","text":"No missile struck the harbour",
  "author":{"@type":"GovernmentOrganization","name":"Harbour Ministry of Norland"},
  "datePublished":"2031-06-15",
  "appearance":[{"@type":"BlogPosting","url":"https://wire.example/live#3","headline":"Norland denies a hit",
    "datePublished":"2031-06-15T09:52:00Z","publisher":{"@type":"NewsMediaOrganization","name":"Wire Example"}},
    "https://www.other.example/a"]},
 {"@type":"ClaimReview","url":"https://desk.example/checks/1","datePublished":"2031-06-16",
  "author":{"@type":"Organization","name":"Example Fact Desk"},
  "itemReviewed":{"@id":"https://desk.example/claims/1"},
  "reviewRating":{"@type":"Rating","ratingValue":2,"bestRating":"5","worstRating":1,
    "alternateName":"Mostly false","ratingExplanation":"A crater is seen."}}]}
</script>
<SCRIPT type='application/ld+json'>{"@type":"ClaimReview","claimReviewed":"The pier is closed",
 "author":{"@type":"Person","name":"Ida Berg","worksFor":{"name":"Example Fact Desk"}},
 "itemReviewed":{"@type":"CreativeWork","author":{"@type":"Person","name":"Ottla Rehn"}},
 "reviewRating":{"ratingValue":"-1","alternateName":"Unproven"},"datePublished":"2031"}</SCRIPT>
<script type="application/ld+json">{"@type":"ClaimReview","claimReviewed":"x"}</script>
<script type="application/ld+json">{"@type":"ClaimReview",</script>
</head></html>"#;

#[test]
fn a_review_of_any_site_keeps_its_words_beside_a_normalised_rating() {
    let scratch = Scratch::new();
    let case = Case::init(&scratch.join("case"));
    let page = scratch.file("checks.html", CHECKED);
    let answer = import(&case, &page, &[]).exits(5);
    insta::assert_snapshot!(answer.out, @r#"
    checks.html
    ──────────────────────────────────────────────────────────────────────────────────
     row   what     result    id         why                                          
    ══════════════════════════════════════════════════════════════════════════════════
     1     review   added     f6fd3af1   with actor Harbour Ministry of Norland       
                                         (organisation), actor Wire Example (outlet), 
                                         source Wire Example, capture                 
                                         56f9fb1b-97cc-5ab7-b951-242e97d8a54c of      
                                         https://wire.example/live#3, without its     
                                         page, post                                   
                                         41c77ee7-e0b2-562f-805b-3ab913ce4dd3, actor  
                                         other.example (outlet), source               
                                         other.example, capture                       
                                         75f3d34c-5673-5bb4-b622-5555a79ff94a of      
                                         https://www.other.example/a, without its     
                                         page, post                                   
                                         7bda0864-617e-590c-8d60-1471f34b1068, claim  
                                         fe5f5939-2e31-545a-bc12-d4da00a08703,        
                                         sighting in post                             
                                         7bda0864-617e-590c-8d60-1471f34b1068         
    ──────────────────────────────────────────────────────────────────────────────────
     2     review   added     a18f58e3   with actor Ottla Rehn (person), claim        
                                         db354b4b-243d-54cd-97c5-6bfc6dd318ba         
    ──────────────────────────────────────────────────────────────────────────────────
     3     review   refused              author: nobody is named as the reviewer      
    ──────────────────────────────────────────────────────────────────────────────────
     4     review   refused              no JSON: EOF while parsing a value at line 1 
                                         column 23                                    
    ──────────────────────────────────────────────────────────────────────────────────
    checks.html (sha256 88da8e2d953d7d224cc80e7648db059bd7b40ee43e2e07b3ca3046e0a418008c): 4 rows, 2 added, 0 unchanged, 2 refused. Recorded at 2 to 17.
    "#);
    let claims = rows(&case, "claims");
    let struck = claims.iter().find(|row| row["speaker"]["name"] == "Harbour Ministry of Norland");
    let struck = struck.expect("it is a claim of its speaker");
    assert_eq!((&struck["status"], &struck["sightings"]), (&json!("proposed"), &json!(2)));
    assert_eq!(struck["flags"], json!(["words_as_given_by_the_file"]));
    assert_eq!(
        struck["words"][0]["marks"],
        json!("outlet"),
        "no page shows them as the speaker's own"
    );
    let id = struck["id"].as_str().expect("it has an id");
    let reviews = &case.json(&["claim", "show", id])["reviews"];
    insta::assert_snapshot!(reviews[0]["published"].to_string(), @r#"{"date":{"at":"2031-06-16T00:00:00Z","precision":"day"},"normalised":{"basis":"numbers","value":"0.25"},"organisation":"Example Fact Desk","original":{"best":"5","value":"2","words":"Mostly false","worst":"1"},"url":"https://desk.example/checks/1"}"#);
    assert_eq!(reviews[0]["rating"], json!("Mostly false"));
    let log = case.log().len();
    import(&case, &page, &[]).exits(5);
    assert_eq!(case.log().len(), log, "the second time nothing is recorded");
    case.ask(&["verify", "--deep"]).exits(0);
}

#[test]
fn a_review_finds_the_claim_it_is_about() {
    let scratch = Scratch::new();
    let told = told(&scratch);
    let rated = rows(&told, "claims").into_iter().find(|row| {
        let shown = told.json(&["claim", "show", row["id"].as_str().unwrap_or_default()]);
        shown["reviews"].as_array().is_some_and(|reviews| !reviews.is_empty())
    });
    let rated = rated.expect("one claim was rated");
    let id = rated["id"].as_str().expect("it has an id").to_owned();
    let before = rows(&told, "claims").len();
    let review = |item: Value, words: &str| {
        json!({"@context": "https://schema.org", "@type": "ClaimReview", "url": "https://desk.example/2",
            "author": {"@type": "Organization", "name": "Example Fact Desk"}, "itemReviewed": item,
            "reviewRating": [{"@type": "Rating", "name": "normalised", "ratingValue": 0.5},
                {"@type": "Rating", "name": "two steps", "alternateName": words}]})
    };
    let by_id = review(json!({"@type": "Claim", "@id": format!("urn:uuid:{id}")}), "Half true");
    let kind = if rated["speaker"]["kind"] == "person" { "Person" } else { "Organization" };
    let speaker = json!({"@type": kind, "name": rated["speaker"]["name"]});
    let text = &rated["statement"];
    let by_words = review(json!({"@type": "Claim", "text": text, "author": speaker}), "True");
    let lines = [by_id.to_string(), by_words.to_string()].join("\n");
    import(&told, &scratch.file("reviews.ndjson", &lines), &[]).exits(0);
    assert_eq!(rows(&told, "claims").len(), before, "both are about a claim that is here");
    let reviews = told.json(&["claim", "show", &id])["reviews"].clone();
    let told: Vec<String> = reviews
        .as_array()
        .expect("it is a list")
        .iter()
        .map(|review| {
            let normalised = &review["published"]["normalised"];
            format!("{} / {}: {} ({normalised})", review["by"], review["scale"], review["rating"])
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    "Ida Berg" / "five steps": "Mostly false" (null)
    "Example Fact Desk" / "two steps": "Half true" ({"basis":"words","value":"0.5"})
    "Example Fact Desk" / "two steps": "True" ({"basis":"words","value":"1"})
    "#);
}
