//! A post: its wordings, what differs between them, and what was drawn from each; and a page read now against
//! what the case has of it.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_ingest::{Page, ReadPost, Reading, Span, Text, read};
use counterclaim_model::{
    Capture, ClaimId, Clock, Digest, PostId, PostVersion, Source, SourceId, Status, Thing,
};
use counterclaim_views::{ClaimAt, PostAt, Record};

use super::difference::difference;
use super::lens::Lens;
use super::question::Question;
use crate::answers::{
    ClaimOfPost, PageDifference, PostDifference, PostDiffers, PostPage, PostWording,
    WordingDifference,
};
use crate::desk::Desk;
use crate::error::DeskError;

impl Desk {
    /// Returns a post, found by id or unique prefix, in all its wordings, with what differs between two of
    /// them: those of `between`, numbered from 1, or else the last two.
    ///
    /// # Errors
    /// If no post, or several, have this id, it is not there on this clock, a captured text cannot be read, or
    /// there is no wording of such a number.
    pub fn post(
        &self,
        name: &str,
        between: Option<(usize, usize)>,
        question: Question,
    ) -> Result<PostPage, DeskError> {
        let lens = self.lens_on_few(question);
        let id = self.post_at(name, lens.clock)?;
        let not_there =
            || DeskError::NotFound { what: "post on this clock", name: name.to_owned() };
        let at = self.views.post(id, lens.clock).ok_or_else(not_there)?;
        let source = lens.source_of(at.post.source).ok_or_else(not_there)?;
        let versions = self.wordings(&lens, &at)?;
        let difference = between_two(&versions, between)?;
        let latest = versions.last().and_then(|version| version.wording.as_deref());
        let claims = self.views.by_post(id, lens.clock).filter(|claim| claim.status.is_live());
        Ok(PostPage {
            asked: self.asked(question),
            id,
            source,
            key: at.post.key.clone(),
            published: at.post.published,
            permalink: at.post.permalink.clone(),
            claims: claims.map(|claim| lens.claim_of_post(&claim, &at, latest)).collect(),
            versions,
            difference,
        })
    }

    /// Sets a page as it is now against what the case has of it at the question's position: new posts,
    /// changed wordings, and posts that are not on it any more. Nothing is recorded. What has been captured
    /// of the same page is told by its address, or else by its title.
    ///
    /// # Errors
    /// If a captured text cannot be read.
    pub fn page_against_case(
        &self,
        name: &str,
        page: &Page,
        question: Question,
    ) -> Result<PageDifference, DeskError> {
        // What was published when does not matter here: the page is read now.
        let question = Question { public_by: None, ..question };
        let lens = self.lens_on_few(question);
        let reading = read(page);
        let source = Source::id_of(&reading.source);
        let same = lens.captures_of_page(source, page, &reading);
        let mut texts = Texts { desk: self, known: BTreeMap::new() };
        let mut found = PageDifference {
            asked: self.asked(question),
            page: name.to_owned(),
            source: reading.source.clone(),
            source_is_known: self.views.source(source, lens.clock).is_some(),
            text_is_known: same.iter().any(|capture| capture.value.text == reading.text_digest),
            captures: same.len(),
            posts: Vec::new(),
            unchanged: 0,
            faults: reading.faults.iter().map(|f| format!("at {}: {}", f.at, f.what)).collect(),
        };
        let mut on_page = BTreeSet::new();
        for post in &reading.posts {
            let id = post.key.post(source);
            on_page.insert(id);
            match lens.post_differs(id, post, &reading, &mut texts)? {
                Some(differs) => found.posts.push(differs),
                None => found.unchanged += 1,
            }
        }
        let recorded = same.iter().flat_map(|c| self.views.posts_in(c.value.id, lens.clock));
        let mut gone: BTreeMap<PostId, PostAt<'_>> = BTreeMap::new();
        gone.extend(
            recorded.filter(|at| !on_page.contains(&at.post.id)).map(|at| (at.post.id, at)),
        );
        let mut gone: Vec<PostDifference> =
            gone.values().filter_map(|at| lens.not_there(at)).collect();
        gone.sort_by_key(|post| (std::cmp::Reverse(post.published), post.number, post.post));
        found.posts.extend(gone);
        Ok(found)
    }

    fn post_at(&self, name: &str, clock: Clock) -> Result<PostId, DeskError> {
        let things = self.views.ids_starting_with(name).into_iter();
        let posts =
            things.filter_map(|thing| if let Thing::Post(id) = thing { Some(id) } else { None });
        let found: Vec<PostId> = posts.filter(|id| self.views.post(*id, clock).is_some()).collect();
        super::find::one("post", name, &found, ToString::to_string)
    }

    fn wordings(&self, lens: &Lens<'_>, at: &PostAt<'_>) -> Result<Vec<PostWording>, DeskError> {
        let mut texts = Texts { desk: self, known: BTreeMap::new() };
        let numbered = (1..).zip(at.versions);
        numbered.map(|(number, version)| lens.wording(number, version, &mut texts)).collect()
    }
}

/// Captured texts, each read once.
struct Texts<'d> {
    desk: &'d Desk,
    known: BTreeMap<Digest, Option<Text>>,
}

impl Texts<'_> {
    /// Returns the words of a wording; none where its text is not kept.
    fn words(
        &mut self,
        capture: Option<&Record<Capture>>,
        version: &PostVersion,
    ) -> Result<Option<String>, DeskError> {
        let Some(capture) = capture else { return Ok(None) };
        let digest = capture.value.text;
        if !self.known.contains_key(&digest) {
            let text = self.desk.captured_text(digest)?.map(Text::new);
            self.known.insert(digest, text);
        }
        let text = self.known.get(&digest).and_then(Option::as_ref);
        let span = Span::new(version.start, version.end);
        Ok(text.map(|text| text.slice(span).to_owned()))
    }
}

impl<'d> Lens<'d> {
    fn wording(
        &self,
        number: usize,
        version: &Record<PostVersion>,
        texts: &mut Texts<'_>,
    ) -> Result<PostWording, DeskError> {
        let of = &version.value;
        let capture = self.desk.views.capture(of.capture, self.clock);
        Ok(PostWording {
            version: number,
            capture: of.capture,
            captured_at: capture.and_then(|capture| capture.value.captured_at),
            position: version.position,
            recorded_at: version.recorded_at,
            by: version.analyst.to_string(),
            headline: of.headline.clone(),
            number: of.number,
            start: of.start,
            end: of.end,
            text: capture.map(|capture| capture.value.text),
            wording: texts.words(capture, of)?,
        })
    }

    fn claim_of_post(
        &self,
        claim: &ClaimAt<'_>,
        post: &PostAt<'_>,
        latest: Option<&str>,
    ) -> ClaimOfPost {
        let seen = || {
            let seen = claim.sightings.iter().map(|seen| seen.sighting);
            seen.filter(|sighting| sighting.post == post.post.id)
        };
        let drawn = |version: &Record<PostVersion>| {
            seen().any(|sighting| sighting.capture == version.value.capture)
        };
        let numbered = (1..).zip(post.versions);
        let latest = latest.map(folded);
        let stands = |latest: &String| {
            let words = seen().flat_map(|sighting| &sighting.content);
            words.map(|anchor| folded(&anchor.quote)).all(|words| latest.contains(&words))
        };
        ClaimOfPost {
            card: self.card(claim),
            versions: numbered.filter(|(_, version)| drawn(version)).map(|(n, _)| n).collect(),
            stands_in_latest: latest.as_ref().map(stands),
        }
    }

    /// Returns the captures of the page that was read, in the order of recording.
    fn captures_of_page(
        &self,
        source: SourceId,
        page: &Page,
        reading: &Reading,
    ) -> Vec<&'d Record<Capture>> {
        let is_same = |capture: &&Record<Capture>| {
            let of = &capture.value;
            let address = of.final_url.as_deref().or(of.url.as_deref());
            match (page.address(), address, &reading.title, &of.title) {
                (Some(now), Some(then), _, _) => without_fragment(now) == without_fragment(then),
                (_, _, Some(now), Some(then)) => now == then,
                (_, _, None, _) | (_, _, _, None) => true,
            }
        };
        self.desk.views.captures_of(source, self.clock).filter(is_same).collect()
    }

    /// Returns how a post read now differs from what is recorded; none if it does not.
    fn post_differs(
        &self,
        id: PostId,
        post: &ReadPost,
        reading: &Reading,
        texts: &mut Texts<'_>,
    ) -> Result<Option<PostDifference>, DeskError> {
        let known = self.desk.views.post(id, self.clock);
        let latest = known.as_ref().and_then(|at| at.latest());
        let (kind, pieces) = match latest {
            Some(latest) if latest.content == post.content => return Ok(None),
            Some(latest) => {
                let capture = self.desk.views.capture(latest.capture, self.clock);
                let then = texts.words(capture, latest)?;
                let now = reading.text.slice(post.span);
                let pieces = then.map(|then| difference(&then, now)).unwrap_or_default();
                (PostDiffers::Changed, pieces)
            }
            None => (PostDiffers::New, Vec::new()),
        };
        Ok(Some(PostDifference {
            post: id,
            kind,
            number: post.number,
            published: post.published,
            headline: post.headline.map(|span| reading.text.slice(span).to_owned()),
            pieces,
            claims: self.drawn_from(id),
        }))
    }

    fn not_there(&self, at: &PostAt<'_>) -> Option<PostDifference> {
        let latest = at.latest()?;
        Some(PostDifference {
            post: at.post.id,
            kind: PostDiffers::NotThere,
            number: latest.number,
            published: at.post.published,
            headline: latest.headline.clone(),
            pieces: Vec::new(),
            claims: self.drawn_from(at.post.id),
        })
    }

    fn drawn_from(&self, post: PostId) -> Vec<(ClaimId, Status)> {
        let claims = self.desk.views.by_post(post, self.clock);
        claims.filter(|c| c.status.is_live()).map(|claim| (claim.id, claim.status)).collect()
    }
}

/// Returns what differs between the wordings asked for, or else the last two.
fn between_two(
    versions: &[PostWording],
    asked: Option<(usize, usize)>,
) -> Result<Option<WordingDifference>, DeskError> {
    let (from, to) = match (asked, versions.len()) {
        (Some(between), _) => between,
        (None, 0 | 1) => return Ok(None),
        (None, last) => (last - 1, last),
    };
    let numbered = |number: usize| {
        let found = versions.iter().find(|version| version.version == number);
        found.ok_or_else(|| {
            DeskError::Invalid(format!(
                "there is no wording {number}: this post has {} of them",
                versions.len()
            ))
        })
    };
    let (one, other) = (numbered(from)?, numbered(to)?);
    let (Some(one), Some(other)) = (&one.wording, &other.wording) else { return Ok(None) };
    Ok(Some(WordingDifference { from, to, pieces: difference(one, other) }))
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_fragment(url: &str) -> &str {
    url.split('#').next().unwrap_or(url)
}
