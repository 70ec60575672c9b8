//! Tokens: made, listed and taken away. A server that runs sees each change with its next call.

use std::path::Path;
use std::process::ExitCode;

use chrono::SecondsFormat;
use counterclaim_desk::{Rim, SystemRim};
use counterclaim_report::Format;
use counterclaim_web::{Token, Tokens};
use serde_json::json;

use crate::args::{CaseArgs, TokenChange};
use crate::print;

pub(super) fn token(change: &TokenChange) -> anyhow::Result<ExitCode> {
    match change {
        TokenChange::Add { name, role, case } => {
            let created = SystemRim.now().to_rfc3339_opts(SecondsFormat::Secs, true);
            let secret = tokens(case)?.add(name, *role, created)?;
            print::note(&format!(
                "the token of {name:?}, {role}; it is kept nowhere and not told again:"
            ));
            print::data(&format!("{}\n", secret.reveal()))?;
        }
        TokenChange::List { case, format } => list(&tokens(case)?.all()?, *format)?,
        TokenChange::Revoke { name, case } => {
            tokens(case)?.revoke(name)?;
            print::note(&format!("{name:?} has no token any more"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the tokens of a case that is there.
fn tokens(case: &CaseArgs) -> anyhow::Result<Tokens> {
    let dir: &Path = case.directory()?;
    counterclaim_desk::verifier(dir)?;
    Ok(Tokens::of(dir))
}

fn list(all: &[Token], format: Format) -> anyhow::Result<()> {
    if format == Format::Json {
        let shown = |token: &Token| json!({ "name": token.name, "role": token.role().name(), "created": token.created });
        let all: Vec<_> = all.iter().map(shown).collect();
        return Ok(print::data(&format!("{}\n", serde_json::to_string_pretty(&all)?))?);
    }
    if all.is_empty() {
        print::note("nobody has a token");
    }
    let width = all.iter().map(|token| token.name.chars().count()).max().unwrap_or(0);
    let line = |token: &Token| {
        format!("{:width$}  {:8}  since {}\n", token.name, token.role().name(), token.created)
    };
    Ok(print::data(&all.iter().map(line).collect::<String>())?)
}
