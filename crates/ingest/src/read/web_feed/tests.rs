//! Feeds through the door of reading: invented feeds of each kind, what is read from them, and what is
//! left of those that break.

use super::super::read;
use super::super::tests::{show, text};
use crate::Page;

pub(in super::super) const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!-- FICTION -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Harbour Wire &#8211; World</title><link>https://wire.example/</link>
<atom:link href="https://wire.example/feed" rel="self"/><description>News of the Sill.</description>
<image><title>Logo</title><link>https://wire.example/logo</link></image>
<item><title>Valdoria &amp;amp; Ostrevia Meet</title><link>/2031/talks</link><guid isPermaLink="false">77</guid>
<pubDate>Tue, 10 Jun 2031 04:05:00 +0200</pubDate><description>Short.</description>
<media:group><media:title>A picture</media:title></media:group>
<content:encoded><![CDATA[<p>“We stay”, the envoy said.</p><script>no()</script><p>Nobody left&nbsp;.</p>]]></content:encoded></item>
<item><title><![CDATA[Fog & rain]]></title><guid>https://wire.example/2031/fog</guid>
<pubDate>09 Jun 2031 20:00 GMT</pubDate><description>&lt;b&gt;Fog&lt;/b&gt; on the river &amp;mdash; again.</description></item>
<item><title>Undated</title><link>https://wire.example/2031/undated</link><pubDate>Monday</pubDate></item>
<item><category>nothing said</category></item>
</channel></rss>"#;

pub(in super::super) const ATOM: &str = r#"<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:base="https://bulletin.example/feeds/">
<a:title type="html">Aldmoor &lt;i&gt;Bulletin&lt;/i&gt;</a:title><a:link href="https://bulletin.example/"/>
<a:entry><a:id>tag:bulletin.example,2031:1</a:id><a:title>Is 1 &lt; 2?</a:title><a:link rel="edit" href="edit/1"/>
<a:link href="../posts/1"/><a:published>2031-06-10T04:05:06.7Z</a:published><a:updated>2031-06-11T00:00:00Z</a:updated>
<a:source><a:title>Elsewhere</a:title></a:source>
<a:content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Fire on the <b>quay</b>.</p><p>A &lt; B.</p></div></a:content></a:entry>
<a:entry><a:id>tag:bulletin.example,2031:2</a:id><a:title/><a:updated>2031-06-09T00:00:00Z</a:updated>
<a:summary>One line.
Another &lt;b&gt; line.</a:summary></a:entry></a:feed>"#;

pub(in super::super) const RDF: &str = r##"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://wire.example/rdf"><title>Old Wire</title><link>https://wire.example/</link>
<items><rdf:Seq><rdf:li rdf:resource="https://wire.example/1"/></rdf:Seq></items></channel>
<item rdf:about="https://wire.example/1"><title>One</title><link>https://wire.example/1</link>
<dc:date>2031-06-10T04:05:06+02:00</dc:date><description>Words.</description></item></rdf:RDF>"##;

pub(in super::super) const JSON: &str = r#"{"items":[
{"id":"1","url":"https://wire.example/1","title":"One","content_html":"<p>First &amp; last.</p>","date_published":"2031-06-10T04:05:06Z"},
7,
{"id":"https://wire.example/2","content_text":"a <b> c","date_published":"2031-06-09T04:05:06Z"}],
"title":"Wire","version":"https://jsonfeed.org/version/1.1"}"#;

#[test]
fn entries_of_rss_are_posts() {
    let page = Page { url: Some("https://wire.example/feed".to_owned()), ..text(RSS) };
    insta::assert_snapshot!(show(&read(&page)), @r#"
    feed@1 by Harbour Wire – World, Some("Harbour Wire – World")
    captured undated None
    0 [-] undated (https://wire.example/feed)
      # Harbour Wire – World
      News of the Sill.
    1 [Tue, 10 Jun 2031 04:05:00 +0200] 2031-06-10 02:05:00 UTC <https://wire.example/2031/talks>
      # Valdoria & Ostrevia Meet
      “We stay”, the envoy said.
      Nobody left .
    2 [09 Jun 2031 20:00 GMT] 2031-06-09 20:00:00 UTC <https://wire.example/2031/fog>
      # Fog & rain
      Fog on the river — again.
    3 [Monday] undated <https://wire.example/2031/undated>
      # Undated
    ! 149 "Monday" is no time with its zone; the post was left undated
    ! 156 entries without words were left out: 1
    "#);
}

#[test]
fn entries_of_atom_are_posts() {
    insta::assert_snapshot!(show(&read(&text(ATOM))), @r#"
    feed@1 by Aldmoor Bulletin, Some("Aldmoor Bulletin")
    captured undated None
    1 [2031-06-10T04:05:06.7Z] 2031-06-10 04:05:06.700 UTC <https://bulletin.example/posts/1>
      # Is 1 < 2?
      Fire on the quay.
      A < B.
    2 [2031-06-09T00:00:00Z] 2031-06-09 00:00:00 UTC +0
      One line.
      Another <b> line.
    ! 84 entries dated by their last change, for want of a time of publication: 1
    "#);
}

#[test]
fn entries_of_old_rss_and_of_json_feeds_are_posts() {
    insta::assert_snapshot!(show(&read(&text(RDF))), @r#"
    feed@1 by Old Wire, Some("Old Wire")
    captured undated None
    1 [2031-06-10T04:05:06+02:00] 2031-06-10 02:05:06 UTC <https://wire.example/1>
      # One
      Words.
    "#);
    insta::assert_snapshot!(show(&read(&text(JSON))), @r#"
    feed@1 by Wire, Some("Wire")
    captured undated None
    1 [2031-06-10T04:05:06Z] 2031-06-10 04:05:06 UTC <https://wire.example/1>
      # One
      First & last.
    2 [2031-06-09T04:05:06Z] 2031-06-09 04:05:06 UTC <https://wire.example/2>
      a <b> c
    ! 33 item 2 is no object; it was left out
    "#);
}

#[test]
fn of_a_broken_feed_what_stands_is_read() {
    let json =
        JSON.replace("{\"items\"", "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\"");
    let json = &json[..json.find("content_text").expect("it is there")];
    let table: [(&str, usize, &str); 4] = [
        (
            &RSS.replace("]]></content:encoded></item>", "]]></item>"),
            3,
            "entry 1: its <content:encoded> is not closed",
        ),
        (&RSS.replace("&lt;b&gt;Fog", "<![CDATA[Fog"), 3, "the XML breaks at byte 1016"),
        (&RSS[..RSS.find("Fog &").expect("it is there")], 1, "breaks off within its last entry"),
        (json, 1, "the feed is no whole JSON"),
    ];
    for (broken, posts, expected) in table {
        let reading = read(&text(broken));
        assert_eq!(
            reading.posts.iter().filter(|post| post.number > 0).count(),
            posts,
            "{expected}"
        );
        let said = reading.faults.iter().any(|fault| fault.what.contains(expected));
        assert!(said, "{expected}: {:?}", reading.faults);
    }
}

#[test]
fn a_feed_is_known_by_how_it_begins_and_in_any_encoding() {
    let latin = "<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><item><title>Caf\u{e9}</title></item></channel></rss>";
    let latin: Vec<u8> = latin.chars().map(|c| u8::try_from(c).expect("it is Latin")).collect();
    let utf16 = "\u{feff}<feed><entry><title>Caf\u{e9}</title></entry></feed>";
    let utf16: Vec<u8> = utf16.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [latin, utf16] {
        let reading = read(&Page { bytes, ..Page::default() });
        assert_eq!((reading.reader.as_str(), reading.text.as_str()), ("feed@1", "Café"));
    }
    for other in ["<html><body><p>rss feed", "{\"version\":1}", "<svg><feed/></svg>", "rss"] {
        assert_ne!(read(&text(other)).reader, "feed@1", "{other}");
    }
}

#[test]
fn hostile_feeds_give_a_reading() {
    let head = "<rss><channel><title>t</title>";
    for (open, close) in [
        ("<item>", ""),
        ("<item><title>", ""),
        ("<media:group>", ""),
        ("<item><a>", "</a>"),
        ("<", ""),
        ("<item><!", ""),
        ("<item><title>x</title><![", ""),
        ("&", ""),
        ("<x xmlns:a='b'>", ""),
        ("<item><author>«a@b.org»</author>", "</item>"),
    ] {
        let reading = read(&text(&format!("{head}{}{}", open.repeat(200_000), close.repeat(9))));
        assert!(!reading.posts.is_empty() || !reading.faults.is_empty(), "{open}");
    }
    read(&text(&format!("{{\"items\":{}, \"jsonfeed.org/version/1\"", "[".repeat(200_000))));
}
