//! Where a row's claim was seen: source, capture and post become known here, and the words are held
//! against the captured text where this case has it.

use counterclaim_ingest::Span;
use counterclaim_model::{
    Actor, ActorKind, Anchor, Capture, ClaimId, Command, Digest, Moment, Post, PostKey,
    PostVersion, Sighting, Source, Wording,
};
use sha2::{Digest as _, Sha256};

use super::claim_row::{CaptureRow, ClaimRow, PostRow, SightingRow, SourceRow};
use super::draft::Draft;
use super::importer::Importer;
use super::people::BASIS;
use super::words::{anchors, shaped, stands};

/// Whether the words of a sighting were held against the text they stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verified {
    /// They stand there.
    Here,
    /// They are all that is known of the text: a file says that an outlet carried them.
    Given,
    /// The text is not in this case.
    NotHere,
}

/// The reader of a text that nobody read: a file says what an outlet carried.
pub(super) const AS_GIVEN: &str = "as-given@1";

impl Importer<'_, '_> {
    /// Returns the sighting of a row, asking for what it hangs on to be made known.
    ///
    /// # Errors
    /// If its ids do not follow from what they are ids of, or the captured text says something else.
    pub(super) fn sighting(
        &mut self,
        claim: ClaimId,
        row: &SightingRow,
        of: &ClaimRow,
        draft: &mut Draft,
    ) -> Result<(Sighting, Verified), String> {
        own_ids(row)?;
        anchors(row).try_for_each(shaped)?;
        let verified = self.verify(row, of, draft)?;
        self.place(row, &mut draft.commands);
        let sighting = Sighting {
            claim,
            source: row.source.id,
            post: row.post.id,
            capture: row.capture.id,
            text: row.capture.text,
            published: row.post.published,
            venue: row.venue.clone(),
            content: row.content.clone(),
            source_phrase: row.source_phrase.clone(),
            cue: row.cue.clone(),
            mentions: row.mentions.clone(),
            takes_back: row.takes_back,
        };
        Ok((sighting, verified))
    }

    /// Holds every word of the sighting against its text.
    fn verify(
        &mut self,
        row: &SightingRow,
        of: &ClaimRow,
        draft: &mut Draft,
    ) -> Result<Verified, String> {
        let is_own = of.wording == Some(Wording::Speaker);
        if let Some(words) = given(row) {
            if is_own {
                let why = "words given as the speaker's own need the text of the page (`sighted`)";
                return Err(why.to_owned());
            }
            draft.kept.push(words.to_owned());
            return Ok(Verified::Given);
        }
        let Some(text) = self.texts.get(row.capture.text, self.session.desk)? else {
            return Ok(Verified::NotHere);
        };
        anchors(row).try_for_each(|anchor| stands(anchor, &text))?;
        let post = Span::new(row.post.start, row.post.end);
        let quoted = |anchor: &Anchor| {
            let words = Span::new(anchor.start, anchor.end);
            crate::propose::is_quoted(&text, post, words)
        };
        // Whom the analyst vouches for has been read by a person; a proposal has only its marks.
        if is_own && !self.vouches() && !row.content.iter().all(quoted) {
            let why = "words given as the speaker's own are not within quotation marks in the text";
            return Err(why.to_owned());
        }
        Ok(Verified::Here)
    }

    /// Asks for source, capture and post to be made known. What the case has of them stays as it is.
    fn place(&self, row: &SightingRow, commands: &mut Vec<Command>) {
        let state = &self.session.desk.state;
        let SightingRow { source, post, capture, .. } = row;
        if !state.has_source(source.id) {
            let (kind, name) = (ActorKind::Outlet, source.name.clone());
            let outlet = Actor::id_of(kind, &name);
            let basis = BASIS.to_owned();
            commands.push(Command::AddActor(Actor { id: outlet, kind, name: name.clone(), basis }));
            let url = source.url.clone();
            commands.push(Command::RegisterSource(Source { id: source.id, name, outlet, url }));
        }
        if !state.has_capture(capture.id) {
            commands.push(Command::RecordCapture(captured(row)));
        }
        if state.post_content(post.id).is_none() {
            commands.push(Command::RecordPost {
                post: Post {
                    id: post.id,
                    source: source.id,
                    key: post.key.clone(),
                    published: post.published,
                    permalink: post.permalink.clone(),
                },
                version: PostVersion {
                    post: post.id,
                    capture: capture.id,
                    headline: post.headline.clone(),
                    number: post.number,
                    start: post.start,
                    end: post.end,
                    content: post.content,
                },
            });
        }
    }
}

fn captured(row: &SightingRow) -> Capture {
    let capture = &row.capture;
    Capture {
        id: capture.id,
        source: row.source.id,
        title: capture.title.clone(),
        url: capture.url.clone(),
        final_url: capture.final_url.clone(),
        status: capture.status,
        headers: Vec::new(),
        captured_at: capture.captured_at,
        captured_from: capture.captured_from,
        bytes: capture.bytes,
        text: capture.text,
        reader: capture.reader.clone(),
        faults: Vec::new(),
    }
}

/// Refuses ids that are not what source, capture and post come to: under another's id, a row could stand
/// in the way of what is read later.
fn own_ids(row: &SightingRow) -> Result<(), String> {
    let SightingRow { source, post, capture, .. } = row;
    let wrong = |what: &str| Err(format!("sighted: the id of the {what} is not its own"));
    if source.id != Source::id_of(&source.name) {
        return wrong("source");
    }
    if post.id != post.key.post(source.id) {
        return wrong("post");
    }
    if capture.id != Capture::id_of(source.id, capture.text) {
        return wrong("capture");
    }
    if post.end < post.start {
        return Err("sighted: the post ends before it begins".to_owned());
    }
    Ok(())
}

/// Returns the words of a sighting whose text is nothing but them: they hash to it.
fn given(row: &SightingRow) -> Option<&str> {
    let [anchor] = row.content.as_slice() else { return None };
    let is_given = row.capture.reader == AS_GIVEN && row.capture.text == hash(&anchor.quote);
    is_given.then_some(anchor.quote.as_str())
}

fn hash(words: &str) -> Digest {
    Digest(Sha256::digest(words.as_bytes()).into())
}

/// An outlet that carried a statement, as a file says without showing the page.
pub(super) struct Carried {
    pub(super) outlet: String,
    pub(super) url: Option<String>,
    pub(super) headline: Option<String>,
    pub(super) published: Option<Moment>,
}

/// Returns the sighting that such an outlet amounts to. Its text is what the file says the outlet carried:
/// it is kept, so that the words have a place, and the reader's name says that no page was read.
pub(super) fn as_given(carried: &Carried, words: &str) -> SightingRow {
    let Carried { outlet, url, headline, published } = carried;
    let source = Source::id_of(outlet);
    let digest = hash(words);
    let key = match url {
        Some(url) => PostKey::Permalink(url.clone()),
        None => PostKey::Undated {
            page: outlet.clone(),
            stamp: published.map(|moment| moment.at.to_rfc3339()).unwrap_or_default(),
            ordinal: 0,
        },
    };
    let length = u32::try_from(words.chars().count()).unwrap_or(u32::MAX);
    let (prefix, suffix) = (String::new(), String::new());
    SightingRow {
        source: SourceRow { id: source, name: outlet.clone(), url: None },
        post: PostRow {
            id: key.post(source),
            key,
            published: *published,
            permalink: url.clone(),
            headline: headline.clone(),
            number: 1,
            start: 0,
            end: length,
            content: digest,
        },
        capture: CaptureRow {
            id: Capture::id_of(source, digest),
            title: headline.clone(),
            url: url.clone(),
            final_url: None,
            status: None,
            captured_at: None,
            captured_from: None,
            bytes: digest,
            text: digest,
            reader: AS_GIVEN.to_owned(),
        },
        venue: None,
        content: vec![Anchor { quote: words.to_owned(), prefix, suffix, start: 0, end: length }],
        source_phrase: Vec::new(),
        cue: Vec::new(),
        mentions: Vec::new(),
        takes_back: false,
    }
}
