//! What extraction promises, on a small page of an invented world: through the doors `read` and
//! `extract`, text in and claims out.

use counterclaim_model::{ActorKind, Attribution, Basis, Form, Modality, Relation, Voice, Wording};
use proptest::prelude::*;

use crate::{Candidate, Extraction, Gazetteer, Page, Reading, extract, read};

const ACTORS: &str = r#"
states = [
  { name = "Ostrevia", adjectives = ["Ostrevian"], capital = "Carvel" },
  { name = "Valdoria", adjectives = ["Valdorian"], capital = "Lunmark" },
  { name = "Tarn Republic", adjectives = ["Tarn"], capital = "Hethby", status = "disputed" },
]
outlets = [{ name = "Harbour Wire" }]
"#;

const PAGE: &str = "18:20 GMT 14 May 2031

    New messages
    • 17:40

      Carvel Refutes Claims That Brennia is Supplying Ostrevia With Weapons

    • 16:05

      Ostrevian Forces Do Not Strike Territory of Valdoria, President Says

      \"We do not strike the territory of Valdoria. Thirty Ostrevian civilians were killed and 144 wounded\", Ostrevian President Ivo Karst said in a statement.

    • 15:30

      Valdorian Foreign Ministry Says Ostrevian Forces Attacked Lunmark

      At least ten houses were destroyed in Lunmark, Valdorian Foreign Minister Ada Lindqvist said on Wednesday.

      \"Ostrevian forces attacked the territory of Valdoria, and the port is burning\", Lindqvist said.

    • 14:10

      Clashes Go on Near Hethby

      Both Carvel and Lunmark accused each other of violating the ceasefire. The fighting near Hethby began at about 5:00 a.m. on Tuesday.
";

fn extracted(page: &str) -> (Reading, Extraction) {
    let gazetteer = Gazetteer::shipped().with_actors(ACTORS).expect("the actors are valid TOML");
    let reading = read(&Page {
        bytes: page.as_bytes().to_vec(),
        source: Some("Harbour Wire".to_owned()),
        ..Page::default()
    });
    let found = extract(&reading, &gazetteer);
    (reading, found)
}

fn saying<'a>(found: &'a Extraction, words: &str) -> Vec<&'a Candidate> {
    found.claims.iter().filter(|claim| claim.statement.contains(words)).collect()
}

fn one<'a>(found: &'a Extraction, words: &str) -> &'a Candidate {
    let all = saying(found, words);
    assert_eq!(all.len(), 1, "{words}: {:?}", all.iter().map(|c| &c.statement).collect::<Vec<_>>());
    all[0]
}

#[test]
fn only_what_stands_in_quotation_marks_is_the_speakers_wording() {
    let (reading, found) = extracted(PAGE);
    for claim in &found.claims {
        let first = claim.content[0];
        if claim.wording == Wording::Speaker {
            let before: String = reading.text.as_str().chars().take(first.start as usize).collect();
            assert!(before.matches('"').count() % 2 == 1, "{}", claim.statement);
            assert_eq!(claim.form, Form::Direct);
        }
        for mention in &claim.mentions {
            assert!(!mention.content.is_empty());
        }
    }
    let port = one(&found, "the port is burning");
    assert_eq!(port.wording, Wording::Speaker);
    assert_eq!(port.speaker.as_ref().map(|s| s.party()), Some("Valdoria"));
}

#[test]
fn headline_and_quotation_are_one_claim() {
    let (_, found) = extracted(PAGE);
    let denial = one(&found, "do not strike the territory of Valdoria");
    assert_eq!((denial.form, denial.modality), (Form::Direct, Modality::Denies));
    assert!(denial.mentions.iter().any(|mention| mention.form == Form::Headline));
    assert_eq!(saying(&found, "Do Not Strike").len(), 0);
}

#[test]
fn a_denied_report_is_known_through_the_denial_only() {
    let (_, found) = extracted(PAGE);
    let at = found.claims.iter().position(|c| c.form == Form::Implied).expect("an implied claim");
    assert!(found.claims[at].statement.ends_with("Brennia is Supplying Ostrevia With Weapons"));
    assert_eq!(found.claims[at].speaker, None);
    let link = found.links.iter().find(|link| link.to == at).expect("a link to it");
    assert_eq!((link.relation, link.basis), (Relation::Denies, Basis::Stated));
    assert_eq!(link.cue.as_deref(), Some("Refutes"));
    assert_eq!(found.claims[link.from].modality, Modality::Denies);
}

#[test]
fn each_side_of_a_mutual_accusation_speaks_for_itself() {
    let (_, found) = extracted(PAGE);
    let sides = saying(&found, "violating the ceasefire");
    let mut parties: Vec<&str> =
        sides.iter().filter_map(|c| c.speaker.as_ref().map(|s| s.party())).collect();
    parties.sort_unstable();
    assert_eq!(parties, ["Ostrevia", "Valdoria"]);
    assert!(sides.iter().all(|claim| claim.modality == Modality::Accuses));
}

#[test]
fn figures_keep_their_bounds_and_clock_times_are_none() {
    let (_, found) = extracted(PAGE);
    let killed = one(&found, "Thirty Ostrevian civilians");
    let amounts: Vec<_> = killed
        .figures
        .iter()
        .map(|f| (f.measure.as_str(), f.best.map(|a| a.to_string()), f.whose.as_deref()))
        .collect();
    assert_eq!(
        amounts,
        [
            ("killed", Some("30".to_owned()), Some("Ostrevia")),
            ("wounded", Some("144".to_owned()), Some("Ostrevia"))
        ]
    );
    let houses = &one(&found, "ten houses").figures[0];
    let bounds = (houses.low.map(|a| a.to_string()), houses.best, houses.high);
    assert_eq!(bounds, (Some("10".to_owned()), None, None));
    assert_eq!(houses.qualifier_by, Some(Voice::Outlet));
    assert!(one(&found, "began at about").figures.is_empty());
}

#[test]
fn the_outlets_own_voice_is_nobodys_party() {
    let (_, found) = extracted(PAGE);
    for claim in found.claims.iter().filter(|c| c.attribution == Attribution::Narration) {
        let speaker = claim.speaker.as_ref().expect("narration has the outlet as its speaker");
        assert_eq!((speaker.kind, speaker.name.as_str()), (ActorKind::Outlet, "Harbour Wire"));
        assert!(claim.source.is_empty() && claim.cue.is_empty() && claim.confidence < 50);
    }
}

#[test]
fn a_denial_contradicts_only_what_is_said_of_the_same_target() {
    let (_, found) = extracted(PAGE);
    let pairs: Vec<(String, String)> = found
        .links
        .iter()
        .filter(|link| link.relation == Relation::Contradicts)
        .map(|l| (found.claims[l.from].statement.clone(), found.claims[l.to].statement.clone()))
        .collect();
    assert_eq!(pairs.len(), 1, "{pairs:?}");
    assert!(pairs[0].0.contains("do not strike") && pairs[0].1.contains("attacked the territory"));
    let elsewhere = PAGE.replace("attacked the territory of Valdoria", "attacked Hethby");
    let (_, found) = extracted(&elsewhere.replace("Attacked Lunmark", "Attacked Hethby"));
    assert!(found.links.iter().all(|link| link.relation != Relation::Contradicts));
    assert!(found.left_out.iter().any(|pair| pair.reason.starts_with("Another target")));
}

#[test]
fn claims_are_in_order_and_every_index_holds() {
    let (reading, found) = extracted(PAGE);
    let key = |claim: &Candidate| (claim.post, claim.content[0].start);
    assert!(found.claims.is_sorted_by_key(key));
    let count = found.claims.len();
    assert!(found.links.iter().all(|link| link.from < count && link.to < count));
    assert!(found.claims.iter().all(|claim| claim.post < reading.posts.len()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_page_makes_it_fail(cuts in prop::collection::vec((0usize..1400, 0usize..60), 0..6)) {
        let mut letters: Vec<char> = PAGE.chars().collect();
        for (at, length) in cuts {
            let at = at.min(letters.len());
            let end = (at + length).min(letters.len());
            letters.drain(at..end);
        }
        let page: String = letters.into_iter().collect();
        let (_, once) = extracted(&page);
        let (_, twice) = extracted(&page);
        prop_assert_eq!(once.claims, twice.claims);
        prop_assert_eq!(once.links, twice.links);
    }
}
