//! What an operator says of clients.

use ipnet::IpNet;

use super::proxies::{self, ProxyHeader};
use crate::number;

/// How much one client may do, and how it is known.
#[derive(clap::Args, Clone, Debug)]
pub struct ClientSettings {
    /// Most plan requests that one client may send in a minute; 0 for any number. A client is an address of IPv4, or a /64 of IPv6
    #[arg(long, env = "PLAN_RATE_PER_CLIENT", value_name = "NUMBER", default_value_t = 60, value_parser = number::within(0..=u32::MAX))]
    pub rate_per_client: u32,
    /// Most plan requests that all clients together may send in a second, with ten seconds' worth in reserve; 0 for any number
    #[arg(long, env = "PLAN_RATE", value_name = "NUMBER", default_value_t = 100, value_parser = number::within(0..=u32::MAX))]
    pub rate: u32,
    /// Address or network of a proxy that is believed when it names a client, such as 127.0.0.1 or 10.0.0.0/8; write it again for each,
    /// or several with commas between
    #[arg(long, env = "PLAN_TRUSTED_PROXY", value_name = "CIDR", value_parser = proxies::parse, value_delimiter = ',')]
    pub trusted_proxy: Vec<IpNet>,
    /// Header in which trusted proxies name the client. The other one is never read
    #[arg(long, env = "PLAN_PROXY_HEADER", value_name = "HEADER", value_enum, default_value_t)]
    pub proxy_header: ProxyHeader,
    /// Most connections that one client may have open at once; 0 for any number
    #[arg(long, env = "PLAN_MAX_CONNECTIONS_PER_CLIENT", value_name = "NUMBER", default_value_t = 256)]
    #[arg(value_parser = number::within(0..=u32::MAX as usize))]
    pub max_connections_per_client: usize,
}

/// No limits, and no proxy that is believed.
impl Default for ClientSettings {
    fn default() -> Self {
        let (trusted_proxy, proxy_header) = (Vec::new(), ProxyHeader::default());
        Self { rate_per_client: 0, rate: 0, trusted_proxy, proxy_header, max_connections_per_client: 0 }
    }
}
