//! The readers of stored bytes, one by one, with valid bytes to begin from. Each takes any bytes at all
//! and must come to an end: with an answer or an error, never with a panic.

use std::fs;
use std::path::{Path, PathBuf};

use counterclaim_log::{
    EventLog, FileLog, FileReader, HashFile, MemoryLog, ReadLog, dump, load, verify,
};

use crate::chance::Chance;
use crate::commits::{self, commit, digest, entries, keep_page, page, reference};
use crate::mutate::mutated;
use crate::samples::segments;
use crate::witness::create;
use crate::writer::Orders;

/// The readers by name.
pub(crate) const READERS: &[&str] =
    &["case.toml", "commit lines", "sealed lines", "evidence", "hashes", "dump", "seal", "erasing"];

/// An erasure on its way, of a commit that nobody made: nothing is erased, whatever is changed in it.
const ERASING: &[u8] =
    br#"{"commit":"nobody-made-it","after":3,"positions":[1,2,17],"evidence":[]}"#;

/// A case whose files are fed to readers.
pub(crate) struct Fed {
    dir: PathBuf,
    dump: Vec<u8>,
}

impl Fed {
    /// Makes the case in `dir`.
    pub(crate) fn new(dir: &Path) -> Self {
        create(dir);
        let mut log = FileLog::open_with(dir, tuning(false)).expect("a sound case opens").0;
        for number in 0..12 {
            let kept = keep_page(&mut log, number).expect("there is room");
            let _ = log.append(commit(number, kept)).expect("there is room");
        }
        drop(log);
        let mut written = Vec::new();
        dump(&reference(12), &mut written).expect("memory takes a dump");
        Self { dir: dir.to_owned(), dump: written }
    }

    /// Feeds mutated bytes to a reader, once. The file is put right again afterwards.
    pub(crate) fn feed(&self, reader: &str, chance: &mut Chance) {
        let file = match reader {
            "dump" => {
                let bytes = mutated(&self.dump, &self.dump, chance);
                let mut log = MemoryLog::new(commits::case_file().case);
                // Whatever it is, it is taken or refused.
                let _ = load(&bytes[..], &mut log);
                return;
            }
            "case.toml" => self.dir.join("case.toml"),
            "evidence" => self.evidence(),
            "hashes" => self.dir.join("log/hashes"),
            "seal" => self.dir.join("index/seal"),
            "erasing" => return self.erasing(chance),
            _ => {
                let all = segments(&self.dir);
                let (name, _) = &all[chance.below(all.len())];
                self.dir.join("log").join(name)
            }
        };
        let valid = fs::read(&file).unwrap_or_default();
        let mut bytes = mutated(&valid, &self.dump, chance);
        if reader == "sealed lines" {
            bytes = sealed(&bytes);
        }
        fs::write(&file, &bytes).expect("there is room");
        self.read(reader, &file);
        fs::write(&file, &valid).expect("there is room");
        // A tail that was cut is put right above; what was kept of it is not needed.
        let _ = fs::remove_dir_all(self.dir.join("recovered"));
    }

    /// Feeds what an interrupted erasure leaves; it is gone again afterwards, as in a sound case.
    fn erasing(&self, chance: &mut Chance) {
        let file = self.dir.join("erasing");
        fs::write(&file, mutated(ERASING, &self.dump, chance)).expect("there is room");
        self.read("erasing", &file);
        // Opening removes what it could read and found not to have come about.
        let _ = fs::remove_file(&file);
    }

    /// Every door that reads the file is tried; what they say does not matter here.
    fn read(&self, reader: &str, file: &Path) {
        if reader == "hashes" {
            if let Ok((hashes, leaves)) = HashFile::open(file) {
                let _ = hashes.root(leaves);
            }
            return;
        }
        let bare = reader != "seal";
        if let Ok(log) = FileReader::open(&self.dir) {
            let _ = entries(&log);
            let (bytes, text) = page(3).expect("commit 3 names a page");
            let _ = (log.evidence(&digest(&bytes)), log.evidence(&digest(&text)));
        }
        let _ = verify(&self.dir);
        if let Ok((log, _)) = FileLog::open_with(&self.dir, tuning(bare)) {
            let _ = entries(&log);
            let _ = log.commit(&commits::id(3));
        }
    }

    fn evidence(&self) -> PathBuf {
        let (bytes, _) = page(3).expect("commit 3 names a page");
        let name = digest(&bytes).to_string();
        let shelf = self.dir.join("evidence").join(&name[..2]);
        let files = fs::read_dir(&shelf).expect("the page is kept").flatten();
        let mut paths = files.map(|file| file.path());
        let rest = &name[2..];
        let is_ours = |path: &PathBuf| path.to_string_lossy().contains(rest);
        paths.find(is_ours).expect("the page is kept under its name")
    }
}

fn tuning(bare: bool) -> counterclaim_log::Tuning {
    Orders { segment: 12_000, bare, ..Orders::default() }.tuning()
}

/// Gives every line the checksum that it ought to have, so that what is behind it is read.
fn sealed(bytes: &[u8]) -> Vec<u8> {
    let mut all = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let begin = line.iter().position(|byte| *byte == b'{').unwrap_or(0);
        let json = &line[begin..];
        let json = json.strip_suffix(b"\n").unwrap_or(json);
        all.extend_from_slice(format!("{:08x} ", crc32c::crc32c(json)).as_bytes());
        all.extend_from_slice(json);
        all.push(b'\n');
    }
    all
}
