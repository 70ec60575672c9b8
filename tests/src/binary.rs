//! The binary under test and the environment it runs in: nothing of the tester's own settings reaches it.
//! Called by every test that asks it something.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::{Answer, root};

/// How much of a campaign of random trials runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Campaign {
    /// A slice, in seconds: what every `cargo test` does.
    Slice,
    /// All of it, in minutes: where `COUNTERCLAIM_CAMPAIGN` is `full`.
    Whole,
}

impl Campaign {
    /// Returns what the tester asks for.
    pub fn asked() -> Self {
        match env::var_os("COUNTERCLAIM_CAMPAIGN") {
            Some(value) if value == "full" => Self::Whole,
            _ => Self::Slice,
        }
    }
}

/// Runs the binary with these arguments and waits for its end.
///
/// # Panics
/// If it cannot be built or started.
#[track_caller]
pub fn counterclaim<A: AsRef<OsStr>>(arguments: &[A]) -> Answer {
    let asked: Vec<_> = arguments.iter().map(|one| one.as_ref().to_string_lossy()).collect();
    let output = command(arguments).output().expect("the binary that was just built starts");
    Answer::new(asked.join(" "), output)
}

/// Prepares a run for tests that feed it, watch it or kill it.
///
/// # Panics
/// If the binary cannot be built.
pub fn command<A: AsRef<OsStr>>(arguments: &[A]) -> Command {
    let mut command = Command::new(binary());
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("COUNTERCLAIM_") && name != "COUNTERCLAIM_SEEDED_BUG" {
            command.env_remove(name.as_ref());
        }
    }
    command
        .args(arguments)
        .env("NO_COLOR", "1")
        .env("TZ", "UTC")
        .env("LC_ALL", "C.UTF-8")
        .env("COLUMNS", "120")
        .env("HOME", home())
        .env("XDG_CONFIG_HOME", home().join("config"))
        .env("XDG_DATA_HOME", home().join("share"))
        .env("XDG_STATE_HOME", home().join("state"))
        .current_dir(home())
        .stdin(std::process::Stdio::null());
    command
}

/// A home of the test run's own, so that keys and settings of the tester are neither read nor touched.
fn home() -> &'static Path {
    static HOME: OnceLock<PathBuf> = OnceLock::new();
    HOME.get_or_init(|| {
        let home = profile().join("test-home");
        std::fs::create_dir_all(&home).expect("the build's folder can be written to");
        home
    })
}

/// The folder of the build profile this program was built in: `target/debug` or its like. Tests lie in
/// `deps` below it, programs in itself.
fn profile() -> PathBuf {
    let test = env::current_exe().expect("a running program has a path");
    let folder = test.parent().expect("a program lies in a folder");
    match folder.ends_with("deps") {
        true => folder.parent().expect("deps lies in a profile's folder").to_path_buf(),
        false => folder.to_path_buf(),
    }
}

/// Builds the binary once per test run and returns its path. `cargo test` builds a package's binaries
/// for that package's own tests only, and a stale binary would be tested without a word.
///
/// # Panics
/// If it cannot be built.
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let profile = profile();
        let target = profile.parent().expect("a profile lies in the target folder");
        let mut build = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        build.args(["build", "--quiet", "--workspace", "--bin", "counterclaim"]);
        build.arg("--target-dir").arg(target).current_dir(root());
        // What the test runner says of this package would make build scripts below us run again.
        for (name, _) in env::vars_os() {
            let name = name.to_string_lossy();
            if ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_CRATE_"]
                .iter()
                .any(|own| name.starts_with(own))
            {
                build.env_remove(name.as_ref());
            }
        }
        if cfg!(feature = "seeded-bugs") {
            build.args(["--features", "counterclaim-tests/seeded-bugs"]);
        }
        if profile.ends_with("release") {
            build.arg("--release");
        }
        let status = build.status().expect("cargo starts");
        let binary = profile.join(format!("counterclaim{}", env::consts::EXE_SUFFIX));
        assert!(
            status.success() && binary.is_file(),
            "no binary at {}: `cargo build --workspace --bin counterclaim` must work first",
            binary.display()
        );
        binary
    })
}
