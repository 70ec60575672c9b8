//! Changes to actors, sources and matters.

use clap::Subcommand;
use counterclaim_desk::{Instant, Reliability};

use super::change::Write;
use super::root::CaseArgs;
use super::value::{named, time};

#[derive(Clone, Debug, Subcommand)]
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

#[derive(Clone, Debug, Subcommand)]
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

#[derive(Clone, Debug, Subcommand)]
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
