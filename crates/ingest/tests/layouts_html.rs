//! Invented live pages and articles in HTML and JSON-LD: where posts begin, when they were published, and
//! what of a page belongs to none.

use counterclaim_ingest::{Page, Reading, read};

/// Writes a reading down: a line for each post, its stamp, time and words, and one for each fault.
fn show(reading: &Reading) -> String {
    let language = reading.language.as_deref().unwrap_or("-");
    let mut lines = vec![format!("{} {language}", reading.reader)];
    for post in &reading.posts {
        let when = post.published.map_or("undated".to_owned(), |m| m.at.to_rfc3339());
        let when = when.trim_end_matches("+00:00");
        let body = post.headline.iter().chain(&post.paragraphs).map(|at| reading.text.slice(*at));
        let words: Vec<&str> = body.collect();
        let stamp = post.stamp.as_deref().unwrap_or("-");
        let head = if post.headline.is_some() { "# " } else { "" };
        lines.push(format!("{} [{stamp}] {when} {head}{}", post.number, words.join(" / ")));
    }
    lines.extend(reading.faults.iter().map(|fault| format!("! {}", fault.what)));
    lines.join("\n")
}

fn page(words: &str) -> String {
    let words = format!("<!doctype html><html lang=en-GB><body>{words}</body></html>");
    show(&read(&Page { bytes: words.into_bytes(), ..Page::default() }))
}

fn json(words: &str) -> String {
    page(&format!("<script type=application/ld+json>{words}</script>"))
}

#[test]
fn posts_that_are_articles_with_times_for_machines() {
    let words = "<nav><p>Home</p></nav><main><h1>Truce in Hethby: live</h1>
        <article class=post><header><time datetime='2020-11-12T00:10:00Z'>10m ago</time><p>By Jane Doe</p></header>
        <h2>Shots heard</h2><p>A correspondent heard shots.</p><div class=share-buttons><p>Tweet</p></div></article>
        <div class=ad-slot><p>Buy boats.</p></div>
        <article class=post><h2>Envoys meet</h2><time datetime='2020-11-11T22:55:00+01:00'>22:55</time>
        <time datetime='2020-11-11T23:30:00+01:00'>Updated 23:30</time>
        <p>The envoys met.</p><blockquote><p>We meet.</p><time datetime='2020-11-01T10:00:00Z'>1 Nov</time></blockquote></article>
        </main><section id=comments><article><time datetime='2020-11-13T10:00:00Z'>now</time><p>I disagree.</p></article></section>";
    insta::assert_snapshot!(page(words), @r##"
    timed-html@1 en-GB
    1 [10m ago] 2020-11-12T00:10:00 # Shots heard / A correspondent heard shots.
    2 [22:55] 2020-11-11T21:55:00 # Envoys meet / The envoys met. / We meet.
    "##);
}

#[test]
fn posts_in_one_run_under_headings_above_their_times() {
    let words = "<h1>Vote in Norland: live</h1><p>Norland votes.</p>
        <div><h3>Polls close</h3><time datetime='2020-11-11T22:00:00Z'>22:00</time><p>Polls closed.</p></div>
        <div><h3>Queues</h3><time datetime='2020-11-11T18:00:00Z'>18:00</time><p>Voters waited.</p></div>
        <div><h3>Polls open</h3><time datetime='2020-11-11T07:00'>07:00</time><p>Polls opened.</p></div>";
    insta::assert_snapshot!(page(words), @r##"
    timed-html@1 en-GB
    1 [22:00] 2020-11-11T22:00:00 # Polls close / Polls closed.
    2 [18:00] 2020-11-11T18:00:00 # Queues / Voters waited.
    3 [07:00] undated # Polls open / Polls opened.
    ! the time of this post is not given with its zone; it was left undated
    "##);
}

#[test]
fn printed_stamps_in_articles_of_their_own() {
    let words = "<h1>Flood in Aldmoor: live</h1>
        <article><p>23:10 GMT, 12 November 2020</p><p>The bridge gave way.</p></article>
        <article><p>22:10 GMT, 12 November 2020</p><p>The bridge was closed, a long time after it should have been.</p></article>
        <article><p>21:10 GMT, 12 November 2020</p><p>The river rose.</p></article>";
    insta::assert_snapshot!(page(words), @r##"
    live-html@1 en-GB
    1 [23:10 GMT, 12 November 2020] 2020-11-12T23:10:00 The bridge gave way.
    2 [22:10 GMT, 12 November 2020] 2020-11-12T22:10:00 The bridge was closed, a long time after it should have been.
    3 [21:10 GMT, 12 November 2020] 2020-11-12T21:10:00 The river rose.
    "##);
}

#[test]
fn an_article_keeps_its_paragraphs_and_nothing_else() {
    let words = "<head><meta property=article:published_time content='2020-11-11T10:00:00Z'>
        <meta property=article:modified_time content='2020-11-12T10:00:00Z'></head>
        <div class=cookie-banner><p>We use cookies to make this long page much better for everybody who reads it.</p></div>
        <nav><ul><li>World<li>Sport</ul></nav>
        <article><header><h1>Talks fail</h1><p>By Jane Doe and John Roe</p><time datetime='2020-11-11T10:00:00Z'>11 Nov</time></header>
        <p>The envoy left Skarne at <time datetime='2020-11-11T09:00:00Z'>nine</time>, and officials said that he was angry with everybody.</p>
        <h2>A third round</h2><p>The third round failed.</p><ul class=related><li>Read this too</li></ul>
        <p>Nobody was named.</p></article>
        <aside><p>More</p></aside>
        <div id=comments><div><time datetime='2020-11-11T11:00:00Z'>11:00</time><p>First!</p></div>
        <div><time datetime='2020-11-11T12:00:00Z'>12:00</time><p>Second!</p></div></div>
        <footer><p>Legal</p></footer>";
    insta::assert_snapshot!(page(words), @r##"
    html@1 en-GB
    1 [2020-11-11T10:00:00Z] 2020-11-11T10:00:00 # Talks fail / The envoy left Skarne at nine, and officials said that he was angry with everybody. / A third round / The third round failed. / Nobody was named.
    "##);
}

#[test]
fn a_page_that_never_closes_its_furniture_is_read() {
    let words = "<div class=share><h1>Talks fail</h1><p>The envoy left Skarne in the morning.</p>
        <p>Nobody was named by the ministry.</p>";
    insta::assert_snapshot!(page(words), @r##"
    html@1 en-GB
    1 [-] undated # Talks fail / The envoy left Skarne in the morning. / Nobody was named by the ministry.
    ! the page gives no date of publication; its post was left undated
    "##);
}

#[test]
fn live_blogs_in_every_form_of_json_ld() {
    let updates = r##"{"@type":"BlogPosting","headline":"Two","datePublished":"2020-11-11T22:00:00Z","articleBody":"B."}"##;
    // One update without a list, types by address, a value in its wrapping.
    insta::assert_snapshot!(json(&format!(
        r##"[{{"@type":["NewsArticle","https://schema.org/LiveBlogPosting"],"headline":{{"@value":"Live","@language":"en"}},"liveBlogUpdate":{updates}}}]"##
    )), @r##"
    live-blog-posting@1 en-GB
    1 [2020-11-11T22:00:00Z] 2020-11-11T22:00:00 # Two / B.
    "##);
    // Updates by reference into the graph, inside of what the page is about.
    insta::assert_snapshot!(json(
        r##"{"@graph":[{"@type":"WebPage","mainEntity":{"@type":"LiveBlogPosting","name":"Live","liveBlogUpdate":{"@list":[{"@id":"#two"},{"@id":"#one"}]}}},
        {"@id":"#two","headline":"Two","datePublished":"2020-11-11 22:00:00 +0100","articleBody":["B.","C."]},
        {"@id":"#one","headline":"One","dateCreated":"Wed, 11 Nov 2020 20:00:00 GMT","articleBody":"&lt;p&gt;A &amp;amp; b.&lt;/p&gt;&lt;p&gt;C.&lt;/p&gt;"}]}"##
    ), @r##"
    live-blog-posting@1 en-GB
    1 [2020-11-11 22:00:00 +0100] 2020-11-11T21:00:00 # Two / B. / C.
    2 [Wed, 11 Nov 2020 20:00:00 GMT] 2020-11-11T20:00:00 # One / A & b. / C.
    "##);
    // Bodies that are empty, times of changes only, times without a zone.
    insta::assert_snapshot!(json(
        r##"{"@type":"LiveBlogPosting","headline":"Live","liveBlogUpdate":[
        {"headline":"Three","dateModified":"2020-11-11T23:00:00Z","articleBody":""},
        {"headline":"Two","datePublished":"2020-11-11T22:00:00","articleBody":null},
        {"headline":"One","datePublished":"2020-11-11","articleBody":{"@value":"A."}},
        {"datePublished":"2020-11-11T20:00:00Z","articleBody":" "}, null, "x"]}"##
    ), @r##"
    live-blog-posting@1 en-GB
    1 [2020-11-11T23:00:00Z] 2020-11-11T23:00:00 # Three
    2 [2020-11-11T22:00:00] undated # Two
    3 [2020-11-11] 2020-11-11T00:00:00 # One / A.
    4 [2020-11-11T20:00:00Z] 2020-11-11T20:00:00 
    ! the update gives only the time of its last change; the post was dated by it
    ! "2020-11-11T22:00:00" is no date with its zone; the post was left undated
    "##);
}

#[test]
fn several_scripts_and_the_block_with_most_updates() {
    let blog = |name: &str, updates: &str| {
        format!(
            r##"<script type="application/ld+json">{{"@type":"LiveBlogPosting","headline":"{name}","liveBlogUpdate":[{updates}]}}</script>"##
        )
    };
    let one = r##"{"headline":"One","datePublished":"2020-11-11T20:00:00Z"}"##;
    let words = [
        blog("Other", one),
        blog("Live", &format!("{one},{one}")),
        "<script type=application/ld+json>{</script>".to_owned(),
    ];
    insta::assert_snapshot!(page(&words.concat()), @r##"
    live-blog-posting@1 en-GB
    1 [2020-11-11T20:00:00Z] 2020-11-11T20:00:00 # One
    2 [2020-11-11T20:00:00Z] 2020-11-11T20:00:00 # One
    ! a JSON-LD block is no JSON (EOF while parsing an object at line 1 column 1); it was left out
    "##);
}

#[test]
fn ratings_of_claims_are_handed_on_and_are_no_fault() {
    let words = r##"<h1>Was a shell fired?</h1><p>We looked at the crater for a day.</p><script type="application/ld+json">
        {"@type":"ClaimReview","claimReviewed":"No shell was fired","reviewRating":{"ratingValue":1,"bestRating":5,"alternateName":"False"}}</script>"##;
    insta::assert_snapshot!(page(words), @r##"
    html@1 en-GB
    1 [-] undated # Was a shell fired? / We looked at the crater for a day.
    ! the page gives no date of publication; its post was left undated
    "##);
}

#[test]
fn who_wrote_an_article_and_when_it_was_changed_is_the_pages_own_word() {
    let read = |head: &str, body: &str| {
        let words = format!(
            "<!doctype html><html><head>{head}</head><body><h1>Bridge at Pell closed</h1>{body}<p>The bridge was closed.</p></body></html>"
        );
        read(&Page { bytes: words.into_bytes(), ..Page::default() })
    };
    let linked = r#"<script type="application/ld+json">{"@type":"NewsArticle","author":[{"@type":"Person","name":"Ona Hale"}],
        "datePublished":"2031-06-14T08:00:00Z","dateModified":"2031-06-14T10:30:00+02:00"}</script>"#;
    let found = read(linked, "<p>By Somebody Else</p>");
    assert_eq!(found.byline.as_deref(), Some("Ona Hale"));
    assert_eq!(
        found.modified.map(|at| at.at.to_rfc3339()).as_deref(),
        Some("2031-06-14T08:30:00+00:00")
    );
    let meta = "<meta name=author content='Ona Hale'><meta property='article:modified_time' content='2031-06-15'>";
    let found = read(meta, "");
    assert_eq!(found.byline.as_deref(), Some("Ona Hale"));
    assert_eq!(
        found.modified.map(|at| at.at.to_rfc3339()).as_deref(),
        Some("2031-06-15T00:00:00+00:00")
    );
    let printed = read("", "<p>By Ona Hale</p>");
    assert_eq!((printed.byline.as_deref(), printed.modified), (Some("Ona Hale"), None));
    assert_eq!(read("", "<p>By Friday it was open.</p>").byline, None);
}
