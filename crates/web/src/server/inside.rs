//! A server without a line: the handlers that answer calls over the network, asked from within the process
//! that holds the desk.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use axum::http::HeaderMap;
use counterclaim_desk::Desk;

use super::holdings::Server;
use super::journal::{Journal, Line, Logged};
use crate::access::{Access, Entry, Sessions, Visitor};
use crate::address::Address;
use crate::call::{Call, question};
use crate::problem::{Kind, Problem};
use crate::reply::{Content, Reply};
use crate::route::{Route, of_suffix};

/// What is asked from within.
pub(crate) struct Within {
    /// The route.
    pub(crate) route: &'static Route,
    /// What stands for the parameters of its path, and the query.
    pub(crate) address: Address,
    /// Who asks.
    pub(crate) visitor: Visitor,
    /// The headers.
    pub(crate) headers: HeaderMap,
    /// What comes with it.
    pub(crate) body: Vec<u8>,
}

impl Server {
    /// A server over a desk that nobody can call.
    pub(crate) fn without_line(desk: Desk, line: Line) -> Arc<Self> {
        let access = Access {
            tokens: None,
            sessions: Sessions::default(),
            login: String::new(),
            owner: String::new(),
            cookie: String::new(),
            is_open_to_read: false,
            hosts: Vec::new(),
        };
        Arc::new(Self::over(desk, access, None, Journal { logged: Logged::Refused, line }))
    }

    /// Answers what is asked from within, as JSON.
    ///
    /// # Errors
    /// The problem that a call over the network would be told.
    pub(crate) fn within(self: &Arc<Self>, asked: Within) -> Result<Vec<u8>, Problem> {
        let Within { route, address, visitor, headers, body } = asked;
        if visitor.role < route.needs {
            let why = format!("this needs the role {}, and yours is {}", route.needs, visitor.role);
            return Err(Problem::new(Kind::Denied, why));
        }
        let form = of_suffix("json").filter(|form| route.forms.contains(&form.suffix));
        let form = form.ok_or_else(|| {
            Problem::new(Kind::NotAcceptable, format!("{} has no form as JSON", route.path))
        })?;
        let question = question(&address)?;
        let entry = Entry::Socket;
        let call =
            Call { server: self, route, address, form, entry, visitor, headers, body, question };
        // A bug is answered as one; the process goes on.
        let reply = catch_unwind(AssertUnwindSafe(|| (route.handler)(&call)))
            .unwrap_or_else(|_| Err(Problem::new(Kind::Damaged, "this program has a bug here")))?;
        whole(reply)
    }

    /// Gives the desk back, if nobody else holds this any more.
    pub(crate) fn give_back(self: Arc<Self>) -> Option<Desk> {
        Arc::into_inner(self)?.into_desk()
    }
}

/// Returns the whole body of a reply.
fn whole(reply: Reply) -> Result<Vec<u8>, Problem> {
    match reply.content {
        Content::Whole(body) => Ok(body),
        Content::Written(write) => {
            let mut body = Vec::new();
            let written = write(&mut body);
            written.map_err(|error| Problem::new(Kind::Damaged, error.to_string()))?;
            Ok(body)
        }
        Content::Notices(_) => Err(Problem::new(Kind::NotAcceptable, "notices have no end")),
    }
}
