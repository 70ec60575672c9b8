//! Reports: made, written whole or not at all, and held against the log.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use counterclaim_desk::{AsOf, ErrorKind, Zone};
use counterclaim_report::{
    ReportFile, ReportFormat, ReportVerified, Style, recipe_in, render, report as write,
    verify_report,
};

use counterclaim_web::client::{Client, Target};

use super::case::open_to_read;
use crate::args::{ReportArgs, VerifyReportArgs, time_text};
use crate::pdf::pdf;
use crate::place::{Place, keep_told, print_told};
use crate::print;
use crate::problem::Usage;
use crate::whole::whole;

/// Makes a report.
pub(super) fn report(args: &ReportArgs) -> anyhow::Result<ExitCode> {
    if let Place::There(client) = args.case.place()? {
        // Several files, or one that another program makes, are made here from the files.
        let is_one = !matches!(args.format(), ReportFormat::Csv | ReportFormat::Pdf);
        if is_one {
            return fetch(&client, args);
        }
    }
    let desk = open_to_read(&args.case)?;
    let report = desk.report(&args.wanted(), args.when.question())?;
    if let Some(AsOf::Position(asked)) = args.when.as_of
        && asked > report.basis.as_of
    {
        print::note(&format!(
            "position {} was asked for; the log ends at {}",
            asked.0, report.basis.as_of.0
        ));
    }
    let file = write(&report, &desk, args.format(), args.when.tz)?;
    match (&file, &args.output) {
        (ReportFile::One(bytes), Some(path)) => keep(path, bytes)?,
        (ReportFile::One(bytes), None) => print::bytes(bytes)?,
        (ReportFile::Set(files), Some(dir)) => keep_all(dir, files)?,
        (ReportFile::ToPrint { typst, html }, Some(path)) => {
            let created = report.asked.recorded_at.map(|at| at.timestamp());
            let renderer = pdf(typst, html, created, path)?;
            let remark = renderer.remark.map(|remark| format!(": {remark}"));
            print::note(&format!("made by {}{}", renderer.name, remark.unwrap_or_default()));
        }
        (ReportFile::ToPrint { .. }, None) => {
            return Err(Usage("a PDF is written to a file: name it with -o".to_owned()).into());
        }
        (ReportFile::Set(_), None) => {
            let why =
                format!("a report in {} is several files: name a directory with -o", args.format());
            return Err(Usage(why).into());
        }
    }
    if let Some(path) = &args.output {
        let draft = if report.is_draft { "a DRAFT, " } else { "" };
        print::note(&format!(
            "wrote {}: {draft}{} of {} statements checked, as of position {}",
            path.display(),
            report.statements_checked.checked,
            report.statements_checked.all,
            report.basis.as_of.0
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// Has a server make the report, and keeps or prints it as it comes.
fn fetch(client: &Client, args: &ReportArgs) -> anyhow::Result<ExitCode> {
    let target = Target::of(&["report"])
        .form(args.format().name())
        .each("party", &args.parties)
        .maybe("matter", args.matter.as_ref())
        .maybe("from", args.from.map(time_text))
        .maybe("to", args.to.map(time_text))
        .maybe("standing", args.standing.as_ref())
        .maybe("final", args.is_final.then_some("yes"))
        .with("make", "yes")
        .maybe("tz", args.when.zone());
    let told = client.get(&args.when.on(target))?;
    let Some(path) = &args.output else { return print_told(told) };
    let reported = told.reported();
    let code = keep_told(told, path)?;
    if let Some(reported) = reported {
        print::note(&format!("wrote {}: {reported}", path.display()));
    }
    Ok(code)
}

/// Holds a report against the log of its case. Exit code 1 if it does not hold.
pub(super) fn verify(args: &VerifyReportArgs) -> anyhow::Result<ExitCode> {
    let file = read(&args.file)?;
    let Some(recipe) = recipe_in(&file) else {
        let why = format!(
            "{} carries no basis to make it again from: it is no report of this program, or one whose form \
             cannot carry it (of a PDF, check the .typ or .html)",
            args.file.display()
        );
        return Err(anyhow::anyhow!(why));
    };
    let desk = open_to_read(&args.case)?;
    let verified = match desk.report_again(&recipe.basis) {
        Ok(again) => verify_report(&file, &recipe, &again, &desk)?,
        // What the file names and this case does not know is what is wrong with the file.
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::Invalid) => {
            ReportVerified::not_made(&recipe, &error)
        }
        Err(error) => return Err(error.into()),
    };
    let style = Style { format: args.format, zone: Zone::default(), width: print::width() };
    print::data(&render(&verified, style)?)?;
    Ok(if verified.holds { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn read(path: &Path) -> anyhow::Result<ReportFile> {
    let reading = || format!("cannot read report {}", path.display());
    if !path.is_dir() {
        return Ok(ReportFile::One(fs::read(path).with_context(reading)?));
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path).with_context(reading)? {
        let entry = entry.with_context(reading)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // What is no file of its own (a folder, a link, a pipe) is not read; that it is there is told.
        let is_file = entry.file_type().with_context(reading)?.is_file();
        let bytes =
            if is_file { fs::read(entry.path()).with_context(reading)? } else { Vec::new() };
        files.push((name, bytes));
    }
    files.sort();
    Ok(ReportFile::Set(files))
}

/// Writes a file whole.
fn keep(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    whole(path, |file| Ok(file.write_all(bytes)?))
        .with_context(|| format!("cannot write {}", path.display()))
}

fn keep_all(dir: &Path, files: &[(String, Vec<u8>)]) -> anyhow::Result<()> {
    fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    files.iter().try_for_each(|(name, bytes)| keep(&dir.join(name), bytes))
}
