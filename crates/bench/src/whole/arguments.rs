//! The options of `all`.

use std::path::PathBuf;

pub(crate) const USAGE: &str = "\
  all            ours and the peers in turn: the table of the whole; its own options are
                 --claims N[,N...] (10000,100000), --seed S (1), --repeats N (3), --dir DIR (target/bench),
                 --out DIR (also write speed.md and speed.json there),
                 --python PROGRAM (python3; what networkx and pandas are looked for in),
                 --program FILE (the counterclaim to run; else the one beside this program)
";

/// What is measured and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// Sizes of the case, ascending.
    pub(crate) claims: Vec<usize>,
    pub(crate) seed: u64,
    pub(crate) repeats: usize,
    /// Where cases and stores are written and removed again.
    pub(crate) dir: PathBuf,
    pub(crate) out: Option<PathBuf>,
    pub(crate) python: String,
    /// The product's program.
    pub(crate) program: Option<PathBuf>,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            claims: vec![10_000, 100_000],
            seed: 1,
            repeats: 3,
            dir: "target/bench".into(),
            out: None,
            python: "python3".to_owned(),
            program: None,
        }
    }
}

/// Reads the arguments behind `all`.
///
/// # Errors
/// What is wrong, and the usage.
pub(crate) fn read(mut arguments: impl Iterator<Item = String>) -> anyhow::Result<Asked> {
    let mut asked = Asked::default();
    while let Some(option) = arguments.next() {
        let value = arguments.next();
        let value = value.ok_or_else(|| wrong(&format!("{option} needs a value behind it")))?;
        match option.as_str() {
            "--claims" => asked.claims = sizes(&value)?,
            "--seed" => asked.seed = number(&option, &value)?,
            "--repeats" => asked.repeats = number(&option, &value)?.max(1) as usize,
            "--dir" => asked.dir = value.into(),
            "--out" => asked.out = Some(value.into()),
            "--python" => asked.python = value,
            "--program" => asked.program = Some(value.into()),
            _ => return Err(wrong(&format!("no option of all is called {option}"))),
        }
    }
    Ok(asked)
}

fn sizes(text: &str) -> anyhow::Result<Vec<usize>> {
    let sizes = text.split(',').map(|one| Ok(number("--claims", one)?.max(100) as usize));
    let mut sizes = sizes.collect::<anyhow::Result<Vec<_>>>()?;
    sizes.sort_unstable();
    sizes.dedup();
    Ok(sizes)
}

fn number(option: &str, text: &str) -> anyhow::Result<u64> {
    let digits = text.replace('_', "");
    digits.parse().map_err(|_| wrong(&format!("{option} takes a whole number, not {text:?}")))
}

fn wrong(what: &str) -> anyhow::Error {
    anyhow::anyhow!("{what}\n\n{USAGE}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> anyhow::Result<Asked> {
        read(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn sizes_are_read_and_mistakes_are_named() -> anyhow::Result<()> {
        assert_eq!(of("--claims 20_000,2000,2000")?.claims, [2_000, 20_000]);
        assert_eq!(of("")?, Asked::default());
        let told =
            |line: &str| of(line).map_err(|error| error.to_string()).err().unwrap_or_default();
        assert!(told("--claims many").starts_with("--claims takes a whole number, not \"many\""));
        assert!(told("--speed 1").starts_with("no option of all is called --speed"));
        assert!(told("--seed").starts_with("--seed needs a value behind it"));
        Ok(())
    }
}
