//! Reading a speaker phrase: from tagged words to who is described, by which office, name, institution
//! and state. Nothing is looked up outside the phrase here; that is [`resolve`](super::resolve)'s work.

use std::ops::Range;

use counterclaim_model::ActorKind;

use super::tag::{Item, Tagged, What};
use crate::gazetteer::{Form, Gap, Gazetteer, Seat};

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

/// What a phrase says of one actor.
#[derive(Clone, Debug, Default)]
pub(super) struct Description {
    pub(super) bytes: Range<usize>,
    /// Entries of states it may mean.
    pub(super) states: Vec<usize>,
    /// The state is named by its capital only.
    pub(super) by_capital: bool,
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
    fn only_state(&self) -> bool {
        !self.states.is_empty()
            && self.offices.is_empty()
            && self.institution.is_none()
            && self.name.is_none()
            && self.body.is_none()
    }

    fn describes_somebody(&self) -> bool {
        self.institution.is_some() || self.body.is_some() || !self.offices.is_empty()
    }
}

/// A speaker phrase, taken apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrase {
    /// Those named, in text order.
    pub(super) parts: Vec<Description>,
    /// "both": each speaks for itself.
    pub(super) both: bool,
    /// "both sides", "the parties": those in conflict, named elsewhere.
    pub(super) collective: bool,
}

/// Words before a phrase that are a document and not its author.
const DOCUMENTS: [&str; 6] = ["statement", "post", "letter", "message", "report", "comment"];

/// Words that make a capitalised run an organisation rather than a person.
const ORGANISATION_WORDS: [&str; 33] = [
    "ministry",
    "department",
    "agency",
    "committee",
    "commission",
    "council",
    "centre",
    "party",
    "group",
    "university",
    "institute",
    "court",
    "command",
    "foundation",
    "association",
    "company",
    "bank",
    "union",
    "federation",
    "front",
    "movement",
    "office",
    "service",
    "authority",
    "board",
    "hospital",
    "airlines",
    "airport",
    "network",
    "brigade",
    "league",
    "alliance",
    "observatory",
];

/// Reads a speaker phrase.
pub(super) fn read(gazetteer: &Gazetteer, tagged: &Tagged) -> Phrase {
    let items = without_document(tagged, &tagged.items);
    let both = items.first().is_some_and(|item| tagged.lower(item) == "both");
    Phrase { parts: parts(gazetteer, tagged, items), both, collective: is_collective(tagged) }
}

fn is_collective(tagged: &Tagged) -> bool {
    let Some((last, before)) = tagged.words.split_last() else { return false };
    let those = matches!(
        last.lower.as_str(),
        "sides"
            | "parties"
            | "countries"
            | "states"
            | "governments"
            | "capitals"
            | "neighbours"
            | "nations"
    );
    those
        && before.iter().all(|word| {
            matches!(
                word.lower.as_str(),
                "both"
                    | "two"
                    | "the"
                    | "of"
                    | "warring"
                    | "conflicting"
                    | "opposing"
                    | "neighbouring"
                    | "these"
            )
        })
}

/// Cuts "a statement from" off.
fn without_document<'a>(tagged: &Tagged, items: &'a [Item]) -> &'a [Item] {
    let at = items.iter().position(|item| !matches!(item.what, What::Small)).unwrap_or(0);
    let (Some(document), Some(from)) = (items.get(at), items.get(at + 1)) else {
        return items;
    };
    let from = tagged.lower(from);
    let is_document = DOCUMENTS.contains(&tagged.lower(document).as_str());
    if is_document && ["from", "by", "of"].contains(&from.as_str()) && items.len() > at + 2 {
        &items[at + 2..]
    } else {
        items
    }
}

/// Cuts at commas and "and", reads each piece, and puts together what describes the same actor.
pub(super) fn parts(gazetteer: &Gazetteer, tagged: &Tagged, items: &[Item]) -> Vec<Description> {
    let mut parts: Vec<Description> = Vec::new();
    let mut comma = false;
    let mut start = 0;
    for end in 0..items.len() {
        let and = items[end].what == What::And;
        let cut = and || items[end].gap == Gap::Comma || end + 1 == items.len();
        if !cut {
            continue;
        }
        let piece = &items[start..if and { end } else { end + 1 }];
        if !piece.is_empty() {
            add(&mut parts, describe(gazetteer, tagged, piece), comma);
        }
        comma = items[end].gap == Gap::Comma && !and;
        start = end + 1;
    }
    share_heads(&mut parts);
    standing(parts)
}

fn add(parts: &mut Vec<Description>, next: Description, comma: bool) {
    let Some(last) = parts.last_mut().filter(|_| comma) else {
        parts.push(next);
        return;
    };
    let apposition = (last.name.is_some() || last.person.is_some()) && next.name.is_none();
    if apposition && next.describes_somebody() {
        let name = last.name.take();
        let (bytes, person) = (last.bytes.start..next.bytes.end, last.person);
        let gender = last.gender;
        let states = std::mem::take(&mut last.states);
        *last = next;
        last.bytes = bytes;
        last.name = name;
        last.person = last.person.or(person);
        last.gender = last.gender.or(gender);
        if last.states.is_empty() {
            last.states = states;
        }
    } else if !last.offices.is_empty()
        && last.name.is_none()
        && next.name.is_some()
        && next.states.is_empty()
    {
        last.name = next.name;
        last.bytes.end = next.bytes.end;
    } else {
        parts.push(next);
    }
}

/// "Ostrevian and Valdorian foreign ministries": the first takes what follows the second.
fn share_heads(parts: &mut [Description]) {
    for at in (1..parts.len()).rev() {
        let (before, after) = parts.split_at_mut(at);
        let (Some(left), Some(right)) = (before.last_mut(), after.first()) else { continue };
        if left.only_state() && !right.states.is_empty() && right.name.is_none() && !left.by_capital
        {
            left.institution = right.institution;
            left.offices = right.offices.clone();
        }
    }
}

/// Drops pieces of a list that name nobody; a bare capitalised word counts only beside another name.
fn standing(mut parts: Vec<Description>) -> Vec<Description> {
    if parts.len() < 2 {
        return parts;
    }
    let named = parts[0].name.is_some();
    let mut first = true;
    parts.retain(|part| {
        let keep = first
            || part.describes_somebody()
            || !part.states.is_empty()
            || part.outlet.is_some()
            || part.person.is_some()
            || (named && part.name.is_some());
        first = false;
        keep
    });
    parts
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
        role_from: None,
        last_office: None,
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

/// A name found on the way.
struct FoundName {
    name: Name,
    /// It stands behind a preposition: a place, a department, somebody else.
    object: bool,
    possessive: bool,
    after_office: bool,
}

struct PieceReader<'a> {
    gazetteer: &'a Gazetteer,
    tagged: &'a Tagged,
    description: Description,
    names: Vec<FoundName>,
    /// The last item was part of a name.
    open: bool,
    after_preposition: bool,
    role_from: Option<usize>,
    last_office: Option<usize>,
}

impl PieceReader<'_> {
    fn take(&mut self, item: &Item, next: Option<&Item>) {
        let was_open = std::mem::take(&mut self.open);
        match &item.what {
            What::Actor(meant) => self.actor(item, meant),
            What::Institution(institution) => {
                self.role_from.get_or_insert(item.bytes.start);
                self.institution(item, *institution);
            }
            What::Office(office) => self.office(item, *office),
            What::Unnamed(unnamed) => {
                self.description.unnamed = self.description.unnamed.or(Some(*unnamed));
            }
            What::Rank => self.gender(item),
            What::Correspondent => self.description.correspondent = true,
            What::Small => self.small(item),
            What::And => {}
            What::Word => self.word(item, next, was_open),
        }
    }

    fn actor(&mut self, item: &Item, meant: &[(usize, Form)]) {
        let kind = meant.first().map(|(entry, _)| self.gazetteer.entry(*entry).kind);
        let only = meant.first().map(|(entry, _)| *entry);
        match kind {
            Some(ActorKind::State) => {
                let by_capital = meant.iter().all(|(_, form)| *form == Form::Capital);
                if by_capital && (self.after_preposition || self.description.local.is_some()) {
                    self.place(item);
                } else if self.description.states.is_empty() || self.description.by_capital {
                    self.description.states = states(meant);
                    self.description.by_capital = by_capital;
                }
            }
            Some(ActorKind::Organisation) => {
                self.role_from.get_or_insert(item.bytes.start);
                self.description.body = self.description.body.or(only);
            }
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
        self.description.offices.push((office, self.tagged.lower(item)));
    }

    fn gender(&mut self, item: &Item) {
        let word = self.tagged.lower(item);
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
        let word = self.tagged.lower(item);
        match word.as_str() {
            "of" | "for" | "at" | "in" | "on" | "from" | "by" | "with" | "to" => {
                self.after_preposition = true;
            }
            "former" | "ex" | "then" => self.description.former = true,
            "his" | "her" | "both" => {
                self.description.noun.get_or_insert(word);
            }
            _ => {}
        }
    }

    fn word(&mut self, item: &Item, next: Option<&Item>, was_open: bool) {
        let word = self.tagged.lower(item);
        if is_local(&word) {
            self.description.local.get_or_insert(item.bytes.clone());
            return;
        }
        if is_pronoun(&word) {
            self.description.noun.get_or_insert(word);
            return;
        }
        let particle = was_open || next.is_some_and(|next| next.what == What::Word && next.capital);
        if (item.capital && !is_day(&word)) || (is_particle(&word) && particle) {
            self.name(item, word, was_open);
        } else if !item.capital || self.names.is_empty() {
            self.description.noun.get_or_insert(word);
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
                object: self.after_preposition,
                possessive: item.possessive,
                after_office: self.last_office.is_some(),
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

    fn finish(mut self, bytes: Range<usize>) -> Description {
        let names = std::mem::take(&mut self.names);
        let owner = |found: &FoundName| found.possessive && !self.description.offices.is_empty();
        let department = |found: &FoundName| {
            !self.description.offices.is_empty() && is_organisation(&found.name)
        };
        let plain = |found: &&FoundName| !found.object && !owner(found) && !department(found);
        let name = names.iter().filter(plain).find(|found| found.after_office);
        let name = name.or_else(|| names.iter().find(plain)).map(|found| found.name.clone());
        let place = names.iter().find(|found| found.object).map(|found| found.name.clone());
        let mut description = self.description;
        if description.place.is_none() {
            description.place = place;
        }
        if let (Some(from), Some(_)) = (self.role_from, description.offices.first()) {
            let before_name = name.as_ref().map(|name| name.bytes.start).filter(|at| *at > from);
            description.role = Some(from..before_name.unwrap_or(bytes.end));
        }
        description.name = name;
        description.bytes = bytes;
        let by_place = description
            .offices
            .iter()
            .any(|(office, _)| self.gazetteer.office(*office).seat == Seat::Place);
        if description.by_capital && by_place {
            description.by_capital = false;
        }
        description
    }
}

fn states(meant: &[(usize, Form)]) -> Vec<usize> {
    let mut states: Vec<usize> = meant.iter().map(|(entry, _)| *entry).collect();
    states.dedup();
    states
}

/// Returns whether a word is a pronoun that may stand for a speaker.
pub(super) fn is_pronoun(word: &str) -> bool {
    matches!(
        word,
        "he" | "she" | "it" | "they" | "who" | "him" | "her" | "his" | "them" | "its" | "their"
    )
}

/// Returns whether a capitalised run is the name of an organisation rather than of a person.
pub(super) fn is_organisation(name: &Name) -> bool {
    name.keys.iter().any(|key| ORGANISATION_WORDS.contains(&key.as_str()))
}

fn is_local(word: &str) -> bool {
    matches!(
        word,
        "local"
            | "city"
            | "municipal"
            | "town"
            | "regional"
            | "district"
            | "provincial"
            | "village"
    )
}

fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "al" | "el"
            | "bin"
            | "ibn"
            | "bint"
            | "abu"
            | "van"
            | "von"
            | "der"
            | "den"
            | "de"
            | "da"
            | "del"
            | "della"
            | "di"
            | "du"
            | "la"
            | "le"
            | "ter"
            | "ten"
            | "af"
            | "av"
            | "y"
    )
}

/// Days and months are capitalised but are no part of a name.
pub(super) fn is_day(word: &str) -> bool {
    matches!(
        word,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "january"
            | "february"
            | "march"
            | "april"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "today"
            | "yesterday"
            | "earlier"
            | "later"
    )
}
