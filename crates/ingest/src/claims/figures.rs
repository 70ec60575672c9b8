//! Figures of a statement: amount with bounds, what is counted, whose, where, over which time. Dates,
//! clock times, ordinals and numbers without a known measure are no figures.

use counterclaim_model::{Amount, Figure, Voice};

use super::clauses::is_auxiliary;
use super::dating::is_calendar_word;
use super::measures::{Bound, is_medium, is_time_unit, is_vague, measure, qualifier};
use super::names::{Named, Names, Naming};
use super::numbers::amount;
use super::tokens::{Kind, PageTokens, Token, find_sequence, starts_with};
use crate::{Span, Text};

/// Returns the figures in `span`, in text order. `by` is whose words these are.
pub(super) fn figures_in(
    page: &PageTokens<'_>,
    names: &Names,
    span: Span,
    by: Voice,
) -> Vec<Figure> {
    let words = page.within(span);
    let named = names.in_tokens(&words);
    let reader = Reader { text: page.text(), words: &words, named: &named, by };
    let mut found = Vec::new();
    if let Some(none) = reader.none_known() {
        found.push(none);
        return found;
    }
    let mut at = 0;
    while at < words.len() {
        match reader.figure_at(at, found.last()) {
            Some((figures, end)) => {
                found.extend(figures);
                at = end.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

/// A quantity as read: its bounds and the tokens that state it.
struct Quantity {
    low: Option<Amount>,
    best: Option<Amount>,
    high: Option<Amount>,
    qualifier: Option<String>,
    start: usize,
    end: usize,
    percent: bool,
}

struct Reader<'a> {
    text: &'a Text,
    words: &'a [Token],
    named: &'a [Named<'a>],
    by: Voice,
}

impl Reader<'_> {
    fn figure_at(&self, at: usize, last: Option<&Figure>) -> Option<(Vec<Figure>, usize)> {
        let quantity = self.quantity(at)?;
        let noun_end = self.noun_end(quantity.end);
        let measures = self.measures(quantity.start, quantity.end, noun_end);
        let end = noun_end.max(quantity.end);
        if measures.is_empty() {
            return None;
        }
        let counted = self.counted(&quantity, noun_end);
        let figures = measures
            .iter()
            .map(|(name, measured_at)| {
                let whole = quantity.start..end.max(if *measured_at < end + 3 {
                    measured_at + 1
                } else {
                    end
                });
                Figure {
                    measure: (*name).to_owned(),
                    counts: counted.0.clone().or_else(|| last.and_then(|last| last.counts.clone())),
                    whose: counted.1.clone().or_else(|| {
                        last.filter(|_| counted.0.is_none()).and_then(|last| last.whose.clone())
                    }),
                    place: self.place(),
                    period: self.period(),
                    as_of: None,
                    low: quantity.low,
                    best: quantity.best,
                    high: quantity.high,
                    qualifier: quantity.qualifier.clone(),
                    qualifier_by: quantity.qualifier.as_ref().map(|_| self.by),
                    variants: Vec::new(),
                    anchor: super::tokens::cover(
                        &self.words[whole.start..whole.end.min(self.words.len())],
                    )
                    .map(|span| self.text.anchor(span)),
                }
            })
            .collect();
        Some((figures, end))
    }

    /// "no information about injuries": none known, which is not zero.
    fn none_known(&self) -> Option<Figure> {
        let about = ["information", "reports", "data"].iter().find_map(|noun| {
            let at = find_sequence(self.words, 0, &[noun])?;
            self.words.get(at + 1).filter(|t| t.is_any(&["about", "on", "of"]))?;
            Some(at + 2)
        })?;
        let negated = self.words[..about].iter().any(|t| t.is_any(&["no", "not", "any", "don't"]));
        let (name, used) = measure(self.words.get(about..)?)?;
        let span = super::tokens::cover(&self.words[..about + used])?;
        negated.then(|| Figure {
            measure: name.to_owned(),
            counts: None,
            whose: None,
            place: self.place(),
            period: self.period(),
            as_of: None,
            low: None,
            best: None,
            high: None,
            qualifier: Some("none known".to_owned()),
            qualifier_by: Some(self.by),
            variants: Vec::new(),
            anchor: Some(self.text.anchor(span)),
        })
    }

    fn quantity(&self, at: usize) -> Option<Quantity> {
        let words = self.words;
        if self.named.iter().any(|name| name.at <= at && at < name.end) || self.is_no_figure(at) {
            return None;
        }
        if is_vague(&words[at]) {
            let qualifier = Some(words[at].word.to_string());
            let of = usize::from(words.get(at + 1).is_some_and(|t| t.is("of")));
            let end = at + 1 + of;
            return Some(Quantity {
                low: None,
                best: None,
                high: None,
                qualifier,
                start: at,
                end,
                percent: false,
            });
        }
        let (first, used) = amount(&words[at..])?;
        let mut end = at + used;
        let between = at > 0 && words[at - 1].is("between");
        let joint =
            words.get(end).is_some_and(|t| t.is_dash() || t.is("to") || (between && t.is("and")));
        let second = if joint { words.get(end + 1..).and_then(amount) } else { None };
        if let Some((_, more)) = &second {
            end += 1 + more;
        }
        let percent = words.get(end).is_some_and(|t| t.is_any(&["percent", "%"]))
            || words.get(end..).is_some_and(|rest| starts_with(rest, &["per", "cent"]));
        let bound = qualifier(words, at);
        let (low, best, high) = match (second, bound.map(|(bound, _)| bound)) {
            (Some((second, _)), _) => (Some(first), None, Some(second)),
            (None, Some(Bound::Below)) => (Some(first), None, None),
            (None, Some(Bound::Above)) => (None, None, Some(first)),
            (None, Some(Bound::Near | Bound::Exact) | None) => {
                (Some(first), Some(first), Some(first))
            }
        };
        let start = at - bound.map_or(usize::from(between), |(_, used)| used);
        let qualifier =
            bound.filter(|(bound, _)| *bound != Bound::Exact).map(|_| self.plain(start, at));
        Some(Quantity { low, best, high, qualifier, start, end, percent })
    }

    fn plain(&self, start: usize, end: usize) -> String {
        self.words[start..end].iter().map(|t| t.word.as_ref()).collect::<Vec<_>>().join(" ")
    }

    /// Clock times, dates, spans of time, parts of names and ordinals.
    fn is_no_figure(&self, at: usize) -> bool {
        let words = self.words;
        let next = words.get(at + 1);
        let colon = |t: Option<&Token>| t.is_some_and(|t| t.is(":"));
        let calendar = |t: Option<&Token>| t.is_some_and(is_calendar_word);
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        let unit_after =
            words.get(at..).and_then(amount).and_then(|(_, used)| words.get(at + used));
        colon(next)
            || colon(before)
            || calendar(next)
            || calendar(before)
            || unit_after.is_some_and(is_time_unit)
            || unit_after.or(next).is_some_and(is_medium)
            || (is_vague(&words[at]) && next.is_some_and(is_time_unit))
            || before.is_some_and(|t| {
                t.is_any(&["no", "number", "level", "article", "resolution"])
                    && words[at].kind == Kind::Number
            })
    }

    /// Returns where the noun phrase after a quantity ends.
    fn noun_end(&self, start: usize) -> usize {
        let stops = [
            "in",
            "on",
            "at",
            "by",
            "from",
            "to",
            "of",
            "for",
            "with",
            "were",
            "amid",
            "and",
            "or",
            "who",
            "that",
            "which",
            "during",
            "among",
            "across",
            "near",
            "after",
            "so",
            "including",
        ];
        let mut at = start;
        if self.words.get(at).is_some_and(|t| t.is_any(&["percent", "%"])) {
            at += 1;
        } else if self.words.get(at..).is_some_and(|rest| starts_with(rest, &["per", "cent"])) {
            at += 2;
        }
        if at > start && self.words.get(at).is_some_and(|t| t.is("of")) {
            at += 1;
        }
        let limit = at + 5;
        while at < limit {
            let Some(token) = self.words.get(at) else { break };
            let ends = token.kind != Kind::Word && !token.is_dash()
                || token.is_dash() && !token.is("-")
                || token.is_any(&stops)
                || is_auxiliary(&token.word)
                || measure(&self.words[at..]).is_some();
            if ends {
                break;
            }
            at += 1;
        }
        at
    }

    /// Returns the measures of a quantity: right behind it, further right in its clause, or the verb
    /// before it.
    fn measures(
        &self,
        start: usize,
        quantity_end: usize,
        noun_end: usize,
    ) -> Vec<(&'static str, usize)> {
        let direct = self.measures_joined(noun_end);
        if !direct.is_empty() {
            return direct;
        }
        let is_family = start > 0
            && self.words[start - 1].is("of")
            && start > 1
            && self.words[start - 2].is("family");
        let left = (start.saturating_sub(9)..start).rev().find_map(|at| {
            let (name, _) = measure(&self.words[at..])?;
            (!is_family).then_some((name, at))
        });
        let active_left = left.filter(|(_, at)| {
            // "took out one tank": the verb is active where no other auxiliary stands before it.
            !at.checked_sub(1).is_some_and(|at| is_auxiliary(&self.words[at].word))
        });
        let right = (noun_end.max(quantity_end)..self.words.len().min(noun_end + 22))
            .find_map(|at| measure(&self.words[at..]).map(|(name, _)| (name, at)));
        let chosen = match (active_left, right) {
            (Some(left), _)
                if self.words[left.1].is_any(&[
                    "took",
                    "taken",
                    "knocked",
                    "killing",
                    "injuring",
                    "wounding",
                    "destroying",
                    "captured",
                    "destroyed",
                    "downed",
                ]) =>
            {
                Some(left)
            }
            (_, Some(right)) => Some(right),
            (left, None) => left,
        };
        chosen.into_iter().collect()
    }

    /// "many killed and injured people": each measure of a pair.
    fn measures_joined(&self, at: usize) -> Vec<(&'static str, usize)> {
        let Some(rest) = self.words.get(at..) else { return Vec::new() };
        let Some((name, used)) = measure(rest) else { return Vec::new() };
        let mut found = vec![(name, at)];
        if rest.get(used).is_some_and(|t| t.is("and"))
            && let Some((other, _)) = rest.get(used + 1..).and_then(measure)
        {
            found.push((other, at + used + 1));
        }
        found
    }

    /// Returns what is counted and whose it is.
    fn counted(&self, quantity: &Quantity, noun_end: usize) -> (Option<String>, Option<String>) {
        let range = quantity.end..noun_end.max(quantity.end);
        let adjective =
            self.named.iter().find(|n| range.contains(&n.at) && n.naming == Naming::Adjective);
        let enemy =
            self.words[range.clone()].iter().any(|t| t.is("enemy")).then(|| "enemy".to_owned());
        let skip = |at: &usize| {
            self.named.iter().any(|n| n.at <= *at && *at < n.end)
                || self.words[*at]
                    .is_any(&["enemy", "percent", "%", "per", "cent", "of", "the", "new", "-"])
        };
        let words: Vec<&str> =
            range.filter(|at| !skip(at)).map(|at| self.words[at].word.as_ref()).collect();
        let words = words.join(" ");
        let counts = match (words.is_empty(), quantity.percent) {
            (true, false) => self.counted_elsewhere(quantity, noun_end),
            (true, true) => Some("per cent".to_owned()),
            (false, true) => Some(format!("per cent of {words}")),
            (false, false) => Some(words),
        };
        (counts, adjective.map(|n| n.actor.party().to_owned()).or(enemy))
    }

    /// "30 Casualties … Among Civilians", "a family of five".
    fn counted_elsewhere(&self, quantity: &Quantity, noun_end: usize) -> Option<String> {
        if quantity.start > 1 && self.words[quantity.start - 2].is("family") {
            return Some("members of one family".to_owned());
        }
        let among = find_sequence(self.words, noun_end, &["among"])?;
        self.words.get(among + 1).map(|t| t.word.to_string())
    }

    /// Returns the place after "in" or its like, where it is named.
    fn place(&self) -> Option<String> {
        self.named.iter().filter(|n| n.naming != Naming::Adjective).find_map(|name| {
            let before = self.words.get(name.at.checked_sub(1)?)?;
            let article = before.is("the").then(|| name.at.checked_sub(2)).flatten();
            let before = article.and_then(|at| self.words.get(at)).unwrap_or(before);
            let here = before.is_any(&["in", "across", "near", "at", "left", "around", "of"])
                && !(before.is("of") && name.at < 3);
            here.then(|| self.text.slice(name.span).to_owned())
        })
    }

    /// Returns the words for the time a count covers.
    fn period(&self) -> Option<String> {
        let words = self.words;
        let simple = words.iter().find(|t| t.is_any(&["yesterday", "overnight", "today"]));
        if let Some(token) = simple {
            return Some(token.word.to_string());
        }
        let at = (0..words.len()).rev().find(|at| {
            let rest = &words[*at..];
            rest[0].is_any(&["in", "over", "during", "for", "within", "since"])
                && rest
                    .iter()
                    .take(4)
                    .any(|t| t.is_any(&["past", "last", "previous"]) || is_calendar_word(t))
        })?;
        let end = (at..words.len().min(at + 8))
            .rev()
            .find(|end| is_time_unit(&words[*end]) || is_calendar_word(&words[*end]))?;
        super::tokens::cover(&words[at..=end]).map(|span| self.text.slice(span).to_owned())
    }
}
