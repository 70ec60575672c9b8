//! Commands that change something.

use clap::{Args, Subcommand};
use counterclaim_desk::{CommitId, Instant, Modality, Relation, Reliability};
use counterclaim_report::Format;

use super::ask::Ask;
use super::root::CaseArgs;
use super::value::{named, time};

/// What every change takes.
#[derive(Clone, Debug, Args)]
pub(crate) struct Write {
    /// Decide, but record nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Do this once: the same key again returns the first result.
    #[arg(long, value_name = "K", value_parser = |k: &str| CommitId::try_from(k.to_owned()))]
    pub(crate) idempotency_key: Option<CommitId>,
    /// Refuse if the thing has changed since this revision.
    #[arg(long, value_name = "N")]
    pub(crate) expect_revision: Option<u64>,
    /// Who records.
    #[arg(long, env = "COUNTERCLAIM_BY", value_name = "NAME")]
    pub(crate) by: Option<String>,
    /// Form of the result.
    #[arg(long, default_value = "table", id = "result_format", value_name = "FORMAT")]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct QueueArgs {
    /// Find the attribution of these right.
    #[arg(long, num_args = 1.., value_name = "ID", conflicts_with_all = ["reject", "amend"])]
    pub(crate) check: Vec<String>,
    /// Find it wrong.
    #[arg(long, num_args = 1.., value_name = "ID", conflicts_with = "amend")]
    pub(crate) reject: Vec<String>,
    /// Set fields of this one right (with --set).
    #[arg(long, value_name = "ID", requires = "set")]
    pub(crate) amend: Option<String>,
    /// A field and its new value (statement, speaker, role, modality, form, wording, grounds, asserted_at).
    #[arg(long, value_name = "FIELD=VALUE")]
    pub(crate) set: Vec<String>,
    /// Only proposals of this post; with `--check all` or `--reject all`: decide on just these.
    #[arg(long, value_name = "N")]
    pub(crate) post: Option<u32>,
    /// Only proposals that fit: words `party:NAME`, `speaker:NAME`, `matter:SLUG`, `modality:NAME`, `form:NAME`, or plain words.
    #[arg(long = "where", value_name = "EXPR")]
    pub(crate) matching: Option<String>,
    /// Why, for the record.
    #[arg(long, default_value = "")]
    pub(crate) reason: String,
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Do this once: the same key again returns the first result.
    #[arg(long, value_name = "K", value_parser = |k: &str| CommitId::try_from(k.to_owned()))]
    pub(crate) idempotency_key: Option<CommitId>,
    /// Refuse if the one thing decided on has changed since this revision.
    #[arg(long, value_name = "N")]
    pub(crate) expect_revision: Option<u64>,
    /// Who decides.
    #[arg(long, env = "COUNTERCLAIM_BY", value_name = "NAME")]
    pub(crate) by: Option<String>,
    #[command(flatten)]
    pub(crate) ask: Ask,
}

impl QueueArgs {
    /// Returns what every change takes.
    pub(crate) fn write(&self) -> Write {
        Write {
            dry_run: self.dry_run,
            idempotency_key: self.idempotency_key.clone(),
            expect_revision: self.expect_revision,
            by: self.by.clone(),
            format: self.ask.format,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum ClaimChange {
    /// Record a claim by hand.
    Add {
        /// The statement, self-contained.
        statement: String,
        /// Who says it: a name or id known to the case, or a new name (with --kind).
        #[arg(long)]
        speaker: Option<String>,
        /// What a new speaker is: person, organisation, state, outlet, unnamed.
        #[arg(long, default_value = "person")]
        kind: String,
        /// What the speaker does with it.
        #[arg(long, default_value = "asserts", value_parser = named::<Modality>)]
        modality: Modality,
        /// Matters it belongs to.
        #[arg(long = "matter", value_name = "SLUG")]
        matters: Vec<String>,
        /// When it was said.
        #[arg(long, value_name = "TIME", value_parser = time)]
        said: Option<Instant>,
        #[command(flatten)]
        case: CaseArgs,
        #[command(flatten)]
        write: Write,
    },
    /// Show one claim in full.
    Show {
        /// Id or unique prefix.
        claim: String,
        #[command(flatten)]
        ask: Ask,
    },
    /// Set fields of a claim right: our mistake, kept in its history.
    Correct {
        /// Id or unique prefix.
        claim: String,
        /// A field and its new value.
        #[arg(long, value_name = "FIELD=VALUE", required = true)]
        set: Vec<String>,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        case: CaseArgs,
        #[command(flatten)]
        write: Write,
    },
    /// Withdraw a claim: our mistake, listed under our corrections. Not the speaker's retraction.
    Withdraw {
        /// Id or unique prefix.
        claim: String,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        case: CaseArgs,
        #[command(flatten)]
        write: Write,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum FindingChange {
    /// State something as the desk, against or for a claim.
    #[command(group(clap::ArgGroup::new("about").required(true).args(["refutes", "confirms"])))]
    Add {
        /// What is found.
        statement: String,
        /// The claim it refutes.
        #[arg(long, value_name = "CLAIM")]
        refutes: Option<String>,
        /// The claim it confirms.
        #[arg(long, value_name = "CLAIM")]
        confirms: Option<String>,
        /// What it rests on: an address, a document's title.
        #[arg(long, required = true)]
        evidence: Vec<String>,
        /// Why, for the reader.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        case: CaseArgs,
        #[command(flatten)]
        write: Write,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum LinkChange {
    /// Draw a link between two claims.
    Add {
        /// The claim that denies, confirms, rests on.
        from: String,
        /// The type.
        #[arg(value_parser = named::<Relation>)]
        relation: Relation,
        /// The claim it is about.
        to: String,
        /// Why, for the reader.
        #[arg(long)]
        reason: String,
        /// Weight in per cent.
        #[arg(long, default_value_t = 100)]
        weight: u8,
        #[command(flatten)]
        case: CaseArgs,
        #[command(flatten)]
        write: Write,
    },
    /// Withdraw a link: our mistake.
    Withdraw {
        /// Id or unique prefix.
        link: String,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        case: CaseArgs,
        #[command(flatten)]
        write: Write,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ActorChange {
    /// Make an actor known.
    Add {
        /// The neutral display name.
        name: String,
        /// What it is: person, organisation, state, outlet, unnamed.
        #[arg(long)]
        kind: String,
        #[command(flatten)]
        case: CaseArgs,
        #[command(flatten)]
        write: Write,
    },
    /// Give an actor another name.
    Alias {
        /// Name, alias or id.
        actor: String,
        /// The other name.
        alias: String,
        #[command(flatten)]
        case: CaseArgs,
        #[command(flatten)]
        write: Write,
    },
    /// Record that an actor speaks for another.
    SpeaksFor {
        /// Who speaks.
        actor: String,
        /// For whom.
        principal: String,
        /// In which capacity.
        #[arg(long)]
        role: Option<String>,
        /// From when.
        #[arg(long, value_name = "TIME", value_parser = time)]
        from: Option<Instant>,
        /// Until when (exclusive).
        #[arg(long, value_name = "TIME", value_parser = time)]
        until: Option<Instant>,
        #[command(flatten)]
        case: CaseArgs,
        #[command(flatten)]
        write: Write,
    },
    /// Record that two actors count as one group for corroboration.
    Align {
        /// One.
        actor: String,
        /// The other.
        with: String,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        case: CaseArgs,
        #[command(flatten)]
        write: Write,
    },
    /// Record that two actors are one.
    Merge {
        /// The one that turned out to be another.
        actor: String,
        /// The one it is.
        into: String,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        case: CaseArgs,
        #[command(flatten)]
        write: Write,
    },
    /// Undo a merge.
    Split {
        /// The actor that is itself again, by id.
        actor: String,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        case: CaseArgs,
        #[command(flatten)]
        write: Write,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum SourceChange {
    /// Rate a source from A to F; `none` takes the rating off.
    Rate {
        /// Name or id.
        source: String,
        /// The letter.
        #[arg(value_parser = rating)]
        rating: Rating,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        case: CaseArgs,
        #[command(flatten)]
        write: Write,
    },
    /// Record who owns a source.
    Owner {
        /// Name or id.
        source: String,
        /// The owner: name or id of an actor.
        owner: String,
        /// The state it is owned by, if any.
        #[arg(long)]
        state: Option<String>,
        #[command(flatten)]
        case: CaseArgs,
        #[command(flatten)]
        write: Write,
    },
}

/// A rating as typed: a letter, or none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rating(pub(crate) Option<Reliability>);

fn rating(text: &str) -> Result<Rating, String> {
    if text == "none" {
        return Ok(Rating(None));
    }
    named(text)
        .map(|letter| Rating(Some(letter)))
        .map_err(|_| format!("{text:?} is not a letter from A to F, or none"))
}

#[derive(Debug, Subcommand)]
pub(crate) enum MatterChange {
    /// Open a matter.
    Add {
        /// Its slug.
        slug: String,
        /// Its title.
        title: String,
        #[command(flatten)]
        case: CaseArgs,
        #[command(flatten)]
        write: Write,
    },
    /// Put claims under a matter.
    Assign {
        /// The slug.
        slug: String,
        /// Ids or unique prefixes.
        #[arg(required = true)]
        claims: Vec<String>,
        #[command(flatten)]
        case: CaseArgs,
        #[command(flatten)]
        write: Write,
    },
    /// Record that two matters are one.
    Merge {
        /// The one that turned out to be another.
        slug: String,
        /// The one it is.
        into: String,
        #[command(flatten)]
        case: CaseArgs,
        #[command(flatten)]
        write: Write,
    },
    /// Move claims of one matter to a new one.
    Split {
        /// The slug they are under.
        slug: String,
        /// The new slug.
        new: String,
        /// Title of the new matter.
        #[arg(long)]
        title: String,
        /// The claims to move.
        #[arg(required = true)]
        claims: Vec<String>,
        #[command(flatten)]
        case: CaseArgs,
        #[command(flatten)]
        write: Write,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ReviewChange {
    /// Rate a claim on a named scale.
    Add {
        /// Id or unique prefix.
        claim: String,
        /// Name of the scale.
        #[arg(long)]
        scale: String,
        /// The rating, in the scale's words.
        #[arg(long)]
        rating: String,
        /// Why.
        #[arg(long)]
        reason: Option<String>,
        #[command(flatten)]
        case: CaseArgs,
        #[command(flatten)]
        write: Write,
    },
    /// Ratings of a claim, oldest first.
    List {
        /// Id or unique prefix.
        claim: String,
        #[command(flatten)]
        ask: Ask,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum NoteChange {
    /// Remark on a claim.
    Add {
        /// Id or unique prefix.
        claim: String,
        /// The remark.
        text: String,
        #[command(flatten)]
        case: CaseArgs,
        #[command(flatten)]
        write: Write,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum CommentChange {
    /// Record that the desk asked for comment on a claim, and when the reply came.
    Add {
        /// Id or unique prefix.
        claim: String,
        /// When the desk asked.
        #[arg(long, value_name = "TIME", value_parser = time)]
        asked: Instant,
        /// When the reply came; `none` if it did not.
        #[arg(long, value_name = "TIME|none")]
        replied: String,
        #[command(flatten)]
        case: CaseArgs,
        #[command(flatten)]
        write: Write,
    },
}
