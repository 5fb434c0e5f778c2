//! Who may be asked: names are resolved here, and what they resolve to is what is connected to, so that no name can point elsewhere in between.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{self, DefaultResolver, ResolvedSocketAddrs};
use ureq::unversioned::transport::NextTimeout;

/// Who may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// What everybody can reach.
    Public,
    /// This machine and private networks, too.
    Everywhere,
}

/// What the error says when nothing that a name resolves to may be asked.
const PRIVATE: &str = "an address of this machine or of a private network";

/// Resolves names by the system, and leaves out what may not be asked.
#[derive(Debug)]
pub(super) struct Resolver {
    reach: Reach,
    system: DefaultResolver,
}

impl Resolver {
    pub(super) fn new(reach: Reach) -> Self {
        Self { reach, system: DefaultResolver::default() }
    }
}

impl resolver::Resolver for Resolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = match self.system.resolve(uri, config, timeout) {
            Err(Error::Io(error)) if is_nobodys(&error) => return Err(Error::HostNotFound),
            found => found?,
        };
        if self.reach == Reach::Everywhere {
            return Ok(found);
        }
        let mut allowed = self.empty();
        found.iter().filter(|found| is_public(found.ip())).for_each(|found| allowed.push(*found));
        if allowed.is_empty() {
            return Err(Error::Io(io::Error::new(io::ErrorKind::PermissionDenied, PRIVATE)));
        }
        Ok(allowed)
    }
}

/// Whether a request failed since what it would have asked may not be asked.
pub(super) fn is_private(error: &Error) -> bool {
    matches!(error, Error::Io(error) if error.kind() == io::ErrorKind::PermissionDenied && error.to_string() == PRIVATE)
}

/// Whether a name was looked up and is nobody's. The system says it in words alone: those of Linux (glibc, musl), macOS and Windows.
fn is_nobodys(error: &io::Error) -> bool {
    const WORDS: [&str; 5] = [
        "Name or service not known",
        "Name does not resolve",
        "No address associated",
        "nodename nor servname",
        "No such host is known",
    ];
    let said = error.to_string();
    WORDS.iter().any(|words| said.contains(words))
}

/// Whether a name is kept for names that are nobody's (RFC 6761).
pub(super) fn is_nowhere(host: &str) -> bool {
    host == "invalid" || host.ends_with(".invalid")
}

/// Whether an address is one of the whole internet, by IANA's registries of addresses for special purposes.
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let is_special = ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_documentation()
        || matches!((a, b, c), (0 | 240..=255, ..) | (100, 64..=127, _) | (192, 0, 0) | (198, 18..=19, _));
    !is_special
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let segments = ip.segments();
    if let Some(ip) = ip.to_ipv4_mapped() {
        return is_public_v4(ip);
    }
    // Addresses of version 4 within others: by translation (RFC 6052).
    if segments[..6] == [0x64, 0xff9b, 0, 0, 0, 0] {
        let [.., a, b, c, d] = ip.octets();
        return is_public_v4(Ipv4Addr::new(a, b, c, d));
    }
    // What is handed out to the whole internet begins with 001; within it are 6to4, protocols and tests (2001::/23), and documentation.
    segments[0] & 0xe000 == 0x2000
        && segments[0] != 0x2002
        && !(segments[0] == 0x2001 && matches!(segments[1], 0..0x200 | 0x0db8))
        && segments[0] != 0x3fff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_everybody_can_reach_is_public() {
        for ip in [
            "1.1.1.1",
            "100.63.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.20.0.1",
            "2606:4700::1111",
            "64:ff9b::101:101",
        ] {
            assert!(is_public(ip.parse().unwrap()), "{ip}");
        }
        for ip in [
            "127.0.0.1",
            "127.9.9.9",
            "0.0.0.0",
            "10.0.0.1",
            "172.16.0.1",
            "192.168.0.7",
            "169.254.169.254",
            "100.64.0.1",
            "192.0.0.1",
            "192.0.2.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "2001::1",
            "2001:2::1",
            "2001:10::1",
            "3fff::1",
        ] {
            assert!(!is_public(ip.parse().unwrap()), "{ip}");
        }
    }

    #[test]
    fn some_names_are_nobodys() {
        assert!(is_nowhere("invalid") && is_nowhere("nobody.invalid"));
        assert!(!is_nowhere("invalid.org") && !is_nowhere("notinvalid"));
    }
}
