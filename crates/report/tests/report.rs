//! Reports of the shipped sample (FICTION), made at a fixed time: how the first page reads, that nothing in
//! it is one-sided or unmarked, and that every quotation is what the captured text has at its anchors.

use std::collections::BTreeSet;

use counterclaim_desk::answers::{Marks, Report, ReportSubject};
use counterclaim_desk::{
    Desk, FixedRim, Identity, IngestOptions, Page, Question, QueueAction, ReportWanted, Request,
    Zone,
};
use counterclaim_report::{ReportFile, ReportFormat, recipe_in, report as write, verify_report};

const WIRE: &[u8] = include_bytes!("../../../data/sample/harbour-wire-live.txt");
const BULLETIN: &[u8] = include_bytes!("../../../data/sample/aldmoor-bulletin-live.html");
const ACTORS: &str = include_str!("../../../data/sample/actors.toml");

fn desk() -> Desk {
    let time = "2031-06-15T09:00:00Z".parse().expect("it is a time");
    let desk = Desk::in_memory(Box::new(FixedRim::at(time)), Identity::analyst("ida"));
    let mut desk = desk
        .expect("a fixed rim has randomness")
        .with_actors(ACTORS)
        .expect("the shipped actors are such a file");
    for bytes in [WIRE, BULLETIN] {
        let page = Page { bytes: bytes.to_vec(), ..Page::default() };
        desk.ingest("page", &page, &IngestOptions::default()).expect("memory takes it");
    }
    desk
}

fn check_everything(desk: &mut Desk) {
    let queue = desk.queue_where(None, None, Question::default()).expect("no query is asked");
    let all = ["all".to_owned()];
    let commands = desk
        .decide_queue(QueueAction::Check, &all, &queue, "", "read beside the page", None)
        .expect("everything in the queue can be decided on");
    desk.submit(Request::of(commands)).expect("memory takes it");
}

fn wanted(parties: &[&str]) -> ReportWanted {
    let parties = parties.iter().map(|name| (*name).to_owned()).collect();
    ReportWanted { parties, ..ReportWanted::default() }
}

fn ask(desk: &Desk, wanted: &ReportWanted) -> Report {
    desk.report(wanted, Question::default()).expect("the sample knows them")
}

fn text(desk: &Desk, report: &Report, format: ReportFormat) -> String {
    match write(report, desk, format, Zone::default()).expect("it can be written") {
        ReportFile::One(bytes) => String::from_utf8(bytes).expect("it is text"),
        ReportFile::Set(_) | ReportFile::ToPrint { .. } => panic!("{format} is one file"),
    }
}

#[test]
fn the_first_page_of_a_draft() {
    let desk = desk();
    let report = ask(&desk, &wanted(&["Valdoria"]));
    let markdown = text(&desk, &report, ReportFormat::Markdown);
    let first: Vec<&str> = markdown.lines().take(26).collect();
    insta::assert_snapshot!(first.join("\n"), @r#"
    # Valdoria: what it said, and what was said against it

    **DRAFT: 0 of 37 statements and 0 of 5 links checked by a person.** A report on attributions, not on facts: "checked" means that the words are rightly put down to their speaker. Listing a statement does not endorse it; a missing reply is not an admission.

    |  |  |
    |---|---|
    | Case, matter | in memory · all matters |
    | Published | Sat 14 Jun 2031 07:25 GMT to Sun 15 Jun 2031 00:26 GMT, and 6 statements without a date |
    | Known to us as of | log position 193, recorded Sun 15 Jun 2031 09:00 GMT · no signed checkpoint reaches here · check with `counterclaim verify-report FILE` |
    | Read from | **2 captures of 2 outlets** (Harbour Wire: state-owned, Norland, reliability not rated; Aldmoor Bulletin: owner not recorded, reliability not rated). Last captured Sun 15 Jun 2031 02:20 GMT: later edits to posts cannot be seen |
    | Spoke for Valdoria here | Valdoria itself; Mirel Oda, Valdorian Defence Ministry, Edrin Kalbe and Valdorian Health Ministry |
    | Beside it | 20 statements of all other parties on the same matters or about the party, unfiltered |
    | Method, parameters | unchecked statements and links are shown and count for nothing. Parameters: a link counts from weight 0.5, an analyst's objection is one-way from 0.75; a finding stands above statements. More under Method and limits |

    How to read: "…" the page gives these as the speaker's words (translated? the page does not say) · ‹…› the outlet's wording, not the speaker's · (H) headline only, no text under it · S1 a statement of the party, B1 one beside it; both stand in full further down · B#3 third post from the top of page B of the evidence list · numbers hold for this report only, claim ids for ever · nothing in this draft is checked.

    ## How firmly the words are those of Valdoria

    | Of 16 statements | Number |
    |---|---|
    | quoted as the speaker's words (original language not stated) | 8 |
    | partly quoted: the outlet's sentence with words of the speaker in it | 1 |
    | in the outlet's words only | 5 |
    | headline only: nothing to quote | 2 |

    **Who spoke:** Mirel Oda, Foreign Ministry spokeswoman 6 · nobody named, only the party 4 · Valdorian Defence Ministry 3 · Edrin Kalbe, President 2 · Valdorian Health Ministry 1.
    "#);
    let strikes = markdown.lines().find(|line| line.starts_with("| **Strikes on territory**"));
    insta::assert_snapshot!(strikes.expect("it is a matter of the sample"), @r#"| **Strikes on territory** | S6 Mirel Oda, Foreign Ministry spokeswoman (on the Pinwall network), A#9 14 Jun 16:55: ‹Carvel "is shelling villages on the territory of Valdoria every night"›<br>S15, A introduction: ‹Ostrevian brigades had opened an assault along the Sill river›<br>S16, A introduction: ‹breaking the truce and firing on towns›<br>and 1 more: S2 | **Ostrevia:** B8 Maro Teslin, President (Norland's Channel Nine), A#10 14 Jun 16:20: "We do not shell the territory of Valdoria"<br>and 4 more: B4, B6, B9, B17<br>**Brennia:** B12 Calla Winmore, foreign minister, A#4 14 Jun 21:40: "She told me that the shelling would stop once Valdorian units had left the Sill bridges"<br>**Harbour Wire:** B15, in its own voice, A introduction: ‹Shells fell on the grain quarter of Hethby, the seat of the self-declared Tarn Republic, late on Friday›<br>**Tarn Republic:** B1 Tarn Foreign Ministry, A#17 14 Jun 08:07: "Drones of the Ostrevian armed forces have struck the covered market" | possible contradiction, unchecked: S6, B6, B8 |"#);
}

#[test]
fn other_reports_are_of_the_same_make() {
    let desk = desk();
    let of = |wanted: &ReportWanted| {
        let report = ask(&desk, wanted);
        let markdown = text(&desk, &report, ReportFormat::Markdown);
        let heads =
            markdown.lines().filter(|line| line.starts_with("# ") || line.starts_with("## "));
        (report.subject, heads.take(4).collect::<Vec<_>>().join("\n"))
    };
    let strikes = ReportWanted { matter: Some("strikes-on-territory".into()), ..wanted(&[]) };
    let all = [of(&wanted(&["Valdoria", "Ostrevia"])), of(&strikes), of(&wanted(&[]))];
    assert_eq!(
        all.each_ref().map(|(subject, _)| *subject),
        [ReportSubject::Compare, ReportSubject::Matter, ReportSubject::Case]
    );
    insta::assert_snapshot!(all.map(|(_, heads)| heads).join("\n\n"), @"
    # Valdoria and Ostrevia side by side
    ## How firmly the words are those of Valdoria
    ## How firmly the words are those of Ostrevia
    ## Positions by matter, side by side

    # Strikes on territory: who says what
    ## Who says what, by matter
    ## Who spoke when
    ## Changes of position, and statements that seem to clash

    # in memory: who says what
    ## Who says what, by matter
    ## Who spoke when
    ## Changes of position, and statements that seem to clash
    ");
}

#[test]
fn a_party_report_shows_whoever_speaks_on_its_matters_and_of_it() {
    let desk = desk();
    let report = ask(&desk, &wanted(&["Valdoria"]));
    let everything = ask(&desk, &wanted(&[]));
    let valdoria = &report.parties[0].party;
    let own: BTreeSet<_> =
        report.statements.iter().filter(|each| each.is_own).map(|each| each.card.id).collect();
    assert!(
        everything
            .statements
            .iter()
            .all(|each| { (each.card.party == *valdoria) == own.contains(&each.card.id) })
    );
    let here: BTreeSet<_> = report.statements.iter().map(|each| each.card.id).collect();
    let matters: BTreeSet<_> = report
        .statements
        .iter()
        .filter(|each| each.is_own)
        .flat_map(|each| &each.card.matters)
        .collect();
    for each in &everything.statements {
        let on_its_matters = each.card.matters.iter().any(|matter| matters.contains(matter));
        let of_it = each.card.about.iter().any(|about| about.party == *valdoria);
        assert!(
            !(on_its_matters || of_it) || here.contains(&each.card.id),
            "{:?}",
            each.card.statement
        );
    }
}

#[test]
fn final_only_once_everything_in_it_is_checked() {
    let mut desk = desk();
    let last = ReportWanted { is_final: true, ..wanted(&["Valdoria"]) };
    let refused = desk.report(&last, Question::default()).expect_err("nothing is checked");
    insta::assert_snapshot!(refused.to_string(), @"not final: 37 statements and 5 links in it are unchecked; check or reject them (`queue`), or leave --final out for a draft");
    let draft = text(&desk, &ask(&desk, &wanted(&["Valdoria"])), ReportFormat::Html);
    assert!(draft.contains("DRAFT"));
    check_everything(&mut desk);
    let report = ask(&desk, &last);
    for format in [ReportFormat::Markdown, ReportFormat::Html, ReportFormat::Ndjson] {
        assert!(!text(&desk, &report, format).contains("DRAFT"), "{format}");
    }
    assert!(report.matrix.cells.iter().any(|cell| cell.kind == "objects"), "checked links count");
}

#[test]
fn every_quotation_is_what_the_captured_text_has_there() {
    let desk = desk();
    let report = ask(&desk, &wanted(&[]));
    let mut quotations = 0;
    for statement in &report.statements {
        let place = statement.card.place.as_ref().expect("the sample has no claims by hand");
        let captured = desk.captured_text(place.text).expect("memory reads").expect("it is kept");
        let stretch: String = captured
            .chars()
            .skip(place.start as usize)
            .take((place.end - place.start) as usize)
            .collect();
        let mut from = 0;
        for words in &statement.card.words {
            let at = stretch[from..].find(&words.text);
            from += at.unwrap_or_else(|| panic!("{:?} is not in {stretch:?}", words.text))
                + words.text.len();
            quotations += usize::from(words.marks == Marks::Speaker);
        }
    }
    assert!(quotations > 20, "only {quotations} quotations");
}

#[test]
fn the_same_basis_gives_the_same_bytes_and_any_change_is_named() {
    let mut desk = desk();
    let report = ask(&desk, &wanted(&["Valdoria"]));
    let files = ReportFormat::ALL
        .map(|format| write(&report, &desk, format, Zone::default()).expect("it can be written"));
    // What is recorded later does not touch what was.
    check_everything(&mut desk);
    for file in &files {
        let recipe = recipe_in(file).expect("every format carries its basis");
        assert_eq!(recipe.basis, report.basis);
        let again = desk.report_again(&recipe.basis).expect("the basis is of this case");
        let held = verify_report(file, &recipe, &again, &desk).expect("it can be written again");
        assert!(held.holds, "{}: {:?}", recipe.format, held.problems);
    }
    let ReportFile::One(markdown) = &files[0] else { panic!("Markdown is one file") };
    let forged = String::from_utf8_lossy(markdown).replacen("Mirel Oda", "Edrin Kalbe", 1);
    let forged = ReportFile::One(forged.into_bytes());
    let recipe = recipe_in(&forged).expect("its basis is untouched");
    let again = desk.report_again(&recipe.basis).expect("the basis is of this case");
    let held = verify_report(&forged, &recipe, &again, &desk).expect("it can be written again");
    assert!(!held.holds && held.problems[0].starts_with("line "), "{:?}", held.problems);
}
