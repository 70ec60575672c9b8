//! Fields of a proposal: stable names, times, figures and fractions, each refused with what is wrong.

use counterclaim_ingest::{Span, Text};
use counterclaim_model::{Amount, Figure, Moment, Variant, Voice};
use serde::de::DeserializeOwned;

use crate::answers::FigureLine;

/// Returns a figure; its place is checked against the text.
pub(super) fn figure(text: &Text, line: &FigureLine) -> Result<Figure, String> {
    let anchor = line
        .span
        .map(|offsets| super::places::places(text, &[offsets], "figures.span"))
        .transpose()?;
    let place = |spans: Vec<Span>| spans.first().map(|span| text.anchor(*span));
    let variant = |variant: &crate::answers::VariantLine| {
        let by = field("figures.variants.by", Some(&variant.by), Voice::Outlet)?;
        Ok::<_, String>(Variant { text: variant.text.clone(), by })
    };
    Ok(Figure {
        measure: line.measure.clone(),
        counts: line.counts.clone(),
        whose: line.whose.clone(),
        place: line.place.clone(),
        period: line.period.clone(),
        as_of: line.as_of.as_deref().map(moment).transpose()?,
        low: amount(line.low.as_ref())?,
        best: amount(line.best.as_ref())?,
        high: amount(line.high.as_ref())?,
        qualifier: line.qualifier.clone(),
        qualifier_by: line
            .qualifier_by
            .as_deref()
            .map(|by| field("qualifier_by", Some(by), Voice::Outlet))
            .transpose()?,
        variants: line.variants.iter().map(variant).collect::<Result<_, _>>()?,
        anchor: anchor.and_then(place),
    })
}

fn amount(number: Option<&serde_json::Number>) -> Result<Option<Amount>, String> {
    number
        .map(|number| number.to_string().parse().map_err(|error| format!("figures: {error}")))
        .transpose()
}

/// Returns a time or date.
pub(super) fn moment(text: &str) -> Result<Moment, String> {
    crate::by_hand::moment(text).map_err(|error| error.to_string())
}

/// Reads the stable name of a unit variant.
pub(super) fn field<T: DeserializeOwned>(
    what: &str,
    name: Option<&str>,
    default: T,
) -> Result<T, String> {
    let Some(name) = name else { return Ok(default) };
    serde_json::from_value(serde_json::Value::String(name.to_owned()))
        .map_err(|_| format!("{what}: {name:?} is not one"))
}

/// Returns a fraction as per cent.
pub(super) fn per_cent(fraction: f64) -> Result<u8, String> {
    if (0.0..=1.0).contains(&fraction) {
        // In range, so the cast neither cuts nor wraps.
        Ok((fraction * 100.0).round() as u8)
    } else {
        Err(format!("confidence: {fraction} is not from 0 to 1"))
    }
}
