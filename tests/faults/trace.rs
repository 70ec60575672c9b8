//! What `strace` saw of a process: system calls with their paths, in the order they began and ended.
//! Called by the parts that hold the product to its order of writes and syncs.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

/// One system call.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// The thread.
    pub(crate) thread: u32,
    pub(crate) name: String,
    /// Everything between the parentheses.
    pub(crate) arguments: String,
    /// What it returned; absent if it never did.
    pub(crate) result: Option<String>,
    /// Place in the trace where it began and where it ended.
    pub(crate) began: usize,
    pub(crate) ended: usize,
}

/// Returns the command line that traces what follows it into `file`.
pub(crate) fn strace(file: &Path, options: &[&str]) -> Vec<OsString> {
    let mut line: Vec<OsString> = ["strace", "-f", "-y", "-qq", "-s", "96"].map(Into::into).into();
    line.extend(options.iter().map(Into::into));
    line.extend(["-o".into(), file.into()]);
    line
}

/// The calls that the contract is about.
pub(crate) const FILES: &str = "trace=open,openat,creat,read,pread64,readv,write,pwrite64,writev,pwritev,\
rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,ftruncate,fallocate,fsync,\
fdatasync,sync_file_range,lseek,statx,fstat,newfstatat,getdents64,flock,fcntl,close,exit_group";

/// Reads a trace, in the order in which the calls began.
pub(crate) fn read(text: &str) -> Vec<Call> {
    let mut calls: Vec<Call> = Vec::new();
    let mut open: BTreeMap<u32, usize> = BTreeMap::new();
    for (place, line) in text.lines().enumerate() {
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        let Ok(thread) = thread.trim().parse::<u32>() else { continue };
        let rest = rest.trim_start();
        if let Some(resumed) = rest.strip_prefix("<... ") {
            let Some(call) = open.remove(&thread).and_then(|index| calls.get_mut(index)) else {
                continue;
            };
            let tail = resumed.split_once("resumed>").map_or("", |(_, tail)| tail);
            let (more, result) = tail.rsplit_once(" = ").unwrap_or((tail, "?"));
            call.arguments.push_str(more.trim_end().trim_end_matches(')'));
            (call.result, call.ended) = (Some(result.trim().to_owned()), place);
            continue;
        }
        let Some((name, tail)) = rest.split_once('(') else { continue };
        if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            continue;
        }
        let name = name.to_owned();
        if let Some(begun) = tail.strip_suffix("<unfinished ...>") {
            open.insert(thread, calls.len());
            let arguments = begun.trim_end().to_owned();
            let (began, ended) = (place, usize::MAX);
            calls.push(Call { thread, name, arguments, result: None, began, ended });
        } else {
            let (arguments, result) = tail.rsplit_once(" = ").unwrap_or((tail, "?"));
            let arguments = arguments.trim_end().trim_end_matches(')').to_owned();
            let result = Some(result.trim().to_owned());
            calls.push(Call { thread, name, arguments, result, began: place, ended: place });
        }
    }
    calls
}

impl Call {
    /// Returns whether it ended well.
    pub(crate) fn worked(&self) -> bool {
        self.result.as_deref().is_some_and(|result| !result.starts_with(['-', '?']))
    }

    /// Returns the path of the file it was asked to work on by handle.
    pub(crate) fn handle(&self) -> Option<&str> {
        let rest = self.arguments.trim_start_matches(|c: char| c.is_ascii_digit());
        if rest.len() == self.arguments.len() {
            return None;
        }
        rest.strip_prefix('<')?.split_once('>').map(|(path, _)| path)
    }

    /// Returns the paths it names in quotation marks.
    pub(crate) fn named(&self) -> Vec<&str> {
        self.arguments.split('"').skip(1).step_by(2).collect()
    }

    /// Returns the first path below `dir` that it touches, without `dir`.
    pub(crate) fn below(&self, dir: &str) -> Option<&str> {
        let below = |path: &'_ str| path.strip_prefix(dir).map(|rest| rest.len());
        let touched = |path| below(path).is_some();
        let path = self.handle().filter(|path| touched(path));
        let path = path.or_else(|| self.named().into_iter().find(|path| touched(path)))?;
        path.strip_prefix(dir).map(|rest| rest.trim_start_matches('/'))
    }

    /// Returns what it wrote to standard output, as far as the trace shows it.
    pub(crate) fn said(&self) -> Option<&str> {
        let is_said = self.name == "write" && self.arguments.starts_with("1<");
        is_said.then(|| self.named().first().copied()).flatten()
    }

    /// Returns whether it writes to a file.
    pub(crate) fn writes(&self) -> bool {
        ["write", "pwrite64", "writev", "pwritev"].contains(&self.name.as_str())
    }

    /// Returns whether it makes a file durable.
    pub(crate) fn syncs(&self) -> bool {
        ["fsync", "fdatasync"].contains(&self.name.as_str())
    }

    /// Returns whether it may open a file that was not there.
    pub(crate) fn creates(&self) -> bool {
        let opens = ["open", "openat", "creat"].contains(&self.name.as_str());
        opens && self.arguments.contains("O_CREAT") && self.arguments.contains("O_EXCL")
    }
}
