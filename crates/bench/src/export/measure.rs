//! What is measured of exports: choosing and weighing, then every format into a file, with the memory at
//! the peak above what the case itself takes, beside plainly writing as many bytes.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Duration;

use counterclaim_desk::{Desk, Question, SystemRim, Told, Wanted};
use counterclaim_report::export::{ClaimColumn, RowFormat, RowStyle, claims};
use counterclaim_report::linked::{Base, Linked, json_ld, turtle};

use super::world::{self, Said};
use crate::arguments::Options;
use crate::machine::{forget_peak, mib, peak, process_time, resident};
use crate::plain::plainly;
use crate::sample::{timed, told};
use crate::table::Table;

const CLAIMS: usize = 1_000_000;

/// Measures one case of the size asked for.
pub(crate) fn run(options: &Options) -> anyhow::Result<Vec<Table>> {
    std::fs::create_dir_all(&options.dir)?;
    let dir = tempfile::tempdir_in(&options.dir)?;
    let many = options.claims.unwrap_or(CLAIMS);
    let case = options.case.clone().unwrap_or_else(|| dir.path().join("case"));
    let is_there = case.exists();
    let (writing, written) = timed(|| match is_there {
        true => Ok(()),
        false => world::write(&case, many, options.seed, Said::TheSame),
    });
    written?;
    let (opening, desk) = timed(|| Desk::open_to_read(&case, Box::new(SystemRim)));
    let desk = desk?;
    let mut table = Table::new(
        &format!("Exports of {many} claims"),
        &[
            "what",
            "target",
            "value",
            "time",
            "bytes",
            "times plain writing",
            "memory above the case",
            "on the processor",
            "on free cores",
        ],
    );
    let mut note = |what: &str, value: String| {
        table.row([what.to_owned(), String::new(), value]);
    };
    if !is_there {
        note("the case, written", told(writing));
    }
    note("the case, opened and folded", told(opening));
    let held = resident();
    note("memory of the case", mib(held));
    let measured = [
        ("CSV, the columns a person reads", "400000/s", Form::Rows(RowFormat::Csv, Columns::Read)),
        (
            "NDJSON, the columns a person reads",
            "250000/s",
            Form::Rows(RowFormat::Ndjson, Columns::Read),
        ),
        (
            "CSV, every column but the sentence",
            "400000/s",
            Form::Rows(RowFormat::Csv, Columns::Words),
        ),
        ("CSV, every column", "", Form::Rows(RowFormat::Csv, Columns::All)),
        ("NDJSON, whole records", "250000/s", Form::Rows(RowFormat::Ndjson, Columns::Usual)),
        ("NDJSON, flat rows but the sentence", "", Form::Rows(RowFormat::Ndjson, Columns::Words)),
        ("XLSX, the usual columns", "30000/s", Form::Rows(RowFormat::Xlsx, Columns::Usual)),
        ("XLSX, every column", "", Form::Rows(RowFormat::Xlsx, Columns::All)),
        ("JSON-LD, both graphs", "", Form::JsonLd),
        ("Turtle", "", Form::Turtle),
    ];
    let out = dir.path().join("out");
    let is_asked =
        |what: &str| options.only.as_ref().is_none_or(|only| what.contains(only.as_str()));
    for (what, target, form) in measured.into_iter().filter(|(what, _, _)| is_asked(what)) {
        let one = measure(&desk, form, &out, held)?;
        let rate = many as f64 / one.time.as_secs_f64();
        let plain = plainly(&out, one.bytes)?;
        table.row([
            what.to_owned(),
            target.to_owned(),
            format!("{rate:.0}/s"),
            format!("{} (choosing and weighing {})", told(one.time), told(one.choosing)),
            one.bytes.to_string(),
            format!("{:.1}", one.time.as_secs_f64() / plain.as_secs_f64()),
            mib(one.above),
            one.spent.map_or_else(String::new, told),
            one.spent.map_or_else(String::new, |spent| free(many, spent)),
        ]);
    }
    Ok(vec![table])
}

#[derive(Clone, Copy)]
enum Form {
    Rows(RowFormat, Columns),
    JsonLd,
    Turtle,
}

#[derive(Clone, Copy)]
enum Columns {
    /// What the format shows by itself.
    Usual,
    All,
    /// What a workbook shows by itself.
    Read,
    /// All but the sentence of the standing.
    Words,
}

/// Returns the rate that the processor time would allow if nobody else used the cores.
fn free(claims: usize, spent: Duration) -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{:.0}/s", (claims * cores) as f64 / spent.as_secs_f64().max(0.01))
}

/// One format, measured.
struct Measured {
    time: Duration,
    /// On the processor, all threads together.
    spent: Option<Duration>,
    choosing: Duration,
    bytes: u64,
    above: Option<f64>,
}

fn measure(desk: &Desk, form: Form, path: &Path, held: Option<f64>) -> anyhow::Result<Measured> {
    forget_peak();
    let fields = match form {
        Form::Rows(_, Columns::All) => Some(ClaimColumn::ALL.to_vec()),
        Form::Rows(_, Columns::Read) => Some(ClaimColumn::READ.to_vec()),
        Form::Rows(_, Columns::Words) => {
            let all = ClaimColumn::ALL.iter().copied();
            Some(all.filter(|column| *column != ClaimColumn::Sentence).collect())
        }
        Form::Rows(_, Columns::Usual) | Form::JsonLd | Form::Turtle => None,
    };
    let sentences = fields.as_deref().map_or(Told::Sentences, ClaimColumn::told);
    let names =
        |columns: Vec<ClaimColumn>| columns.iter().map(|one| one.name().to_owned()).collect();
    let style = RowStyle { fields: fields.map(names), ..RowStyle::default() };
    let mut choosing = Duration::ZERO;
    let before = process_time();
    let (time, written) = timed(|| {
        let wanted = Wanted { told: sentences, ..Wanted::default() };
        let question = Question::default();
        let (spent, every) = timed(|| desk.every(&wanted, question));
        choosing = spent;
        let every = every?;
        let mut out = BufWriter::with_capacity(1 << 18, File::create(path)?);
        let linked = Linked { desk, every: &every, question, base: &Base::default() };
        match form {
            Form::Rows(format, _) => {
                claims(&every, format, &style, &mut out, &mut |_| {})?;
            }
            Form::JsonLd => drop(json_ld(&linked, &mut out)?),
            Form::Turtle => drop(turtle(&linked, &mut out)?),
        }
        out.flush()?;
        anyhow::Ok(())
    });
    written?;
    let spent = before.zip(process_time()).map(|(before, now)| now.saturating_sub(before));
    let above = peak().zip(held).map(|(peak, held)| peak - held);
    Ok(Measured { time, spent, choosing, bytes: path.metadata()?.len(), above })
}
