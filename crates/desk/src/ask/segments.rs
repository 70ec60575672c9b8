//! A stretch of text cut where statements begin and end, so that in each segment the same statements stand
//! from its beginning to its end. Used by `captures`.

use counterclaim_ingest::{Span, Text};
use counterclaim_model::ClaimId;

use crate::answers::{PartOfClaim, Segment};

/// A place in a text that belongs to a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) span: Span,
    pub(super) claim: ClaimId,
    pub(super) part: PartOfClaim,
}

/// Cuts the text in `whole` at the ends of the stretches. Put together, the segments are that text; what of
/// a stretch lies outside is left out. Claims keep the order in which their stretches are given; what stands
/// twice in one place in the same part is named once.
pub(super) fn segments(text: &Text, whole: Span, stretches: &[Stretch]) -> Vec<Segment> {
    let mut cuts = vec![whole.start, whole.end];
    let within = |stretch: &Stretch| {
        let start = stretch.span.start.clamp(whole.start, whole.end);
        Span::new(start, stretch.span.end.clamp(whole.start, whole.end))
    };
    let placed: Vec<(Span, &Stretch)> = stretches
        .iter()
        .map(|stretch| (within(stretch), stretch))
        .filter(|(span, _)| !span.is_empty())
        .collect();
    cuts.extend(placed.iter().flat_map(|(span, _)| [span.start, span.end]));
    cuts.sort_unstable();
    cuts.dedup();
    // Where each stretch begins, in the order of the text; `open` are those that have begun and not ended.
    let mut begins: Vec<usize> = (0..placed.len()).collect();
    begins.sort_by_key(|index| placed[*index].0.start);
    let mut begins = begins.into_iter().peekable();
    let mut open: Vec<usize> = Vec::new();
    let mut segments = Vec::with_capacity(cuts.len());
    for (start, end) in cuts.iter().copied().zip(cuts.iter().copied().skip(1)) {
        open.retain(|index| placed[*index].0.end > start);
        while let Some(index) = begins.next_if(|index| placed[*index].0.start <= start) {
            open.push(index);
        }
        open.sort_unstable();
        let mut claims: Vec<(ClaimId, PartOfClaim)> = Vec::new();
        for index in &open {
            let Stretch { claim, part, .. } = placed[*index].1;
            if !claims.contains(&(*claim, *part)) {
                claims.push((*claim, *part));
            }
        }
        segments.push(Segment {
            start,
            text: text.slice(Span::new(start, end)).to_owned(),
            claims,
        });
    }
    segments
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stretches() -> impl Strategy<Value = Vec<Stretch>> {
        let part = prop::sample::select(vec![
            PartOfClaim::SpeakersWords,
            PartOfClaim::Cue,
            PartOfClaim::Mention,
        ]);
        let one = (0_u32..70, 0_u32..30, 0_u8..5, part).prop_map(|(start, length, claim, part)| {
            let claim = ClaimId::derive(&[&claim.to_string()]);
            Stretch { span: Span::new(start, start + length), claim, part }
        });
        prop::collection::vec(one, 0..24)
    }

    proptest! {
        #[test]
        fn segments_are_the_text_and_each_has_what_stands_in_it(
            words in "[a-zäß€😀 \n]{0,64}",
            from in 0_u32..40,
            length in 0_u32..40,
            stretches in stretches(),
        ) {
            let text = Text::new(words.clone());
            let whole = Span::new(from.min(text.len()), (from + length).min(text.len()));
            let found = segments(&text, whole, &stretches);
            let joined: String = found.iter().map(|segment| segment.text.as_str()).collect();
            prop_assert_eq!(joined, text.slice(whole));
            let mut at = whole.start;
            for segment in &found {
                prop_assert_eq!(segment.start, at);
                for point in at..at + segment.text.chars().count() as u32 {
                    // Said the slow way, point by point.
                    let mut here = Vec::new();
                    for stretch in &stretches {
                        let is_new = !here.contains(&(stretch.claim, stretch.part));
                        if stretch.span.start <= point && point < stretch.span.end && is_new {
                            here.push((stretch.claim, stretch.part));
                        }
                    }
                    prop_assert_eq!(&segment.claims, &here);
                }
                at += segment.text.chars().count() as u32;
            }
            prop_assert_eq!(at, whole.end);
        }
    }
}
