//! A captured page with its text, cut into the stretches in which statements stand.

use counterclaim_ingest::{Span, Text};
use counterclaim_model::{Anchor, Capture, CaptureId, Clock, PostId, PostVersion, Thing, Wording};
use counterclaim_views::{ClaimAt, PostAt, Record};

use super::lens::Lens;
use super::question::Question;
use super::segments::{Stretch, segments};
use crate::answers::{
    CaptureFull, CapturePage, PartOfClaim, Section, SectionPost, SourceShown, Window,
};
use crate::desk::Desk;
use crate::error::DeskError;

/// How much of a captured text is wanted. Only the statements of what is shown are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Portion {
    /// The sections that a window shows, in page order.
    Sections(Window),
    /// The section of one post.
    Post(PostId),
}

impl Default for Portion {
    fn default() -> Self {
        Self::Sections(Window::ALL)
    }
}

impl Desk {
    /// Returns a capture, found by id or unique prefix, with as much of its text as is wanted.
    ///
    /// A section is the wording of one post that was first read in this capture; what stands between two of
    /// them is a section of no post. So all sections together are the text.
    ///
    /// # Errors
    /// If no capture, or several, have this id, it is not there at this position, its text cannot be read, or
    /// no wording of the post that is wanted was first read in it.
    pub fn capture(
        &self,
        name: &str,
        portion: Portion,
        question: Question,
    ) -> Result<CapturePage, DeskError> {
        let lens = self.lens_on_few(question);
        let id = self.capture_at(name, lens.clock)?;
        let not_there =
            || DeskError::NotFound { what: "capture at this position", name: name.to_owned() };
        let recorded = self.views.capture(id, lens.clock).ok_or_else(not_there)?;
        let source = lens.source_of(recorded.value.source).ok_or_else(not_there)?;
        let text = self.captured_text(recorded.value.text)?.map(Text::new);
        let places = lens.places(id, text.as_ref());
        let wanted: &[Place<'_>] = match portion {
            Portion::Sections(window) => window.on(&places),
            Portion::Post(post) => {
                let at = places.iter().position(|place| place.is_of(post));
                let at = at.ok_or_else(|| DeskError::NotFound {
                    what: "post first read in this capture",
                    name: post.to_string(),
                })?;
                &places[at..=at]
            }
        };
        let sections = match &text {
            Some(text) => wanted.iter().map(|place| lens.section(id, place, text)).collect(),
            None => Vec::new(),
        };
        Ok(CapturePage {
            asked: self.asked(question),
            capture: full(recorded, source, text.as_ref()),
            sections,
            sections_in_all: places.len(),
        })
    }

    /// Returns which part shows the post with this number, where a capture is shown in parts of so many
    /// sections: from 1, and 1 if no wording of it was first read there.
    ///
    /// # Errors
    /// As for [`capture`](Self::capture).
    pub fn part_of_capture(
        &self,
        name: &str,
        post: u32,
        sections: usize,
        question: Question,
    ) -> Result<usize, DeskError> {
        let lens = self.lens_on_few(question);
        let id = self.capture_at(name, lens.clock)?;
        let recorded = self.views.capture(id, lens.clock);
        let text = recorded.map(|recorded| self.captured_text(recorded.value.text)).transpose()?;
        let places = lens.places(id, text.flatten().map(Text::new).as_ref());
        let at = places.iter().position(|place| place.number() == Some(post));
        Ok(at.map_or(1, |at| at / sections.max(1) + 1))
    }

    /// Returns the capture with this id or unique prefix among those recorded on this clock.
    pub(super) fn capture_at(&self, name: &str, clock: Clock) -> Result<CaptureId, DeskError> {
        let things = self.views.ids_starting_with(name).into_iter();
        let captures =
            things.filter_map(|thing| if let Thing::Capture(id) = thing { Some(id) } else { None });
        let found: Vec<CaptureId> =
            captures.filter(|id| self.views.capture(*id, clock).is_some()).collect();
        super::find::one("capture", name, &found, ToString::to_string)
    }
}

/// A part of a captured text: a post's wording, or what stands between.
struct Place<'d> {
    span: Span,
    post: Option<(PostAt<'d>, usize)>,
}

impl Place<'_> {
    fn is_of(&self, post: PostId) -> bool {
        self.post.as_ref().is_some_and(|(at, _)| at.post.id == post)
    }

    /// Returns the number that its post has on the page.
    fn number(&self) -> Option<u32> {
        self.post.as_ref().map(|(at, number)| section_post(at, *number).number)
    }
}

impl<'d> Lens<'d> {
    /// Returns the parts of a captured text, in page order and without gaps. A wording that another one
    /// overlaps begins where that ends.
    fn places(&self, capture: CaptureId, text: Option<&Text>) -> Vec<Place<'d>> {
        let length = text.map_or(0, Text::len);
        let mut read: Vec<(Span, PostAt<'d>, usize)> = Vec::new();
        for post in self.desk.views.posts_in(capture, self.clock) {
            let here = |version: &&Record<PostVersion>| version.value.capture == capture;
            let versions = post.versions.iter().filter(here);
            let numbers = (1..).zip(post.versions).filter(|(_, v)| here(v)).map(|(n, _)| n);
            let found: Vec<(Span, usize)> = versions
                .map(|version| Span::new(version.value.start, version.value.end))
                .zip(numbers)
                .collect();
            read.extend(found.into_iter().map(|(span, number)| (span, post.clone(), number)));
        }
        read.sort_by_key(|(span, _, number)| (*span, *number));
        let mut places = Vec::new();
        let mut at = 0;
        let between = |from: u32, until: u32| Place { span: Span::new(from, until), post: None };
        for (span, post, number) in read {
            let span = Span::new(span.start.max(at), span.end.min(length).max(at));
            if span.start > at {
                places.push(between(at, span.start));
            }
            at = span.end;
            places.push(Place { span, post: Some((post, number)) });
        }
        if at < length {
            places.push(between(at, length));
        }
        places
    }

    fn section(&self, capture: CaptureId, place: &Place<'_>, text: &Text) -> Section {
        let stretches = match &place.post {
            Some((post, _)) => self.stretches(capture, post.post.id),
            None => Vec::new(),
        };
        Section {
            post: place.post.as_ref().map(|(post, number)| section_post(post, *number)),
            start: place.span.start,
            end: place.span.end,
            segments: segments(text, place.span, &stretches),
        }
    }

    /// Returns where the live statements of a post stand in a captured text.
    fn stretches(&self, capture: CaptureId, post: PostId) -> Vec<Stretch> {
        let claims = self.desk.views.by_post(post, self.clock);
        let mut stretches = Vec::new();
        for claim in claims.filter(|claim| claim.status.is_live()) {
            let seen = claim.sightings.iter().map(|seen| seen.sighting);
            for sighting in seen.filter(|s| s.capture == capture && s.post == post) {
                let mut add = |anchors: &[Anchor], part: PartOfClaim| {
                    stretches.extend(anchors.iter().map(|anchor| Stretch {
                        span: Span::new(anchor.start, anchor.end),
                        claim: claim.id,
                        part,
                    }));
                };
                add(&sighting.content, words_of(&claim));
                add(&sighting.source_phrase, PartOfClaim::SpeakerPhrase);
                add(&sighting.cue, PartOfClaim::Cue);
                for mention in &sighting.mentions {
                    add(&mention.content, PartOfClaim::Mention);
                    add(&mention.source, PartOfClaim::Mention);
                    add(&mention.cue, PartOfClaim::Mention);
                }
            }
        }
        stretches
    }
}

/// Words count as the speaker's only where the page gives all of them as such.
fn words_of(claim: &ClaimAt<'_>) -> PartOfClaim {
    match claim.claim.wording {
        Wording::Speaker => PartOfClaim::SpeakersWords,
        Wording::Outlet | Wording::Mixed => PartOfClaim::OutletsWording,
    }
}

fn section_post(at: &PostAt<'_>, number: usize) -> SectionPost {
    let version = number.checked_sub(1).and_then(|index| at.versions.get(index));
    SectionPost {
        id: at.post.id,
        number: version.map_or(0, |version| version.value.number),
        published: at.post.published,
        headline: version.and_then(|version| version.value.headline.clone()),
        permalink: at.post.permalink.clone(),
        version: number,
        versions: at.versions.len(),
    }
}

fn full(recorded: &Record<Capture>, source: SourceShown, text: Option<&Text>) -> CaptureFull {
    let capture = &recorded.value;
    CaptureFull {
        id: capture.id,
        source,
        title: capture.title.clone(),
        url: capture.url.clone(),
        final_url: capture.final_url.clone(),
        status: capture.status,
        headers: capture.headers.clone(),
        captured_at: capture.captured_at,
        captured_from: capture.captured_from,
        position: recorded.position,
        recorded_at: recorded.recorded_at,
        by: recorded.analyst.to_string(),
        bytes: capture.bytes,
        text: capture.text,
        length: text.map(Text::len),
        reader: capture.reader.clone(),
        faults: capture.faults.clone(),
    }
}
