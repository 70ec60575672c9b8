//! What stands around every page: title, navigation, the clocks it was asked on, its other forms, who is
//! logged in. Links made here keep the clocks.

use counterclaim_desk::answers::Asked;
use counterclaim_desk::{AsOf, ClaimId, Count, Position, Zone};
use counterclaim_report::clocks;

use crate::access::Visitor;
use crate::address::{Address, part, with_query};
use crate::call::Call;
use crate::route::{Role, of_suffix};
use crate::server::Server;

/// The parameters that every link keeps.
const KEPT: [&str; 4] = ["as_of", "public_by", "count", "tz"];

/// What stands around a page.
#[derive(Clone, Debug)]
pub(crate) struct Chrome {
    /// Title of the page.
    pub(crate) title: String,
    /// Title of the case.
    pub(crate) case: String,
    /// The first part of the path: which entry of the navigation is this one.
    pub(crate) section: String,
    /// The last position there is.
    pub(crate) head: Position,
    /// The clocks in a sentence, for the foot of the page.
    pub(crate) clocks: Option<String>,
    /// The question's clocks as typed: as of, public by.
    pub(crate) typed: (String, String),
    /// Whether unchecked proposals count.
    pub(crate) counts_all: bool,
    /// Whether it is asked otherwise than now.
    pub(crate) is_past: bool,
    /// The same page, asked now.
    pub(crate) now: String,
    /// The same page, counting checked only, or all.
    pub(crate) other_count: String,
    /// The same page pinned to the position it was asked at.
    pub(crate) pinned: String,
    /// This page as asked.
    pub(crate) here: String,
    /// Parameters of this page that the form of the clocks must carry along.
    pub(crate) carried: Vec<(String, String)>,
    /// Its other forms: suffix, address.
    pub(crate) others: Vec<(&'static str, String)>,
    /// Who asks.
    pub(crate) visitor: Visitor,
    /// What a form that led here has recorded: the last position, or 0 where nothing was to be recorded.
    pub(crate) done: Option<Position>,
    /// The zone of what is printed.
    pub(crate) zone: Zone,
    /// The clocks and what counts, as every link keeps them.
    pub(crate) kept: Vec<(String, String)>,
}

impl Chrome {
    /// Returns what stands around the page that a call is for.
    pub(crate) fn of(call: &Call<'_>, title: String, asked: Option<&Asked>) -> Self {
        let done = call.address.value("done").and_then(|done| done.parse().ok().map(Position));
        // What was recorded is told once: no link of the page leads to the telling.
        let mut address = call.address.clone();
        address.query.retain(|(name, _)| name != "done");
        let address = &address;
        let kept: Vec<(String, String)> = address
            .query
            .iter()
            .filter(|(name, value)| is_kept(name) && !value.is_empty())
            .cloned()
            .collect();
        let typed = |name| address.value(name).unwrap_or_default().to_owned();
        let others = call.route.forms.iter().filter(|suffix| **suffix != "html");
        let others = others.filter_map(|suffix| of_suffix(suffix));
        let position = asked.map(|asked| asked.as_of.to_string()).unwrap_or_default();
        let is_head = call.question.as_of == AsOf::Head && call.question.public_by.is_none();
        let counts_all = call.question.count == Count::All;
        Self {
            title,
            case: call.server.title().to_owned(),
            section: address.path.split('/').nth(1).unwrap_or_default().to_owned(),
            head: call.server.head(),
            clocks: asked.map(|asked| clocks(asked, call.question.zone)),
            typed: (typed("as_of"), typed("public_by")),
            counts_all,
            is_past: !is_head,
            now: address.with("", &[("as_of", ""), ("public_by", "")]),
            other_count: address.with("", &[("count", if counts_all { "" } else { "all" })]),
            pinned: address.with("", &[("as_of", &position)]),
            here: address.with("", &[]),
            carried: address
                .query
                .iter()
                .filter(|(name, value)| {
                    !value.is_empty() && !matches!(name.as_str(), "as_of" | "public_by" | "count")
                })
                .cloned()
                .collect(),
            others: others.map(|form| (form.suffix, address.with(form.suffix, &[]))).collect(),
            visitor: call.visitor.clone(),
            done: done.filter(|done| *done <= call.server.head()),
            zone: call.question.zone,
            kept,
        }
    }

    /// Returns what stands around a page that answers no question.
    pub(crate) fn bare(
        server: &Server,
        address: &Address,
        visitor: &Visitor,
        title: String,
    ) -> Self {
        Self {
            title,
            case: server.title().to_owned(),
            section: String::new(),
            head: server.head(),
            clocks: None,
            typed: Default::default(),
            counts_all: false,
            is_past: false,
            now: address.with("", &[("as_of", ""), ("public_by", "")]),
            other_count: String::new(),
            pinned: String::new(),
            here: address.with("", &[]),
            carried: Vec::new(),
            others: Vec::new(),
            visitor: visitor.clone(),
            done: None,
            zone: Zone::default(),
            kept: Vec::new(),
        }
    }

    /// Returns the address of a page of this server, on the same clocks.
    pub(crate) fn to(&self, path: &str) -> String {
        let kept = || self.kept.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        match path.split_once('?') {
            None => with_query(path, kept()),
            Some((path, query)) => {
                let own: Vec<(String, String)> =
                    form_urlencoded::parse(query.as_bytes()).into_owned().collect();
                let own = own.iter().map(|(name, value)| (name.as_str(), value.as_str()));
                with_query(path, own.chain(kept()))
            }
        }
    }

    /// Returns the address of a page below a path, on the same clocks.
    pub(crate) fn below(&self, path: &str, name: impl std::fmt::Display) -> String {
        self.to(&format!("{path}/{}", part(&name.to_string())))
    }

    /// Returns the address of a page with one parameter, on the same clocks.
    pub(crate) fn asking(&self, path: &str, name: &str, value: impl std::fmt::Display) -> String {
        self.to(&format!("{path}?{name}={}", part(&value.to_string())))
    }

    /// Returns the address of a post where it stands on a captured page, in whichever part of it.
    pub(crate) fn on_capture(
        &self,
        capture: impl std::fmt::Display,
        post: impl std::fmt::Display,
    ) -> String {
        let page = format!("/captures/{}", part(&capture.to_string()));
        format!("{}#post-{post}", self.asking(&page, "post", &post))
    }

    /// Returns the address of a claim, on the same clocks.
    pub(crate) fn claim(&self, claim: &ClaimId) -> String {
        self.below("/claims", claim)
    }

    /// Returns the path of this page.
    pub(crate) fn path(&self) -> &str {
        self.here.split('?').next().unwrap_or_default()
    }

    /// Returns the clocks and what counts, as a form must carry them along.
    pub(crate) fn clocks_kept(&self) -> &[(String, String)] {
        &self.kept
    }

    /// Returns whether this entry of the navigation is this page.
    pub(crate) fn is_in(&self, section: &str) -> bool {
        self.section == section
    }

    /// Returns whether whoever looks may record and decide, and looks at the present.
    pub(crate) fn may_write(&self) -> bool {
        self.visitor.role >= Role::Analyst
    }
}

fn is_kept(name: &str) -> bool {
    KEPT.contains(&name)
}
