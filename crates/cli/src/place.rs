//! Where a case is: its files here, or a server that has it. A server that holds a case is found by its
//! socket, without a word from whoever asks; one elsewhere is named by its address.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use counterclaim_web::Secret;
use counterclaim_web::client::{Client, Told};

use crate::args::CaseArgs;
use crate::print;
use crate::problem::{Elsewhere, Usage};
use crate::whole::whole;

/// Where a case is.
#[derive(Debug)]
pub(crate) enum Place {
    /// Its files, which no server holds now.
    Here,
    /// A server.
    There(Client),
}

impl CaseArgs {
    /// Returns where the case is.
    ///
    /// # Errors
    /// If it is named by an address that makes no sense, or its token cannot be read.
    pub(crate) fn place(&self) -> anyhow::Result<Place> {
        if self.cluster_address()?.is_some() {
            return Ok(Place::Here);
        }
        if let Some(address) = self.address() {
            return Ok(Place::There(Client::at(address, self.secret()?)?));
        }
        Ok(match Client::by_socket(&self.case)? {
            Some(client) => Place::There(client),
            None => Place::Here,
        })
    }

    /// Returns the directory of the case, for what needs its files.
    ///
    /// # Errors
    /// If it is named by an address.
    pub(crate) fn directory(&self) -> Result<&Path, Elsewhere> {
        match self.address().or(self.cluster_address()?) {
            Some(address) => Err(Elsewhere::than(address)),
            None => Ok(&self.case),
        }
    }

    /// Returns the address of the case on a cluster, if it is named by one.
    ///
    /// # Errors
    /// If it is, and this build has no clusters.
    pub(crate) fn cluster_address(&self) -> Result<Option<&str>, Elsewhere> {
        cluster_address(&self.case)
    }

    /// Returns the address by which the case is named, if it is.
    fn address(&self) -> Option<&str> {
        let text = self.case.to_str()?;
        let is_address = text.starts_with("https://") || text.starts_with("http://");
        is_address.then_some(text)
    }

    /// Returns what is shown to the server: from a file or the environment, never from an argument, which
    /// everybody on this machine could read.
    fn secret(&self) -> anyhow::Result<Option<Secret>> {
        let text = match &self.token_file {
            Some(file) => std::fs::read_to_string(file)
                .with_context(|| format!("cannot read the token in {}", file.display()))?,
            None => std::env::var("COUNTERCLAIM_TOKEN").unwrap_or_default(),
        };
        let text = text.trim();
        if text.is_empty() {
            return match &self.token_file {
                Some(file) => Err(Usage(format!("{} holds no token", file.display())).into()),
                None => Ok(None),
            };
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Usage("a token is one word".to_owned()).into());
        }
        Ok(Some(Secret::shown(text)))
    }
}

/// Returns the address of a case on a cluster, if that is what is meant.
///
/// # Errors
/// If it is, and this build has no clusters.
pub(crate) fn cluster_address(case: &Path) -> Result<Option<&str>, Elsewhere> {
    let text = case.to_str().unwrap_or_default();
    let is_cluster = text.starts_with("nats://") || text.starts_with("tls://");
    if is_cluster && !cfg!(feature = "cluster") {
        return Err(Elsewhere::because(&format!(
            "{text} is a case on a cluster, and this build knows none: build it with the feature `cluster` \
             (cargo build --release --features cluster)"
        )));
    }
    Ok(is_cluster.then_some(text))
}

/// Prints what a server answers, as it comes.
///
/// # Errors
/// If the line breaks, or the output takes no more.
pub(crate) fn print_told(told: Told) -> anyhow::Result<ExitCode> {
    told.notes().iter().for_each(|note| print::note(note));
    let code = ExitCode::from(told.exit_code());
    print::stream(|out| {
        told.write_to(out)?;
        Ok(out.flush()?)
    })?;
    Ok(code)
}

/// Writes what a server answers into a file, as it comes; whole or not at all.
///
/// # Errors
/// As [`print_told`].
pub(crate) fn keep_told(told: Told, path: &std::path::Path) -> anyhow::Result<ExitCode> {
    told.notes().iter().for_each(|note| print::note(note));
    let code = ExitCode::from(told.exit_code());
    whole(path, |file| Ok(told.write_to(file)?))
        .with_context(|| format!("cannot write {}", path.display()))?;
    Ok(code)
}
