//! `export`: everything out, written as it is read.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context;
use counterclaim_desk::answers::LinkCard;
use counterclaim_desk::{Desk, Every, Position, Question, Told, Wanted};
use counterclaim_report::export::{
    ACTORS, ClaimColumn, LINKS, Listed, MATTERS, RowFormat, RowStyle, Take, Written,
};
use counterclaim_report::linked::{Base, Linked};
use counterclaim_report::{Answer, Format, Style, export, linked, render};

use counterclaim_web::client::{Client, Target};

use super::case::open_to_read;
use crate::args::{ExportArgs, ExportFormat, ExportWhat, time_text};
use crate::place::{Place, keep_told, print_told};
use crate::print;
use crate::problem::Usage;
use crate::whole::whole;

/// So many rows are worth a word on how long they took.
const MANY: usize = 10_000;

/// Exports.
pub(super) fn export(args: &ExportArgs) -> anyhow::Result<ExitCode> {
    let format = check(args)?;
    // Whoever has the files writes from them, beside the server, and holds up nobody.
    if let Place::There(client) = args.case.place()?
        && !client.is_here()
    {
        return fetch(&client, args, format);
    }
    let desk = open_to_read(&args.case)?;
    let export = Export { args, format, question: question(args, format), desk: &desk };
    let about = export.about()?;
    // Rows have no room for it, and nobody should have to remember which clocks an export was made on.
    about.iter().skip(1).for_each(|(_, value)| print::note(value));
    let begun = Instant::now();
    let mut written = Written::default();
    match &args.output {
        Some(path) => {
            let write = |file: &mut File| {
                let mut out = BufWriter::with_capacity(1 << 18, file);
                written = export.write(about, &mut out)?;
                Ok(out.flush()?)
            };
            whole(path, write).with_context(|| format!("cannot write {}", path.display()))?;
        }
        None => print::stream(|out| {
            written = export.write(about, out)?;
            Ok(out.flush()?)
        })?,
    }
    if print::is_watched() && written.rows >= MANY {
        let seconds = begun.elapsed().as_secs_f64();
        print::note(&format!("{} rows in {seconds:.1} s", written.rows));
    }
    if written.cut > 0 {
        print::note(&format!(
            "{} cells were longer than a workbook's cell may be (32,767 characters): they are cut and say so",
            written.cut
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// Has a server write the export, and keeps or prints it as it comes.
fn fetch(client: &Client, args: &ExportArgs, format: ExportFormat) -> anyhow::Result<ExitCode> {
    let name = |value: String| value.to_lowercase();
    let which = &args.which;
    let target = Target::of(&["export", &name(format!("{:?}", args.what))])
        .form(&name(format!("{format:?}")))
        .maybe("matter", which.matter.as_ref())
        .maybe("from", which.from.map(time_text))
        .maybe("to", which.to.map(time_text))
        .maybe("party", which.party.as_ref())
        .maybe("standing", which.standing.as_ref())
        .maybe("status", which.status.map(|status| name(format!("{status:?}"))))
        .with("sort", name(format!("{:?}", which.sort)))
        .maybe("fields", args.fields.as_ref().map(|fields| fields.join(",")))
        .maybe("base", args.base.as_ref().map(ToString::to_string))
        .maybe("tz", args.when.zone());
    if args.csv_raw {
        let why = "a server writes CSV for people: leave --csv-raw out, or ask for ndjson";
        return Err(Usage(why.to_owned()).into());
    }
    let told = client.get(&args.when.on(target))?;
    match &args.output {
        Some(path) => keep_told(told, path),
        None => print_told(told),
    }
}

/// An export that was asked for.
struct Export<'a> {
    args: &'a ExportArgs,
    format: ExportFormat,
    question: Question,
    desk: &'a Desk,
}

/// Returns the format, if it is one for what is exported.
fn check(args: &ExportArgs) -> Result<ExportFormat, Usage> {
    use ExportFormat as F;
    let (usual, offered): (F, &[F]) = match args.what {
        ExportWhat::Claims => (
            F::Ndjson,
            &[F::Ndjson, F::Json, F::Csv, F::Xlsx, F::Jsonld, F::Turtle, F::Table, F::Md, F::Html],
        ),
        ExportWhat::Links | ExportWhat::Figures | ExportWhat::Actors | ExportWhat::Matters => {
            (F::Ndjson, &[F::Ndjson, F::Json, F::Csv, F::Xlsx, F::Table, F::Md, F::Html])
        }
        ExportWhat::Events => (F::Ndjson, &[F::Ndjson, F::Json, F::Csv, F::Table, F::Md, F::Html]),
        ExportWhat::Claimreview => (F::Ndjson, &[F::Ndjson, F::Json]),
        ExportWhat::Turtle => (F::Turtle, &[F::Turtle]),
    };
    let format = args.format.unwrap_or(usual);
    if !offered.contains(&format) {
        let names: Vec<String> =
            offered.iter().map(|format| format!("{format:?}").to_lowercase()).collect();
        return Err(Usage(format!("here --format is one of {}", names.join(", "))));
    }
    let is_of_claims = match args.what {
        ExportWhat::Claims
        | ExportWhat::Links
        | ExportWhat::Figures
        | ExportWhat::Claimreview
        | ExportWhat::Turtle => true,
        ExportWhat::Actors | ExportWhat::Matters | ExportWhat::Events => false,
    };
    if !is_of_claims && args.which.told().is_some() {
        return Err(Usage("filters choose claims; there are none in this export".to_owned()));
    }
    if args.csv_raw && format != F::Csv {
        return Err(Usage("--csv-raw belongs to --format csv".to_owned()));
    }
    if format == F::Xlsx && args.output.is_none() && print::is_read() {
        return Err(Usage("a workbook goes into a file: -o FILE".to_owned()));
    }
    if args.fields.is_some() && row_format(format).is_none() {
        return Err(Usage("--fields belongs to csv, xlsx, ndjson and json".to_owned()));
    }
    Ok(format)
}

fn question(args: &ExportArgs, format: ExportFormat) -> Question {
    let asked = args.when.question();
    match format {
        // What programs read is UTC throughout.
        ExportFormat::Ndjson | ExportFormat::Json | ExportFormat::Jsonld | ExportFormat::Turtle => {
            Question { zone: Default::default(), ..asked }
        }
        ExportFormat::Csv
        | ExportFormat::Xlsx
        | ExportFormat::Table
        | ExportFormat::Md
        | ExportFormat::Html => asked,
    }
}

fn row_format(format: ExportFormat) -> Option<RowFormat> {
    match format {
        ExportFormat::Ndjson => Some(RowFormat::Ndjson),
        ExportFormat::Json => Some(RowFormat::Json),
        ExportFormat::Csv => Some(RowFormat::Csv),
        ExportFormat::Xlsx => Some(RowFormat::Xlsx),
        ExportFormat::Jsonld
        | ExportFormat::Turtle
        | ExportFormat::Table
        | ExportFormat::Md
        | ExportFormat::Html => None,
    }
}

impl Export<'_> {
    /// Returns what the export rests on, a line each; the first says what it is.
    fn about(&self) -> anyhow::Result<Vec<(String, String)>> {
        let what = format!("{:?}", self.args.what).to_lowercase();
        let asked = self.desk.asked(self.question);
        let mut about = vec![
            ("what".to_owned(), what),
            ("clocks".to_owned(), counterclaim_report::clocks(&asked, self.args.when.tz)),
        ];
        let head = self.desk.log_head()?;
        about.extend(head.map(|head| ("log".to_owned(), counterclaim_report::log_head(&head))));
        let filters = self.args.which.told();
        about.extend(filters.map(|told| ("only".to_owned(), format!("only: {told}"))));
        Ok(about)
    }

    fn write(&self, about: Vec<(String, String)>, out: &mut dyn Write) -> anyhow::Result<Written> {
        let style = RowStyle {
            fields: self.args.fields.clone(),
            raw: self.args.csv_raw,
            about,
            recorded: self.desk.asked(self.question).recorded_at,
        };
        let rows = |rows: usize| Written { rows, cut: 0 };
        let (desk, question) = (self.desk, self.question);
        match self.args.what {
            ExportWhat::Claims => self.claims(&style, out),
            ExportWhat::Turtle => Ok(rows(self.linked(out, linked::turtle)?)),
            ExportWhat::Claimreview => {
                let every = self.every(Told::Nothing)?;
                let as_array = self.format == ExportFormat::Json;
                Ok(rows(linked::claim_reviews(&every, &self.base(), as_array, out)?))
            }
            ExportWhat::Links => self.links(&style, out),
            ExportWhat::Figures => match self.flat() {
                Some(format) => {
                    let every = self.every(Told::Nothing)?;
                    told(export::figures(&every, format, &style, out))
                }
                None => self.show(&desk.figures(question), out),
            },
            ExportWhat::Actors => {
                let actors = desk.actors(question);
                match self.flat() {
                    Some(format) => told(export::list(ACTORS, format, &style, out, &mut |take| {
                        actors.iter().try_for_each(|actor| take(Listed::actor(actor)))
                    })),
                    None => self.show(&actors, out),
                }
            }
            ExportWhat::Matters => {
                let matters = desk.matters(question);
                match self.flat() {
                    Some(format) => told(export::list(MATTERS, format, &style, out, &mut |take| {
                        matters.iter().try_for_each(|matter| take(Listed::matter(matter)))
                    })),
                    None => self.show(&matters, out),
                }
            }
            // Streamed, in the exact bytes that `import` takes.
            ExportWhat::Events
                if self.format == ExportFormat::Ndjson && self.args.when.as_of.is_none() =>
            {
                let mut out = out;
                Ok(rows(usize::try_from(desk.dump(&mut out)?).unwrap_or(usize::MAX)))
            }
            ExportWhat::Events => self.show(&desk.log(Position::START, question)?, out),
        }
    }

    fn claims(&self, style: &RowStyle, out: &mut dyn Write) -> anyhow::Result<Written> {
        let Some(format) = row_format(self.format) else {
            let rows = |rows: usize| Written { rows, cut: 0 };
            return match self.format {
                ExportFormat::Jsonld => Ok(rows(self.linked(out, linked::json_ld)?)),
                ExportFormat::Turtle => Ok(rows(self.linked(out, linked::turtle)?)),
                ExportFormat::Table
                | ExportFormat::Md
                | ExportFormat::Html
                | ExportFormat::Ndjson
                | ExportFormat::Json
                | ExportFormat::Csv
                | ExportFormat::Xlsx => {
                    let every = self.every(Told::Sentences)?;
                    self.show(&every.cards(), out)
                }
            };
        };
        let fields = match &style.fields {
            Some(names) => Some(ClaimColumn::several(names).map_err(Usage)?),
            None => None,
        };
        let told = match (&fields, format) {
            (Some(columns), _) => ClaimColumn::told(columns),
            // No column is made of the notes.
            (None, RowFormat::Csv | RowFormat::Xlsx) => Told::Why,
            (None, RowFormat::Ndjson | RowFormat::Json) => Told::Sentences,
        };
        let every = self.every(told)?;
        let bar = self.bar(every.len());
        let written = export::claims(&every, format, style, out, &mut |rows| {
            bar.set_position(rows as u64);
        });
        bar.finish_and_clear();
        Ok(written?)
    }

    /// Links, if any filter is given only those between chosen claims.
    fn links(&self, style: &RowStyle, out: &mut dyn Write) -> anyhow::Result<Written> {
        let chosen = match self.args.which.told() {
            Some(_) => Some(self.every(Told::Nothing)?.ids()),
            None => None,
        };
        let is_chosen = |link: &LinkCard| {
            chosen.as_ref().is_none_or(|ids| {
                let is_there = |claim| ids.binary_search_by_key(&claim, |(id, _)| *id).is_ok();
                is_there(link.from) && is_there(link.to)
            })
        };
        let Some(format) = self.flat() else {
            let mut links = self.desk.links(self.question);
            links.retain(is_chosen);
            return self.show(&links, out);
        };
        told(export::list(LINKS, format, style, out, &mut |take: &mut Take<'_>| {
            self.desk.every_link(self.question, |link| {
                if is_chosen(link) { take(Listed::link(link)) } else { Ok(()) }
            })
        }))
    }

    /// Returns the format of flat rows, unless whole answers are asked for: those of ndjson and json.
    fn flat(&self) -> Option<RowFormat> {
        row_format(self.format).filter(|format| {
            self.args.fields.is_some() || matches!(format, RowFormat::Csv | RowFormat::Xlsx)
        })
    }

    fn every(&self, told: Told) -> anyhow::Result<Every<'_>> {
        Ok(self.desk.every(&Wanted { told, ..self.args.which.wanted() }, self.question)?)
    }

    fn base(&self) -> Base {
        self.args.base.clone().unwrap_or_default()
    }

    fn linked(
        &self,
        out: &mut dyn Write,
        write: fn(&Linked<'_>, &mut dyn Write) -> std::io::Result<usize>,
    ) -> anyhow::Result<usize> {
        let (every, base) = (self.every(Told::Why)?, self.base());
        let linked =
            Linked { desk: self.desk, every: &every, question: self.question, base: &base };
        Ok(write(&linked, out)?)
    }

    fn show(&self, answer: &impl Answer, out: &mut dyn Write) -> anyhow::Result<Written> {
        let format = match self.format {
            ExportFormat::Ndjson => Format::Ndjson,
            ExportFormat::Json => Format::Json,
            ExportFormat::Csv => Format::Csv,
            ExportFormat::Md => Format::Markdown,
            ExportFormat::Html => Format::Html,
            ExportFormat::Table
            | ExportFormat::Xlsx
            | ExportFormat::Jsonld
            | ExportFormat::Turtle => Format::Table,
        };
        let style = Style { format, zone: self.args.when.tz, width: print::width() };
        out.write_all(render(answer, style)?.as_bytes())?;
        Ok(Written::default())
    }

    /// A bar while a person waits for many claims that go elsewhere.
    fn bar(&self, claims: usize) -> indicatif::ProgressBar {
        let is_elsewhere = self.args.output.is_some() || !print::is_read();
        if print::is_watched() && is_elsewhere && claims >= MANY {
            indicatif::ProgressBar::new(claims as u64)
        } else {
            indicatif::ProgressBar::hidden()
        }
    }
}

/// Tells a field that is unknown as wrong usage.
fn told(written: std::io::Result<Written>) -> anyhow::Result<Written> {
    written.map_err(|error| {
        if error.kind() == std::io::ErrorKind::InvalidInput {
            return Usage(error.to_string()).into();
        }
        error.into()
    })
}
