//! What extraction ends with: candidate claims and links with names instead of ids. The desk turns
//! them into proposals.

use counterclaim_model::{
    AboutRole, ActorKind, Attribution, Basis, Figure, Form, Grounds, MatterId, Modality, Moment,
    Relation, Wording,
};

use crate::Span;

/// An actor by name, with those it speaks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedActor {
    /// The neutral canonical name.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Role in the page's words ("Foreign Ministry spokeswoman"), where the page gives one.
    pub role: Option<String>,
    /// Where the entry comes from: `gazetteer@VERSION`, `case` or `page`.
    pub basis: String,
    /// Those it speaks for, nearest first, the party last; empty if it is its own party.
    pub principals: Vec<Principal>,
}

/// Somebody an actor speaks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// The neutral canonical name.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Where the entry comes from.
    pub basis: String,
}

impl NamedActor {
    /// Returns the name of the party: the last principal, or else the actor itself.
    pub fn party(&self) -> &str {
        self.principals.last().map_or(&self.name, |principal| &principal.name)
    }
}

/// Who speaks in an utterance, as far as the page lets one know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voices {
    /// The speakers. Empty: nobody named, or left open. More than one: each speaks for itself
    /// (`jointly` false: one claim each) or all together (`jointly` true: one claim).
    pub speakers: Vec<NamedActor>,
    /// Whether several speakers make one statement together.
    pub jointly: bool,
    /// Actors the phrase may mean where context does not settle it.
    pub candidates: Vec<NamedActor>,
    /// Who passed the words on, if not the outlet.
    pub relayed_by: Option<NamedActor>,
    /// The span that names the speaker: the phrase itself, or a pronoun's antecedent.
    pub named_at: Option<Span>,
    /// What a person should look at first (`speaker_inferred`, `alias_ambiguous`).
    pub flags: Vec<String>,
}

/// Another place in the same post that says the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CandidateMention {
    /// How this place carries it.
    pub form: Form,
    /// The words.
    pub content: Vec<Span>,
    /// The speaker phrase.
    pub source: Vec<Span>,
    /// The cue.
    pub cue: Vec<Span>,
}

/// A candidate claim: one proposition of one speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Index into [`Reading::posts`](crate::Reading::posts).
    pub post: usize,
    /// Number of the utterance it comes from; propositions of one quotation share it. Absent for the
    /// outlet's own voice, which no utterance carries.
    pub utterance: Option<usize>,
    /// The statement, self-contained.
    pub statement: String,
    /// The words. Never empty, in text order, without enclosing quotation marks.
    pub content: Vec<Span>,
    /// The speaker phrase.
    pub source: Vec<Span>,
    /// The cue.
    pub cue: Vec<Span>,
    /// The verb of the cue in its dictionary form.
    pub lemma: String,
    /// Who speaks; absent if nobody is named or the candidates below are left open.
    pub speaker: Option<NamedActor>,
    /// Names of all parties of a joint statement, if it is one.
    pub jointly: Vec<NamedActor>,
    /// Actors the phrase may mean where context does not settle it.
    pub candidates: Vec<NamedActor>,
    /// Who passed the words on.
    pub relayed_by: Option<NamedActor>,
    /// Medium or venue.
    pub venue: Option<String>,
    /// What the speaker does with it.
    pub modality: Modality,
    /// How the page carries it.
    pub form: Form,
    /// Whose words they are.
    pub wording: Wording,
    /// Language of the words (BCP 47), if known.
    pub language: Option<String>,
    /// How it is tied to its speaker.
    pub attribution: Attribution,
    /// How the speaker is said to know.
    pub grounds: Grounds,
    /// Whom it is about.
    pub about: Vec<(NamedActor, AboutRole)>,
    /// When it was said, where the page dates the utterance.
    pub asserted_at: Option<Moment>,
    /// Matters it belongs to.
    pub matters: Vec<MatterId>,
    /// Figures in it.
    pub figures: Vec<Figure>,
    /// Other places of the same post that say it.
    pub mentions: Vec<CandidateMention>,
    /// What a person should look at first.
    pub flags: Vec<String>,
    /// Confidence in per cent.
    pub confidence: u8,
    /// The rule that made it.
    pub rule: &'static str,
}

/// A candidate link between two candidates of one extraction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CandidateLink {
    /// Index of the claim that denies, confirms, rests on.
    pub from: usize,
    /// Index of the claim it is about.
    pub to: usize,
    /// The type; never [`Relation::Refutes`].
    pub relation: Relation,
    /// Stated by the page or inferred by rule.
    pub basis: Basis,
    /// The verb in the page's words.
    pub cue: Option<String>,
    /// Why the two are linked, in a sentence for the reader.
    pub reason: String,
    /// Confidence in per cent.
    pub confidence: u8,
    /// The rule that made it.
    pub rule: &'static str,
}

/// A pair that looked like a contradiction and was left out, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Index of one claim.
    pub one: usize,
    /// Index of the other.
    pub other: usize,
    /// Why it is none, in a sentence for the reader.
    pub reason: String,
}

/// A claim that is recorded, as far as the rule about contradictions looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedClaim {
    /// Its words, piece by piece.
    pub words: Vec<String>,
    /// The words of other places of its post that say it.
    pub mentions: Vec<String>,
    /// Name of the party it counts for; absent if nobody is named.
    pub party: Option<String>,
    /// What the speaker is.
    pub kind: Option<ActorKind>,
    /// What the speaker does with it.
    pub modality: Modality,
    /// How the page carries it.
    pub form: Form,
    /// How it is tied to its speaker.
    pub attribution: Attribution,
    /// The parties it is about, by name.
    pub about: Vec<(String, AboutRole)>,
    /// Its figures.
    pub figures: Vec<Figure>,
    /// Matters it belongs to.
    pub matters: Vec<MatterId>,
    /// How the speaker is said to know.
    pub grounds: Grounds,
    /// When it was first published, as far as its page says.
    pub published: Option<Moment>,
    /// Whom its page credits it to without a claim of theirs, and in which words.
    pub credited: Option<(String, String)>,
}

/// A link between a new claim and one recorded before, found by rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkAcross {
    /// Index of the new claim.
    pub new: usize,
    /// Index of the claim recorded before.
    pub before: usize,
    /// Whether it leads from the new claim to the other, or back.
    pub from_new: bool,
    /// The type; never [`Relation::Refutes`].
    pub relation: Relation,
    /// Why the two are linked, in a sentence for the reader.
    pub reason: String,
    /// Confidence in per cent.
    pub confidence: u8,
    /// The rule that made it.
    pub rule: &'static str,
}

/// Everything found in a reading.
#[derive(Clone, Debug, Default)]
pub struct Extraction {
    /// Candidate claims, in text order of their posts.
    pub claims: Vec<Candidate>,
    /// Candidate links.
    pub links: Vec<CandidateLink>,
    /// Pairs considered and left out.
    pub left_out: Vec<LeftOut>,
    /// Claims, by index, that the page credits to somebody of whom it has no claim: to whom, in which words.
    pub credits: Vec<(usize, NamedActor, String)>,
    /// Titles of the matters used, by slug.
    pub matters: Vec<(MatterId, String)>,
}
