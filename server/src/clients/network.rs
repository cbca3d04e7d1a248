//! What counts as one client.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// How many bits of an address of IPv6 are its network's: whoever has one address there has all of them.
const NETWORK_V6: u32 = 64;

/// The addresses of one client: a single one of IPv4, or a network of IPv6. Never written to logs.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Network {
    first: IpAddr,
    /// How many bits of it are the network's.
    bits: u32,
}

impl Network {
    /// Returns the client of an address; none where the address is no public one, and tells nobody apart.
    pub fn of_public(address: IpAddr) -> Option<Self> {
        match address.to_canonical() {
            IpAddr::V4(address) => is_public_v4(address).then(|| Self::v4(address, 32)),
            IpAddr::V6(address) => is_public_v6(address).then(|| Self::v6(address, NETWORK_V6)),
        }
    }

    /// Returns the larger network around it, where there are too many clients to tell each apart.
    pub fn around(self) -> Self {
        match self.first {
            IpAddr::V4(address) => Self::v4(address, 16),
            IpAddr::V6(address) => Self::v6(address, 32),
        }
    }

    fn v4(address: Ipv4Addr, bits: u32) -> Self {
        let free = 32 - bits;
        Self { first: Ipv4Addr::from_bits(address.to_bits() >> free << free).into(), bits }
    }

    fn v6(address: Ipv6Addr, bits: u32) -> Self {
        let free = 128 - bits;
        Self { first: Ipv6Addr::from_bits(address.to_bits() >> free << free).into(), bits }
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    // Addresses that a carrier shares out stand in front of gateways, as private ones do.
    let is_shared = first == 100 && (64..128).contains(&second);
    !(address.is_loopback() || address.is_private() || address.is_link_local() || first == 0 || is_shared)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    !(address.is_loopback() || address.is_unspecified() || address.is_unique_local() || address.is_unicast_link_local())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(address: &str) -> Option<Network> {
        Network::of_public(address.parse().expect("an address"))
    }

    #[test]
    fn what_is_not_public_tells_nobody_apart() {
        for address in [
            "127.0.0.1",
            "127.9.9.9",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.1.1",
            "100.64.0.1",
            "100.127.255.255",
            "0.0.0.0",
            "::1",
            "::",
            "fc00::1",
            "fdff::1",
            "fe80::1",
            "::ffff:127.0.0.1",
            "::ffff:10.1.2.3",
        ] {
            assert!(network(address).is_none(), "{address}");
        }
        for address in ["203.0.113.9", "172.32.0.1", "100.63.0.1", "100.128.0.1", "2001:db8::1", "::ffff:203.0.113.9"] {
            assert!(network(address).is_some(), "{address}");
        }
    }

    #[test]
    fn a_client_is_an_address_of_ipv4_or_a_network_of_ipv6() {
        for (one, other, is_same) in [
            ("203.0.113.9", "203.0.113.9", true),
            ("203.0.113.9", "203.0.113.10", false),
            ("203.0.113.9", "::ffff:203.0.113.9", true),
            ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true),
            ("2001:db8:1:2::1", "2001:db8:1:3::1", false),
        ] {
            assert_eq!(network(one) == network(other), is_same, "{one} {other}");
        }
        let around = |address| network(address).map(Network::around);
        assert!(around("203.0.113.9") == around("203.0.1.1") && around("203.0.113.9") != around("203.1.113.9"));
        assert!(around("2001:db8:1::1") == around("2001:db8:2::1") && around("2001:db8::1") != around("2001:db9::1"));
    }
}
