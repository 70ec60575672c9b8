//! Pictures of the shipped sample and of invented figures, looked at by rules: nothing leaves the page,
//! nothing lies on another, no colour and no style outside classes. To look with eyes, name a folder:
//! `COUNTERCLAIM_PICTURES=/tmp/pictures cargo test -p counterclaim-report picture`.

use chrono::{DateTime, Duration, TimeZone, Utc};
use counterclaim_desk::answers::{
    Card, FiguresAgreeing, FiguresCompared, GraphShown, LinkCard, Named, SeriesRow, SeriesShown,
};
use counterclaim_desk::{
    ClaimId, Desk, FixedRim, Identity, IngestOptions, Moment, Page, Precision, Question, Status,
    Zone,
};

use super::measure::{bold, plain, width};
use super::{Drawing, figures, matrix, neighbourhood, timeline};
use crate::document::Picture;

const PAGES: [&[u8]; 2] = [
    include_bytes!("../../../../data/sample/harbour-wire-live.txt"),
    include_bytes!("../../../../data/sample/aldmoor-bulletin-live.html"),
];
const ACTORS: &str = include_str!("../../../../data/sample/actors.toml");

fn desk() -> Desk {
    let at = Utc.with_ymd_and_hms(2031, 6, 16, 8, 0, 0).single().expect("a time");
    let desk = Desk::in_memory(Box::new(FixedRim::at(at)), Identity::analyst("Ada"))
        .expect("the sample has it");
    let mut desk = desk.with_actors(ACTORS).expect("the sample has it");
    for bytes in PAGES {
        let page = Page { bytes: bytes.to_vec(), ..Page::default() };
        desk.ingest("sample", &page, &IngestOptions::default()).expect("the sample has it");
    }
    desk
}

/// Keeps a picture where somebody wants to look at it.
fn kept(name: &str, picture: Picture) -> Picture {
    if let Ok(folder) = std::env::var("COUNTERCLAIM_PICTURES") {
        std::fs::create_dir_all(&folder).expect("the folder can be written");
        std::fs::write(format!("{folder}/{name}.svg"), &picture.svg)
            .expect("the folder can be written");
    }
    sound(&picture.svg);
    picture
}

/// Holds what every picture promises.
fn sound(svg: &str) {
    for never in ["<style", "style=", "<script", "onload", "href=\"http", "NaN", "\"inf", " inf "] {
        assert!(!svg.contains(never), "{never}");
    }
    for always in ["<title id=\"p-title\">", "<desc id=\"p-desc\">", "viewBox=\"0 0 ", "role=\""] {
        assert!(svg.contains(always), "{always}");
    }
    assert_eq!(svg.contains("<a "), svg.contains("role=\"group\""));
    nothing_is_clipped(svg);
}

/// Every text ends inside the picture, by the estimate that errs on the side of too wide.
fn nothing_is_clipped(svg: &str) {
    let number = |part: &str, name: &str| -> f64 {
        let value = part.split(&format!(" {name}=\"")).nth(1).expect("the sample has it");
        value.split('"').next().expect("the sample has it").parse().expect("the sample has it")
    };
    let (wide, high) = (number(svg, "width"), number(svg, "height"));
    for part in svg.split("<text ").skip(1) {
        let (head, rest) = part.split_once('>').expect("the sample has it");
        let words = rest
            .split("</text>")
            .next()
            .expect("the sample has it")
            .replace("&#39;", "'")
            .replace("&quot;", "\"");
        let head = format!(" {head}");
        let long = {
            let size = number(&head, "font-size");
            width(&words, if head.contains("bold") { bold(size) } else { plain(size) })
        };
        let (x, y) = (number(&head, "x"), number(&head, "y"));
        let from = match head.split("text-anchor=\"").nth(1) {
            Some(rest) if rest.starts_with("middle") => x - long / 2.0,
            Some(_) => x - long,
            None => x,
        };
        assert!(
            from >= 0.0 && from + long <= wide + 1.0,
            "{words}: {from} to {} of {wide}",
            from + long
        );
        assert!(y > 6.0 && y < high, "{words}: {y} of {high}");
    }
}

fn labels(cards: &[Card]) -> impl Fn(ClaimId) -> Option<String> + '_ {
    |id| cards.iter().position(|card| card.id == id).map(|at| format!("S{}", at + 1))
}

fn drawing<'a>(
    label: &'a dyn Fn(ClaimId) -> Option<String>,
    to: &'a dyn Fn(ClaimId) -> Option<String>,
) -> Drawing<'a> {
    Drawing { prefix: "p", zone: zone(), label, to }
}

fn zone() -> Zone {
    Zone::default()
}

#[test]
fn a_timeline_places_every_dated_statement_once() {
    let cards = desk().timeline(Question::default().counting_all()).statements;
    let all: Vec<&Card> = cards.iter().collect();
    let label = labels(&cards);
    let to = |id| label(id).map(|label| format!("#{label}"));
    let drawing = drawing(&label, &to);
    let picture = kept("timeline", timeline(&all, &drawing).expect("the sample has it"));
    for (number, card) in cards.iter().enumerate() {
        let link = format!("<a href=\"#S{}\">", number + 1);
        assert_eq!(picture.svg.contains(&link), card.times.published.is_some(), "{link}");
    }
    assert!(picture.svg.contains("without a date"));
    assert_eq!(picture, timeline(&all, &drawing).expect("the sample has it"), "the same bytes");
    let undated: Vec<&Card> = cards.iter().filter(|c| c.times.published.is_none()).collect();
    assert_eq!(timeline(&undated, &drawing), None);
    let dated: Vec<&Card> = cards.iter().filter(|c| c.times.published.is_some()).collect();
    let crowd: Vec<Card> = (0..40)
        .map(|number| {
            let mut card = dated[0].clone();
            card.party.name = format!("Party {number}");
            card
        })
        .collect();
    let crowd: Vec<&Card> = crowd.iter().collect();
    assert!(
        timeline(&crowd, &drawing).expect("the sample has it").svg.contains("17 other parties")
    );
    kept("timeline-three", timeline(&dated[..3], &drawing).expect("the sample has it"));
}

#[test]
fn thousands_of_statements_are_counted() {
    let cards = desk().timeline(Question::default().counting_all()).statements;
    let dated: Vec<&Card> = cards.iter().filter(|card| card.times.published.is_some()).collect();
    for (name, minutes) in [("hours", 1), ("days", 40), ("months", 2_000)] {
        let mut many: Vec<Card> = Vec::new();
        for number in 0..3_000_i64 {
            let mut card = (*dated[number as usize % dated.len()]).clone();
            card.id = ClaimId::derive(&[&number.to_string()]);
            let at = card.times.published.expect("the sample has it").at
                + Duration::minutes(number * minutes);
            card.times.published = Some(Moment { at, precision: Precision::Minute });
            if number % 3 == 0 {
                card.status = Status::Checked;
            }
            many.push(card);
        }
        let all: Vec<&Card> = many.iter().collect();
        let label = labels(&many);
        let to = |id| label(id).map(|label| format!("#{label}"));
        let drawing = Drawing {
            prefix: "p",
            zone: "Europe/Vienna".parse().expect("the sample has it"),
            label: &label,
            to: &to,
        };
        let picture =
            kept(&format!("timeline-{name}"), timeline(&all, &drawing).expect("the sample has it"));
        assert!(picture.svg.contains("3000 statements are too many"), "{name}");
        assert!(picture.svg.len() < 400_000, "{name} {}", picture.svg.len());
        let counts = picture.svg.matches("statements, ").count();
        assert!(counts > 10, "{name} {counts}");
    }
}

#[test]
fn a_matrix_tells_every_cell_in_words() {
    let matrix_shown = desk().matrix(Question::default().counting_all());
    let drawing = drawing(&|_| None, &|_| None);
    let picture = kept("matrix", matrix(&matrix_shown, &drawing).expect("the sample has it"));
    assert!(picture.svg.contains("Ostrevia objects to 2 of 16 statements of Valdoria (3 links)."));
    assert!(picture.svg.contains("Counts carry what these outlets chose to carry."));
    let mut larger = matrix_shown.clone();
    for number in 0..9 {
        let mut cell = larger.cells[0].clone();
        cell.to = Named {
            name: format!("The Very Long-Named Confederation {number}"),
            ..Named::nobody()
        };
        cell.kind = "confirms";
        larger.cells.push(cell);
    }
    kept("matrix-large", matrix(&larger, &drawing).expect("the sample has it"));
    let empty = desk().matrix(Question::default());
    assert_eq!(matrix(&empty, &drawing), None);
}

#[test]
fn a_neighbourhood_shows_what_speaks_to_a_statement() {
    let desk = desk();
    let graph = desk.graph(Question::default().counting_all());
    let cards: Vec<Card> = graph.nodes.iter().map(|node| node.card.clone()).collect();
    let label = labels(&cards);
    let to = |id| label(id).map(|label| format!("#{label}"));
    let drawing = drawing(&label, &to);
    let tied = |graph: &GraphShown, middle: usize| -> Vec<(LinkCard, Card)> {
        let to = graph.edges.iter().filter(|edge| edge.to == middle).map(|edge| (edge, edge.from));
        let from = graph.edges.iter().filter(|edge| edge.from == middle);
        let from = from.map(|edge| (edge, edge.to));
        to.chain(from).map(|(edge, at)| (edge.link.clone(), graph.nodes[at].card.clone())).collect()
    };
    let draw = |graph: &GraphShown, middle: usize| {
        let tied = tied(graph, middle);
        let tied: Vec<(&LinkCard, &Card)> = tied.iter().map(|(link, card)| (link, card)).collect();
        neighbourhood(&graph.nodes[middle].card, &tied, &drawing)
    };
    let mut drawn = 0;
    for middle in 0..cards.len() {
        if let Some(picture) = draw(&graph, middle) {
            kept(&format!("neighbourhood-{drawn}"), picture);
            drawn += 1;
        }
    }
    assert!(drawn > 5, "{drawn}");
    let mut busy = graph.clone();
    let edge = busy.edges[0].clone();
    for (number, other) in (0..busy.nodes.len()).filter(|at| *at != edge.to).take(20).enumerate() {
        let mut more = edge.clone();
        more.from = other;
        more.link.from = busy.nodes[other].card.id;
        if number % 2 == 0 {
            more.link.relation = counterclaim_desk::Relation::Confirms;
        }
        busy.edges.push(more);
    }
    let picture = kept("neighbourhood-busy", draw(&busy, edge.to).expect("the sample has it"));
    assert!(picture.svg.contains("more on the side of objections, not drawn"));
}

fn at(day: u32, hour: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2031, 6, day, hour, 0, 0).single().expect("a time")
}

fn row(
    party: &str,
    as_of: Option<DateTime<Utc>>,
    low: &str,
    best: Option<&str>,
    high: Option<&str>,
) -> SeriesRow {
    SeriesRow {
        claim: ClaimId::derive(&[party, low]),
        number: 0,
        party: Named { name: party.to_owned(), ..Named::nobody() },
        as_of: as_of.map(|at| Moment { at, precision: Precision::Hour }),
        range: (low.to_owned(), high.map(str::to_owned)),
        best: best.map(str::to_owned),
        is_current: low != "9",
    }
}

fn series(rows: Vec<SeriesRow>) -> SeriesShown {
    SeriesShown {
        measure: "killed".to_owned(),
        counts: Some("civilians".to_owned()),
        whose: "Tarn Republic".to_owned(),
        place: "Hethby".to_owned(),
        period: None,
        rows,
        envelope: None,
        changes: Vec::new(),
        comparisons: vec![FiguresCompared {
            as_of: None,
            sets: vec![FiguresAgreeing { rows: vec![0], common: ("9".to_owned(), None), lines: 1 }],
        }],
    }
}

#[test]
fn figures_show_ranges_and_open_ends() {
    let drawing = drawing(&|_| Some("S4".to_owned()), &|_| Some("#S4".to_owned()));
    let rows = vec![
        row("Tarn Republic", Some(at(14, 9)), "9", Some("9"), Some("9")),
        row("Ostrevia", Some(at(14, 9)), "4", None, Some("6")),
        row("Tarn Republic", Some(at(14, 20)), "31", Some("31"), Some("31")),
        row("Concord of Free Ports", Some(at(15, 4)), "30", None, None),
        row("Ostrevia", Some(at(15, 8)), "0", None, Some("12")),
        row("Tarn Republic", Some(at(15, 10)), "42", Some("44"), Some("47")),
    ];
    let picture =
        kept("figures", figures(&series(rows.clone()), &drawing).expect("the sample has it"));
    assert!(picture.svg.contains("30 or more, no upper end stated"));
    assert!(picture.svg.contains("9 (no longer stands as said)"));
    let undated: Vec<SeriesRow> =
        rows.iter().map(|row| SeriesRow { as_of: None, ..row.clone() }).collect();
    kept("figures-undated", figures(&series(undated), &drawing).expect("the sample has it"));
    let large: Vec<SeriesRow> = rows
        .iter()
        .map(|row| SeriesRow {
            range: (
                format!("{}00000", row.range.0),
                row.range.1.as_ref().map(|h| format!("{h}00000")),
            ),
            best: row.best.as_ref().map(|best| format!("{best}00000")),
            ..row.clone()
        })
        .collect();
    kept("figures-large", figures(&series(large), &drawing).expect("the sample has it"));
    assert_eq!(figures(&series(rows[..1].to_vec()), &drawing), None);
}
