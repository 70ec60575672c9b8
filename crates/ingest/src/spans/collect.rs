//! The door of this module: from a reading to its utterances, post by post.

use std::rc::Rc;

use super::clause;
use super::found::Found;
use super::headline;
use super::learned::Weights;
use super::learned::chain::Setting;
use super::learned::refine::refine;
use super::line::{Line, Part};
use super::nested;
use super::quotation::Body;
use super::sentence;
use crate::{Place, Reading, Utterance};

/// Returns every attribution in the headlines and paragraphs of `reading`, in text order.
///
/// Nothing is resolved: a speaker is the phrase as it stands, and an utterance within another's content
/// points to it by [`Utterance::inside`]. The outlet's own voice is not reported. The result depends on
/// the reading only, and every span lies within its post's headline or paragraphs.
pub fn utterances(reading: &Reading) -> Vec<Utterance> {
    utterances_by(reading, Weights::shipped())
}

/// The same with other weights, or by the rules alone; for measuring.
pub fn utterances_by(reading: &Reading, weights: Option<&Weights>) -> Vec<Utterance> {
    let mut all = Vec::new();
    for (index, post) in reading.posts.iter().enumerate() {
        let mut found = Vec::new();
        if let Some(place) = post.headline {
            let line = Line::new(&reading.text, place);
            let mut attributions = headline::attributions(&line);
            if let Some(weights) = weights {
                let whole = line.start..line.len().min(line.start + sentence::LONGEST);
                attributions = refine(weights, &line, &whole, Setting::Headline, attributions);
            }
            found.extend(
                attributions
                    .iter()
                    .filter_map(|item| item.utterance(&line, index, Place::Headline)),
            );
        }
        let mut body = Body::new(index, weights);
        for place in &post.paragraphs {
            body.paragraph(&Line::new(&reading.text, *place));
        }
        found.extend(body.finish());
        nested::order(&mut found, all.len());
        all.append(&mut found);
    }
    all
}

/// Hands every sentence of `reading`, with what rules find in it, to `take`: those of headlines
/// and of paragraphs.
pub(super) fn each_sentence<'t>(
    reading: &'t Reading,
    take: &mut dyn FnMut(Rc<Line<'t>>, Part, Setting, Vec<Found>),
) {
    for post in &reading.posts {
        if let Some(place) = post.headline {
            let line = Rc::new(Line::new(&reading.text, place));
            let found = headline::attributions(&line);
            let whole = line.start..line.len().min(line.start + sentence::LONGEST);
            take(line, whole, Setting::Headline, found);
        }
        for place in &post.paragraphs {
            let line = Rc::new(Line::new(&reading.text, *place));
            for sentence in sentence::sentences(&line) {
                let found = clause::sentence(&line, &sentence);
                take(Rc::clone(&line), sentence, Setting::Body, found);
            }
        }
    }
}
