//! How sentences name a claim: who said it, for whom and when, never more than is recorded.

use counterclaim_model::{ClaimId, Form};

use super::lens::Lens;

/// As many claims are named in a sentence; the rest is a number.
const NAMED: usize = 4;

impl Lens<'_> {
    /// Returns who said it, for whom, and when: "Jo Lake (Valdoria, Sat 14 Jun 2031)". Of a claim known only
    /// through others it says so, and a finding is its person's.
    pub(super) fn told(&self, id: ClaimId) -> String {
        let Some(at) = self.desk.views.claim_named(id, self.clock) else { return id.to_string() };
        if let Some(finding) = at.finding {
            return format!("a finding of {} ({})", finding.by, self.zone.date(at.recorded_at));
        }
        let speaker = self.named(at.claim.speaker.actor);
        let name =
            speaker.id.map_or_else(|| "somebody not named".to_owned(), |_| speaker.name.clone());
        let party = self.party(at.claim.speaker.actor, self.vantage(at.said));
        let party = (party != speaker).then_some(party.name);
        let when =
            Some(at.said.map_or_else(|| "undated".to_owned(), |said| self.zone.day_of(said)));
        let others = at.claim.form == Form::Implied;
        let others = others.then(|| "known only through others".to_owned());
        let beside: Vec<String> = party.into_iter().chain(when).chain(others).collect();
        if beside.is_empty() { name } else { format!("{name} ({})", beside.join(", ")) }
    }

    /// Names the parties of claims, each once: "Valdoria and Norland".
    pub(super) fn parties_told(&self, ids: &[ClaimId]) -> String {
        let mut names: Vec<String> = Vec::new();
        for id in ids {
            let Some(at) = self.desk.views.claim_named(*id, self.clock) else { continue };
            let party = self.party(at.claim.speaker.actor, self.vantage(at.said));
            if !names.contains(&party.name) {
                names.push(party.name);
            }
        }
        listed(&names)
    }

    /// Names several claims: "A, B (Valdoria; twice) and C", the first four by name.
    pub(super) fn all_told(&self, ids: &[ClaimId]) -> String {
        let mut told: Vec<(String, usize)> = Vec::new();
        for name in ids.iter().map(|id| self.told(*id)) {
            match told.iter_mut().find(|(known, _)| *known == name) {
                Some((_, times)) => *times += 1,
                None => told.push((name, 1)),
            }
        }
        let mut named: Vec<String> = told.iter().take(NAMED).map(several).collect();
        if told.len() > NAMED {
            named.push(format!("{} more", told.len() - NAMED));
        }
        listed(&named)
    }
}

/// Says how often one is meant, within what is told of it.
fn several((name, times): &(String, usize)) -> String {
    let often = match times {
        1 => return name.clone(),
        2 => "twice".to_owned(),
        more => format!("{more} times"),
    };
    match name.strip_suffix(')') {
        Some(open) => format!("{open}; {often})"),
        None => format!("{name} ({often})"),
    }
}

/// Returns names as a list: "A, B and C".
pub(super) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
