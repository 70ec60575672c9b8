//! Importing files: rows into a case that is there, the events of a whole case into a new one.

use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use counterclaim_desk::answers::{ImportedFile, ImportedRow};
use counterclaim_desk::{Completeness, ImportWanted, RowsOf, Vouching, rows_of_file};
use counterclaim_report::{Format, Style, render};

use counterclaim_web::client::{Client, Target};
use serde::Serialize;

use super::case;
use super::change::{Post, formed_change};
use super::proof::sign_on_close;
use crate::args::ImportArgs;
use crate::place::{Place, print_told};
use crate::print;
use crate::problem::Usage;

/// Bytes by which the events of a case are known.
const LOOK: u64 = 64 << 10;

/// What a file with refused rows ends with.
const REFUSED: u8 = 5;

/// Reads a file into a case.
pub(super) fn import(args: &ImportArgs) -> anyhow::Result<ExitCode> {
    let named = || format!("cannot read {}", args.file.display());
    let mut file: Box<dyn Read> = if args.file == Path::new("-") {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(File::open(&args.file).with_context(named)?)
    };
    let mut start = Vec::new();
    file.by_ref().take(LOOK).read_to_end(&mut start).with_context(named)?;
    let are_events = args.kind.is_none() && rows_of_file(&start) == Some(RowsOf::Events);
    let whole = Cursor::new(start).chain(file);
    if are_events { events(args, whole) } else { rows(args, whole) }
}

/// Loads the events of a case into a new one.
fn events(args: &ImportArgs, file: impl Read) -> anyhow::Result<ExitCode> {
    let head = counterclaim_desk::load(args.case.directory()?, BufReader::new(file))?;
    print::note(&format!("loaded {head} events into {}", args.case.case.display()));
    Ok(ExitCode::SUCCESS)
}

fn rows(args: &ImportArgs, mut file: impl Read) -> anyhow::Result<ExitCode> {
    if args.checked && args.by.is_none() {
        let why = "--checked needs the name of who vouches: --by NAME, or COUNTERCLAIM_BY";
        return Err(Usage(why.to_owned()).into());
    }
    let wanted = ImportWanted {
        name: name(&args.file),
        kind: args.kind,
        format: args.input,
        completeness: if args.all_or_nothing {
            Completeness::AllOrNothing
        } else {
            Completeness::EachRow
        },
        vouching: if args.checked { Vouching::Vouch } else { Vouching::Propose },
        key: args.idempotency_key.clone(),
        dry_run: args.dry_run,
    };
    if let Place::There(client) = args.case.place()? {
        return send(&client, args, &mut file);
    }
    let mut desk = case::open(&args.case, args.by.as_deref())?;
    let mut kept = Vec::new();
    let mut lost = None;
    let imported = desk.import(&mut file, &wanted, &mut |row: ImportedRow| match args.format {
        Format::Ndjson => lost = line(&row).err().or(lost.take()),
        Format::Table => kept.extend(row.needs_a_word().then_some(row)),
        Format::Json | Format::Csv | Format::Markdown | Format::Html => kept.push(row),
    })?;
    sign_on_close(&mut desk);
    // Rows that had to wait for others are told late.
    kept.sort_by_key(|row: &ImportedRow| row.at);
    if let Some(error) = lost {
        return Err(error);
    }
    show(&ImportedFile { results: kept, ..imported }, args)
}

/// Sends the file to a server, which reads it, records its rows and tells.
fn send(client: &Client, args: &ImportArgs, file: &mut dyn Read) -> anyhow::Result<ExitCode> {
    let target = Target::of(&["import"])
        .with("name", name(&args.file))
        .maybe("kind", args.kind.map(|kind| stable_name(&kind)).transpose()?)
        .maybe("input", args.input.map(|input| stable_name(&input)).transpose()?)
        .flag("all_or_nothing", args.all_or_nothing)
        .flag("checked", args.checked)
        .flag("dry_run", args.dry_run);
    let post = Post::of(client, args.by.as_deref(), args.idempotency_key.as_ref());
    let target = formed_change(target, args.format)?;
    print_told(post.send(target, Some("application/octet-stream"), file)?)
}

/// Returns the name of a value, as it stands in JSON.
fn stable_name(value: &impl Serialize) -> anyhow::Result<String> {
    Ok(serde_json::to_value(value)?.as_str().unwrap_or_default().to_owned())
}

fn show(file: &ImportedFile, args: &ImportArgs) -> anyhow::Result<ExitCode> {
    let style = Style { format: args.format, width: print::width(), ..Style::default() };
    match args.format {
        // Each row was printed as it came; rows have no room for the whole.
        Format::Ndjson => print::note(&counterclaim_report::imported(file)),
        Format::Table if file.results.is_empty() => {
            print::data(&format!("{}\n", counterclaim_report::imported(file)))?;
        }
        Format::Csv => {
            print::note(&counterclaim_report::imported(file));
            print::data(&render(file, style)?)?;
        }
        Format::Table | Format::Json | Format::Markdown | Format::Html => {
            print::data(&render(file, style)?)?;
        }
    }
    Ok(if file.refused == 0 { ExitCode::SUCCESS } else { ExitCode::from(REFUSED) })
}

fn line(row: &ImportedRow) -> anyhow::Result<()> {
    Ok(print::data(&format!("{}\n", serde_json::to_string(row)?))?)
}

fn name(file: &Path) -> String {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    match name {
        Some(name) if name != "-" => name,
        Some(_) | None => "standard input".to_owned(),
    }
}
