//! The package for Debian.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::install::install;
use super::release::Release;
use super::tree::Tree;
use crate::paths::packaging;
use crate::shell::output;

/// What dpkg runs as the package comes and goes.
const SCRIPTS: [&str; 3] = ["postinst", "prerm", "postrm"];

/// Makes it in a folder.
pub fn make(release: &Release, licences: Option<&Path>, staging: &Path, folder: &Path) -> Result<()> {
    let tree = Tree::new(staging.join("deb"))?;
    install(release, licences, &tree, "usr/", "share/zsh/vendor-completions/_plan-server")?;
    tree.copy("usr/share/doc/plan-server/copyright", &packaging("debian/copyright"))?;
    tree.copy("etc/plan-server/plan-server.env", &packaging("plan-server.env"))?;
    let architecture = output(Command::new("dpkg").arg("--print-architecture"))?.trim().to_owned();
    let control = fs::read_to_string(packaging("debian/control")).context("control")?;
    let control = control
        .replace("@VERSION@", &release.version)
        .replace("@ARCHITECTURE@", &architecture)
        .replace("@INSTALLED_SIZE@", &tree.size()?.div_ceil(1024).to_string())
        .replace(
            "@GLIBC@",
            &glibc(&fs::read(&release.server)?).context("the server needs no version of the C library")?,
        );
    tree.write("DEBIAN/control", control)?;
    tree.copy("DEBIAN/conffiles", &packaging("debian/conffiles"))?;
    for script in SCRIPTS {
        tree.copy_program(&format!("DEBIAN/{script}"), &packaging("debian").join(script))?;
    }
    let mut build = Command::new("dpkg-deb");
    // dpkg-deb sorts the files, and gives none a later time than this. Its own way of compressing takes ten times as long.
    build.env("SOURCE_DATE_EPOCH", &release.time).args(["--root-owner-group", "-Zgzip", "--build"]);
    let file = format!("plan-server_{}_{architecture}.deb", release.version);
    output(build.arg(tree.path()).arg(folder.join(file))).map(|_| ())
}

/// Returns the newest version of the C library that a program names: each function that it calls has the version that it came with.
fn glibc(program: &[u8]) -> Option<String> {
    const NAME: &[u8] = b"GLIBC_2.";
    let found = program.windows(NAME.len()).enumerate().filter(|(_, window)| *window == NAME);
    let minor = |(at, _): (usize, &[u8])| {
        let digits = program[at + NAME.len()..].iter().take_while(|byte| byte.is_ascii_digit());
        digits.fold(None, |number: Option<u32>, digit| Some(number.unwrap_or(0) * 10 + u32::from(digit - b'0')))
    };
    found.filter_map(minor).max().map(|minor| format!("2.{minor}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_of_the_c_library_counts() {
        assert_eq!(glibc(b"\0GLIBC_2.9\0GLIBC_2.34\0GLIBC_2.2.5\0GLIBC_2.\0").as_deref(), Some("2.34"));
        assert_eq!(glibc(b"static"), None);
    }
}
