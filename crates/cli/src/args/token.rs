//! Tokens: who may come in from elsewhere, and as what.

use clap::Subcommand;
use counterclaim_report::Format;
use counterclaim_web::Role;

use super::root::CaseArgs;

#[derive(Debug, Subcommand)]
pub(crate) enum TokenChange {
    /// Make a token and print its secret, once: only its hash is kept.
    Add {
        /// Whose it is: the name recorded with what they change.
        name: String,
        /// What they may do: reader, proposer (proposes too), analyst (records and decides too) or owner
        /// (signs too).
        #[arg(long)]
        role: Role,
        #[command(flatten)]
        case: CaseArgs,
    },
    /// Who has a token, as what, and since when.
    List {
        #[command(flatten)]
        case: CaseArgs,
        /// Form: table or json.
        #[arg(long, default_value = "table", value_parser = listed)]
        format: Format,
    },
    /// Take a token away; whoever came in by it is out at once.
    Revoke {
        /// Whose it is.
        name: String,
        #[command(flatten)]
        case: CaseArgs,
    },
}

/// Reads the name of a format that the list can have.
fn listed(name: &str) -> Result<Format, String> {
    match name.parse()? {
        format @ (Format::Table | Format::Json) => Ok(format),
        Format::Ndjson | Format::Csv | Format::Markdown | Format::Html => {
            Err(format!("{name:?} is not offered here (table, json)"))
        }
    }
}
