//! One figure in several wordings: the quotation's value stands, the outlet's paraphrase ("at least 30",
//! "30 Casualties") becomes a variant of it. `assemble` joins the figures of a claim's places with it.

use counterclaim_model::{Amount, Figure, Form, Variant, Voice};

use super::compose::Composer;
use super::figures::figures_in;
use crate::CandidateMention;

/// Returns the figures of a claim with those of its mentions laid beside them.
pub(super) fn with_variants(
    composer: &Composer<'_>,
    mut figures: Vec<Figure>,
    mentions: &[CandidateMention],
) -> Vec<Figure> {
    let stated = !figures.is_empty();
    // The text before the headline: it says more often where and when.
    let (headlines, body): (Vec<_>, Vec<_>) =
        mentions.iter().partition(|mention| mention.form == Form::Headline);
    for mention in body.into_iter().chain(headlines) {
        for span in &mention.content {
            let others = figures_in(composer.tokens, composer.names, *span, Voice::Outlet);
            for other in others {
                add(&mut figures, other, stated);
            }
        }
    }
    figures
}

fn add(figures: &mut Vec<Figure>, other: Figure, stated: bool) {
    let same = figures.iter_mut().find(|figure| is_same(figure, &other));
    let Some(figure) = same else {
        if !stated {
            figures.push(other);
        }
        return;
    };
    figure.place = figure.place.take().or(other.place);
    figure.period = figure.period.take().or(other.period);
    figure.whose = figure.whose.take().or(other.whose);
    let Some(anchor) = other.anchor else { return };
    let known = figure.anchor.as_ref().is_some_and(|own| own.quote == anchor.quote)
        || figure.variants.iter().any(|variant| variant.text == anchor.quote);
    if !known {
        figure.variants.push(Variant { text: anchor.quote, by: Voice::Outlet });
    }
}

/// Whether two figures of one claim's places tell of the same count: the measure is the same, or one
/// says "casualties" with the same number; and the amounts do not contradict each other.
fn is_same(one: &Figure, other: &Figure) -> bool {
    let loose = [one, other].iter().any(|figure| figure.measure == "casualties");
    let bounds = |figure: &Figure| (figure.low.or(figure.best), figure.high.or(figure.best));
    let ((one_low, one_high), (other_low, other_high)) = (bounds(one), bounds(other));
    let below = |low: Option<Amount>, high: Option<Amount>| match (low, high) {
        (Some(low), Some(high)) => low <= high,
        _ => true,
    };
    let overlap = below(one_low, other_high) && below(other_low, one_high);
    let measured =
        one.measure == other.measure || (loose && one_low.is_some() && one_low == other_low);
    overlap && measured
}
