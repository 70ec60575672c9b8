//! Keys that sign checkpoints: one file per origin, outside every case, readable by its owner only.
//! Where it is: `COUNTERCLAIM_KEYS`, else `XDG_DATA_HOME/counterclaim/keys`, else
//! `~/.local/share/counterclaim/keys`. Its text is the form that Go's `note.GenerateKey` prints.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use anyhow::Context;
use counterclaim_desk::Signer;

/// Returns the folder of keys, if the environment names one.
fn folder() -> Option<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("COUNTERCLAIM_KEYS")
        .or_else(|| set("XDG_DATA_HOME").map(|data| data.join("counterclaim/keys")))
        .or_else(|| set("HOME").map(|home| home.join(".local/share/counterclaim/keys")))
}

/// Returns the file of an origin's key. What may not stand in the name of a file is written as `%XX`.
fn file(origin: &str) -> Option<PathBuf> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let name: String = origin
        .bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    folder().map(|folder| folder.join(format!("{name}.key")))
}

/// Reads a key.
pub(crate) fn read(path: &Path) -> anyhow::Result<Signer> {
    let text = fs::read_to_string(path)
        .with_context(|| format!("cannot read the key in {}", path.display()))?;
    text.trim_end().parse().with_context(|| format!("the text in {}", path.display()))
}

/// Returns the key of `origin`, if it is at hand.
pub(crate) fn find(origin: &str) -> anyhow::Result<Option<Signer>> {
    match file(origin) {
        Some(path) if path.exists() => read(&path).map(Some),
        Some(_) | None => Ok(None),
    }
}

/// Keeps a new key. Returns where.
pub(crate) fn keep(signer: &Signer) -> anyhow::Result<PathBuf> {
    let verifier = signer.verifier();
    let path = file(verifier.name()).context("neither COUNTERCLAIM_KEYS nor HOME is set")?;
    let folder = path.parent().context("a key lies in a folder")?;
    let write = || {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        let mut options = OpenOptions::new();
        let mut file = options.write(true).create_new(true).mode(0o600).open(&path)?;
        writeln!(file, "{}", signer.secret())?;
        file.sync_all()?;
        fs::File::open(folder)?.sync_all()
    };
    write().map_err(|error: std::io::Error| {
        if error.kind() == ErrorKind::AlreadyExists {
            anyhow::anyhow!("{} holds a key already", path.display())
        } else {
            anyhow::Error::new(error).context(format!("cannot write {}", path.display()))
        }
    })?;
    Ok(path)
}
