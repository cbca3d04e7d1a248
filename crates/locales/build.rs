//! Reads `locales/`, checks it, and writes it as code: a function a sentence, and, for native programs, the sentences.

use std::path::{Path, PathBuf};
use std::{env, fs};

mod build {
    pub mod generate;
    pub mod messages;
}

use build::generate;
use build::messages::Messages;

fn main() {
    let folder = Path::new("../../locales");
    println!("cargo::rerun-if-changed={}", folder.display());
    println!("cargo::rerun-if-changed=build");
    let built = Messages::read_all(folder).and_then(|locales| {
        write("locale.rs", &generate::functions(&locales))?;
        write("files.rs", &generate::files(&locales))
    });
    if let Err(problems) = built {
        for line in problems.lines() {
            println!("cargo::error={line}");
        }
    }
}

fn write(name: &str, code: &str) -> Result<(), String> {
    let path = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join(name);
    fs::write(&path, code).map_err(|error| format!("{}: {error}", path.display()))
}
