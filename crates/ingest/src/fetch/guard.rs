//! Which machines may be asked. A page names addresses, and none of them shall lead to this machine or to
//! its neighbours: names are looked at where they have become numbers, so that no name can lie.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Which machines may be asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// Those that everybody can ask.
    #[default]
    Public,
    /// This machine and its own network too.
    Everywhere,
}

/// Says that an address is none that everybody can ask.
#[derive(Debug, thiserror::Error)]
#[error("{0} is this machine or its own network, which is asked only if that is allowed")]
pub(super) struct NotPublic(pub(super) String);

impl Reach {
    /// Returns whether a host may be asked, as far as its name tells: behind a proxy nobody else asks.
    pub(super) fn allows(self, host: &url::Host<&str>) -> bool {
        self == Self::Everywhere
            || match host {
                url::Host::Ipv4(address) => is_public(IpAddr::V4(*address)),
                url::Host::Ipv6(address) => is_public(IpAddr::V6(*address)),
                url::Host::Domain(name) => {
                    let name = name.trim_end_matches('.').to_ascii_lowercase();
                    name != "localhost" && !name.ends_with(".localhost")
                }
            }
    }
}

/// A resolver that gives public addresses only.
#[derive(Debug)]
pub(super) struct Guarded {
    reach: Reach,
    inner: DefaultResolver,
}

impl Guarded {
    pub(super) fn new(reach: Reach) -> Self {
        Self { reach, inner: DefaultResolver::default() }
    }
}

impl Resolver for Guarded {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let resolved = self.inner.resolve(uri, config, timeout)?;
        // A proxy is the choice of whoever runs this, and often a neighbour.
        let is_proxy = config.proxy().is_some_and(|proxy| Some(proxy.host()) == uri.host());
        if self.reach == Reach::Everywhere || is_proxy {
            return Ok(resolved);
        }
        match resolved.iter().find(|address| !is_public(address.ip())) {
            None => Ok(resolved),
            Some(_) => {
                let host = uri.host().unwrap_or_default().to_owned();
                Err(ureq::Error::Other(Box::new(NotPublic(host))))
            }
        }
    }
}

/// Returns whether everybody can ask at an address.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast()
        || address.is_documentation();
    // This network, shared by carriers, protocol assignments, relays, benchmarks, reserved.
    let other = a == 0
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (18..20).contains(&b))
        || a >= 240;
    !special && !other
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    // Addresses of version 4 in other clothes: mapped, compatible, translated, 6to4.
    let inner = match parts {
        [0, 0, 0, 0, 0, 0xffff | 0, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            Some((high, low))
        }
        [0x2002, high, low, ..] => Some((high, low)),
        _ => None,
    };
    if let Some((high, low)) = inner {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        return is_public_v4(Ipv4Addr::new(a, b, c, d));
    }
    // Only what is handed out is public; of it, documentation and tunnels are not.
    let handed_out = parts[0] & 0xe000 == 0x2000;
    let special = parts[0] == 0x2001 && (parts[1] == 0 || parts[1] == 0xdb8);
    handed_out && !special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_everybody_can_ask_is_public() {
        for address in [
            "127.0.0.1",
            "0.0.0.0",
            "10.1.2.3",
            "172.31.0.1",
            "192.168.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "::ffff:10.0.0.1",
            "::ffff:127.0.0.1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
            "ff02::1",
            "2001:db8::1",
        ] {
            assert!(!is_public(address.parse().expect("an address")), "{address}");
        }
        for address in ["9.9.9.9", "172.32.0.1", "100.128.0.1", "2a00:1450::1", "::ffff:9.9.9.9"] {
            assert!(is_public(address.parse().expect("an address")), "{address}");
        }
        let local = url::Host::Domain("LOCALHOST.");
        assert!(!Reach::Public.allows(&local) && Reach::Everywhere.allows(&local));
    }
}
