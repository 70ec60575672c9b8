//! Pure reading: a page in, the lines of `extract` out. No case, no log, nothing recorded.

use counterclaim_ingest::{
    Candidate, CandidateLink, CandidateMention, Extraction, Gazetteer, Page, Reading, Span,
    extract, read,
};
use counterclaim_model::{Amount, CapturedFrom, Figure, Instant, Voice};
use serde::Serialize;

use crate::answers::{
    AboutLine, ClaimLine, ExtractLine, FaultLine, FigureLine, LinkLine, MentionLine, Offsets,
    PageLine, PostLine, VariantLine,
};

/// A page as read, with the text that all offsets point into.
#[derive(Clone, Debug)]
pub struct Extracted {
    /// The lines: page, posts, claims, links.
    pub lines: Vec<ExtractLine>,
    /// The text.
    pub text: String,
}

/// Reads pages into lines. Ids are unique in the whole run.
#[derive(Debug)]
pub struct Extractor {
    gazetteer: Gazetteer,
    pages: usize,
    claims: usize,
}

impl Default for Extractor {
    fn default() -> Self {
        Self { gazetteer: Gazetteer::shipped().clone(), pages: 0, claims: 0 }
    }
}

impl Extractor {
    /// Adds a case's own actors (the format of the shipped gazetteer).
    ///
    /// # Errors
    /// If the text is not such a file: what, where.
    pub fn with_actors(mut self, actors: &str) -> Result<Self, crate::DeskError> {
        self.gazetteer = self.gazetteer.with_actors(actors)?;
        Ok(self)
    }

    /// Reads one page. Never fails: what was not understood is in the page line's faults.
    pub fn extract(&mut self, page: &Page) -> Extracted {
        let reading = read(page);
        let extraction = extract(&reading, &self.gazetteer);
        let number = self.pages;
        let mut lines = vec![ExtractLine::Page(page_line(number, page, &reading))];
        lines.extend(
            reading.posts.iter().map(|post| ExtractLine::Post(post_line(number, &reading, post))),
        );
        for (index, candidate) in extraction.claims.iter().enumerate() {
            let id = self.id(index);
            lines.push(ExtractLine::Claim(Box::new(claim_line(number, id, &reading, candidate))));
        }
        lines.extend(
            extraction.links.iter().map(|link| ExtractLine::Link(self.link_line(number, link))),
        );
        self.pages += 1;
        self.claims += claims(&extraction);
        Extracted { lines, text: reading.text.as_str().to_owned() }
    }

    fn id(&self, index: usize) -> String {
        format!("c{}", self.claims + index + 1)
    }

    fn link_line(&self, page: usize, link: &CandidateLink) -> LinkLine {
        LinkLine {
            page,
            from: self.id(link.from),
            to: self.id(link.to),
            relation: link.relation.name().to_owned(),
            basis: name(&link.basis).unwrap_or_default(),
            cue: link.cue.clone(),
            reason: link.reason.clone(),
            confidence: fraction(link.confidence),
            rule: link.rule.to_owned(),
        }
    }
}

fn claims(extraction: &Extraction) -> usize {
    extraction.claims.len()
}

fn page_line(page: usize, asked: &Page, reading: &Reading) -> PageLine {
    let span = crate::intake::published_span(reading);
    PageLine {
        page,
        source: reading.source.clone(),
        title: reading.title.clone(),
        url: asked.url.clone(),
        captured_at: reading.captured_at.map(|moment| time(moment.at)),
        captured_at_from: reading.captured_from.map(|from| match from {
            CapturedFrom::Option => "option".to_owned(),
            CapturedFrom::Fetch => "fetch".to_owned(),
            CapturedFrom::Masthead => "masthead".to_owned(),
        }),
        published_from: span.map(|(first, _)| time(first.at)),
        published_to: span.map(|(_, last)| time(last.at)),
        byline: reading.byline.clone(),
        modified_at: reading.modified.map(|moment| time(moment.at)),
        text_sha256: reading.text_digest.to_string(),
        capture_sha256: reading.bytes_digest.to_string(),
        reader: reading.reader.clone(),
        faults: reading
            .faults
            .iter()
            .map(|f| FaultLine { at: f.at, what: f.what.clone() })
            .collect(),
    }
}

fn post_line(page: usize, reading: &Reading, post: &counterclaim_ingest::ReadPost) -> PostLine {
    PostLine {
        page,
        post: post.number,
        stamp: post.stamp.clone(),
        published_at: post.published.map(|moment| time(moment.at)),
        precision: post.published.and_then(|moment| name(&moment.precision)),
        permalink: post.permalink.clone(),
        headline: post.headline.map(|span| reading.text.slice(span).to_owned()),
        start: post.span.start,
        end: post.span.end,
    }
}

fn claim_line(page: usize, id: String, reading: &Reading, candidate: &Candidate) -> ClaimLine {
    let text = &reading.text;
    let anchor = |span: Option<&Span>| span.map(|span| text.anchor(*span));
    let speaker = candidate.speaker.as_ref();
    let joined = |actors: &[counterclaim_ingest::NamedActor]| {
        let names: Vec<&str> = actors.iter().map(|actor| actor.name.as_str()).collect();
        (!names.is_empty()).then(|| names.join("; "))
    };
    ClaimLine {
        page,
        post: reading.posts[candidate.post].number,
        id,
        utterance: candidate.utterance,
        statement: candidate.statement.clone(),
        quote: candidate.content.iter().map(|span| text.slice(*span).to_owned()).collect(),
        prefix: anchor(candidate.content.first()).map(|anchor| anchor.prefix).unwrap_or_default(),
        suffix: anchor(candidate.content.last()).map(|anchor| anchor.suffix).unwrap_or_default(),
        text_sha256: reading.text_digest.to_string(),
        speaker: joined(&candidate.jointly).or_else(|| speaker.map(|actor| actor.name.clone())),
        speaker_kind: speaker.map(|actor| actor.kind.name().to_owned()),
        role: speaker.and_then(|actor| actor.role.clone()),
        party: joined(&candidate.jointly).or_else(|| speaker.map(|actor| actor.party().to_owned())),
        candidates: candidate.candidates.iter().map(|actor| actor.name.clone()).collect(),
        outlet: Some(reading.source.clone()),
        venue: candidate.venue.clone(),
        relayed_by: candidate.relayed_by.as_ref().map(|actor| actor.name.clone()),
        cue: (!candidate.cue.is_empty()).then(|| {
            candidate.cue.iter().map(|span| text.slice(*span)).collect::<Vec<_>>().join(" ")
        }),
        modality: name(&candidate.modality),
        form: name(&candidate.form),
        wording: name(&candidate.wording),
        language: candidate.language.clone(),
        translated: None,
        attribution: name(&candidate.attribution),
        grounds: name(&candidate.grounds),
        about: candidate
            .about
            .iter()
            .map(|(actor, role)| AboutLine {
                actor: actor.name.clone(),
                role: name(role).unwrap_or_default(),
            })
            .collect(),
        source_spans: offsets(&candidate.source),
        cue_spans: offsets(&candidate.cue),
        content_spans: offsets(&candidate.content),
        mentions: candidate.mentions.iter().map(mention_line).collect(),
        flags: candidate.flags.clone(),
        asserted_at: candidate.asserted_at.map(|moment| time(moment.at)),
        matters: candidate.matters.iter().map(ToString::to_string).collect(),
        figures: candidate.figures.iter().map(figure_line).collect(),
        confidence: fraction(candidate.confidence),
        rule: candidate.rule.to_owned(),
    }
}

fn mention_line(mention: &CandidateMention) -> MentionLine {
    MentionLine {
        content_spans: offsets(&mention.content),
        source_spans: offsets(&mention.source),
        cue_spans: offsets(&mention.cue),
        form: name(&mention.form).unwrap_or_default(),
    }
}

fn figure_line(figure: &Figure) -> FigureLine {
    FigureLine {
        measure: figure.measure.clone(),
        counts: figure.counts.clone(),
        whose: figure.whose.clone(),
        place: figure.place.clone(),
        period: figure.period.clone(),
        as_of: figure.as_of.map(|moment| time(moment.at)),
        low: figure.low.and_then(number),
        best: figure.best.and_then(number),
        high: figure.high.and_then(number),
        qualifier: figure.qualifier.clone(),
        qualifier_by: figure.qualifier_by.map(voice),
        variants: figure
            .variants
            .iter()
            .map(|variant| VariantLine { text: variant.text.clone(), by: voice(variant.by) })
            .collect(),
        span: figure.anchor.as_ref().map(|anchor| (anchor.start, anchor.end)),
    }
}

fn voice(voice: Voice) -> String {
    match voice {
        Voice::Speaker => "speaker".to_owned(),
        Voice::Outlet => "outlet".to_owned(),
    }
}

/// Returns the amount as a JSON number: whole amounts without a decimal point.
fn number(amount: Amount) -> Option<serde_json::Number> {
    serde_json::from_str(&amount.to_string()).ok()
}

fn offsets(spans: &[Span]) -> Vec<Offsets> {
    spans.iter().map(|span| (span.start, span.end)).collect()
}

fn fraction(per_cent: u8) -> f64 {
    f64::from(per_cent) / 100.0
}

fn time(at: Instant) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
}

/// Returns the stable name of a unit variant, as it stands in JSON.
fn name(value: &impl Serialize) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(ToOwned::to_owned)
}
