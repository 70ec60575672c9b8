//! The command line of `load`, read by hand like the other ones.

use std::path::PathBuf;

pub(crate) const USAGE: &str = "\
       counterclaim-bench load --url URL [--rate N] [--writes N] [--seconds N] [--seed S] [--json FILE]
           pages and writes a second (100 and 50) for so long (20) at a server that runs; writes need a
           token in COUNTERCLAIM_TOKEN, and record matters without end: take a case that may be thrown away
";

/// How a server is loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// Host and port of the server.
    pub(super) host: String,
    /// Pages a second.
    pub(super) rate: u32,
    /// Writes a second, of one event each.
    pub(super) writes: u32,
    pub(super) seconds: u32,
    pub(super) seed: u64,
    pub(super) json: Option<PathBuf>,
}

/// Reads the arguments behind `load`.
///
/// # Errors
/// What is wrong, in a sentence.
pub(super) fn read(mut arguments: impl Iterator<Item = String>) -> anyhow::Result<Asked> {
    let mut asked =
        Asked { host: String::new(), rate: 100, writes: 50, seconds: 20, seed: 1, json: None };
    while let Some(option) = arguments.next() {
        let value = arguments.next();
        let value = value.ok_or_else(|| anyhow::anyhow!("{option} needs a value behind it"))?;
        let number = || {
            let why = |_| anyhow::anyhow!("{option} takes a whole number, not {value:?}");
            value.parse::<u32>().map_err(why)
        };
        match option.as_str() {
            "--url" => {
                let host = value.strip_prefix("http://").map(|host| host.trim_end_matches('/'));
                let host = host.filter(|host| !host.is_empty() && !host.contains('/'));
                let why = || anyhow::anyhow!("--url takes http://HOST:PORT, not {value:?}");
                asked.host = host.ok_or_else(why)?.to_owned();
            }
            "--rate" => asked.rate = number()?,
            "--writes" => asked.writes = number()?,
            "--seconds" => asked.seconds = number()?.max(1),
            "--seed" => asked.seed = u64::from(number()?),
            "--json" => asked.json = Some(value.into()),
            _ => anyhow::bail!("load has no option {option}\n\n{USAGE}"),
        }
    }
    anyhow::ensure!(!asked.host.is_empty(), "load needs --url http://HOST:PORT");
    Ok(asked)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_server_is_named_by_its_address_and_mistakes_are_told() {
        let of = |line: &str| read(line.split_whitespace().map(str::to_owned));
        let asked = of("--url http://127.0.0.1:7878/ --rate 20 --writes 0").expect("it fits");
        assert_eq!((asked.host.as_str(), asked.rate, asked.writes), ("127.0.0.1:7878", 20, 0));
        for wrong in
            ["", "--url 127.0.0.1", "--url http://a/b", "--url http://a --rate x", "--rat 3"]
        {
            assert!(of(wrong).is_err(), "{wrong}");
        }
    }
}
