//! Closed classes of English words, as the grammars of this module need them; the tokeniser looks each
//! word up once. What is open in English (nouns, most verbs) is judged by shape, and sometimes wrongly.

use std::sync::LazyLock;

use super::token::{Kind, Token};
use crate::hash::Table;

/// The classes a word belongs to, one bit each.
pub(super) type Classes = u16;

const AUXILIARY: Classes = 1 << 0;
const BE: Classes = 1 << 1;
const SUBJECT: Classes = 1 << 2;
const OBJECT: Classes = 1 << 3;
const DETERMINER: Classes = 1 << 4;
const PREPOSITION: Classes = 1 << 5;
const SUBORDINATOR: Classes = 1 << 6;
const COORDINATOR: Classes = 1 << 7;
const ADVERB: Classes = 1 << 8;
const NOT_ADVERB: Classes = 1 << 9;
const TIME: Classes = 1 << 10;
const TIME_LEAD: Classes = 1 << 11;
const VERB: Classes = 1 << 12;
const NOT_PAST: Classes = 1 << 13;
const NOT_PARTICIPLE: Classes = 1 << 14;
const ABBREVIATION: Classes = 1 << 15;

/// The lists, each with its class.
const LISTS: &[(Classes, &str)] = &[
    // Auxiliary and modal verbs, contracted ones included.
    (
        AUXILIARY,
        "'d 'll 'm 're 've ain't am are aren't be been being can can't cannot could couldn't \
         did didn't do does doesn't don't had hadn't has hasn't have haven't is isn't may \
         might must ought shall should shouldn't was wasn't were weren't will won't would \
         wouldn't",
    ),
    // Forms of "be".
    (BE, "'m 're am are aren't be been being is isn't was wasn't were weren't"),
    // Pronouns that stand alone as a subject.
    (SUBJECT, "everyone he i it nobody she someone there they we which who you"),
    // Pronouns that stand alone as an object.
    (OBJECT, "her him himself it itself me them themselves us you"),
    // Words that open a noun phrase.
    (
        DETERMINER,
        "a all an another any both each every her his its many most my no our several some \
         such that the their these this those your",
    ),
    // Prepositions.
    (
        PREPOSITION,
        "about above across after against ahead along alongside amid among around at before \
         behind below beside besides between beyond by concerning despite during following \
         for from in including inside into like near of off on onto out outside over per \
         regarding since through throughout to toward towards under until up upon via with \
         within without",
    ),
    // Words that open a clause of their own.
    (
        SUBORDINATOR,
        "although as because but how if lest nor once since so than that though unless until \
         what whatever when whenever where whereas whether which while who whom whose why yet",
    ),
    // Words that join phrases or clauses.
    (COORDINATOR, "& and but or"),
    // Adverbs without the ending -ly.
    (
        ADVERB,
        "again ago already also always earlier even ever first further however indeed instead \
         just later long meanwhile moreover never nevertheless nonetheless not now often once \
         only perhaps previously rather recently sometimes soon still then therefore though \
         thus too twice",
    ),
    // Words in -ly that are no adverbs.
    (NOT_ADVERB, "ally assembly family monopoly rally reply supply"),
    // Words that name a time.
    (
        TIME,
        "a.m. afternoon april aug. august dawn dec. december earlier evening feb. february \
         fri. friday fridays gmt jan. january july june late march may midnight mon. monday \
         month months morning night nov. november oct. october overnight p.m. recently \
         saturday sept. september sunday sundays thu. thursday today tomorrow tonight tue. \
         tuesday wed. wednesday week weekend weeks year years yesterday",
    ),
    // Words that may open a time phrase.
    (TIME_LEAD, "earlier every last late next on past previous same since that the this"),
    // Past tenses that no ending gives away, and present forms common as a main verb.
    (
        VERB,
        "aims appears arose became becomes began begins belongs borders broke brought built \
         came caught chose comes continues cost cut dealt depends describes drew drove exists \
         failed fell felt fired fought found gave gets gives goes got grew happens held helps \
         hit hoped includes keeps kept killed knew knows lacks laid leads led left lets lies \
         lives looks lost made makes means meant meets met moves needs occurs opposes owns \
         paid put puts ran reached rejects remains represents requires rose runs sank saw \
         says seeks seems sees sent serves shot showed shows sits sold sought spent spoke \
         stands starts stays stood stopped struck suffers suggests supports takes tells tends \
         thinks thought threw told took tries turns understood uses wants went wins withdrew \
         won wore works wrote",
    ),
    // Words in -ed that are seldom a past tense.
    (
        NOT_PAST,
        "armed breed combined deed feed hundred indeed kindred need newly-elected red retired \
         sacred seed self-proclaimed shed so-called speed unidentified united unnamed \
         unrecognised unrecognized wounded",
    ),
    // Words in -ing that are nouns or prepositions.
    (
        NOT_PARTICIPLE,
        "anything briefing building during evening everything following hearing including \
         meeting morning nothing something",
    ),
    // Abbreviations that keep their full stop, without it.
    (
        ABBREVIATION,
        "adm aug ave bros capt cmdr co col corp dec dept dr feb gen gov hon inc jan jr lt ltd \
         maj messrs mr mrs ms mt nov oct pres prof rep reps rev sec sen sens sept sgt sr st \
         ste supt vs",
    ),
];

static TABLE: LazyLock<Table<&'static str, Classes>> = LazyLock::new(|| {
    let mut table = Table::default();
    for (class, words) in LISTS {
        for word in words.split_whitespace() {
            *table.entry(word).or_default() |= class;
        }
    }
    table
});

/// Returns the classes of a folded word.
pub(super) fn classes(fold: &str) -> Classes {
    TABLE.get(fold).copied().unwrap_or_default()
}

/// Returns whether `fold` is an abbreviation that takes a full stop.
pub(super) fn is_abbreviation(fold: &str) -> bool {
    classes(fold) & ABBREVIATION != 0
}

/// Returns whether `token` is an auxiliary or modal verb, contracted or not.
pub(super) fn is_auxiliary(token: &Token<'_>) -> bool {
    token.has(AUXILIARY) && !(token.is("may") && token.is_capital())
}

/// Returns whether `token` is a form of "be".
pub(super) fn is_be(token: &Token<'_>) -> bool {
    token.has(BE)
}

/// Returns whether `token` negates the verb it belongs to.
pub(super) fn is_negation(token: &Token<'_>) -> bool {
    token.is("not") || token.is("never") || token.fold.ends_with("n't")
}

/// Returns whether `token` can stand alone as a subject.
pub(super) fn is_subject_pronoun(token: &Token<'_>) -> bool {
    token.has(SUBJECT)
}

/// Returns whether `token` can stand alone as an object.
pub(super) fn is_object_pronoun(token: &Token<'_>) -> bool {
    token.has(OBJECT)
}

/// Returns whether `token` opens a noun phrase.
pub(super) fn is_determiner(token: &Token<'_>) -> bool {
    token.has(DETERMINER)
}

/// Returns whether `token` is a preposition.
pub(super) fn is_preposition(token: &Token<'_>) -> bool {
    token.has(PREPOSITION)
}

/// Returns whether `token` opens a clause of its own.
pub(super) fn is_subordinator(token: &Token<'_>) -> bool {
    token.has(SUBORDINATOR)
}

/// Returns whether `token` is "and", "or" or the like.
pub(super) fn is_coordinator(token: &Token<'_>) -> bool {
    token.has(COORDINATOR)
}

/// Returns whether `token` is an adverb that may stand between subject, verb and content.
pub(super) fn is_adverb(token: &Token<'_>) -> bool {
    let ending = token.kind == Kind::Word && token.fold.ends_with("ly") && token.fold.len() > 4;
    token.has(ADVERB) || ending && !token.is_capital() && !token.has(NOT_ADVERB)
}

/// Returns whether `token` names a time.
pub(super) fn is_time(token: &Token<'_>) -> bool {
    let verb = !token.is_capital() && (token.is("may") || token.is("march"));
    token.has(TIME) && !verb || token.kind == Kind::Number && is_clock(&token.fold)
}

fn is_clock(fold: &str) -> bool {
    let year = fold.len() == 4 && (fold.starts_with("19") || fold.starts_with("20"));
    year && fold.bytes().all(|b| b.is_ascii_digit()) || fold.contains(':')
}

/// Returns whether `token` may open a time phrase.
pub(super) fn is_time_lead(token: &Token<'_>) -> bool {
    token.has(TIME_LEAD)
}

/// Returns whether `token` is likely a finite verb, judged by itself.
pub(super) fn is_finite(token: &Token<'_>) -> bool {
    if token.kind != Kind::Word {
        return false;
    }
    if is_auxiliary(token) {
        return !matches!(&*token.fold, "be" | "been" | "being");
    }
    if token.is_capital() {
        return false;
    }
    token.has(VERB) || is_past(token)
}

/// Returns whether `token` ends like a past tense.
pub(super) fn is_past(token: &Token<'_>) -> bool {
    token.fold.ends_with("ed")
        && token.fold.len() > 3
        && !token.fold.contains('-')
        && !token.has(NOT_PAST)
}

/// Returns whether `token` ends like a participle of the present.
pub(super) fn is_participle(token: &Token<'_>) -> bool {
    token.kind == Kind::Word
        && token.fold.ends_with("ing")
        && token.fold.len() > 5
        && !token.is_capital()
        && !token.has(NOT_PARTICIPLE)
}
