//! Disks of the campaign's own: an ext4 in a file behind a loop device, or a small one in memory. They
//! are mounted in a mount namespace of this process's own, so that nothing is left behind whatever
//! happens to it. Needs root; where that or a loop device is missing, the parts say so.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

/// Set in the child that has a mount namespace of its own.
const INSIDE: &str = "COUNTERCLAIM_FAULTS_INSIDE";

/// Runs this program again in a mount namespace of its own, if that can be had; returns how it ended.
pub(crate) fn in_own_namespace(arguments: &[String]) -> Option<ExitCode> {
    if std::env::var_os(INSIDE).is_some() {
        return None;
    }
    let wrapper = ["unshare", "--mount", "--propagation", "private"];
    let works = Command::new(wrapper[0])
        .args(&wrapper[1..])
        .arg("true")
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !works {
        return None;
    }
    let status = Command::new(wrapper[0])
        .args(&wrapper[1..])
        .arg(crate::witness::myself())
        .args(arguments)
        .env(INSIDE, "1")
        .status()
        .ok()?;
    Some(ExitCode::from(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1)))
}

/// A mounted disk, gone once it is dropped.
#[derive(Debug)]
pub(crate) struct Disk {
    place: PathBuf,
}

impl Disk {
    /// Makes an empty ext4 of `megabytes` in the file `image` and mounts it at `place`.
    ///
    /// # Errors
    /// What the system says against it.
    pub(crate) fn ext4(image: &Path, megabytes: u64, place: &Path) -> Result<Self, String> {
        let file = fs::File::create(image).map_err(|error| error.to_string())?;
        file.set_len(megabytes << 20).map_err(|error| error.to_string())?;
        run("mkfs.ext4", &["-q".as_ref(), "-F".as_ref(), image.as_os_str()])?;
        Self::image(image, place)
    }

    /// Mounts a disk that `image` holds. The system writes nothing to it on its own for ten minutes, so
    /// that what is in the image is what was synced.
    ///
    /// # Errors
    /// What the system says against it.
    pub(crate) fn image(image: &Path, place: &Path) -> Result<Self, String> {
        Self::mount(&["-o".as_ref(), "loop,commit=600".as_ref(), image.as_os_str()], place)
    }

    /// Makes a disk of `kilobytes` in memory.
    ///
    /// # Errors
    /// What the system says against it.
    pub(crate) fn memory(kilobytes: u64, place: &Path) -> Result<Self, String> {
        let size = format!("size={kilobytes}k");
        Self::mount(&["-t", "tmpfs", "-o", &size, "tmpfs"].map(OsStr::new), place)
    }

    /// Shows `dir` at `place` so that nobody can write through it, root included.
    ///
    /// # Errors
    /// What the system says against it.
    pub(crate) fn read_only(dir: &Path, place: &Path) -> Result<Self, String> {
        let disk = Self::mount(&["--bind".as_ref(), dir.as_os_str()], place)?;
        run("mount", &["-o".as_ref(), "remount,ro,bind".as_ref(), place.as_os_str()])?;
        Ok(disk)
    }

    fn mount(options: &[&OsStr], place: &Path) -> Result<Self, String> {
        if std::env::var_os(INSIDE).is_none() {
            return Err("it takes root, to mount disks".to_owned());
        }
        fs::create_dir_all(place).map_err(|error| error.to_string())?;
        run("mount", &[options, &[place.as_os_str()]].concat())?;
        Ok(Self { place: place.to_owned() })
    }

    /// Returns where it is mounted.
    pub(crate) fn path(&self) -> &Path {
        &self.place
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // What cannot be unmounted now goes with the namespace.
        let _ = run("umount", &[self.place.as_os_str()]);
    }
}

fn run(program: &str, arguments: &[&OsStr]) -> Result<(), String> {
    let output = Command::new(program).args(arguments).output();
    let output = output.map_err(|error| format!("{program}: {error}"))?;
    match output.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&output.stderr).trim().replace('\n', " ")),
    }
}
