//! Where on a cluster a case is, and as whom one comes there. A secret never stands in an address: addresses
//! are printed, and every process on a machine can read the arguments of the others.

use std::fmt;
use std::str::FromStr;

/// Longest name of a case on a cluster, in bytes: what is made of it must fit a stream's name everywhere.
const MAX_NAME: usize = 64;

/// `nats://HOST[:PORT][,HOST[:PORT]…]/CASE`, or `tls://…` where the line must be encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamAddress {
    /// With the scheme, as the client wants them.
    servers: Vec<String>,
    case: String,
}

/// Why a text is no address of a case on a cluster.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no address of a case on a cluster (nats://HOST:PORT/CASE): {what}")]
pub struct BadAddress {
    text: String,
    what: &'static str,
}

/// As whom one comes to a cluster.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Access {
    /// As nobody in particular: the servers ask for nothing.
    #[default]
    Open,
    /// With a word that all who may come know.
    Token(String),
    /// By name.
    User {
        /// The name.
        name: String,
        /// The password.
        password: String,
    },
    /// With the text of a credentials file (`nsc` writes them).
    Credentials(String),
}

impl StreamAddress {
    /// Returns the servers to try, each with its scheme.
    pub fn servers(&self) -> &[String] {
        &self.servers
    }

    /// Returns the case's name there.
    pub fn case(&self) -> &str {
        &self.case
    }

    /// Returns whether a text means to be such an address, be it a good one or not.
    pub fn is_meant(text: &str) -> bool {
        text.starts_with("nats://") || text.starts_with("tls://")
    }

    /// Returns the name of the stream, and of the bucket that holds the evidence.
    pub(super) fn stream(&self) -> String {
        format!("counterclaim_{}", self.case)
    }

    /// Returns the subject of what is of this kind.
    pub(super) fn subject(&self, kind: &str) -> String {
        format!("counterclaim.{}.{kind}", self.case)
    }
}

impl FromStr for StreamAddress {
    type Err = BadAddress;

    fn from_str(text: &str) -> Result<Self, BadAddress> {
        let bad = |what| BadAddress { text: text.to_owned(), what };
        let (scheme, rest) = text.split_once("://").ok_or(bad("it has no scheme"))?;
        if !matches!(scheme, "nats" | "tls") {
            return Err(bad("its scheme is neither nats nor tls"));
        }
        let (hosts, case) = rest.split_once('/').ok_or(bad("it names no case"))?;
        if hosts.contains('@') {
            return Err(bad("names and passwords do not belong in it: everybody could read them"));
        }
        if hosts.split(',').any(|host| host.is_empty() || host.contains(char::is_whitespace)) {
            return Err(bad("it names no server"));
        }
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if case.is_empty() || case.len() > MAX_NAME || !case.bytes().all(is_plain) {
            return Err(bad("a case is named by up to 64 letters, digits, - and _"));
        }
        let servers = hosts.split(',').map(|host| format!("{scheme}://{host}")).collect();
        Ok(Self { servers, case: case.to_owned() })
    }
}

impl fmt::Display for StreamAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.servers.first().map_or("nats://", String::as_str);
        let scheme = first.split_once("://").map_or("nats", |(scheme, _)| scheme);
        let hosts = self
            .servers
            .iter()
            .map(|server| server.split_once("://").map_or(server.as_str(), |(_, host)| host));
        write!(f, "{scheme}://{}/{}", hosts.collect::<Vec<_>>().join(","), self.case)
    }
}

/// Says of which kind the access is, and no secret.
impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Open => "Open",
            Self::Token(_) => "Token(..)",
            Self::User { .. } => "User(..)",
            Self::Credentials(_) => "Credentials(..)",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_written_as_it_was() {
        for text in ["nats://n1:4222/harbour", "tls://n1,n2:4223,10.0.0.7:4222/port-2_b"] {
            let address: StreamAddress = text.parse().expect("it is an address");
            assert_eq!(address.to_string(), text);
        }
        let address: StreamAddress = "nats://n1,n2:4223/harbour".parse().expect("it is an address");
        assert_eq!(address.servers(), ["nats://n1", "nats://n2:4223"]);
        assert_eq!(address.stream(), "counterclaim_harbour");
    }

    #[test]
    fn what_is_no_address_is_refused_with_the_reason() {
        for (text, why) in [
            ("nats://n1", "no case"),
            ("nats:///harbour", "no server"),
            ("nats://n1,,n2/harbour", "no server"),
            ("http://n1/harbour", "scheme"),
            ("nats://ida:secret@n1/harbour", "do not belong"),
            ("nats://n1/", "letters"),
            ("nats://n1/har.bour", "letters"),
            ("nats://n1/harbour/more", "letters"),
        ] {
            let refused = text.parse::<StreamAddress>().expect_err("it is none").to_string();
            assert!(refused.contains(why), "{text}: {refused}");
        }
    }
}
