//! Where the bytes of the app's WebAssembly are: in the functions of which crate, in its data, or elsewhere.
//!
//! The site's file has no names. It is made a second time of what Trunk compiled, and wasm-opt says which function is which; both
//! have the same code.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use wasmparser::{Parser, Payload};

use crate::wasm;

/// What wasm-opt writes before the name of one of the functions whose common part it took out, to name that part.
const SHARED: &str = "byn$mgfn-shared$";

/// Returns the table of the bytes of the site's WebAssembly. They are raw: compressed, no byte is any crate's alone.
pub fn table(site: &Path) -> Result<String> {
    let shipped = shipped(site)?;
    let (file, (again, names)) = (Module::read(&shipped)?, again()?);
    let is_same = file.code == Module::read(&again)?.code;
    ensure!(is_same, "made again, the WebAssembly has other code than the site's; build the site anew");
    // Functions that are imported are numbered first, and have no code.
    let names: Vec<_> = names.lines().filter_map(|line| Some(line.split_once(':')?.1)).collect();
    let imported = names.len().checked_sub(file.functions.len()).context("wasm-opt did not name every function")?;
    let mut crates = BTreeMap::<&str, u64>::new();
    let mut nameless = 0;
    for (name, bytes) in names[imported..].iter().zip(&file.functions) {
        match crate_of(name.strip_prefix(SHARED).unwrap_or(name)) {
            Some(of) => *crates.entry(of).or_default() += bytes,
            None => nameless += bytes,
        }
    }
    let mut rows: Vec<_> = crates.into_iter().map(|(of, bytes)| (format!("`{of}`"), bytes)).collect();
    rows.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    rows.push(("functions that name no crate".to_owned(), nameless));
    rows.push(("data: fixed texts, tables".to_owned(), file.data));
    rows.push(("all else: types, imports, lengths and so on".to_owned(), file.rest));
    let sum: u64 = rows.iter().map(|(_, bytes)| bytes).sum();
    ensure!(sum == shipped.len() as u64, "{sum} of {} bytes of the WebAssembly were counted", shipped.len());
    rows.push(("the whole file".to_owned(), sum));
    let mut table = "| where the WebAssembly's bytes are | raw bytes | share |\n|---|---|---|\n".to_owned();
    for (place, bytes) in rows {
        writeln!(table, "| {place} | {bytes} | {:.1} % |", 100.0 * bytes as f64 / sum as f64)?;
    }
    Ok(table)
}

/// Returns the site's WebAssembly: the app's, not that of the catalogue compiler.
fn shipped(site: &Path) -> Result<Vec<u8>> {
    let is_it = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let hash = name.strip_prefix("plan-configurator-").and_then(|rest| rest.strip_suffix(".wasm"));
        hash.is_some_and(|hash| hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
    };
    let mut paths = fs::read_dir(site)?.filter_map(|entry| Some(entry.ok()?.path()));
    let path = paths.find(is_it).with_context(|| format!("{} holds no WebAssembly of the app", site.display()))?;
    fs::read(&path).with_context(|| path.display().to_string())
}

/// Returns the app's WebAssembly, made again as the site's was, and a line for each of its functions: its number, a colon, its
/// name.
fn again() -> Result<(Vec<u8>, String)> {
    let folder = crate::paths::target().join("weights");
    wasm::bind("plan-configurator", &folder)?;
    let (again, names) = (folder.join("again.wasm"), folder.join("names.txt"));
    let symbols = format!("--symbolmap={}", names.display());
    wasm::optimise(&folder.join("plan_configurator_bg.wasm"), &again, &[&symbols])?;
    let names = fs::read_to_string(&names).with_context(|| names.display().to_string())?;
    Ok((fs::read(&again).with_context(|| again.display().to_string())?, names))
}

/// The sections of a WebAssembly.
#[derive(Default)]
struct Module<'a> {
    /// The section of functions.
    code: &'a [u8],
    /// The bytes of each function that it has itself, with the length written before it.
    functions: Vec<u64>,
    /// The bytes of the section of data.
    data: u64,
    /// The bytes of all other sections.
    rest: u64,
}

impl<'a> Module<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self> {
        let mut module = Self::default();
        // What lies between two places that the parser names is the second one's header.
        let mut end = 0;
        for payload in Parser::new(0).parse_all(bytes) {
            let (until, count) = match payload? {
                Payload::CodeSectionEntry(body) => {
                    module.functions.push(body.range().end - end);
                    end = body.range().end;
                    continue;
                }
                Payload::CodeSectionStart { unchecked_range: range, .. } => {
                    module.code = bytes.get(range.start as usize..range.end as usize).context("the code is cut off")?;
                    // The functions follow; before the first stands how many there are.
                    (range.start + leb_length(module.code), &mut module.rest)
                }
                Payload::DataSection(section) => (section.range().end, &mut module.data),
                Payload::Version { range, .. } => (range.end, &mut module.rest),
                Payload::End(at) => (at, &mut module.rest),
                other => match other.as_section() {
                    Some((_, range)) => (range.end, &mut module.rest),
                    None => continue,
                },
            };
            *count += until - end;
            end = until;
        }
        Ok(module)
    }
}

/// Returns the bytes of a number that begins here (LEB128).
fn leb_length(bytes: &[u8]) -> u64 {
    bytes.iter().take_while(|byte| **byte >= 0x80).count() as u64 + 1
}

/// Returns the crate of a function: that of the outermost path in its name, as Rust writes it. That of `<T as Trait>::f` is the
/// crate of `T`, or the trait's where `T` has no path.
fn crate_of(name: &str) -> Option<&str> {
    match name.strip_prefix('<') {
        Some(rest) => {
            let (of, by) = qualified(rest);
            crate_of_type(of).or_else(|| crate_of(by?))
        }
        None => {
            let end = name.find(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|end| *end > 0)?;
            // The standard library's own functions have its hash there: `core[0123456789abcdef]::`.
            let rest =
                name[end..].strip_prefix('[').and_then(|hash| hash.split_once(']')).map_or(&name[end..], |it| it.1);
            rest.starts_with("::").then(|| &name[..end])
        }
    }
}

/// Returns the crate of a type, looked for behind references and pointers, and in the first part of a list or tuple.
fn crate_of_type(name: &str) -> Option<&str> {
    let before = ["&", "mut ", "*const ", "*mut ", "dyn ", "impl ", "[", "("];
    match before.iter().find_map(|before| name.strip_prefix(before)) {
        Some(rest) => crate_of_type(rest),
        None => crate_of(name),
    }
}

/// Returns the two sides of the outermost ` as `, up to the bracket that closes what was opened before; the second is none
/// where there is no ` as `.
fn qualified(rest: &str) -> (&str, Option<&str>) {
    let (mut depth, mut middle, mut before) = (0, None, ' ');
    for (at, c) in rest.char_indices() {
        match c {
            '<' | '(' | '[' => depth += 1,
            // Not the arrow of a function's type.
            '>' if before == '-' => {}
            '>' if depth == 0 => {
                return middle.map_or((&rest[..at], None), |middle| (&rest[..middle], Some(&rest[middle + 4..at])));
            }
            '>' | ')' | ']' => depth -= 1,
            ' ' if depth == 0 && middle.is_none() && rest[at..].starts_with(" as ") => middle = Some(at),
            _ => {}
        }
        before = c;
    }
    (rest, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_the_crate_of_its_outermost_path() {
        for (name, of) in [
            ("plans::advice::Advice::of::h0123456789abcdef", Some("plans")),
            ("plans::advice::Advice::of::{{closure}}::h0123456789abcdef", Some("plans")),
            ("core::ptr::drop_in_place<plans::catalog::Parts>::h0123456789abcdef", Some("core")),
            ("alloc::vec::Vec<T,A>::push::h0123456789abcdef", Some("alloc")),
            ("plans::json::<impl core::convert::From<X> for Y>::from::h0123456789abcdef", Some("plans")),
            ("<plans::catalog::Id as core::fmt::Display>::fmt::h0123456789abcdef", Some("plans")),
            ("<alloc::vec::Vec<T> as alloc::vec::SpecFromIter<T,I>>::from_iter::h0123456789abcdef", Some("alloc")),
            ("<&mut plans::catalog::Id as core::fmt::Debug>::fmt::h0123456789abcdef", Some("plans")),
            ("<[plans::Plan] as core::fmt::Debug>::fmt::h0123456789abcdef", Some("plans")),
            ("<(leptos::A,plans::B) as tachys::view::Render>::build::h0123456789abcdef", Some("leptos")),
            ("<dyn plans::A as core::any::Any>::type_id", Some("plans")),
            ("<T as core::any::Any>::type_id::h0123456789abcdef", Some("core")),
            ("<&T as core::fmt::Debug>::fmt::h0123456789abcdef", Some("core")),
            ("<u32 as core::fmt::Display>::fmt", Some("core")),
            ("<fn(a::A) -> b::B as c::C>::f", Some("c")),
            ("<a::A<fn(b::B) -> c::C> as d::D>::f", Some("a")),
            ("<<a::A as b::B>::C as d::D>::f", Some("a")),
            ("<a::A>::f", Some("a")),
            ("core[c5930c85a12de822]::fmt::write", Some("core")),
            ("<i32 as core[c5930c85a12de822]::fmt::Display>::fmt", Some("core")),
            ("<usize as plans::catalog::compiled::Compiled>::read::h0123456789abcdef", Some("plans")),
            ("<T as alloc::slice::<impl [T]>::to_vec_in::ConvertVec>::to_vec::h0123456789abcdef", Some("alloc")),
            // Of a type without a path and without a trait.
            ("<u32>::_fmt", None),
            ("memcpy", None),
            ("__wbindgen_malloc", None),
            ("", None),
            ("<", None),
            ("::f", None),
        ] {
            assert_eq!(crate_of(name), of, "{name}");
        }
    }

    /// Two functions, one of them imported; a section of data, and one of names.
    #[test]
    fn every_byte_is_counted_once() {
        let sections: [&[u8]; 7] = [
            b"\0asm\x01\0\0\0",
            b"\x01\x04\x01\x60\0\0",
            b"\x02\x07\x01\x01a\x01b\0\0",
            b"\x03\x02\x01\0",
            b"\x05\x03\x01\0\x01",
            b"\x0a\x05\x01\x03\0\x01\x0b",
            b"\x0b\x08\x01\0\x41\0\x0b\x02hi",
        ];
        let name = b"\0\x0e\x04name\x01\x07\x01\x01\x04a::f";
        let bytes = [&sections.concat()[..], name].concat();
        let module = Module::read(&bytes).expect("a module");
        assert_eq!((module.functions.as_slice(), module.data), (&[4][..], 10));
        assert_eq!(module.functions.iter().sum::<u64>() + module.data + module.rest, bytes.len() as u64);
    }
}
