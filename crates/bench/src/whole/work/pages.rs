//! A page end to end: from a file to the printed brief, as a process and within one that is there.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use counterclaim_desk::{Desk, FixedRim, Identity, IngestOptions, Page, Question};
use counterclaim_report::{Format, Length, Style, brief};

use crate::chance::Chance;
use crate::sample::timed;
use crate::whole::row::{OURS, Row, Target};
use crate::whole::turns::{Subject, in_turn};

/// Bytes of the page.
const BYTES: usize = 100_000;

const WORK: &str = "a live page of 100 kB, from file to printed brief";

/// What the generated page's people say.
const SAID: [&str; 6] = [
    "<p>Valdoria has denied an Ostrevian accusation that its drones struck the harbour of Lunmark.</p><p>\"Not one \
     of our aircraft crossed the river on day {}\", Valdorian Foreign Ministry spokeswoman Mirel Oda said.</p>",
    "<p>The Valdorian Defence Ministry said on Saturday that its air defence had shot down {} aircraft.</p>",
    "<p>Ostrevian Foreign Minister Ilka Brandeth accused Valdoria of shelling {} houses in Hethby.</p>",
    "<p>\"At least {} civilians left the town\", ministry spokesman Piers Ashdell said.</p><p>The Bulletin could not \
     check the figure.</p>",
    "<p>A series of {} blasts was heard in Hethby early on Sunday, Harbour Wire reported, citing its \
     correspondent in the town.</p>",
    "<p>Ostrevia's Defence Ministry rejected the claim and said that {} soldiers had surrendered.</p>",
];

/// Measures the page; how large a case is does not matter.
pub(crate) fn pages(
    dir: &Path,
    seed: u64,
    repeats: usize,
    program: &Result<std::path::PathBuf, String>,
) -> anyhow::Result<Vec<Row>> {
    let page = live_page(seed);
    let file = dir.join("page.html");
    std::fs::write(&file, &page)?;
    let mut rows = in_turn(
        None,
        &format!("{WORK}, in a process that is there"),
        repeats.max(5),
        true,
        vec![Subject::new(OURS, None, |_| {
            let (time, printed) = timed(|| brief_of(&page));
            anyhow::ensure!(printed?.contains("Valdoria"), "nothing was read from the page");
            Ok(time)
        })],
    )?;
    rows.extend(match program {
        Err(why) => vec![Row::not_run(None, WORK, OURS, why)],
        Ok(program) => in_turn(
            None,
            WORK,
            repeats.max(5),
            true,
            vec![Subject::new(OURS, Some(Target::Median(0.1)), |_| {
                let mut command = Command::new(program);
                command.arg("brief").arg(&file).stdout(Stdio::null()).stderr(Stdio::null());
                let (time, status) = timed(|| command.status());
                anyhow::ensure!(status?.success(), "`counterclaim brief` failed");
                Ok(time)
            })],
        )?,
    });
    Ok(rows.into_iter().map(|row| row.of(1, "pages")).collect())
}

/// What `brief` does, without a process.
fn brief_of(html: &str) -> anyhow::Result<String> {
    let rim = FixedRim::at(chrono::DateTime::UNIX_EPOCH);
    let mut desk = Desk::in_memory(Box::new(rim), Identity::analyst("brief"))?;
    let page = Page { bytes: html.as_bytes().to_vec(), ..Page::default() };
    desk.ingest("page", &page, &IngestOptions::default())?;
    let told = desk.brief(Question::default(), None)?;
    let style = Style { format: Format::Markdown, ..Style::default() };
    Ok(brief(&told, style, Length::Full)?)
}

/// A live blog of invented states, in the shape of the sample that ships.
fn live_page(seed: u64) -> String {
    let mut chance = Chance::from_seed(seed);
    let mut page = String::from(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Sill river live (FICTION) | \
         Aldmoor Bulletin</title><meta property=\"og:site_name\" content=\"Aldmoor Bulletin\"></head><body><main>\
         <h1>Sill river live (FICTION)</h1>\n",
    );
    let mut minute = 0;
    while page.len() < BYTES {
        minute += 1 + chance.below(20);
        let said = SAID[chance.below(SAID.len())].replace("{}", &chance.below(900).to_string());
        let (day, hour, left) = (1 + minute / 1440, minute / 60 % 24, minute % 60);
        let _ = write!(
            page,
            "<article id=\"p{minute}\"><h2>Both sides speak of the river, {minute}</h2><time \
             datetime=\"2031-06-{:02}T{hour:02}:{left:02}:00+01:00\">{hour:02}:{left:02}</time>{said}</article>\n",
            day.min(30),
        );
    }
    page.push_str("</main></body></html>\n");
    page
}
