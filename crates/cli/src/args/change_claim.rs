//! Changes to claims: findings, links, reviews, notes and requests for comment with them.

use clap::Subcommand;
use counterclaim_desk::{Instant, Modality, Moment, Relation};

use super::ask::Ask;
use super::change::Write;
use super::root::CaseArgs;
use super::value::{moment, named, time};

#[derive(Clone, Debug, Subcommand)]
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
        /// When it was said; a date is known to the day only.
        #[arg(long, value_name = "TIME", value_parser = moment)]
        said: Option<Moment>,
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

#[derive(Clone, Debug, Subcommand)]
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

#[derive(Clone, Debug, Subcommand)]
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

#[derive(Clone, Debug, Subcommand)]
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

#[derive(Clone, Debug, Subcommand)]
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

#[derive(Clone, Debug, Subcommand)]
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
