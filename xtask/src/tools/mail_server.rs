//! Finds and installs the mail server that native tests send to: aiosmtpd, a package of Python.

use std::env;
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::shell::step;
use crate::tools::debian::{can_install, install};

/// Debian's package of it.
const PACKAGE: &str = "python3-aiosmtpd";

/// Counts the steps that `find_or_install` will take.
pub fn steps() -> usize {
    usize::from(!is_there())
}

/// Installs it where it is missing.
pub fn find_or_install() -> Result<()> {
    if is_there() {
        return Ok(());
    }
    if !can_install() {
        bail!(
            "the tests of mail need Python with aiosmtpd; on Debian: apt-get install {PACKAGE}, elsewhere: pip install aiosmtpd; \
             the variable PYTHON names another Python than python3"
        );
    }
    step(&format!("installing {PACKAGE}"), || install(&[PACKAGE]))?;
    if is_there() { Ok(()) } else { bail!("Debian's {PACKAGE} brought no aiosmtpd for /usr/bin/python3") }
}

/// Tells whether a Python has it, of those that the tests try.
fn is_there() -> bool {
    let named = env::var("PYTHON").ok();
    let mut candidates = named.into_iter().chain(["/usr/bin/python3", "python3"].map(str::to_owned));
    candidates.any(|python| {
        let mut import = Command::new(python);
        import.args(["-c", "import aiosmtpd"]).stdout(Stdio::null()).stderr(Stdio::null());
        import.status().is_ok_and(|status| status.success())
    })
}
