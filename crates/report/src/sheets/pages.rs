//! Sources, captures and posts as rows; a page set against the case.

use counterclaim_desk::Zone;
use counterclaim_desk::answers::{
    CapturePage, CaptureRow, DifferencePiece, OwnershipShown, PageDifference, PieceKind,
    PostDiffers, PostPage, PostRow, SourcePage, SourceRow, Sources,
};
use serde_json::Value;

use super::claims::{counted, on, values};
use crate::answer::{Answer, Rows};
use crate::phrase::{count, said, short, status};
use crate::sheet::Sheet;

/// So many words are shown at either end of a long stretch that did not change.
const AROUND: usize = 6;

impl Answer for Sources {
    fn rows(&self, zone: Zone) -> Rows {
        let columns = vec![
            "source",
            "rated",
            "owner",
            "captures",
            "posts",
            "checked",
            "unchecked",
            "first capture",
            "last capture",
            "id",
        ];
        let rows = self.rows.iter().map(|row| source(row, zone)).collect();
        let rows = Rows(Sheet { asked: None, title: "Sources".to_owned(), columns, rows });
        counted(rows, &self.asked, None, zone)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        values(&self.rows)
    }
}

fn source(row: &SourceRow, zone: Zone) -> Vec<String> {
    let day = |moment: Option<counterclaim_desk::Moment>| {
        moment.map(|moment| zone.moment(moment)).unwrap_or_default()
    };
    vec![
        row.source.name.clone(),
        row.reliability.map_or_else(|| "not rated".to_owned(), |r| r.letter().to_string()),
        row.owned.as_ref().map(owner).unwrap_or_default(),
        row.captures.to_string(),
        row.posts.to_string(),
        row.checked.to_string(),
        row.proposed.to_string(),
        day(row.first_captured),
        day(row.last_captured),
        short(row.source.id),
    ]
}

fn owner(own: &OwnershipShown) -> String {
    match &own.state {
        Some(state) if state.id == own.owner.id => format!("state-owned, {}", state.name),
        Some(state) => format!("{} (state-owned, {})", own.owner.name, state.name),
        None => own.owner.name.clone(),
    }
}

impl Answer for SourcePage {
    fn rows(&self, zone: Zone) -> Rows {
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut add = |what: &str, when: String, told: String, id: String| {
            rows.push(vec![what.to_owned(), when, told, id]);
        };
        for own in &self.ownerships {
            add("owner", zone.full(own.recorded_at), owner(own), String::new());
        }
        for rating in &self.ratings {
            let letter =
                rating.reliability.map_or_else(|| "taken off".to_owned(), |r| r.letter().into());
            let told = format!("{letter}: {} ({})", rating.reason, rating.by);
            add("rating", zone.full(rating.recorded_at), told, String::new());
        }
        for capture in &self.captures {
            add("capture", captured(capture, zone), page(capture), short(capture.id));
        }
        for post in &self.posts {
            let when = post.published.map(|moment| zone.moment(moment)).unwrap_or_default();
            add("post", when, told(post), short(post.id));
        }
        let columns = vec!["what", "when", "value", "id"];
        let rows = Rows(Sheet { asked: None, title: self.row.source.name.clone(), columns, rows });
        let more = format!(
            "{}, {}.",
            count(self.captures_in_all, "capture"),
            count(self.posts_in_all, "post")
        );
        counted(rows, &self.asked, Some(more), zone)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        let mut items = values(&self.captures)?;
        items.extend(values(&self.posts)?);
        Ok(items)
    }
}

fn captured(row: &CaptureRow, zone: Zone) -> String {
    match row.captured_at {
        Some(moment) => zone.moment(moment),
        None => format!("recorded {}", zone.full(row.recorded_at)),
    }
}

fn page(row: &CaptureRow) -> String {
    let name = row.title.as_deref().or(row.url.as_deref()).unwrap_or("a page without a title");
    let faults = match row.faults {
        0 => String::new(),
        some => format!(", {}", count(some, "fault")),
    };
    format!("{name}: {} new here{faults}", count(row.wordings, "wording"))
}

fn told(row: &PostRow) -> String {
    let headline = row.headline.as_deref().map(|headline| format!("‹{headline}› "));
    let versions = match row.versions {
        1 => String::new(),
        several => format!(", {several} wordings"),
    };
    format!(
        "{}#{}: {} checked, {} unchecked{versions}",
        headline.unwrap_or_default(),
        row.number,
        row.checked,
        row.proposed
    )
}

impl Answer for CapturePage {
    fn rows(&self, zone: Zone) -> Rows {
        let row = |section: &counterclaim_desk::answers::Section| {
            let post = section.post.as_ref();
            let ids: std::collections::BTreeSet<_> =
                section.segments.iter().flat_map(|s| &s.claims).map(|(id, _)| id).collect();
            let text: String = section.segments.iter().map(|s| s.text.as_str()).collect();
            vec![
                post.map_or_else(|| "between".to_owned(), |post| format!("#{}", post.number)),
                post.and_then(|p| p.published).map(|m| zone.moment(m)).unwrap_or_default(),
                ids.len().to_string(),
                format!("{}-{}", section.start, section.end),
                post.map(|post| short(post.id)).unwrap_or_default(),
                folded(&text),
            ]
        };
        let rows = self.sections.iter().map(row).collect();
        let columns = vec!["section", "published", "statements", "place", "id", "words"];
        let title = self.capture.title.clone();
        let title = title.unwrap_or_else(|| format!("Capture {}", short(self.capture.id)));
        on(Rows(Sheet { asked: None, title, columns, rows }), &self.asked, zone)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        values(&self.sections)
    }
}

impl Answer for PostPage {
    fn rows(&self, zone: Zone) -> Rows {
        let mut rows: Vec<Vec<String>> = Vec::new();
        for version in &self.versions {
            let when = zone.full(version.recorded_at);
            let words = version.wording.as_deref().map(folded);
            let words = words.unwrap_or_else(|| "not kept".to_owned());
            rows.push(vec![format!("wording {}", version.version), when, words, String::new()]);
        }
        if let Some(found) = &self.difference {
            let what = format!("from {} to {}", found.from, found.to);
            rows.push(vec![what, String::new(), difference(&found.pieces), String::new()]);
        }
        for claim in &self.claims {
            let stands = match claim.stands_in_latest {
                Some(true) => "stands in the latest wording",
                Some(false) => "not in the latest wording",
                None => "latest wording not kept",
            };
            let words = format!("{}: {} ({stands})", claim.card.speaker.name, said(&claim.card));
            let what = format!("statement, {}", status(claim.card.status));
            rows.push(vec![
                what,
                zone.full(claim.card.times.recorded),
                words,
                short(claim.card.id),
            ]);
        }
        let columns = vec!["what", "recorded", "words", "id"];
        let published = self.published.map(|moment| format!(", {}", zone.moment(moment)));
        let title = format!("{}{}", self.source.name, published.unwrap_or_default());
        on(Rows(Sheet { asked: None, title, columns, rows }), &self.asked, zone)
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        values(&self.versions)
    }
}

impl Answer for PageDifference {
    fn rows(&self, zone: Zone) -> Rows {
        let row = |post: &counterclaim_desk::answers::PostDifference| {
            let how = match post.kind {
                PostDiffers::New => "new",
                PostDiffers::Changed => "changed",
                PostDiffers::NotThere => "not there",
            };
            let headline = post.headline.as_ref().map(|headline| format!("‹{headline}›"));
            let words = match post.kind {
                PostDiffers::Changed => difference(&post.pieces),
                PostDiffers::New | PostDiffers::NotThere => headline.unwrap_or_default(),
            };
            vec![
                how.to_owned(),
                format!("#{}", post.number),
                post.published.map(|moment| zone.moment(moment)).unwrap_or_default(),
                words,
                count(post.claims.len(), "statement"),
                short(post.post),
            ]
        };
        let known = match (self.source_is_known, self.captures) {
            (false, _) => "a source not in this case".to_owned(),
            (true, 0) => "a page not in this case".to_owned(),
            (true, some) => format!("set against {}", count(some, "capture")),
        };
        let same = count(self.unchanged, "post");
        let title = format!("{}: {known}; {same} unchanged", self.source);
        let columns = vec!["how", "post", "published", "words", "drawn from it", "id"];
        let rows = self.posts.iter().map(row).collect();
        let mut rows = on(Rows(Sheet { asked: None, title, columns, rows }), &self.asked, zone);
        let is_gone = self.posts.iter().any(|post| post.kind == PostDiffers::NotThere);
        if let (true, Some(line)) = (is_gone, &mut rows.0.asked) {
            line.push_str(" \"Not there\" is no deletion: a page may show only its newest posts.");
        }
        rows
    }

    fn items(&self) -> serde_json::Result<Vec<Value>> {
        values(&self.posts)
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a comparison in one line: `[-what is gone-]`, `{+what came+}`, and of what stayed the words around.
fn difference(pieces: &[DifferencePiece]) -> String {
    let last = pieces.len().saturating_sub(1);
    let mut out: Vec<String> = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let words: Vec<&str> = piece.text.split_whitespace().collect();
        let all = words.join(" ");
        out.push(match piece.kind {
            _ if words.is_empty() => continue,
            PieceKind::Gone => format!("[-{all}-]"),
            PieceKind::Added => format!("{{+{all}+}}"),
            PieceKind::Same if words.len() <= 2 * AROUND => all,
            PieceKind::Same => {
                let front = words[..AROUND].join(" ");
                let back = words[words.len() - AROUND..].join(" ");
                match index {
                    0 if last == 0 => format!("{front} … {back}"),
                    0 => format!("… {back}"),
                    _ if index == last => format!("{front} …"),
                    _ => format!("{front} … {back}"),
                }
            }
        });
    }
    out.join(" ")
}
