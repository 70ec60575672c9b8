//! How sentences name a claim: who said it, for whom and when, never more than is recorded.

use counterclaim_model::{ClaimId, Form, Moment, Precision};

use super::cards::Lens;

/// As many claims are named in a sentence; the rest is a number.
const NAMED: usize = 4;

impl Lens<'_> {
    /// Returns who said it, for whom, and when: "Jo Lake (Valdoria, Sat 14 Jun 2031)". Of a claim known only
    /// through others it says so, and a finding is its person's.
    pub(super) fn told(&self, id: ClaimId) -> String {
        let Some(at) = self.desk.views.claim(id, self.clock) else { return id.to_string() };
        if let Some(finding) = at.finding {
            let day = at.recorded_at.format("%a %-d %b %Y");
            return format!("a finding of {} ({day})", finding.by);
        }
        let speaker = self.named(at.claim.speaker.actor);
        let name =
            speaker.id.map_or_else(|| "somebody not named".to_owned(), |_| speaker.name.clone());
        let party = self.party(at.claim.speaker.actor, self.vantage(at.said()));
        let party = (party != speaker).then_some(party.name);
        let when = Some(at.said().map_or_else(|| "undated".to_owned(), day));
        let others = at.claim.form == Form::Implied;
        let others = others.then(|| "known only through others".to_owned());
        let beside: Vec<String> = party.into_iter().chain(when).chain(others).collect();
        if beside.is_empty() { name } else { format!("{name} ({})", beside.join(", ")) }
    }

    /// Names several claims: "A; B, twice; C", the first four by name.
    pub(super) fn all_told(&self, ids: &[ClaimId]) -> String {
        let mut told: Vec<(String, usize)> = Vec::new();
        for name in ids.iter().map(|id| self.told(*id)) {
            match told.iter_mut().find(|(known, _)| *known == name) {
                Some((_, times)) => *times += 1,
                None => told.push((name, 1)),
            }
        }
        let several = |(name, times): &(String, usize)| match times {
            1 => name.clone(),
            2 => format!("{name}, twice"),
            more => format!("{name}, {more} times"),
        };
        let named: Vec<String> = told.iter().take(NAMED).map(several).collect();
        match told.len() {
            0..=NAMED => named.join("; "),
            more => format!("{} and {} more", named.join("; "), more - NAMED),
        }
    }
}

/// Returns a day no more exactly than it is known.
pub(super) fn day(moment: Moment) -> String {
    let form = match moment.precision {
        Precision::Year => "%Y",
        Precision::Month => "%b %Y",
        Precision::Day | Precision::Hour | Precision::Minute | Precision::Second => "%a %-d %b %Y",
    };
    moment.at.format(form).to_string()
}
