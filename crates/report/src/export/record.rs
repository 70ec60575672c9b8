//! Whole records of NDJSON: every field of the card, and behind those what a claim needs to come back.

use counterclaim_desk::answers::{ClaimRow, StandingShown};
use counterclaim_desk::{Figure, Voice};

use super::column::first_cue;
use super::json::Json;
use super::{names, parts, sighted, text};

/// Writes a claim as one object on one line.
pub(crate) fn line(json: &mut Json, row: &ClaimRow<'_>) {
    record(json, row);
    json.line();
}

/// Writes a claim as one object.
pub(crate) fn record(json: &mut Json, row: &ClaimRow<'_>) {
    json.object(|json| {
        attribution(json, row);
        content(json, row);
        computed(json, row);
        more(json, row);
    });
}

fn attribution(json: &mut Json, row: &ClaimRow<'_>) {
    let place = row.place();
    json.key("id");
    json.quoted(|out| text::id!(out, row.id));
    json.key("statement");
    json.text(row.statement);
    json.key("words");
    json.array(|json| {
        for piece in place.map_or(&[][..], |place| place.pieces) {
            words(json, &piece.quote, names::marks(row.marks));
        }
    });
    json.key("speaker");
    parts::named(json, &row.speaker);
    json.key("phrase");
    json.text_or_null(row.phrase);
    json.key("role");
    json.text_or_null(row.role);
    json.key("party");
    parts::named(json, &row.party);
    json.key("candidates");
    json.array(|json| row.candidates.iter().for_each(|one| parts::named(json, one)));
    json.key("relayed_by");
    match &row.relayed_by {
        Some(relayer) => parts::named(json, relayer),
        None => json.null(),
    }
    json.key("outlet");
    json.text_or_null(place.and_then(|place| place.outlet));
    json.key("venue");
    json.text_or_null(place.and_then(|place| place.venue));
}

fn content(json: &mut Json, row: &ClaimRow<'_>) {
    for (key, name) in [
        ("modality", row.modality.name()),
        ("form", row.form.name()),
        ("wording", row.wording.name()),
        ("attribution", row.attribution.name()),
        ("grounds", row.grounds.name()),
    ] {
        json.key(key);
        json.name(name);
    }
    json.key("about");
    json.array(|json| {
        for about in &row.about {
            json.object(|json| {
                json.key("actor");
                parts::named(json, &about.actor);
                json.key("party");
                parts::named(json, &about.party);
                json.key("role");
                json.name(about.role.name());
            });
        }
    });
    json.key("figures");
    json.array(|json| row.figures.iter().for_each(|figure| self::figure(json, figure)));
    json.key("matters");
    json.array(|json| row.matters.iter().for_each(|matter| json.text(matter.as_str())));
    json.key("times");
    json.object(|json| {
        json.key("said");
        parts::moment(json, row.times.said);
        json.key("published");
        parts::moment(json, row.times.published);
        json.key("captured");
        parts::moment(json, row.times.captured);
        json.key("recorded");
        json.instant(row.times.recorded);
    });
    json.key("place");
    place(json, row);
}

/// Writes where the words stand, with the keys of the card.
fn place(json: &mut Json, row: &ClaimRow<'_>) {
    let found = row.place().and_then(|place| {
        Some((place, place.number?, place.pieces.first()?.start, place.pieces.last()?.end))
    });
    let Some((place, number, start, end)) = found else { return json.null() };
    json.object(|json| {
        json.key("post");
        json.quoted(|out| text::id!(out, place.post));
        json.key("number");
        json.whole(number.into());
        json.key("headline");
        json.text_or_null(place.headline);
        json.key("capture");
        json.quoted(|out| text::id!(out, place.capture));
        json.key("text");
        json.quoted(|out| text::digest(out, &place.text));
        json.key("start");
        json.whole(start.into());
        json.key("end");
        json.whole(end.into());
    });
}

fn computed(json: &mut Json, row: &ClaimRow<'_>) {
    json.key("sightings");
    json.whole(row.places.len() as u64);
    json.key("status");
    json.name(row.status.name());
    json.key("revision");
    json.whole(row.revision.0);
    json.key("standing");
    match &row.standing {
        Some(standing) => self::standing(json, standing),
        None => json.null(),
    }
    json.key("flags");
    json.array(|json| row.flags.iter().for_each(|flag| json.text(flag)));
    json.key("confidence");
    match row.confidence {
        Some(confidence) => json.whole(confidence.into()),
        None => json.null(),
    }
}

fn standing(json: &mut Json, standing: &StandingShown) {
    json.object(|json| {
        json.key("word");
        json.text(&standing.word);
        json.key("dispute");
        json.text_or_null(standing.dispute);
        json.key("support");
        json.name(standing.support);
        json.key("sentence");
        json.text(&standing.sentence);
        json.key("notes");
        json.array(|json| standing.notes.iter().for_each(|note| json.text(note)));
        json.key("lines_for");
        json.whole(standing.lines_for.into());
        json.key("lines_against");
        json.whole(standing.lines_against.into());
    });
}

/// Writes a figure with the keys of the card: amounts are texts there.
fn figure(json: &mut Json, figure: &Figure) {
    json.object(|json| {
        json.key("measure");
        json.text(&figure.measure);
        texts(
            json,
            [
                ("counts", &figure.counts),
                ("whose", &figure.whose),
                ("place", &figure.place),
                ("period", &figure.period),
            ],
        );
        for (key, amount) in [("low", figure.low), ("best", figure.best), ("high", figure.high)] {
            json.key(key);
            match amount {
                Some(amount) => json.amount_as_text(amount),
                None => json.null(),
            }
        }
        texts(json, [("qualifier", &figure.qualifier)]);
        json.key("words");
        json.text_or_null(figure.anchor.as_ref().map(|anchor| anchor.quote.as_str()));
        json.key("variants");
        json.array(|json| {
            for variant in &figure.variants {
                words(json, &variant.text, names::marks_of(variant.by));
            }
        });
        json.key("as_of");
        parts::moment(json, figure.as_of);
        json.key("qualifier_by");
        json.text_or_null(figure.qualifier_by.map(Voice::name));
        json.key("anchor");
        sighted::any_anchor(json, figure.anchor.as_ref());
    });
}

fn texts<const N: usize>(json: &mut Json, texts: [(&str, &Option<String>); N]) {
    for (key, text) in texts {
        json.key(key);
        json.text_or_null(text.as_deref());
    }
}

fn words(json: &mut Json, words: &str, marks: &'static str) {
    json.object(|json| {
        json.key("text");
        json.text(words);
        json.key("marks");
        json.name(marks);
    });
}

/// Writes what the card has no place for.
fn more(json: &mut Json, row: &ClaimRow<'_>) {
    let place = row.place();
    json.key("language");
    json.text_or_null(row.language);
    json.key("translated");
    match row.translated {
        Some(translated) => json.truth(translated),
        None => json.null(),
    }
    json.key("url");
    json.text_or_null(place.and_then(|place| place.url));
    json.key("cue");
    json.text_or_null(place.and_then(first_cue));
    json.key("rule");
    json.text_or_null(row.rule);
    json.key("figures_exact");
    parts::figures(json, row.figures);
    json.key("quotes");
    parts::quotes(json, place.map_or(&[], |place| place.pieces), row.marks);
    json.key("seen_elsewhere");
    json.array(|json| {
        row.places.iter().skip(1).for_each(|place| parts::place(json, place, row));
    });
    json.key("matter_titles");
    parts::matter_titles(json, row);
    json.key("sighted");
    parts::sighted(json, row);
    json.key("finding");
    match &row.finding {
        Some(finding) => parts::finding(json, finding),
        None => json.null(),
    }
    json.key("reviews");
    json.array(|json| row.reviews.iter().for_each(|review| parts::review(json, review)));
}
