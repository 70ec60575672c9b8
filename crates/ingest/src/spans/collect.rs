//! The door of this module: from a reading to its utterances, post by post.

use super::headline;
use super::line::Line;
use super::nested;
use super::quotation::Body;
use crate::{Place, Reading, Utterance};

/// Returns every attribution in the headlines and paragraphs of `reading`, in text order.
///
/// Nothing is resolved: a speaker is the phrase as it stands, and an utterance within another's content
/// points to it by [`Utterance::inside`]. The outlet's own voice is not reported. The result depends on
/// the reading only, and every span lies within its post's headline or paragraphs.
pub fn utterances(reading: &Reading) -> Vec<Utterance> {
    let mut all = Vec::new();
    for (index, post) in reading.posts.iter().enumerate() {
        let mut found = Vec::new();
        if let Some(place) = post.headline {
            let line = Line::new(&reading.text, place);
            let attributions = headline::attributions(&line);
            found.extend(
                attributions
                    .iter()
                    .filter_map(|item| item.utterance(&line, index, Place::Headline)),
            );
        }
        let mut body = Body::new(index);
        for place in &post.paragraphs {
            body.paragraph(&Line::new(&reading.text, *place));
        }
        found.extend(body.finish());
        nested::order(&mut found, all.len());
        all.append(&mut found);
    }
    all
}
