//! The command line, read by hand: the one argument parser of the house belongs to its command line.

use std::path::PathBuf;

pub(crate) const USAGE: &str = "\
Usage: counterclaim-bench WORKLOAD [options]
       counterclaim-bench grounded FILE   (the grounded extension of an APX file)

Options:
  --claims N    measure this size only (10000, 100000 and 1000000 otherwise)
  --seed S      seed of what is generated (1)
  --repeats N   how often what can be repeated is (5)
  --dir DIR     where stores are written; a real disk, or durability costs nothing (target/bench)
  --case DIR    `pages`, `export`: the case to ask; it is written there first if nothing is there, and kept
  --only TEXT   `pages`: only the questions that have this in their name; `load` is the load
                `export`: only the forms that have this in their name
  --json FILE   write the tables as JSON too
  --help        this text
";

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// The usage.
    Help,
    /// The grounded extension of an APX file, as a solver prints it.
    Grounded(PathBuf),
    /// A workload.
    Run { workload: String, options: Options },
}

/// How to measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Options {
    /// The only size to measure, in things of the workload's own kind.
    pub(crate) claims: Option<usize>,
    /// The same seed generates the same.
    pub(crate) seed: u64,
    pub(crate) repeats: usize,
    /// Where stores are written and removed again.
    pub(crate) dir: PathBuf,
    /// A case that is kept.
    pub(crate) case: Option<PathBuf>,
    /// What the questions asked have in their names.
    pub(crate) only: Option<String>,
    pub(crate) json: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        let dir = "target/bench".into();
        Self { claims: None, seed: 1, repeats: 5, dir, case: None, only: None, json: None }
    }
}

/// Reads the arguments after the program's name.
///
/// # Errors
/// What is wrong, in a sentence.
pub(crate) fn read(arguments: impl Iterator<Item = String>) -> Result<Asked, String> {
    let (mut workload, mut options) = (None, Options::default());
    let mut arguments = arguments.peekable();
    if arguments.next_if(|argument| argument == "grounded").is_some() {
        let file = arguments.next().ok_or("grounded needs a file behind it")?;
        return Ok(Asked::Grounded(file.into()));
    }
    while let Some(argument) = arguments.next() {
        let mut value =
            || arguments.next().ok_or_else(|| format!("{argument} needs a value behind it"));
        match argument.as_str() {
            "--help" | "-h" => return Ok(Asked::Help),
            "--claims" => options.claims = Some(number(&argument, &value()?)?.max(1) as usize),
            "--seed" => options.seed = number(&argument, &value()?)?,
            "--repeats" => options.repeats = number(&argument, &value()?)?.max(1) as usize,
            "--dir" => options.dir = value()?.into(),
            "--case" => options.case = Some(value()?.into()),
            "--only" => options.only = Some(value()?),
            "--json" => options.json = Some(value()?.into()),
            name if name.starts_with('-') => return Err(format!("no option is called {name}")),
            name => match workload.replace(name.to_owned()) {
                None => {}
                Some(first) => return Err(format!("one workload at a time: {first} or {name}")),
            },
        }
    }
    let workload = workload.ok_or("which workload?")?;
    Ok(Asked::Run { workload, options })
}

fn number(option: &str, text: &str) -> Result<u64, String> {
    let digits = text.replace('_', "");
    digits.parse().map_err(|_| format!("{option} takes a whole number, not {text:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Result<Asked, String> {
        read(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn options_are_read_and_mistakes_are_named() {
        let options = Options { claims: Some(10_000), seed: 7, ..Options::default() };
        let asked = Asked::Run { workload: "graph".into(), options };
        assert_eq!(of("graph --claims 10_000 --seed 7"), Ok(asked));
        assert_eq!(of("graph --help"), Ok(Asked::Help));
        assert_eq!(of(""), Err("which workload?".into()));
        assert_eq!(of("graph --claims"), Err("--claims needs a value behind it".into()));
        let number = "--claims takes a whole number, not \"ten\"";
        assert_eq!(of("graph --claims ten"), Err(number.into()));
    }
}
