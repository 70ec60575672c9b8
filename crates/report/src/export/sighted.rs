//! Places that carry a claim, in full: what import needs to record the same in another case. The keys are
//! those of the card.

use counterclaim_desk::answers::SightedRow;
use counterclaim_desk::{
    Anchor, Capture, CapturedFrom, Mention, Post, PostKey, PostVersion, Source,
};

use super::json::Json;
use super::{parts, text};

/// Writes a place.
pub(crate) fn place(json: &mut Json, row: &SightedRow<'_>) {
    let SightedRow { source, post, version, capture, sighting } = row;
    json.object(|json| {
        json.key("source");
        json.once(
            |kept| &mut kept.source,
            |of| *of == source.id,
            || source.id,
            |json| {
                self::source(json, source);
            },
        );
        json.key("post");
        let published = sighting.published;
        json.once(
            |kept| &mut kept.post,
            |(of, wording, at)| *of == post.id && wording == *version && *at == published,
            || (post.id, (*version).clone(), published),
            |json| self::post(json, post, version, published),
        );
        json.key("capture");
        json.once(
            |kept| &mut kept.capture,
            |of| *of == capture.id,
            || capture.id,
            |json| {
                self::capture(json, capture);
            },
        );
        json.key("venue");
        json.text_or_null(sighting.venue.as_deref());
        for (key, list) in [
            ("content", &sighting.content),
            ("source_phrase", &sighting.source_phrase),
            ("cue", &sighting.cue),
        ] {
            json.key(key);
            anchors(json, list);
        }
        json.key("mentions");
        json.array(|json| sighting.mentions.iter().for_each(|one| mention(json, one)));
        json.key("takes_back");
        json.truth(sighting.takes_back);
    });
}

fn source(json: &mut Json, source: &Source) {
    json.object(|json| {
        json.key("id");
        json.quoted(|out| text::id!(out, source.id));
        json.key("name");
        json.text(&source.name);
        json.key("outlet");
        json.quoted(|out| text::id!(out, source.outlet));
        json.key("url");
        json.text_or_null(source.url.as_deref());
    });
}

fn post(
    json: &mut Json,
    post: &Post,
    version: &PostVersion,
    published: Option<counterclaim_desk::Moment>,
) {
    json.object(|json| {
        json.key("id");
        json.quoted(|out| text::id!(out, post.id));
        json.key("key");
        self::key(json, &post.key);
        json.key("published");
        parts::moment(json, published);
        json.key("permalink");
        json.text_or_null(post.permalink.as_deref());
        json.key("headline");
        json.text_or_null(version.headline.as_deref());
        for (key, number) in
            [("number", version.number), ("start", version.start), ("end", version.end)]
        {
            json.key(key);
            json.whole(number.into());
        }
        json.key("content");
        json.quoted(|out| text::digest(out, &version.content));
    });
}

fn key(json: &mut Json, key: &PostKey) {
    json.object(|json| match key {
        PostKey::Permalink(url) => {
            json.key("permalink");
            json.text(url);
        }
        PostKey::Stamped { at, ordinal } => {
            json.key("stamped");
            json.object(|json| {
                json.key("at");
                json.instant(*at);
                json.key("ordinal");
                json.whole((*ordinal).into());
            });
        }
        PostKey::Undated { page, stamp, ordinal } => {
            json.key("undated");
            json.object(|json| {
                json.key("page");
                json.text(page);
                json.key("stamp");
                json.text(stamp);
                json.key("ordinal");
                json.whole((*ordinal).into());
            });
        }
        PostKey::Introduction { page } => {
            json.key("introduction");
            json.object(|json| {
                json.key("page");
                json.text(page);
            });
        }
    });
}

fn capture(json: &mut Json, capture: &Capture) {
    json.object(|json| {
        json.key("id");
        json.quoted(|out| text::id!(out, capture.id));
        for (key, text) in
            [("title", &capture.title), ("url", &capture.url), ("final_url", &capture.final_url)]
        {
            json.key(key);
            json.text_or_null(text.as_deref());
        }
        json.key("status");
        match capture.status {
            Some(status) => json.whole(status.into()),
            None => json.null(),
        }
        json.key("captured_at");
        parts::moment(json, capture.captured_at);
        json.key("captured_from");
        match capture.captured_from {
            Some(CapturedFrom::Option) => json.name("option"),
            Some(CapturedFrom::Fetch) => json.name("fetch"),
            Some(CapturedFrom::Masthead) => json.name("masthead"),
            None => json.null(),
        }
        json.key("bytes");
        json.quoted(|out| text::digest(out, &capture.bytes));
        json.key("text");
        json.quoted(|out| text::digest(out, &capture.text));
        json.key("reader");
        json.text(&capture.reader);
    });
}

fn mention(json: &mut Json, mention: &Mention) {
    json.object(|json| {
        json.key("form");
        json.name(mention.form.name());
        for (key, list) in
            [("content", &mention.content), ("source", &mention.source), ("cue", &mention.cue)]
        {
            json.key(key);
            anchors(json, list);
        }
    });
}

fn anchors(json: &mut Json, anchors: &[Anchor]) {
    json.array(|json| anchors.iter().for_each(|one| anchor(json, one)));
}

/// Writes exact words with what stands around them.
pub(crate) fn anchor(json: &mut Json, anchor: &Anchor) {
    json.object(|json| {
        for (key, text) in
            [("quote", &anchor.quote), ("prefix", &anchor.prefix), ("suffix", &anchor.suffix)]
        {
            json.key(key);
            json.text(text);
        }
        json.key("start");
        json.whole(anchor.start.into());
        json.key("end");
        json.whole(anchor.end.into());
    });
}

/// Writes an anchor or null.
pub(crate) fn any_anchor(json: &mut Json, found: Option<&Anchor>) {
    match found {
        Some(found) => anchor(json, found),
        None => json.null(),
    }
}
