//! Finishes what Trunk has built, before it takes `dist`'s place: writes the page as it is before the app starts, optimises the
//! WebAssembly, minifies the glue and the loader, bundles the style sheets, names files by their content, and compresses them.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::folder::Site;
use super::html::Written;
use super::modules::Modules;
use super::texts::Texts;
use super::{embed, page, types};
use crate::compress::compress;
use crate::shell::side_by_side;
use crate::tools;

/// Finishes the site in the folder that Trunk names by TRUNK_STAGING_DIR.
pub fn finish() -> Result<()> {
    let staging =
        env::var_os("TRUNK_STAGING_DIR").context("TRUNK_STAGING_DIR is not set; Trunk sets it for its hooks")?;
    let site = Site {
        folder: PathBuf::from(staging),
        esbuild: tools::packages("xtask")?.join(".bin/esbuild"),
        is_release: env::var("TRUNK_PROFILE").is_ok_and(|profile| profile != "debug"),
        texts: Texts::read()?,
    };
    let (here, Modules { app, compiler, export }) = side_by_side(|| Written::for_home(""), || site.modules())?;
    let styles = site.styles()?;
    let deferred = site.deferred(&compiler, &styles, &site.plain_page(&here)?)?;
    site.loader(&app, &deferred, &styles)?;
    site.pages(&here, &app, &styles, &page::script(&site, &export)?)?;
    embed::write(&site)?;
    types::write(&site.folder)?;
    if !site.is_release {
        return Ok(());
    }
    // Not while one develops: each change is to be seen at once.
    page::worker(&site)?;
    compress(&site.folder)
}
