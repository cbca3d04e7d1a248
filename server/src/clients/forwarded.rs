//! Reads on whose behalf proxies ask, from the last hop to the first: what stands further left is less to be believed, and cannot change how
//! what stands right of it is read.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;
use axum::http::header::FORWARDED;

/// Yields the addresses of `X-Forwarded-For` from the right; none for what is no address.
pub fn x_forwarded_for(headers: &HeaderMap) -> impl Iterator<Item = Option<IpAddr>> {
    let lines = headers.get_all("x-forwarded-for").iter().rev();
    lines.flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b',')).map(|hop| address(hop.trim_ascii()))
}

/// Yields the addresses of `Forwarded` (RFC 7239) from the right; none for a hop that names no address.
pub fn forwarded(headers: &HeaderMap) -> impl Iterator<Item = Option<IpAddr>> {
    let lines = headers.get_all(FORWARDED).iter().rev();
    lines.flat_map(|line| FromRight { rest: Some(line.as_bytes()), separator: b',' }).map(sender)
}

/// Returns the address behind `for` in a hop.
fn sender(hop: &[u8]) -> Option<IpAddr> {
    let mut pairs = FromRight { rest: Some(hop), separator: b';' };
    pairs.find_map(|pair| {
        let equals = pair.iter().position(|byte| *byte == b'=')?;
        let (name, value) = (pair[..equals].trim_ascii(), pair[equals + 1..].trim_ascii());
        let value = value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\"")).unwrap_or(value);
        // Bare addresses of IPv6 are none here: colons in them could be of a port.
        let is_bare_v6 = !value.starts_with(b"[") && value.iter().filter(|byte| **byte == b':').count() > 1;
        name.eq_ignore_ascii_case(b"for").then(|| if is_bare_v6 { None } else { address(value) })
    })?
}

/// Reads an address, with a port or without, of IPv6 in brackets or bare.
fn address(text: &[u8]) -> Option<IpAddr> {
    let text = str::from_utf8(text).ok()?;
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let with_port = || text.parse::<SocketAddr>().map(|address| address.ip());
    bare.parse().or_else(|_| with_port()).ok()
}

/// The parts of a text from its right end, between separators outside of quotes.
struct FromRight<'a> {
    rest: Option<&'a [u8]>,
    separator: u8,
}

impl<'a> Iterator for FromRight<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest?;
        let mut is_quoted = false;
        for at in (0..rest.len()).rev() {
            let is_escaped = at > 0 && rest[at - 1] == b'\\';
            match rest[at] {
                b'"' if !is_escaped => is_quoted = !is_quoted,
                byte if byte == self.separator && !is_quoted => {
                    self.rest = Some(&rest[..at]);
                    return Some(rest[at + 1..].trim_ascii());
                }
                _ => {}
            }
        }
        self.rest = None;
        Some(rest.trim_ascii())
    }
}
