//! Finds and installs the browsers that the tests drive.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::shell::step;
use crate::tools::debian::{can_install, install, on_path};

/// A browser: the variable and the programs that name it, and the package it comes from.
struct Browser {
    name: &'static str,
    /// The variable that names its path.
    variable: &'static str,
    /// The names that it has on PATH.
    binaries: &'static [&'static str],
    /// Others that it needs beside it.
    also: &'static [&'static str],
    /// Debian's packages of all of them.
    packages: &'static [&'static str],
}

const CHROMIUM: Browser = Browser {
    name: "Chrome or Chromium",
    variable: "CHROME",
    binaries: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    also: &[],
    packages: &["chromium", "fonts-dejavu-core"],
};

/// The browsers of other engines, in which a smoke of what matters most runs.
const OTHERS: [Browser; 2] = [
    Browser {
        name: "Firefox",
        variable: "FIREFOX",
        binaries: &["firefox-esr", "firefox"],
        also: &[],
        packages: &["firefox-esr", "fonts-dejavu-core"],
    },
    Browser {
        name: "WebKit",
        variable: "WEBKIT_DRIVER",
        binaries: &["WebKitWebDriver"],
        // It has no mode without a screen.
        also: &["xvfb-run"],
        packages: &["webkit2gtk-driver", "xvfb", "xauth", "fonts-dejavu-core"],
    },
];

/// Returns the path of Chrome or Chromium: the one that CHROME names, else one on PATH, else Debian's, installed now.
pub fn find_or_install() -> Result<PathBuf> {
    let Browser { name, variable, .. } = CHROMIUM;
    CHROMIUM.find_or_install()?.with_context(|| {
        format!("the browser tests need {name}; install one, or name its path in the variable {variable}")
    })
}

/// The browsers of other engines.
#[derive(Default)]
pub struct Others {
    /// The variable of each that is there, and its path.
    pub found: Vec<(&'static str, PathBuf)>,
    /// What is said of each that is not there and cannot be installed.
    pub left_out: Vec<String>,
}

/// Finds or installs the browsers of other engines in the same way.
pub fn others() -> Result<Others> {
    let mut others = Others::default();
    for browser in OTHERS {
        match browser.find_or_install()? {
            Some(path) => others.found.push((browser.variable, path)),
            None => others.left_out.push(format!(
                "left out: {}, which needs {} on PATH; on Debian: apt-get install {}",
                browser.name,
                [&browser.binaries[..1], browser.also].concat().join(" and "),
                browser.packages.join(" ")
            )),
        }
    }
    Ok(others)
}

impl Browser {
    /// Returns its path; none where it is not there, and nothing can be installed.
    fn find_or_install(&self) -> Result<Option<PathBuf>> {
        if let Some(path) = env::var_os(self.variable).filter(|path| !path.is_empty()) {
            return Ok(Some(path.into()));
        }
        if let Some(found) = self.find() {
            return Ok(Some(found));
        }
        if !can_install() {
            return Ok(None);
        }
        println!("{} is not found; installing Debian's takes some minutes", self.name);
        step(&format!("installing {}", self.packages[0]), || install(self.packages))?;
        match self.find() {
            Some(found) => Ok(Some(found)),
            None => bail!("Debian's {} brought no {}", self.packages.join(", "), self.binaries[0]),
        }
    }

    fn find(&self) -> Option<PathBuf> {
        self.also
            .iter()
            .all(|name| on_path(name).is_some())
            .then(|| self.binaries.iter().find_map(|name| on_path(name)))?
    }
}
