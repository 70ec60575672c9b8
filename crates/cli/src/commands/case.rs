//! Opening and creating cases.

use std::path::Path;
use std::process::ExitCode;

use counterclaim_desk::{Desk, Identity, Signer, SystemRim};

use super::proof::sign_on_close;
use crate::args::{CaseArgs, Write};
use crate::place::cluster_address;
use crate::{keys, print};

/// Whether a new case gets a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// A fresh one, kept outside the case.
    Fresh,
    /// None: the case is not signed.
    None,
}

/// Where a new case is to be, and what it is called.
pub(super) struct NewCase<'a> {
    pub(super) dir: &'a Path,
    pub(super) title: Option<&'a str>,
    pub(super) origin: Option<&'a str>,
    pub(super) key: Key,
    #[cfg(feature = "cluster")]
    pub(super) cluster: &'a crate::args::cluster::ClusterArgs,
}

/// Creates a case.
pub(super) fn init(new: &NewCase<'_>, write: &Write) -> anyhow::Result<ExitCode> {
    let NewCase { dir, title, .. } = new;
    cluster_address(dir)?;
    let title = title
        .map(str::to_owned)
        .or_else(|| dir.file_name().map(|name| name.to_string_lossy().into_owned()));
    let title = title.unwrap_or_else(|| "case".to_owned());
    if write.dry_run {
        print::note(&format!("would create case {title:?} in {}", dir.display()));
        return Ok(ExitCode::SUCCESS);
    }
    let mut kept = None;
    let keep = |signer: &Signer| {
        if new.key == Key::None {
            return false;
        }
        match keys::keep(signer) {
            Ok(path) => kept = Some(path),
            Err(error) => {
                print::note(&format!("the case is not signed: its key cannot be kept: {error:#}"));
            }
        }
        kept.is_some()
    };
    let mut desk = create(new, &title, identity(write.by.as_deref()), keep)?;
    print::note(&format!("created case {title:?} in {}", dir.display()));
    if let Some(path) = kept {
        print::note(&format!("its key is in {}: keep it apart from the case", path.display()));
    }
    sign_on_close(&mut desk);
    Ok(ExitCode::SUCCESS)
}

fn create(
    new: &NewCase<'_>,
    title: &str,
    identity: Identity,
    keep: impl FnOnce(&Signer) -> bool,
) -> anyhow::Result<Desk> {
    let rim = Box::new(SystemRim);
    #[cfg(feature = "cluster")]
    if let Some(address) = cluster_address(new.dir)? {
        let (reaching, copy) = new.cluster.reaching(address)?;
        let named = (title, new.origin);
        let desk = Desk::create_on_cluster(&reaching, &copy, named, rim, identity, keep)?;
        crate::cluster::tell_durability(&desk);
        return Ok(desk);
    }
    Ok(Desk::create_signed(new.dir, title, new.origin, rim, identity, keep)?)
}

/// Opens a case for writing and tells what had to be mended.
pub(super) fn open(case: &CaseArgs, by: Option<&str>) -> anyhow::Result<Desk> {
    #[cfg(feature = "cluster")]
    if let Some(address) = case.cluster_address()? {
        let (reaching, copy) = case.cluster.reaching(address)?;
        let desk = Desk::open_on_cluster(&reaching, &copy, Box::new(SystemRim), identity(by))?;
        crate::cluster::tell_durability(&desk);
        tell(&desk);
        return Ok(desk);
    }
    let desk = Desk::open(case.directory()?, Box::new(SystemRim), identity(by))?;
    tell(&desk);
    Ok(desk)
}

/// Opens a case for reading, beside whoever writes.
pub(super) fn open_to_read(case: &CaseArgs) -> anyhow::Result<Desk> {
    #[cfg(feature = "cluster")]
    if let Some(address) = case.cluster_address()? {
        let (reaching, copy) = case.cluster.reaching(address)?;
        let desk = Desk::open_on_cluster(&reaching, &copy, Box::new(SystemRim), identity(None))?;
        tell(&desk);
        return Ok(desk);
    }
    let desk = Desk::open_to_read(case.directory()?, Box::new(SystemRim))?;
    tell(&desk);
    Ok(desk)
}

fn tell(desk: &Desk) {
    desk.notices().iter().for_each(|notice| print::note(notice));
}

pub(super) fn identity(by: Option<&str>) -> Identity {
    by.map_or_else(Identity::default, Identity::analyst)
}
