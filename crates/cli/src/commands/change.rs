//! What every change has in common, and proposals from other tools. A server that has the case is sent the
//! change as it is; it decides, records and tells.

use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use counterclaim_desk::answers::Submitted;
use counterclaim_desk::{Change, CommitId, DeskError};
use counterclaim_report::{Format, Style, render};
use counterclaim_web::client::{Client, Sent, Target, Told};

use super::case;
use super::proof::sign_on_close;
use crate::args::{CaseArgs, Write, formed};
use crate::place::{Place, print_told};
use crate::print;
use crate::problem::Usage;

/// Carries a change out where the case is.
pub(super) fn change(
    case: &CaseArgs,
    write: &Write,
    change: impl Into<Change>,
) -> anyhow::Result<ExitCode> {
    let change = change.into();
    let place = case.place()?;
    // Elsewhere the token says whose name it is.
    let is_named = matches!(&place, Place::There(client) if !client.is_here());
    if change.is_signed() && write.by.is_none() && !is_named {
        return Err(Usage("this needs a name: --by NAME, or COUNTERCLAIM_BY".to_owned()).into());
    }
    if let Place::There(client) = place {
        let json = change.json();
        let target = Target::of(&["changes"]).flag("dry_run", write.dry_run);
        let told = Post::of(&client, write.by.as_deref(), write.idempotency_key.as_ref())
            .expecting(write.expect_revision)
            .send(
                formed_change(target, write.format)?,
                Some("application/json"),
                &mut json.as_bytes(),
            )?;
        return print_told(told);
    }
    let mut desk = case::open(case, write.by.as_deref())?;
    let submitted = desk.change(&change, write.options()).map_err(|error| {
        if !matches!(error, DeskError::NotOneThing) {
            return anyhow::Error::from(error);
        }
        let why = "--expect-revision needs a command that changes exactly one thing";
        Usage(why.to_owned()).into()
    })?;
    let code = show(&submitted, write)?;
    sign_on_close(&mut desk);
    Ok(code)
}

/// Reads proposals and records them.
pub(super) fn propose(file: &Path, case: &CaseArgs, write: &Write) -> anyhow::Result<ExitCode> {
    let mut lines = String::new();
    if file == Path::new("-") {
        std::io::stdin().lock().read_to_string(&mut lines).context("cannot read standard input")?;
    } else {
        lines = std::fs::read_to_string(file)
            .with_context(|| format!("cannot read {}", file.display()))?;
    }
    if let Place::There(client) = case.place()? {
        let target = Target::of(&["proposals"]).flag("dry_run", write.dry_run);
        let told = Post::of(&client, write.by.as_deref(), write.idempotency_key.as_ref()).send(
            formed_change(target, write.format)?,
            Some("application/x-ndjson"),
            &mut lines.as_bytes(),
        )?;
        return print_told(told);
    }
    let mut desk = case::open(case, write.by.as_deref())?;
    let key = write.idempotency_key.as_ref();
    if let Some(done) = key.map(|key| desk.done_before(key, &lines)).transpose()?.flatten() {
        return show(&done, write);
    }
    let submitted = desk.propose(&lines, write.idempotency_key.clone(), write.dry_run)?;
    let code = show(&submitted, write)?;
    sign_on_close(&mut desk);
    Ok(code)
}

/// Something to be sent to a server, which records it.
pub(super) struct Post<'p> {
    client: &'p Client,
    by: String,
    headers: Vec<(&'static str, String)>,
}

impl<'p> Post<'p> {
    /// In this name, and once under this key if one is given.
    pub(super) fn of(client: &'p Client, by: Option<&str>, key: Option<&CommitId>) -> Self {
        let headers = key.map(|key| ("idempotency-key", key.to_string())).into_iter().collect();
        Self { client, by: case::identity(by).analyst, headers }
    }

    /// The same, for the thing as it was at this revision, or else whatever it is.
    pub(super) fn expecting(mut self, revision: Option<u64>) -> Self {
        let revision = revision.map_or("*".to_owned(), |revision| format!("\"{revision}\""));
        self.headers.push(("if-match", revision));
        self
    }

    /// Sends it.
    pub(super) fn send(
        self,
        target: Target,
        media: Option<&str>,
        body: &mut dyn Read,
    ) -> anyhow::Result<Told> {
        let Self { client, by, headers } = self;
        let media = media.map(str::to_owned);
        Ok(client.post(&target, Sent { media, by: Some(&by), headers, body, length: None })?)
    }
}

/// Returns the address of a change, whose result is told in this form.
pub(super) fn formed_change(target: Target, format: Format) -> Result<Target, Usage> {
    if format == Format::Html {
        let why = "a server tells what it recorded as table, json, ndjson, csv or md";
        return Err(Usage(why.to_owned()));
    }
    Ok(formed(target, format))
}

fn show(submitted: &Submitted, write: &Write) -> anyhow::Result<ExitCode> {
    let style = Style { format: write.format, width: print::width(), ..Style::default() };
    print::data(&render(submitted, style)?)?;
    Ok(ExitCode::SUCCESS)
}
