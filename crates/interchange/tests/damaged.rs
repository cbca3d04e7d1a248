//! Files that lack lines, or have others in their place, are read as far as they go, or refused with the place.

use std::fs;
use std::path::{Path, PathBuf};

use interchange::pricing2yaml;

fn real_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pricing2yaml");
    let mut files = Vec::new();
    for product in fs::read_dir(folder).expect("a folder").flatten().filter(|entry| entry.path().is_dir()) {
        files.extend(fs::read_dir(product.path()).expect("a folder").flatten().map(|entry| entry.path()));
    }
    files.sort();
    files
}

/// Numbers that look as if by chance, the same in each run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

/// Lines that may stand in the place of one, with its indentation and key.
const VALUES: [&str; 22] = [
    "null",
    "true",
    "yes",
    "-1",
    "0",
    "1.5",
    "3",
    ".inf",
    "1e3",
    "10000000",
    "12345678901234567890",
    "0.00000001",
    "\"\"",
    "Contact us",
    "'24'",
    "[CARD, ACH]",
    "[]",
    "{}",
    "{value: 3}",
    "included",
    "'%'",
    "user/year",
];

#[test]
fn a_damaged_file_is_read_as_far_as_it_goes() {
    let (mut read, mut refused) = (0, 0);
    for (seed, path) in real_files().into_iter().enumerate() {
        let text = fs::read_to_string(&path).expect("a file");
        let mut chance = Chance(seed as u64);
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for _ in 0..30 {
            let at = chance.below(lines.len());
            let key = lines[at].split_once(": ").map(|(key, _)| key.to_owned());
            match key {
                Some(key) => lines[at] = format!("{key}: {}", VALUES[chance.below(VALUES.len())]),
                // Without a key above them the lines below are its neighbour's, or malformed.
                None if chance.below(60) == 0 => drop(lines.remove(at)),
                None => {}
            }
        }
        match pricing2yaml::import(&lines.join("\n")) {
            Ok(imported) => {
                read += 1;
                let again = pricing2yaml::export(&imported.catalog).text;
                pricing2yaml::import(&again).unwrap_or_else(|refusal| panic!("{}: {refusal}", path.display()));
            }
            Err(refusal) => {
                refused += 1;
                assert!(refusal.at.is_some(), "{}: {refusal}", path.display());
            }
        }
    }
    assert!(read > refused && refused > 0, "{read} files were read, {refused} refused");
}
