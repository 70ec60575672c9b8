//! From an utterance and its voices to drafts: one per proposition and speaker. `assemble` calls it for
//! every utterance, `narration` and `stated` for claims that no utterance carries.

use std::ops::Range;

use counterclaim_model::{Attribution, Form, Grounds, Wording};

use super::acts::{Act, act};
use super::clauses::Style;
use super::content::content;
use super::dating::asserted_at;
use super::draft::Draft;
use super::grounds::grounds;
use super::implied::alleged;
use super::likeness::Likeness;
use super::modality::{is_negated, modality, subject};
use super::names::Names;
use super::propositions::{Proposition, propositions};
use super::tokens::{PageTokens, Token};
use super::trimming::trim_marks;
use super::wording::manner;
use crate::{Candidate, NamedActor, Place, Reading, Span, Utterance, Voices};

/// What every draft of a page is made with.
pub(super) struct Composer<'a> {
    /// The page.
    pub(super) reading: &'a Reading,
    /// Its tokens.
    pub(super) tokens: &'a PageTokens<'a>,
    /// Who is known on it.
    pub(super) names: &'a Names,
    /// How alike wordings are.
    pub(super) likeness: &'a Likeness<'a>,
}

/// Where a draft comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    /// Index of the post.
    pub(super) post: usize,
    /// Number of the utterance; absent for narration.
    pub(super) utterance: Option<usize>,
    /// Headline or body.
    pub(super) place: Place,
    /// What its cue does.
    pub(super) act: Act,
}

impl Composer<'_> {
    /// Returns the drafts of one utterance. `nested` are the contents of utterances within it, each
    /// with whether it is to be told apart from this one.
    pub(super) fn of_utterance(
        &self,
        number: usize,
        utterance: &Utterance,
        voices: &Voices,
        nested: &[Vec<Span>],
    ) -> Vec<Draft> {
        let act = act(&utterance.lemma);
        let stripped = content(self.tokens, self.names, utterance, act);
        let style = if utterance.place == Place::Headline { Style::Headline } else { Style::Prose };
        let answers = matches!(act, Act::Deny | Act::Condemn | Act::Confirm);
        let found = if answers && utterance.quoting != crate::Quoting::Whole {
            stripped
                .pieces
                .iter()
                .map(|piece| vec![super::trimming::trim_statement(self.tokens, *piece)])
                .collect()
        } else {
            propositions(self.tokens, &stripped.pieces, style)
        };
        let mut drafts = Vec::new();
        for proposition in found {
            if !answers && nested.iter().any(|inner| self.is_mostly(&proposition, inner)) {
                continue;
            }
            let origin = Origin {
                post: utterance.post,
                utterance: Some(number),
                place: utterance.place,
                act,
            };
            for draft in self.of_proposition(origin, utterance, voices, proposition) {
                drafts.push(draft);
            }
        }
        self.carry_denials(&mut drafts);
        drafts
    }

    /// One draft per speaker that speaks for itself, or one for all.
    fn of_proposition(
        &self,
        origin: Origin,
        utterance: &Utterance,
        voices: &Voices,
        proposition: Proposition,
    ) -> Vec<Draft> {
        let speakers: Vec<Option<NamedActor>> = if voices.speakers.is_empty() {
            vec![None]
        } else if voices.jointly {
            voices.speakers.first().cloned().map(Some).into_iter().collect()
        } else {
            voices.speakers.iter().cloned().map(Some).collect()
        };
        let drafts = speakers.into_iter().filter_map(|speaker| {
            let mut draft = self.draft(origin, proposition.clone(), speaker)?;
            self.attribute(&mut draft, utterance, voices);
            Some(draft)
        });
        drafts.collect()
    }

    fn attribute(&self, draft: &mut Draft, utterance: &Utterance, voices: &Voices) {
        let text = &self.reading.text;
        let around = self.around(utterance);
        let words = self.words(&draft.claim.content);
        let (form, wording) = manner(text, utterance, &draft.claim.content);
        let cue = utterance.cue.first().map_or("", |span| text.slice(*span));
        let published = self.reading.posts.get(utterance.post).and_then(|post| post.published);
        draft.alleged = alleged(self.tokens, self.names, draft.act, cue, &words);
        let claim = &mut draft.claim;
        claim.grounds = grounds(claim.speaker.as_ref(), draft.act, &words, &around);
        claim.asserted_at = asserted_at(&around, published);
        claim.form = form;
        claim.wording = wording;
        claim.source = utterance.source.into_iter().collect();
        claim.cue.clone_from(&utterance.cue);
        claim.lemma.clone_from(&utterance.lemma);
        claim.attribution = utterance.attribution;
        claim.venue = utterance.venue.map(|span| text.slice(span).to_owned());
        claim.candidates.clone_from(&voices.candidates);
        claim.relayed_by.clone_from(&voices.relayed_by);
        claim.flags.clone_from(&voices.flags);
        claim.confidence = utterance.confidence;
        claim.rule = utterance.rule;
        if voices.jointly {
            claim.jointly.clone_from(&voices.speakers);
        }
    }

    /// Returns the language that the page says it is in, without its region; what the rules read if the
    /// page does not say.
    fn language(&self) -> &str {
        let said = self.reading.language.as_deref().unwrap_or("en");
        said.split('-').next().unwrap_or(said)
    }

    /// Returns a draft of `content`; `None` if there is no word in it.
    pub(super) fn draft(
        &self,
        origin: Origin,
        content: Vec<Span>,
        speaker: Option<NamedActor>,
    ) -> Option<Draft> {
        let words = self.words(&content);
        if !words.iter().any(Token::is_wordlike) {
            return None;
        }
        let named = self.names.in_tokens(&words);
        let subject = subject(&words, &named, speaker.as_ref().map(|speaker| speaker.party()));
        let claim = Candidate {
            post: origin.post,
            utterance: origin.utterance,
            statement: String::new(),
            content: content.clone(),
            source: Vec::new(),
            cue: Vec::new(),
            lemma: String::new(),
            speaker,
            jointly: Vec::new(),
            candidates: Vec::new(),
            relayed_by: None,
            venue: None,
            modality: modality(origin.act, &words, subject),
            form: Form::Indirect,
            wording: Wording::Outlet,
            language: Some(self.language().to_owned()),
            attribution: Attribution::Explicit,
            grounds: Grounds::NotStated,
            about: Vec::new(),
            asserted_at: None,
            matters: Vec::new(),
            figures: Vec::new(),
            mentions: Vec::new(),
            flags: Vec::new(),
            confidence: 50,
            rule: "",
        };
        Some(Draft {
            claim,
            place: origin.place,
            act: origin.act,
            words: self.likeness.words(&content),
            negated: is_negated(&words),
            continued: Vec::new(),
            alleged: Vec::new(),
            utterances: origin.utterance.into_iter().collect(),
        })
    }

    /// "… are not there and cannot be": a negative remainder goes on denying.
    fn carry_denials(&self, drafts: &mut [Draft]) {
        for at in 1..drafts.len() {
            let (before, after) = drafts.split_at_mut(at);
            let (Some(before), Some(draft)) = (before.last(), after.first_mut()) else { continue };
            let words = self.words(&draft.claim.content);
            let elided = words.first().is_some_and(|t| super::clauses::is_auxiliary(&t.word));
            if elided && draft.negated && draft.act == Act::Say {
                draft.claim.modality = before.claim.modality;
                let inherited = before.words.clone();
                draft.words.extend(&inherited);
                draft.continued = [before.continued.as_slice(), &before.claim.content].concat();
            }
        }
    }

    /// Returns the tokens of all `spans`, in order.
    pub(super) fn words(&self, spans: &[Span]) -> Vec<Token> {
        let mut words = Vec::new();
        spans.iter().for_each(|span| words.extend_from_slice(&self.tokens.within(*span)));
        words
    }

    /// Whether at least three fifths of the proposition's words lie in `inner`.
    fn is_mostly(&self, proposition: &[Span], inner: &[Span]) -> bool {
        let words = self.words(proposition);
        let held = words.iter().filter(|t| inner.iter().any(|span| span.contains(t.span))).count();
        held * 5 >= words.len() * 3
    }

    /// Returns the words around an utterance's cue that are not content: its sentence without what is
    /// said, in reach of ten words.
    fn around(&self, utterance: &Utterance) -> Vec<Token> {
        let anchors = utterance.cue.iter().chain(&utterance.source);
        let Some(place) = anchors.copied().reduce(Span::cover) else { return Vec::new() };
        let post = &self.reading.posts[utterance.post];
        let paragraph = post
            .paragraphs
            .iter()
            .chain(&post.headline)
            .find(|paragraph| paragraph.overlaps(place))
            .copied()
            .unwrap_or(place);
        let whole = Span::new(
            paragraph.start.max(place.start.saturating_sub(60)),
            paragraph.end.min(place.end + 60),
        );
        let outside = gaps(whole, &utterance.content);
        let near = |range: Range<u32>| {
            let span = trim_marks(&self.reading.text, Span::new(range.start, range.end));
            self.tokens.within(span).into_owned()
        };
        let touching =
            outside.into_iter().filter(|gap| gap.start <= place.end && place.start <= gap.end);
        touching.flat_map(near).collect()
    }
}

/// Returns the parts of `whole` outside `taken`.
fn gaps(whole: Span, taken: &[Span]) -> Vec<Range<u32>> {
    let mut found = Vec::new();
    let mut start = whole.start;
    let mut taken: Vec<Span> = taken.iter().copied().filter(|span| span.overlaps(whole)).collect();
    taken.sort();
    for span in taken {
        if start < span.start {
            found.push(start..span.start);
        }
        start = start.max(span.end);
    }
    if start < whole.end {
        found.push(start..whole.end);
    }
    found
}
