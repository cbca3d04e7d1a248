//! Finishes what Trunk has built, before it takes `dist`'s place: writes the page as it is before the app starts, optimises the
//! WebAssembly, minifies the glue and the loader, bundles the style sheets, names files by their content, and compresses them.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::compress::compress;
use crate::texts::Texts;
use crate::tools;

mod embed;
mod html;
mod loader;
mod modules;
mod page;
mod scope;
mod staging;
mod styles;
mod types;

use html::Written;
use staging::Stage;

/// Finishes the site in the folder that Trunk names by TRUNK_STAGING_DIR.
pub fn stage() -> Result<()> {
    let staging =
        env::var_os("TRUNK_STAGING_DIR").context("TRUNK_STAGING_DIR is not set; Trunk sets it for its hooks")?;
    let stage = Stage {
        folder: PathBuf::from(staging),
        esbuild: tools::packages("xtask")?.join(".bin/esbuild"),
        is_release: env::var("TRUNK_PROFILE").is_ok_and(|profile| profile != "debug"),
        texts: Texts::read()?,
    };
    let (app, compiler) = (stage.app()?, stage.module("catalog-compiler", "-compiler")?);
    let styles = stage.styles()?;
    let here = Written::for_home("")?;
    let deferred = stage.deferred(&compiler, &styles, &stage.plain_page(&here)?)?;
    stage.loader(&app, &deferred, &styles)?;
    stage.pages(&here, &app, &styles, &page::script(&stage)?)?;
    embed::stage(&stage)?;
    types::write(&stage.folder)?;
    if !stage.is_release {
        return Ok(());
    }
    // Not while one develops: each change is to be seen at once.
    page::worker(&stage)?;
    compress(&stage.folder)
}
