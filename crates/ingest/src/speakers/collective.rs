//! "Both sides", "the two countries": finding the two who are meant in the sentence, the post or the page.
//! Called by [`voices`](mod@super::voices).

use super::known::pair_after;
use super::post::{StateMention, states_in};
use super::resolve::Scene;
use super::tag::Tagged;

impl Scene<'_> {
    /// Returns the two states that "both sides" at byte `at` of a post stands for: the pair "between" whom
    /// something goes on, else the only two named in the sentence, the stretch or the post, where they do not
    /// merely stand as places; else the pair the page names most often. Nothing if there is no such pair.
    pub(super) fn both_sides(&self, post: usize, at: usize) -> Option<[usize; 2]> {
        let view = self.posts.get(post)?;
        let stretch = view.stretch_at(at);
        if let Some(tagged) = stretch {
            let named = self.pair_in(tagged, at).or_else(|| {
                let mentions = states_in(self.gazetteer, tagged);
                two(mentions.iter().filter(|mention| self.same_sentence(mention.at, at)))
                    .or_else(|| two(mentions.iter()))
            });
            if named.is_some() {
                return named;
            }
        }
        two(view.states(self.gazetteer).iter()).or_else(|| self.usual_pair())
    }

    fn pair_in(&self, tagged: &Tagged, at: usize) -> Option<[usize; 2]> {
        let between = |(_, item): &(usize, &super::tag::Item)| {
            item.bytes.start < at && tagged.lower(item) == "between"
        };
        let found = tagged.items.iter().enumerate().rfind(between);
        found
            .and_then(|(index, _)| pair_after(self.gazetteer, tagged, index))
            .map(|(one, other)| [one, other])
    }

    /// Returns whether no sentence ends between two bytes.
    pub(super) fn same_sentence(&self, one: usize, other: usize) -> bool {
        let between = one.min(other)..one.max(other);
        let text = self.reading.text.as_str().get(between).unwrap_or_default();
        !text.contains(". ") && !text.contains("? ") && !text.contains("! ")
    }

    fn usual_pair(&self) -> Option<[usize; 2]> {
        let most = self.known.pairs.values().max()?;
        let mut usual = self.known.pairs.iter().filter(|(_, count)| *count == most);
        let (pair, _) = usual.next()?;
        usual.next().is_none().then_some([pair.0, pair.1])
    }
}

fn two<'a>(mentions: impl Iterator<Item = &'a StateMention>) -> Option<[usize; 2]> {
    let mut states: Vec<usize> = Vec::new();
    for mention in mentions.filter(|mention| !mention.locative) {
        if !states.contains(&mention.state) {
            states.push(mention.state);
        }
    }
    <[usize; 2]>::try_from(states).ok()
}
