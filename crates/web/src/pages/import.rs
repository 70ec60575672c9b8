//! Taking something in: a page to be read, or a file of rows. First it is shown what would come of it, and
//! only then, on a person's word, it is recorded.

use askama::Template;
use counterclaim_desk::answers::{ImportedFile, PageIngested, RowResult};
use counterclaim_desk::{
    CapturedFrom, IngestOptions, MAX_PAGE, Moment, Page, Precision, Reread, fetch, moment,
};

use crate::call::Call;
use crate::chrome::Chrome;
use crate::problem::{Kind, Problem};
use crate::reply::Reply;
use crate::route::{Body, Role, Route, get, post};
use crate::write::{
    FORMATS, Fetched, KINDS, Upload, back, completeness, identity, named, taken_in, upload,
    vouching, web_address,
};

/// Rows that a preview shows.
const SHOWN: usize = 500;

pub(super) const ROUTES: &[Route] = &[
    get("/import", "import_page", "Forms to take in a page or a file.", form)
        .of_server()
        .needs(Role::Analyst)
        .forms(&["html"]),
    post("/import/preview", "preview", "Shows what a page or file would bring.", preview)
        .forms(&["html"])
        .body(Body {
            media: &["multipart/form-data"],
            most: MAX_PAGE + (1 << 20),
            means: "A form: `what` (page or rows), and a `file`, or pasted `text`, or a `url`.",
            schema: None,
        })
        .statuses(&[
            (422, "It cannot be told what the file is."),
            (503, "The page cannot be had."),
        ]),
    post("/import/confirm", "confirm", "Records what was shown.", confirm)
        .forms(&["html"])
        .body(Body {
            media: &["application/x-www-form-urlencoded"],
            most: 4 << 10,
            means: "The field `upload` of the preview.",
            schema: None,
        })
        .statuses(&[
            (303, "Recorded: on to the queue."),
            (404, "It waits no longer: upload it again."),
            (422, "It cannot be recorded."),
        ]),
];

#[derive(Template)]
#[template(path = "import.html")]
struct ImportPage {
    chrome: Chrome,
    kinds: &'static [&'static str],
    formats: &'static [&'static str],
    may_fetch: bool,
}

#[derive(Template)]
#[template(path = "import_preview.html")]
struct PreviewPage<'p> {
    chrome: Chrome,
    name: &'p str,
    upload: String,
    ingested: Option<PageIngested>,
    file: Option<ImportedFile>,
    is_whole: bool,
}

impl PreviewPage<'_> {
    fn word(&self, result: RowResult) -> &'static str {
        match result {
            RowResult::Added => "would be added",
            RowResult::Unchanged => "is here already",
            RowResult::Refused => "refused",
        }
    }

    /// Returns whether anything would be recorded.
    fn is_worth_it(&self) -> bool {
        let rows = self
            .file
            .as_ref()
            .is_none_or(|file| file.added > 0 && !(self.is_whole && file.refused > 0));
        rows && self
            .ingested
            .as_ref()
            .is_none_or(|page| page.added + page.revised + page.claims + page.links > 0)
    }
}

fn form(call: &Call<'_>) -> Result<Reply, Problem> {
    call.page(&ImportPage {
        chrome: call.chrome("Take something in", None),
        kinds: KINDS,
        formats: FORMATS,
        may_fetch: call.visitor.role >= Role::Owner,
    })
}

fn preview(call: &Call<'_>) -> Result<Reply, Problem> {
    let mut upload = upload(call)?;
    if let Some(url) = upload.field("url").map(str::to_owned).filter(|_| upload.bytes.is_empty()) {
        get_page(call, &url, &mut upload)?;
    }
    if upload.bytes.is_empty() {
        return Err(Problem::new(
            Kind::Usage,
            "nothing was given: a file, pasted text or an address",
        ));
    }
    if let Some(name) = upload.field("name").map(str::to_owned) {
        upload.name = name;
    }
    let by = identity(call)?.analyst;
    let name = upload.name.clone();
    let is_whole = upload.field("all_or_nothing").is_some();
    let (ingested, file) = if is_rows(&upload) {
        let mut file = rows(call, &upload, true)?;
        file.results.truncate(SHOWN);
        (None, Some(file))
    } else {
        (Some(page(call, &upload, true)?), None)
    };
    let kept = call.server.waiting.keep(&by, upload);
    let upload =
        kept.map_err(|why| Problem::new(Kind::Unavailable, format!("it cannot wait: {why}")))?;
    let chrome = call.chrome("What would be recorded", None);
    call.page(&PreviewPage { chrome, name: &name, upload, ingested, file, is_whole })
}

/// Fetches a page into an upload. Whoever may have this machine fetch anything may also read with it what
/// only this machine reaches: that is the owner's.
fn get_page(call: &Call<'_>, url: &str, upload: &mut Upload) -> Result<(), Problem> {
    if call.visitor.role < Role::Owner {
        let why = "only the owner of the case may have this machine fetch an address: paste the page, or \
                   upload it as a file";
        return Err(Problem::new(Kind::Denied, why));
    }
    let url = web_address("url", url)?;
    let got = fetch(&url).map_err(|why| {
        Problem::new(Kind::Unavailable, format!("the page {url} cannot be had: {why}"))
    })?;
    let at = chrono::Utc::now().to_rfc3339();
    let Page { bytes, final_url, status, headers, .. } = got;
    upload.fetched = Some(Fetched { final_url, status, headers, at });
    (upload.bytes, upload.name) = (bytes, url);
    Ok(())
}

fn confirm(call: &Call<'_>) -> Result<Reply, Problem> {
    let id = call.field("upload").unwrap_or_default();
    let by = identity(call)?.analyst;
    let unread = |why| Problem::new(Kind::Unavailable, format!("it cannot be read back: {why}"));
    let upload = call.server.waiting.find(&id, &by).map_err(unread)?;
    let gone = || Problem::not_found("it waits no longer (an hour at most): upload it again");
    let upload = upload.ok_or_else(gone)?;
    let before = call.server.head();
    if is_rows(&upload) {
        rows(call, &upload, false)?;
    } else {
        page(call, &upload, false)?;
    }
    call.server.waiting.forget(&id);
    let head = call.server.head();
    Ok(Reply::see_other(&back(Some("/queue"), (head > before).then_some(head))))
}

fn is_rows(upload: &Upload) -> bool {
    upload.field("what") == Some("rows")
}

/// Reads an upload as a page.
fn page(call: &Call<'_>, upload: &Upload, dry_run: bool) -> Result<PageIngested, Problem> {
    let url = upload.field("url").map(|url| web_address("url", url)).transpose()?;
    let typed = upload.field("captured_at").map(moment).transpose();
    let typed = typed.map_err(|why| Problem::parameter("captured_at", why))?;
    let mut page = Page {
        bytes: upload.bytes.clone(),
        url,
        captured_at: typed.map(|at| (at, CapturedFrom::Option)),
        source: upload.field("source").map(str::to_owned),
        headers: upload
            .media
            .iter()
            .map(|media| ("content-type".to_owned(), media.clone()))
            .collect(),
        ..Page::default()
    };
    if let Some(fetched) = &upload.fetched {
        page.final_url.clone_from(&fetched.final_url);
        page.status = fetched.status;
        page.headers.clone_from(&fetched.headers);
        let at = moment(&fetched.at).ok();
        let at = at.map(|at| (Moment { precision: Precision::Second, ..at }, CapturedFrom::Fetch));
        page.captured_at = page.captured_at.or(at);
    }
    let options = IngestOptions { reread: Reread::No, dry_run, key: None };
    let by = identity(call)?;
    Ok(call.server.ingest(by, &upload.name, &page, &options)?)
}

/// Reads an upload as a file of rows.
fn rows(call: &Call<'_>, upload: &Upload, dry_run: bool) -> Result<ImportedFile, Problem> {
    let kind = upload.field("kind").map(|name| named("kind", name, KINDS)).transpose()?;
    let format = upload.field("input").map(|name| named("input", name, FORMATS)).transpose()?;
    let wanted = counterclaim_desk::ImportWanted {
        name: upload.name.clone(),
        kind,
        format,
        completeness: completeness(upload.field("all_or_nothing").is_some()),
        vouching: vouching(upload.field("checked").is_some()),
        key: None,
        dry_run,
    };
    taken_in(call, &upload.bytes, identity(call)?, &wanted)
}
