//! Finishes what Trunk has built, before it takes `dist`'s place: makes the bundle (optimises the WebAssembly, minifies the glue and the
//! scripts, bundles the style sheets, names files by their content, compresses them), and has `pages` write the pages of a catalogue
//! beside the bundle's files.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use bundle::{Hashed, Kept, MANIFEST, Manifest, Module, Scripts, TEMPLATES};

use super::folder::Folder;
use super::modules::Modules;
use super::types;
use crate::compress::compress_file;
use crate::shell::{cargo, output, side_by_side};
use crate::tools;

/// The catalogue of the pages where `PLAN_CATALOG` names no other.
const CATALOG: &str = "catalogs/msa.json";

/// Files that are served as they are, and whether the product page may ask for them.
const COPIED: [(&str, bool); 2] = [("favicon.svg", true), ("preview.png", false)];

/// Finishes the site in the folder that Trunk names by TRUNK_STAGING_DIR.
pub fn finish() -> Result<()> {
    let staging =
        env::var_os("TRUNK_STAGING_DIR").context("TRUNK_STAGING_DIR is not set; Trunk sets it for its hooks")?;
    let is_release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile != "debug");
    let folder = Folder {
        staging: PathBuf::from(staging),
        bundle: bundle_folder(is_release),
        esbuild: tools::packages("xtask")?.join(".bin/esbuild"),
        is_release,
    };
    // What writes the pages is compiled beside what they load.
    side_by_side(|| build_pages(is_release), || make(&folder))?;
    write_pages(&folder.staging, is_release)
}

/// Returns the folder in which the bundle is made.
pub fn bundle_folder(is_release: bool) -> PathBuf {
    crate::paths::target().join(if is_release { "bundle" } else { "bundle-for-development" })
}

/// Makes the bundle.
fn make(folder: &Folder) -> Result<()> {
    if folder.bundle.exists() {
        fs::remove_dir_all(&folder.bundle)?;
    }
    fs::create_dir_all(folder.bundle.join(TEMPLATES))?;
    let Modules { app, compiler, export } = folder.modules()?;
    let styles = folder.styles()?;
    let (export_script, export_style) = folder.export(&export)?;
    folder.minify(
        &crate::paths::root().join("embed/host.js"),
        "plan-configurator-frame.js",
        &["--format=esm", "--bundle"],
    )?;
    folder.minify(&crate::paths::root().join("embed/embed.js"), "embed.js", &["--format=esm", "--bundle"])?;
    let frame_script = folder.keep("embed.js", "embed", "js")?;
    for (name, _) in COPIED {
        fs::copy(crate::paths::root().join("style").join(name), folder.bundle.join(name)).context(name)?;
    }
    types::write(&folder.bundle)?;
    let scripts = Scripts {
        loader: folder.loader(&app, &styles)?,
        deferred: folder.deferred(&compiler, &styles)?,
        sending: folder.sending()?,
        proof: folder.proof()?,
        page: folder.page_script()?,
        page_features: folder.page_features()?,
        export: export_script,
        // Not while one develops: each change is to be seen at once.
        worker: if folder.is_release { Some(folder.worker()?) } else { None },
    };
    let Module { glue, wasm } = &app;
    let of_page = [glue, wasm, &export.glue, &export.wasm, &styles.element, &styles.plain, &export_style];
    let files = files(folder, &of_page)?;
    let manifest = Manifest { files, app, styles, frame_script, scripts };
    let text = serde_json::to_string_pretty(&manifest)? + "\n";
    fs::write(folder.bundle.join(MANIFEST), text).context(MANIFEST)
}

/// Lists the files of the bundle's folder that are served as they are, and compresses them.
fn files(folder: &Folder, of_page: &[&Hashed]) -> Result<BTreeMap<String, Kept>> {
    let is_of_page = |name: &str| COPIED.contains(&(name, true)) || of_page.iter().any(|file| file.name == name);
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(&folder.bundle)? {
        let path = entry?.path();
        if path.is_dir() {
            continue;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
        let kept = Kept { size: bytes.len(), integrity: bundle::integrity(&bytes), is_of_page: is_of_page(&name) };
        files.insert(name, kept);
        if folder.is_release {
            compress_file(&path, &bytes)?;
        }
    }
    Ok(files)
}

/// Builds what writes the pages, and gives its path. It is built with the server's choice of features, and for a release in the server's
/// profile: most of what it consists of is built once for both.
fn build_pages(is_release: bool) -> Result<PathBuf> {
    let both = ["--package", "pages", "--package", "plan-server", "--bin", "pages"];
    let mut build = cargo(&["build", "--quiet", "--locked"]);
    build.args(both).args(is_release.then_some("--release"));
    output(&mut build)?;
    Ok(crate::paths::target().join(if is_release { "release" } else { "debug" }).join("pages"))
}

/// Has the pages of a catalogue written into a folder, beside the bundle's files.
pub fn write_pages(out: &Path, is_release: bool) -> Result<()> {
    let catalog = env::var("PLAN_CATALOG").unwrap_or_else(|_| CATALOG.to_owned());
    let mut pages = Command::new(build_pages(is_release)?);
    pages.current_dir(crate::paths::root());
    pages.arg("--bundle").arg(bundle_folder(is_release)).arg("--out").arg(out);
    pages.arg("--catalog").arg(crate::paths::root().join(catalog));
    pages.arg("--url").arg(env::var("PLAN_URL").unwrap_or_default());
    if !is_release {
        pages.arg("--plain");
    }
    output(&mut pages).map(|_| ())
}
