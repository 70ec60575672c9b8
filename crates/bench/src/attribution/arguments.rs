//! The command line of `attribution`, read by hand like the other one.

use std::path::PathBuf;

pub(crate) const USAGE: &str = "\
       counterclaim-bench attribution [--data DIR] [--part NAME] [--repeats N] [--predictions FILE] [--json FILE] [--grow]
           attributions beside the labelled articles in DIR (../shared/data/polnear), all its parts but
           `train` unless one is named; with the annotated live blog of ../shared where it is there;
           --grow adds the time of pages of 1 and 10 MB
";

/// What to measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// The folder with one folder per part, each with `text` and `attributions`.
    pub(super) data: PathBuf,
    /// The only part to measure; all but `train` if none is named.
    pub(super) part: Option<String>,
    /// How often the time is taken.
    pub(super) repeats: usize,
    /// Where what was found is written, one document a line, as the outside scorer reads it.
    pub(super) predictions: Option<PathBuf>,
    pub(super) json: Option<PathBuf>,
    /// Whether pages of 1 and 10 MB are read as well.
    pub(super) grow: bool,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            data: "../shared/data/polnear".into(),
            part: None,
            repeats: 5,
            predictions: None,
            json: None,
            grow: false,
        }
    }
}

/// Reads the arguments after `attribution`.
///
/// # Errors
/// What is wrong, in a sentence.
pub(super) fn read(arguments: impl Iterator<Item = String>) -> Result<Asked, String> {
    let mut asked = Asked::default();
    let mut arguments = arguments;
    while let Some(argument) = arguments.next() {
        let mut value =
            || arguments.next().ok_or_else(|| format!("{argument} needs a value behind it"));
        match argument.as_str() {
            "--data" => asked.data = value()?.into(),
            "--part" => asked.part = Some(value()?),
            "--predictions" => asked.predictions = Some(value()?.into()),
            "--grow" => asked.grow = true,
            "--json" => asked.json = Some(value()?.into()),
            "--repeats" => {
                let text = value()?;
                let number = text
                    .parse()
                    .map_err(|_| format!("{argument} takes a whole number, not {text:?}"))?;
                asked.repeats = std::cmp::max(number, 1);
            }
            other => return Err(format!("attribution knows no {other}\n\nUsage:\n{USAGE}")),
        }
    }
    Ok(asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_and_mistakes_are_named() {
        let of = |line: &str| read(line.split_whitespace().map(str::to_owned));
        let expected =
            Asked { part: Some("dev".into()), repeats: 1, data: "x".into(), ..Asked::default() };
        assert_eq!(of("--data x --part dev --repeats 0"), Ok(expected));
        assert_eq!(of("--part"), Err("--part needs a value behind it".into()));
        assert!(
            of("--parts dev").is_err_and(|error| error.starts_with("attribution knows no --parts"))
        );
    }
}
