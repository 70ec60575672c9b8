//! PDF through a program that is installed: Typst first, since the same source gives the same bytes,
//! then Chromium. The file is written whole or not at all, and no program may take for ever.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context;

use crate::whole::whole;

/// So long a program may take for one document.
const PATIENCE: Duration = Duration::from_secs(120);

/// Names under which Chromium is installed.
const CHROMIUM: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// What made a PDF, and what the reader should know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Renderer {
    /// The program.
    pub(crate) name: &'static str,
    /// What is less than it could be.
    pub(crate) remark: Option<&'static str>,
}

/// No program that makes a PDF is installed, or none that is can.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoPdf {
    /// None is on the path.
    #[error(
        "no program for PDF found: install `typst` (https://typst.app) or Chromium (`chromium`), or \
         use --format typ or --format html and print that"
    )]
    Missing,
    /// One is, and failed.
    #[error("{program} made no PDF: {why}")]
    Failed {
        /// The program.
        program: &'static str,
        /// Its own words, or that it took too long.
        why: String,
    },
}

const SYSTEM_FONTS: &str = "some letters are in no font that Typst ships, so fonts of this system were \
                            used: elsewhere the pages may look different";
const NOT_CHECKED: &str = "Typst could not make sure that every letter is in a font, or that the file is \
                           accessible (PDF/UA): look for empty boxes";
const NOT_SAME: &str = "made by Chromium: the text is the same each time, the bytes are not, since it \
                        writes the time into the file; Typst does not";

/// Makes a PDF of a document that is given as Typst and as HTML, and writes it to `out`. `created` goes
/// into the file as its date, in seconds since 1970.
///
/// # Errors
/// [`NoPdf`] if nothing can make one; the system's if a file cannot be written.
pub(crate) fn pdf(
    typ: &str,
    html: &str,
    created: Option<i64>,
    out: &Path,
) -> anyhow::Result<Renderer> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    Programs { path, patience: PATIENCE }.pdf((typ, html), created, out)
}

/// Where programs are looked for, and how long they may take.
struct Programs {
    path: OsString,
    patience: Duration,
}

impl Programs {
    fn pdf(
        &self,
        (typ, html): (&str, &str),
        created: Option<i64>,
        out: &Path,
    ) -> anyhow::Result<Renderer> {
        let room = Room::new()?;
        let renderer = if let Some(program) = self.find("typst") {
            fs::write(room.path("report.typ"), typ).context("cannot write for typst")?;
            self.by_typst(&program, created, &room)?
        } else if let Some((name, program)) = self.chromium() {
            fs::write(room.path("report.html"), html).context("cannot write for Chromium")?;
            self.by_chromium(name, &program, &room)?
        } else {
            return Err(NoPdf::Missing.into());
        };
        let bytes = fs::read(room.path("report.pdf"))
            .map_err(|error| NoPdf::Failed { program: renderer.name, why: error.to_string() })?;
        if !bytes.starts_with(b"%PDF-") {
            let why = "what it wrote is no PDF".to_owned();
            return Err(NoPdf::Failed { program: renderer.name, why }.into());
        }
        whole(out, |file| Ok(file.write_all(&bytes)?))
            .with_context(|| format!("cannot write {}", out.display()))?;
        Ok(renderer)
    }

    /// Compiles as strictly as can be, then with less and less asked: first with the fonts that ship only and
    /// as PDF/UA, where a letter without a font is an error; then with the system's; then whatever there is.
    fn by_typst(
        &self,
        program: &Path,
        created: Option<i64>,
        room: &Room,
    ) -> Result<Renderer, NoPdf> {
        let attempts: [(&[&str], Option<&'static str>); 3] = [
            (&["--pdf-standard", "ua-1", "--ignore-system-fonts"], None),
            (&["--pdf-standard", "ua-1"], Some(SYSTEM_FONTS)),
            (&[], Some(NOT_CHECKED)),
        ];
        let mut first = None;
        for (options, remark) in attempts {
            let mut command = Command::new(program);
            command.arg("compile");
            if let Some(created) = created {
                command.arg("--creation-timestamp").arg(created.to_string());
            }
            command.args(options).args(["report.typ", "report.pdf"]);
            match self.run(command, "typst", room) {
                Ok(()) => return Ok(Renderer { name: "typst", remark }),
                Err(error) => first = first.or(Some(error)),
            }
        }
        let why = "it was not run".to_owned();
        Err(first.unwrap_or(NoPdf::Failed { program: "typst", why }))
    }

    /// Prints the page without a window, a network or a profile of anybody's.
    fn by_chromium(
        &self,
        name: &'static str,
        program: &Path,
        room: &Room,
    ) -> Result<Renderer, NoPdf> {
        let print = |sandbox: bool| {
            let mut command = Command::new(program);
            command.args(["--headless", "--no-first-run", "--disable-gpu", "--disable-extensions"]);
            command.args(["--disable-background-networking", "--disable-component-update"]);
            command.args(["--disable-sync", "--disable-default-apps", "--disable-breakpad"]);
            // Every name and every address leads nowhere.
            command.arg("--host-resolver-rules=MAP * ~NOTFOUND");
            command.arg("--proxy-server=http://127.0.0.1:9");
            command.args(["--disable-dev-shm-usage", "--no-pdf-header-footer"]);
            command.args(["--generate-pdf-document-outline", "--print-to-pdf=report.pdf"]);
            command.arg(option("--user-data-dir=", &room.path("profile")));
            if !sandbox {
                command.arg("--no-sandbox");
            }
            command.arg(option("file://", &room.path("report.html")));
            self.run(command, name, room)
        };
        // Root cannot use the sandbox, and some containers cannot either. The page is our own and holds no
        // script, so that it may be printed without.
        match print(true) {
            Err(NoPdf::Failed { why, .. }) if why.contains("sandbox") => print(false)?,
            other => other?,
        }
        Ok(Renderer { name, remark: Some(NOT_SAME) })
    }

    /// Runs a program in the room until it ends or patience does.
    fn run(&self, mut command: Command, program: &'static str, room: &Room) -> Result<(), NoPdf> {
        let failed = |why: String| NoPdf::Failed { program, why };
        // Into a file and not a pipe: what the program leaves running cannot keep us waiting.
        let said = room.path("said");
        let errors = File::create(&said).map_err(|error| failed(error.to_string()))?;
        let mut child = command
            .current_dir(&room.0)
            .env("TMPDIR", &room.0)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(errors)
            .spawn()
            .map_err(|error| failed(error.to_string()))?;
        let began = Instant::now();
        let status: ExitStatus = loop {
            match child.try_wait() {
                Ok(Some(status)) => break status,
                Ok(None) if began.elapsed() < self.patience => {
                    std::thread::sleep(Duration::from_millis(15));
                }
                Ok(None) => {
                    // It may have ended just now; then there is nothing to end.
                    let _ = child.kill();
                    let _ = child.wait();
                    return Err(failed(format!(
                        "it took longer than {} s",
                        self.patience.as_secs()
                    )));
                }
                Err(error) => return Err(failed(error.to_string())),
            }
        };
        if status.success() && room.path("report.pdf").is_file() {
            return Ok(());
        }
        let said = fs::read(&said).unwrap_or_default();
        let said = String::from_utf8_lossy(&said);
        let lines: Vec<&str> =
            said.lines().filter(|line| !line.trim().is_empty()).take(12).collect();
        Err(failed(if lines.is_empty() { status.to_string() } else { lines.join("\n  ") }))
    }

    fn chromium(&self) -> Option<(&'static str, PathBuf)> {
        CHROMIUM.into_iter().find_map(|name| self.find(name).map(|path| (name, path)))
    }

    /// Returns where a program lies on the path.
    fn find(&self, name: &str) -> Option<PathBuf> {
        let named = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        std::env::split_paths(&self.path)
            .map(|folder| folder.join(&named))
            .find(|file| can_run(file))
    }
}

fn option(name: &str, path: &Path) -> OsString {
    let mut option = OsString::from(name);
    option.push(path);
    option
}

#[cfg(unix)]
fn can_run(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(file).is_ok_and(|known| known.is_file() && known.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn can_run(file: &Path) -> bool {
    file.is_file()
}

/// A folder of our own that goes when we do.
struct Room(PathBuf);

impl Room {
    fn new() -> anyhow::Result<Self> {
        // What is made must not be read by others, and must not be there already.
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        for number in 0..1_000 {
            let name = format!("counterclaim-pdf-{}-{number}", std::process::id());
            let path = std::env::temp_dir().join(name);
            match builder.create(&path) {
                Ok(()) => return Ok(Self(path)),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error).context("cannot make a folder for the PDF"),
            }
        }
        anyhow::bail!("cannot make a folder for the PDF: all names are taken")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        // The system clears its own temporary folder if we cannot.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// A folder with one program in it, and what comes of asking for a PDF with that alone.
    fn made(name: &str, program: &str) -> (anyhow::Result<Renderer>, Vec<String>, Option<Vec<u8>>) {
        let room = Room::new().expect("the folder is ours");
        let folder = room.path("programs");
        fs::create_dir(&folder).expect("the folder is ours");
        let file = folder.join(name);
        fs::write(&file, format!("#!/bin/sh\n{program}\n")).expect("the folder is ours");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("the folder is ours");
        // Only what never ends is not waited for.
        let patience = if program.starts_with("while") { 300 } else { 60_000 };
        let patience = Duration::from_millis(patience);
        let programs = Programs { path: folder.into_os_string(), patience };
        let target = room.path("targets");
        fs::create_dir(&target).expect("the folder is ours");
        let out = target.join("out.pdf");
        let result = programs.pdf(("= typ", "<p>html"), Some(7), &out);
        let entries = fs::read_dir(&target).expect("the folder is ours");
        let left = entries
            .map(|e| e.expect("the folder is ours").file_name().to_string_lossy().into_owned())
            .collect();
        (result, left, fs::read(&out).ok())
    }

    fn failure(name: &str, program: &str) -> String {
        let (result, left, _) = made(name, program);
        assert!(left.is_empty(), "{left:?}");
        let error = result.expect_err("it fails");
        assert!(error.downcast_ref::<NoPdf>().is_some(), "{error:#}");
        error.to_string()
    }

    #[test]
    fn typst_is_asked_for_everything_first() {
        let (result, left, bytes) = made("typst", "echo %PDF-1.7 $@ > report.pdf");
        assert_eq!(result.expect("a PDF is made"), Renderer { name: "typst", remark: None });
        assert_eq!(left, ["out.pdf"]);
        let options = "compile --creation-timestamp 7 --pdf-standard ua-1 --ignore-system-fonts";
        let wanted = format!("%PDF-1.7 {options} report.typ report.pdf\n");
        assert_eq!(String::from_utf8(bytes.expect("a PDF is there")).expect("it is text"), wanted);
        let strict = "case \"$*\" in *ignore-system*) echo no font >&2; exit 1;; esac";
        let (result, ..) = made("typst", &format!("{strict}; echo %PDF- > report.pdf"));
        assert_eq!(result.expect("a PDF is made").remark, Some(SYSTEM_FONTS));
    }

    #[test]
    fn chromium_prints_where_there_is_no_typst() {
        let (result, _, bytes) = made("chromium-browser", "echo %PDF-1.4 $@ > report.pdf");
        assert_eq!(result.expect("a PDF is made").name, "chromium-browser");
        let options = String::from_utf8(bytes.expect("a PDF is there")).expect("it is text");
        assert!(options.contains("NOTFOUND") && !options.contains("--no-sandbox"), "{options}");
        let fussy = "case \"$*\" in *--no-sandbox*) echo %PDF- > report.pdf;; \
                     *) echo No usable sandbox >&2; exit 1;; esac";
        assert_eq!(made("chromium", fussy).0.expect("a PDF is made").name, "chromium");
    }

    #[test]
    fn what_fails_says_why_and_leaves_nothing() {
        let none = failure("troff", "exit 0");
        for word in ["typst", "Chromium", "--format typ", "--format html"] {
            assert!(none.contains(word), "{none}");
        }
        assert!(failure("typst", "echo bad at line 3 >&2; exit 1").contains("bad at line 3"));
        assert!(failure("typst", "exit 0").contains("exit status: 0"));
        assert!(failure("typst", "echo hello > report.pdf").contains("no PDF"));
        assert!(failure("chromium", "while :; do :; done").contains("longer than"));
    }
}
