//! The brief: one pass over every statement, sorted into what a desk asks for first.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_model::{
    ActorId, ActorKind, Attribution, CaptureId, Form, Grounds, MatterId, Modality, Status,
};

use counterclaim_views::PostAt;

use super::brief_accounts::Accounts;
use super::cards::stands_for_itself;
use super::lens::Lens;
use super::origins::tied;
use super::question::Question;
use super::unanswered::{Asks, unanswered};
use crate::answers::{
    Brief, BriefPage, Card, FigureRow, Given, LookAt, Marks, MatterSection, Named, PartyCount,
    SameOrigin, Words,
};
use crate::desk::Desk;
use crate::error::DeskError;

/// Below this, an extraction is listed under "look at these first". Per cent.
const DOUBTFUL: u8 = 50;

impl Desk {
    /// Returns who says what on everything read. Shows unchecked proposals and marks them.
    ///
    /// `between` limits statements to those of the two parties named; a person named stands for the party
    /// spoken for.
    ///
    /// # Errors
    /// If a party in `between` is not known here.
    pub fn brief(
        &self,
        question: Question,
        between: Option<(&str, &str)>,
    ) -> Result<Brief, DeskError> {
        let lens = self.lens(question.counting_all());
        let party = |name: &str| {
            let actor = self.actor_at(name, lens.clock)?;
            Ok::<_, DeskError>(lens.party(Some(actor), lens.vantage(None)).id)
        };
        let between =
            between.map(|(a, b)| Ok::<_, DeskError>([party(a)?, party(b)?])).transpose()?;
        let mut cards = lens.live();
        if let Some(parties) = between {
            cards.retain(|card| card.party.id.is_some() && parties.contains(&card.party.id));
        }
        cards.sort_by_key(order);
        Ok(Brief { log: self.log_head()?, ..lens.brief(&cards) })
    }
}

/// By publication, then place on the page; undated first.
fn order(card: &Card) -> (Option<counterclaim_model::Instant>, std::cmp::Reverse<u32>, u32) {
    let number = card.place.as_ref().map_or(0, |place| place.number);
    let start = card.place.as_ref().map_or(0, |place| place.start);
    (card.times.published.map(|moment| moment.at), std::cmp::Reverse(number), start)
}

impl Lens<'_> {
    fn brief(&self, cards: &[Card]) -> Brief {
        let accounts = Accounts::of(self, cards);
        let unanswered = unanswered(cards, Asks::Charges);
        let pages = self.pages();
        let outlets: BTreeSet<String> = pages.iter().map(|page| page.outlet.clone()).collect();
        let given = Given {
            statements: cards.len(),
            checked: cards.iter().filter(|card| card.status == Status::Checked).count(),
            rejections: accounts.rejections.len(),
            confirmations: accounts.confirmations.len(),
            contradictions: accounts.contradictions.len(),
            corroborated: cards.iter().filter(|card| self.is_corroborated(card)).count(),
            unanswered: unanswered.len(),
        };
        Brief {
            log: None,
            pages,
            outlets: outlets.into_iter().collect(),
            parties: parties(cards),
            given,
            figures: figures(cards),
            announcements: pick(cards, |card| card.modality == Modality::Announces),
            same_origin: self.same_origin(cards),
            witnessed: pick(cards, |card| {
                card.grounds == Grounds::Witnessed && !is_narration(card)
            }),
            own_voice: pick(cards, is_narration),
            look_first: look_first(cards),
            sections: self.sections(cards),
            unanswered,
            rejections: accounts.rejections,
            unprompted_denials: accounts.unprompted_denials,
            contradictions: accounts.contradictions,
            confirmations: accounts.confirmations,
            left_out: accounts.left_out,
        }
    }

    fn is_corroborated(&self, card: &Card) -> bool {
        self.standing_of(card.id).is_some_and(|standing| standing.lines_for >= 2)
    }

    fn pages(&self) -> Vec<BriefPage> {
        let views = &self.desk.views;
        self.page_each(views.captures(self.clock).map(|capture| &capture.value))
    }

    /// Tells of captures, each with the posts that were read in it. The posts are gone through once.
    pub(super) fn page_each<'c>(
        &self,
        captures: impl Iterator<Item = &'c counterclaim_model::Capture>,
    ) -> Vec<BriefPage> {
        let mut read: BTreeMap<CaptureId, Vec<PostAt<'_>>> = BTreeMap::new();
        for post in self.desk.views.posts(self.clock) {
            let mut seen: Vec<CaptureId> =
                post.versions.iter().map(|version| version.value.capture).collect();
            seen.sort_unstable();
            seen.dedup();
            for capture in seen {
                read.entry(capture).or_default().push(post.clone());
            }
        }
        let page = |capture: &counterclaim_model::Capture| {
            self.page(capture, read.get(&capture.id).map_or(&[], Vec::as_slice))
        };
        captures.map(page).collect()
    }

    fn page(&self, capture: &counterclaim_model::Capture, posts: &[PostAt<'_>]) -> BriefPage {
        let source = self.desk.views.source(capture.source, self.clock);
        let dated: Vec<_> = posts.iter().filter_map(|post| post.post.published).collect();
        let mut days: BTreeMap<String, usize> = BTreeMap::new();
        for moment in &dated {
            *days.entry(moment.at.date_naive().to_string()).or_default() += 1;
        }
        let introduction =
            posts.iter().any(|post| post.latest().is_some_and(|version| version.number == 0));
        BriefPage {
            title: capture.title.clone(),
            outlet: source.as_ref().map_or_else(String::new, |at| at.source.name.clone()),
            owner: source.as_ref().and_then(|at| self.owner(at, capture)),
            url: capture.url.clone(),
            posts: posts.len() - usize::from(introduction),
            days: days.into_iter().collect(),
            first: dated.iter().copied().min_by_key(|moment| moment.at),
            last: dated.iter().copied().max_by_key(|moment| moment.at),
            introduction,
            captured: capture.captured_at,
            text: capture.text,
            faults: capture
                .faults
                .iter()
                .map(|fault| format!("at {}: {}", fault.at, fault.what))
                .collect(),
        }
    }

    pub(super) fn owner(
        &self,
        source: &counterclaim_views::SourceAt<'_>,
        capture: &counterclaim_model::Capture,
    ) -> Option<String> {
        let ownership = source.owned(capture.captured_at.map(|moment| moment.at))?;
        match ownership.state {
            Some(state) => Some(format!("state-owned, {}", self.named(Some(state)).name)),
            None => Some(format!("owned by {}", self.named(Some(ownership.owner)).name)),
        }
    }

    /// Groups statements that a `repeats` or `rests_on` link ties to one origin.
    fn same_origin(&self, cards: &[Card]) -> Vec<SameOrigin> {
        let by_id: BTreeMap<_, _> = cards.iter().map(|card| (card.id, card)).collect();
        let links = self.desk.views.links(self.clock).filter(|link| link.status.is_live());
        let within = links.filter(|link| {
            by_id.contains_key(&link.link.from) && by_id.contains_key(&link.link.to)
        });
        let groups = tied(within.map(|at| (at.link.relation, at.link.from, at.link.to)));
        let shown = |group: BTreeSet<counterclaim_model::ClaimId>| {
            let mut cards: Vec<Card> =
                group.iter().filter_map(|id| by_id.get(id)).map(|card| (*card).clone()).collect();
            cards.sort_by_key(order);
            let origin = cards.first().map_or_else(Named::nobody, |card| card.speaker.clone());
            SameOrigin { origin, cards }
        };
        groups.into_iter().map(shown).collect()
    }

    fn sections(&self, cards: &[Card]) -> Vec<MatterSection> {
        let titles: BTreeMap<MatterId, String> = self
            .desk
            .views
            .matters(self.clock)
            .map(|at| (at.matter.id.clone(), at.matter.title.clone()))
            .collect();
        let mut by_matter: BTreeMap<Option<MatterId>, Vec<Card>> = BTreeMap::new();
        for card in cards {
            by_matter.entry(card.matters.first().cloned()).or_default().push(card.clone());
        }
        let section = |(matter, cards): (Option<MatterId>, Vec<Card>)| MatterSection {
            title: match &matter {
                Some(id) => titles.get(id).cloned().unwrap_or_else(|| id.to_string()),
                None => "No matter assigned".to_owned(),
            },
            matter,
            cards,
        };
        let mut sections: Vec<MatterSection> = by_matter.into_iter().map(section).collect();
        sections.sort_by_key(|section| {
            (section.matter.is_none(), std::cmp::Reverse(section.cards.len()))
        });
        sections
    }
}

fn pick(cards: &[Card], want: impl Fn(&Card) -> bool) -> Vec<Card> {
    cards.iter().filter(|card| want(card)).cloned().collect()
}

fn is_narration(card: &Card) -> bool {
    card.attribution == Attribution::Narration
}

fn parties(cards: &[Card]) -> Vec<PartyCount> {
    let mut counts: BTreeMap<Option<ActorId>, PartyCount> = BTreeMap::new();
    for card in cards.iter().filter(|card| stands_for_itself(card)) {
        counts
            .entry(card.party.id)
            .or_insert_with(|| PartyCount { party: card.party.clone(), statements: 0 })
            .statements += 1;
    }
    let mut counts: Vec<PartyCount> = counts.into_values().collect();
    counts.sort_by_key(|row| {
        let last = matches!(row.party.kind, Some(ActorKind::Outlet | ActorKind::Unnamed) | None);
        (last, std::cmp::Reverse(row.statements), row.party.name.clone())
    });
    counts
}

pub(crate) fn figures(cards: &[Card]) -> Vec<FigureRow> {
    let mut rows: Vec<FigureRow> = cards
        .iter()
        .filter(|card| card.form != Form::Implied)
        .flat_map(|card| (0..).zip(&card.figures).map(|(n, figure)| figure_row(card, n, figure)))
        .collect();
    rows.sort_by_cached_key(|row| (row.what.clone(), row.scope.clone(), order(&row.card)));
    rows
}

fn figure_row(card: &Card, number: usize, figure: &crate::answers::FigureShown) -> FigureRow {
    let what = match &figure.counts {
        Some(counts) => format!("{}: {counts}", figure.measure),
        None => figure.measure.clone(),
    };
    let scope: Vec<&str> = [&figure.whose, &figure.place, &figure.period]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    // Marked as the stretch of the statement that they stand in; the speaker's own only if that is sure.
    let marks = |text: &String| {
        let holds = card.words.iter().find(|words| words.text.contains(text.as_str()));
        holds.map_or(Marks::Outlet, |words| words.marks)
    };
    let words =
        figure.words.iter().map(|text| Words { text: text.clone(), marks: marks(text) }).collect();
    FigureRow {
        what,
        scope: scope.join(", "),
        value: value(figure),
        words,
        variants: figure.variants.clone(),
        number,
        compared: None,
        card: card.clone(),
    }
}

pub(super) fn value(figure: &crate::answers::FigureShown) -> String {
    let number = match (&figure.low, &figure.best, &figure.high) {
        (Some(low), _, Some(high)) if low != high => format!("{low} to {high}"),
        (_, Some(best), _) => best.clone(),
        (Some(low), None, None) if figure.qualifier.is_some() => low.clone(),
        (Some(low), None, None) => format!("{low} or more"),
        (None, None, Some(high)) if figure.qualifier.is_some() => high.clone(),
        (None, None, Some(high)) => format!("up to {high}"),
        (Some(low), None, Some(_)) => low.clone(),
        (None, None, None) => {
            return figure.qualifier.clone().unwrap_or_else(|| "no number".to_owned());
        }
    };
    match &figure.qualifier {
        Some(qualifier) => format!("{qualifier} {number}"),
        None => number,
    }
}

fn look_first(cards: &[Card]) -> Vec<LookAt> {
    let flagged = |flag: &str| pick(cards, |card| card.flags.iter().any(|own| own == flag));
    let reasons = [
        ("the headline says more than, or other than, the text", flagged("headline_exceeds_text")),
        ("headline only, nothing to quote as the speaker's", pick(cards, Card::is_headline_only)),
        ("the speaker is named only by inference", flagged("speaker_inferred")),
        ("the name may mean several; left open", flagged("alias_ambiguous")),
        ("known only through somebody else's words", pick(cards, Card::is_known_through_others)),
        (
            "an uncertain reading",
            pick(cards, |card| {
                card.confidence.is_some_and(|c| c < DOUBTFUL) && !is_narration(card)
            }),
        ),
    ];
    let filled = reasons.into_iter().filter(|(_, cards)| !cards.is_empty());
    filled.map(|(why, cards)| LookAt { why: why.to_owned(), cards }).collect()
}
