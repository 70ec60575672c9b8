//! A call: one request as a handler sees it, with everything read that all of them have in common.

use std::sync::Arc;

use askama::Template;
use axum::http::HeaderMap;
use counterclaim_desk::answers::Asked;
use counterclaim_desk::{AsOf, Count, Desk, Instant, Position, Question, Zone};
use counterclaim_report::{Answer, Format, Style, render};

use crate::access::{Access, Entry, Visitor};
use crate::address::Address;
use crate::chrome::Chrome;
use crate::problem::{Kind, Problem};
use crate::reply::Reply;
use crate::route::{Form, Route};
use crate::server::Server;

/// One request.
pub(crate) struct Call<'c> {
    /// The server: what is written as it is read takes hold of it.
    pub(crate) server: &'c Arc<Server>,
    /// The route.
    pub(crate) route: &'static Route,
    /// The address asked for.
    pub(crate) address: Address,
    /// The form of the answer.
    pub(crate) form: &'static Form,
    /// Where it came in.
    pub(crate) entry: Entry,
    /// Who asks.
    pub(crate) visitor: Visitor,
    /// The headers.
    pub(crate) headers: HeaderMap,
    /// What came with it.
    pub(crate) body: Vec<u8>,
    /// Both clocks, what counts, and the zone.
    pub(crate) question: Question,
}

impl Call<'_> {
    /// Lets `ask` ask the desk, beside others who ask.
    pub(crate) fn ask<T>(&self, ask: impl FnOnce(&Desk) -> T) -> T {
        self.server.read(ask)
    }

    /// Returns what stands for a parameter of the path.
    pub(crate) fn named(&self, name: &str) -> &str {
        self.address.named(name)
    }

    /// Returns the value of a parameter, if it is given and not empty.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.address.value(name)
    }

    /// Returns every value of a parameter that may be given several times.
    pub(crate) fn values(&self, name: &str) -> Vec<String> {
        self.address.values(name).map(str::to_owned).collect()
    }

    /// Returns the value of a parameter as what it stands for.
    ///
    /// # Errors
    /// If it stands for none: which parameter, and why.
    pub(crate) fn parsed<T>(&self, name: &str) -> Result<Option<T>, Problem>
    where
        T: std::str::FromStr,
        T::Err: std::fmt::Display,
    {
        let value = self.value(name).map(str::parse).transpose();
        value.map_err(|why| Problem::parameter(name, why))
    }

    /// Returns the value of a field of the form that came with the call.
    pub(crate) fn field(&self, name: &str) -> Option<String> {
        let mut fields = form_urlencoded::parse(&self.body);
        fields.find(|(own, _)| own == name).map(|(_, value)| value.into_owned())
    }

    /// Lets somebody show a secret, unless their address has shown too many wrong ones.
    ///
    /// # Errors
    /// If the secret is wrong, or it is one too many.
    pub(crate) fn guarded<T>(
        &self,
        show: impl FnOnce(&Access) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        self.server.guarded(&self.entry, show)
    }

    /// Returns the header of this name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Returns the page's own address with both clocks: what a link to this very answer is.
    pub(crate) fn chrome(&self, title: impl Into<String>, asked: Option<&Asked>) -> Chrome {
        Chrome::of(self, title.into(), asked)
    }

    /// Gives an answer the form asked for: `page` writes it for a browser.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(crate) fn answer<A: Answer, T: Template>(
        &self,
        answer: &A,
        page: impl FnOnce() -> T,
    ) -> Result<Reply, Problem> {
        if self.form.suffix == "html" { self.page(&page()) } else { self.data(answer) }
    }

    /// Returns whether a browser's page is asked for, and not data.
    pub(crate) fn wants_page(&self) -> bool {
        self.form.suffix == "html"
    }

    /// Gives an answer the form of data asked for.
    ///
    /// # Errors
    /// If it cannot be written, or not in this form.
    pub(crate) fn data(&self, answer: &impl Answer) -> Result<Reply, Problem> {
        let format = match self.form.suffix {
            "json" => Format::Json,
            "ndjson" => Format::Ndjson,
            "csv" => Format::Csv,
            "md" => Format::Markdown,
            "txt" => Format::Table,
            _ => return Err(self.not_offered()),
        };
        let zone = match format {
            Format::Json | Format::Ndjson => Zone::default(),
            Format::Table | Format::Csv | Format::Markdown | Format::Html => self.question.zone,
        };
        let width = self.parsed::<u16>("width")?;
        Ok(Reply::whole(self.form.media, render(answer, Style { format, zone, width })?))
    }

    /// Writes a page.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(crate) fn page(&self, page: &impl Template) -> Result<Reply, Problem> {
        Ok(Reply::whole("text/html; charset=utf-8", page.render()?))
    }

    /// Says that this address has no such form.
    pub(crate) fn not_offered(&self) -> Problem {
        let offered = self.route.forms.join(", ");
        let detail = format!("{} is not offered here ({offered})", self.form.suffix);
        Problem::new(Kind::NotAcceptable, detail)
    }
}

/// Reads what every question takes.
///
/// # Errors
/// Which parameter makes no sense, and why.
pub(crate) fn question(address: &Address) -> Result<Question, Problem> {
    let bad = |name: &'static str| move |why: String| Problem::parameter(name, why);
    let zone = address.value("tz").map(str::parse::<Zone>).transpose().map_err(bad("tz"))?;
    let zone = zone.unwrap_or_default();
    let as_of = address.value("as_of").map(as_of).transpose().map_err(bad("as_of"))?;
    let public = address.value("public_by").map(time).transpose().map_err(bad("public_by"))?;
    let count = match address.value("count") {
        None | Some("checked") => Count::Checked,
        Some("all") => Count::All,
        Some(other) => {
            return Err(Problem::parameter(
                "count",
                format!("{other:?} is neither checked nor all"),
            ));
        }
    };
    // Only a table of text has a width; what makes no sense is told whatever the form.
    let width = address.value("width").map(str::parse::<u16>).transpose();
    width.map_err(|why| Problem::parameter("width", why))?;
    Ok(Question { as_of: as_of.unwrap_or_default(), public_by: public, count, zone })
}

/// Reads a position of the log, or a time.
pub(crate) fn as_of(text: &str) -> Result<AsOf, String> {
    match text.parse::<u64>() {
        Ok(position) => Ok(AsOf::Position(Position(position))),
        Err(_) => time(text).map(AsOf::Time),
    }
}

/// Reads a time as it is typed anywhere else, and as a browser's own field gives it.
pub(crate) fn time(text: &str) -> Result<Instant, String> {
    counterclaim_desk::instant(text).map_err(|why| why.to_string())
}
