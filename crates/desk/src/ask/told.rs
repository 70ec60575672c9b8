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
        let actor = at.claim.speaker.actor;
        let speaker = self.named_row(actor);
        let party = self.party_row(actor, self.vantage(at.said));
        let mut out = String::with_capacity(96);
        out.push_str(if speaker.id.is_some() { &speaker.name } else { "somebody not named" });
        out.push_str(" (");
        if party != speaker {
            out.push_str(&party.name);
            out.push_str(", ");
        }
        match at.said {
            Some(said) => out.push_str(&self.zone.day_of(said)),
            None => out.push_str("undated"),
        }
        if at.claim.form == Form::Implied {
            out.push_str(", known only through others");
        }
        out.push(')');
        out
    }

    /// Names the parties of claims, each once: "Valdoria and Norland".
    pub(super) fn parties_told(&self, ids: &[ClaimId]) -> String {
        let mut names: Vec<String> = Vec::new();
        for id in ids {
            let Some(at) = self.desk.views.claim_named(*id, self.clock) else { continue };
            let party = self.party_row(at.claim.speaker.actor, self.vantage(at.said));
            if !names.iter().any(|name| *name == party.name) {
                names.push(party.name.into_owned());
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
