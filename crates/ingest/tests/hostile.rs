//! Reading and extraction of what was made to break them: nothing panics, every place lies in its text, and
//! a page ten times as long takes about ten times as long. `COUNTERCLAIM_CAMPAIGN=full` tries more and larger.

use std::time::{Duration, Instant};

use counterclaim_ingest::{Gazetteer, Page, Reading, extract, read};
use proptest::prelude::*;

/// By how much a page ten times as long may take longer.
const LINEAR: f64 = 12.0;
/// Below this a measurement says nothing; the page is taken larger instead.
const SHORTEST: Duration = Duration::from_millis(80);
/// What a page takes at least, as far as ratios go: less is the noise of other programs.
const FLOOR: Duration = Duration::from_millis(2);

fn is_full() -> bool {
    std::env::var_os("COUNTERCLAIM_CAMPAIGN").is_some_and(|size| size == "full")
}

fn page(bytes: Vec<u8>) -> Page {
    Page { bytes, url: Some("https://wire.example/2020/11/11/live".to_owned()), ..Page::default() }
}

/// Reads and extracts, and checks that all places lie in the text.
fn run(page: &Page) -> Reading {
    let reading = read(page);
    let extraction = extract(&reading, Gazetteer::shipped());
    let length = reading.text.len();
    for post in &reading.posts {
        assert!(post.span.end <= length);
        assert!(post.headline.iter().chain(&post.paragraphs).all(|at| post.span.contains(*at)));
    }
    for claim in &extraction.claims {
        assert!(
            claim.content.iter().chain(&claim.source).chain(&claim.cue).all(|at| at.end <= length)
        );
        assert!(claim.post < reading.posts.len());
    }
    reading
}

/// Repeats a pattern up to a length, with `#` as a running number.
fn repeated(head: &str, pattern: &str, tail: &str, length: usize) -> Vec<u8> {
    let mut words = head.to_owned();
    let mut count = 0;
    while words.len() < length {
        words.push_str(&pattern.replace('#', &count.to_string()));
        count += 1;
    }
    words.push_str(tail);
    words.into_bytes()
}

/// Shapes that cost somebody quadratic time once: name, beginning, what is repeated, end.
const SHAPES: &[Shape] = &[
    ("quotations that never close", "", "\u{201c}We stay, ", ""),
    ("straight quotation marks", "", "\"", ""),
    ("alternating marks", "", "\u{201c}a\u{201d} \u{2018}b\u{2019} \"c\" ", ""),
    ("angle brackets", "<html>", "<", ""),
    ("unclosed tags", "<html>", "<div class=\"a", ""),
    ("nested tags", "<html><body>", "<div><b>", ""),
    (
        "nested articles with times",
        "<html>",
        "<article><time datetime='2020-11-11T10:00:00Z'>10:00</time>",
        "",
    ),
    ("unclosed comments", "<html>", "<!-- ", ""),
    ("unclosed scripts", "<html>", "<script></scrip", ""),
    ("attributes", "<html><div ", "a=b ", ">x</div>"),
    ("stamps alone", "", "10:00\n", ""),
    ("bullets", "", "\u{2022} 10:00\n\n  Shots heard #\n\n", ""),
    ("bare stamps", "", "10:00 Shots heard\n", ""),
    ("headlines above stamps", "", "Shots heard\n10:00\nA man was hurt.\n", ""),
    ("time passed", "", "2h ago\nShots.\n", ""),
    ("parentheses", "", "(", ""),
    ("said", "", "said ", ""),
    ("sentences of one speaker", "", "\"We stay\", the minister of Valdoria said on Monday. ", ""),
    ("new speakers", "", "Jane Doe# of Norland said that # boats sank.\n\n", ""),
    ("capitals", "", "Carvel ", ""),
    ("one long word", "", "a", ""),
    ("letters without blanks", "", "北部の町で銃声が聞こえた。", ""),
    ("blanks", "x", " ", "x"),
    ("entities", "<html><p>", "&amp;&#8220;&", ""),
    ("numbers", "", "1,000.5 ", ""),
    ("dates", "", "11 November 2020 Monday ", ""),
    ("full stops", "", ". ", ""),
    (
        "json scripts",
        "<html>",
        "<script type='application/ld+json'>{\"@type\":\"NewsArticle\"}</script>",
        "",
    ),
    ("deep json", "<html><script type='application/ld+json'>", "[", "</script>"),
    (
        "deep graphs",
        "{\"@type\":\"LiveBlogPosting\",\"liveBlogUpdate\":[",
        "{\"headline\":\"One #\",\"datePublished\":\"2020-11-11T10:00:00Z\",\"articleBody\":\"<p>A said b.</p>\"},",
        "{}]}",
    ),
    (
        "items of a feed",
        "<rss><channel>",
        "<item><title>One #</title><description>\"We stay\", he said.</description></item>",
        "",
    ),
    ("open items of a feed", "<rss><channel>", "<item><title>", ""),
];

/// Name, beginning, what is repeated, end.
type Shape = (&'static str, &'static str, &'static str, &'static str);

/// Returns the time this thread has had on a processor, where the system tells (Linux): what other
/// programs do meanwhile is no part of it.
fn on_processor() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// Returns the mean time of a few runs of `work` on a shape.
fn time_of(shape: &Shape, length: usize, runs: u32, work: fn(&Page) -> Reading) -> Duration {
    let (_, head, pattern, tail) = shape;
    let page = page(repeated(head, pattern, tail, length));
    let (clock, began) = (on_processor(), Instant::now());
    for _ in 0..runs {
        work(&page);
    }
    let spent = on_processor().zip(clock).map(|(now, then)| now.saturating_sub(then));
    spent.unwrap_or_else(|| began.elapsed()) / runs
}

/// Compares `length` bytes of a shape with ten times as many. A ratio that is too high is measured again,
/// since other programs run beside.
fn ratio(shape: &Shape, length: usize, work: fn(&Page) -> Reading) -> f64 {
    let compare = || {
        let small = time_of(shape, length, 3, work).max(FLOOR);
        time_of(shape, length * 10, 1, work).as_secs_f64() / small.as_secs_f64()
    };
    let mut least = compare();
    for _ in 0..4 {
        if least > LINEAR {
            least = least.min(compare());
        }
    }
    least
}

/// Returns a length of a shape at which it takes long enough to be measured.
fn telling(shape: &Shape, largest: usize) -> usize {
    let mut length = 4_000;
    while length * 20 <= largest && time_of(shape, length, 1, run) < SHORTEST {
        length *= 2;
    }
    length
}

fn check(length: impl Fn(&Shape) -> usize, work: fn(&Page) -> Reading) {
    // One after the other: caches are shared.
    static ALONE: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _alone = ALONE.lock();
    let ratios = SHAPES.iter().map(|shape| (shape.0, ratio(shape, length(shape), work)));
    let slow: Vec<(&str, f64)> = ratios.filter(|(_, ratio)| *ratio > LINEAR).collect();
    assert!(slow.is_empty(), "times as long for ten times as much: {slow:#?}");
}

#[test]
fn reading_and_extraction_take_time_as_a_page_is_long() {
    let largest = if is_full() { 4_000_000 } else { 160_000 };
    check(|shape| telling(shape, largest), run);
}

#[test]
fn ten_megabytes_are_read_in_ten_times_the_time_of_one() {
    let length = if is_full() { 1_000_000 } else { 100_000 };
    check(|_| length, read);
}

#[test]
fn a_quotation_in_any_encoding_is_read() {
    let words = "<html><meta charset=utf-16><p>\u{201c}We stay\u{201d}, the minister said.</p>";
    let little: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(little.iter().copied()).collect();
    for bytes in [little, marked, words.as_bytes().to_vec(), b"<html>\x80\x81\xfe\xff<p>a".to_vec()]
    {
        run(&page(bytes));
    }
}

/// Pieces of markup, stamps and prose, of which soups are cooked.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(vec![
            "<p>", "</p>", "<div>", "</div>", "<article>", "</article>", "<time datetime='2020-11-11T10:00:00Z'>",
            "</time>", "<h1>", "</h1>", "<h2>", "<blockquote>", "</blockquote>", "<script type=application/ld+json>",
            "</script>", "<!--", "-->", "<", ">", "&", "&lt;", "&#x1F4A9;", "<html lang=en>", "<div class=comments>",
            "{\"@type\":\"LiveBlogPosting\",\"liveBlogUpdate\":[", "{\"headline\":\"a\"}", "]}", "[", "{", "\"@id\":\"#a\",",
            "<rss>", "<item>", "<title>", "</item>", "<![CDATA[", "]]>", "<feed>", "<entry>",
        ]).prop_map(str::to_owned),
        3 => prop::sample::select(vec![
            "10:00", "\n", "\n\n", "1859 GMT — ", "11:26 p.m. ET, April 19, 2024", "\u{2022} 22:55", "2h ago",
            "22:5522:55", "05/06/2021 10:00", "10 Oct 2023 - 02:15(23:15 GMT)", "Updated at 16.02", "Monday",
            "31 February", "12 November 2020", "By Jane Doe", " | ", "noon", "24:00", "29 February",
        ]).prop_map(str::to_owned),
        4 => prop::sample::select(vec![
            "\u{201c}", "\u{201d}", "\"", "'", "\u{2018}", "(", ")", " said ", " told ", "the minister", "Valdoria", ". ", ", ",
            "according to ", "denied that ", "1,000", "they ", "\u{200f}", "\u{feff}", "\0", "。", "؟", " — ",
        ]).prop_map(str::to_owned),
        2 => "\\PC{0,12}",
        1 => any::<char>().prop_map(String::from),
    ]
}

fn cases() -> ProptestConfig {
    ProptestConfig { cases: if is_full() { 20_000 } else { 300 }, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn any_soup_is_read_and_extracted(pieces in prop::collection::vec(piece(), 0..60)) {
        run(&page(pieces.concat().into_bytes()));
    }

    #[test]
    fn any_bytes_between_soups_are_read_and_extracted(
        parts in prop::collection::vec((piece(), prop::collection::vec(any::<u8>(), 0..8)), 0..30),
    ) {
        let bytes = parts.into_iter().flat_map(|(words, bytes)| [words.into_bytes(), bytes].concat());
        run(&page(bytes.collect()));
    }

    #[test]
    fn a_reading_does_not_depend_on_what_was_read_before(pieces in prop::collection::vec(piece(), 0..30)) {
        let page = page(pieces.concat().into_bytes());
        let (one, other) = (run(&page), run(&page));
        prop_assert_eq!(one.text_digest, other.text_digest);
        prop_assert_eq!(one.faults, other.faults);
    }
}
