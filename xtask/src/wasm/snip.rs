//! Takes out of a WebAssembly what writes a panic's message, as the tool `wasm-snip` does.
//!
//! In a browser that message goes nowhere: no hook shows it. What a panic does is the trap after it, and that stays. Without the
//! message the app is 1,500 bytes (brotli) smaller: wasm-opt then drops what only makes messages.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

/// The functions that every panic, and running out of memory, ends in.
const ENDS: [&str; 2] = ["core::panicking::panic_fmt", "alloc::alloc::handle_alloc_error"];

/// A function that only traps: its length, no local variables, `unreachable`, `end`.
const TRAP: [u8; 4] = [3, 0, 0, 0x0b];

/// Gives a WebAssembly in which a panic traps at once. It needs the names of its functions.
pub fn snip(bytes: &[u8]) -> Result<Vec<u8>> {
    let (mut imported, mut named, mut bodies) = (0, BTreeSet::new(), Vec::new());
    // Where the section of code begins with its header, and ends.
    let (mut start, mut end, mut before) = (0, 0, 0);
    for payload in Parser::new(0).parse_all(bytes) {
        match payload? {
            Payload::ImportSection(imports) => {
                before = imports.range().end as usize;
                for import in imports.into_imports() {
                    imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionStart { unchecked_range: range, .. } => (start, end) = (before, range.end as usize),
            Payload::CodeSectionEntry(body) => bodies.push(body.range()),
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(names) = section.as_known() {
                    for name in names {
                        let Name::Function(functions) = name? else { continue };
                        for function in functions {
                            let function = function?;
                            if ENDS.contains(&&*without_hash(function.name)) {
                                named.insert(function.index as usize);
                            }
                        }
                    }
                }
            }
            other => before = other.as_section().map_or(before, |(_, range)| range.end as usize),
        }
    }
    ensure!(!named.is_empty(), "the WebAssembly names no function that panics end in; were its names stripped?");
    let mut code = leb(bodies.len());
    for (number, body) in bodies.into_iter().enumerate() {
        let body = bytes.get(body.start as usize..body.end as usize).context("a function is cut off")?;
        if named.contains(&(imported + number)) {
            code.extend(TRAP);
        } else {
            code.extend(leb(body.len()));
            code.extend(body);
        }
    }
    const CODE_SECTION: u8 = 10;
    Ok([&bytes[..start], &[CODE_SECTION], &leb(code.len()), &code, &bytes[end..]].concat())
}

/// Returns a function's name without the hash of its crate: `core[0123456789abcdef]::f` is `core::f`.
fn without_hash(name: &str) -> String {
    match name.split_once('[').and_then(|(of, rest)| Some((of, rest.split_once(']')?.1))) {
        Some((of, rest)) => format!("{of}{rest}"),
        None => name.to_owned(),
    }
}

/// Returns a number as WebAssembly writes it (LEB128).
fn leb(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns an imported function, then two of its own, and a section of names in which the first of them is called so.
    fn module(name: &str) -> Vec<u8> {
        let mut bytes = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x07\x01\x01a\x01b\0\0\x03\x03\x02\0\0".to_vec();
        bytes.extend(b"\x0a\x08\x02\x03\0\x01\x0b\x02\0\x0b");
        let function = [&[1, 1, name.len() as u8][..], name.as_bytes()].concat();
        let names = [&b"\x04name\x01"[..], &[function.len() as u8], &function].concat();
        bytes.extend([&[0, names.len() as u8][..], &names].concat());
        bytes
    }

    #[test]
    fn what_a_panic_ends_in_only_traps() {
        let before = module("core[c5930c85a12de822]::panicking::panic_fmt");
        let after = snip(&before).expect("a module");
        let (code, trap) = (&b"\x03\0\x01\x0b\x02\0\x0b"[..], &b"\x03\0\0\x0b\x02\0\x0b"[..]);
        let at = before.windows(code.len()).position(|bytes| bytes == code).expect("the code");
        assert_eq!(after, [&before[..at], trap, &before[at + code.len()..]].concat());
    }

    #[test]
    fn nothing_else_is_taken_out() {
        assert!(snip(&module("core::fmt::write")).is_err());
    }
}
