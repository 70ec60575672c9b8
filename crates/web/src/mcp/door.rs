//! Where the case is, found out anew for each call: with a server, or in a directory that no server holds.

use std::path::PathBuf;

use serde_json::Value;

use super::inside::{Desks, Inside};
use super::refusal::Refusal;
use super::tool;
use super::wanted::Wanted;
use crate::client::{Client, ClientError, Sent};

/// The longest answer that is taken in before it is bounded.
const LONGEST: u64 = 64 << 20;

/// The way to a case.
pub(super) enum Door {
    /// A server at an address.
    Address(Box<Client>),
    /// A directory: its server if one holds it, and its files otherwise.
    Directory(Box<Directory>),
}

/// A directory with a case.
pub(super) struct Directory {
    path: PathBuf,
    by: String,
    inside: Inside,
}

impl Directory {
    pub(super) fn new(path: PathBuf, by: String, desks: Desks) -> Self {
        Self { path, by, inside: Inside::new(desks) }
    }
}

impl Door {
    /// Looks whether there is a case, before anybody asks for anything.
    ///
    /// # Errors
    /// If the directory holds none, or one that cannot be read.
    pub(super) fn look(&self) -> Result<(), counterclaim_desk::DeskError> {
        match self {
            // A server may come later.
            Self::Address(_) => Ok(()),
            Self::Directory(directory) => match Client::by_socket(&directory.path) {
                Ok(Some(_)) => Ok(()),
                Ok(None) | Err(_) => directory.inside.look(),
            },
        }
    }

    /// Asks.
    ///
    /// # Errors
    /// Why there is no answer.
    pub(super) fn ask(&self, wanted: &Wanted) -> Result<Value, Refusal> {
        let bytes = match self {
            Self::Address(client) => call(client, wanted, None)?,
            Self::Directory(directory) => match Client::by_socket(&directory.path)? {
                Some(client) => call(&client, wanted, Some(&directory.by))?,
                None => directory.inside.ask(wanted, &directory.by)?,
            },
        };
        serde_json::from_slice(&bytes)
            .map_err(|error| Refusal::broken(format!("the answer is no JSON: {error}")))
    }
}

/// Asks a server.
fn call(client: &Client, wanted: &Wanted, by: Option<&str>) -> Result<Vec<u8>, Refusal> {
    let target = wanted.target();
    let told = if tool::writes(wanted.route) {
        let body = wanted.body.as_bytes();
        let media = wanted.route.body.as_ref().and_then(|body| body.media.first());
        client.post(
            &target,
            Sent {
                media: media.map(|media| (*media).to_owned()),
                by,
                headers: wanted.headers.clone(),
                length: Some(body.len() as u64),
                body: &mut &*body,
            },
        )?
    } else {
        client.get(&target)?
    };
    let broken = |why: std::io::Error| {
        let server = client.server().to_owned();
        ClientError::Unreachable { server, why: why.to_string() }
    };
    told.bytes_up_to(LONGEST).map_err(broken)?.ok_or_else(|| {
        Refusal::too_large(
            "the answer is longer than is read here: ask for less of it, as by a query",
        )
    })
}
