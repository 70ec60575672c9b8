//! Defeat graphs as files (`arg(a).`, `att(a,b).`, one a line), and the grounded reading of such a file:
//! the same work that the solver does, as a process of its own.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::hash::{BuildHasherDefault, Hasher};
use std::path::Path;

use anyhow::{Context as _, bail};
use counterclaim_graph::{Label, grounded_labels};

/// Returns the text of a graph of `arguments` numbered ones.
pub(crate) fn text(arguments: usize, attacks: &[(u32, u32)]) -> String {
    let mut text = String::with_capacity(16 * arguments + 24 * attacks.len());
    for argument in 0..arguments {
        let _ = writeln!(text, "arg(a{argument}).");
    }
    for (from, to) in attacks {
        let _ = writeln!(text, "att(a{from},a{to}).");
    }
    text
}

/// Reads a file and returns its grounded extension as a solver of such files prints it: `[a,b]`.
pub(crate) fn grounded(path: &Path) -> anyhow::Result<String> {
    let file = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let Graph { names, attacks } = Graph::read(&file)?;
    let labels = grounded_labels(names.len(), attacks);
    let mut extension = String::with_capacity(file.len() / 4);
    for (name, _) in names.iter().zip(labels).filter(|(_, label)| *label == Label::In) {
        extension.push(if extension.is_empty() { '[' } else { ',' });
        extension.push_str(name);
    }
    extension.push_str(if extension.is_empty() { "[]" } else { "]" });
    Ok(extension)
}

/// A file, read.
#[derive(Default)]
struct Graph<'f> {
    names: Vec<&'f str>,
    attacks: Vec<(u32, u32)>,
}

/// Numbers by name. Short names, which is nearly all of them, are keys as they stand: a look-up then goes
/// to one place of the table, and to no other of the file.
#[derive(Default)]
struct Numbers<'f> {
    short: HashMap<u64, u32, BuildHasherDefault<Quick>>,
    long: HashMap<&'f str, u32>,
}

impl<'f> Numbers<'f> {
    fn insert(&mut self, name: &'f str, number: u32) {
        match short(name) {
            Some(name) => self.short.insert(name, number),
            None => self.long.insert(name, number),
        };
    }

    fn get(&self, name: &str) -> Option<u32> {
        match short(name) {
            Some(name) => self.short.get(&name).copied(),
            None => self.long.get(name).copied(),
        }
    }
}

/// Returns a name of eight bytes or fewer as a number of its own.
fn short(name: &str) -> Option<u64> {
    let bytes = name.as_bytes();
    if bytes.len() > 8 || bytes.contains(&0) {
        return None;
    }
    let mut word = [0; 8];
    word[..bytes.len()].copy_from_slice(bytes);
    Some(u64::from_le_bytes(word))
}

impl<'f> Graph<'f> {
    fn read(file: &'f str) -> anyhow::Result<Self> {
        let mut graph = Self::default();
        let mut numbers = Numbers::default();
        // As many as there can be: growing the table means hashing every name again.
        numbers.short.reserve(file.len() / 32);
        for (number, line) in (1..).zip(file.lines()) {
            if let Some(name) = inside(line, "arg(") {
                numbers.insert(name, graph.names.len() as u32);
                graph.names.push(name);
            } else if let Some((from, to)) = inside(line, "att(").and_then(|l| l.split_once(',')) {
                match numbers.get(from.trim()).zip(numbers.get(to.trim())) {
                    Some(attack) => graph.attacks.push(attack),
                    None => bail!("line {number} names an argument that no line before declares"),
                }
            } else if !line.trim().is_empty() {
                bail!("line {number} is neither `arg(a).` nor `att(a,b).`: {line:?}");
            }
        }
        Ok(graph)
    }
}

fn inside<'l>(line: &'l str, head: &str) -> Option<&'l str> {
    let rest = line.strip_prefix(head).or_else(|| line.trim().strip_prefix(head))?;
    rest.trim_end().strip_suffix(").").map(str::trim)
}

/// A folded multiplication, as in wyhash: both halves of the product count, so that names that differ in
/// their last digits only come to lie apart. The file is the asker's own; nobody gains by making it slow.
#[derive(Default)]
struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, word: u64) {
        // The golden ratio, as an odd number.
        let product = u128::from(self.0 ^ word) * 0x9e37_79b9_7f4a_7c15;
        self.0 = (product as u64) ^ ((product >> 64) as u64).rotate_left(23);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_back_and_mistakes_are_located() {
        let folder = std::env::temp_dir();
        let path = folder.join(format!("counterclaim-bench-{}.apx", std::process::id()));
        std::fs::write(&path, text(3, &[(0, 1), (1, 2)])).expect("a file can be written");
        assert_eq!(grounded(&path).expect("a graph"), "[a0,a2]");
        std::fs::write(&path, "arg(a).\natt(a,a).\n").expect("a file can be written");
        assert_eq!(grounded(&path).expect("a graph"), "[]");
        std::fs::write(&path, "arg(a_long_name).\narg(b).\natt(a_long_name,b).\n")
            .expect("written");
        assert_eq!(grounded(&path).expect("a graph"), "[a_long_name]");
        std::fs::write(&path, "arg(a).\natt(a,b).\n").expect("a file can be written");
        let error = grounded(&path).expect_err("b is not declared").to_string();
        assert!(error.starts_with("line 2"), "{error}");
        std::fs::remove_file(&path).expect("the file is there");
    }
}
