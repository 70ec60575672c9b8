//! A case on a cluster, as the command line names it: the address, as whom one comes, and where this machine
//! keeps its copy.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use counterclaim_desk::{Access, BadAddress, Desk, Home, Reaching, StreamAddress, server_config};

use crate::args::cluster::{CaseCommand, ClusterArgs, ClusterCommand};
use crate::place::cluster_address;
use crate::print;
use crate::problem::Usage;

/// How long a command waits for a cluster that chooses a leader.
const PATIENCE: Duration = Duration::from_secs(30);

impl ClusterArgs {
    /// Returns what one needs to come to the case at `address`, and where its copy is.
    ///
    /// # Errors
    /// If the address is none, or the credentials cannot be read.
    pub(crate) fn reaching(&self, address: &str) -> anyhow::Result<(Reaching, PathBuf)> {
        let address = parsed(address)?;
        let copy = match &self.copy {
            Some(dir) => dir.clone(),
            None => cached(&address).context("name a directory for the copy (--copy)")?,
        };
        let reaching = Reaching {
            access: self.access()?,
            monitors: self.monitor.clone(),
            require: self.require,
            patience: PATIENCE,
            address,
        };
        Ok((reaching, copy))
    }

    fn access(&self) -> anyhow::Result<Access> {
        if let Some(file) = &self.nats_creds {
            let text = std::fs::read_to_string(file)
                .with_context(|| format!("cannot read the credentials in {}", file.display()))?;
            return Ok(Access::Credentials(text));
        }
        let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        Ok(match (set("COUNTERCLAIM_NATS_USER"), set("COUNTERCLAIM_NATS_PASSWORD")) {
            (Some(name), password) => Access::User { name, password: password.unwrap_or_default() },
            (None, _) => Access::Open,
        })
    }
}

/// Returns where the copy of a case lies if nobody says otherwise: below the user's cache, by servers and case.
fn cached(address: &StreamAddress) -> Option<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let cache = set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache")))?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.,".contains(&byte);
    let servers = address.to_string();
    let servers: String =
        servers.bytes().map(|byte| if plain(byte) { char::from(byte) } else { '_' }).collect();
    Some(Path::new(&cache).join("counterclaim").join("copies").join(servers))
}

/// Does what a cluster needs to hold a case.
pub(crate) fn run(command: &ClusterCommand) -> anyhow::Result<ExitCode> {
    let ClusterCommand::Init { address } = command;
    print::data(&server_config(&parsed(address)?))?;
    Ok(ExitCode::SUCCESS)
}

/// Does something with a case as a whole.
pub(crate) fn of_case(command: &CaseCommand) -> anyhow::Result<ExitCode> {
    let CaseCommand::Move { case, to } = command;
    let (from_there, to_there) = (case.cluster_address()?, cluster_address(to)?);
    let from = from_there.map(|address| case.cluster.reaching(address)).transpose()?;
    // `--copy` names one directory: where both are on a cluster, that of the case that is moved.
    let mut other = case.cluster.clone();
    other.copy = other.copy.filter(|_| from.is_none());
    let into = to_there.map(|address| other.reaching(address)).transpose()?;
    let moved = counterclaim_desk::move_case(
        match &from {
            Some((reaching, copy)) => Home::Cluster(reaching, copy),
            None => Home::Files(case.directory()?),
        },
        match &into {
            Some((reaching, copy)) => Home::Cluster(reaching, copy),
            None => Home::Files(to),
        },
    )?;
    print::note(&format!(
        "moved {} events and {} pieces of evidence to {}: both end at position {} with the root {}",
        moved.events,
        moved.evidence,
        to.display(),
        moved.head,
        moved.root
    ));
    Ok(ExitCode::SUCCESS)
}

fn parsed(address: &str) -> Result<StreamAddress, Usage> {
    address.parse().map_err(|bad: BadAddress| Usage(bad.to_string()))
}

/// Says what an acknowledgement of this case is worth.
pub(crate) fn tell_durability(desk: &Desk) {
    if let Some(durability) = desk.durability() {
        print::note(&format!("acknowledgements: {durability}"));
    }
}
