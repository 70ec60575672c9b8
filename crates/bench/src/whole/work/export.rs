//! Every claim out into a file: CSV, a workbook, HTML; beside pandas, and beside plainly writing as many
//! bytes.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use counterclaim_desk::{Desk, Question, SystemRim, Told, Wanted};
use counterclaim_report::export::{ClaimColumn, RowFormat, RowStyle, claims};
use counterclaim_report::{Format, Style, render};

use crate::plain::plainly;
use crate::sample::timed;
use crate::whole::peers::python;
use crate::whole::row::{OURS, Row};
use crate::whole::run::Bench;
use crate::whole::turns::{Subject, in_turn};

/// Forms by the ending of their files.
const FORMS: [&str; 3] = ["csv", "xlsx", "html"];

/// What pandas writes a workbook with.
const WORKBOOKS: &str = "openpyxl";

/// Measures every form.
pub(crate) fn export(bench: &Bench<'_>) -> anyhow::Result<Vec<Row>> {
    let desk = Desk::open_to_read(&bench.case.dir, Box::new(SystemRim))?;
    let mut rows = Vec::new();
    for form in FORMS {
        rows.extend(of(bench, &desk, form)?);
    }
    Ok(rows.into_iter().map(|row| row.of(bench.case.claims, "claims")).collect())
}

fn of(bench: &Bench<'_>, desk: &Desk, form: &str) -> anyhow::Result<Vec<Row>> {
    let claims = Some(bench.case.claims);
    let work = format!("every claim to {}", form.to_uppercase());
    let path = |who: &str| bench.path(&format!("{who}.{form}"));
    let (own, plain, other) = (path("ours"), path("plain"), path("pandas"));
    let ours = |_: usize| {
        let (time, written) = timed(|| write(desk, form, &own));
        written?;
        Ok(time)
    };
    // The first round of ours says how many bytes there are to write.
    ours(0)?;
    let subjects = vec![
        Subject::new(OURS, None, ours),
        Subject::new("plain file, as many bytes", None, |_| plainly(&plain, own.metadata()?.len())),
    ];
    let python = bench.asked.python.as_str();
    let can = python::version(python, "pandas").and_then(|version| match form {
        "xlsx" => python::version(python, WORKBOOKS).map(|_| version),
        _ => Ok(version),
    });
    let mut rows = in_turn(claims, &work, bench.asked.repeats, false, subjects)?;
    // Once, behind the others: of a run it would take most of the time.
    rows.push(match can {
        Ok(_) => {
            let (time, many) = python::export(python, &bench.sqlite(), form, &other)?;
            anyhow::ensure!(many == bench.case.claims, "pandas wrote {many} rows");
            Row::times(
                claims,
                &work,
                "pandas, from SQLite, 22 columns, once",
                vec![time.as_secs_f64()],
            )
        }
        Err(why) => Row::not_run(claims, &work, "pandas", &why),
    });
    for written in [own, plain, other] {
        let _ = std::fs::remove_file(written);
    }
    Ok(rows)
}

fn write(desk: &Desk, form: &str, path: &Path) -> anyhow::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 18, File::create(path)?);
    let question = Question::default();
    if form == "html" {
        let every = desk.every(&Wanted { told: Told::Sentences, ..Wanted::default() }, question)?;
        let style = Style { format: Format::Html, ..Style::default() };
        out.write_all(render(&every.cards(), style)?.as_bytes())?;
    } else {
        let told = ClaimColumn::told(ClaimColumn::READ);
        let every = desk.every(&Wanted { told, ..Wanted::default() }, question)?;
        let format = if form == "csv" { RowFormat::Csv } else { RowFormat::Xlsx };
        let names = ClaimColumn::READ.iter().map(|column| column.name().to_owned()).collect();
        let style = RowStyle { fields: Some(names), ..RowStyle::default() };
        claims(&every, format, &style, &mut out, &mut |_| {})?;
    }
    out.flush()?;
    Ok(())
}
