//! Defeat graphs as files (`arg(a).`, `att(a,b).`, one a line), and the grounded reading of such a file:
//! the same work that the solver does, as a process of its own.

use std::collections::HashMap;
use std::fmt::Write as _;
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
    let (mut names, mut numbers, mut attacks) = (Vec::new(), HashMap::new(), Vec::new());
    for (number, line) in (1..).zip(file.lines()) {
        let number_of = |name: &str| numbers.get(name).copied();
        match inside(line, "arg(").map(|name| (name, None)).or_else(|| pair(line)) {
            Some((name, None)) => {
                numbers.insert(name, names.len() as u32);
                names.push(name);
            }
            Some((from, Some(to))) => match number_of(from).zip(number_of(to)) {
                Some(attack) => attacks.push(attack),
                None => bail!("line {number} names an argument that no line before declares"),
            },
            None if line.trim().is_empty() => {}
            None => bail!("line {number} is neither `arg(a).` nor `att(a,b).`: {line:?}"),
        }
    }
    let labels = grounded_labels(names.len(), attacks);
    let standing = names.into_iter().zip(labels).filter(|(_, label)| *label == Label::In);
    Ok(format!("[{}]", standing.map(|(name, _)| name).collect::<Vec<_>>().join(",")))
}

fn pair(line: &str) -> Option<(&str, Option<&str>)> {
    let (from, to) = inside(line, "att(")?.split_once(',')?;
    Some((from.trim(), Some(to.trim())))
}

fn inside<'l>(line: &'l str, head: &str) -> Option<&'l str> {
    line.trim().strip_prefix(head)?.strip_suffix(").").map(str::trim)
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
        std::fs::write(&path, "arg(a).\natt(a,b).\n").expect("a file can be written");
        let error = grounded(&path).expect_err("b is not declared").to_string();
        assert!(error.starts_with("line 2"), "{error}");
        std::fs::remove_file(&path).expect("the file is there");
    }
}
