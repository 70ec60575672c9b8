//! Everything out, in rows or as linked data, written as it is read: as `export` of the command line does it.

use std::io::{self, Write};
use std::sync::Arc;

use counterclaim_desk::answers::LinkCard;
use counterclaim_desk::{Desk, Every, Question, Sort, Status, Told, Wanted, Zone};
use counterclaim_report::export::{
    self, ACTORS, ClaimColumn, FIGURES, LINKS, List, Listed, MATTERS, RowFormat, RowStyle, Take,
};
use counterclaim_report::linked::{Base, Linked, claim_reviews, json_ld, turtle};
use counterclaim_report::{clocks, log_head};

use super::filters::{FROM, Filter, MATTER, PARTY, TO};
use crate::call::Call;
use crate::problem::{Kind, Problem};
use crate::reply::Reply;
use crate::route::{Parameter, Route, Schema, get};
use crate::server::Server;

const WHAT: Parameter = Parameter {
    name: "what",
    means: "What: claims, links, figures, actors, matters, claimreview or turtle.",
    schema: Schema::Text,
};
const STANDING: Parameter = Parameter {
    name: "standing",
    means: "Only claims with this standing: a name of either axis, or words of it.",
    schema: Schema::Text,
};
const STATUS: Parameter = Parameter {
    name: "status",
    means: "Only claims of this status; the first two otherwise.",
    schema: Schema::OneOf(&["proposed", "checked", "rejected", "withdrawn"]),
};
const SORT: Parameter = Parameter {
    name: "sort",
    means: "Order of the claims.",
    schema: Schema::OneOf(&["published", "recorded", "party", "id"]),
};
const FIELDS: Parameter = Parameter {
    name: "fields",
    means: "Columns in this order, parted by commas; `all` is every one. In ndjson and json rows are flat then.",
    schema: Schema::Text,
};
const BASE: Parameter = Parameter {
    name: "base",
    means: "Linked data: names begin with this address instead of `urn:uuid:`.",
    schema: Schema::Text,
};

pub(super) const ROUTES: &[Route] = &[get(
    "/export/{what}",
    "export",
    "Rows of the whole case, or of a part of it, written as they are read.",
    export,
)
.takes(&[WHAT, PARTY, MATTER, FROM, TO, STANDING, STATUS, SORT, FIELDS, BASE])
.forms(&["ndjson", "json", "csv", "xlsx", "jsonld", "turtle"])
.statuses(&[
    (404, "There is no such export, party or matter."),
    (422, "Several parties have that name, or the matter can have no such slug."),
])];

/// What can be had, and in which forms; the first is the usual one.
pub(crate) const OFFERED: &[(&str, &[&str])] = &[
    ("claims", &["ndjson", "json", "csv", "xlsx", "jsonld", "turtle"]),
    ("links", &["ndjson", "json", "csv", "xlsx"]),
    ("figures", &["ndjson", "json", "csv", "xlsx"]),
    ("actors", &["ndjson", "json", "csv", "xlsx"]),
    ("matters", &["ndjson", "json", "csv", "xlsx"]),
    ("claimreview", &["ndjson", "json"]),
    ("turtle", &["turtle"]),
];

/// Returns the path of an export.
pub(crate) fn path(what: &str, form: &str) -> String {
    format!("/export/{what}.{form}")
}

/// Puts the rows of a list, one at a time.
type Fill<'f> = Box<dyn FnMut(&mut Take<'_>) -> io::Result<()> + 'f>;

/// An export that was asked for, with everything its writer needs.
struct Export {
    what: &'static str,
    form: &'static str,
    wanted: Wanted,
    is_narrowed: bool,
    fields: Option<Vec<String>>,
    base: Base,
    question: Question,
}

fn export(call: &Call<'_>) -> Result<Reply, Problem> {
    let what = call.named("what");
    let Some((what, forms)) = OFFERED.iter().find(|(own, _)| *own == what) else {
        let all: Vec<&str> = OFFERED.iter().map(|(what, _)| *what).collect();
        let why = format!("there is no export of {what:?} ({})", all.join(", "));
        return Err(Problem::not_found(why));
    };
    let form = form(call, forms)?;
    let wanted = wanted(call)?;
    let is_narrowed = wanted != Wanted::default();
    if is_narrowed && matches!(*what, "actors" | "matters") {
        let why = "filters choose claims; there are none in this export";
        return Err(Problem::new(Kind::Usage, why));
    }
    let fields = call.value("fields");
    let fields = fields.map(|names| names.split(',').map(|name| name.trim().to_owned()).collect());
    let base = call.parsed::<Base>("base")?.unwrap_or_default();
    // What programs read is UTC throughout.
    let question = match form {
        "csv" | "xlsx" => call.question,
        _ => Question { zone: Zone::default(), ..call.question },
    };
    let export = Export { what, form, wanted, is_narrowed, fields, base, question };
    export.check(call)?;
    let media = crate::route::of_suffix(form).map_or("application/octet-stream", |form| form.media);
    let server = Arc::clone(call.server);
    let name = format!("{what}.{form}");
    let write = move |out: &mut dyn Write| export.write(&server, out);
    Ok(Reply::written(media, Box::new(write)).named(&name))
}

/// Returns the form, if this export has it.
fn form(call: &Call<'_>, forms: &[&'static str]) -> Result<&'static str, Problem> {
    let asked = call.form.suffix;
    forms.iter().find(|form| **form == asked).copied().ok_or_else(|| {
        let why = format!("{asked} is not offered here ({})", forms.join(", "));
        Problem::new(Kind::NotAcceptable, why)
    })
}

fn wanted(call: &Call<'_>) -> Result<Wanted, Problem> {
    let filter = Filter::of(call)?;
    let status = call.value("status").map(status).transpose()?;
    let sort = match call.value("sort") {
        None | Some("published") => Sort::Published,
        Some("recorded") => Sort::Recorded,
        Some("party") => Sort::Party,
        Some("id") => Sort::Id,
        Some(other) => {
            let why = format!("{other:?} is none of published, recorded, party, id");
            return Err(Problem::parameter("sort", why));
        }
    };
    Ok(Wanted {
        ids: None,
        matter: filter.matter,
        from: filter.from,
        to: filter.to,
        party: filter.party,
        standing: call.value("standing").map(str::to_owned),
        status,
        sort,
        told: Told::Nothing,
    })
}

fn status(name: &str) -> Result<Status, Problem> {
    match name {
        "proposed" => Ok(Status::Proposed),
        "checked" => Ok(Status::Checked),
        "rejected" => Ok(Status::Rejected),
        "withdrawn" => Ok(Status::Withdrawn),
        other => {
            let why = format!("{other:?} is none of proposed, checked, rejected, withdrawn");
            Err(Problem::parameter("status", why))
        }
    }
}

impl Export {
    /// Finds out whether it can be written, before anything is.
    fn check(&self, call: &Call<'_>) -> Result<(), Problem> {
        // Names are looked up; no claim is.
        let none = Wanted { ids: Some(Vec::new()), standing: None, ..self.wanted.clone() };
        call.ask(|desk| desk.every(&none, self.question).map(|_| ()))?;
        let Some(fields) = &self.fields else { return Ok(()) };
        let bad = |why: String| Problem::parameter("fields", why);
        match (self.what, self.rows()) {
            (_, None) | ("claimreview" | "turtle", _) => {
                Err(bad("they belong to csv, xlsx, ndjson and json of rows".to_owned()))
            }
            ("claims", Some(_)) => ClaimColumn::several(fields).map(|_| ()).map_err(bad),
            (_, Some(_)) => {
                let style = RowStyle { fields: Some(fields.clone()), ..RowStyle::default() };
                let format = RowFormat::Ndjson;
                let list = self.list();
                let tried = export::list(list, format, &style, &mut io::sink(), &mut |_| Ok(()));
                tried.map(|_| ()).map_err(|error| bad(error.to_string()))
            }
        }
    }

    fn list(&self) -> List {
        match self.what {
            "links" => LINKS,
            "actors" => ACTORS,
            "matters" => MATTERS,
            _ => FIGURES,
        }
    }

    fn rows(&self) -> Option<RowFormat> {
        match self.form {
            "ndjson" => Some(RowFormat::Ndjson),
            "json" => Some(RowFormat::Json),
            "csv" => Some(RowFormat::Csv),
            "xlsx" => Some(RowFormat::Xlsx),
            _ => None,
        }
    }

    /// Writes it. Rows of claims are read a piece at a time, and others write in between; what goes by links
    /// holds the desk to its end.
    fn write(&self, server: &Server, out: &mut dyn Write) -> io::Result<()> {
        match (self.what, self.rows()) {
            ("claims", Some(format)) => {
                let columns = self.fields.as_deref().map(ClaimColumn::several).transpose();
                let columns = columns.map_err(io::Error::other)?;
                let told = match (columns, format) {
                    (Some(columns), _) => ClaimColumn::told(&columns),
                    // No column is made of the notes.
                    (None, RowFormat::Csv | RowFormat::Xlsx) => Told::Why,
                    (None, RowFormat::Ndjson | RowFormat::Json) => Told::Sentences,
                };
                let (every, style) = self.in_pieces(server, told)?;
                export::claims(&every, format, &style, out, &mut |_| {}).map(|_| ())
            }
            ("claims" | "turtle", _) => server.read(|desk| self.linked(desk, out)),
            ("claimreview", format) => {
                let (every, _) = self.in_pieces(server, Told::Nothing)?;
                let is_array = format == Some(RowFormat::Json);
                claim_reviews(&every, &self.base, is_array, out).map(|_| ())
            }
            ("figures", Some(format)) => {
                let (every, style) = self.in_pieces(server, Told::Nothing)?;
                export::figures(&every, format, &style, out).map(|_| ())
            }
            (_, Some(format)) => server.read(|desk| self.listed(desk, format, out)),
            (_, None) => Err(io::Error::other("this export has no such form")),
        }
    }

    /// Chooses the claims, to be read a piece at a time, with how their rows are written.
    fn in_pieces<'s>(&self, server: &'s Server, told: Told) -> io::Result<(Every<'s>, RowStyle)> {
        let wanted = Wanted { told, ..self.wanted.clone() };
        let every = server.every(&wanted, self.question).map_err(io::Error::other)?;
        let style = server.read(|desk| self.style(desk, every.question()))?;
        Ok((every, style))
    }

    fn listed(&self, desk: &Desk, format: RowFormat, out: &mut dyn Write) -> io::Result<()> {
        let style = self.style(desk, self.question)?;
        let list = self.list();
        let mut fill: Fill<'_> = match self.what {
            "actors" => {
                let actors = desk.actors(self.question);
                Box::new(move |take| actors.iter().try_for_each(|actor| take(Listed::actor(actor))))
            }
            "matters" => {
                let matters = desk.matters(self.question);
                Box::new(move |take| {
                    matters.iter().try_for_each(|matter| take(Listed::matter(matter)))
                })
            }
            _ => {
                let chosen = match self.is_narrowed {
                    true => Some(self.every(desk, Told::Nothing)?.ids()),
                    false => None,
                };
                let is_chosen = move |link: &LinkCard| {
                    chosen.as_ref().is_none_or(|ids| {
                        let is_there =
                            |claim| ids.binary_search_by_key(&claim, |(id, _)| *id).is_ok();
                        is_there(link.from) && is_there(link.to)
                    })
                };
                Box::new(move |take| {
                    desk.every_link(self.question, |link| {
                        if is_chosen(link) { take(Listed::link(link)) } else { Ok(()) }
                    })
                })
            }
        };
        export::list(list, format, &style, out, &mut *fill).map(|_| ())
    }

    fn linked(&self, desk: &Desk, out: &mut dyn Write) -> io::Result<()> {
        let every = self.every(desk, Told::Why)?;
        let linked = Linked { desk, every: &every, question: self.question, base: &self.base };
        let write = if self.form == "jsonld" { json_ld } else { turtle };
        write(&linked, out).map(|_| ())
    }

    fn every<'d>(&self, desk: &'d Desk, told: Told) -> io::Result<Every<'d>> {
        let wanted = Wanted { told, ..self.wanted.clone() };
        desk.every(&wanted, self.question).map_err(io::Error::other)
    }

    /// Returns how rows are written, with what they rest on.
    fn style(&self, desk: &Desk, question: Question) -> io::Result<RowStyle> {
        let asked = desk.asked(question);
        let mut about = vec![
            ("what".to_owned(), self.what.to_owned()),
            ("clocks".to_owned(), clocks(&asked, self.question.zone)),
        ];
        let head = desk.log_head().map_err(io::Error::other)?;
        about.extend(head.map(|head| ("log".to_owned(), log_head(&head))));
        Ok(RowStyle { fields: self.fields.clone(), raw: false, about, recorded: asked.recorded_at })
    }
}
