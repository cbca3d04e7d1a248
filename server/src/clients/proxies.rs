//! Which proxies are believed when they say whom they ask for, and in which header they do.
//!
//! Only one header is read: proxies write one of the two, and pass the other on as the client sent it.

use std::fmt;
use std::net::IpAddr;

use axum::http::HeaderMap;
use ipnet::{IpNet, Ipv4Net};
use plans::json::Quoted;

use super::forwarded;

/// The header in which a proxy names whom it asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ProxyHeader {
    /// What nearly all proxies write
    #[default]
    XForwardedFor,
    /// The one of RFC 7239
    Forwarded,
}

impl fmt::Display for ProxyHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::XForwardedFor => "X-Forwarded-For",
            Self::Forwarded => "Forwarded",
        })
    }
}

/// Reads a network, or a single address.
pub fn parse(text: &str) -> Result<IpNet, NoNetwork> {
    let single = || text.parse::<IpAddr>().map(IpNet::from);
    let network = text.parse::<IpNet>().or_else(|_| single()).map_err(|_| NoNetwork(text.to_owned()))?;
    // Addresses of IPv4 that are written as such of IPv6 are compared as what they are.
    Ok(match network {
        IpNet::V6(v6) if v6.prefix_len() >= 96 => match v6.addr().to_ipv4_mapped() {
            Some(v4) => Ipv4Net::new(v4, v6.prefix_len() - 96).map_or(network, IpNet::V4),
            None => network,
        },
        network => network,
    })
}

/// What is said of a text that names no network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoNetwork(String);

impl fmt::Display for NoNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} is no network; write an address, or one with how many bits hold, such as 10.0.0.0/8",
            Quoted(&self.0)
        )
    }
}

impl std::error::Error for NoNetwork {}

/// The proxies that are believed.
#[derive(Clone, Debug, Default)]
pub struct Proxies {
    trusted: Vec<IpNet>,
    header: ProxyHeader,
}

impl Proxies {
    /// Takes the networks that an operator trusts.
    pub fn new(trusted: Vec<IpNet>, header: ProxyHeader) -> Self {
        Self { trusted, header }
    }

    /// Returns the header that is read.
    pub fn header(&self) -> ProxyHeader {
        self.header
    }

    /// Tells whether an address is of a proxy that is believed.
    pub fn trusts(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.trusted.iter().any(|network| network.contains(&address))
    }

    /// Returns who sent a request that came from an address: the last on its way that is no trusted proxy. None where trusted proxies alone
    /// are named, or one of them names nobody.
    ///
    /// What stands left of that address was written by who is not trusted, and is not even read.
    pub fn sender(&self, peer: IpAddr, headers: &HeaderMap) -> Option<IpAddr> {
        if !self.trusts(peer) {
            return Some(peer);
        }
        match self.header {
            ProxyHeader::XForwardedFor => self.first_untrusted(forwarded::x_forwarded_for(headers)),
            ProxyHeader::Forwarded => self.first_untrusted(forwarded::forwarded(headers)),
        }
    }

    fn first_untrusted(&self, mut from_right: impl Iterator<Item = Option<IpAddr>>) -> Option<IpAddr> {
        from_right.find(|address| !address.is_some_and(|address| self.trusts(address))).flatten()
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn headers(lines: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(HeaderName::from_static(name), HeaderValue::from_bytes(value.as_bytes()).expect("a value"));
        }
        headers
    }

    fn proxies(trusted: &[&str], header: ProxyHeader) -> Proxies {
        Proxies::new(trusted.iter().map(|network| parse(network).expect("a network")).collect(), header)
    }

    #[test]
    fn networks_are_read_with_and_without_their_bits() {
        for (text, inside, outside) in [
            ("10.0.0.0/8", "10.255.0.1", "11.0.0.1"),
            ("10.1.2.3/8", "10.255.0.1", "11.0.0.1"),
            ("192.0.2.7", "192.0.2.7", "192.0.2.8"),
            ("192.0.2.7", "::ffff:192.0.2.7", "::ffff:192.0.2.8"),
            ("::ffff:10.0.0.0/104", "10.9.9.9", "11.0.0.1"),
            ("2001:db8::/32", "2001:db8:ffff::1", "2001:db9::1"),
            ("::1", "::1", "::2"),
            ("0.0.0.0/0", "203.0.113.9", "2001:db8::1"),
        ] {
            let proxies = proxies(&[text], ProxyHeader::default());
            assert!(proxies.trusts(inside.parse().expect("an address")), "{text} {inside}");
            assert!(!proxies.trusts(outside.parse().expect("an address")), "{text} {outside}");
        }
        for text in ["", "proxy", "10.0.0.0/33", "10.0.0/8", "10.0.0.0-10.0.0.9", "10.0.0.1:80"] {
            let said = parse(text).map_err(|error| error.to_string());
            let rule = "is no network; write an address, or one with how many bits hold, such as 10.0.0.0/8";
            assert_eq!(said, Err(format!("\"{text}\" {rule}")));
        }
    }

    #[test]
    fn without_a_trusted_proxy_every_header_is_a_forgery() {
        let forged = headers(&[("x-forwarded-for", "198.51.100.1"), ("forwarded", "for=198.51.100.1")]);
        for header in [ProxyHeader::XForwardedFor, ProxyHeader::Forwarded] {
            for trusted in [&[][..], &["10.0.0.0/8"]] {
                let peer = "203.0.113.9".parse().expect("an address");
                assert_eq!(proxies(trusted, header).sender(peer, &forged), Some(peer));
            }
        }
    }

    #[test]
    fn what_a_client_forges_left_of_what_proxies_wrote_changes_nothing() {
        let proxies = proxies(&["127.0.0.1", "10.0.0.0/8", "2001:db8:cafe::/48"], ProxyHeader::XForwardedFor);
        let client = "203.0.113.9".parse().ok();
        let forgeries = [
            "",
            "198.51.100.1",
            "127.0.0.1",
            "10.0.0.1, 10.0.0.2",
            "::1",
            "unknown",
            "_hidden",
            "a, b,, c",
            ",",
            ",,,,",
            "\"",
            "\"\"\"",
            "for=198.51.100.1",
            "198.51.100.1\t",
            "\u{e9}",
            "[",
            "[::1",
            "1.2.3.4:",
            "999.999.999.999",
            "203.0.113.9 203.0.113.10",
            "2001:db8:cafe::1",
            "<script>",
            "198.51.100.1;",
            "198.51.100.1%0d%0a",
        ];
        for written in ["203.0.113.9", "203.0.113.9:54321", "::ffff:203.0.113.9", "[::ffff:203.0.113.9]:80"] {
            for hops in ["", ", 10.1.1.1", ", 10.1.1.1, [2001:db8:cafe::7]:4711", ",10.1.1.1 ,  2001:db8:cafe::7 "] {
                for peer in ["127.0.0.1", "10.0.0.5", "::ffff:10.0.0.5", "2001:db8:cafe::1"] {
                    let peer = peer.parse().expect("an address");
                    for forged in forgeries {
                        // In one line, as most proxies write it, and in a line of its own.
                        let one = headers(&[("x-forwarded-for", &format!("{forged}, {written}{hops}"))]);
                        let two =
                            headers(&[("x-forwarded-for", forged), ("x-forwarded-for", &format!("{written}{hops}"))]);
                        let both = headers(&[
                            ("forwarded", "for=198.51.100.1"),
                            ("x-forwarded-for", &format!("{written}{hops}")),
                        ]);
                        for headers in [one, two, both] {
                            let sender = proxies.sender(peer, &headers).map(|address| address.to_canonical());
                            assert_eq!(sender, client, "{headers:?}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn the_header_of_rfc_7239_is_read_alike() {
        let proxies = proxies(&["127.0.0.1", "10.0.0.0/8"], ProxyHeader::Forwarded);
        let peer = "127.0.0.1".parse().expect("an address");
        let forgeries = [
            "",
            "for=198.51.100.1",
            "for=\"",
            "for=\"a, for=b",
            "for=\"\\\"",
            "by=\"x;",
            ";;;,,,",
            "for=unknown",
            "for=\"[::1]\"",
            "=,=",
            "\\",
            "for=127.0.0.1",
            "x-forwarded-for: 198.51.100.1",
        ];
        for (written, client) in [
            ("for=203.0.113.9", "203.0.113.9"),
            ("For=203.0.113.9;proto=https;by=10.0.0.1", "203.0.113.9"),
            ("proto=https; for=\"203.0.113.9:4711\"", "203.0.113.9"),
            ("for=\"[2001:db8::17]:4711\";host=\"a,b;c=\\\"d\"", "2001:db8::17"),
            ("for=\"[2001:db8::17]\", for=10.0.0.8;by=\"_a,b\"", "2001:db8::17"),
        ] {
            for forged in forgeries {
                for headers in [
                    headers(&[("forwarded", &format!("{forged}, {written}"))]),
                    headers(&[("forwarded", forged), ("forwarded", written)]),
                    headers(&[("x-forwarded-for", "198.51.100.1"), ("forwarded", written)]),
                ] {
                    assert_eq!(proxies.sender(peer, &headers), client.parse().ok(), "{headers:?}");
                }
            }
        }
    }

    #[test]
    fn where_a_trusted_proxy_names_nobody_nobody_is_known() {
        let peer = "127.0.0.1".parse().expect("an address");
        for value in
            ["", "unknown", "_hidden", "127.0.0.1", "10.0.0.1, 10.0.0.2", "198.51.100.1, unknown", "198.51.100.1,"]
        {
            let proxies = proxies(&["127.0.0.1", "10.0.0.0/8"], ProxyHeader::XForwardedFor);
            assert_eq!(proxies.sender(peer, &headers(&[("x-forwarded-for", value)])), None, "{value}");
        }
        for value in
            ["", "for=unknown", "for=_hidden", "by=198.51.100.1", "for=198.51.100.1, proto=https", "for=2001:db8::1"]
        {
            let proxies = proxies(&["127.0.0.1"], ProxyHeader::Forwarded);
            assert_eq!(proxies.sender(peer, &headers(&[("forwarded", value)])), None, "{value}");
        }
        let proxies = proxies(&["127.0.0.1"], ProxyHeader::XForwardedFor);
        assert_eq!(proxies.sender(peer, &headers(&[("forwarded", "for=203.0.113.9")])), None);
    }
}
