//! Parts of a claim that are objects and lists, in JSON: the same inside a row, a cell and a whole record.

use counterclaim_desk::answers::{
    AboutRow, ClaimRow, FindingRow, Marks, NamedRow, PlaceRow, ReviewRow,
};
use counterclaim_desk::{
    Amount, Anchor, Evidence, Figure, Moment, PublishedReview, RatingBasis, Voice,
};

use super::column::first_cue;
use super::json::Json;
use super::{names, sighted, text};

/// Writes the exact words, piece by piece, as Web Annotation selectors with the marks they are printed in.
pub(crate) fn quotes(json: &mut Json, pieces: &[Anchor], marks: Marks) {
    json.array(|json| {
        for piece in pieces {
            json.object(|json| {
                json.key("quote");
                json.text(&piece.quote);
                json.key("marks");
                json.name(names::marks(marks));
                json.key("prefix");
                json.text(&piece.prefix);
                json.key("suffix");
                json.text(&piece.suffix);
                json.key("start");
                json.whole(piece.start.into());
                json.key("end");
                json.whole(piece.end.into());
            });
        }
    });
}

/// Writes whom a claim is about: names and roles.
pub(crate) fn about(json: &mut Json, row: &ClaimRow<'_>) {
    json.array(|json| {
        for AboutRow { actor, role, .. } in &row.about {
            json.object(|json| {
                json.key("actor");
                json.text(&actor.name);
                json.key("kind");
                json.text_or_null(actor.kind.map(|kind| kind.name()));
                json.key("role");
                json.name(role.name());
            });
        }
    });
}

/// Writes figures in the shape in which `extract` gives them and `propose` takes them.
pub(crate) fn figures(json: &mut Json, figures: &[Figure]) {
    json.array(|json| figures.iter().for_each(|figure| self::figure(json, figure)));
}

fn figure(json: &mut Json, figure: &Figure) {
    json.object(|json| {
        json.key("measure");
        json.text(&figure.measure);
        for (key, text) in [
            ("counts", &figure.counts),
            ("whose", &figure.whose),
            ("place", &figure.place),
            ("period", &figure.period),
        ] {
            json.key(key);
            json.text_or_null(text.as_deref());
        }
        json.key("as_of");
        match figure.as_of {
            Some(as_of) => json.instant(as_of.at),
            None => json.null(),
        }
        for (key, amount) in [("low", figure.low), ("best", figure.best), ("high", figure.high)] {
            json.key(key);
            self::amount(json, amount);
        }
        json.key("qualifier");
        json.text_or_null(figure.qualifier.as_deref());
        json.key("qualifier_by");
        json.text_or_null(figure.qualifier_by.map(Voice::name));
        json.key("variants");
        json.array(|json| {
            for variant in &figure.variants {
                self::variant(json, &variant.text, variant.by.name());
            }
        });
        json.key("words");
        json.text_or_null(figure.anchor.as_ref().map(|anchor| anchor.quote.as_str()));
        json.key("as_of_precision");
        json.text_or_null(figure.as_of.map(|as_of| as_of.precision.name()));
        json.key("anchor");
        sighted::any_anchor(json, figure.anchor.as_ref());
        json.key("span");
        match &figure.anchor {
            Some(anchor) => json.array(|json| {
                json.whole(anchor.start.into());
                json.whole(anchor.end.into());
            }),
            None => json.null(),
        }
    });
}

/// Writes the titles of the matters that a claim is in.
pub(crate) fn matter_titles(json: &mut Json, row: &ClaimRow<'_>) {
    json.array(|json| row.matter_titles.iter().for_each(|title| json.text(title)));
}

/// Writes every place that carries a claim, in full.
pub(crate) fn sighted(json: &mut Json, row: &ClaimRow<'_>) {
    let places = row.places.iter().filter_map(|place| place.whole.as_ref());
    json.array(|json| places.for_each(|place| sighted::place(json, place)));
}

/// Writes what makes a claim a finding.
pub(crate) fn finding(json: &mut Json, finding: &FindingRow<'_>) {
    json.object(|json| {
        json.key("by");
        json.text(finding.by);
        json.key("evidence");
        evidence(json, finding.evidence);
        let Some(drawn) = finding.drawn else { return };
        json.key("relation");
        json.name(drawn.relation.name());
        json.key("of");
        json.quoted(|out| text::id!(out, drawn.to));
        json.key("reason");
        json.text(&drawn.reason);
    });
}

/// Writes a figure in other words.
pub(crate) fn variant(json: &mut Json, words: &str, by: &'static str) {
    json.object(|json| {
        json.key("text");
        json.text(words);
        json.key("by");
        json.name(by);
    });
}

fn amount(json: &mut Json, amount: Option<Amount>) {
    match amount {
        Some(amount) => json.amount(amount),
        None => json.null(),
    }
}

/// Writes what a finding rests on.
pub(crate) fn evidence(json: &mut Json, evidence: &[Evidence]) {
    json.array(|json| {
        for item in evidence {
            json.object(|json| {
                json.key("title");
                json.text(&item.title);
                json.key("sha256");
                match &item.bytes {
                    Some(bytes) => json.quoted(|out| text::digest(out, bytes)),
                    None => json.null(),
                }
            });
        }
    });
}

/// Writes a place that carries the claim.
pub(crate) fn place(json: &mut Json, place: &PlaceRow<'_>, row: &ClaimRow<'_>) {
    json.object(|json| {
        json.key("outlet");
        json.text_or_null(place.outlet);
        json.key("url");
        json.text_or_null(place.url);
        json.key("headline");
        json.text_or_null(place.headline);
        json.key("post");
        json.quoted(|out| text::id!(out, place.post));
        json.key("number");
        match place.number {
            Some(number) => json.whole(number.into()),
            None => json.null(),
        }
        json.key("published");
        moment(json, place.published);
        json.key("captured");
        moment(json, place.captured);
        json.key("capture");
        json.quoted(|out| text::id!(out, place.capture));
        json.key("text_sha256");
        json.quoted(|out| text::digest(out, &place.text));
        json.key("cue");
        json.text_or_null(first_cue(place));
        json.key("quotes");
        quotes(json, place.pieces, row.marks);
        json.key("takes_back");
        json.truth(place.takes_back);
    });
}

/// Writes a moment with its precision, or null.
pub(crate) fn moment(json: &mut Json, moment: Option<Moment>) {
    match moment {
        Some(moment) => json.object(|json| {
            json.key("at");
            json.instant(moment.at);
            json.key("precision");
            json.name(moment.precision.name());
        }),
        None => json.null(),
    }
}

/// Writes somebody with id, name and kind.
pub(crate) fn named(json: &mut Json, named: &NamedRow<'_>) {
    json.object(|json| {
        json.key("id");
        match named.id {
            Some(id) => json.quoted(|out| text::id!(out, id)),
            None => json.null(),
        }
        json.key("name");
        json.text(&named.name);
        json.key("kind");
        json.text_or_null(named.kind.map(|kind| kind.name()));
    });
}

/// Writes a rating.
pub(crate) fn review(json: &mut Json, review: &ReviewRow<'_>) {
    json.object(|json| {
        json.key("id");
        json.quoted(|out| text::id!(out, review.id));
        for (key, text) in [("by", review.by), ("scale", review.scale), ("rating", review.rating)] {
            json.key(key);
            json.text(text);
        }
        json.key("reason");
        json.text_or_null(review.reason);
        json.key("recorded_at");
        json.instant(review.recorded);
        json.key("published");
        match review.published {
            Some(published) => self::published(json, published),
            None => json.null(),
        }
    });
}

/// Writes where a rating was published, and as what.
fn published(json: &mut Json, published: &PublishedReview) {
    json.object(|json| {
        json.key("url");
        json.text_or_null(published.url.as_deref());
        json.key("organisation");
        json.text_or_null(published.organisation.as_deref());
        json.key("date");
        moment(json, published.date);
        json.key("original");
        let original = &published.original;
        json.object(|json| {
            for (key, text) in [
                ("words", &original.words),
                ("value", &original.value),
                ("best", &original.best),
                ("worst", &original.worst),
            ] {
                json.key(key);
                json.text_or_null(text.as_deref());
            }
        });
        json.key("normalised");
        match published.normalised {
            Some(normalised) => json.object(|json| {
                json.key("value");
                json.text(&normalised.value.to_string());
                json.key("basis");
                json.name(match normalised.basis {
                    RatingBasis::Numbers => "numbers",
                    RatingBasis::Words => "words",
                });
            }),
            None => json.null(),
        }
    });
}
