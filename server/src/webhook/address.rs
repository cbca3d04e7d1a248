//! Which addresses a webhook may be sent to. What is refused leads into the network of the server: to the machine itself, to its neighbours,
//! and to what clouds tell their machines alone (169.254.169.254). Judged is the address that is connected to, at each attempt, so that a
//! name which leads elsewhere meanwhile changes nothing.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// An address that nothing is sent to: of which kind it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused(&'static str);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "it leads to a {} address, which is refused; allow such with --webhook-allow-private", self.0)
    }
}

impl std::error::Error for Refused {}

/// Blocks of addresses that are no public ones: the first, how many bits they share, and of which kind they are. The special-purpose registry
/// of IPv4 (RFC 6890), multicast, and what is reserved.
const REFUSED_V4: [(Ipv4Addr, u32, &str); 16] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8, "this-network"),
    (Ipv4Addr::new(10, 0, 0, 0), 8, "private"),
    (Ipv4Addr::new(100, 64, 0, 0), 10, "carrier's shared"),
    (Ipv4Addr::new(127, 0, 0, 0), 8, "loopback"),
    (Ipv4Addr::new(169, 254, 0, 0), 16, "link-local"),
    (Ipv4Addr::new(172, 16, 0, 0), 12, "private"),
    (Ipv4Addr::new(192, 0, 0, 0), 24, "protocol's"),
    (Ipv4Addr::new(192, 0, 2, 0), 24, "documentation"),
    (Ipv4Addr::new(192, 88, 99, 0), 24, "6to4 relay"),
    (Ipv4Addr::new(192, 168, 0, 0), 16, "private"),
    (Ipv4Addr::new(198, 18, 0, 0), 15, "benchmark"),
    (Ipv4Addr::new(198, 51, 100, 0), 24, "documentation"),
    (Ipv4Addr::new(203, 0, 113, 0), 24, "documentation"),
    (Ipv4Addr::new(224, 0, 0, 0), 4, "multicast"),
    (Ipv4Addr::new(255, 255, 255, 255), 32, "broadcast"),
    (Ipv4Addr::new(240, 0, 0, 0), 4, "reserved"),
];

/// The same of IPv6, without those that carry an address of IPv4. The first block that an address is in names its kind.
const REFUSED_V6: [(Ipv6Addr, u32, &str); 9] = [
    (Ipv6Addr::LOCALHOST, 128, "loopback"),
    (Ipv6Addr::UNSPECIFIED, 128, "this-network"),
    (Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7, "private"),
    (Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), 10, "link-local"),
    (Ipv6Addr::new(0xfec0, 0, 0, 0, 0, 0, 0, 0), 10, "private"),
    (Ipv6Addr::new(0xff00, 0, 0, 0, 0, 0, 0, 0), 8, "multicast"),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32, "documentation"),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20, "documentation"),
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23, "protocol's"),
];

/// The block that public addresses of IPv6 are assigned from; all others are reserved.
const PUBLIC_V6: (Ipv6Addr, u32) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

/// Tells whether an address is in the block of a first one, of which so many bits are shared.
fn is_in(bits: u128, width: u32, first: u128, shared: u32) -> bool {
    let free = width - shared;
    // A shift by all bits is none.
    bits.checked_shr(free).unwrap_or(0) == first.checked_shr(free).unwrap_or(0)
}

/// Judges an address that is about to be connected to.
///
/// # Errors
///
/// Of which kind it is, where it is no public one.
pub fn check(address: IpAddr) -> Result<(), Refused> {
    match address {
        IpAddr::V4(address) => check_v4(address),
        IpAddr::V6(address) => check_v6(address),
    }
}

fn check_v4(address: Ipv4Addr) -> Result<(), Refused> {
    let is_of = |first: Ipv4Addr, shared| is_in(address.to_bits().into(), 32, first.to_bits().into(), shared);
    match REFUSED_V4.iter().find(|(first, shared, _)| is_of(*first, *shared)) {
        Some((_, _, kind)) => Err(Refused(kind)),
        None => Ok(()),
    }
}

fn check_v6(address: Ipv6Addr) -> Result<(), Refused> {
    let is_of = |first: Ipv6Addr, shared| is_in(address.to_bits(), 128, first.to_bits(), shared);
    let carried = carried_v4(address);
    if let Some(carried) = &carried {
        carried.iter().try_for_each(|carried| check_v4(*carried))?;
    } else if let Some((_, _, kind)) = REFUSED_V6.iter().find(|(first, shared, _)| is_of(*first, *shared)) {
        return Err(Refused(kind));
    } else if !is_of(PUBLIC_V6.0, PUBLIC_V6.1) {
        return Err(Refused("reserved"));
    }
    Ok(())
}

/// Returns the addresses of IPv4 that one of IPv6 leads to; none where it stands for itself.
fn carried_v4(address: Ipv6Addr) -> Option<Vec<Ipv4Addr>> {
    let bits = address.to_bits();
    // The 32 bits that end so many bits before the address does.
    let part = |end: u32| Ipv4Addr::from_bits((bits >> end) as u32);
    match address.segments() {
        // Neither carries anything: the unspecified address, and loopback.
        [0, 0, 0, 0, 0, 0, 0, 0 | 1] => None,
        // Mapped (::ffff:a.b.c.d), compatible (::a.b.c.d), translated (::ffff:0:a.b.c.d), and by NAT64 (64:ff9b::a.b.c.d).
        [0, 0, 0, 0, 0, 0xffff | 0, _, _] | [0, 0, 0, 0, 0xffff, 0, _, _] | [0x64, 0xff9b, 0, 0, 0, 0, _, _] => {
            Some(vec![part(0)])
        }
        // 6to4: the relay's address follows the prefix.
        [0x2002, ..] => Some(vec![part(80)]),
        // Teredo: the server's address, and the client's with every bit turned.
        [0x2001, 0, ..] => Some(vec![part(64), Ipv4Addr::from_bits(!part(0).to_bits())]),
        _ => None,
    }
}

/// Judges the host of a URL where that is an address, however it is spelt: `127.1`, `0x7f.1` and `[::ffff:127.0.0.1]` are read as what they
/// lead to. A name is judged by what it leads to, when it is connected to.
///
/// # Errors
///
/// Of which kind it is, where it is no public one.
pub fn check_literal(url: &Url) -> Result<(), Refused> {
    match url.host() {
        Some(Host::Ipv4(address)) => check(address.into()),
        Some(Host::Ipv6(address)) => check(address.into()),
        Some(Host::Domain(_)) | None => Ok(()),
    }
}

/// Looks names up, and gives on only those of their addresses that may be connected to. What it gives is what is connected to, so nothing
/// is looked up twice.
pub struct PublicAddresses;

impl Resolve for PublicAddresses {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            // The port is filled in by the one who asks.
            let found: Vec<_> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            Ok(public_alone(found)?)
        })
    }
}

/// Keeps the addresses that may be connected to.
///
/// # Errors
///
/// Of which kind the first is, where none may.
fn public_alone(found: Vec<std::net::SocketAddr>) -> Result<Addrs, Refused> {
    let refused = found.iter().find_map(|address| check(address.ip()).err());
    let public: Vec<_> = found.into_iter().filter(|address| check(address.ip()).is_ok()).collect();
    match refused {
        Some(refused) if public.is_empty() => Err(refused),
        _ => Ok(Box::new(public.into_iter())),
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;
    use std::ops::RangeInclusive;

    use super::*;

    fn v4(text: &str) -> Ipv4Addr {
        text.parse().expect("an address")
    }

    fn v6(text: &str) -> Ipv6Addr {
        text.parse().expect("an address")
    }

    /// The first and the last address of every block that is refused, with what stands in the registries; written out, so that no arithmetic
    /// of the check is repeated here.
    const BLOCKS: [(&str, &str); 16] = [
        ("0.0.0.0", "0.255.255.255"),
        ("10.0.0.0", "10.255.255.255"),
        ("100.64.0.0", "100.127.255.255"),
        ("127.0.0.0", "127.255.255.255"),
        ("169.254.0.0", "169.254.255.255"),
        ("172.16.0.0", "172.31.255.255"),
        ("192.0.0.0", "192.0.0.255"),
        ("192.0.2.0", "192.0.2.255"),
        ("192.88.99.0", "192.88.99.255"),
        ("192.168.0.0", "192.168.255.255"),
        ("198.18.0.0", "198.19.255.255"),
        ("198.51.100.0", "198.51.100.255"),
        ("203.0.113.0", "203.0.113.255"),
        ("224.0.0.0", "239.255.255.255"),
        ("240.0.0.0", "255.255.255.254"),
        ("255.255.255.255", "255.255.255.255"),
    ];

    fn blocks() -> Vec<RangeInclusive<u32>> {
        BLOCKS.iter().map(|(first, last)| v4(first).to_bits()..=v4(last).to_bits()).collect()
    }

    /// Addresses around every border, and one in every 2^`step`.
    fn swept_v4(step: u32) -> impl Iterator<Item = Ipv4Addr> {
        let borders = blocks().into_iter().flat_map(|block| [*block.start(), *block.end()]);
        let around = borders.flat_map(|border| (-2..=2).map(move |by| border.wrapping_add_signed(by)));
        let grid = (0..=u32::MAX >> step).map(move |at| (at << step) | at.reverse_bits() >> (32 - step));
        around.chain(grid).map(Ipv4Addr::from_bits)
    }

    #[test]
    fn of_ipv4_exactly_what_is_not_public_is_refused() {
        let blocks = blocks();
        for address in swept_v4(12) {
            let is_refused = blocks.iter().any(|block| block.contains(&address.to_bits()));
            assert_eq!(check(address.into()).is_err(), is_refused, "{address}");
            // The standard library's own words for some of the same.
            let is_special = address.is_private()
                || address.is_loopback()
                || address.is_link_local()
                || address.is_multicast()
                || address.is_broadcast()
                || address.is_documentation()
                || address.is_unspecified();
            assert!(!is_special || check(address.into()).is_err(), "{address}");
        }
    }

    #[test]
    fn an_address_that_carries_another_is_judged_by_that() {
        let blocks = blocks();
        for carried in swept_v4(16) {
            let expected = blocks.iter().any(|block| block.contains(&carried.to_bits()));
            let bits = u128::from(carried.to_bits());
            let (public, turned) = (u128::from(v4("1.1.1.1").to_bits()), u128::from(!carried.to_bits()));
            let of = |prefix: &str, bits: u128| Ipv6Addr::from_bits(v6(prefix).to_bits() | bits);
            for address in [
                of("::ffff:0:0", bits),
                of("::ffff:0:0:0", bits),
                of("64:ff9b::", bits),
                of("2002::", bits << 80),
                of("2002::1", bits << 80),
                of("2001::", (bits << 64) | (!public & 0xffff_ffff)),
                of("2001::", (public << 64) | turned),
            ] {
                assert_eq!(check(address.into()).is_err(), expected, "{address} carries {carried}");
            }
            // Of `::` and `::1` both readings are refused.
            assert_eq!(check(of("::", bits).into()).is_err(), expected, "::{carried}");
        }
    }

    #[test]
    fn of_ipv6_only_what_is_assigned_to_the_public_is_taken() {
        // Each border, and the address before it or behind it, which is judged otherwise.
        for (address, is_public) in [
            ("1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false),
            ("2000::", true),
            ("2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff", true),
            ("2001:1::", false),
            ("2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", false),
            ("2001:200::", true),
            ("2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", true),
            ("2001:db8::", false),
            ("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", false),
            ("2001:db9::", true),
            ("2001:4860:4860::8888", true),
            ("2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff", true),
            ("2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false),
            ("2003::", true),
            ("3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", true),
            ("3fff::", false),
            ("3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", false),
            ("3fff:1000::", true),
            ("3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", true),
            ("4000::", false),
            ("5f00::1", false),
            ("64:ff9b:1::1", false),
            ("100::1", false),
            ("fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false),
            ("fc00::", false),
            ("fd12:3456::1", false),
            ("fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false),
            ("fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false),
            ("fe80::", false),
            ("febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false),
            ("fec0::", false),
            ("ff00::", false),
            ("ff02::1", false),
            ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false),
            ("::", false),
            ("::1", false),
        ] {
            assert_eq!(check(v6(address).into()).is_ok(), is_public, "{address}");
        }
        // Nothing outside 2000::/3 is public but what carries a public address.
        for first in (0..=0xffff_u16).filter(|first| first >> 13 != 1) {
            for address in [Ipv6Addr::new(first, 0, 0, 0, 0, 0, 0, 1), Ipv6Addr::new(first, 0xffff, 1, 1, 1, 1, 1, 1)] {
                assert!(check(address.into()).is_err(), "{address}");
            }
        }
    }

    #[test]
    fn what_is_refused_is_named() {
        for (address, kind) in [
            ("127.0.0.1", "loopback"),
            ("::1", "loopback"),
            ("::ffff:127.0.0.1", "loopback"),
            ("10.1.2.3", "private"),
            ("fd00::1", "private"),
            ("169.254.169.254", "link-local"),
            ("64:ff9b::169.254.169.254", "link-local"),
            ("100.100.100.200", "carrier's shared"),
            ("255.255.255.255", "broadcast"),
            ("240.0.0.1", "reserved"),
            ("4000::", "reserved"),
        ] {
            assert_eq!(check(address.parse().expect("an address")), Err(Refused(kind)), "{address}");
        }
    }

    #[test]
    fn a_literal_is_judged_however_it_is_spelt() {
        for host in [
            "127.0.0.1",
            "127.1",
            "127.0.1",
            "0x7f.1",
            "0x7f000001",
            "2130706433",
            "0177.0.0.1",
            "017700000001",
            "127.0.0.1.",
            "127%2e0%2e0%2e1",
            "１２７.０.０.１",
            "127。0。0。1",
            "0",
            "0.0.0.0",
            "[::1]",
            "[::]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[0:0:0:0:0:ffff:7f00:0001]",
            "[::127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[2002:7f00:1::]",
            "169.254.169.254",
            "0xa9fea9fe",
            "user:word@10.0.0.1",
        ] {
            let url = Url::parse(&format!("http://{host}:9/hook")).expect("an address");
            assert!(check_literal(&url).is_err(), "{host}");
        }
        for host in ["1.1.1.1", "[2606:4700:4700::1111]", "hooks.example", "localhost", "127.0.0.1.hooks.example"] {
            let url = Url::parse(&format!("https://{host}/hook")).expect("an address");
            assert_eq!(check_literal(&url), Ok(()), "{host}");
        }
    }

    #[test]
    fn of_the_addresses_of_a_name_only_public_ones_are_given_on() {
        let addresses = |texts: &[&str]| -> Vec<SocketAddr> {
            texts.iter().map(|text| SocketAddr::new(text.parse().expect("an address"), 0)).collect()
        };
        let given = |texts| public_alone(addresses(texts)).map(Iterator::collect::<Vec<_>>);
        assert_eq!(given(&["10.0.0.1", "1.1.1.1", "::1"]), Ok(addresses(&["1.1.1.1"])));
        assert_eq!(given(&["10.0.0.1", "::1"]), Err(Refused("private")));
        assert_eq!(given(&[]), Ok(Vec::new()), "what a name does not lead to is not refused");
    }

    #[tokio::test]
    async fn a_name_that_leads_to_this_machine_is_refused() {
        let name = "localhost".parse().expect("a name");
        let refused = PublicAddresses.resolve(name).await.err().expect("refused");
        assert!(refused.downcast_ref::<Refused>().is_some(), "{refused}");
    }
}
