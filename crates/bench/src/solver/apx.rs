//! Defeat graphs as files (`arg(a).`, `att(a,b).`, one a line), and the grounded reading of such a file:
//! the same work that the solver does, as a process of its own.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use counterclaim_graph::{Label, grounded_labels};

use super::names::Names;

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

impl<'f> Graph<'f> {
    fn read(file: &'f str) -> anyhow::Result<Self> {
        let (mut names, mut ends) = (Vec::new(), Vec::new());
        for (number, line) in (1..).zip(file.lines()) {
            if let Some(name) = inside(line, "arg(").filter(|name| !name.is_empty()) {
                names.push(name);
            } else if let Some((from, to)) = inside(line, "att(").and_then(|l| l.split_once(',')) {
                ends.extend([from.trim(), to.trim()]);
            } else if !line.trim().is_empty() {
                bail!("line {number} is neither `arg(a).` nor `att(a,b).`: {line:?}");
            }
        }
        let numbers = Names::new(&names).numbers(&ends);
        let pairs = numbers.chunks_exact(2).map(|pair| pair[0].zip(pair[1]));
        let attacks: Option<Vec<(u32, u32)>> = pairs.clone().collect();
        let Some(attacks) = attacks else {
            let many = pairs.take_while(Option::is_some).count();
            let mut lines = (1..).zip(file.lines()).filter(|(_, l)| inside(l, "att(").is_some());
            let line = lines.nth(many).map_or(0, |(number, _)| number);
            bail!("line {line} names an argument that no line declares");
        };
        Ok(Self { names, attacks })
    }
}

fn inside<'l>(line: &'l str, head: &str) -> Option<&'l str> {
    let rest = line.strip_prefix(head).or_else(|| line.trim().strip_prefix(head))?;
    rest.trim_end().strip_suffix(").").map(str::trim)
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
