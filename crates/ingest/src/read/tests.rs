//! Reading through its door: invented pages in the layouts that live pages have, what is read from them,
//! and which keys their posts get.

use counterclaim_model::{CapturedFrom, Moment, PostKey};

use super::read;
use crate::{Page, Reading};

/// A text dump of a live page: masthead, introduction, a midnight, equal stamps, a doubled headline, a
/// footer; captured long after.
pub(super) const DUMP: &str = "\
09:15 GMT23 November 2020
Listen Live
    Get short URL

    Both sides accuse each other of breaking the truce around Hethby.

    Follow Harbour Wire's Live Feed to Find Out More!

    New messages
    • 01:12

      Shots Heard Near Hethby

      HETHBY (Harbour Wire) - Shots were heard at about 3:00 a.m. local time, a correspondent said.

    • 23:40

      Valdoria Calls for Talks, Ministry Says

      LUNMARK (Harbour Wire) – \"We are ready to talk on 12 November\", the ministry said on Wednesday.

    • 17:48

      Two Boats Sink off Aldmoor, Coast Guard Says


      Two Boats Sink off Aldmoor, Coast Guard Says

      CARVEL (Harbour Wire) - Two boats sank on Wednesday; fighting erupted on 1 November.
      Read more
    • 17:48

      Sirens in Hethby

    • 08:05

      Ostrevia Denies Shelling Hethby

      \"On 11 November no shell was fired\", the minister said.

    Live Updates: Shots Heard Near Hethby
    Ostrevia, Valdoria, Tarn Republic
    Community standardsDiscussion";

/// A page with a schema.org block: an escaped headline, markup in bodies, a bare line end in a string, an
/// address that is a fragment, an update without a date.
pub(super) const BLOG: &str = r##"<!doctype html><html><head><meta charset="utf-8"><title>Truce live</title>
<script type="application/ld+json">{"@type":"NewsArticle","headline":"other"}</script>
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":["LiveBlogPosting"],
"headline":"Truce &amp; talks: live","url":"https://wire.example/live","publisher":{"name":"Harbour Wire"},
"description":"The truce enters its second day.","liveBlogUpdate":[
{"@type":"BlogPosting","headline":"Talks resume ","url":"https://wire.example/live#2",
"datePublished":"2020-11-12T00:10:00+01:00","articleBody":"<p>“We stay”, the envoy said.</p><p>Nobody left&nbsp;.<br>None.</p>"},
{"@type":"BlogPosting","headline":"","url":"#1","datePublished":"2020-11-11T22:00:00Z","articleBody":"First line
Second &quot;line&quot;"},
{"@type":"BlogPosting","headline":"Undated","articleBody":"Undated"}]}]}</script></head><body><p>x</p></body></html>"##;

pub(super) fn text(words: &str) -> Page {
    Page { bytes: words.as_bytes().to_vec(), ..Page::default() }
}

/// Writes a reading down, a line for each thing in it.
pub(super) fn show(reading: &Reading) -> String {
    let time = |moment: Option<Moment>| moment.map_or("undated".to_owned(), |m| m.at.to_string());
    let mut lines = vec![
        format!("{} by {}, {:?}", reading.reader, reading.source, reading.title.as_deref()),
        format!("captured {} {:?}", time(reading.captured_at), reading.captured_from),
    ];
    for post in &reading.posts {
        let stamp = post.stamp.as_deref().unwrap_or("-");
        lines.push(format!(
            "{} [{stamp}] {} {}",
            post.number,
            time(post.published),
            key(&post.key)
        ));
        lines.extend(post.headline.map(|span| format!("  # {}", reading.text.slice(span))));
        let body = post.paragraphs.iter().map(|span| format!("  {}", reading.text.slice(*span)));
        lines.extend(body);
    }
    lines.extend(reading.faults.iter().map(|fault| format!("! {} {}", fault.at, fault.what)));
    lines.join("\n")
}

fn key(key: &PostKey) -> String {
    match key {
        PostKey::Permalink(url) => format!("<{url}>"),
        PostKey::Stamped { ordinal, .. } => format!("+{ordinal}"),
        PostKey::Undated { page, stamp, ordinal } => format!("({page} · {stamp} · {ordinal})"),
        PostKey::Introduction { page } => format!("({page})"),
    }
}

#[test]
fn a_text_dump_is_cut_and_dated() {
    insta::assert_snapshot!(show(&read(&text(DUMP))), @r#"
    live-text@1 by Harbour Wire, Some("Live Updates: Shots Heard Near Hethby")
    captured 2020-11-23 09:15:00 UTC Some(Masthead)
    0 [-] undated (Live Updates: Shots Heard Near Hethby)
      Both sides accuse each other of breaking the truce around Hethby.
    1 [01:12] 2020-11-12 01:12:00 UTC +0
      # Shots Heard Near Hethby
      HETHBY (Harbour Wire) - Shots were heard at about 3:00 a.m. local time, a correspondent said.
    2 [23:40] 2020-11-11 23:40:00 UTC +0
      # Valdoria Calls for Talks, Ministry Says
      LUNMARK (Harbour Wire) – "We are ready to talk on 12 November", the ministry said on Wednesday.
    3 [17:48] 2020-11-11 17:48:00 UTC +1
      # Two Boats Sink off Aldmoor, Coast Guard Says
      CARVEL (Harbour Wire) - Two boats sank on Wednesday; fighting erupted on 1 November.
    4 [17:48] 2020-11-11 17:48:00 UTC +0
      # Sirens in Hethby
    5 [08:05] 2020-11-11 08:05:00 UTC +0
      # Ostrevia Denies Shelling Hethby
      "On 11 November no shell was fired", the minister said.
    "#);
}

#[test]
fn a_live_blog_block_is_written_out() {
    insta::assert_snapshot!(show(&read(&text(BLOG))), @r#"
    live-blog-posting@1 by Harbour Wire, Some("Truce & talks: live")
    captured undated None
    0 [-] undated (https://wire.example/live)
      # Truce & talks: live
      The truce enters its second day.
    1 [2020-11-12T00:10:00+01:00] 2020-11-11 23:10:00 UTC <https://wire.example/live#2>
      # Talks resume
      “We stay”, the envoy said.
      Nobody left .
      None.
    2 [2020-11-11T22:00:00Z] 2020-11-11 22:00:00 UTC <https://wire.example/live#1>
      First line
      Second "line"
    3 [-] undated (https://wire.example/live ·  · 0)
      # Undated
    ! 146 the update has no datePublished; the post was left undated
    "#);
}

#[test]
fn other_layouts_are_read() {
    let lead = "\
Live blog: Envoys meet in Skarne

1859 GMT — The envoy has said that the Tarn Republic will attend.

More updates 👇

1931 GMT — Talks go on: source

1913 GMT — Minister declines to comment

\"No comment\", he said.
";
    let page = Page { url: Some("https://wire.example/2023/10/28/live".to_owned()), ..text(lead) };
    insta::assert_snapshot!(show(&read(&page)), @r#"
    live-text@1 by wire.example, Some("Live blog: Envoys meet in Skarne")
    captured undated None
    1 [1859 GMT] 2023-10-28 18:59:00 UTC +0
      The envoy has said that the Tarn Republic will attend.
    2 [1931 GMT] 2023-10-28 19:31:00 UTC +0
      # Talks go on: source
    3 [1913 GMT] 2023-10-28 19:13:00 UTC +0
      # Minister declines to comment
      "No comment", he said.
    ! 34 the first post stands out of order; it was read as a pinned lead of the same day as the next
    "#);
    let rolling = "\
The Latest: Vote in Norland

SKARNE (Harbour Wire) — The Latest on the vote (all times EDT):

12:05 a.m.

The count ends.

___

9L15 p.m.:

The count begins Tuesday.
";
    insta::assert_snapshot!(show(&read(&text(rolling))), @r#"
    live-text@1 by Harbour Wire, Some("The Latest: Vote in Norland")
    captured undated None
    0 [-] undated (The Latest: Vote in Norland)
      # The Latest: Vote in Norland
      SKARNE (Harbour Wire) — The Latest on the vote (all times EDT):
    1 [12:05 a.m.] undated (The Latest: Vote in Norland · 12:05 a.m. · 0)
      The count ends.
    2 [9L15 p.m.] undated (The Latest: Vote in Norland · 9L15 p.m. · 0)
      The count begins Tuesday.
    ! 94 the day of these stamps is not known (neither the address nor a date in the posts gives a day); posts were left undated
    "#);
}

#[test]
fn an_html_article_is_one_post() {
    let page = "<html><head><title>Talks fail | Wire</title><meta property=og:site_name content='Harbour Wire'>\
        <meta property='article:published_time' content='2020-11-11T10:00:00+02:00'><link rel=canonical href='https://wire.example/a'></head>\
        <body><nav><p>Home</p></nav><header><h1>Talks <i>fail</i></h1></header><article><p>Teaser</p></article>\
        <article><div>Share</div><p>The envoy left Skarne, officials said.</p><p>Talks &#150; the third round &#150; failed.</p>\
        <aside><p>Related</p></aside></article><footer><p>Legal</p></footer></body></html>";
    insta::assert_snapshot!(show(&read(&text(page))), @r#"
    html@1 by Harbour Wire, Some("Talks fail")
    captured undated None
    1 [2020-11-11T10:00:00+02:00] 2020-11-11 08:00:00 UTC <https://wire.example/a>
      # Talks fail
      The envoy left Skarne, officials said.
      Talks – the third round – failed.
    "#);
}

#[test]
fn an_unsettled_day_is_a_fault_and_never_a_guess() {
    let undated = DUMP.replace("November", "Frost").replace("Wednesday", "that day");
    let undated = undated.trim_start_matches(|c| c != '\n');
    for bytes in [undated, "• 10:00\n\nOne\n\n• 09:00\n\nTwo\n", "10:00\n\nOne\n\n09:00\n\nTwo\n"]
    {
        let reading = read(&text(bytes));
        let posts = reading.posts.iter().filter(|post| post.number > 0);
        assert!(posts.clone().count() >= 2 && posts.clone().all(|post| post.published.is_none()));
        assert!(reading.faults.iter().any(|fault| fault.what.contains("the day of these stamps")));
    }
    // A live page that we fetched ourselves, and whose words agree with the day.
    let captured = "2020-11-11T10:30:00Z".parse().map(Moment::minute).expect("a time");
    let page = Page {
        captured_at: Some((captured, CapturedFrom::Fetch)),
        ..text("• 10:00\n\nOne on Wednesday.\n\n• 09:00\n\nTwo.\n")
    };
    let reading = read(&page);
    assert_eq!(
        reading.posts[0].published.map(|m| m.at.to_string()),
        Some("2020-11-11 10:00:00 UTC".to_owned())
    );
    assert!(reading.faults.iter().any(|fault| fault.what.contains("time of capture")));
}

#[test]
fn posts_put_on_top_leave_older_keys_alone() {
    let before = read(&text(DUMP));
    for stamp in ["01:12", "02:00", "01:13"] {
        let added: String =
            (0..10).map(|n| format!("    • {stamp}\n\n      New Post {n}\n\n")).collect();
        let at = DUMP.find("    • 01:12").expect("the first bullet");
        let after = read(&text(&format!("{}{added}{}", &DUMP[..at], &DUMP[at..])));
        let keys = |reading: &Reading, from: usize| -> Vec<PostKey> {
            reading.posts[from..].iter().map(|post| post.key.clone()).collect()
        };
        assert_eq!(keys(&after, 11), keys(&before, 1));
        let mut all = keys(&after, 0);
        all.sort();
        all.dedup();
        assert_eq!(all.len(), after.posts.len());
    }
}

#[test]
fn wording_counts_and_layout_does_not() {
    let loose = DUMP.replace("Shots were heard", "Shots   were\u{a0}heard");
    let (one, other) = (read(&text(DUMP)), read(&text(&loose)));
    assert_eq!(one.posts[1].content, other.posts[1].content);
    assert_ne!(one.text_digest, other.text_digest);
    let changed = read(&text(&DUMP.replace("Shots were heard", "Blasts were heard")));
    assert_ne!(one.posts[1].content, changed.posts[1].content);
}
