//! Reports of the shipped sample (FICTION), made at a fixed time: how the first page reads, that nothing in
//! it is one-sided or unmarked, and that every quotation is what the captured text has at its anchors.

mod workbook;

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_desk::answers::{Marks, Report, ReportSubject};
use counterclaim_desk::change::QueueDecide;
use counterclaim_desk::{
    ChangeOptions, Desk, FixedRim, Identity, IngestOptions, Page, Question, ReportWanted, Zone,
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
    let check = QueueDecide {
        check: vec!["all".to_owned()],
        reason: "read beside the page".to_owned(),
        ..QueueDecide::default()
    };
    desk.change(&check.into(), ChangeOptions::default()).expect("memory takes it");
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

    **DRAFT: 0 of 41 statements and 0 of 6 links checked by a person.** A report on attributions, not on facts: "checked" means that the words are rightly put down to their speaker. Listing a statement does not endorse it; a missing reply is not an admission.

    |  |  |
    |---|---|
    | Case, matter | in memory · all matters |
    | Published | Sat 14 Jun 2031 07:25 GMT to Sun 15 Jun 2031 00:26 GMT, and 6 statements without a date |
    | Known to us as of | log position 198, recorded Sun 15 Jun 2031 09:00 GMT · no signed checkpoint reaches here · check with `counterclaim verify-report FILE` |
    | Read from | **2 captures of 2 outlets** (Harbour Wire: state-owned, Norland, reliability not rated; Aldmoor Bulletin: owner not recorded, reliability not rated). Last captured Sun 15 Jun 2031 02:20 GMT: later edits to posts cannot be seen |
    | Spoke for Valdoria here | Valdoria itself; Mirel Oda, Valdorian Defence Ministry, Edrin Kalbe and Valdorian Health Ministry |
    | Beside it | 24 statements of all other parties on the same matters or about the party, unfiltered |
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
    insta::assert_snapshot!(strikes.expect("it is a matter of the sample"), @r#"| **Strikes on territory** | S6 Mirel Oda, Foreign Ministry spokeswoman (on the Pinwall network), A#9 14 Jun 16:55, a charge: ‹Carvel "is shelling villages on the territory of Valdoria every night"›<br>S15, A introduction, a charge: ‹Ostrevian brigades had opened an assault along the Sill river›<br>S16, A introduction, a charge: ‹breaking the truce and firing on towns›<br>and 1 more: S2 | **Ostrevia:** B9 Maro Teslin, President (Norland's Channel Nine), A#10 14 Jun 16:20, a denial: "We do not shell the territory of Valdoria"<br>and 5 more: B4, B6, B10, B11, B21<br>**Brennia:** B16 Calla Winmore, foreign minister, A#4 14 Jun 21:40: "That is hard to bring about before Monday"<br>and 1 more: B15<br>**Harbour Wire:** B19, in its own voice, A introduction: ‹Shells fell on the grain quarter of Hethby, the seat of the self-declared Tarn Republic, late on Friday›<br>**Tarn Republic:** B1 Tarn Foreign Ministry, A#17 14 Jun 08:07: "Drones of the Ostrevian armed forces have struck the covered market" | possible contradiction, unchecked: S6, B6, B9 |"#);
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
    insta::assert_snapshot!(refused.to_string(), @"not final: 41 statements and 6 links in it are unchecked; check or reject them (`queue`), or leave --final out for a draft");
    let draft = text(&desk, &ask(&desk, &wanted(&["Valdoria"])), ReportFormat::Html);
    assert!(draft.contains("DRAFT"));
    check_everything(&mut desk);
    let report = ask(&desk, &last);
    for format in [ReportFormat::Markdown, ReportFormat::Html, ReportFormat::Ndjson] {
        assert!(!text(&desk, &report, format).contains("DRAFT"), "{format}");
    }
    assert!(report.matrix.cells.iter().any(|cell| cell.kind == "objects"), "checked links count");
}

/// The files of a report as text, a workbook's sheets among them.
fn texts(desk: &Desk, report: &Report, format: ReportFormat) -> Vec<(String, String)> {
    let utf8 = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it is text");
    match write(report, desk, format, Zone::default()).expect("it can be written") {
        ReportFile::One(bytes) if format == ReportFormat::Xlsx => (1..=SHEETS)
            .map(|number| format!("xl/worksheets/sheet{number}.xml"))
            .map(|name| (name.clone(), workbook::part(&bytes, &name)))
            .collect(),
        ReportFile::One(bytes) => vec![(String::new(), utf8(bytes))],
        ReportFile::Set(files) => {
            files.into_iter().map(|(name, bytes)| (name, utf8(bytes))).collect()
        }
        ReportFile::ToPrint { typst, html } => {
            vec![("typ".to_owned(), typst), ("html".to_owned(), html)]
        }
    }
}

/// Sheets of a report as a workbook.
const SHEETS: usize = 6;

/// Every part of a file that is read or copied by itself: lines, rows, graphs.
fn parts(format: ReportFormat, text: &str) -> Vec<String> {
    match format {
        ReportFormat::Csv => text.lines().skip(1).map(str::to_owned).collect(),
        ReportFormat::Xlsx => {
            // The line above every printed page is one more part, though a sheet have no row.
            let (_, foot) = text.split_once("</sheetData>").expect("a sheet ends");
            let (_, rows) = workbook::rows(text);
            let rows = rows.into_iter().map(|row| row.into_values().collect::<Vec<_>>().join("|"));
            rows.chain([foot.to_owned()]).collect()
        }
        ReportFormat::Ndjson => text.lines().map(str::to_owned).collect(),
        ReportFormat::JsonLd => {
            let graphs: serde_json::Value = serde_json::from_str(text).expect("it is JSON");
            let graphs = graphs.as_array().expect("it is an array").iter();
            graphs.filter_map(|each| each.get("@graph")).map(ToString::to_string).collect()
        }
        ReportFormat::Pdf if text.starts_with("#set") => parts(ReportFormat::Typst, text),
        ReportFormat::Html | ReportFormat::Pdf => {
            let (_, margins) = text.rsplit_once("@top-right{content").expect("a page has margins");
            vec![text.to_owned(), margins.split('}').next().unwrap_or_default().to_owned()]
        }
        ReportFormat::Typst => {
            let (_, head) = text.split_once("header: {").expect("a page has a head");
            vec![text.to_owned(), head.split("footer:").next().unwrap_or_default().to_owned()]
        }
        ReportFormat::Markdown | ReportFormat::Json | ReportFormat::Turtle => vec![text.to_owned()],
    }
}

#[test]
fn draft_stands_on_every_page_row_and_graph_until_everything_is_checked() {
    let mut desk = desk();
    let told = |desk: &Desk, format: ReportFormat| {
        let report = ask(desk, &wanted(&["Valdoria"]));
        let mark = match format {
            ReportFormat::Json => "\"is_draft\": true",
            ReportFormat::Ndjson => "\"draft\":true",
            ReportFormat::Markdown
            | ReportFormat::Html
            | ReportFormat::Typst
            | ReportFormat::Pdf
            | ReportFormat::Csv
            | ReportFormat::Xlsx
            | ReportFormat::JsonLd
            | ReportFormat::Turtle => "DRAFT",
        };
        let files = texts(desk, &report, format);
        let every: Vec<String> = files.iter().flat_map(|(_, text)| parts(format, text)).collect();
        let marked = every.iter().filter(|part| part.contains(mark)).count();
        format!("{format}: {marked} of {}", every.len())
    };
    let all = |desk: &Desk| ReportFormat::ALL.map(|format| told(desk, format)).join("\n");
    let before = all(&desk);
    check_everything(&mut desk);
    insta::assert_snapshot!(format!("{before}\n\nchecked\n{}", all(&desk)), @"
    md: 1 of 1
    html: 2 of 2
    typ: 2 of 2
    pdf: 4 of 4
    json: 1 of 1
    ndjson: 78 of 78
    csv: 80 of 80
    xlsx: 86 of 86
    jsonld: 2 of 2
    turtle: 1 of 1

    checked
    md: 0 of 1
    html: 0 of 2
    typ: 0 of 2
    pdf: 0 of 4
    json: 0 of 1
    ndjson: 0 of 81
    csv: 0 of 80
    xlsx: 0 of 86
    jsonld: 0 of 2
    turtle: 0 of 1
    ");
}

#[test]
fn lines_are_everything_that_is_a_list() {
    let mut desk = desk();
    check_everything(&mut desk);
    let report = ask(&desk, &wanted(&["Valdoria"]));
    let whole = serde_json::to_value(&report).expect("it has a JSON form");
    let listed = |name: &str| whole[name].as_array().expect("it is a list").len();
    let lines = text(&desk, &report, ReportFormat::Ndjson);
    let mut kinds: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for line in lines.lines() {
        let line: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        let keys: Vec<&String> = line.as_object().expect("it is an object").keys().collect();
        let kind = line["kind"].as_str().expect("it has a kind").to_owned();
        let keys = keys.iter().map(|key| key.as_str()).collect::<Vec<_>>().join(" ");
        kinds.entry(kind).or_insert((0, keys)).0 += 1;
    }
    let many = |kind: &str| kinds.get(kind).map_or(0, |(many, _)| *many);
    for (kind, names) in [
        ("party", &["parties"][..]),
        ("statement", &["statements"]),
        ("link", &["links"]),
        ("matter", &["matters"]),
        ("change", &["changes"]),
        ("clash", &["clashes"]),
        ("no_clash", &["no_clashes"]),
        ("figure", &["figures"]),
        ("series", &["series"]),
        ("reply", &["rejections", "contradictions", "refutations", "confirmations"]),
        ("gap", &["unanswered_by_them", "unanswered_by_others"]),
        ("source", &["sources"]),
        ("origin", &["origins"]),
        ("correction", &["our_corrections"]),
        ("evidence", &["evidence"]),
    ] {
        let all: usize = names.iter().map(|name| listed(name)).sum();
        assert_eq!(many(kind), all, "{kind}");
    }
    let of = ["basis", "summary", "matter", "reply", "cell", "gap"];
    let shapes = of.map(|kind| format!("{kind}: {}", kinds[kind].1));
    insta::assert_snapshot!(shapes.join("\n"), @"
    basis: as_of case checkpoint count draft from is_final kind made_by matter parties public_by root standing to zone
    summary: asked case_title draft kind left_out links_checked matter_title proposals_rejected span statements_checked subject undated
    matter: beside between draft kind matter own title
    reply: does draft from kind link to
    cell: does draft from is_itself kind links of targets targets_out to weight
    gap: claim draft earlier kind more_earlier of party
    ");
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
