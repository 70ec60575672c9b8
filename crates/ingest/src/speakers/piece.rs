//! Reading one piece of a speaker phrase: tagged words between commas become one description. Called by
//! [`phrase`](super::phrase), which puts the pieces together.

use std::ops::Range;

use counterclaim_model::ActorKind;

use super::lexis::{is_day, is_function_word, is_local, is_organisation, is_particle, is_pronoun};
use super::tag::{Item, Tagged, What};
use crate::gazetteer::{Form, Gazetteer};

/// A personal name or an unknown organisation's name in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// Its words, folded.
    pub(super) keys: Vec<String>,
    pub(super) bytes: Range<usize>,
}

/// Gender as far as a title or pronoun tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Female,
    Male,
}

/// How a state stands in a phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum StateUse {
    /// By name or adjective, as the one who speaks or is spoken for.
    #[default]
    Named,
    /// By its capital only.
    Capital,
    /// It only qualifies a noun that no list knows: "Ostrevian trawlers", "people in Ostrevia".
    Qualifier,
}

/// What a phrase says of one actor.
#[derive(Clone, Debug, Default)]
pub(super) struct Description {
    pub(super) bytes: Range<usize>,
    /// Entries of states it may mean.
    pub(super) states: Vec<usize>,
    pub(super) state_use: StateUse,
    /// An organisation of the gazetteer.
    pub(super) body: Option<usize>,
    pub(super) outlet: Option<usize>,
    /// A person of the case.
    pub(super) person: Option<usize>,
    pub(super) institution: Option<usize>,
    /// A section of the institution or body.
    pub(super) part: Option<usize>,
    /// Offices with the words used for them, in text order.
    pub(super) offices: Vec<(usize, String)>,
    /// The bytes that tell the role.
    pub(super) role: Option<Range<usize>>,
    pub(super) name: Option<Name>,
    /// The name, by what stands around it, is not a person's.
    pub(super) thing: bool,
    /// An organisation no list knows, at which the office is held.
    pub(super) employer: Option<Name>,
    pub(super) place: Option<Name>,
    pub(super) unnamed: Option<usize>,
    pub(super) correspondent: bool,
    /// "local", "city", "municipal".
    pub(super) local: Option<Range<usize>>,
    pub(super) former: bool,
    /// The first plain lower-case word, such as a pronoun or "statement".
    pub(super) noun: Option<String>,
    pub(super) gender: Option<Gender>,
}

impl Description {
    /// Returns the one state it names, if there is no doubt which.
    pub(super) fn state(&self) -> Option<usize> {
        match self.states[..] {
            [state] => Some(state),
            _ => None,
        }
    }

    /// Returns whether only an adjective or name of a state is there, with nothing it could qualify.
    pub(super) fn only_state(&self) -> bool {
        !self.states.is_empty()
            && self.offices.is_empty()
            && self.institution.is_none()
            && self.name.is_none()
            && self.body.is_none()
    }

    pub(super) fn describes_somebody(&self) -> bool {
        self.institution.is_some() || self.body.is_some() || !self.offices.is_empty()
    }
}

/// Reads items that describe one actor.
pub(super) fn describe(gazetteer: &Gazetteer, tagged: &Tagged, items: &[Item]) -> Description {
    let mut reader = PieceReader {
        gazetteer,
        tagged,
        description: Description::default(),
        names: Vec::new(),
        open: false,
        after_preposition: false,
        prepositions: 0,
        role_from: None,
        last_office: None,
        ranks: 0,
        qualified: false,
    };
    for (at, item) in items.iter().enumerate() {
        reader.take(item, items.get(at + 1));
    }
    let bytes = match (items.first(), items.last()) {
        (Some(first), Some(last)) => first.bytes.start..last.bytes.end,
        _ => 0..0,
    };
    reader.finish(bytes)
}

/// What stands before a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// Nothing that changes its meaning.
    Free,
    /// An article, or an adjective such as "Ostrevian".
    Qualified,
    /// A preposition: it is a place, a department, somebody else.
    Object,
}

/// A name found on the way.
struct FoundName {
    name: Name,
    stand: Stand,
    possessive: bool,
    /// Where the name stands among the offices of the piece: how many come before it.
    offices_before: usize,
    acronym: bool,
}

struct PieceReader<'a> {
    gazetteer: &'a Gazetteer,
    tagged: &'a Tagged,
    description: Description,
    names: Vec<FoundName>,
    /// The last item was part of a name.
    open: bool,
    after_preposition: bool,
    prepositions: usize,
    role_from: Option<usize>,
    last_office: Option<usize>,
    ranks: usize,
    /// The item before was an article or an adjective of a state.
    qualified: bool,
}

impl PieceReader<'_> {
    fn take(&mut self, item: &Item, next: Option<&Item>) {
        let was_open = std::mem::take(&mut self.open);
        match &item.what {
            What::Actor(meant) => self.actor(item, meant),
            What::Institution(institution) => {
                if !self.gazetteer.institution(*institution).is_state {
                    self.role_from.get_or_insert(item.bytes.start);
                }
                self.institution(item, *institution);
            }
            What::Office(office) => self.office(item, *office),
            What::Unnamed(unnamed) => {
                self.description.unnamed = self.description.unnamed.or(Some(*unnamed));
            }
            What::Rank => {
                self.ranks += 1;
                self.gender(item);
            }
            What::Correspondent => self.description.correspondent = true,
            What::Small => self.small(item),
            What::And => {}
            What::Word => self.word(item, next, was_open),
        }
        self.qualified = match &item.what {
            What::Small => matches!(&*self.tagged.lower(item), "the" | "a" | "an"),
            What::Actor(meant) => {
                !item.possessive && meant.iter().any(|(_, form)| *form == Form::Adjective)
            }
            What::Institution(_) | What::Office(_) | What::Unnamed(_) | What::Rank => false,
            What::Correspondent | What::And | What::Word => false,
        };
    }

    fn actor(&mut self, item: &Item, meant: &[(usize, Form)]) {
        let kind = meant.first().map(|(entry, _)| self.gazetteer.entry(*entry).kind);
        let only = meant.first().map(|(entry, _)| *entry);
        match kind {
            Some(ActorKind::State) => {
                let by_capital = meant.iter().all(|(_, form)| *form == Form::Capital);
                if by_capital && (self.after_preposition || self.description.local.is_some()) {
                    self.place(item);
                } else if self.description.states.is_empty()
                    || self.description.state_use == StateUse::Capital
                {
                    self.description.states = states(meant);
                    let object = self.after_preposition && self.description.noun.is_some();
                    self.description.state_use = match (object, by_capital) {
                        (true, _) => StateUse::Qualifier,
                        (false, true) => StateUse::Capital,
                        (false, false) => StateUse::Named,
                    };
                }
            }
            Some(ActorKind::Organisation) => {
                self.role_from.get_or_insert(item.bytes.start);
                self.description.body = self.description.body.or(only);
            }
            Some(ActorKind::Outlet) if self.after_preposition => {}
            Some(ActorKind::Outlet) => self.description.outlet = self.description.outlet.or(only),
            Some(ActorKind::Person) => self.description.person = self.description.person.or(only),
            Some(ActorKind::Unnamed) | None => {}
        }
        self.after_preposition = false;
    }

    fn institution(&mut self, item: &Item, institution: usize) {
        // "the Defence Ministry's Military Cooperation Department": what follows is a section, no person.
        self.after_preposition = item.possessive || self.description.institution.is_some();
        let kind = self.gazetteer.institution(institution);
        if kind.part {
            self.description.part = Some(institution);
            return;
        }
        let held = self.description.institution.map(|held| self.gazetteer.institution(held));
        if held.is_none_or(|held| held.is_state) {
            self.description.institution = Some(institution);
        }
        if let Some(local) = self.description.local.as_mut() {
            local.end = item.bytes.end;
        }
    }

    fn office(&mut self, item: &Item, office: usize) {
        self.role_from.get_or_insert(item.bytes.start);
        self.last_office = Some(item.bytes.end);
        self.gender(item);
        let held = (office, self.tagged.lower(item).into_owned());
        // "Chief spokesperson", "the president's spokesman": the last is meant, unless a preposition
        // makes it another's: "spokesman for the president".
        if self.prepositions > 0 {
            self.description.offices.push(held);
        } else {
            self.description.offices.insert(0, held);
        }
    }

    fn gender(&mut self, item: &Item) {
        let tagged = self.tagged;
        let word = tagged.lower(item);
        let female = ["woman", "mrs", "ms", "miss", "queen", "lady", "dame"];
        let male = ["sman", "rman", "mr", "king", "sir", "lord", "emir"];
        let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
        if ends(&female) {
            self.description.gender = Some(Gender::Female);
        } else if ends(&male) {
            self.description.gender = Some(Gender::Male);
        }
    }

    fn small(&mut self, item: &Item) {
        let tagged = self.tagged;
        let word = tagged.lower(item);
        match &*word {
            "of" | "for" | "at" | "in" | "on" | "from" | "by" | "with" | "to" => {
                self.after_preposition = true;
                self.prepositions += 1;
            }
            "former" | "ex" | "then" => self.description.former = true,
            "his" | "her" | "both" => {
                self.description.noun.get_or_insert(word.into_owned());
            }
            _ => {}
        }
    }

    fn word(&mut self, item: &Item, next: Option<&Item>, was_open: bool) {
        let tagged = self.tagged;
        let word = tagged.lower(item);
        if is_local(&word) {
            self.description.local.get_or_insert(item.bytes.clone());
            return;
        }
        if is_pronoun(&word) {
            self.description.noun.get_or_insert(word.into_owned());
            return;
        }
        if is_function_word(&word) {
            return;
        }
        let particle = was_open || next.is_some_and(|next| next.what == What::Word && next.capital);
        if (item.capital && !is_day(&word)) || (is_particle(&word) && particle) {
            self.name(item, word.into_owned(), was_open);
        } else if !item.capital || self.names.is_empty() {
            if !self.description.states.is_empty() {
                self.description.state_use = StateUse::Qualifier;
            }
            self.description.noun.get_or_insert(word.into_owned());
        }
    }

    fn name(&mut self, item: &Item, word: String, was_open: bool) {
        if let Some(found) = self.names.last_mut().filter(|_| was_open) {
            found.name.keys.push(word);
            found.name.bytes.end = item.bytes.end;
            found.possessive = item.possessive;
        } else {
            self.names.push(FoundName {
                name: Name { keys: vec![word], bytes: item.bytes.clone() },
                stand: match (self.after_preposition, self.qualified) {
                    (true, _) => Stand::Object,
                    (false, true) => Stand::Qualified,
                    (false, false) => Stand::Free,
                },
                possessive: item.possessive,
                offices_before: self.description.offices.len(),
                acronym: self.tagged.words[item.words.start].acronym,
            });
        }
        self.open = !item.possessive;
    }

    fn place(&mut self, item: &Item) {
        self.description.place = Some(Name {
            keys: self.tagged.lower(item).split(' ').map(str::to_owned).collect(),
            bytes: item.bytes.clone(),
        });
    }

    /// Returns whether a name may be the one of whom the piece speaks: not behind a preposition, not the
    /// organisation or owner before an office, not a capital that only opens a sentence.
    fn may_be_named(&self, found: &FoundName) -> bool {
        let offices = self.description.offices.len();
        let employer = offices > found.offices_before;
        let department = offices > 0 && is_organisation(&found.name);
        let noun = self.description.noun.as_deref();
        let common = noun.is_some_and(|noun| !is_pronoun(noun) && !noun.ends_with("self"));
        let single = found.name.keys.len() == 1 && offices == 0 && !found.possessive;
        let opening = common && single && found.stand != Stand::Qualified && !found.acronym;
        found.stand != Stand::Object && !employer && !department && !opening
    }

    /// Returns whether a name without office or rank is rather an organisation's, or a thing's.
    fn is_thing(&self, found: &FoundName) -> bool {
        let noun = self.description.noun.as_deref();
        let noun = noun.is_some_and(|noun| !is_pronoun(noun) && !noun.ends_with("self"));
        let bare = self.description.offices.is_empty() && self.ranks == 0;
        let single = found.name.keys.len() == 1;
        is_organisation(&found.name)
            || (bare && (found.stand == Stand::Qualified || noun || (found.acronym && single)))
    }

    fn finish(mut self, bytes: Range<usize>) -> Description {
        let names = std::mem::take(&mut self.names);
        let chosen =
            names.iter().rposition(|found| self.may_be_named(found) && found.offices_before > 0);
        let chosen = chosen.or_else(|| names.iter().position(|found| self.may_be_named(found)));
        let thing = chosen.is_some_and(|at| self.is_thing(&names[at]));
        let employer = names.iter().enumerate().find(|(at, found)| {
            let object = found.stand == Stand::Object;
            let before_office = found.offices_before < self.description.offices.len();
            let institute = is_organisation(&found.name) || found.acronym;
            Some(*at) != chosen && (if object { institute } else { before_office })
        });
        let employer = employer.map(|(_, found)| found.name.clone());
        let name = chosen.map(|at| names[at].name.clone());
        let place =
            names.iter().find(|found| found.stand == Stand::Object).map(|found| found.name.clone());
        let mut description = self.description;
        if description.place.is_none() {
            description.place = place;
        }
        if let (Some(from), Some(last)) = (self.role_from, self.last_office) {
            // A person who is known already was taken out of the words as an entry, not as a name.
            let before_name = name.as_ref().is_some_and(|name| name.bytes.start > from)
                || description.person.is_some();
            description.role = Some(from..if before_name { last } else { bytes.end });
        }
        description.name = name;
        description.thing = thing;
        description.employer = employer.filter(|_| !description.offices.is_empty());
        description.bytes = bytes;
        description
    }
}

fn states(meant: &[(usize, Form)]) -> Vec<usize> {
    let mut states: Vec<usize> = meant.iter().map(|(entry, _)| *entry).collect();
    states.dedup();
    states
}
