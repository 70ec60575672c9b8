//! Rows that are claims: a claim comes in with the id it has elsewhere, as the proposal it is until a
//! person here vouches for it.

use counterclaim_model::{
    About, ActorId, Anchor, Attribution, Claim, ClaimId, Command, Evidence, Figure, Form, Grounds,
    Matter, Modality, Moment, NewClaim, Origin, Precision, Sighting, Speaker, Status, Variant,
    Wording,
};

use super::claim_row::{ClaimRow, EvidenceRow, FigureRow, SightingRow};
use super::draft::{Draft, ExpectedParty, Verdict};
use super::importer::Importer;
use super::known::words;
use super::people::{BASIS, Who};
use super::rating::Written;
use super::sightings::{Carried, Verified, as_given};
use super::words::{shaped, stands};
use crate::intake::normalised;

/// Flag of a claim whose words were not held against the text they stand in: it is not in this case.
const NOT_VERIFIED: &str = "words_not_verified_here";

/// Flag of a claim whose words are what the file says an outlet carried: no page was read.
const GIVEN: &str = "words_as_given_by_the_file";

/// Flag of a proposal that a person recorded by hand elsewhere.
const BY_HAND: &str = "recorded_by_hand_elsewhere";

/// What proposes a claim that names no rule.
pub(super) const RULE: &str = "import@1";

impl Importer<'_, '_> {
    /// Says what a claim's row asks for.
    ///
    /// # Errors
    /// Why it is refused.
    pub(super) fn claim(&mut self, row: &ClaimRow) -> Result<Verdict, String> {
        if row.status.is_some_and(|status| !status.is_live()) {
            return Err("it was rejected or withdrawn where it comes from".to_owned());
        }
        let mut draft = Draft::default();
        let sighted = places(row)?;
        let id = row.id.unwrap_or_else(|| own_id(row, &sighted));
        draft.id = Some(id.to_string());
        if self.session.desk.state.claim_status(id).is_some() {
            return self.known(id, row, &sighted, draft).map(Verdict::Draft);
        }
        if let Some(finding) = &row.finding
            && self.session.desk.state.claim_status(finding.of).is_none()
        {
            return Ok(Verdict::Later(format!(
                "the claim it is about, {}, is not here",
                finding.of
            )));
        }
        let claim = self.attributed(row, &mut draft.commands)?;
        self.matters(row, &mut draft.commands);
        let (sightings, verified) = self.sightings(id, row, &sighted, &mut draft)?;
        draft.party = expected(row, &claim, sightings.first());
        let mut sightings = sightings.into_iter();
        let (sighting, matters) = (sightings.next(), row.matters.clone());
        let new = NewClaim { id, claim, sighting, matters };
        self.enter(new, row, verified, &mut draft)?;
        draft.commands.extend(sightings.map(Command::SightClaim));
        self.reviews_of(id, row, &mut draft)?;
        Ok(Verdict::Draft(draft))
    }

    /// Makes the claim enter the case: recorded, or proposed and perhaps checked.
    fn enter(
        &self,
        new: NewClaim,
        row: &ClaimRow,
        verified: Verified,
        draft: &mut Draft,
    ) -> Result<(), String> {
        let is_vouched = self.vouches() && row.status != Some(Status::Proposed);
        if let Some(finding) = &row.finding {
            if !is_vouched {
                let why = "a finding counts at once: give --checked to vouch for it";
                return Err(why.to_owned());
            }
            draft.commands.push(Command::RecordFinding {
                finding: new,
                by: finding.by.clone(),
                evidence: finding.evidence.iter().map(evidence).collect(),
                relation: finding.relation,
                target: finding.of,
                reason: finding.reason.clone(),
            });
            return Ok(());
        }
        let by_hand = row.confidence.is_none() && row.rule.is_none();
        if by_hand && is_vouched && verified == Verified::Here {
            draft.commands.push(Command::RecordClaim(new));
            return Ok(());
        }
        let known = [NOT_VERIFIED, GIVEN];
        let mut flags: Vec<String> =
            row.flags.iter().filter(|flag| !known.contains(&flag.as_str())).cloned().collect();
        let own = [
            (verified == Verified::NotHere, NOT_VERIFIED),
            (verified == Verified::Given, GIVEN),
            (by_hand && !is_vouched && !flags.iter().any(|flag| flag == BY_HAND), BY_HAND),
        ];
        flags.extend(own.iter().filter(|(is_so, _)| *is_so).map(|(_, flag)| (*flag).to_owned()));
        let claim = new.id;
        let origin = Origin {
            rule: row.rule.clone().unwrap_or_else(|| RULE.to_owned()),
            confidence: row.confidence.unwrap_or(100),
            flags,
        };
        draft.commands.push(Command::ProposeClaim { claim: new, origin });
        if is_vouched {
            draft.commands.push(Command::CheckClaim { claim });
        }
        Ok(())
    }

    /// Returns the row's sightings, and whether all of their words were verified.
    fn sightings(
        &mut self,
        id: ClaimId,
        row: &ClaimRow,
        sighted: &[SightingRow],
        draft: &mut Draft,
    ) -> Result<(Vec<Sighting>, Verified), String> {
        let (mut sightings, mut all) = (Vec::new(), Verified::Here);
        for place in sighted {
            let (sighting, verified) = self.sighting(id, place, row, draft)?;
            all = all.max(verified);
            sightings.push(sighting);
        }
        self.figures_stand(row, sighted)?;
        Ok((sightings, all))
    }

    /// Holds the words of figures against the text of the first place.
    fn figures_stand(&mut self, row: &ClaimRow, sighted: &[SightingRow]) -> Result<(), String> {
        let anchors: Vec<Anchor> = row.figures.iter().filter_map(FigureRow::place).collect();
        anchors.iter().try_for_each(shaped)?;
        let Some(first) = sighted.first().filter(|_| !anchors.is_empty()) else { return Ok(()) };
        match self.texts.get(first.capture.text, self.session.desk)? {
            Some(text) => anchors.iter().try_for_each(|anchor| stands(anchor, &text)),
            None => Ok(()),
        }
    }

    /// Returns the claim, asking for everybody it names to be made known.
    pub(super) fn attributed(
        &mut self,
        row: &ClaimRow,
        commands: &mut Vec<Command>,
    ) -> Result<Claim, String> {
        let desk = &*self.session.desk;
        let people = &mut self.people;
        let role = row.role.as_deref();
        let (speaker, party) = (speaker(row), party(row));
        let actor = people.speaker(&speaker, party.as_ref(), role, desk, commands)?;
        let candidates = row.candidates.iter().map(|who| people.actor(who, BASIS, desk, commands));
        let candidates: Vec<ActorId> = candidates.collect::<Result<_, _>>()?;
        let relayed_by = match row.relayed_by.as_ref().filter(|who| !who.is_nobody()) {
            Some(who) => {
                let who = Who { id: who.id.or(row.relayed_by_id), ..who.clone() };
                Some(people.actor(&who, BASIS, desk, commands)?)
            }
            None => None,
        };
        let mut about = Vec::new();
        for named in &row.about {
            let who = Who { kind: named.actor.kind.or(named.kind), ..named.actor.clone() };
            let actor = people.speaker(&who, named.party.as_ref(), None, desk, commands)?;
            let actor = actor.ok_or("about: nobody is named")?;
            about.push(About { actor, role: named.role });
        }
        let said = row.said.as_deref().map(moment).transpose()?;
        let said = said.map(|said| known_to(said, row.said_precision));
        Ok(Claim {
            statement: row.statement.clone(),
            speaker: Speaker {
                actor,
                phrase: row.phrase.clone(),
                role: row.role.clone(),
                candidates,
            },
            relayed_by,
            modality: row.modality.unwrap_or(Modality::Asserts),
            form: row.form.unwrap_or(Form::Indirect),
            wording: row.wording.unwrap_or(Wording::Outlet),
            language: row.language.clone(),
            translated: row.translated,
            attribution: row.attribution.unwrap_or(Attribution::Explicit),
            grounds: row.grounds.unwrap_or(Grounds::NotStated),
            about,
            figures: row.figures.iter().map(figure).collect::<Result<_, _>>()?,
            asserted_at: row.times.said.or(said),
        })
    }

    fn matters(&self, row: &ClaimRow, commands: &mut Vec<Command>) {
        let titles = row.matter_titles.iter().map(Some).chain(std::iter::repeat(None));
        for (id, title) in row.matters.iter().zip(titles) {
            let title = title.cloned().unwrap_or_else(|| id.as_str().replace('-', " "));
            commands.push(Command::AddMatter(Matter { id: id.clone(), title }));
        }
    }
}

/// Returns the places that a row names: as they are, or the one that its outlet amounts to.
fn places(row: &ClaimRow) -> Result<Vec<SightingRow>, String> {
    let Some(outlet) = row.outlet.as_ref().filter(|_| row.sighted.is_empty()) else {
        return Ok(row.sighted.clone());
    };
    let published = row.published.as_deref().map(moment).transpose()?;
    let published = published.map(|published| known_to(published, row.published_precision));
    let (outlet, url, headline) = (outlet.trim().to_owned(), row.url.clone(), None);
    Ok(vec![as_given(&Carried { outlet, url, headline, published }, row.statement.trim())])
}

/// Returns the id that a claim of a row without one has: as reading the page, or recording it by hand,
/// would derive it.
fn own_id(row: &ClaimRow, sighted: &[SightingRow]) -> ClaimId {
    match row.sighted.first().and(sighted.first()) {
        Some(place) => {
            let post = place.post.id.to_string();
            ClaimId::derive(&[&post, &words(&place.source_phrase), &words(&place.content), "0"])
        }
        None => {
            let speaker = speaker(row);
            let name = if speaker.is_nobody() { "" } else { speaker.name.trim() };
            by_hand_id(name, &row.statement)
        }
    }
}

/// Returns the id of a claim that is known by who says what.
pub(super) fn by_hand_id(speaker: &str, statement: &str) -> ClaimId {
    ClaimId::derive(&["by hand", speaker, &normalised(statement), "0"])
}

/// Returns whom the row names as the speaker, from one field or several.
fn speaker(row: &ClaimRow) -> Who {
    let who = row.speaker.clone().unwrap_or_default();
    Who { id: who.id.or(row.speaker_id), kind: who.kind.or(row.speaker_kind), ..who }
}

/// Returns for whom the speaker speaks, by the row.
fn party(row: &ClaimRow) -> Option<Who> {
    let who = row.party.clone()?;
    Some(Who { id: who.id.or(row.party_id), ..who })
}

/// Returns a moment that is known no finer than to this.
fn known_to(moment: Moment, precision: Option<Precision>) -> Moment {
    Moment { precision: precision.unwrap_or(moment.precision), ..moment }
}

fn evidence(row: &EvidenceRow) -> Evidence {
    Evidence { title: row.title.clone(), bytes: row.bytes }
}

fn expected(row: &ClaimRow, claim: &Claim, sighting: Option<&Sighting>) -> Option<ExpectedParty> {
    let party = party(row)?;
    let published = sighting.and_then(|sighting| sighting.published);
    Some(ExpectedParty {
        speaker: claim.speaker.actor?,
        said: claim.asserted_at.or(published).map(|moment| moment.at),
        party: party.id,
        name: party.name,
    })
}

fn figure(row: &FigureRow) -> Result<Figure, String> {
    let amount = |written: &Option<Written>| {
        let parse =
            |written: &Written| written.0.parse().map_err(|error| format!("figures: {error}"));
        written.as_ref().map(parse).transpose()
    };
    Ok(Figure {
        measure: row.measure.clone(),
        counts: row.counts.clone(),
        whose: row.whose.clone(),
        place: row.place.clone(),
        period: row.period.clone(),
        as_of: row.as_of.map(|as_of| known_to(as_of.0, row.as_of_precision)),
        low: amount(&row.low)?,
        best: amount(&row.best)?,
        high: amount(&row.high)?,
        qualifier: row.qualifier.clone(),
        qualifier_by: row.qualifier_by,
        variants: row
            .variants
            .iter()
            .map(|variant| Variant { text: variant.text.clone(), by: variant.marks })
            .collect(),
        anchor: row.place(),
    })
}

/// Reads a time or date, for the message of a row.
pub(super) fn moment(text: &str) -> Result<Moment, String> {
    crate::by_hand::moment(text.trim()).map_err(|error| error.to_string())
}
