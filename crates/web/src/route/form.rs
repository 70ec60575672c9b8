//! Forms: in which a page's answer can be had. Named by what stands behind the last dot of the address,
//! or else chosen by the `Accept` header.

/// A form of an answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Form {
    /// What stands behind the last dot of the address.
    pub(crate) suffix: &'static str,
    /// The media type.
    pub(crate) media: &'static str,
}

/// Every form that some address offers. The first is what a browser gets.
pub(crate) const FORMS: &[Form] = &[
    Form { suffix: "html", media: "text/html; charset=utf-8" },
    Form { suffix: "json", media: "application/json" },
    Form { suffix: "ndjson", media: "application/x-ndjson" },
    Form { suffix: "csv", media: "text/csv; charset=utf-8" },
    Form { suffix: "md", media: "text/markdown; charset=utf-8" },
    Form { suffix: "txt", media: "text/plain; charset=utf-8" },
    Form { suffix: "typ", media: "text/x-typst; charset=utf-8" },
    Form {
        suffix: "xlsx",
        media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    },
    Form { suffix: "jsonld", media: "application/ld+json" },
    Form { suffix: "turtle", media: "text/turtle; charset=utf-8" },
    Form { suffix: "svg", media: "image/svg+xml" },
    Form { suffix: "dot", media: "text/vnd.graphviz; charset=utf-8" },
    Form { suffix: "graphml", media: "application/graphml+xml" },
    Form { suffix: "gexf", media: "application/gexf+xml" },
    Form { suffix: "cytoscape", media: "application/vnd.cytoscape+json" },
    Form { suffix: "tgf", media: "text/x-tgf; charset=utf-8" },
    Form { suffix: "apx", media: "text/x-apx; charset=utf-8" },
    Form { suffix: "events", media: "text/event-stream" },
    Form { suffix: "argdown", media: "text/x-argdown; charset=utf-8" },
];

/// The forms of an answer that is one thing.
pub(crate) const ITEM: &[&str] = &["html", "json", "ndjson", "csv", "md", "txt"];
/// The forms of an answer that has no page of its own.
pub(crate) const DATA: &[&str] = &["json", "ndjson", "csv", "md", "txt"];
/// The forms of an answer that is a list.
pub(crate) const LIST: &[&str] = &["html", "json", "ndjson", "csv", "md", "txt"];

/// Returns the form with this suffix.
pub(crate) fn of_suffix(suffix: &str) -> Option<&'static Form> {
    FORMS.iter().find(|form| form.suffix == suffix)
}

/// Parts the suffix of a form from a path, if it ends in one: `/claims.json` is `/claims` as JSON.
pub(crate) fn part(path: &str) -> (&str, Option<&'static Form>) {
    let last = path.rfind('/').map_or(0, |slash| slash + 1);
    let named = path[last..].rfind('.').and_then(|dot| {
        let form = of_suffix(&path[last + dot + 1..])?;
        // "/.json" names no page but the first one.
        Some((if dot == 0 { &path[..last] } else { &path[..last + dot] }, form))
    });
    named.map_or((path, None), |(path, form)| (path, Some(form)))
}

/// Chooses among the forms offered what the `Accept` header likes best; the first if it says nothing,
/// none if it likes none.
pub(crate) fn accepted(offered: &[&str], accept: Option<&str>) -> Option<&'static Form> {
    let forms = offered.iter().filter_map(|suffix| of_suffix(suffix));
    let Some(accept) = accept.filter(|accept| !accept.trim().is_empty()) else {
        return forms.into_iter().next();
    };
    let ranges: Vec<(&str, u32)> = accept.split(',').filter_map(range).collect();
    let mut best: Option<(u32, &'static Form)> = None;
    for form in forms {
        let liking = liking(form, &ranges);
        if liking > 0 && best.is_none_or(|(most, _)| liking > most) {
            best = Some((liking, form));
        }
    }
    best.map(|(_, form)| form)
}

/// Returns a media range with its weight in thousandths.
fn range(text: &str) -> Option<(&str, u32)> {
    let mut parts = text.split(';').map(str::trim);
    let media = parts.next()?;
    let weight = parts.find_map(|part| part.strip_prefix("q="));
    let weight = weight.map_or(Some(1.0), |weight| weight.parse::<f32>().ok())?;
    Some((media, (weight.clamp(0.0, 1.0) * 1000.0).round() as u32))
}

/// Returns how much the ranges like a form: what names it most closely decides.
fn liking(form: &Form, ranges: &[(&str, u32)]) -> u32 {
    let media = form.media.split(';').next().unwrap_or_default();
    let kind = media.split('/').next().unwrap_or_default();
    let closeness = |range: &str| match range {
        range if range.eq_ignore_ascii_case(media) => Some(3),
        range if range.strip_suffix("/*").is_some_and(|own| own.eq_ignore_ascii_case(kind)) => {
            Some(2)
        }
        "*/*" => Some(1),
        _ => None,
    };
    let closest = ranges.iter().filter_map(|(range, weight)| Some((closeness(range)?, *weight)));
    closest.max().map_or(0, |(_, weight)| weight)
}

#[cfg(test)]
mod tests {
    use super::{ITEM, LIST, accepted, part};

    #[test]
    fn the_suffix_names_the_form() {
        let parted = |path| {
            let (path, form) = part(path);
            format!("{path} {}", form.map_or("-", |form| form.suffix))
        };
        let paths = ["/claims", "/claims.json", "/", "/.json", "/sources/a.example", "/x.y/b.csv"];
        let all: Vec<String> = paths.into_iter().map(parted).collect();
        insta::assert_snapshot!(all.join("\n"), @r"
        /claims -
        /claims json
        / -
        / json
        /sources/a.example -
        /x.y/b csv
        ");
    }

    #[test]
    fn without_a_suffix_the_accept_header_chooses() {
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        let all = [
            (None, ITEM),
            (Some("*/*"), ITEM),
            (Some(browser), LIST),
            (Some("application/json"), LIST),
            (Some("text/*;q=0.5, application/json;q=0.7"), LIST),
            (Some("text/csv, text/html;q=0.1"), LIST),
            (Some("image/png"), LIST),
            (Some("application/json;q=0, */*;q=0"), LIST),
        ]
        .map(|(accept, offered)| accepted(offered, accept).map_or("none", |form| form.suffix));
        insta::assert_snapshot!(all.join(" "), @"html html html json json csv none none");
    }
}
