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

/// Ours as a person has it: a process from its start to its end.
const PROCESS: &str = "ours, a process of its own";

/// How dense a page is. A real live page has less text than the first: most of it is markup.
#[derive(Clone, Copy)]
enum Dense {
    /// About a quarter is text, in some fifty posts.
    AsPagesAre,
    /// Nearly all of it is text: the most that as many bytes can ask of a reader.
    AllText,
}

impl Dense {
    fn work(self) -> &'static str {
        match self {
            Self::AsPagesAre => "a live page of 100 kB, from file to printed brief",
            Self::AllText => "the same, nearly all of it text",
        }
    }

    fn target(self) -> Option<Target> {
        match self {
            Self::AsPagesAre => Some(Target::Median(0.1)),
            Self::AllText => None,
        }
    }
}

/// What the generated page's people say.
const SAID: [&str; 6] = [
    "<p>Valdoria has denied an Ostrevian accusation that its drones struck the harbour of Lunmark.</p>\
     <p>\"Not one of our aircraft crossed the river on day {}\", Valdorian Foreign Ministry spokeswoman \
     Mirel Oda said.</p>",
    "<p>The Valdorian Defence Ministry said on Saturday that its air defence had shot down {} \
     aircraft.</p>",
    "<p>Ostrevian Foreign Minister Ilka Brandeth accused Valdoria of shelling {} houses in Hethby.</p>",
    "<p>\"At least {} civilians left the town\", ministry spokesman Piers Ashdell said.</p><p>The Bulletin \
     could not check the figure.</p>",
    "<p>A series of {} blasts was heard in Hethby early on Sunday, Harbour Wire reported, citing its \
     correspondent in the town.</p>",
    "<p>Ostrevia's Defence Ministry rejected the claim and said that {} soldiers had surrendered.</p>",
];

/// What stands above the posts.
const HEAD: &str = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
    <title>Sill river live (FICTION) | Aldmoor Bulletin</title>\
    <meta property=\"og:site_name\" content=\"Aldmoor Bulletin\"></head><body><main>\
    <h1>Sill river live (FICTION)</h1>\n";

/// Measures both pages; how large a case is does not matter.
pub(crate) fn pages(
    dir: &Path,
    seed: u64,
    repeats: usize,
    program: Result<&Path, &String>,
) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();
    for dense in [Dense::AsPagesAre, Dense::AllText] {
        let page = live_page(seed, dense);
        let file = &dir.join("page.html");
        std::fs::write(file, &page)?;
        let mut within = vec![Subject::new(OURS, None, |_| {
            let (time, printed) = timed(|| brief_of(&page));
            anyhow::ensure!(printed?.contains("Valdoria"), "nothing was read from the page");
            Ok(time)
        })];
        let work = dense.work();
        match program {
            Ok(program) => within.push(Subject::new(PROCESS, dense.target(), move |_| {
                let mut command = Command::new(program);
                command.arg("brief").arg(file).stdout(Stdio::null()).stderr(Stdio::null());
                let (time, status) = timed(|| command.status());
                anyhow::ensure!(status?.success(), "`counterclaim brief` failed");
                Ok(time)
            })),
            Err(why) => rows.push(Row::not_run(None, work, PROCESS, why)),
        }
        rows.extend(in_turn(None, work, repeats.max(5), true, within)?);
    }
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

/// What stands around a post on a page: links to share it with their drawings.
fn furniture() -> String {
    let drawing = "M12.2 4.1l-3.8 7.7 5.9 1.3z".repeat(12);
    let link = |to: &str| {
        format!(
            "<li class=\"live-post__share live-post__share--{to}\"><a rel=\"nofollow noopener\" \
             data-event=\"share-{to}\" href=\"https://{to}.example/share\"><svg viewBox=\"0 0 24 24\" \
             aria-hidden=\"true\"><path d=\"{drawing}\"/></svg></a></li>"
        )
    };
    format!("<ul class=\"live-post__tools\">{}</ul>", ["one", "two", "three"].map(link).concat())
}

/// A live blog of invented states, in the shape of the sample that ships.
fn live_page(seed: u64, dense: Dense) -> String {
    let mut chance = Chance::from_seed(seed);
    let furniture = match dense {
        Dense::AsPagesAre => furniture(),
        Dense::AllText => String::new(),
    };
    let (mut page, mut minute) = (HEAD.to_owned(), 0);
    while page.len() < BYTES {
        minute += 1 + chance.below(20);
        let mut one =
            || SAID[chance.below(SAID.len())].replace("{}", &chance.below(900).to_string());
        let said = [one(), one()].concat();
        let (day, hour, left) = (1 + minute / 1440, minute / 60 % 24, minute % 60);
        let head = format!("<h2>Both sides speak of the river, {minute}</h2>");
        let time = format!("2031-06-{:02}T{hour:02}:{left:02}:00+01:00", day.min(30));
        let _ = writeln!(
            page,
            "<article id=\"p{minute}\">{head}<time datetime=\"{time}\">{hour:02}:{left:02}</time>{said}\
             {furniture}</article>"
        );
    }
    page.push_str("</main></body></html>\n");
    page
}
